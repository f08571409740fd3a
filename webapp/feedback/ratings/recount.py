"""Comparing every aggregate with the ratings themselves, and putting right what differs.

The answers (n, sum, histogram, doubts) are compared for all time. The weights are compared for the days whose
traces are still kept; after period close the traces are gone by law, and the weights stand as they were counted.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa

from webapp.feedback.ratings.models import DOUBTS
from webapp.feedback.ratings.weights import SourceCounts, weight_of
from webapp.platform.db import TenantSession, be_patient

# Not rating_event: citizens write there, and no drain can finish without the other two.
LOCK = sa.text("lock table rating_bucket, rating_source in share row exclusive mode")
ANSWERS = sa.text("""
select r.point_id, r.day, r.channel, count(*),
       count(*) filter (where r.score = 1), count(*) filter (where r.score = 2),
       count(*) filter (where r.score = 3), count(*) filter (where r.score = 4),
       count(d.rating_id) filter (where r.score = 1), count(d.rating_id) filter (where r.score = 2),
       count(d.rating_id) filter (where r.score = 3), count(d.rating_id) filter (where r.score = 4),
       count(*) filter (where d.reason = 'perangkat_sama'), count(*) filter (where d.reason = 'isian_mesin'),
       count(*) filter (where d.reason = 'staf_unit')
from rating r
left join rating_doubt d on d.tenant_id = :tenant and d.rating_id = r.id and not d.lifted
where r.tenant_id = :tenant
  and not exists (select from rating_event e where e.tenant_id = :tenant and e.rating_id = r.id)
group by r.point_id, r.day, r.channel
""")
BUCKETS = sa.text("""
select point_id, day, channel, n, n1, n2, n3, n4, d1, d2, d3, d4, perangkat_sama, isian_mesin, staf_unit, w1, w2, w3, w4
from rating_bucket where tenant_id = :tenant
""")
SOURCES = sa.text("""
select r.point_id, r.day, r.channel, coalesce(t.network, ''::bytea),
       count(*) filter (where r.score = 1), count(*) filter (where r.score = 2),
       count(*) filter (where r.score = 3), count(*) filter (where r.score = 4)
from rating r
join rating_trace t on t.tenant_id = :tenant and t.rating_id = r.id
left join rating_doubt d on d.tenant_id = :tenant and d.rating_id = r.id and not d.lifted
where r.tenant_id = :tenant and d.rating_id is null
group by 1, 2, 3, 4
""")
KEPT_FROM = sa.text("""
select min(r.day) from rating r
where r.tenant_id = :tenant and exists (select from rating_trace t where t.tenant_id = :tenant and t.rating_id = r.id)
""")
FORGET_BUCKETS = sa.text("""
delete from rating_bucket b
using unnest(cast(:point_id as uuid[]), cast(:day as date[]), cast(:channel as text[])) v (point_id, day, channel)
where b.tenant_id = :tenant and b.point_id = v.point_id and b.day = v.day and b.channel = v.channel
""")
WRITE_BUCKETS = sa.text("""
insert into rating_bucket (tenant_id, point_id, day, channel, n, total, n1, n2, n3, n4, d1, d2, d3, d4,
                           perangkat_sama, isian_mesin, staf_unit, w1, w2, w3, w4)
