"""What browsers may send about the texts of a report."""

from typing import Annotated

from pydantic import Field

from webapp.feedback.survey.reports.models import LONGEST
from webapp.platform.forms import MANY_LINES, Versioned

Chapter = Annotated[str, Field(max_length=LONGEST), MANY_LINES]


class TextFields(Versioned):
    """The chapters an official may write herself; empty: the system's own text."""

    pendahuluan: Chapter = ""
    metode: Chapter = ""
    analisis: Chapter = ""
    kesimpulan: Chapter = ""
