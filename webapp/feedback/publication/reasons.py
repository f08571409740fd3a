"""The elements visitors pointed at, told once for each office and week when the week is over.

A reason comes after its rating. Were it added when it comes, the change would say what the visitor of a minute ago
answered; so a week is closed once, over all that was let out in it, and what comes later is not told here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from webapp.feedback.publication.models import ReleasedReason
from webapp.feedback.publication.periods import quarters_within
from webapp.feedback.publication.rules import leaves_enough, told_apart
from webapp.feedback.ratings.models import UNSUR
from webapp.feedback.ratings.rules import week_of
from webapp.platform.db import TenantSession

OPEN_WEEKS = sa.text("""
select k.opd_id, k.week from released_week k
where k.tenant_id = :tenant and k.week >= :since and k.week < :monday
  and not exists (select from released_reason s
                  where s.tenant_id = :tenant and s.opd_id = k.opd_id and s.week = k.week)
group by k.opd_id, k.week having sum(k.n1 + k.n2 + k.n3 + k.n4) > 0
""")
POINTED_AT = sa.text("""
select l.opd_id, l.week, s.unsur, count(*) filter (where r.score >= 3), count(*) filter (where r.score <= 2)
from rating_release l
join rating r on r.tenant_id = :tenant and r.id = l.rating_id
join rating_reason s on s.tenant_id = :tenant and s.rating_id = l.rating_id
where l.tenant_id = :tenant and l.week = any(:weeks)
  and not exists (select from rating_waiting w where w.tenant_id = :tenant and w.rating_id = l.rating_id)
group by l.opd_id, l.week, s.unsur
""")
LEFT = sa.text("""
select l.opd_id, l.week, count(*)
from rating_release l
join rating_comment c on c.tenant_id = :tenant and c.rating_id = l.rating_id
where l.tenant_id = :tenant and l.week = any(:weeks)
group by l.opd_id, l.week
""")
Tally = dict[tuple[str, str], dict[UUID, int]]  # (good or bad, element) -> office -> how many pointed at it
MESSAGES = "pesan"  # beside the elements: how many messages came with the ratings of that week
TOLD = sa.text("""
select s.opd_id, s.week, s.counts from released_reason s
where s.tenant_id = :tenant and s.opd_id = any(:opds) and s.week between :since and :until
""")


def close_weeks(session: TenantSession, since: date, today: date) -> int:
    """Tells the reasons of every office's weeks that are over and not told yet; returns how many."""
    asked = {"tenant": session.tenant.id, "since": since, "monday": week_of(today)}
    connection = session.connection()
    pending = [tuple(row) for row in connection.execute(OPEN_WEEKS, asked)]
    if not pending:
        return 0
    counts: dict[tuple[UUID, date], dict[str, list[int]]] = defaultdict(dict)
    asked = {"tenant": session.tenant.id, "weeks": sorted({week for _opd, week in pending})}
    for opd_id, week, unsur, good, bad in connection.execute(POINTED_AT, asked):
        counts[opd_id, week][unsur] = [good, bad]
    for opd_id, week, n in connection.execute(LEFT, asked):
        counts[opd_id, week][MESSAGES] = [n, 0]
    session.add_all(
        ReleasedReason(tenant_id=session.tenant.id, opd_id=opd_id, week=week, counts=counts[opd_id, week])
        for opd_id, week in sorted(pending)
    )
    return len(pending)


def told(
    session: TenantSession, opd_id: UUID, families: Mapping[UUID, Sequence[UUID]], since: date, until: date
) -> dict[str, list[tuple[str, int]]]:
    """Elements pointed at in the weeks that begin between two days, most often first: {"good": …, "bad": …}.

    An element that fewer than five pointed at is left out, and one of which fewer than five would be left when the
    numbers told of offices below, or of quarters within these days, are taken away. `families`: each office with
    itself and all below it.
    """
    weeks, below = _weeks(session, families[opd_id], since, until), _below(families, opd_id)
    quarters = [_tally(weeks, each.since, each.until) for each in quarters_within(since, until)]
    return of_offices(_tally(weeks, since, until), quarters, opd_id, below)


def messages(
    session: TenantSession, opd_id: UUID, families: Mapping[UUID, Sequence[UUID]], since: date, until: date
) -> int | None:
    """How many messages came with the ratings let out in these weeks; None for fewer than may be told."""
    own: dict[UUID, int] = defaultdict(int)
    for office, _week, counts in _weeks(session, families[opd_id], since, until):
        own[office] += counts.get(MESSAGES, (0, 0))[0]
    return told_apart(own, _below(families, opd_id)).get(opd_id)


def _weeks(session: TenantSession, family: Sequence[UUID], since: date, until: date) -> list[tuple]:
    asked = {"tenant": session.tenant.id, "opds": list(family), "since": since, "until": until}
    return [tuple(row) for row in session.connection().execute(TOLD, asked)]


def _below(families: Mapping[UUID, Sequence[UUID]], opd_id: UUID) -> dict[UUID, Sequence[UUID]]:
    return {each: families[each] for each in families[opd_id]}


def _tally(weeks: Iterable[tuple[UUID, date, dict[str, list[int]]]], since: date, until: date) -> Tally:
    """The weeks that begin between these days, added up."""
    own: Tally = defaultdict(lambda: defaultdict(int))
    for office, week, counts in weeks:
        if since <= week <= until:
            for unsur, (good, bad) in counts.items():
                own["good", unsur][office] += good
                own["bad", unsur][office] += bad
    return own


def of_offices(
    whole: Tally, quarters: Sequence[Tally], opd_id: UUID, families: Mapping[UUID, Sequence[UUID]]
) -> dict[str, list[tuple[str, int]]]:
    """The same from the numbers of this office and those below it, in all these days and in each quarter of them."""
    found: dict[str, list[tuple[str, int]]] = {"good": [], "bad": []}
    for side, unsur in ((side, unsur) for side in found for unsur in UNSUR):
        n = told_apart(whole[side, unsur], families).get(opd_id)
        parts = [told_apart(each[side, unsur], families).get(opd_id, 0) for each in quarters]
        if n and leaves_enough(n - sum(parts)):
            found[side].append((unsur, n))
    return {side: sorted(pairs, key=lambda pair: (-pair[1], pair[0])) for side, pairs in found.items()}


NOTHING: dict[str, list[tuple[str, int]]] = {"good": [], "bad": []}
