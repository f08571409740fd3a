"""Counting: takes waiting events by the hundred and brings the aggregates up to date, in one transaction.

An event is deleted in the transaction that counts it, so each rating is counted exactly once whoever drains,
however often, and whatever dies in between. An event that cannot be counted is set apart after a few tries
(`quarantined_at`) and stops nobody.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa

from webapp.feedback.ratings.models import DOUBTS
from webapp.feedback.ratings.weights import DeviceVote, SourceCounts, weight_of
from webapp.feedback.seals.waiting import await_seal
from webapp.platform.db import TenantSession

BATCH = 500
MOST_TRIES = 5

CLAIM = sa.text("""
with waiting as (
  select tenant_id, id from rating_event
  where tenant_id = :tenant and quarantined_at is null and (cast(:only as bigint) is null or id = :only)
  order by id limit :most for update skip locked
), claimed as (
  delete from rating_event e using waiting w
  where e.tenant_id = :tenant and w.tenant_id = e.tenant_id and w.id = e.id
  returning e.tenant_id, e.rating_id, e.week, e.minute, e.device, e.network, e.doubt
)
select c.rating_id, c.week, c.minute, c.device, c.network, c.doubt,
       r.point_id, r.service_id, r.channel, r.day, r.score
from claimed c
left join rating r on r.tenant_id = :tenant and r.id = c.rating_id
where c.tenant_id = :tenant
""")
WAITING = sa.text("""
select id from rating_event where tenant_id = :tenant and quarantined_at is null order by id limit :most
""")
BLAME = sa.text("""
update rating_event
set attempts = attempts + 1, last_error = :error,
    quarantined_at = case when attempts + 1 >= :tries then cast(:now as timestamptz) end
where tenant_id = :tenant and id = :id and quarantined_at is null
""")
TRACES = sa.text("""
insert into rating_trace (tenant_id, rating_id, week, minute, device, network)
select :tenant, t.* from unnest(cast(:ratings as uuid[]), cast(:weeks as date[]), cast(:minutes as int[]),
                                cast(:devices as bytea[]), cast(:networks as bytea[])) t
""")
FIRST_OF_DEVICE = sa.text("""
insert into rating_device (tenant_id, service_id, week, device, rating_id)
select :tenant, v.* from unnest(cast(:services as uuid[]), cast(:weeks as date[]), cast(:devices as bytea[]),
                                cast(:ratings as uuid[])) v
on conflict (tenant_id, service_id, week, device) do nothing
""")
DEVICES = sa.text("""
select d.service_id, d.week, d.device, d.rating_id
from unnest(cast(:services as uuid[]), cast(:weeks as date[]), cast(:devices as bytea[])) v (service_id, week, device)
join rating_device d
  on d.tenant_id = :tenant and d.service_id = v.service_id and d.week = v.week and d.device = v.device
""")
DOUBT = sa.text("""
insert into rating_doubt (tenant_id, id, rating_id, reason) values (:tenant, gen_random_uuid(), :rating_id, :reason)
""")
WAITING_ROOM = sa.text("""
insert into rating_waiting (tenant_id, rating_id, point_id, day, channel, network)
select :tenant, t.* from unnest(cast(:ratings as uuid[]), cast(:points as uuid[]), cast(:days as date[]),
                                cast(:channels as text[]), cast(:networks as bytea[])) t
""")
SOURCE = sa.text("""
insert into rating_source (tenant_id, point_id, day, channel, network, n1, n2, n3, n4)
values (:tenant, :point_id, :day, :channel, :network, :n1, :n2, :n3, :n4)
on conflict (tenant_id, point_id, day, channel, network) do update
set n1 = rating_source.n1 + excluded.n1, n2 = rating_source.n2 + excluded.n2,
    n3 = rating_source.n3 + excluded.n3, n4 = rating_source.n4 + excluded.n4
returning n1, n2, n3, n4
""")
BUCKET = sa.text("""
insert into rating_bucket (tenant_id, point_id, day, channel, n, total, n1, n2, n3, n4, d1, d2, d3, d4,
                           perangkat_sama, isian_mesin, staf_unit, w1, w2, w3, w4)
