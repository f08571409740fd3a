"""Monthly digests: what was published of an office when a month began, for whoever wished for it. Nothing commits."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from webapp.feedback.publication import queries, reasons
from webapp.feedback.publication.cards import shown
from webapp.feedback.publication.limits import in_force
from webapp.feedback.publication.models import Digest, DigestSubscription, UnitScore
from webapp.feedback.publication.reach import Tree, visible_to
from webapp.feedback.publication.series import families_of
from webapp.feedback.publication.windows import window
from webapp.feedback.visits.response import ResponseRate, responses_of
from webapp.people.published import opd_names, opd_places, person_card, tell
from webapp.platform.audit import record
from webapp.platform.db import TenantSession

KEPT = 12  # digests in a list
WRITE = sa.text("""
insert into digest (tenant_id, id, person_id, opd_id, month, content, made_at)
values (:tenant, :id, :person, :opd, :month, cast(:content as jsonb), :at)
on conflict (tenant_id, person_id, opd_id, month) do nothing
""")
UNREAD = sa.text("select count(*) from digest where tenant_id = :tenant and person_id = :person and read_at is null")


@dataclass(frozen=True)
class DigestLine:
    """A digest in a list."""

    id: UUID
    opd_name: str
    month: date
    is_read: bool


def subscription(session: TenantSession, person_id: UUID, opd_id: UUID) -> DigestSubscription | None:
    """The running subscription of this person to this office."""
    asked = select(DigestSubscription).where(
        DigestSubscription.person_id == person_id,
        DigestSubscription.opd_id == opd_id,
        col(DigestSubscription.ended_at).is_(None),
    )
    return session.exec(asked).first()


def subscribe(session: TenantSession, person_id: UUID, opd_id: UUID, at: datetime) -> None:
    """Begins a subscription; pressing twice begins one."""
    row = DigestSubscription(person_id=person_id, opd_id=opd_id, started_at=at)
    statement = insert(DigestSubscription).values(row.model_dump()).on_conflict_do_nothing()
    if session.connection().execute(statement).rowcount:
        record(session, "ringkasan:dimulai", "digest_subscription", row.id, by=person_id, opd=str(opd_id))


def unsubscribe(session: TenantSession, person_id: UUID, opd_id: UUID, at: datetime) -> None:
    """Ends a subscription; what was written stays."""
    if row := subscription(session, person_id, opd_id):
        row.ended_at = at
        session.add(row)
        record(session, "ringkasan:dihentikan", "digest_subscription", row.id, by=person_id, opd=str(opd_id))


def of_person(session: TenantSession, person_id: UUID) -> list[DigestLine]:
    """The last digests of this person, newest first."""
    newest = select(Digest).where(Digest.person_id == person_id).order_by(col(Digest.month).desc()).limit(KEPT)
    rows = list(session.exec(newest))
    names = opd_names(session) if rows else {}
    lines = [DigestLine(row.id, names[row.opd_id], row.month, row.read_at is not None) for row in rows]
    return sorted(lines, key=lambda line: (-line.month.toordinal(), line.opd_name))


def digest_of(session: TenantSession, digest_id: UUID, person_id: UUID) -> Digest | None:
    """A digest by its address, if it is this person's."""
    return session.exec(select(Digest).where(Digest.id == digest_id, Digest.person_id == person_id)).first()


def note_read(session: TenantSession, row: Digest, at: datetime) -> None:
    """Notes when a digest was first put aside as read."""
    row.read_at = row.read_at or at
    session.add(row)


def unread(session: TenantSession, person_id: UUID) -> int:
    """How many digests this person has not put aside as read."""
    return session.connection().execute(UNREAD, {"tenant": session.tenant.id, "person": person_id}).scalar()


def write_month(session: TenantSession, today: date, at: datetime) -> int:
    """Writes what is missing of the digests of the month before today's, for those who wished for them before it
    ended and may still see the office; returns how many."""
    first = today.replace(day=1)
    month = (first - timedelta(days=1)).replace(day=1)
    wished = [
        one
        for one in session.exec(select(DigestSubscription).where(col(DigestSubscription.ended_at).is_(None)))
        if one.started_at.date() < first
    ]
    told = set(session.exec(select(Digest.person_id, Digest.opd_id).where(Digest.month == month)))
    missing = [one for one in wished if (one.person_id, one.opd_id) not in told]
    if not missing:
        return 0
    places = opd_places(session)
    offices, written = Tree(places, families_of(places)), 0
    for one in missing:
        card = person_card(session, one.person_id, today)
        visible = visible_to(card, offices) if card else set()
        if visible is None or one.opd_id in visible:
            content = _content(session, one.opd_id, offices.families, month, today)
            if digest_id := _write(session, one, month, content, at):
                name = places[one.opd_id].name
                tell(session, one.person_id, "ringkasan:baru", at=at, about=digest_id, kantor=name)
                written += 1
    return written


def _write(session: TenantSession, one: DigestSubscription, month: date, content: Mapping, at: datetime) -> UUID | None:
    """The id of the digest; None when somebody else has written it."""
    asked = {"person": one.person_id, "opd": one.opd_id, "month": month, "content": json.dumps(content), "at": at}
    new = {"tenant": session.tenant.id, "id": uuid4()}
    return new["id"] if session.connection().execute(WRITE, asked | new).rowcount else None


def _content(session: TenantSession, opd_id: UUID, families: Mapping, month: date, today: date) -> dict:
    family, last = families[opd_id], today.replace(day=1) - timedelta(days=1)
    row = queries.unit_score(session, opd_id)
    row = row and shown(row, least := in_force(session).unit_answers)
    pointed = reasons.NOTHING
    if row and row.n >= least:
        pointed = reasons.told(session, opd_id, families, *window(today))
    return {
        "received": queries.received(session, family, month, last)[0],
        "now": _numbers(row, responses_of(session).rate(family, row.since, row.until, row.until)) if row else None,
        "before": _before(session, opd_id, month),
        "good": pointed["good"][:3],
        "bad": pointed["bad"][:3],
    }


def _before(session: TenantSession, opd_id: UUID, month: date) -> dict | None:
    """The numbers of the month before, from anybody's digest: they are the same for all."""
    earlier = (month - timedelta(days=1)).replace(day=1)
    asked = select(Digest.content).where(Digest.opd_id == opd_id, Digest.month == earlier).limit(1)
    content = session.exec(asked).first()
    return content["now"] if content else None


def _numbers(row: UnitScore, response: ResponseRate) -> dict:
    held = sum(row.held.values())
    period = {"since": row.since.isoformat(), "until": row.until.isoformat()}
    shown = {name: _text(getattr(row, name)) for name in ("score", "low", "high")}
    invited = {"invited": response.issued, "responded": response.redeemed}
    return period | shown | invited | {"n": row.n, "status": row.status, "held": held}


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
