"""The dry run: every row against what is known and against the other rows. Pure; nothing is written."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from webapp.people.imports import values
from webapp.people.imports.chairs import find_chairs
from webapp.people.imports.changes import verdict_of
from webapp.people.imports.units import Units, loops
from webapp.people.imports.values import Wrong, fold
from webapp.people.imports.world import Fault, Finding, Known, Row, UnitRef, Verdict, World

EVERY = 500  # rows between two words about progress
SHOWN_IN_CIRCLE = 6
MISSING_UNIT = ("unit_unknown", "unit_alike")


@dataclass
class Parsed:
    """A row as far as it could be read, with what is wrong so far."""

    number: int
    cells: tuple[str, ...]
    nip: str = ""
    name: str = ""
    bare_name: str = ""
    kind: str | None = None
    person: Known | None = None
    unit: UnitRef | None = None
    unit_name: str = ""
    jabatan: str = ""
    jabatan_kind: str = ""
    leads: bool = False
    since: date | None = None
    superior_nip: str = ""
    faults: list[Fault] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Who this is among people we have and people who are new."""
        return str(self.person.id) if self.person else self.nip


class Checker:
    """One dry run. `columns`: field -> column of the file."""

    def __init__(self, world: World, columns: Mapping[str, int]):
        self._world, self._columns, self._units = world, columns, Units(world)
        self._unknown: dict[str, tuple[str, str, int]] = {}

    def check(self, rows: Sequence[Row], tell: Callable[[int], None] = lambda _done: None) -> Finding:
        """Reads all rows, then looks at them together. `tell` hears how many are read."""
        parsed = []
        for done, row in enumerate(rows, start=1):
            parsed.append(self._parse(row))
            if done % EVERY == 0:
                tell(done)
        self._find_twice(parsed)
        self._find_unit_circles(parsed)
        find_chairs(self._world, parsed)
        self._find_superiors(parsed)
        waiting = {row.nip for row in parsed if row.faults and row.person is None and row.nip}
        verdicts = tuple(verdict_of(self._world, self._columns, row, waiting) for row in parsed)
        return Finding(verdicts, self._missing(parsed), dict(self._unknown), len(self._world.expected))

    def _parse(self, row: Row) -> Parsed:
        found = Parsed(row.number, row.cells)
        get = _Getter(row.cells, self._columns)
        found.bare_name = get("nama")
        if found.bare_name:
            found.name = values.whole_name(found.bare_name, get("gelar_depan"), get("gelar_belakang"))
        else:
            found.faults.append(Fault("nama", "name_missing"))
        self._try(found, "jenis", lambda: setattr(found, "kind", values.kind_of_person(get("jenis"))))
        self._try(found, "nip", lambda: self._identify(found, get("nip"), get("nip_lama")))
        self._try(found, "tmt", lambda: setattr(found, "since", values.day_of(get("tmt"), self._world.today)))
        if "unit" in self._columns:
            self._parse_place(found, get)
        if text := get("atasan"):
            self._try(found, "atasan", lambda: setattr(found, "superior_nip", values.nip_of(text)))
        return found

    def _identify(self, found: Parsed, nip: str, former: str) -> None:
        if not nip:
            raise Wrong("nip_missing")
        found.nip = nip = values.nip_of(nip, found.kind)
        found.kind = found.kind or values.kind_in(nip)
        owner = self._world.nips.get(nip)
        former = values.APPENDED.sub("", former)
        before = self._world.nips.get(former) if former != nip else None
        if owner and before and owner != before:
            raise Wrong("nip_of_other", name=self._world.people[owner].name)
        found.person = self._world.people.get(owner or before) if owner or before else None
        if owner and found.person and found.person.nip not in ("", nip):
            raise Wrong("nip_former", name=found.person.name, nip=found.person.nip)

    def _parse_place(self, found: Parsed, get: "_Getter") -> None:
        name, above, found.jabatan = get("unit"), get("unit_induk"), get("jabatan")
        found.unit_name = name
        if not name:
            found.faults.append(Fault("unit", "unit_missing"))
        else:
            self._try(found, "unit", lambda: setattr(found, "unit", self._units.find(name, above)))
        if name and found.faults and found.faults[-1].code in MISSING_UNIT:
            spelled, parent, rows = self._unknown.get(fold(name), (name, above, 0))
            self._unknown[fold(name)] = (spelled, parent or above, rows + 1)
        if not found.jabatan:
            found.faults.append(Fault("jabatan", "jabatan_missing"))
            return
        kind = get("jenis_jabatan"), get("eselon"), found.jabatan
        self._try(found, "jenis_jabatan", lambda: setattr(found, "jabatan_kind", values.kind_of_jabatan(*kind)))

    @staticmethod
    def _try(found: Parsed, key: str, read: Callable[[], None]) -> None:
        try:
            read()
        except Wrong as problem:
            found.faults.append(Fault(key, problem.code, problem.values))

    def _find_twice(self, parsed: list[Parsed]) -> None:
        """A NIP, or a person by a former NIP, in more than one row: each of them says where the others are."""
        places: dict[str, list[Parsed]] = defaultdict(list)
        for row in parsed:
            if row.nip:
                places[row.key].append(row)
        for rows in places.values():
            for row in rows if len(rows) > 1 else ():
                others = ", ".join(str(other.number) for other in rows if other is not row)
                row.faults.append(Fault("nip", "nip_twice", {"rows": others[:60]}))

    def _find_unit_circles(self, parsed: list[Parsed]) -> None:
        """Units that are unknown and, in the file, stand under themselves."""
        for circle in loops({name: fold(above) for name, (_, above, _) in self._unknown.items() if above}):
            way = " → ".join(self._unknown[name][0] for name in [*circle, circle[0]])
            for row in parsed:
                if row.unit is None and fold(row.unit_name) in circle:
                    row.faults.append(Fault("unit_induk", "unit_circle", {"way": way}))

    def _find_superiors(self, parsed: list[Parsed]) -> None:
        new = {row.nip: row for row in parsed if row.nip}
        above = {str(person): str(led.superior_id) for person, led in self._world.superiors.items()}
        names = {str(person): known.name for person, known in self._world.people.items()}
        names |= {row.key: row.name for row in parsed if row.nip}
        for row in parsed:
            if row.superior_nip and row.nip:
                self._try(row, "atasan", lambda row=row: above.__setitem__(row.key, self._superior(row, new)))
        by_key = {row.key: row for row in parsed if row.superior_nip and row.nip}
        for circle in loops(above):
            self._tell_circle(circle, by_key, names)

    def _superior(self, row: Parsed, new: Mapping[str, Parsed]) -> str:
        nip = row.superior_nip
        other = new.get(nip)
        known = self._world.people.get(self._world.nips.get(nip)) if nip in self._world.nips else None
        if nip == row.nip or (known and row.person and known.id == row.person.id):
            raise Wrong("superior_self")
        if other is None and known is None:
            raise Wrong("superior_unknown", nip=nip)
        if known and other is None and known.left_on and known.left_on < self._world.today:
            raise Wrong("superior_left", name=known.name)
        return other.key if other else str(known.id)

    @staticmethod
    def _tell_circle(circle: list[str], by_key: Mapping[str, Parsed], names: Mapping[str, str]) -> None:
        way = " → ".join(names.get(key, key) for key in [*circle, circle[0]][:SHOWN_IN_CIRCLE])
        for key in circle if len(circle) > 1 else ():
            if key in by_key:
                by_key[key].faults.append(Fault("atasan", "superior_circle", {"way": way}))

    def _missing(self, parsed: list[Parsed]) -> tuple[Known, ...]:
        """Expected and in no row; whoever may hide behind an unreadable NIP is not called missing."""
        seen = {row.person.id for row in parsed if row.person}
        unread = {part for row in parsed if not row.nip for part in (fold(row.name), fold(row.bare_name))}
        found = (self._world.people[one] for one in self._world.expected - seen)
        return tuple(sorted((one for one in found if fold(one.name) not in unread), key=lambda one: one.name))