values (:tenant, :point_id, :day, :channel, :n, :total, :n1, :n2, :n3, :n4, :d1, :d2, :d3, :d4,
        :perangkat_sama, :isian_mesin, :staf_unit, :w1, :w2, :w3, :w4)
on conflict (tenant_id, point_id, day, channel) do update
set n = rating_bucket.n + excluded.n, total = rating_bucket.total + excluded.total,
    n1 = rating_bucket.n1 + excluded.n1, n2 = rating_bucket.n2 + excluded.n2,
    n3 = rating_bucket.n3 + excluded.n3, n4 = rating_bucket.n4 + excluded.n4,
    d1 = rating_bucket.d1 + excluded.d1, d2 = rating_bucket.d2 + excluded.d2,
    d3 = rating_bucket.d3 + excluded.d3, d4 = rating_bucket.d4 + excluded.d4,
    perangkat_sama = rating_bucket.perangkat_sama + excluded.perangkat_sama,
    isian_mesin = rating_bucket.isian_mesin + excluded.isian_mesin,
    staf_unit = rating_bucket.staf_unit + excluded.staf_unit,
    w1 = rating_bucket.w1 + excluded.w1, w2 = rating_bucket.w2 + excluded.w2,
    w3 = rating_bucket.w3 + excluded.w3, w4 = rating_bucket.w4 + excluded.w4
