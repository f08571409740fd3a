"""Batches of paper: prepared, typed in twice, matched, confirmed. Nothing here commits.

Whoever types, matches or confirms belongs to another unit than the one surveyed: none of her OPD is the surveyed one,
above it or below it.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from webapp.feedback.survey import domain as survey
from webapp.feedback.survey import queries as survey_queries
from webapp.feedback.survey.models import SurveyPeriod
from webapp.feedback.survey.paper import queries, rules
from webapp.feedback.survey.paper.models import SurveyBatch, SurveySheet
from webapp.feedback.survey.refusals import NotPossible
from webapp.people.published import ancestors_of, opd_and_below, opds_of
from webapp.platform.audit import record
from webapp.platform.db import TenantSession

CHANNEL = "kertas"


def objection(session: TenantSession, period: SurveyPeriod, person_id: UUID, day: date) -> str | None:
    """Why this person may not touch the paper of this period (a name in REFUSALS); None when she may."""
    own = opds_of(session, person_id, day)
    if not own:
        return "no-unit"
    line = ancestors_of(session, {period.opd_id}) | set(opd_and_below(session, period.opd_id))
    return "own-unit" if own & line else None


def prepare(
    session: TenantSession, period: SurveyPeriod, sheets: int, *, by: UUID, at: datetime, today: date
) -> SurveyBatch:
    """A new batch of so many numbered sheets. Raises NotPossible once the period is over."""
    if survey.is_over(period, today):
        raise NotPossible("lembar", "too-late-for-paper")
    session.refresh(period, with_for_update=True)
    services = survey_queries.services_of(session, opd_and_below(session, period.opd_id))
    batch = SurveyBatch(
        period_id=period.id, number=queries.next_number(session, period.id), sheets=sheets,
        services=[each for each, _name in services], made_by_id=by, made_at=at,
    )  # fmt: skip
    session.add(batch)
    session.flush()
    facts = {"urutan": batch.number, "banyak": sheets}
    record(session, "survei:bendel-dibuat", "survey_batch", batch.id, by=by, **facts)
    return batch


def take(session: TenantSession, batch: SurveyBatch, *, by: UUID, day: date) -> None:
    """Makes this person the first typist, or the second; whoever is one already stays so. Raises NotPossible."""
    _admit(session, batch, by, day)
    _require_open(batch)
    if by in (batch.first_id, batch.second_id):
        return
    if batch.second_id:
        raise NotPossible("", "both-taken")
    place = "second_id" if batch.first_id else "first_id"
    setattr(batch, place, by)
    session.add(batch)
    session.flush()
    record(session, "survei:bendel-diambil", "survey_batch", batch.id, by=by, urutan=batch.number)


def type_sheet(
    session: TenantSession, batch: SurveyBatch, number: int, entry: Mapping[str, Any],
    *, by: UUID, at: datetime, day: date,
) -> None:  # fmt: skip
    """Keeps a sheet as this typist read it; until both are done, her later reading holds. Raises NotPossible."""
    period = _admit(session, batch, by, day)
    _require_open(batch)
    typing = typing_of(batch, by)
    if typing is None:
        raise NotPossible("", "not-taken")
    if queries.typed(session, [batch.id])[batch.id].is_whole(batch.sheets):
        raise NotPossible("", "typing-over")
    _keep(session, batch, period, _sheet(batch, typing, number, entry, by, at))


def match_sheet(
    session: TenantSession, batch: SurveyBatch, number: int, entry: Mapping[str, Any],
    *, by: UUID, at: datetime, day: date,
) -> None:  # fmt: skip
    """Keeps what the paper really says of a sheet on which the typists differ. Raises NotPossible."""
    period = _admit(session, batch, by, day)
    _require_open(batch)
    typed = queries.typed(session, [batch.id])[batch.id]
    if not typed.is_whole(batch.sheets) or number not in typed.differing():
        raise NotPossible("", "no-difference")
    _keep(session, batch, period, _sheet(batch, rules.CORRECTION, number, entry, by, at))
    record(
        session, "survei:bendel-dikoreksi", "survey_batch", batch.id, by=by, urutan=batch.number, lembar=number
    )


def confirm(session: TenantSession, batch: SurveyBatch, *, by: UUID, at: datetime, day: date) -> int:
    """Turns the sheets into responses to be counted; returns how many. Again is harmless. Raises NotPossible."""
    _admit(session, batch, by, day)
    if batch.confirmed_at:
        return 0
    _require_open(batch)
    typed = queries.typed(session, [batch.id])[batch.id]
    if state_of(batch, typed) != rules.READY:
        raise NotPossible("", "not-ready")
    counting = rules.counting(typed.settled())
    kept = sum(survey.keep(session, _response(batch, number, entry)) for number, entry in counting.items())
    batch.confirmed_by_id, batch.confirmed_at = by, at
    session.add(batch)
    session.flush()
    record(session, "survei:bendel-disahkan", "survey_batch", batch.id, by=by, urutan=batch.number, banyak=kept)
    return kept


def cancel(session: TenantSession, batch: SurveyBatch, why: str, *, by: UUID, at: datetime) -> None:
    """Says that this batch will not be counted; what was typed stays to be read. Raises NotPossible."""
    session.refresh(batch, with_for_update=True)
    _require_open(batch)
    batch.cancelled_by_id, batch.cancelled_at, batch.cancelled_why = by, at, why
    session.add(batch)
    session.flush()
    record(session, "survei:bendel-dibatalkan", "survey_batch", batch.id, by=by, urutan=batch.number, alasan=why)


def state_of(batch: SurveyBatch, typed: rules.Typed) -> str:
    """The state of a batch."""
    return rules.state_of(
        is_confirmed=batch.confirmed_at is not None, is_cancelled=batch.cancelled_at is not None,
        is_begun=batch.first_id is not None, sheets=batch.sheets, typed=typed,
    )  # fmt: skip


def typing_of(batch: SurveyBatch, person_id: UUID) -> int | None:
    """Which typing of this batch is hers."""
    return {batch.second_id: rules.SECOND, batch.first_id: rules.FIRST}.get(person_id)


def _admit(session: TenantSession, batch: SurveyBatch, by: UUID, day: date) -> SurveyPeriod:
    """Holds the batch for this person and returns its period; raises NotPossible when its paper is of her own unit."""
    session.refresh(batch, with_for_update=True)
    period = survey_queries.period_by_id(session, batch.period_id)
    why = objection(session, period, by, day)
    if why:
        raise NotPossible("", why)
    return period


def _require_open(batch: SurveyBatch) -> None:
    if batch.confirmed_at or batch.cancelled_at:
        raise NotPossible("", "batch-closed")


def _sheet(
    batch: SurveyBatch, typing: int, number: int, entry: Mapping[str, Any], by: UUID, at: datetime
) -> SurveySheet:
    return SurveySheet(batch_id=batch.id, typing=typing, number=number, entry=dict(entry), by_id=by, at=at)


def _keep(session: TenantSession, batch: SurveyBatch, period: SurveyPeriod, sheet: SurveySheet) -> None:
    if not 1 <= sheet.number <= batch.sheets:
        raise NotPossible("", "sheet-unknown")
    day = sheet.entry.get("day")
    if day and not period.since <= date.fromisoformat(day) <= period.until:
        raise NotPossible("tanggal", "outside-period")
    session.add(sheet)
    session.flush()


def _response(batch: SurveyBatch, number: int, entry: Mapping[str, Any]) -> survey.Response:
    """The sheet as a response; its id is its place, so that it can be kept only once."""
    facts = {key: value for key, value in entry.items() if key not in ("day", "service")}
    return survey.Response(
        id=uuid5(batch.id, str(number)), period_id=batch.period_id, service_id=UUID(entry["service"]),
        channel=CHANNEL, day=date.fromisoformat(entry["day"]), **facts,
    )  # fmt: skip