@dataclass(frozen=True)
class _Getter:
    cells: Sequence[str]
    columns: Mapping[str, int]

    def __call__(self, key: str) -> str:
        column = self.columns.get(key)
        return self.cells[column].strip() if column is not None and column < len(self.cells) else ""


def digest(finding: Finding) -> str:
    """The same when applying would do exactly what was shown."""
    mark = hashlib.sha256()
    for verdict in finding.verdicts:
        faults = [(fault.field, fault.code, sorted(fault.values.items())) for fault in verdict.faults]
        facts = [(fact.code, sorted(fact.values.items())) for fact in verdict.facts]
        mark.update(repr((verdict.number, verdict.change, verdict.nip, verdict.name, faults, facts)).encode())
    mark.update(repr(sorted(str(person.id) for person in finding.missing)).encode())
    return mark.hexdigest()


def counts_of(finding: Finding) -> dict[str, int]:
    """How many rows of each kind, and how many are missing."""
    counts: dict[str, int] = defaultdict(int)
    for verdict in finding.verdicts:
        counts[verdict.change] += 1
    if finding.missing:
        counts["keluar"] = len(finding.missing)
    return dict(counts)


def person_ids(verdicts: Sequence[Verdict]) -> set[UUID]:
    """The people we have who are in these rows."""
    return {verdict.person_id for verdict in verdicts if verdict.person_id}
