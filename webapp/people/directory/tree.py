"""The OPD tree as it is drawn: each node below the one it belongs to, with its head and how many work there."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.people.directory.search import joined
from webapp.people.models import Jabatan, Opd, Person, Placement
from webapp.people.queries import in_force
from webapp.platform.db import TenantSession


@dataclass
class Node:
    """An OPD with what is below it. `own`: people placed in it, `total`: with those below.

    `heads`: (id, name, basis) of who leads it, the definitive holder first.
    """

    id: UUID
    parent_id: UUID | None
    name: str
    short_name: str
    kind: str
    closed_on: date | None = None
    own: int = 0
    heads: list[tuple[UUID, str, str]] = field(default_factory=list)
    parts: list["Node"] = field(default_factory=list)

    @property
    def total(self) -> int:
        """People in it and in everything below, each counted in every OPD he holds a jabatan of."""
        return self.own + sum(part.total for part in self.parts)


def opd_tree(session: TenantSession, day: date, *, with_closed: bool = False) -> list[Node]:
    """The roots of the tree, each with its parts by name; heads and counts are those of that day. Three statements."""
    rows = session.exec(select(Opd).order_by(Opd.name)).all()
    nodes = {row.id: Node(row.id, row.parent_id, row.name, row.short_name, row.kind, row.closed_on) for row in rows}
    for opd_id, number in session.exec(_counts(day)):
        nodes[opd_id].own = number
    for opd_id, *head in session.exec(_heads(day)):
        nodes[opd_id].heads.append(tuple(head))
    return _grown([node for node in nodes.values() if with_closed or not _is_closed(node, day)])


def flat(roots: list[Node], level: int = 0) -> Iterator[tuple[int, Node]]:
    """Every node with its depth, from the top down."""
    for node in roots:
        yield level, node
        yield from flat(node.parts, level + 1)


def opd_choices(session: TenantSession, day: date) -> list[tuple[UUID, str]]:
    """(id, name) for a list to choose from, parts further in than what they belong to. One statement."""
    rows = session.exec(select(Opd).order_by(Opd.name)).all()
    nodes = [Node(row.id, row.parent_id, row.name, row.short_name, row.kind, row.closed_on) for row in rows]
    grown = _grown([node for node in nodes if not _is_closed(node, day)])
    return [(node.id, "\u2003" * level + node.name) for level, node in flat(grown)]


def _grown(nodes: list[Node]) -> list[Node]:
    """The roots, after every node was hung below its own; one whose parent is not shown is a root."""
    known = {node.id: node for node in nodes}
    roots = []
    for node in nodes:
        above = known.get(node.parent_id)
        (above.parts if above else roots).append(node)
    return roots


def _is_closed(node: Node, day: date) -> bool:
    return node.closed_on is not None and node.closed_on <= day


def _counts(day: date):
    return (
        select(Jabatan.opd_id, sa.func.count(sa.distinct(Placement.person_id)))
        .join(Placement, joined(Jabatan, Placement.jabatan_id))
        .join(Person, joined(Person, Placement.person_id))
        .where(in_force(Placement, day), _works(day))
        .group_by(Jabatan.opd_id)
    )


def _heads(day: date):
    """Who leads each OPD: the holder of the highest leading jabatan, and whoever stands in for him."""
    rank = sa.case({"kepala_daerah": 0, "jpt": 1, "administrator": 2, "pengawas": 3}, value=Jabatan.kind, else_=4)
    leading = (
        select(Jabatan.opd_id, Person.id, Person.name, Placement.basis,
               sa.func.rank().over(partition_by=Jabatan.opd_id, order_by=rank).label("place"))
        .join(Placement, joined(Jabatan, Placement.jabatan_id))
        .join(Person, joined(Person, Placement.person_id))
        .where(in_force(Placement, day), _works(day), col(Jabatan.leads).is_(True))
        .subquery()
    )  # fmt: skip
    return (
        select(leading.c.opd_id, leading.c.id, leading.c.name, leading.c.basis)
        .where(leading.c.place == 1)
        .order_by(leading.c.basis, leading.c.name)
    )


def _works(day: date) -> sa.ColumnElement[bool]:
    return sa.or_(col(Person.left_on).is_(None), col(Person.left_on) >= day)
