"""What browsers may send about a pemda's settings."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from webapp.platform.forms import Fields, Versioned
from webapp.platform.regional import tongues
from webapp.tenants import rules
from webapp.tenants.colours import readable


def _a_colour(text: str) -> str:
    readable(text)
    return text.strip().lower()


def _a_year(number: int) -> int:
    if not rules.FIRST_YEAR <= number <= rules.LAST_YEAR:
        raise ValueError("Tulis tahun dengan empat angka, misalnya 2026.")
    return number


def _a_day(day: date) -> date:
    _a_year(day.year)
    return day


def _within(low: int, high: int, sentence: str) -> AfterValidator:
    def check(number: int) -> int:
        if not low <= number <= high:
            raise ValueError(sentence)
        return number

    return AfterValidator(check)


Name = Annotated[str, Field(min_length=3, max_length=120)]
Colour = Annotated[str, Field(max_length=7), AfterValidator(_a_colour)]
Day = Annotated[date, AfterValidator(_a_day)]
Year = Annotated[int, AfterValidator(_a_year)]


class IdentityFields(Versioned):
    """Names of the pemda and the ways to reach it."""

    nama: Name
    sebutan: Annotated[str, Field(min_length=2, max_length=40)]
    telepon: Annotated[str, Field(max_length=25), AfterValidator(rules.checked_phone)] = ""
    whatsapp: Annotated[str, Field(max_length=25), AfterValidator(rules.checked_whatsapp)] = ""
    surel: Annotated[str, Field(max_length=120), AfterValidator(rules.checked_mail)] = ""
    situs: Annotated[str, Field(max_length=200), AfterValidator(rules.checked_site)] = ""
    alamat: Annotated[str, Field(max_length=200)] = ""


class ColourFields(Fields):
    """A colour, written and picked; `dasar` is the one both began with, so that it is seen which was touched."""

    warna: Colour
    pilihan: Colour = ""
    dasar: Colour = ""

    @property
    def wish(self) -> str:
        """What was written, unless only the picker was touched."""
        return self.pilihan if self.pilihan and self.warna == self.dasar != self.pilihan else self.warna


class NothingFields(Fields):
    """A button and nothing beside it."""


class WeekFields(Fields):
    """The working days, 1 (Monday) to 7, from a day on."""

    hari: list[Annotated[int, Field(ge=1, le=7)]]
    mulai: Day


class HolidayFields(Fields):
    """A day off."""

    tanggal: Day
    nama: Name
    jenis: Literal["nasional", "cuti_bersama", "daerah"]


class YearFields(Fields):
    """A year."""

    tahun: Year


class ImportFields(Fields):
    """What is in the calendar that is sent beside: the year that is wanted, and whose days off they are."""

    tahun: Year
    jenis: Literal["nasional", "daerah"] = "nasional"


class TakeOverFields(Fields):
    """The days a dry run found, sent back as they were shown: 'YYYY-MM-DD|kind|name'."""

    tahun: Year
    baris: Annotated[list[Annotated[str, Field(max_length=160)]], Field(max_length=400)]


def _known_language(tag: str) -> str:
    if tag != "en" and tag not in tongues():
        raise ValueError("Pilih salah satu jawaban yang tersedia.")
    return tag


class LanguageFields(Fields):
    """The languages offered beside Indonesian."""

    bahasa: list[Annotated[str, AfterValidator(_known_language)]] = []


class RetentionFields(Fields):
    """Days of keeping."""

    sesi: Annotated[int, _within(*rules.SESSION_DAYS, "Tulis antara 7 dan 90 hari.")]
    gagal: Annotated[int, _within(*rules.FAILURE_DAYS, "Tulis antara 1 dan 30 hari.")]
