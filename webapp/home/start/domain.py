"""The verbs of a first run. None of them commits."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from webapp.feedback import published as feedback
from webapp.home.start.models import StartStep
from webapp.home.start.rules import Facts
from webapp.people import published as people
from webapp.platform import samples
from webapp.platform.audit import record
from webapp.platform.db import TenantSession


def facts(session: TenantSession, today: date) -> Facts:
    """What this pemda has already."""
    offices, persons = people.count_real(session)
    begun = feedback.count_beginnings(session, today)
    marked = frozenset(session.exec(select(StartStep.step)))
    return Facts(
        len(session.tenant.contact), offices, persons, begun.open_points, begun.has_ratings, begun.was_printed, marked
    )


def mark(session: TenantSession, step: str, *, by: UUID, at: datetime) -> None:
    """Somebody calls this step done; saying so twice changes nothing."""
    row = StartStep(step=step, person_id=by, at=at)
    statement = insert(StartStep).values(row.model_dump()).on_conflict_do_nothing(index_elements=["tenant_id", "step"])
    session.connection().execute(statement)
    record(session, "persiapan:selesai", "start_step", row.id, by=by, langkah=step)


def plant_samples(session: TenantSession, *, by: UUID, today: date, at: datetime) -> None:
    """A small office with people, a service and a counter; nothing when samples are there already."""
    if samples.planted(session):
        return
    try:
        with session.begin_nested():
            opd_id = people.plant_samples(session, today, at)
            feedback.plant_samples(session, opd_id, today, at)
    except IntegrityError:
        return  # the same press, or a colleague's, has planted them at this very moment
    record(session, "contoh:diisi", "opd", opd_id, by=by)


def take_samples_away(session: TenantSession, *, by: UUID) -> int:
    """Takes all samples away; returns how many rows stay because something real leans on them."""
    if not samples.planted(session):
        return 0
    stays = feedback.take_samples_away(session) + people.take_samples_away(session)
    record(session, "contoh:dihapus", "tenant", session.tenant.id, by=by, tersisa=stays)
    return stays
