"""What is known before an import, and what an import would make of it: plain values. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol
from uuid import UUID

UnitRef = UUID | str  # an OPD we have, or the folded name of one that will be made


class Row(Protocol):
    """A row of the file: the number a spreadsheet shows beside it, and its cells as texts, as many as headers."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """A person we have."""

    id: UUID
    name: str
    kind: str
    nip: str
    left_on: date | None = None


@dataclass(frozen=True)
class Unit:
    """An OPD we have."""

    id: UUID
    name: str
    short_name: str
    parent_id: UUID | None
    is_closed: bool = False


@dataclass(frozen=True)
class Place:
    """Who sat or sits where, from when to when (None: no end is known)."""

    id: UUID
    opd_id: UUID
    jabatan: str
    since: date
    until: date | None = None


@dataclass(frozen=True)
class Led:
    """Whose superior is whom since when."""

    id: UUID
    superior_id: UUID
    since: date


@dataclass(frozen=True)
class World:
    """Everything an import is compared with. `nips` holds former ones too; `expected`: who should be in the file."""

    today: date
    people: Mapping[UUID, Known] = field(default_factory=dict)
    nips: Mapping[str, UUID] = field(default_factory=dict)
    units: Mapping[UUID, Unit] = field(default_factory=dict)
    places: Mapping[UUID, tuple[Place, ...]] = field(default_factory=dict)  # the definitive ones, with history
    superiors: Mapping[UUID, Led] = field(default_factory=dict)
    led_until: Mapping[UUID, date] = field(default_factory=dict)  # the last day of the last superior that has ended
    jabatan: Mapping[tuple[UUID, str], UUID] = field(default_factory=dict)  # (OPD, folded name)
    chairs: frozenset[tuple[UUID, str]] = frozenset()  # those of them that lead
    expected: frozenset[UUID] = frozenset()
    new_units: Mapping[str, tuple[str, UnitRef | None]] = field(default_factory=dict)  # folded: (name, parent)


@dataclass(frozen=True)
class Fault:
    """What is wrong in a row: the field, the code of the sentence, what to fill in."""

    field: str
    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Fact:
    """What would change: the code of the sentence and what to fill in."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Seat:
    """A placement to be made, and the one it follows."""

    unit: UnitRef
    jabatan: str
    kind: str
    since: date
    follows: Place | None = None
    leads: bool = False


@dataclass(frozen=True)
class Deed:
    """What has to be written for a row. None and False: stays as it is."""

    nip: str
    person_id: UUID | None
    name: str | None = None
    kind: str | None = None
    has_new_nip: bool = False
    is_back: bool = False
    seat: Seat | None = None
    superior_nip: str | None = None
    superior_since: date | None = None
    follows: Led | None = None


@dataclass(frozen=True)
class Verdict:
    """A row after the dry run. `change` is one of models.CHANGES; `deed` is there when something has to be written."""

    number: int
    cells: tuple[str, ...]
    nip: str
    name: str
    person_id: UUID | None
    change: str
    faults: tuple[Fault, ...] = ()
    facts: tuple[Fact, ...] = ()
    deed: Deed | None = None


@dataclass(frozen=True)
class Finding:
    """The whole dry run: every row, and the people who are expected and missing."""

    verdicts: tuple[Verdict, ...]
    missing: tuple[Known, ...]
    unknown_units: Mapping[str, tuple[str, str, int]]  # folded: (name, its parent in the file, rows)
    expected: int = 0  # how many should have been in the file
