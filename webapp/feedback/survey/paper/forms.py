"""What browsers may send about paper: batches, and sheets as numbers."""

from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import Field, create_model

from webapp.feedback.survey.forms import Answer
from webapp.feedback.survey.paper.rules import MOST_SHEETS
from webapp.platform.forms import Day, Fields

OneOfTwo, OneOfSix = Literal["1", "2"], Literal["1", "2", "3", "4", "5", "6"]
SheetNumber = Annotated[int, Field(ge=1, le=MOST_SHEETS)]


class BatchFields(Fields):
    """A new batch: how many sheets."""

    lembar: SheetNumber


class CancelFields(Fields):
    """Why a batch will not be counted."""

    alasan: Annotated[str, Field(min_length=5, max_length=200)]


class VoidFields(Fields):
    """A sheet that cannot count."""

    lembar: SheetNumber
    rusak: Literal["kosong", "tidak_lengkap"]


class TypedFields(Fields):
    """A sheet as it is typed, every answer a number."""

    lembar: SheetNumber
    tanggal: Day
    jam: OneOfTwo
    kelamin: OneOfTwo
    usia: OneOfSix
    pendidikan: OneOfSix
    pekerjaan: OneOfSix
    disabilitas: Literal["0", "1", "2"]


class NoFields(Fields):
    """A button alone."""


@lru_cache(maxsize=64)
def sheet_fields(names: tuple[str, ...], services: int) -> type[TypedFields]:
    """The sheet of a questionnaire with these questions, where so many services are printed; nothing may be missing."""
    questions: dict[str, Any] = dict.fromkeys(names, (Answer, ...))
    service = (Annotated[int, Field(ge=1, le=services)], ...)
    return create_model("SheetFields", __base__=TypedFields, layanan=service, **questions)
