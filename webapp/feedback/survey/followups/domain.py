"""Planning a follow-up, writing down how it stands, reminding of what is late. Nothing here commits."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from webapp.feedback.survey.followups import queries, rules
from webapp.feedback.survey.followups.models import SurveyFollowup, SurveyFollowupReminder, SurveyFollowupStep
from webapp.feedback.survey.followups.queries import Item
from webapp.feedback.survey.models import SurveyPeriod
from webapp.feedback.survey.publishing.refusals import NotPossible
from webapp.people.published import PersonCard, holders_of, jabatan_in, led_opds, opd_and_below, staff_of, tell
from webapp.platform.audit import record
from webapp.platform.db import TenantSession

BUREAU = "organisasi"
TOLD = 80  # letters of a follow-up in a notice


@dataclass(frozen=True)
class Responsible:
    """Who is responsible: a person or a jabatan, whoever holds it."""

    person_id: UUID | None = None
    jabatan_id: UUID | None = None


@dataclass(frozen=True)
class Stand:
    """How a follow-up shall stand from now on."""

    state: str
    due: date
    responsible: Responsible
    note: str = ""


def planned_opds(session: TenantSession, card: PersonCard, day: date) -> set[UUID] | None:
    """Where this person plans follow-ups: the organisation bureau everywhere (None), a head in what he leads."""
    if BUREAU in card.roles:
        return None
    return {below for opd in led_opds(session, card.id, day) for below in opd_and_below(session, opd)}


def may_plan(session: TenantSession, card: PersonCard, opd_id: UUID, day: date) -> bool:
    """Whether this person plans follow-ups of this OPD."""
    planned = planned_opds(session, card, day)
    return planned is None or opd_id in planned


def responsible_people(session: TenantSession, responsible: Responsible, day: date) -> set[UUID]:
    """The people who are responsible on that day."""
    if responsible.person_id:
        return {responsible.person_id}
    return {person for _jabatan, person in holders_of(session, [responsible.jabatan_id], day)}


def candidates(session: TenantSession, opd_id: UUID, day: date) -> tuple[list[tuple], list[tuple]]:
    """Who may be responsible in an OPD and everything under it: (jabatan with their OPD, people with their jabatan)."""
    opds = opd_and_below(session, opd_id)
    people = [(each.id, f"{each.name}, {each.jabatan_name}") for each in staff_of(session, opds, day)]
    return jabatan_in(session, opds, day), people


def plan(
    session: TenantSession, period: SurveyPeriod, slugs: Collection[str], unsur: str, what: str, stand: Stand,
    *, by: UUID, at: datetime, today: date,
) -> SurveyFollowup:  # fmt: skip
    """A new follow-up of a period with these unsur. Raises NotPossible."""
    if unsur not in slugs:
        raise NotPossible("unsur", "unsur")
    _check_day(stand.due, today)
    _check_responsible(session, period.opd_id, stand.responsible, today)
    row = SurveyFollowup(period_id=period.id, opd_id=period.opd_id, unsur=unsur, what=what, by_id=by, at=at)
    session.add(row)
    session.flush()
    _step(session, row, 1, stand, by=by, at=at)
    _tell(session, row, stand, "tindak-lanjut:ditunjuk", at=at, today=today, but=by)
    record(session, "survei:rencana", "survey_followup", row.id, by=by, unsur=unsur, tenggat=stand.due.isoformat())
    return row


def move(
    session: TenantSession, item: Item, seen: int, stand: Stand, *, by: UUID, at: datetime, today: date
) -> None:
    """Writes down how it stands now. seen: the number of the step the writer knew. Raises NotPossible."""
    if seen != item.step.number:
        raise NotPossible("", "stale")
    why = rules.objection_to(item.step.state, stand.state, stand.note)
    if why:
        raise NotPossible("keadaan" if why == "state" else "catatan", why)
    before = Responsible(item.step.person_id, item.step.jabatan_id)
    if stand.due != item.step.due:
        _check_day(stand.due, today)
    if stand.responsible != before:
        _check_responsible(session, item.row.opd_id, stand.responsible, today)
        _tell(session, item.row, stand, "tindak-lanjut:ditunjuk", at=at, today=today, but=by)
    _step(session, item.row, seen + 1, stand, by=by, at=at)
    facts = {"sebelum": item.step.state, "sesudah": stand.state, "tenggat": stand.due.isoformat()}
    record(session, "survei:perkembangan", "survey_followup", item.row.id, by=by, **facts)


def remind(session: TenantSession, *, at: datetime, today: date) -> int:
    """Tells everybody who is responsible for something late, once for each day that was set; returns how many."""
    late = [each for each in queries.items(session) if each.is_overdue(today)]
    known = queries.reminded(session, [each.row.id for each in late])
    told = 0
    for item in late:
        if (item.row.id, item.step.due) not in known and _note_reminder(session, item, at):
            stand = _stand_of(item.step)
            _tell(session, item.row, stand, "tindak-lanjut:lewat", at=at, today=today, but=None)
            told += 1
    return told


def _note_reminder(session: TenantSession, item: Item, at: datetime) -> bool:
    row = SurveyFollowupReminder(followup_id=item.row.id, due=item.step.due, at=at)
    noted = insert(SurveyFollowupReminder).values(row.model_dump()).on_conflict_do_nothing()
    return session.connection().execute(noted.returning(SurveyFollowupReminder.id)).first() is not None


def _stand_of(step: SurveyFollowupStep) -> Stand:
    return Stand(step.state, step.due, Responsible(step.person_id, step.jabatan_id), step.note)


def _step(session: TenantSession, row: SurveyFollowup, number: int, stand: Stand, *, by: UUID, at: datetime) -> None:
    step = SurveyFollowupStep(
        followup_id=row.id, number=number, state=stand.state, due=stand.due, note=stand.note,
        person_id=stand.responsible.person_id, jabatan_id=stand.responsible.jabatan_id, by_id=by, at=at,
    )  # fmt: skip
    session.add(step)
    try:
        session.flush()
    except sa.exc.IntegrityError as problem:
        if "survey_followup_step_tenant_id_followup_id_number_key" in str(problem.orig):
            raise NotPossible("", "stale") from None
        raise


def _check_day(due: date, today: date) -> None:
    if due < today:
        raise NotPossible("tenggat", "due")
    if due - today > timedelta(days=366 * rules.LONGEST_YEARS):
        raise NotPossible("tenggat", "far")


def _check_responsible(session: TenantSession, opd_id: UUID, responsible: Responsible, today: date) -> None:
    jabatan, people = candidates(session, opd_id, today)
    known: Sequence[UUID] = [each for each, *_words in (*jabatan, *people)]
    if (responsible.person_id or responsible.jabatan_id) not in known:
        raise NotPossible("penanggung", "person")


def _tell(
    session: TenantSession, row: SurveyFollowup, stand: Stand, code: str, *, at: datetime, today: date, but: UUID | None
) -> None:
    short = row.what if len(row.what) <= TOLD else f"{row.what[:TOLD].rstrip()}…"
    for person in responsible_people(session, stand.responsible, today) - {but}:
        tell(session, person, code, at=at, about=row.id, apa=short)
