"""Deciding contests: who may, when at the latest, and one verb for every step. Nothing here commits.

The verifikator is in neither line of the case: not the owner of the card, not her superior, not of her office, of one
above it or below it. What is decided is final; the card stays, and what stands for it is a new card beside it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.feedback.published import exclude_days
from webapp.people.published import (
    OpdPlace,
    PersonCard,
    appraised_by,
    opd_places,
    opds_of_each,
    own_line,
    person_card,
    role_holders,
    tell,
)
from webapp.performance.evidence import exclusions, queries, rules
from webapp.performance.evidence.models import EvidenceCard, EvidenceContest, EvidenceContestStep
from webapp.performance.evidence.queries import CardFile, of_card
from webapp.platform import clock
from webapp.platform.audit import AuditEvent, record, was_ever
from webapp.platform.db import TenantSession
from webapp.platform.errors import Conflict, NotYours
from webapp.platform.i18n import gettext as _
from webapp.platform.spans import Span
from webapp.tenants.published import working_days_after, working_days_after_each

JUDGE = "verifikator"
MOST = 100


class Refused(Conflict):
    """What the verifikator has to put right in one field of the form."""

    def __init__(self, field: str, sentence: str):
        super().__init__(_(sentence))
        self.field = field


@dataclass(frozen=True)
class Case:
    """A contest with its card, its states so far (the last is the one it is in), and the day it is to be decided."""

    file: CardFile
    steps: list[EvidenceContestStep]
    due: date

    @property
    def last(self) -> EvidenceContestStep:
        return self.steps[-1]

    @property
    def is_open(self) -> bool:
        return self.last.status in rules.UNDECIDED


def case(session: TenantSession, contest_id: UUID, judge: PersonCard, day: date) -> Case | None:
    """The contest, if this verifikator may judge it."""
    return next(iter(_cases(session, judge, day, EvidenceContest.id == contest_id)), None)


def cases(session: TenantSession, judge: PersonCard, day: date) -> list[Case]:
    """Every contest this verifikator may judge: the undecided first, those due soonest before the others."""
    found = _cases(session, judge, day)
    return sorted(found, key=lambda one: (not one.is_open, one.due if one.is_open else date.max, one.file.card.id))


def undecided_for(
    session: TenantSession, judge: PersonCard, day: date, places: Mapping[UUID, OpdPlace]
) -> list[date]:
    """Until when each undecided contest this verifikator may judge is to be decided, the soonest first."""
    waiting = _undecided(session)
    hers = _neutral_to(session, judge, {one.person_id for one in waiting}, day, places)
    begun = [_day(session, one.at) for one in waiting if one.person_id in hers]
    return sorted(working_days_after_each(session, begun, rules.DECIDE_DAYS))


def steps_of(session: TenantSession, contest_id: UUID) -> list[EvidenceContestStep]:
    """The states of a contest in their order."""
    return _steps(session, [contest_id]).get(contest_id, [])


def due_on(session: TenantSession, contest: EvidenceContest) -> date:
    """The last day to decide: ten working days from the contest."""
    day = clock.local(contest.at, session.tenant.timezone).date()
    return working_days_after(session, day, rules.DECIDE_DAYS)


def moved_to_system(session: TenantSession) -> list[tuple[EvidenceCard, EvidenceContestStep]]:
    """What verifikators found to be no person's fault, the newest first."""
    found = (
        select(EvidenceCard, EvidenceContestStep)
        .join(EvidenceContest, of_card(EvidenceContest, EvidenceContest.card_id, EvidenceCard.id))
        .join(EvidenceContestStep, of_card(EvidenceContestStep, EvidenceContestStep.contest_id, EvidenceContest.id))
        .where(EvidenceContestStep.status == "dialihkan_ke_sistem")
        .order_by(sa.desc(EvidenceContestStep.at))
        .limit(MOST)
    )
    return [tuple(row) for row in session.exec(found)]


def move(
    session: TenantSession, one: Case, step: str, *, by: PersonCard, reason: str, seen: int, at: datetime,
    since: date | None = None, until: date | None = None,
) -> None:  # fmt: skip
    """Takes one step: checks who, in which state, and that nobody was faster; writes state, notice and what follows.

    `since`, `until`: the days a decision takes out; where one is not named, up to the end of the card's time.
    Raises NotYours for whoever may not judge, Conflict with the sentence for a step that is not possible now, and
    Refused, a Conflict, for what can be put right in a field.
    """
    if JUDGE not in by.roles or not _is_neutral(session, by, one.file.card.person_id, _day(session, at)):
        raise NotYours
    sentence = rules.step_refusal(step, one.last.status, reason, seen=seen, sequence=one.last.sequence)
    if sentence in rules.FIELDS:
        raise Refused(rules.FIELDS[sentence], sentence)
    if sentence:
        raise Conflict(_(sentence))
    to, contest = rules.STEPS[step][1], one.file.contest
    days = _days(one.file.card, since, until) if to in rules.EXCLUDES else None
    first, last = days or (None, None)
    row = EvidenceContestStep(
        contest_id=contest.id, sequence=seen + 1, status=to, actor_id=by.id, reason=reason, since=first, until=last,
        at=at,
    )  # fmt: skip
    try:
        session.add(row)
        session.flush()
    except sa.exc.IntegrityError:
        session.rollback()
        raise Conflict(_(rules.MOVED_ON)) from None
    detail = {"sejak": first.isoformat(), "sampai": last.isoformat()} if days else {}
    record(session, f"sanggahan:{to}", "evidence_contest", contest.id, by=by.id, **detail)
    tell(session, contest.person_id, f"sanggahan:{to}", at=at, about=one.file.card.id)
    if days:
        _take_out(session, one.file, days, to, at)
    if to == "dialihkan_ke_sistem":
        for each in role_holders(session, "organisasi", _day(session, at)):
            tell(session, each, "sanggahan:sistem", at=at)


