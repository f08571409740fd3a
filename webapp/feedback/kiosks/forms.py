"""What a kiosk may send: the press of a button without a script, the code that installs it, and its queue as JSON."""

import json
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import UUID4, BaseModel, ConfigDict, Field, ValidationError

from webapp.feedback.kiosks.rules import MOST_AT_ONCE
from webapp.feedback.ratings.forms import Language
from webapp.platform.forms import Fields

Signature = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class PressFields(Fields):
    """The press of a button, sent as a form."""

    nilai: Literal["1", "2", "3", "4"]
    kunci: Annotated[str, Field(max_length=100)] = ""
    bahasa: Language | None = None


class InstallFields(Fields):
    """The code of the link, as scanned or typed."""

    kode: Annotated[str, Field(min_length=1, max_length=60)]
    bahasa: Language | None = None


class Sent(BaseModel):
    """Base of what the script sends: nothing unknown, no text where a number belongs."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Tap(Sent):
    """One press as the tablet kept it: `menit` since 1970 by its own clock; `tanda`: signed with the device's key."""

    id: UUID4
    perangkat: UUID
    menit: Annotated[int, Field(ge=0, le=200_000_000)]
    nilai: Literal[1, 2, 3, 4]
    tanda: Signature


class Batch(Sent):
    """What waits on the tablet, or nothing: then it only tells of itself. `jam`: its clock in milliseconds.

    `tanda` signs the rest of it with the device's key: who sends is told by that, for a cookie may be lost.
    """

    perangkat: UUID
    tanda: Signature
    jam: Annotated[int, Field(ge=0, le=10**15)]
    antrean: Annotated[int, Field(ge=0, le=1_000_000)]
    ketukan: Annotated[list[dict[str, Any]], Field(max_length=MOST_AT_ONCE)]


def tap_of(raw: dict[str, Any]) -> Tap | None:
    """The tap, or None for what is none: one that is broken must not hold up the others."""
    try:
        return Tap.model_validate_json(json.dumps(raw))
    except ValidationError:
        return None
