"""What a queue system, an officer's browser and the office's browser may send about visits that ended."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from webapp.platform.forms import Fields

MOST_SERVED = 1000  # visits one message may report


class VisitFields(Fields):
    """A visit that ended: where, which transaction, how many ended since the last message, whether to invite."""

    titik: Annotated[str, Field(min_length=4, max_length=12)]
    rujukan: Annotated[str, Field(min_length=1, max_length=100)]
    dilayani: Annotated[int, Field(ge=1, le=MOST_SERVED)] = 1
    undang: bool = True


class CounterFields(Fields):
    """A press at the counter screen: where, whether to invite, and the key that makes a second press harmless."""

    titik: Annotated[str, Field(max_length=12)]
    cara: Literal["undang", "tanpa"]
    kunci: Annotated[str, Field(max_length=100)] = ""


class SlipFields(Fields):
    """Slips to be printed: of which point, for this week or the next, how many."""

    titik: UUID
    pekan: Literal["ini", "depan"]
    jumlah: Annotated[int, Field(ge=10, le=120)]
