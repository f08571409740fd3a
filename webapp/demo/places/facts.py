"""How a demonstration pemda is written down: small tables of text, read once."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from webapp.tenants.domain import NewPemda


class OpdFacts(NamedTuple):
    """An OPD; `key` is the same in all places, `head` the title of who leads it."""

    key: str
    parent: str
    kind: str
    slug: str
    short_name: str
    name: str
    head: str


class ServiceFacts(NamedTuple):
    """A service with its requirements, divided by semicolons."""

    key: str
    opd: str
    slug: str
    name: str
    description: str
    requirements: str


class PointFacts(NamedTuple):
    """A service point's public face; what happens there is in `webapp.demo.counters`."""

    key: str
    code: str
    name: str
    address: str


@dataclass(frozen=True)
class Place:
    """One demonstration pemda. `names` are read by `webapp.demo.people` in the order of its posts."""

    pemda: NewPemda
    opds: tuple[OpdFacts, ...]
    services: tuple[ServiceFacts, ...]
    points: tuple[PointFacts, ...]
    names: tuple[tuple[str, str], ...]
    titles: dict[str, str]
    burst_score: int

    @property
    def code_to_rate(self) -> str:
        """The code of the counter where `pegawai` serves."""
        return self.points[0].code


def table(row: type, text: str) -> tuple:
    """One row a line, columns divided by '|'; a line that begins with '|' goes on with the row above."""
    lines = re.sub(r"\n\s*\|", "|", text.strip()).splitlines()
    return tuple(row(*(cell.strip() for cell in line.split("|"))) for line in lines)


def names(text: str) -> tuple[tuple[str, str], ...]:
    """(sex, name) from 'P Rina Marlina, L Budi Hartono': P is perempuan, L laki-laki."""
    pairs = (entry.strip() for line in text.strip().splitlines() for entry in line.strip(", ").split(","))
    return tuple((entry[0], entry[2:]) for entry in pairs if entry)
