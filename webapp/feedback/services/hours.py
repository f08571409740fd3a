"""Opening hours: kept per service point, read for many at once. None of it commits."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import col, delete, select

from webapp.feedback.services.models import OpeningHours, ServicePoint
from webapp.feedback.services.opening import FAR, Hours, State, overlaps, state_at
from webapp.feedback.services.refusals import NotPossible
from webapp.platform.audit import record
from webapp.platform.db import TenantSession
from webapp.tenants.published import holidays_between


def hours_of(session: TenantSession, point_ids: Iterable[UUID]) -> dict[UUID, list[Hours]]:
    """The weekly hours of these points, in order of day and time."""
    found: dict[UUID, list[Hours]] = defaultdict(list)
    rows = session.exec(select(OpeningHours).where(col(OpeningHours.point_id).in_(list(point_ids))))
    for row in rows:
        found[row.point_id].append(Hours(row.weekday, row.opens, row.closes, row.on_holidays))
    return {point_id: sorted(hours) for point_id, hours in found.items()}


def states_at(session: TenantSession, point_ids: Iterable[UUID], moment: datetime) -> dict[UUID, State]:
    """Open or not, for each of these points at this moment of the pemda's own clock."""
    ids = list(point_ids)
    hours = hours_of(session, ids)
    if not hours:
        return {point_id: state_at((), {}, moment) for point_id in ids}
    day = moment.date()
    holidays = holidays_between(session, day, day + timedelta(days=FAR))
    return {point_id: state_at(hours.get(point_id, ()), holidays, moment) for point_id in ids}


def set_hours(session: TenantSession, point: ServicePoint, hours: Sequence[Hours], *, by: UUID) -> bool:
    """Replaces the weekly hours; what they were stays in the trail. False when nothing differs. Raises NotPossible."""
    if days := overlaps(hours):
        raise NotPossible(f"hari_{min(days)}", "overlap")
    session.exec(select(ServicePoint.id).where(ServicePoint.id == point.id).with_for_update())
    before, after = hours_of(session, [point.id]).get(point.id, []), sorted(hours)
    if before == after:
        return False
    session.exec(delete(OpeningHours).where(OpeningHours.point_id == point.id))
    for each in after:
        session.add(
            OpeningHours(
                point_id=point.id, weekday=each.weekday, opens=each.opens, closes=each.closes,
                on_holidays=each.on_holidays,
            )
        )  # fmt: skip
    record(session, "jam:diubah", "service_point", point.id, by=by, sebelum=_rows(before), sesudah=_rows(after))
    return True


def _rows(hours: Iterable[Hours]) -> list[list]:
    return [[each.weekday, each.opens, each.closes, each.on_holidays] for each in hours]
