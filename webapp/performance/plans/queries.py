"""Look-ups about SKP. What a person may not see is not found."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from webapp.people.published import superior_id_of
from webapp.performance.plans.models import Indicator, Rhk, Skp, SkpComment, SkpTransition
from webapp.performance.plans.rules import DIAJUKAN, DISEPAKATI, DRAF
from webapp.platform.db import TenantSession


@dataclass
class IndicatorLine:
    """An indicator as the page shows it."""

    id: UUID
    aspek: str
    text: str
    target: str
    binding: str | None
    opd_id: UUID | None


@dataclass
class RhkLine:
    """An RHK with its indicators, and the leader's RHK it serves: its text and whose it is.

    Of an agreed RHK both are as they were agreed; `leader_moved_on` when the leader has changed his since then.
    """

    id: UUID
    kind: str
    text: str
    serves_id: UUID | None
    serves_text: str | None
    leader_id: UUID | None = None
    leader_moved_on: bool = False
    indicators: list[IndicatorLine] = field(default_factory=list)


@dataclass(frozen=True)
class Comment:
    """What was asked about a row (an RHK or an indicator), and when."""

    line_id: UUID
    text: str
    at: datetime


@dataclass
class HistoryStep:
    """One step of the history, with the comments it carried."""

    action: str
    to_status: str
    actor_id: UUID
    reason: str
    at: datetime
    comments: list[Comment] = field(default_factory=list)


@dataclass(frozen=True)
class LeaderRhk:
    """An RHK of the leader that can be served."""

    id: UUID
    text: str
    is_draft: bool


def skp_of(session: TenantSession, person_id: UUID, year: int) -> Skp | None:
    """The SKP of a person for a year."""
    return session.exec(select(Skp).where(Skp.person_id == person_id, Skp.year == year)).first()


def skps_of(session: TenantSession, person_id: UUID) -> list[Skp]:
    """Every SKP of a person that is begun, the earliest year first."""
    return list(session.exec(select(Skp).where(Skp.person_id == person_id, _is_begun()).order_by(Skp.year)))


def skps_about(session: TenantSession, person_id: UUID) -> tuple[list[Skp], list[Skp]]:
    """In one statement: every SKP of a person that is begun, and those submitted to her; the earliest year first."""
    to_her = sa.and_(Skp.superior_id == person_id, Skp.status == DIAJUKAN)
    hers = sa.and_(Skp.person_id == person_id, _is_begun())
    asked = select(Skp).where(sa.or_(hers, to_her)).order_by(Skp.year, Skp.id)
    own, waiting = [], []
    for skp in session.exec(asked):
        (own if skp.person_id == person_id else waiting).append(skp)
    return own, waiting


def submitted_skps(session: TenantSession, person_ids: Collection[UUID], year: int) -> dict[UUID, Skp]:
    """The SKP of these people for a year, by person, as far as they have been submitted: a draft is its owner's own."""
    if not person_ids:
        return {}
    found = select(Skp).where(col(Skp.person_id).in_(person_ids), Skp.year == year, Skp.status != DRAF)
    return {skp.person_id: skp for skp in session.exec(found)}


def skp_for(session: TenantSession, skp_id: UUID, person_id: UUID, day: date) -> Skp | None:
    """The SKP, if this person may see it: the owner always; her superior (then or now) once it was submitted."""
    skp = session.exec(select(Skp).where(Skp.id == skp_id)).first()
    if skp is None or skp.person_id == person_id:
        return skp
    if skp.status == DRAF:
        return None
    if skp.superior_id == person_id or superior_id_of(session, skp.person_id, day) == person_id:
        return skp
    return None


def skp_id_of_rhk(session: TenantSession, rhk_id: UUID) -> UUID | None:
    """The SKP a row that still stands belongs to."""
    return session.exec(select(Rhk.skp_id).where(Rhk.id == rhk_id, col(Rhk.removed_at).is_(None))).first()


def rhk_of_indicator(session: TenantSession, indicator_id: UUID) -> tuple[UUID, UUID] | None:
    """(RHK, SKP) of an indicator that still stands."""
    found = session.exec(
        select(Rhk.id, Rhk.skp_id)
        .join(Indicator, _indicator_of_rhk())
        .where(Indicator.id == indicator_id, col(Indicator.removed_at).is_(None), col(Rhk.removed_at).is_(None))
    ).first()
    return tuple(found) if found else None


