"""What browsers may send about complaints. `situs` is the trap for machines."""

import re
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field

from webapp.platform.forms import MANY_LINES, Day, Fields

PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{6,24}")
MAIL = re.compile(r"[a-z0-9._%+-]{1,64}@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}", re.IGNORECASE)


def _phone(text: str) -> str:
    if not PHONE.fullmatch(text):
        raise ValueError("Tulis nomor telepon dengan angka saja, misalnya 0812-3456-7890.")
    return text


def _mail(text: str) -> str:
    if not MAIL.fullmatch(text):
        raise ValueError("Tulis alamat surel yang lengkap, misalnya nama@contoh.id.")
    return text


Kind = Literal["pengaduan", "aspirasi", "informasi", "pengadilan", "pidana"]
Key = Annotated[str, Field(max_length=100)]
Trap = Annotated[str, Field(max_length=500)]
Language = Annotated[str, Field(max_length=40)]
Version = Annotated[int, Field(ge=0, le=1_000_000)]
Reason = Annotated[str, MANY_LINES, Field(max_length=2000)]


class ReportFields(Fields):
    """A report. Contact may be left empty altogether; tetap: she has seen similar reports and sends her own; ikut:
    she joins one of them instead."""

    jenis: Kind
    layanan: UUID | None = None
    titik: Annotated[str, Field(max_length=60)] = ""
    judul: Annotated[str, Field(min_length=5, max_length=150)]
    isi: Annotated[str, MANY_LINES, Field(min_length=20, max_length=4000)]
    kapan: Day | None = None
    petugas: Literal["ya"] | None = None
    tampil: Literal["terbuka", "anonim", "rahasia"]
    nama: Annotated[str, Field(max_length=80)] = ""
    surel: Annotated[str, Field(max_length=120), AfterValidator(_mail)] = ""
    telepon: Annotated[str, Field(max_length=25), AfterValidator(_phone)] = ""
    tetap: Literal["ya"] | None = None
    kunci: Key = ""
    ikut: UUID | None = None
    kunci_ikut: Key = ""
    situs: Trap = ""
    bahasa: Language | None = None


Begun = Annotated[str, MANY_LINES, Field(max_length=10_000)]


class SupportFields(Fields):
    """'Ikut melapor' on a public case."""

    kunci: Key = ""
    situs: Trap = ""
    bahasa: Language | None = None


class CodeFields(Fields):
    """A tracking code, typed by hand."""

    kode: Annotated[str, Field(max_length=200)]
    bahasa: Language | None = None


class PageFields(Fields):
    """What stands on her page beside what is sent: it travels along, is not sent, and is not lost."""

    pesan: Begun = ""
    beres: Annotated[str, Field(max_length=10)] = ""
    alasan: Begun = ""
    versi: Annotated[str, Field(max_length=10)] = ""
    yakin: Annotated[str, Field(max_length=10)] = ""


class MessageFields(PageFields):
    """She writes more, or sends a file, or both."""

    pesan: Annotated[str, MANY_LINES, Field(max_length=4000)] = ""


class VerdictFields(PageFields):
    """'Sudah beres?' with the version of the case she looked at."""

    beres: Literal["ya", "tidak"]
    alasan: Reason = ""
    versi: Version


class ScoreFields(Fields):
    """Her rating of the handling."""

    nilai: Literal["1", "2", "3", "4"]


class WithdrawFields(PageFields):
    """She takes the report back, with a tick so that no slip does it."""

    yakin: Literal["ya"]


class FilterFields(Fields):
    """The public list: state, service, page."""

    keadaan: Literal["diteruskan", "diproses", "dijawab", "disanggah", "ditunda", "ditutup"] | None = None
    layanan: UUID | None = None
    halaman: Annotated[int, Field(ge=1, le=1000)] = 1
    bahasa: Language | None = None