select :tenant, v.* from unnest(
  cast(:point_id as uuid[]), cast(:day as date[]), cast(:channel as text[]), cast(:n as int[]), cast(:total as int[]),
  cast(:n1 as int[]), cast(:n2 as int[]), cast(:n3 as int[]), cast(:n4 as int[]),
  cast(:d1 as int[]), cast(:d2 as int[]), cast(:d3 as int[]), cast(:d4 as int[]),
  cast(:perangkat_sama as int[]), cast(:isian_mesin as int[]), cast(:staf_unit as int[]),
  cast(:w1 as numeric[]), cast(:w2 as numeric[]), cast(:w3 as numeric[]), cast(:w4 as numeric[])
) v
""")
FORGET_SOURCES = sa.text("delete from rating_source where tenant_id = :tenant and day >= :since")
WRITE_SOURCES = sa.text("""
insert into rating_source (tenant_id, point_id, day, channel, network, n1, n2, n3, n4)
select :tenant, v.* from unnest(
  cast(:point_id as uuid[]), cast(:day as date[]), cast(:channel as text[]), cast(:network as bytea[]),
  cast(:n1 as int[]), cast(:n2 as int[]), cast(:n3 as int[]), cast(:n4 as int[])
) v
""")

COLUMNS = ("n1", "n2", "n3", "n4", "d1", "d2", "d3", "d4", *DOUBTS, "w1", "w2", "w3", "w4")
WEIGHTS = slice(len(COLUMNS) - 4, None)

Place = tuple[UUID, date, str]


@dataclass(frozen=True)
class Difference:
    """An aggregate that does not say what the ratings say: the values on each side, None if absent."""

    place: Place
    stored: tuple | None
    true: tuple | None
    what: str = "bucket"


@dataclass(frozen=True)
class Truth:
    """What the ratings say, recomputed."""

    buckets: dict[Place, tuple]
    sources: dict[tuple[Place, bytes], SourceCounts]
    since: date


def differences(session: TenantSession) -> list[Difference]:
    """Every difference between aggregates and ratings of this pemda; an empty list is the promise.

    Looks at one moment: counting may go on meanwhile. Begin it in a fresh session.
    """
    session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    be_patient(session)
    return _compare(_stored(session), recomputed(session))


def repair(session: TenantSession) -> list[Difference]:
    """Rewrites what differs and returns what it was. The caller commits; counting waits meanwhile."""
    be_patient(session)
    session.connection().execute(LOCK)
    return rewrite(session)


def rewrite(session: TenantSession) -> list[Difference]:
    """The same where nobody can be counting: in the transaction that makes a pemda."""
    truth = recomputed(session)
    found = _compare(_stored(session), truth)
    connection, tenant = session.connection(), {"tenant": session.tenant.id}
    if found:
        connection.execute(FORGET_BUCKETS, tenant | _by_column([_named(one.place) for one in found]))
    right = [_named(one.place) | _columns(one.true) for one in found if one.true is not None]
    if right:
        connection.execute(WRITE_BUCKETS, tenant | _by_column(right))
    connection.execute(FORGET_SOURCES, tenant | {"since": truth.since})
    sources = [
        _named(place) | {"network": network} | counts._asdict() for (place, network), counts in truth.sources.items()
    ]
    if sources:
        connection.execute(WRITE_SOURCES, tenant | _by_column(sources))
    return found


def recomputed(session: TenantSession) -> Truth:
    """All aggregates from the ratings, doubts and traces. Ratings still waiting in the outbox are not due yet."""
    connection, tenant = session.connection(), {"tenant": session.tenant.id}
    since = connection.execute(KEPT_FROM, tenant).scalar() or date.max
    sources = {
        ((row[0], row[1], row[2]), bytes(row[3])): SourceCounts(*row[4:])
        for row in connection.execute(SOURCES, tenant)
    }
    weights: dict[Place, list] = defaultdict(lambda: [Decimal(0)] * 4)
    for (place, _network), counts in sources.items():
        weights[place] = [known + more for known, more in zip(weights[place], weight_of(counts), strict=True)]
    buckets = {}
    for row in connection.execute(ANSWERS, tenant):
        place = (row[0], row[1], row[2])
        buckets[place] = (*row[4:], *weights[place])
    return Truth(buckets, sources, since)


def _stored(session: TenantSession) -> dict[Place, tuple]:
    rows = session.connection().execute(BUCKETS, {"tenant": session.tenant.id})
    return {(row[0], row[1], row[2]): tuple(row[4:]) for row in rows}


def _compare(stored: dict[Place, tuple], truth: Truth) -> list[Difference]:
    found = []
    for place in sorted(stored.keys() | truth.buckets.keys()):
        is_, should = stored.get(place), truth.buckets.get(place)
        if place[1] < truth.since and is_ and should:
            should = (*should[: WEIGHTS.start], *is_[WEIGHTS])
        if is_ != should:
            found.append(Difference(place, is_, should))
    return found


def _named(place: Place) -> dict:
    return {"point_id": place[0], "day": place[1], "channel": place[2]}


def _by_column(rows: list[dict]) -> dict[str, list]:
    """The rows as a list of values a column: thousands in one statement."""
    return {name: [row[name] for row in rows] for name in rows[0]}


def _columns(values: tuple) -> dict:
    counts = SourceCounts(*values[:4])
    return dict(zip(COLUMNS, values, strict=True)) | {"n": counts.n, "total": counts.total}


def summary(found: list[Difference]) -> Counter:
    """How many buckets are missing, extra or wrong."""
    return Counter("missing" if d.stored is None else "extra" if d.true is None else "wrong" for d in found)
