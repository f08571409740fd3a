"""What browsers may send about held survey answers."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from webapp.feedback.review.forms import Reason
from webapp.feedback.review.surveys.queries import MOST
from webapp.platform.forms import Fields

Outcome = Literal["dilepas", "dipertahankan"]


class SurveyReversalFields(Fields):
    """The other decision, and why."""

    putusan: Outcome
    alasan: Reason


class SurveyDecisionFields(SurveyReversalFields):
    """A decision about some or all held answers of a period."""

    pilih: Annotated[list[UUID], Field(min_length=1, max_length=MOST)]
