"""Verbs on evidence cards: take one, answer it, contest it. None of them commits, and none of them judges anybody."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from webapp.feedback.published import PublishedScore, score_of_officer, score_of_unit
from webapp.people.published import opd_names, tell
from webapp.performance.evidence import contests, exclusions, rules
from webapp.performance.evidence.models import (
    EvidenceAnswer,
    EvidenceCard,
    EvidenceContest,
    EvidenceContestStep,
)
from webapp.performance.evidence.queries import BoundIndicator, CardFile
from webapp.platform import clock
from webapp.platform.audit import record
from webapp.platform.db import TenantSession
from webapp.platform.errors import Conflict
from webapp.platform.i18n import gettext as _
from webapp.platform.texts import shortened
from webapp.tenants.published import working_days_after


def current_score(session: TenantSession, bound: BoundIndicator, day: date) -> PublishedScore | None:
    """The score the indicator is bound to, over whole days only: her own ends the day before, so that it can be
    computed again. None before the office's first release, and while hers waits to be computed without days that a
    contest took out: then there is no card until there is a number that may be told."""
    if bound.opd_id:
        return score_of_unit(session, bound.opd_id)
    score = score_of_officer(session, bound.person_id, day - timedelta(days=1))
    return None if score.waits else score


def take(session: TenantSession, bound: BoundIndicator, score: PublishedScore | None, *, at: datetime) -> UUID | None:
    """Freezes a score beside its indicator, if one is due; returns the card's id. Twice in a month makes one card."""
    day = clock.local(at, session.tenant.timezone).date()
    if score is None or not rules.is_due(bound.last_shown_on, day):
        return None
    card = _card(session, bound, score, at, day)
    key = ["tenant_id", "indicator_id", "sequence"]
    statement = insert(EvidenceCard).values(card.model_dump()).on_conflict_do_nothing(index_elements=key)
    if session.connection().execute(statement.returning(EvidenceCard.id)).first() is None:
        return None
    record(session, "bukti:diambil", "evidence_card", card.id, by=None, urutan=card.sequence)
    tell(session, card.person_id, "bukti:indikator", at=at, about=card.id, indicator=shortened(bound.text))
    return card.id


def answer(session: TenantSession, file: CardFile, *, by: UUID, text: str, at: datetime) -> None:
    """The civil servant's answer. Raises Conflict when it is not hers, not the first, or too late."""
    card, day = file.card, clock.local(at, session.tenant.timezone).date()
    _refuse(rules.REPLACED if card.replaces_id else None)
    is_owner, answered = card.person_id == by, file.answer is not None
    _refuse(rules.answer_refusal(is_owner=is_owner, answered=answered, until=card.contest_until, day=day))
    session.add(EvidenceAnswer(card_id=card.id, person_id=by, text=text, at=at))
    _flush_once(session, rules.ANSWERED)
    record(session, "bukti:ditanggapi", "evidence_card", card.id, by=by)


def contest(session: TenantSession, file: CardFile, *, by: UUID, ground: str, text: str, at: datetime) -> UUID:
    """Contests the card on a ground that counts; returns the contest's id. Raises Conflict as `answer` does."""
    card, day = file.card, clock.local(at, session.tenant.timezone).date()
    _refuse(rules.REPLACED if card.replaces_id else None)
    is_owner, contested = card.person_id == by, file.contest is not None
    _refuse(rules.contest_refusal(is_owner=is_owner, contested=contested, until=card.contest_until, day=day))
    row = EvidenceContest(card_id=card.id, person_id=by, ground=ground, text=text, at=at)
    session.add(row)
    _flush_once(session, rules.CONTESTED)
    session.add(EvidenceContestStep(contest_id=row.id, status=rules.CONTEST_STATES[0], actor_id=by, at=at))
    record(session, "bukti:disanggah", "evidence_card", card.id, by=by, dasar=ground)
    for each in contests.judges(session, by, day):
        tell(session, each, "sanggahan:baru", at=at, about=row.id)
    return row.id


def _card(
    session: TenantSession, bound: BoundIndicator, score: PublishedScore, at: datetime, day: date
) -> EvidenceCard:
    days, status = score.excluded, score.status
    if bound.opd_id:
        days = exclusions.of_indicator(session, bound.id, score.since, score.until)
        status = rules.INSUFFICIENT if days else status
    value, low, high, comparison = rules.shown_numbers(
        bound.binding, status, score.value, score.low, score.high, score.comparison
    )
    return EvidenceCard(
        indicator_id=bound.id, skp_id=bound.skp_id, person_id=bound.person_id, sequence=bound.last_sequence + 1,
        binding=bound.binding, opd_id=bound.opd_id,
        subject=opd_names(session).get(bound.opd_id, "") if bound.opd_id else "",
        value=value, low=low, high=high, comparison=comparison,
        n=score.n, n_effective=Decimal(score.n_effective), verified_share=Decimal(score.verified_share),
        has_invitations=score.response.issued != 0, invited=score.response.issued or None,
        responded=score.response.redeemed,
        since=score.since, until=score.until, status=status, held=dict(score.held), formula=score.formula,
        input_hash=score.input_hash, taken_at=at, shown_on=day,
        superior_from=working_days_after(session, day, rules.FIRST_SIGHT_DAYS),
        contest_until=working_days_after(session, day, rules.CONTEST_DAYS), excluded=exclusions.as_stored(days),
    )  # fmt: skip


def _refuse(sentence: str | None) -> None:
    if sentence:
        raise Conflict(_(sentence))


def _flush_once(session: TenantSession, already: str) -> None:
    """Two presses at once: the database keeps the first."""
    try:
        session.flush()
    except sa.exc.IntegrityError:
        session.rollback()
        raise Conflict(_(already)) from None
