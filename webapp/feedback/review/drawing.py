"""The inspector's draw: two in a hundred of a month's ratings and decisions, by a seed nobody can choose afterwards.

The seed is the hash of what was published of the month, so it is fixed before the draw and open to everybody; the
draw is made when the last week of the month is over. Whoever has the seed and the ids finds the same. Nothing commits.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import select

from webapp.feedback.review import rules
from webapp.feedback.review.models import AuditDraw, AuditFinding, AuditItem
from webapp.people.published import role_bearers, tell
from webapp.platform import clock
from webapp.platform.audit import record
from webapp.platform.db import TenantSession
from webapp.platform.errors import Conflict
from webapp.platform.i18n import gettext as _

WEEK = timedelta(weeks=1)
PUBLISHED = sa.text("""
select o.slug, k.week, sum(k.n1), sum(k.n2), sum(k.n3), sum(k.n4)
from released_week k join opd o on o.tenant_id = :tenant and o.id = k.opd_id
where k.tenant_id = :tenant and k.week >= :since and k.week < :until
group by o.slug, k.week order by o.slug, k.week
""")
RATINGS = sa.text("select id from rating where tenant_id = :tenant and day >= :since and day < :until")
DECISIONS = sa.text("""
select id from review_decision
where tenant_id = :tenant and cast(at at time zone :zone as date) >= :since
  and cast(at at time zone :zone as date) < :until
""")
FOUND = "Temuan untuk yang satu ini sudah dicatat."


@dataclass(frozen=True)
class Month:
    """A month of the pemda: its first day, and the first day of the next."""

    since: date
    until: date


def month_due(today: date) -> Month:
    """The newest month whose last week is over: the one before this, or the one before that in the first days."""
    this = today.replace(day=1)
    last = (this - timedelta(days=1)).replace(day=1)
    if today >= this + WEEK:
        return Month(last, this)
    return Month((last - timedelta(days=1)).replace(day=1), last)


def is_drawn(session: TenantSession, month: Month) -> bool:
    """Whether this month was drawn."""
    return session.exec(select(AuditDraw.id).where(AuditDraw.month == month.since)).first() is not None


def draw(session: TenantSession, month: Month, at: datetime) -> AuditDraw | None:
    """Draws a month that is over, once; None if there was nothing, or it is drawn already."""
    published = published_of(session, month)
    ratings, decisions = population(session, month)
    if not ratings:
        return None
    row = AuditDraw(
        month=month.since, published=published, seed=rules.seed_of(published), ratings=len(ratings),
        decisions=len(decisions), at=at,
    )  # fmt: skip
    statement = insert(AuditDraw).values(row.model_dump())
    statement = statement.on_conflict_do_nothing(index_elements=["tenant_id", "month"]).returning(AuditDraw.id)
    if session.connection().execute(statement).first() is None:
        return None
    items = [AuditItem(draw_id=row.id, rating_id=each, rank=rank) for rank, each in rules.drawn(row.seed, ratings)]
    items += [AuditItem(draw_id=row.id, decision_id=each, rank=rank) for rank, each in rules.drawn(row.seed, decisions)]
    session.add_all(items)
    record(session, "uji-petik:diundi", "audit_draw", row.id, by=None, terundi=len(items))
    for each in role_bearers(session, "inspektorat", clock.local(at, session.tenant.timezone).date()):
        tell(session, each, "uji-petik:baru", at=at)
    return row


def is_same(session: TenantSession, row: AuditDraw) -> bool:
    """Draws again from the stored seed and what is stored of the month: whether it gives the same items."""
    until = (row.month + timedelta(days=31)).replace(day=1)
    things = population(session, Month(row.month, until))
    again = {rank for each in things for rank, _thing in rules.drawn(row.seed, each)}
    kept = set(session.exec(select(AuditItem.rank).where(AuditItem.draw_id == row.id)))
    return row.seed == rules.seed_of(row.published) and again == kept


def find(session: TenantSession, item: AuditItem, outcome: str, note: str, *, by: UUID, at: datetime) -> None:
    """Records what the inspector found. Raises Conflict when somebody did before."""
    session.add(AuditFinding(item_id=item.id, outcome=outcome, note=note, by_id=by, at=at))
    try:
        session.flush()
    except sa.exc.IntegrityError:
        session.rollback()
        raise Conflict(_(FOUND)) from None
    record(session, "uji-petik:temuan", "audit_item", item.id, by=by, temuan=outcome)


def published_of(session: TenantSession, month: Month) -> str:
    """What was published of the weeks that begin in the month, a line for each office and week."""
    asked = {"tenant": session.tenant.id, "since": month.since, "until": month.until}
    rows = session.connection().execute(PUBLISHED, asked)
    head = f"pamong uji petik 1 {session.tenant.slug} {month.since:%Y-%m}"
    return "\n".join([head, *(" ".join(map(str, row)) for row in rows)])


def population(session: TenantSession, month: Month) -> tuple[list[UUID], list[UUID]]:
    """All ratings of the month, counted or held, and all decisions made in it."""
    connection, tenant = session.connection(), session.tenant
    days = {"tenant": tenant.id, "since": month.since, "until": month.until}
    decisions = connection.execute(DECISIONS, days | {"zone": tenant.timezone})
    return list(connection.execute(RATINGS, days).scalars()), list(decisions.scalars())
