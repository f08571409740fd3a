"""Look-ups of the review. Nothing here reads what was answered: who decides must not know it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.feedback.review.models import MaskedComment, ReviewDecision
from webapp.feedback.services.models import ServicePoint
from webapp.platform.db import TenantSession

# Of offices in the reviewer's own line nothing is listed, nor what is or was about himself: said in each by itself.
GROUPS = sa.text("""
select p.id, p.name, p.opd_id, r.day, d.reason, count(*), count(v.rating_id)
from rating_doubt d
join rating r on r.tenant_id = :tenant and r.id = d.rating_id and r.day >= :since
join service_point p on p.tenant_id = :tenant and p.id = r.point_id
left join reviewed_rating v on v.tenant_id = :tenant and v.rating_id = r.id and v.sequence = 1
where d.tenant_id = :tenant
  and not (p.opd_id = any(:own)) and not (r.opd_id = any(:own)) and r.officer_id is distinct from :me
  and not exists (select from rating_reattribution m
                  where m.tenant_id = :tenant and m.rating_id = r.id and m.officer_id = :me)
  and (cast(:point as uuid) is null or p.id = :point) and (cast(:doubt as text) is null or d.reason = :doubt)
group by p.id, p.name, p.opd_id, r.day, d.reason
having count(v.rating_id) < count(*)
order by r.day, p.name, d.reason
limit :most offset :skip
""")
RATINGS = sa.text("""
select r.id, r.channel, r.shift,
       dense_rank() over (order by t.device nulls last) as device, t.device is not null as has_device,
       dense_rank() over (order by t.network nulls last) as network
from rating_doubt d
join rating r on r.tenant_id = :tenant and r.id = d.rating_id and r.day = :day and r.point_id = :point
join service_point p on p.tenant_id = :tenant and p.id = r.point_id
left join rating_trace t on t.tenant_id = :tenant and t.rating_id = r.id
where d.tenant_id = :tenant and d.reason = :doubt
  and not (p.opd_id = any(:own)) and not (r.opd_id = any(:own)) and r.officer_id is distinct from :me
  and not exists (select from rating_reattribution m
                  where m.tenant_id = :tenant and m.rating_id = r.id and m.officer_id = :me)
order by r.id
""")
# How far from the rating of the same device that counts: coarse, for the minute itself is shown to nobody.
APART = sa.text("""
select t.rating_id, abs(t.minute - f.minute)
from rating_trace t
join rating r on r.tenant_id = :tenant and r.id = t.rating_id
join rating_device v
  on v.tenant_id = :tenant and v.service_id = r.service_id and v.week = t.week and v.device = t.device
join rating_trace f on f.tenant_id = :tenant and f.rating_id = v.rating_id
where t.tenant_id = :tenant and t.rating_id = any(:ratings)
""")
PAST = sa.text("""
select v.rating_id, v.sequence, c.outcome, c.by_id
from reviewed_rating v
join review_decision c on c.tenant_id = :tenant and c.id = v.decision_id
where v.tenant_id = :tenant and v.rating_id = any(:ratings)
order by v.rating_id, v.sequence
""")
DOUBTED = sa.text("""
select r.id, d.reason, r.point_id, p.opd_id, r.day,
       exists (select from rating_waiting w where w.tenant_id = :tenant and w.rating_id = r.id)
from rating_doubt d
join rating r on r.tenant_id = :tenant and r.id = d.rating_id and r.day >= :since
join service_point p on p.tenant_id = :tenant and p.id = r.point_id
where d.tenant_id = :tenant and d.rating_id = any(:ratings)
  and not (p.opd_id = any(:own)) and not (r.opd_id = any(:own)) and r.officer_id is distinct from :me
  and not exists (select from rating_reattribution m
                  where m.tenant_id = :tenant and m.rating_id = r.id and m.officer_id = :me)
order by r.id
for update of d
""")
AT_POINT = sa.and_(
    col(ServicePoint.tenant_id) == ReviewDecision.tenant_id, col(ServicePoint.id) == ReviewDecision.point_id
)
# What was drawn and not looked at yet, but for the offices of the reader's own line.
UNSEEN = sa.text("""
select count(*), min(a.month)
from audit_item i
join audit_draw a on a.tenant_id = :tenant and a.id = i.draw_id
left join rating r on r.tenant_id = :tenant and r.id = i.rating_id
left join review_decision c on c.tenant_id = :tenant and c.id = i.decision_id
join service_point p on p.tenant_id = :tenant and p.id = coalesce(r.point_id, c.point_id)
where i.tenant_id = :tenant and not (p.opd_id = any(:own)) and not coalesce(r.opd_id = any(:own), false)
  and not exists (select from audit_finding f where f.tenant_id = :tenant and f.item_id = i.id)
