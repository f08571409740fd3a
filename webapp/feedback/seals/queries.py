"""Reading seals, and the proof of one answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import select

from webapp.feedback.seals import tree
from webapp.feedback.seals.models import Seal
from webapp.feedback.seals.records import payloads
from webapp.platform.db import TenantSession

SHOWN = 14  # days on the page; the file holds all
PLACE = sa.text("""
select seal_id, position, nonce, leaf from seal_leaf
where tenant_id = :tenant and kind = :kind and record_id = :record
""")
TREE = sa.text("select leaf from seal_leaf where tenant_id = :tenant and seal_id = :seal order by position")


@dataclass(frozen=True)
class Proof:
    """That a leaf stands in a seal, and what opens the leaf: the nonce and the answer as it was sealed."""

    seal: Seal
    position: int
    leaf: bytes
    path: list[bytes]
    nonce: bytes
    payload: bytes

    def words(self, slug: str) -> dict:
        """The proof as anybody may see it: it names no answer."""
        return {"pemda": slug, "nomor": self.seal.sequence, "hari": self.seal.day.isoformat(), "jumlah": self.seal.n,
                "tempat": self.position, "daun": self.leaf.hex(), "jalur": [step.hex() for step in self.path],
                "akar": self.seal.root.hex(), "sidik": self.seal.hash.hex()}  # fmt: skip


def newest(session: TenantSession) -> list[Seal]:
    """The end of the chain, newest first."""
    return list(session.exec(select(Seal).order_by(Seal.sequence.desc()).limit(SHOWN)))


def chain(session: TenantSession) -> list[dict]:
    """The whole chain from its start, as it is published."""
    return [words_of(seal) for seal in session.exec(select(Seal).order_by(Seal.sequence))]


def words_of(seal: Seal) -> Mapping[str, object]:
    """One published seal."""
    return {"nomor": seal.sequence, "hari": seal.day.isoformat(), "jumlah": seal.n, "akar": seal.root.hex(),
            "sidik": seal.hash.hex()}  # fmt: skip


def by_number(session: TenantSession, sequence: int) -> Seal | None:
    """The seal with this number."""
    return session.exec(select(Seal).where(Seal.sequence == sequence)).first()


def proof_of(session: TenantSession, kind: str, record_id: UUID) -> Proof | None:
    """The proof of one answer, or None while it has no seal yet."""
    connection, tenant = session.connection(), session.tenant.id
    row = connection.execute(PLACE, {"tenant": tenant, "kind": kind, "record": record_id}).first()
    payload = payloads(session, kind, [record_id]).get(record_id)
    if row is None or payload is None:
        return None
    leaves = [bytes(leaf) for leaf in connection.execute(TREE, {"tenant": tenant, "seal": row.seal_id}).scalars()]
    seal = session.exec(select(Seal).where(Seal.id == row.seal_id)).one()
    path = tree.path_to(leaves, row.position)
    return Proof(seal, row.position, bytes(row.leaf), path, bytes(row.nonce), payload)
