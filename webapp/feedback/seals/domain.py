"""Sealing the days that are over, one after the other and none left out. Neither verb commits."""

import secrets
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import select

from webapp.feedback.seals import tree
from webapp.feedback.seals.models import Seal
from webapp.feedback.seals.records import payloads
from webapp.platform.audit import record
from webapp.platform.db import TenantSession
from webapp.platform.ids import uuid7

NONCE = 16
ONE_DAY = timedelta(days=1)
FIRST_WAITING = sa.text("select min(day) from seal_waiting where tenant_id = :tenant")
CLAIM = sa.text("""
delete from seal_waiting where tenant_id = :tenant and day <= :day returning kind, record_id
""")
MAKE = sa.text("""
insert into seal (tenant_id, id, sequence, day, n, root, previous, hash, made_at)
values (:tenant, :id, :sequence, :day, :n, :root, :previous, :hash, :at)
on conflict (tenant_id, day) do nothing returning id
""")
LEAVES = sa.text("""
insert into seal_leaf (tenant_id, kind, record_id, seal_id, position, nonce, leaf)
select :tenant, v.kind, v.record_id, :seal, v.position, v.nonce, v.leaf
from unnest(cast(:kinds as text[]), cast(:ids as uuid[]), cast(:positions as int[]), cast(:nonces as bytea[]),
            cast(:leaves as bytea[])) v (kind, record_id, position, nonce, leaf)
""")


class Lost(RuntimeError):
    """An answer that waits for its seal is not stored any more."""


@dataclass(frozen=True)
class Leaf:
    """An answer on its way into the tree."""

    kind: str
    record_id: UUID
    nonce: bytes
    value: bytes


def next_day(session: TenantSession) -> date | None:
    """The first day that has no seal yet; None while this pemda has no answer at all."""
    if last := last_seal(session):
        return last.day + ONE_DAY
    return session.connection().execute(FIRST_WAITING, {"tenant": session.tenant.id}).scalar()


def last_seal(session: TenantSession) -> Seal | None:
    """The end of the chain."""
    return session.exec(select(Seal).order_by(Seal.sequence.desc()).limit(1)).first()


def seal_day(session: TenantSession, day: date, at: datetime) -> UUID | None:
    """Seals what waits of this day and of days before (answers of a screen that was cut off come late).

    Returns the seal's id, or None if another process has just made it; then the caller rolls back.
    """
    leaves = _leaves(session, day)
    last = last_seal(session)
    sequence, previous = (last.sequence + 1, last.hash) if last else (1, tree.START)
    root = tree.root_of([leaf.value for leaf in leaves])
    seal_id, connection, tenant = uuid7(), session.connection(), session.tenant.id
    made = {
        "tenant": tenant, "id": seal_id, "sequence": sequence, "day": day, "n": len(leaves), "root": root,
        "previous": previous, "hash": tree.link(previous, sequence, day, len(leaves), root), "at": at,
    }  # fmt: skip
    if connection.execute(MAKE, made).first() is None:
        return None
    if leaves:
        connection.execute(LEAVES, {"tenant": tenant, "seal": seal_id} | _columns(leaves))
    record(session, "segel:dibuat", "segel", seal_id, by=None, hari=day.isoformat(), nomor=sequence,
           jumlah=len(leaves), sidik=made["hash"].hex())  # fmt: skip
    return seal_id


def _leaves(session: TenantSession, day: date) -> list[Leaf]:
    """Takes what waits and makes its leaves, in the order of their hashes."""
    rows = session.connection().execute(CLAIM, {"tenant": session.tenant.id, "day": day}).all()
    ids: dict[str, list[UUID]] = defaultdict(list)
    for kind, record_id in rows:
        ids[kind].append(record_id)
    leaves = []
    for kind, wanted in ids.items():
        found = payloads(session, kind, wanted)
        if missing := set(wanted) - found.keys():
            raise Lost(f"{kind} {min(missing)} waits for its seal and is gone")
        for record_id, payload in found.items():
            nonce = secrets.token_bytes(NONCE)
            leaves.append(Leaf(kind, record_id, nonce, tree.leaf_of(nonce, payload)))
    return sorted(leaves, key=lambda leaf: leaf.value)


def _columns(leaves: list[Leaf]) -> dict[str, list]:
    return {
        "kinds": [leaf.kind for leaf in leaves],
        "ids": [leaf.record_id for leaf in leaves],
        "positions": list(range(len(leaves))),
        "nonces": [leaf.nonce for leaf in leaves],
        "leaves": [leaf.value for leaf in leaves],
    }