""")


class CannotCount(RuntimeError):
    """An event that does not fit what is stored."""


class Claimed(NamedTuple):
    """One waiting event with its rating."""

    rating_id: UUID
    week: date
    minute: int
    device: bytes | None
    network: bytes | None
    doubt: str | None
    point_id: UUID
    service_id: UUID
    channel: str
    day: date
    score: int


@dataclass(frozen=True)
class BucketKey:
    """A service point, day and channel, in the order buckets are locked in."""

    point_id: UUID
    day: date
    channel: str


def drain(session: TenantSession, most: int = BATCH, only: int | None = None) -> list[UUID]:
    """Counts up to `most` waiting events (or the one named); returns the point of each. The caller commits."""
    tenant = session.tenant.id
    rows = session.connection().execute(CLAIM, {"tenant": tenant, "most": most, "only": only}).all()
    if not rows:
        return []
    events = [Claimed(*row) for row in rows]
    lost = [event.rating_id for event in events if event.point_id is None]
    if lost:
        raise CannotCount(f"no rating for event of {lost[0]}")
    doubts = _doubts(session, events)
    _leave_traces(session, events, doubts)
    _count(session, events, doubts)
    await_seal(session, "penilaian", [event.rating_id for event in events], [event.day for event in events])
    return [event.point_id for event in events]


def waiting(session: TenantSession, most: int = BATCH) -> list[int]:
    """The ids of waiting events, oldest first."""
    return list(session.connection().execute(WAITING, {"tenant": session.tenant.id, "most": most}).scalars())


def blame(session: TenantSession, event_id: int, error: str, now: datetime) -> None:
    """Notes that an event could not be counted; after MOST_TRIES it is set apart. The caller commits."""
    session.connection().execute(
        BLAME,
        {"tenant": session.tenant.id, "id": event_id, "error": error[:500], "tries": MOST_TRIES, "now": now},
    )


def _doubts(session: TenantSession, events: list[Claimed]) -> dict[UUID, str]:
    """Ratings that weigh nothing, with the reason: as the form said, or a device that had its vote this week."""
    found = {event.rating_id: event.doubt for event in events if event.doubt}
    votes = [
        DeviceVote(event.service_id, event.week, event.device, event.rating_id)
        for event in sorted(events, key=lambda e: (e.service_id, e.week, e.device or b"", e.rating_id))
        if event.device and event.rating_id not in found and event.channel != "kiosk"
    ]
    if not votes:
        return found
    connection = session.connection()
    asked = {
        "tenant": session.tenant.id,
        "services": [vote.service_id for vote in votes],
        "weeks": [vote.week for vote in votes],
        "devices": [vote.device for vote in votes],
    }
    connection.execute(FIRST_OF_DEVICE, asked | {"ratings": [vote.rating_id for vote in votes]})
    first = {
        (row.service_id, row.week, bytes(row.device)): row.rating_id
        for row in connection.execute(DEVICES, asked)
    }
    for vote in votes:
        if first[(vote.service_id, vote.week, vote.device)] != vote.rating_id:
            found[vote.rating_id] = "perangkat_sama"
    return found


def _leave_traces(session: TenantSession, events: list[Claimed], doubts: dict[UUID, str]) -> None:
    tenant = session.tenant.id
    connection = session.connection()
    columns = {
        "ratings": [e.rating_id for e in events],
        "weeks": [e.week for e in events],
        "minutes": [e.minute for e in events],
        "devices": [e.device for e in events],
        "networks": [e.network for e in events],
    }
    connection.execute(TRACES, columns | {"tenant": tenant})
    free = [event for event in events if event.rating_id not in doubts]
    if free:
        connection.execute(WAITING_ROOM, _columns_of_waiting(free) | {"tenant": tenant})
    if doubts:
        connection.execute(
            DOUBT,
            [
                {"tenant": tenant, "rating_id": key, "reason": reason}
                for key, reason in sorted(doubts.items())
            ],
        )


def _columns_of_waiting(events: list[Claimed]) -> dict:
    return {
        "ratings": [e.rating_id for e in events],
        "points": [e.point_id for e in events],
        "days": [e.day for e in events],
        "channels": [e.channel for e in events],
        "networks": [e.network for e in events],
    }


def _count(session: TenantSession, events: list[Claimed], doubts: dict[UUID, str]) -> None:
    scores: dict[BucketKey, Counter[int]] = defaultdict(Counter)
    doubted: dict[BucketKey, Counter[int]] = defaultdict(Counter)
    why: dict[BucketKey, Counter[str]] = defaultdict(Counter)
    sources: dict[tuple[BucketKey, bytes], Counter[int]] = defaultdict(Counter)
    for event in events:
        key = BucketKey(event.point_id, event.day, event.channel)
        scores[key][event.score] += 1
        if event.rating_id in doubts:
            doubted[key][event.score] += 1
            why[key][doubts[event.rating_id]] += 1
        else:
            sources[key, event.network or b""][event.score] += 1
    gained = _add_sources(session, sources)
    connection = session.connection()
    for key in sorted(scores, key=lambda k: (k.point_id, k.day, k.channel)):
        counts = SourceCounts(*(scores[key][value] for value in (1, 2, 3, 4)))
        connection.execute(
            BUCKET,
            _place(session, key)
            | counts._asdict()
            | {"n": counts.n, "total": counts.total}
            | {f"d{value}": doubted[key][value] for value in (1, 2, 3, 4)}
            | {reason: why[key][reason] for reason in DOUBTS}
            | dict(zip(("w1", "w2", "w3", "w4"), gained.get(key, (0, 0, 0, 0)), strict=True)),
        )


def _add_sources(session: TenantSession, sources: dict) -> dict[BucketKey, tuple]:
    """Adds the answers of each network; returns how much weight each bucket gained by it."""
    gained: dict[BucketKey, tuple] = {}
    connection = session.connection()
    for key, network in sorted(sources, key=lambda s: (s[0].point_id, s[0].day, s[0].channel, s[1])):
        more = SourceCounts(*(sources[key, network][value] for value in (1, 2, 3, 4)))
        row = connection.execute(SOURCE, _place(session, key) | {"network": network} | more._asdict()).one()
        after = SourceCounts(*row)
        before = SourceCounts(*(a - m for a, m in zip(after, more, strict=True)))
        step = tuple(a - b for a, b in zip(weight_of(after), weight_of(before), strict=True))
        known = gained.get(key, (0, 0, 0, 0))
        gained[key] = tuple(k + s for k, s in zip(known, step, strict=True))
    return gained


def _place(session: TenantSession, key: BucketKey) -> dict:
    return {"tenant": session.tenant.id, "point_id": key.point_id, "day": key.day, "channel": key.channel}
