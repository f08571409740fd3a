"""Publishing scores of OPD and of the services they give. Nothing here commits."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from webapp.feedback.publication import batches, queries, series, service_quarters, weeks
from webapp.feedback.publication.limits import in_force
from webapp.feedback.publication.models import UnitScore
from webapp.feedback.publication.rules import baseline_for
from webapp.feedback.publication.scores import fill, held_of, same_service
from webapp.feedback.publication.windows import window
from webapp.feedback.trust.rules import input_hash, score_unit
from webapp.people.published import ancestors_of, opd_and_below
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.ids import uuid7


def release(session: TenantSession, opd_ids: Iterable[UUID], today: date) -> set[UUID]:
    """Lets out the batches that are complete and scores every OPD they count in; returns these."""
    since, until = window(today)
    ripe = [opd_id for opd_id in opd_ids if batches.is_ripe(session, opd_id, since, until)]
    touched = ancestors_of(session, set(ripe))
    if ripe:
        batches.hold(session, touched)
        adopt(session, since, until)
        for opd_id in ripe:
            if batches.is_ripe(session, opd_id, since, until):
                batches.let_out(session, opd_id, since, until)
        for opd_id in sorted(touched):
            publish(session, opd_id, today)
    return touched


def turn_windows(session: TenantSession, opd_ids: list[UUID], today: date) -> None:
    """Moves every window to today: lets out what is ripe, leaves behind the weeks before it, scores every OPD anew."""
    since, until = window(today)
    batches.hold(session, ancestors_of(session, set(opd_ids)))
    adopt(session, since, until)
    for opd_id in opd_ids:
        if batches.is_ripe(session, opd_id, since, until):
            batches.let_out(session, opd_id, since, until)
    batches.clear(session, since)
    publish_all(session, opd_ids, today)
    series.close_periods(session, today)
    service_quarters.close_quarters(session, today)


def adopt(session: TenantSession, since: date, until: date) -> None:
    """Tells of what was let out before weeks were told, if that was never done: as one block, let out this week."""
    if not weeks.must_adopt(session):
        return
    weeks.note_missing(session, since, until, uuid7())
    true = weeks.true_weeks(session, weeks.stored_places(session, since), since, until)
    weeks.rewrite(session, true, {cell[2] for cell in true})


def publish_all(session: TenantSession, opd_ids: Iterable[UUID], today: date) -> None:
    """Scores the services, then these OPD and all above them, from what is let out."""
    everywhere = ancestors_of(session, set(opd_ids))
    batches.hold(session, everywhere)
    queries.write_standings(session)
    for opd_id in sorted(everywhere):
        publish(session, opd_id, today)


def publish(session: TenantSession, opd_id: UUID, today: date) -> None:
    """Scores an OPD with everything under it from what is let out; none before its first batch. Call it held."""
    since, until = window(today)
    below = opd_and_below(session, opd_id)
    cells, doubts = queries.released(session, below, since, until)
    row = queries.unit_score(session, opd_id)
    if row is None and not cells:
        return
    score = score_unit(cells, baseline_for(queries.standings(session), below), in_force(session).for_units())
    row = row or UnitScore(opd_id=opd_id)
    oldest = min((date.fromordinal(cell.day) for cell in cells), default=since)
    row.since, row.until, row.computed_at = min(since, oldest), until, clock.now()
    fill(row, score)
    row.same_service = same_service(score)
    row.held = held_of(score, doubts)
    row.input_hash = input_hash(cells, row.salt)
    session.add(row)
