"""Services, service points and the rosters of the past months and the coming two weeks."""

from datetime import timedelta
from uuid import UUID

from webapp.demo.copying import copy_rows
from webapp.demo.counters import CLOSED_SINCE, COUNTERS, ROSTER_AHEAD, shifts
from webapp.demo.moments import Story
from webapp.demo.offers import plant_hours, plant_standard
from webapp.demo.people import Staff
from webapp.demo.places.facts import Place
from webapp.feedback.services.models import Service, ServicePoint
from webapp.platform.db import TenantSession
from webapp.platform.ids import uuid7

CLOSED, INSTEAD = "p2", "p1"
WITH_STANDARD = "s1"  # the service whose standar pelayanan is published


def plant_services(session: TenantSession, place: Place, story: Story, staff: Staff) -> tuple[dict, dict]:
    """Adds services and points; returns their ids by key. The caller commits."""
    services = {
        facts.key: Service(opd_id=staff.opds[facts.opd], slug=facts.slug, name=facts.name,
                           description=facts.description, requirements=facts.requirements.split(";"))
        for facts in place.services
    }  # fmt: skip
    points = {
        facts.key: ServicePoint(service_id=services[counter.service].id, opd_id=staff.opds[counter.opd],
                                code=facts.code, name=facts.name, kind=counter.kind, address=facts.address)
        for counter, facts in zip(COUNTERS, place.points, strict=True)
    }  # fmt: skip
    closed, instead = points[CLOSED], points[INSTEAD]
    closed.closed_on = story.days_ago(CLOSED_SINCE)
    closed.closed_note = f"{closed.name} ditutup selama perbaikan ruang. Silakan ke {instead.name} di gedung yang sama."
    closed.alternative_id = instead.id
    session.add_all(services.values())
    session.flush()
    session.add_all(sorted(points.values(), key=lambda point: point is closed))
    session.flush()
    ids = ({key: row.id for key, row in services.items()}, {key: row.id for key, row in points.items()})
    plant_hours(session, list(points.values()), story)
    plant_standard(session, services[WITH_STANDARD], story, staff.people["organisasi"])
    plant_rosters(session, story, staff, ids[1])
    return ids


def plant_rosters(session: TenantSession, story: Story, staff: Staff, points: dict[str, UUID]) -> None:
    """Adds who serves where, day by day."""
    days = [*story.days(), *(story.today + timedelta(days=step) for step in range(1, ROSTER_AHEAD + 1))]
    tenant = session.tenant.id
    copy_rows(
        session,
        "duty (tenant_id, id, point_id, person_id, shift, starts_at, ends_at)",
        (
            (tenant, uuid7(), points[counter.key], staff.people[shift.officer], shift.name,
             story.at(day, shift.starts), story.at(day, shift.ends))
            for day in days for counter in COUNTERS for shift in shifts(counter, day, story)
        ),
    )  # fmt: skip
