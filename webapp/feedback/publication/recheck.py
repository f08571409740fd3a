"""Comparing every aggregate with the ratings themselves, from the buckets to the published scores, and putting
right what differs.

What is let out of a point, day and channel are its counted ratings that are not in doubt and wait no more. Days before
the window are left alone: their traces are forgotten, and they leave with their batch.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from webapp.feedback.publication import weeks
from webapp.feedback.publication.batches import hold
from webapp.feedback.publication.domain import publish_all
from webapp.feedback.publication.series import close_periods, families_of, wrong_periods
from webapp.feedback.publication.service_quarters import put_right, wrong_services
from webapp.feedback.publication.windows import window
from webapp.feedback.ratings import recount
from webapp.feedback.ratings.recount import Difference, Place
from webapp.feedback.ratings.weights import SourceCounts, weight_of
from webapp.feedback.services.queries import opd_ids_with_points
from webapp.people.published import ancestors_of, opd_places
from webapp.platform.db import TenantSession

LOCK = sa.text("lock table released_bucket, rating_waiting in share row exclusive mode")
LET_OUT = sa.text("""
select r.point_id, r.day, r.channel, coalesce(t.network, ''::bytea),
       count(*) filter (where r.score = 1), count(*) filter (where r.score = 2),
       count(*) filter (where r.score = 3), count(*) filter (where r.score = 4)
from rating r
left join rating_trace t on t.tenant_id = :tenant and t.rating_id = r.id
where r.tenant_id = :tenant and r.day between :since and :until
  and not exists (select from rating_doubt d
                  where d.tenant_id = :tenant and d.rating_id = r.id and not d.lifted)
  and not exists (select from rating_event e where e.tenant_id = :tenant and e.rating_id = r.id)
  and not exists (select from rating_waiting w where w.tenant_id = :tenant and w.rating_id = r.id)
group by 1, 2, 3, 4
""")
FORGET = sa.text("""
delete from released_bucket where tenant_id = :tenant and point_id = :point_id and day = :day and channel = :channel
""")
WRITE = sa.text("""
insert into released_bucket (tenant_id, point_id, day, channel, n1, n2, n3, n4,
                             perangkat_sama, isian_mesin, staf_unit, w1, w2, w3, w4)
select :tenant, b.point_id, b.day, b.channel, :n1, :n2, :n3, :n4,
       b.perangkat_sama, b.isian_mesin, b.staf_unit, :w1, :w2, :w3, :w4
from rating_bucket b
where b.tenant_id = :tenant and b.point_id = :point_id and b.day = :day and b.channel = :channel
""")
SCORES = sa.text("select opd_id, until, n1, n2, n3, n4 from unit_score where tenant_id = :tenant")
OWN = sa.text("""
select opd_id, week, sum(n1), sum(n2), sum(n3), sum(n4)
from released_week where tenant_id = :tenant group by opd_id, week
""")
COLUMNS = ("n1", "n2", "n3", "n4", "w1", "w2", "w3", "w4")


def differences(session: TenantSession, today: date) -> list[Difference]:
    """Every aggregate that is not what its ratings say; an empty list is the promise.

    Looks at one moment: counting may go on meanwhile. Begin it in a fresh session.
    """
    return [*recount.differences(session), *_found(session, _truth(session, today), today)]


def repair(session: TenantSession, today: date) -> list[Difference]:
    """Rewrites what differs and returns what it was. The caller commits; counting waits meanwhile."""
    connection, offices = session.connection(), opd_ids_with_points(session)
    hold(session, ancestors_of(session, set(offices)))  # first, as whoever releases does
    buckets = recount.repair(session)
    connection.execute(LOCK)
    weeks.note_missing(session, *window(today))
    truth = _truth(session, today)
    found = _found(session, truth, today)
    for difference in found:
        if difference.what == "released":
            _put_right(session, difference)
    days = {difference.place[1] for difference in found if difference.what == "week"}
    weeks.rewrite(session, truth.weeks, days)
    if found:
        publish_all(session, offices, today)
        close_periods(session, today)
        put_right(session, today)
    return [*buckets, *found]


@dataclass(frozen=True)
class Truth:
    """What the ratings say is let out: of each point, day and channel, and of each office, week, day and channel."""

    places: dict[Place, tuple]
    weeks: dict[weeks.Cell, tuple]


def _truth(session: TenantSession, today: date) -> Truth:
    since, until = window(today)
    asked = {"tenant": session.tenant.id, "since": since, "until": until}
    places = _true(session.connection().execute(LET_OUT, asked))
    return Truth(places, weeks.true_weeks(session, places, since, until))


def _found(session: TenantSession, truth: Truth, today: date) -> list[Difference]:
    since, until = window(today)
    stored = weeks.stored_places(session, since)
    released = [
        Difference(place, stored.get(place), truth.places.get(place), "released")
        for place in sorted(stored.keys() | truth.places.keys())
        if stored.get(place) != truth.places.get(place)
    ]
    told = weeks.differences(session, truth.weeks, since, until)
    return [*released, *told, *_scores(session), *_periods(session, today), *_services(session, today)]


def _put_right(session: TenantSession, difference: Difference) -> None:
    point_id, day, channel = difference.place
    place = {"tenant": session.tenant.id, "point_id": point_id, "day": day, "channel": channel}
    session.connection().execute(FORGET, place)
    if difference.true:
        session.connection().execute(WRITE, place | dict(zip(COLUMNS, difference.true, strict=True)))


def _scores(session: TenantSession) -> list[Difference]:
    """Published scores that are not of what is let out in their window."""
    found, asked = [], {"tenant": session.tenant.id}
    own: dict[UUID, list] = defaultdict(list)
    for opd_id, week, *counts in session.connection().execute(OWN, asked):
        own[opd_id].append((week, counts))
    families = families_of(opd_places(session))
    for opd_id, until, *stored in session.connection().execute(SCORES, asked).all():
        since = window(until)[0]
        parts = [counts for each in families[opd_id] for week, counts in own[each] if since <= week <= until]
        true = tuple(map(sum, zip((0, 0, 0, 0), *parts, strict=True)))
        if tuple(stored) != true:
            found.append(Difference((opd_id, until, "all"), tuple(stored), true, "score"))
    return found


def _periods(session: TenantSession, today: date) -> list[Difference]:
    return [
        Difference((row.opd_id, row.since, row.kind), (row.n1, row.n2, row.n3, row.n4), true, "period")
        for row, true in wrong_periods(session, today)
    ]


def _services(session: TenantSession, today: date) -> list[Difference]:
    return [
        Difference((row.opd_id, row.since, str(row.service_id)), (row.n1, row.n2, row.n3, row.n4), true, "service")
        for row, true in wrong_services(session, today)
    ]


def _true(rows) -> dict[Place, tuple]:
    sums: dict[Place, list] = defaultdict(lambda: [0] * len(COLUMNS))
    for row in rows:
        counts = SourceCounts(*row[4:])
        for place, value in enumerate((*counts, *weight_of(counts))):
            sums[_place(row)][place] += value
    return {place: tuple(values) for place, values in sums.items()}


def _place(row) -> tuple[UUID, date, str]:
    return row[0], row[1], row[2]
