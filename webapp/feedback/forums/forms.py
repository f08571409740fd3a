"""What browsers may send about forums."""

from datetime import time
from typing import Annotated, Literal
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import AfterValidator, Field

from webapp.platform.forms import MANY_LINES, Day, Fields


def _safe(link: str) -> str:
    parts = urlsplit(link)
    if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc or any(map(str.isspace, link)):
        raise ValueError("Tulis tautan yang lengkap, dimulai dengan https://.")
    return link


class ForumFields(Fields):
    """A new forum: of whom, about what, when and where."""

    unit: UUID
    judul: Annotated[str, Field(min_length=5, max_length=120)]
    pokok: Annotated[str, MANY_LINES, Field(min_length=10, max_length=1500)]
    tanggal: Day
    mulai: time
    selesai: time
    tempat: Annotated[str, Field(min_length=3, max_length=200)]
    tautan: Annotated[str, Field(max_length=300), AfterValidator(_safe)] | None = None
    kapasitas: Annotated[int, Field(ge=1, le=100_000)] | None = None


class MoveFields(Fields):
    """When and where a forum takes place from now on, and why."""

    tanggal: Day
    mulai: time
    selesai: time
    tempat: Annotated[str, Field(min_length=3, max_length=200)]
    sebab: Annotated[str, Field(min_length=5, max_length=300)]


class QuestionFields(Fields):
    """What a citizen wants to know. `situs` is the trap for machines."""

    pertanyaan: Annotated[str, MANY_LINES, Field(min_length=10, max_length=800)]
    kunci: Annotated[str, Field(max_length=100)] = ""
    situs: Annotated[str, Field(max_length=500)] = ""


class SupportFields(Fields):
    """Which question she wants to know, too."""

    pertanyaan: UUID


class DecisionFields(Fields):
    """What becomes of a question; the text is the answer, or why it is not shown."""

    pertanyaan: UUID
    keputusan: Literal["diterbitkan", "dijawab", "disembunyikan"]
    isi: Annotated[str, MANY_LINES, Field(max_length=3000)] = ""


class MinutesFields(Fields):
    """The minutes, to be published."""

    notulen: Annotated[str, MANY_LINES, Field(min_length=20, max_length=20000)]


class PromiseFields(Fields):
    """What was promised, by whom, within how many working days."""

    isi_janji: Annotated[str, MANY_LINES, Field(min_length=10, max_length=600)]
    unit: UUID
    hari_kerja: Annotated[int, Field(ge=1, le=500)]


class StepFields(Fields):
    """Where a promise stands now."""

    janji: UUID
    keadaan: Literal["berjalan", "selesai", "tidak_dapat_dipenuhi"]
    catatan: Annotated[str, MANY_LINES, Field(max_length=1000)] = ""


class CancelFields(Fields):
    """Why a forum does not take place."""

    alasan: Annotated[str, Field(min_length=5, max_length=300)]
