"""Days that are taken out of one officer's own score after a contest. Nothing here commits.

What is taken out is the attribution to her person, whatever the ground was: the citizen said it, to this office and
about this service. So those days go on counting in the scores of the office and of the service, and in what every
other officer is compared with; nobody else's score moves by a digit. They are taken out by person and day: ratings
that a correction of the roster gives to her on such a day do not count either, and those it gives to somebody else
count there.

Nobody may learn a single answer by subtracting her number with these days from her number without them. So neither
number is shown at once: from the decision on her score says nothing, until the daily computation can tell one that
differs from the last by a batch of answers or more (`differ_by_a_batch`). Then at least so many answers are different,
and a difference is never of fewer. If the days hold less than a batch, that is as soon as enough new answers have
come, or with enough that leave the window. Widening the days to hold a batch was no way: it would take out ratings
nobody has found wrong.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from sqlmodel import col, select

from webapp.feedback.publication.exclusion_models import OfficerExclusion
from webapp.feedback.publication.models import OfficerScore
from webapp.platform.db import TenantSession
from webapp.platform.spans import Span, holds

Exclusions = Collection[OfficerExclusion]


def exclude(
    session: TenantSession, person_id: UUID, days: Span, *, reason: str, reference: UUID, at: datetime
) -> None:
    """These days do not count in this person's own score from now on; `reference` names the decision."""
    since, until = days
    session.add(OfficerExclusion(
        person_id=person_id, since=since, until=until, reason=reason, reference=reference, at=at,
    ))  # fmt: skip
    session.flush()


def decided_since(session: TenantSession, since: date) -> Mapping[UUID, Exclusions]:
    """What is taken out of officers' scores from a day on, by person."""
    asked = select(OfficerExclusion).where(OfficerExclusion.until >= since).order_by(col(OfficerExclusion.id))
    found: dict[UUID, list[OfficerExclusion]] = defaultdict(list)
    for one in session.exec(asked):
        found[one.person_id].append(one)
    return found


def of_person(session: TenantSession, person_id: UUID, since: date, until: date) -> Exclusions:
    """What is taken out of this officer's score between two days."""
    asked = select(OfficerExclusion).where(
        OfficerExclusion.person_id == person_id, OfficerExclusion.until >= since, OfficerExclusion.since <= until
    )
    return session.exec(asked.order_by(col(OfficerExclusion.id))).all()


def spans(found: Iterable[OfficerExclusion]) -> list[Span]:
    """Their days."""
    return [(one.since, one.until) for one in found]


def without(ratings: Iterable, found: Iterable[OfficerExclusion]) -> list:
    """The ratings of other days."""
    days = spans(found)
    return [one for one in ratings if not holds(days, one.day)]


def known_to(row: OfficerScore, found: Exclusions) -> Exclusions:
    """Those this score was computed without already."""
    return [one for one in found if str(one.id) in row.excluded]


def names(found: Exclusions) -> list[str]:
    """How a score remembers what it was computed without."""
    return [str(one.id) for one in found]
