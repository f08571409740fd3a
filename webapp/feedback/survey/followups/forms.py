"""What browsers may send about follow-ups."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from webapp.feedback.survey.followups.domain import Responsible, Stand
from webapp.feedback.survey.followups.rules import PLANNED
from webapp.platform.forms import MANY_LINES, Day, Fields

PERSON, JABATAN = "orang", "jabatan"
Who = Annotated[str, StringConstraints(max_length=45, pattern=r"^(orang|jabatan):[0-9a-f-]{36}$")]


class PlanFields(Fields):
    """A new follow-up: about which unsur, what, until when, who is responsible ('orang:<id>' or 'jabatan:<id>')."""

    unsur: Annotated[str, Field(max_length=60)]
    apa: Annotated[str, Field(min_length=10, max_length=1000), MANY_LINES]
    tenggat: Day
    penanggung: Who


class StepFields(Fields):
    """How a follow-up stands. `langkah`: the number of the step the page showed."""

    keadaan: Literal["direncanakan", "berjalan", "selesai", "tidak_dilakukan"]
    catatan: Annotated[str, Field(max_length=2000), MANY_LINES] = ""
    tenggat: Day
    penanggung: Who
    langkah: Annotated[int, Field(ge=1, le=10_000)]


def stand_of(sent: PlanFields | StepFields) -> Stand:
    """What was sent, as the domain takes it."""
    kind, _colon, key = sent.penanggung.partition(":")
    responsible = Responsible(**{"person_id" if kind == PERSON else "jabatan_id": _uuid(key)})
    if isinstance(sent, PlanFields):
        return Stand(PLANNED, sent.tenggat, responsible)
    return Stand(sent.keadaan, sent.tenggat, responsible, sent.catatan)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def who_is(person_id: UUID | None, jabatan_id: UUID | None) -> str:
    """How the form names who is responsible."""
    return f"{PERSON}:{person_id}" if person_id else f"{JABATAN}:{jabatan_id}"
