"""What browsers may send about services, points, hours, standards and posters."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, create_model

from webapp.feedback.services.components import REASON, SLUGS, TEXT
from webapp.platform.forms import MANY_LINES, Fields, Versioned

Name = Annotated[str, Field(min_length=2, max_length=120)]
Line = Annotated[str, Field(max_length=200)]
Text = Annotated[str, MANY_LINES, Field(max_length=4000)]
Note = Annotated[str, MANY_LINES, Field(min_length=5, max_length=500)]
Why = Annotated[str, MANY_LINES, Field(max_length=300)]
Code = Annotated[str, Field(max_length=12)]
NOT_HERE = "_tidak"  # ending of the field that says why a component does not apply
WEEK = range(1, 8)


class ServiceFields(Versioned):
    """A service: its OPD, its name and what citizens read about it."""

    opd: UUID
    nama: Name
    uraian: Annotated[str, MANY_LINES, Field(max_length=600)] = ""
    persyaratan: Text = ""

    @property
    def requirements(self) -> list[str]:
        """One requirement a line."""
        return [line.strip() for line in self.persyaratan.splitlines() if line.strip()]


class PointFields(Versioned):
    """A service point. There is no field for its code: codes are made, not chosen."""

    nama: Annotated[str, Field(min_length=2, max_length=80)]
    jenis: Literal["counter", "kiosk", "online"]
    opd: UUID
    alamat: Line = ""


class ClosingFields(Fields):
    """From when it is closed, why, and where to go instead."""

    tanggal: date
    alasan: Note
    pengganti: UUID | None = None


class PublicationFields(Fields):
    """From when the standard is in force."""

    berlaku: date


class _DraftFields(Fields):
    """All components of a standard, each with its text or why it does not apply; `revisi`: what the page showed."""

    revisi: Annotated[int, Field(ge=0)]

    @property
    def parts(self) -> dict[str, dict[str, str]]:
        """What was written, by component."""
        given = {
            slug: {TEXT: getattr(self, slug), REASON: getattr(self, slug + NOT_HERE)} for slug in SLUGS
        }
        return {
            slug: kept for slug, part in given.items() if (kept := {name: text for name, text in part.items() if text})
        }


DraftFields = create_model(
    "DraftFields",
    __base__=_DraftFields,
    **dict.fromkeys(SLUGS, (Text, "")),
    **{slug + NOT_HERE: (Why, "") for slug in SLUGS},
)


class _HoursFields(Versioned):
    """The opening hours of each day as typed: '08.00-12.00, 13.00-15.00'."""

    libur: Literal["buka"] | None = None  # open on holidays too
    semua: Literal["ya"] | None = None  # for the other points of the same OPD too
    langkah: Literal["samakan"] | None = None  # copy Monday to Friday into the form, and do not save yet


HoursFields = create_model("HoursFields", __base__=_HoursFields, **{f"hari_{day}": (Line, "") for day in WEEK})


class FilterFields(Fields):
    """What a list of services is narrowed to."""

    cari: Annotated[str, Field(max_length=80)] = ""
    opd: UUID | None = None
    bahasa: Literal["id", "en"] | None = None


class PrintFields(Fields):
    """Which points are printed, on what, in which language. No `titik` means all of the OPD and the service."""

    opd: UUID | None = None
    layanan: UUID | None = None
    titik: list[Code] = []
    bentuk: Literal["poster", "kartu", "tenda", "stiker"] = "poster"
    tulisan: Literal["id", "en", "dua"] = "id"
    jumlah: Annotated[int, Field(ge=1, le=12)] = 12  # stickers of each point
    bahasa: Literal["id", "en"] | None = None
