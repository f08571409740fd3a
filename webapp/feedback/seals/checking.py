"""Whether the answers are still those that were sealed: what `bin/pamong verify` finds, and names."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import select

from webapp.feedback.seals import tree
from webapp.feedback.seals.models import Seal
from webapp.feedback.seals.records import KINDS, never_sealed, payloads
from webapp.platform.audit import AuditEvent
from webapp.platform.db import TenantSession

LATE = timedelta(days=3)  # the job may have stood still; later than this a seal is worth a look
WAITING = sa.text("select count(*) from seal_waiting where tenant_id = :tenant")
LEAVES = sa.text("""
select kind, record_id, position, nonce, leaf from seal_leaf
where tenant_id = :tenant and seal_id = :seal order by position
""")


@dataclass(frozen=True)
class Finding:
    """Something that is not as it was sealed. `code` says what, `what` names the record or the seal."""

    code: str
    what: str
    remark: str = ""
    is_remark: bool = False  # worth a look, and no proof of anything


@dataclass(frozen=True)
class Report:
    """What was looked at, and what was found."""

    seals: int
    answers: int
    waiting: int  # answers that no seal holds yet: of today, or come late
    head: str
    findings: list[Finding]


def verify(session: TenantSession, today: date, kept: Sequence[Mapping[str, Any]] = ()) -> Report:
    """Walks the whole chain from its start and every answer in it, then looks for answers outside of it.

    kept: seals as they were published at some time ({nomor, hari, jumlah, akar, sidik}); the chain must hold them.
    """
    seals = list(session.exec(select(Seal).order_by(Seal.sequence)))
    findings = [*_chain(seals, today), *_announced(session, seals), *_kept(seals, kept)]
    for seal in seals:
        findings += _tree(session, seal)
    for kind in KINDS:
        findings += [Finding("unsealed", f"{kind} {one}") for one in sorted(never_sealed(session, kind))]
    head = seals[-1].hash.hex() if seals else ""
    waiting = session.connection().execute(WAITING, {"tenant": session.tenant.id}).scalar_one()
    return Report(len(seals), sum(seal.n for seal in seals), waiting, head, findings)


def _chain(seals: Sequence[Seal], today: date) -> Iterator[Finding]:
    """Numbers and days without a gap, each link upon the one before, up to yesterday."""
    previous, before = tree.START, None
    for number, seal in enumerate(seals, start=1):
        name = name_of(seal.sequence, seal.day)
        if seal.sequence != number or (before and seal.day != before + timedelta(days=1)):
            yield Finding("gap", name, f"expected number {number}")
            number = seal.sequence
        link = tree.link(seal.previous, seal.sequence, seal.day, seal.n, seal.root)
        if seal.previous != previous or seal.hash != link:
            yield Finding("broken link", name)
        if seal.made_at.date() > seal.day + LATE:
            yield Finding("sealed late", name, f"made on {seal.made_at.date()}", is_remark=True)
        previous, before = seal.hash, seal.day
    if before and before < today - LATE:
        yield Finding("cut off", f"the chain ends on {before}", "it should reach yesterday")


def _announced(session: TenantSession, seals: Sequence[Seal]) -> Iterator[Finding]:
    """The audit trail tells of every seal made: one that is told of and missing was taken away."""
    told = session.exec(select(AuditEvent).where(AuditEvent.action == "segel:dibuat").order_by(AuditEvent.at))
    by_day = {seal.day.isoformat(): seal.hash.hex() for seal in seals}
    for event in told:
        if by_day.get(event.detail["hari"]) != event.detail["sidik"]:
            yield Finding("cut off", f"seal {event.detail['nomor']} of {event.detail['hari']}",
                          f"the audit trail tells of {event.detail['sidik']}")  # fmt: skip


def _kept(seals: Sequence[Seal], kept: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    here = {seal.sequence: seal.hash.hex() for seal in seals}
    for one in kept:
        number, published = one.get("nomor"), one.get("sidik")
        if not published or here.get(number) != published:
            yield Finding("not as published", f"seal {number} of {one.get('hari')}", f"published was {published}")


def _tree(session: TenantSession, seal: Seal) -> Iterator[Finding]:
    """Each leaf at its place, each record as its leaf says, all leaves under the root."""
    rows = session.connection().execute(LEAVES, {"tenant": session.tenant.id, "seal": seal.id}).all()
    name = name_of(seal.sequence, seal.day)
    places = {row.position for row in rows}
    for missing in sorted(set(range(seal.n)) - places):
        yield Finding("deleted", f"{name}, place {missing + 1} of {seal.n}", "its leaf is gone as well")
    for extra in sorted(places - set(range(seal.n))):
        yield Finding("added", f"{name}, place {extra + 1}", f"the seal holds {seal.n}")
    yield from _order(name, rows)
    if tree.root_of([bytes(row.leaf) for row in rows]) != seal.root:
        yield Finding("wrong root", name)
    yield from _answers(session, name, rows)


def _order(name: str, rows: Sequence[sa.Row]) -> Iterator[Finding]:
    for left, right in pairwise(rows):
        if bytes(left.leaf) > bytes(right.leaf):
            yield Finding("reordered", f"{right.kind} {right.record_id}", f"{name}, place {right.position + 1}")


def _answers(session: TenantSession, name: str, rows: Sequence[sa.Row]) -> Iterator[Finding]:
    ids: dict[str, list[UUID]] = defaultdict(list)
    for row in rows:
        ids[row.kind].append(row.record_id)
    stored = {kind: payloads(session, kind, wanted) for kind, wanted in ids.items()}
    for row in rows:
        payload = stored[row.kind].get(row.record_id)
        if payload is None:
            yield Finding("deleted", f"{row.kind} {row.record_id}", name)
        elif tree.leaf_of(bytes(row.nonce), payload) != bytes(row.leaf):
            yield Finding("edited", f"{row.kind} {row.record_id}", name)


def name_of(sequence: int, day: date) -> str:
    """How a seal is named to people."""
    return f"seal {sequence} of {day}"
