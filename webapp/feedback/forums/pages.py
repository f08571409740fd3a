"""What the pages of forums show: meetings with their times, questions, promises; times on the pemda's clock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from webapp.feedback.forums import domain, queries, rules
from webapp.feedback.forums.models import Forum
from webapp.people.published import OpdPlace, opd_places
from webapp.platform import clock, tenancy
from webapp.platform.db import TenantSession

COMING, RUNNING, OVER, CANCELLED = "akan-datang", "berlangsung", "selesai", "dibatalkan"
STATE_WORDS = {
    COMING: "Akan datang", RUNNING: "Sedang berlangsung", OVER: "Sudah selesai", CANCELLED: "Dibatalkan",
}  # fmt: skip
QUESTION_WORDS = {
    "menunggu": "Menunggu keputusan", "diterbitkan": "Tampil", "dijawab": "Dijawab", "disembunyikan": "Tidak tampil",
}  # fmt: skip
PROMISE_WORDS = {
    "direncanakan": "Direncanakan", "berjalan": "Berjalan", "selesai": "Selesai",
    "tidak_dapat_dipenuhi": "Tidak dapat dipenuhi",
}  # fmt: skip


@dataclass(frozen=True)
class Meeting:
    """A forum as it is shown."""

    forum: Forum
    office: str
    starts: datetime
    ends: datetime
    state: str
    waiting: int = 0


@dataclass(frozen=True)
class Former:
    """When and where a forum was to be before it was moved, and why it was."""

    starts: datetime
    ends: datetime
    place: str
    reason: str


@dataclass(frozen=True)
class PromiseLine:
    """A promise as it is shown: of which office, whether it is late, and its history, the newest first."""

    promise: queries.Promise
    office: str
    is_late: bool
    history: tuple[dict, ...]
    next_states: tuple[str, ...]


def meeting(session: TenantSession, forum: Forum, at: datetime) -> Meeting:
    """One forum."""
    return meetings(session, [forum], at)[0]


def meetings(session: TenantSession, forums: list[Forum], at: datetime, waiting: bool = False) -> list[Meeting]:
    """These forums; `waiting`: with how many questions nobody has decided about."""
    places, zone = opd_places(session), session.tenant.timezone
    undecided = queries.questions_waiting(session, [each.id for each in forums]) if waiting else {}
    return [
        Meeting(each, _name(places, each.opd_id), clock.local(each.starts_at, zone), clock.local(each.ends_at, zone),
                _state(each, at), undecided.get(each.id, 0))
        for each in forums
    ]  # fmt: skip


def formers(session: TenantSession, forum: Forum) -> list[Former]:
    """What was said of this forum before each move, the last first."""
    zone = session.tenant.timezone
    return [
        Former(clock.local(each.starts_at, zone), clock.local(each.ends_at, zone), each.place, each.reason)
        for each in queries.moves(session, forum.id)
    ]


def promise_lines(session: TenantSession, promises: Iterable[queries.Promise], today: date) -> list[PromiseLine]:
    """These promises."""
    places, zone = opd_places(session), tenancy.current().timezone
    return [
        PromiseLine(
            each, _name(places, each.opd_id), rules.is_late(each.state, each.due_on, today),
            tuple({"state": step.state, "note": step.note, "at": clock.local(step.at, zone)} for step in each.steps),
            rules.FOLLOWS[each.state],
        )
        for each in promises
    ]  # fmt: skip


def _name(places: Mapping[UUID, OpdPlace], opd_id: UUID) -> str:
    return places[opd_id].name if opd_id in places else ""


def _state(forum: Forum, at: datetime) -> str:
    if forum.cancelled_at:
        return CANCELLED
    if domain.is_over(forum, at):
        return OVER
    return COMING if at < forum.starts_at else RUNNING
