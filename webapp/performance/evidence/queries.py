"""Look-ups about evidence cards. The owner sees a card at once, her superior from `superior_from` on, nobody else."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from webapp.people.published import superior_id_of
from webapp.performance.evidence.models import (
    EvidenceAnswer,
    EvidenceCard,
    EvidenceContest,
    EvidenceContestStep,
)
from webapp.performance.evidence.rules import is_open_to_superior, opened_lately
from webapp.performance.plans.models import Indicator, Rhk, Skp
from webapp.performance.plans.rules import DISEPAKATI
from webapp.platform.db import TenantSession


@dataclass(frozen=True)
class BoundIndicator:
    """An indicator of an agreed SKP that is bound to a score, and its newest card so far (0, None: none)."""

    id: UUID
    text: str
    skp_id: UUID
    person_id: UUID
    binding: str
    opd_id: UUID | None
    last_sequence: int
    last_shown_on: date | None


@dataclass(frozen=True)
class CardFile:
    """A card with its indicator's text and all that was said about it."""

    card: EvidenceCard
    indicator_text: str
    answer: EvidenceAnswer | None
    contest: EvidenceContest | None
    contest_status: str | None


@dataclass(frozen=True)
class TeamCards:
    """The newest cards a superior may see of the people he appraises: those that opened lately, and the others."""

    lately: list[CardFile]
    before: list[CardFile]


def bound_indicators(session: TenantSession, year: int) -> list[BoundIndicator]:
    """Every bound indicator of the agreed SKP of a year."""
    return _bound(session, Skp.year == year)


def bound_indicator(session: TenantSession, indicator_id: UUID) -> BoundIndicator | None:
    """One bound indicator of an agreed SKP."""
    return next(iter(_bound(session, Indicator.id == indicator_id)), None)


def card_for(session: TenantSession, card_id: UUID, person_id: UUID, day: date) -> CardFile | None:
    """The card, if this person may see it on that day."""
    found = next(iter(files(session, EvidenceCard.id == card_id)), None)
    if found is None or found.card.person_id == person_id:
        return found
    if not is_open_to_superior(found.card.superior_from, day):
        return None
    return found if superior_id_of(session, found.card.person_id, day) == person_id else None


def newest_cards(session: TenantSession, person_id: UUID) -> list[CardFile]:
    """The newest card of each of her indicators, the latest first."""
    return _newest(session, EvidenceCard.person_id == person_id)


def team_cards(session: TenantSession, person_ids: Collection[UUID], day: date) -> TeamCards:
    """The newest card of each indicator of these people that their superior may see by now."""
    if not person_ids:
        return TeamCards([], [])
    found = _newest(session, col(EvidenceCard.person_id).in_(person_ids), EvidenceCard.superior_from <= day)
    lately = [file for file in found if opened_lately(file.card.superior_from, day)]
    return TeamCards(lately, [file for file in found if file not in lately])


def cards_of_skp(session: TenantSession, skp_id: UUID, open_on: date | None) -> list[CardFile]:
    """The newest card of each indicator of an SKP; with `open_on`, of those a superior may see on that day."""
    conditions = [EvidenceCard.skp_id == skp_id]
    if open_on:
        conditions.append(EvidenceCard.superior_from <= open_on)
    return _newest(session, *conditions)


def other_cards(session: TenantSession, card: EvidenceCard, open_on: date | None) -> list[EvidenceCard]:
    """The other cards of the same indicator, newest first; with `open_on`, those a superior may see on that day."""
    found = select(EvidenceCard).where(EvidenceCard.indicator_id == card.indicator_id, EvidenceCard.id != card.id)
    if open_on:
        found = found.where(EvidenceCard.superior_from <= open_on)
    return list(session.exec(found.order_by(sa.desc(EvidenceCard.sequence))))


def _bound(session: TenantSession, condition: sa.ColumnElement[bool]) -> list[BoundIndicator]:
    last = (
        select(
            EvidenceCard.indicator_id,
            sa.func.max(EvidenceCard.sequence).label("sequence"),
            sa.func.max(EvidenceCard.shown_on).filter(col(EvidenceCard.replaces_id).is_(None)).label("shown_on"),
        )
        .group_by(EvidenceCard.indicator_id)
        .subquery()
    )
    rows = session.exec(
        select(
            Indicator.id, Indicator.text, Skp.id, Skp.person_id, Indicator.binding, Indicator.opd_id,
            sa.func.coalesce(last.c.sequence, 0), last.c.shown_on,
        )
        .select_from(Indicator)
        .join(Rhk, sa.and_(Rhk.tenant_id == Indicator.tenant_id, Rhk.id == Indicator.rhk_id))
        .join(Skp, sa.and_(Skp.tenant_id == Rhk.tenant_id, Skp.id == Rhk.skp_id))
        .outerjoin(last, last.c.indicator_id == Indicator.id)
        .where(
            condition, Skp.status == DISEPAKATI, col(Indicator.binding).is_not(None),
            col(Indicator.removed_at).is_(None), col(Rhk.removed_at).is_(None),
        )
        .order_by(Indicator.id)
    )  # fmt: skip
    return [BoundIndicator(*row) for row in rows]


def _newest(session: TenantSession, *conditions: sa.ColumnElement[bool]) -> list[CardFile]:
    before = aliased(EvidenceCard)  # what stands for a card stands in its place, however late it was decided
    newest = (
        select(EvidenceCard.id)
        .ext(distinct_on(EvidenceCard.indicator_id))
        .outerjoin(before, sa.and_(before.tenant_id == EvidenceCard.tenant_id, before.id == EvidenceCard.replaces_id))
        .where(*conditions)
        .order_by(
            EvidenceCard.indicator_id,
            sa.desc(sa.func.coalesce(before.sequence, EvidenceCard.sequence)),
            sa.desc(EvidenceCard.sequence),
        )
    )
    found = files(session, col(EvidenceCard.id).in_(newest))
    return sorted(found, key=lambda file: (file.card.shown_on, file.card.id), reverse=True)


def files(session: TenantSession, *conditions: sa.ColumnElement[bool]) -> list[CardFile]:
    """Cards that meet these conditions, with what was said about them; who may see them is for the caller to ask."""
    newest_step = (
        select(EvidenceContestStep.contest_id, EvidenceContestStep.status)
        .ext(distinct_on(EvidenceContestStep.contest_id))
        .order_by(EvidenceContestStep.contest_id, sa.desc(EvidenceContestStep.sequence))
        .subquery()
    )
    rows = session.exec(
        select(EvidenceCard, Indicator.text, EvidenceAnswer, EvidenceContest, newest_step.c.status)
        .join(Indicator, of_card(Indicator, Indicator.id, EvidenceCard.indicator_id))
        .outerjoin(EvidenceAnswer, of_card(EvidenceAnswer, EvidenceAnswer.card_id, EvidenceCard.id))
        .outerjoin(EvidenceContest, of_card(EvidenceContest, EvidenceContest.card_id, EvidenceCard.id))
        .outerjoin(newest_step, newest_step.c.contest_id == EvidenceContest.id)
        .where(*conditions)
    )
    return [CardFile(*row) for row in rows]


def of_card(table: type, left: sa.ColumnElement, right: sa.ColumnElement) -> sa.ColumnElement[bool]:
    """How a table is joined to cards: within the pemda."""
    return sa.and_(table.tenant_id == EvidenceCard.tenant_id, left == right)