def remind(session: TenantSession, at: datetime) -> int:
    """Tells the verifikator once of every contest that is late; returns how many are."""
    late = [one for one in _undecided(session) if due_on(session, one) < _day(session, at)]
    for one in late:
        told = sa.select(was_ever_about(session, "sanggahan:terlambat", one.id))
        if session.connection().execute(told).scalar():
            continue
        record(session, "sanggahan:terlambat", "evidence_contest", one.id, by=None)
        for each in judges(session, one.person_id, _day(session, at)):
            tell(session, each, "sanggahan:terlambat", at=at, about=one.id)
    return len(late)


def judges(session: TenantSession, owner_id: UUID, day: date) -> list[UUID]:
    """Every verifikator who may judge a contest of this person's."""
    cards = [person_card(session, each, day) for each in role_holders(session, JUDGE, day)]
    return [card.id for card in cards if card and _is_neutral(session, card, owner_id, day)]


def was_ever_about(session: TenantSession, action: str, thing_id: UUID) -> sa.Exists:
    """Whether this was ever done to this thing."""
    return was_ever(session, action).where(AuditEvent.object_id == thing_id)


def _undecided(session: TenantSession) -> list[EvidenceContest]:
    decided = select(EvidenceContestStep.contest_id).where(col(EvidenceContestStep.status).in_(rules.DECIDED))
    asked = select(EvidenceContest).where(col(EvidenceContest.id).not_in(decided)).order_by(EvidenceContest.at)
    return list(session.exec(asked.limit(MOST)))


def _days(card: EvidenceCard, since: date | None, until: date | None) -> Span:
    days = rules.days_named(since, until, (card.since, card.until))
    refused = rules.days_refusal(days, (card.since, card.until))
    if refused:
        raise Refused(*refused)
    return days


def _take_out(session: TenantSession, file: CardFile, days: Span, outcome: str, at: datetime) -> None:
    """The card gives way to one without a number, and her own score goes on without these days. An office's score is
    computed for nobody in particular: what follows there, `exclusions` says."""
    card = file.card
    _replace(session, card, days, at)
    if card.binding == exclusions.OWN:
        exclude_days(session, card.person_id, days, reason=outcome, reference=file.contest.id, at=at)


def _replace(session: TenantSession, card: EvidenceCard, days: Span, at: datetime) -> None:
    """A card without a number stands for the contested one; single ratings cannot be told apart in a card."""
    day = _day(session, at)
    last = select(sa.func.max(EvidenceCard.sequence)).where(EvidenceCard.indicator_id == card.indicator_id)
    kept = card.model_dump(include={"indicator_id", "skp_id", "person_id", "binding", "opd_id", "subject", "since",
                                    "until", "formula", "input_hash"})  # fmt: skip
    row = EvidenceCard(
        **kept, sequence=session.exec(last).one() + 1, n=0, n_effective=Decimal(0), verified_share=Decimal(0),
        status=rules.INSUFFICIENT, held={}, taken_at=at, shown_on=day, superior_from=max(day, card.superior_from),
        contest_until=day, replaces_id=card.id, excluded=exclusions.as_stored([days]),
    )  # fmt: skip
    session.add(row)
    session.flush()


def _cases(session: TenantSession, judge: PersonCard, day: date, *conditions: sa.ColumnElement[bool]) -> list[Case]:
    contested = select(EvidenceContest.card_id).where(*conditions)
    found = queries.files(session, col(EvidenceCard.id).in_(contested))
    hers = _neutral_to(session, judge, {file.card.person_id for file in found}, day)
    files = [file for file in found if file.card.person_id in hers]
    steps = _steps(session, [file.contest.id for file in files])
    return [Case(file, steps[file.contest.id], due_on(session, file.contest)) for file in files]


def _steps(session: TenantSession, contest_ids: Collection[UUID]) -> dict[UUID, list[EvidenceContestStep]]:
    asked = select(EvidenceContestStep).where(col(EvidenceContestStep.contest_id).in_(contest_ids))
    found: dict[UUID, list[EvidenceContestStep]] = {}
    for step in session.exec(asked.order_by(EvidenceContestStep.contest_id, EvidenceContestStep.sequence)):
        found.setdefault(step.contest_id, []).append(step)
    return found


def _is_neutral(session: TenantSession, judge: PersonCard, owner_id: UUID, day: date) -> bool:
    return owner_id in _neutral_to(session, judge, {owner_id}, day)


def _neutral_to(
    session: TenantSession, judge: PersonCard, owner_ids: Collection[UUID], day: date,
    places: Mapping[UUID, OpdPlace] | None = None,
) -> set[UUID]:  # fmt: skip
    """Those of these people in whose lines the verifikator does not stand; three statements however many they are."""
    if not owner_ids:
        return set()
    places = places or opd_places(session)
    parents = {one.id: one.parent_id for one in places.values()}
    offices = opds_of_each(session, {judge.id, *owner_ids}, day)
    lines = set().union(*(own_line(each, parents) for each in offices[judge.id] | {judge.opd_id}))
    theirs = set(owner_ids) - appraised_by(session, judge.id, owner_ids, day) - {judge.id}
    return {each for each in theirs if not offices[each] & lines}


def _day(session: TenantSession, at: datetime) -> date:
    return clock.local(at, session.tenant.timezone).date()
