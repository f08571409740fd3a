"""What browsers may send to correct, end or cancel a period."""

from datetime import date
from typing import Annotated

from pydantic import Field

from webapp.platform.forms import Fields, Versioned

Reason = Annotated[str, Field(min_length=5, max_length=300)]


class ChangeFields(Versioned):
    """What of a period may become another, and why."""

    nama: Annotated[str, Field(min_length=3, max_length=80)]
    sampai: date
    pengguna: Annotated[int, Field(ge=1, le=100_000_000)]
    alasan: Reason


class ReasonFields(Fields):
    """Why a period ends today, or is cancelled."""

    alasan: Reason
