"""What browsers may send about rosters."""

from datetime import time
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, model_validator

from webapp.platform.forms import AS_TYPED, MANY_LINES, Day, Fields

Shift = Literal["penuh", "pagi", "siang", "malam"]
Reason = Annotated[str, MANY_LINES, Field(min_length=10, max_length=500)]


class TurnFields(Fields):
    """Somebody at a point: the usual hours of a shift, or own hours."""

    pegawai: UUID
    giliran: Shift = "penuh"
    mulai: time | None = None
    selesai: time | None = None
    cari: Annotated[str, Field(max_length=100)] = ""

    @model_validator(mode="after")
    def hours_are_whole(self) -> "TurnFields":
        if (self.mulai is None) != (self.selesai is None):
            raise ValueError("Isi jam mulai dan jam selesai, atau kosongkan keduanya.")
        return self


class DutyFields(TurnFields):
    """The same on some days of a week; `minggu`: a day of the week the page shows."""

    hari: Annotated[list[Day], Field(min_length=1, max_length=7)]
    minggu: Day | None = None


class ReplaceFields(Fields):
    """Who serves from now on."""

    pegawai: UUID


class NoFields(Fields):
    """A button that needs nothing more."""


class CopyFields(Fields):
    """A week of an OPD and the weeks it is copied to; days stand for their week."""

    opd: Annotated[str, AS_TYPED, Field(max_length=80)]
    minggu: Day
    ke: Annotated[list[Day], Field(min_length=1, max_length=8)]


class TableFields(Fields):
    """What is done with the file: looked at only, or taken in when all of it is right."""

    langkah: Literal["periksa", "simpan"]


class CorrectionFields(Fields):
    """Who really served at a point in a time that is over; nobody stands for an empty person."""

    hari: Day
    mulai: time
    sampai: Day | None = None
    selesai: time
    salah: UUID | None = None
    benar: UUID | None = None
    giliran: Shift = "penuh"
    pindahkan: Literal["ya", "tidak"]
    alasan: Reason
    cari: Annotated[str, Field(max_length=100)] = ""
    asal: UUID | None = None  # the turn whose page led here


class DecisionFields(Fields):
    """What a second person decides, and why."""

    keputusan: Literal["setujui", "tolak"]
    alasan: Reason
