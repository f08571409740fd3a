"""What browsers may send in the room of the review."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from webapp.feedback.ratings.models import DOUBTS
from webapp.platform.forms import MANY_LINES, Day, Fields

Reason = Annotated[str, MANY_LINES, Field(min_length=10, max_length=500)]
Outcome = Literal["dilepas", "dipertahankan", "dialihkan_ke_sistem"]


class GroupFields(Fields):
    """Which group: its point, day and reason."""

    titik: UUID
    hari: Day
    dugaan: Literal[DOUBTS]


class FilterFields(Fields):
    """Which of what waits is listed: of one point, for one reason."""

    titik: UUID | None = None
    dugaan: Literal[DOUBTS] | None = None


class DecisionFields(GroupFields):
    """A decision about some or all ratings of a group."""

    pilih: Annotated[list[UUID], Field(min_length=1, max_length=500)]
    putusan: Outcome
    alasan: Reason


class ReversalFields(Fields):
    """The other decision, and why."""

    putusan: Outcome
    alasan: Reason


class FindingFields(Fields):
    """What the inspector found of what was drawn."""

    temuan: Literal["sesuai", "perlu_ditinjau"]
    catatan: Annotated[str, MANY_LINES, Field(min_length=10, max_length=1000)]


