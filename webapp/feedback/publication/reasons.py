"""The elements visitors pointed at, told once for each office and week when the week is over.

A reason comes after its rating. Were it added when it comes, the change would say what the visitor of a minute ago
answered; so a week is closed once, over all that was let out in it, and what comes later is not told here.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from webapp.feedback.publication.models import ReleasedReason
from webapp.feedback.ratings.models import UNSUR
from webapp.feedback.ratings.rules import week_of
from webapp.platform.db import TenantSession

SMALLEST_CELL = 5  # an element pointed at by fewer is not told
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
TOLD = sa.text("""
select s.counts from released_reason s
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
    session.add_all(
        ReleasedReason(tenant_id=session.tenant.id, opd_id=opd_id, week=week, counts=counts[opd_id, week])
        for opd_id, week in sorted(pending)
    )
    return len(pending)


def told(session: TenantSession, opd_ids: Sequence[UUID], since: date, until: date) -> dict[str, list[tuple[str, int]]]:
    """Elements pointed at in the weeks that begin between two days, most often first: {"good": …, "bad": …}.

    An element that fewer than five pointed at is left out.
    """
    asked = {"tenant": session.tenant.id, "opds": list(opd_ids), "since": since, "until": until}
    return summed(session.connection().execute(TOLD, asked).scalars())


def summed(weeks: Iterable[dict[str, list[int]]]) -> dict[str, list[tuple[str, int]]]:
    """The same from the counts of single weeks."""
    sums = {"good": dict.fromkeys(UNSUR, 0), "bad": dict.fromkeys(UNSUR, 0)}
    for counts in weeks:
        for unsur, (good, bad) in counts.items():
            sums["good"][unsur] += good
            sums["bad"][unsur] += bad
    return {
        side: sorted(((u, n) for u, n in found.items() if n >= SMALLEST_CELL), key=lambda pair: (-pair[1], pair[0]))
        for side, found in sums.items()
    }