def lines_of(session: TenantSession, skp_id: UUID) -> list[RhkLine]:
    """The rows that stand: utama first, each with its indicators in order. One query."""
    leader, leaders_skp = aliased(Rhk), aliased(Skp)
    rows = session.exec(
        select(Rhk, Indicator, *_served(leader, leaders_skp))
        .outerjoin(leader, sa.and_(leader.tenant_id == Rhk.tenant_id, leader.id == Rhk.serves_id))
        .outerjoin(leaders_skp, sa.and_(leaders_skp.tenant_id == leader.tenant_id, leaders_skp.id == leader.skp_id))
        .outerjoin(Indicator, sa.and_(_indicator_of_rhk(), col(Indicator.removed_at).is_(None)))
        .where(Rhk.skp_id == skp_id, col(Rhk.removed_at).is_(None))
        .order_by(sa.desc(Rhk.kind), Rhk.position, Indicator.position)
    )
    lines: dict[UUID, RhkLine] = {}
    for rhk, each, *of_leader in rows:
        line = lines.setdefault(rhk.id, RhkLine(rhk.id, rhk.kind, rhk.text, rhk.serves_id, *of_leader))
        if each is not None:
            line.indicators.append(
                IndicatorLine(each.id, each.aspek, each.text, each.target, each.binding, each.opd_id)
            )
    return list(lines.values())


def history_of(session: TenantSession, skp_id: UUID) -> list[HistoryStep]:
    """The steps so far, oldest first, with their comments. One query."""
    rows = session.exec(
        select(SkpTransition, SkpComment)
        .outerjoin(
            SkpComment,
            sa.and_(SkpComment.tenant_id == SkpTransition.tenant_id, SkpComment.transition_id == SkpTransition.id),
        )
        .where(SkpTransition.skp_id == skp_id)
        .order_by(SkpTransition.version, SkpComment.id)
    )
    steps: dict[UUID, HistoryStep] = {}
    for row, said in rows:
        new = HistoryStep(row.action, row.to_status, row.actor_id, row.reason, row.at)
        step = steps.setdefault(row.id, new)
        if said is not None:
            step.comments.append(Comment(said.rhk_id or said.indicator_id, said.text, row.at))
    return list(steps.values())


def content_of_last_step(session: TenantSession, skp_id: UUID) -> list[dict] | None:
    """The rows as they stood at the newest step; None before the first."""
    steps = select(SkpTransition.content).where(SkpTransition.skp_id == skp_id)
    return session.exec(steps.order_by(sa.desc(SkpTransition.version)).limit(1)).first()


def leader_rhks(session: TenantSession, superior_id: UUID, year: int) -> list[LeaderRhk]:
    """The RHK of the leader's SKP of that year, in order; none when he has no SKP yet."""
    rows = session.exec(
        select(Rhk.id, Rhk.text, Skp.status)
        .join(Skp, sa.and_(Skp.tenant_id == Rhk.tenant_id, Skp.id == Rhk.skp_id))
        .where(Skp.person_id == superior_id, Skp.year == year, col(Rhk.removed_at).is_(None))
        .order_by(sa.desc(Rhk.kind), Rhk.position)
    )
    return [LeaderRhk(rhk_id, text, status == DRAF) for rhk_id, text, status in rows]


def waiting_for_superior(session: TenantSession, superior_id: UUID) -> list[Skp]:
    """The submitted SKP that wait for this person, oldest year first."""
    return list(
        session.exec(
            select(Skp).where(Skp.superior_id == superior_id, Skp.status == DIAJUKAN).order_by(Skp.year, Skp.id)
        )
    )


def _is_begun() -> sa.ColumnElement[bool]:
    """A draft without a row that never was submitted counts as not begun: it is new, or its owner deleted it."""
    standing = sa.exists().where(
        Rhk.tenant_id == Skp.tenant_id, Rhk.skp_id == Skp.id, col(Rhk.removed_at).is_(None)
    )
    stepped = sa.exists().where(SkpTransition.tenant_id == Skp.tenant_id, SkpTransition.skp_id == Skp.id)
    return sa.or_(Skp.status != DRAF, standing, stepped)


def _served(leader: type[Rhk], leaders_skp: type[Skp]) -> tuple[sa.ColumnElement, ...]:
    """(text of the RHK served, whose it is, whether he has changed it since the agreement): frozen once closed."""
    agreed_at = (
        select(sa.func.max(SkpTransition.at))
        .where(
            SkpTransition.tenant_id == Rhk.tenant_id,
            SkpTransition.skp_id == Rhk.skp_id,
            SkpTransition.to_status == DISEPAKATI,
        )
        .correlate(Rhk)
        .scalar_subquery()
    )
    moved_on = sa.or_(leader.text != Rhk.served_text, leader.removed_at > agreed_at)
    return (
        sa.case((Rhk.locked, Rhk.served_text), else_=leader.text),
        sa.case((Rhk.locked, Rhk.served_person_id), else_=leaders_skp.person_id),
        sa.func.coalesce(sa.and_(Rhk.locked, moved_on), False),
    )


def _indicator_of_rhk() -> sa.ColumnElement[bool]:
    return sa.and_(Indicator.tenant_id == Rhk.tenant_id, Indicator.rhk_id == Rhk.id)