""")
OF_DECISION = sa.text("select rating_id from reviewed_rating where tenant_id = :tenant and decision_id = :decision")


@dataclass(frozen=True)
class Reviewer:
    """Who reviews, and the offices whose ratings are not for him: his own, those above and those below."""

    id: UUID
    own: frozenset[UUID]


class Group(NamedTuple):
    """Held ratings of one point, day and reason, and how many of them are decided."""

    point_id: UUID
    point_name: str
    opd_id: UUID
    day: date
    doubt: str
    n: int
    decided: int


class Held(NamedTuple):
    """One of them: whose device and network it shares with which other, as numbers that mean nothing elsewhere."""

    rating_id: UUID
    channel: str
    shift: str | None
    device: int
    has_device: bool
    network: int


class Doubted(NamedTuple):
    """A held rating as the decision needs it; `waits`: it counts, and no published number holds it yet."""

    rating_id: UUID
    doubt: str
    point_id: UUID
    opd_id: UUID
    day: date
    waits: bool


def groups(
    session: TenantSession, who: Reviewer, since: date, most: int, skip: int, point_id: UUID | None = None,
    doubt: str | None = None,
) -> list[Group]:  # fmt: skip
    """What waits for a decision, the oldest day first, for it expires first: `most` of them, after the first `skip`; of
    one point, for one reason, or all."""
    rows = _rows(session, GROUPS, who, since=since, most=most, skip=skip, point=point_id, doubt=doubt)
    return [Group(*row) for row in rows]


def held(session: TenantSession, who: Reviewer, point_id: UUID, day: date, doubt: str) -> list[Held]:
    """The held ratings of one group, decided or not."""
    return [Held(*row) for row in _rows(session, RATINGS, who, point=point_id, day=day, doubt=doubt)]


def minutes_apart(session: TenantSession, rating_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many minutes lie between each rating and the one of its device that counts, where that is known."""
    asked = {"tenant": session.tenant.id, "ratings": list(rating_ids)}
    return {row[0]: row[1] for row in session.connection().execute(APART, asked)}


def past(session: TenantSession, rating_ids: Collection[UUID]) -> dict[UUID, list[tuple[str, UUID]]]:
    """(outcome, who) of the decisions about each rating so far, in their order."""
    found: dict[UUID, list[tuple[str, UUID]]] = {}
    asked = {"tenant": session.tenant.id, "ratings": list(rating_ids)}
    for rating_id, _sequence, outcome, by_id in session.connection().execute(PAST, asked):
        found.setdefault(rating_id, []).append((outcome, by_id))
    return found


def doubted(session: TenantSession, who: Reviewer, rating_ids: Collection[UUID], since: date) -> list[Doubted]:
    """These held ratings, as far as they are for this reviewer; held until the transaction ends."""
    return [Doubted(*row) for row in _rows(session, DOUBTED, who, ratings=sorted(rating_ids), since=since)]


def decisions(
    session: TenantSession, own: Collection[UUID], most: int, skip: int, outcome: str = ""
) -> list[ReviewDecision]:
    """The newest decisions, of one outcome or all, but for those about the offices `own`."""
    asked = select(ReviewDecision).join(ServicePoint, AT_POINT).where(col(ServicePoint.opd_id).not_in(own))
    asked = asked.order_by(sa.desc(ReviewDecision.at), sa.desc(ReviewDecision.id)).limit(most).offset(skip)
    return list(session.exec(asked.where(ReviewDecision.outcome == outcome) if outcome else asked))


def decision(session: TenantSession, decision_id: UUID) -> ReviewDecision | None:
    """One decision."""
    return session.exec(select(ReviewDecision).where(ReviewDecision.id == decision_id)).first()


def decisions_by_id(
    session: TenantSession, decision_ids: Collection[UUID]
) -> dict[UUID, tuple[ReviewDecision, UUID, str]]:
    """These decisions with the office and the name of their point."""
    asked = (
        select(ReviewDecision, ServicePoint.opd_id, ServicePoint.name)
        .join(ServicePoint, AT_POINT)
        .where(col(ReviewDecision.id).in_(decision_ids))
    )
    return {row[0].id: tuple(row) for row in session.exec(asked)}


def ratings_of(session: TenantSession, decision_id: UUID) -> list[UUID]:
    """The ratings a decision is about."""
    asked = {"tenant": session.tenant.id, "decision": decision_id}
    return list(session.connection().execute(OF_DECISION, asked).scalars())


def unseen_items(session: TenantSession, own: Collection[UUID]) -> tuple[int, date | None]:
    """How many drawn things wait for the inspector, and the month of the oldest of them."""
    asked = {"tenant": session.tenant.id, "own": sorted(own)}
    return tuple(session.connection().execute(UNSEEN, asked).one())


def named(session: TenantSession, own: Collection[UUID], most: int, skip: int) -> list[MaskedComment]:
    """Masked messages that name an officer and are not for the office, the newest week first."""
    asked = select(MaskedComment).where(MaskedComment.route == "verifikator", col(MaskedComment.opd_id).not_in(own))
    return list(session.exec(asked.order_by(sa.desc(MaskedComment.week), MaskedComment.id).limit(most).offset(skip)))


def message(session: TenantSession, message_id: UUID, own: Collection[UUID]) -> MaskedComment | None:
    """One message that names an officer, unless it is about an office of the reader's line."""
    asked = select(MaskedComment).where(MaskedComment.id == message_id, MaskedComment.route == "verifikator")
    return session.exec(asked.where(col(MaskedComment.opd_id).not_in(own))).first()


def _rows(session: TenantSession, statement: sa.TextClause, who: Reviewer, **asked) -> list:
    about = {"tenant": session.tenant.id, "me": who.id, "own": sorted(who.own)}
    return session.connection().execute(statement, about | asked).all()
