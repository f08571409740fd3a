"""Letting a held rating count, or holding it again: doubts, marks, counts and weights move together.

What a lifted rating does to published numbers comes with the next release of its office, as with any other rating.
The caller commits.
"""

from collections import Counter, defaultdict
from collections.abc import Collection
from uuid import UUID

import sqlalchemy as sa

from webapp.feedback.ratings.drain import SOURCE, WAITING_ROOM, BucketKey
from webapp.feedback.ratings.weights import SourceCounts, weight_of
from webapp.platform.db import TenantSession

# The rows of rating_doubt are held, so that two who decide at once come one after the other.
LIFT = sa.text("""
update rating_doubt d set lifted = :lifted
from rating r left join rating_trace t on t.tenant_id = :tenant and t.rating_id = r.id
where d.tenant_id = :tenant and d.rating_id = any(:ratings) and d.lifted <> :lifted
  and r.tenant_id = :tenant and r.id = d.rating_id
returning d.rating_id, d.reason, r.point_id, r.day, r.channel, r.score, t.network
""")
LEAVE = sa.text("""
delete from rating_waiting where tenant_id = :tenant and rating_id = any(:ratings) returning rating_id
""")
LESS = sa.text("""
update rating_source
set n1 = n1 - :n1, n2 = n2 - :n2, n3 = n3 - :n3, n4 = n4 - :n4
where tenant_id = :tenant and point_id = :point_id and day = :day and channel = :channel and network = :network
returning n1, n2, n3, n4
""")
NOTHING_LEFT = sa.text("""
delete from rating_source
where tenant_id = :tenant and point_id = :point_id and day = :day and channel = :channel and network = :network
  and n1 + n2 + n3 + n4 = 0
""")
BUCKET = sa.text("""
update rating_bucket
set d1 = d1 - :d1, d2 = d2 - :d2, d3 = d3 - :d3, d4 = d4 - :d4,
    perangkat_sama = perangkat_sama - :perangkat_sama, isian_mesin = isian_mesin - :isian_mesin,
    staf_unit = staf_unit - :staf_unit, w1 = w1 + :w1, w2 = w2 + :w2, w3 = w3 + :w3, w4 = w4 + :w4
where tenant_id = :tenant and point_id = :point_id and day = :day and channel = :channel
""")
SCORES, REASONS = (1, 2, 3, 4), ("perangkat_sama", "isian_mesin", "staf_unit")


def lift(session: TenantSession, rating_ids: Collection[UUID]) -> int:
    """These ratings count from the next release on; returns how many did not before."""
    rows = _mark(session, rating_ids, lifted=True)
    if rows:
        columns = {
            "ratings": [row.rating_id for row in rows], "points": [row.point_id for row in rows],
            "days": [row.day for row in rows], "channels": [row.channel for row in rows],
            "networks": [row.network for row in rows],
        }  # fmt: skip
        session.connection().execute(WAITING_ROOM, columns | {"tenant": session.tenant.id})
        _recount(session, rows, 1)
    return len(rows)


def hold_again(session: TenantSession, rating_ids: Collection[UUID]) -> int:
    """These ratings weigh nothing again. Only those that still wait to be let out: see `rules.refusal`."""
    rows = _mark(session, rating_ids, lifted=False)
    if rows:
        asked = {"tenant": session.tenant.id, "ratings": [row.rating_id for row in rows]}
        gone = session.connection().execute(LEAVE, asked).all()
        if len(gone) != len(rows):
            raise LetOut
        _recount(session, rows, -1)
    return len(rows)


class LetOut(Exception):
    """A rating entered a published number while somebody decided."""


def _mark(session: TenantSession, rating_ids: Collection[UUID], *, lifted: bool) -> list:
    asked = {"tenant": session.tenant.id, "ratings": sorted(rating_ids), "lifted": lifted}
    return session.connection().execute(LIFT, asked).all()


def _recount(session: TenantSession, rows: list, sign: int) -> None:
    """Sources first, then buckets, each in the order the drain takes them."""
    sources: dict[tuple[BucketKey, bytes], Counter[int]] = defaultdict(Counter)
    scores: dict[BucketKey, Counter[int]] = defaultdict(Counter)
    reasons: dict[BucketKey, Counter[str]] = defaultdict(Counter)
    for row in rows:
        key = BucketKey(row.point_id, row.day, row.channel)
        sources[key, bytes(row.network or b"")][row.score] += 1
        scores[key][row.score] += 1
        reasons[key][row.reason] += 1
    gained: dict[BucketKey, list] = defaultdict(lambda: [0, 0, 0, 0])
    for key, network in sorted(sources, key=lambda s: (s[0].point_id, s[0].day, s[0].channel, s[1])):
        step = _step(session, key, network, sources[key, network], sign)
        gained[key] = [known + more for known, more in zip(gained[key], step, strict=True)]
    for key in sorted(scores, key=lambda k: (k.point_id, k.day, k.channel)):
        session.connection().execute(
            BUCKET,
            _place(session, key)
            | {f"d{score}": sign * scores[key][score] for score in SCORES}
            | {reason: sign * reasons[key][reason] for reason in REASONS}
            | {f"w{score}": weight for score, weight in zip(SCORES, gained[key], strict=True)},
        )


def _step(session: TenantSession, key: BucketKey, network: bytes, counts: Counter[int], sign: int) -> list:
    """How much weight the bucket gains or loses by these answers of one network."""
    more = SourceCounts(*(counts[score] for score in SCORES))
    place, connection = _place(session, key) | {"network": network}, session.connection()
    row = connection.execute(SOURCE if sign > 0 else LESS, place | more._asdict()).one()
    after = SourceCounts(*row)
    before = SourceCounts(*(a - sign * m for a, m in zip(after, more, strict=True)))
    connection.execute(NOTHING_LEFT, place)
    return [a - b for a, b in zip(weight_of(after), weight_of(before), strict=True)]


def _place(session: TenantSession, key: BucketKey) -> dict:
    return {"tenant": session.tenant.id, "point_id": key.point_id, "day": key.day, "channel": key.channel}
