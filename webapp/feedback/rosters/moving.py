"""Giving the ratings of a corrected time to another officer: whole days only, and never fewer than a batch.

A rating knows its day and not its hour, and nobody may learn what a single citizen answered. So they move only when
the correction takes all the hours the officer had at that point on those days, and when enough of them are let out.
"""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from webapp.feedback.publication.officers import are_a_batch
from webapp.feedback.rosters.correction_queries import ever_on_duty
from webapp.feedback.rosters.models import (
    KEPT,
    MOVED,
    NAMELESS,
    PART_OF_DAY,
    TOO_FEW,
    RatingReattribution,
    RosterCorrection,
)
from webapp.feedback.rosters.rules import whole_days
from webapp.platform.db import TenantSession

AROUND = timedelta(days=2)  # duties before and after the period that share a day with it
OF_THE_DAYS = sa.text("""
with newest as (
  select distinct on (rating_id) rating_id, officer_id, number from rating_reattribution
  where tenant_id = :tenant order by rating_id, number desc
)
select r.id, coalesce(m.number, 0)
from rating r left join newest m on m.rating_id = r.id
where r.tenant_id = :tenant and r.point_id = :point and r.day = any(:days)
  and case when m.rating_id is null then r.officer_id else m.officer_id end = :wrong
""")


def outcome_before(session: TenantSession, row: RosterCorrection) -> tuple[str, list[date]]:
    """What would become of the ratings as far as the hours tell, and the days they would move for."""
    if not row.moves_ratings:
        return KEPT, []
    if row.wrong_person_id is None:
        return NAMELESS, []
    around = row.starts_at - AROUND, row.ends_at + AROUND
    duties = ever_on_duty(session, row.wrong_person_id, row.point_id, around)
    days = whole_days((row.starts_at, row.ends_at), duties, ZoneInfo(session.tenant.timezone))
    return (PART_OF_DAY, []) if days is None else (MOVED, days)


def move(session: TenantSession, row: RosterCorrection, days: list[date]) -> str:
    """Moves the ratings of these days, or leaves them when they are fewer than a batch."""
    asked = {"tenant": session.tenant.id, "point": row.point_id, "days": days, "wrong": row.wrong_person_id}
    ratings = session.connection().execute(OF_THE_DAYS, asked).all()
    if not are_a_batch(session, [rating_id for rating_id, _number in ratings]):
        return TOO_FEW
    session.add_all(
        RatingReattribution(
            rating_id=rating_id, number=number + 1, correction_id=row.id, old_officer_id=row.wrong_person_id,
            officer_id=row.right_person_id,
        )
        for rating_id, number in ratings
    )  # fmt: skip
    return MOVED
