"""What happened to a case and what was said about it, as one list in the order of time."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from webapp.feedback.complaints import words
from webapp.feedback.complaints.models import ComplaintMessage, ComplaintStep
from webapp.platform import clock, tenancy
from webapp.platform.i18n import gettext as _

ANSWERED = "jawab"  # the message of the answer tells it


@dataclass(frozen=True)
class Item:
    """One line: when, what, by whom (an office, never a name), and the words that came with it."""

    at: datetime
    what: str
    who: str | None
    note: str | None
    is_hers: bool


def of(
    steps: Sequence[ComplaintStep], said: Iterable[ComplaintMessage], offices: Mapping[UUID, str],
    named: Mapping[str, str], *, with_reasons: bool = True, veil: Callable[[str], str] = str,
) -> list[Item]:  # fmt: skip
    """The steps that have a name here, and these messages. with_reasons=False leaves out what people wrote in steps;
    veil: what is done to a message before it is shown.
    """
    told = [one for one in steps if one.action in named and one.action != ANSWERED]
    found = [_step(one, offices, named, with_reasons) for one in told]
    of_case = {one.at: one.unit_id for one in steps if one.action == ANSWERED}
    spoken = [_message(one, offices, of_case.get(one.at)) for one in said]
    found += [replace(item, note=veil(item.note or "")) for item in spoken]
    return sorted(found, key=lambda item: item.at)


def _step(step: ComplaintStep, offices: Mapping[UUID, str], named: Mapping[str, str], with_reasons: bool) -> Item:
    is_hers = step.part == "warga"
    office = offices.get(step.unit_id) if step.action in ("teruskan", "alihkan", "sanggah", "mulai") else None
    note = step.reason if with_reasons and step.reason else None
    return Item(_here(step.at), _(named[step.action]), office, note, is_hers)


def _message(one: ComplaintMessage, offices: Mapping[UUID, str], unit: UUID | None) -> Item:
    """unit: whose answer it is, where this is one; another office that wrote it says so."""
    is_hers = one.author == "warga"
    who = _("Anda") if is_hers else offices.get(one.unit_id)
    if unit and unit != one.unit_id and who:
        who = _("disampaikan oleh %(office)s atas nama %(unit)s", office=who, unit=offices.get(unit, ""))
    text = _(words.REMINDER) if one.kind == "pengingat" else one.text
    return Item(_here(one.at), _(words.MESSAGES[one.kind]), who, text, is_hers)


def _here(moment: datetime) -> datetime:
    return clock.local(moment, tenancy.current().timezone)
