"""The statements of the citizens' hot path: constants, one round trip, safe to send twice."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from webapp.feedback.ratings.rules import week_of
from webapp.platform.fast import FastLane, Statement

RATING = """
with stored as (
  insert into rating (tenant_id, id, point_id, service_id, opd_id, officer_id, shift, channel, day, score)
  values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
  on conflict (tenant_id, id) do nothing
  returning tenant_id, id
)
insert into rating_event (tenant_id, rating_id, week, minute, device, network, doubt, attempts)
select s.tenant_id, s.id, %s, %s, %s, %s, %s, 0 from stored s
returning 1
"""
REASON = """
insert into rating_reason (tenant_id, id, rating_id, unsur)
select r.tenant_id, gen_random_uuid(), r.id, %s from rating r where r.tenant_id = %s and r.id = %s
on conflict (tenant_id, rating_id) do nothing
returning 1
"""
COMMENT = """
insert into rating_comment (tenant_id, id, rating_id, text)
select r.tenant_id, gen_random_uuid(), r.id, %s from rating r where r.tenant_id = %s and r.id = %s
on conflict (tenant_id, rating_id) do nothing
returning 1
"""
RECEIPT = """
select r.day, r.score, p.code, e.unsur, c.text, r.channel, d.rating_id is not null
from rating r
join service_point p on p.tenant_id = r.tenant_id and p.id = r.point_id
left join rating_reason e on e.tenant_id = r.tenant_id and e.rating_id = r.id
left join rating_comment c on c.tenant_id = r.tenant_id and c.rating_id = r.id
left join rating_doubt d on d.tenant_id = r.tenant_id and d.rating_id = r.id and d.reason = 'staf_unit' and not d.lifted
where r.tenant_id = %s and r.id = %s
"""


@dataclass(frozen=True)
class Press:
    """One press of a button, complete: the answer, its frozen attribution, and the marks for abuse defence."""

    tenant_id: UUID
    rating_id: UUID
    point_id: UUID
    service_id: UUID
    opd_id: UUID
    officer_id: UUID | None
    shift: str | None
    channel: str
    day: date
    score: int
    minute: int
    device: bytes | None
    network: bytes
    doubt: str | None = None
    reason: str | None = None
    comment: str | None = None

    def statements(self) -> list[Statement]:
        """Rating and event in one statement; reason and sentence, if they came along."""
        fact = (
            self.tenant_id, self.rating_id, self.point_id, self.service_id, self.opd_id,
            self.officer_id, self.shift, self.channel, self.day, self.score,
        )  # fmt: skip
        marks = (week_of(self.day), self.minute, self.device, self.network, self.doubt)
        statements: list[Statement] = [(RATING, fact + marks)]
        if self.reason:
            statements.append((REASON, (self.reason, self.tenant_id, self.rating_id)))
        if self.comment:
            statements.append((COMMENT, (self.comment, self.tenant_id, self.rating_id)))
        return statements


@dataclass(frozen=True)
class StoredRating:
    """What a receipt shows; names of the place come from its service point."""

    day: date
    score: int
    point_code: str
    reason: str | None
    comment: str | None
    channel: str
    is_trial: bool = False  # given by staff with a stake and found so when it was counted: it weighs nothing

    @property
    def is_shared(self) -> bool:
        """Given at a screen for everybody, which hands out no receipts."""
        return self.channel == "kiosk"


def store(lane: FastLane, press: Press) -> bool:
    """Stores a press after COMMIT; False if this very form had been stored before (it counts once)."""
    return bool(lane.run(press.tenant_id, press.statements())[0])


def add_reason(lane: FastLane, tenant_id: UUID, rating_id: UUID, unsur: str) -> None:
    """The element; the first one given stays."""
    lane.run(tenant_id, [(REASON, (unsur, tenant_id, rating_id))])


def add_comment(lane: FastLane, tenant_id: UUID, rating_id: UUID, text: str) -> None:
    """The sentence; the first one given stays."""
    lane.run(tenant_id, [(COMMENT, (text, tenant_id, rating_id))])


def find(lane: FastLane, tenant_id: UUID, rating_id: UUID) -> StoredRating | None:
    """The stored rating, or None."""
    rows = lane.run(tenant_id, [(RECEIPT, (tenant_id, rating_id))])[0]
    return StoredRating(*rows[0]) if rows else None
