"""Writing a step: the history row, the trail, the version, all in the caller's transaction."""

from datetime import datetime
from uuid import UUID

from webapp.feedback.complaints import queries, rules
from webapp.feedback.complaints.models import Complaint, ComplaintStep
from webapp.feedback.complaints.people import barred_people, names_around
from webapp.feedback.masking import mask
from webapp.platform import clock
from webapp.platform.audit import record
from webapp.platform.db import TenantSession
from webapp.platform.errors import NotYours

OBJECT = "complaint"
NEW_EYES = frozenset({"teruskan", "alihkan", "sanggah", "sebut", "golongkan"})  # others may read it after these


def hold(session: TenantSession, complaint_id: UUID, action: str, version: int | None) -> Complaint:
    """The case, locked. Raises NotYours when there is none, Refused('version') when it changed since the page was made;
    version None: whatever it is now.
    """
    row = queries.locked(session, complaint_id)
    if row is None:
        raise NotYours
    if version is not None and version != row.version:
        raise rules.Refused("version", action, row.state)
    return row


def facts_of(session: TenantSession, row: Complaint, at: datetime) -> rules.Facts:
    """What the rules judge this case by at this moment."""
    today = clock.local(at, session.tenant.timezone).date()
    return rules.Facts(
        state=row.state, unit_id=row.unit_id, level=row.level, resume=row.resume, disputed_id=row.disputed_id,
        barred=barred_people(session, row.subject_id, today), reminders=row.reminders,
        is_late=row.react_due is not None and today > row.react_due,
    )  # fmt: skip


def part_of(facts: rules.Facts, actor: rules.Actor, allowed: frozenset[str]) -> str:
    """In which part this actor acts; where two would do, the nearer one: unit before coordinator."""
    found = rules.parts_of(facts, actor) & allowed
    return next(part for part in (rules.CLOCK, rules.CITIZEN, rules.UNIT, rules.COORDINATOR) if part in found)


def write(
    session: TenantSession, row: Complaint, action: str, came_from: str | None, part: str, actor: rules.Actor,
    at: datetime, *, reason: str = "", detail: str = "",
) -> ComplaintStep:  # fmt: skip
    """Adds the step that led to what the row says now. The trail says the deed, never the words."""
    if action in NEW_EYES:
        _hide_names(session, row, at)
    row.version += 1
    step = ComplaintStep(
        complaint_id=row.id, number=row.version, at=at, action=action, came_from=came_from, went_to=row.state,
        part=part, person_id=actor.person_id, unit_id=row.unit_id, reason=reason, detail=detail,
    )  # fmt: skip
    session.add_all([row, step])
    record(session, f"pengaduan:{action}", OBJECT, row.id, by=actor.person_id, dari=came_from, ke=row.state, peran=part)
    session.flush()
    return step


def _hide_names(session: TenantSession, row: Complaint, at: datetime) -> None:
    """What was masked without knowing the unit, or whom it is about, is masked once more with their names."""
    row.title, row.text = hidden_anew(session, row, at)


def hidden_anew(session: TenantSession, row: Complaint, at: datetime) -> tuple[str, str]:
    """(title, text) as masked with the names that are known today of those around the case."""
    today = clock.local(at, session.tenant.timezone).date()
    names = names_around(session, row.service_id, row.unit_id, today, row.subject_id)
    return mask(row.title, names).text[:200], mask(row.text, names).text[:8000]
