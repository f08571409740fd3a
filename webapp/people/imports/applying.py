"""Writing what a dry run found, thousands of rows at a time, all in the caller's one transaction."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from webapp.people.imports.values import fold, kind_of_opd
from webapp.people.imports.world import Deed, Finding, Seat, UnitRef, World
from webapp.people.models import Jabatan, Nip, Opd, Person, Placement, Superior
from webapp.people.words import remember_words
from webapp.platform.audit import AuditEvent
from webapp.platform.db import TenantSession
from webapp.platform.ids import uuid7

AT_ONCE = 1000  # rows in one statement: each must be answered within the database's limit of five seconds
DAY = timedelta(days=1)
CLOSE_PLACEMENTS = sa.text(
    "update placement set valid_to = v.day from unnest(cast(:ids as uuid[]), cast(:days as date[])) as v (id, day) "
    "where placement.tenant_id = :tenant and placement.id = v.id and placement.valid_to is null"
)
CLOSE_SUPERIORS = sa.text(
    "update superior set valid_to = v.day from unnest(cast(:ids as uuid[]), cast(:days as date[])) as v (id, day) "
    "where superior.tenant_id = :tenant and superior.id = v.id and superior.valid_to is null"
)
CLOSE_NIPS = sa.text(
    "update nip set valid_to = greatest(valid_from, v.day) "
    "from unnest(cast(:ids as uuid[]), cast(:days as date[])) as v (id, day) "
    "where nip.tenant_id = :tenant and nip.person_id = v.id and nip.valid_to is null"
)
CHANGE_PEOPLE = sa.text(
    "update person set name = coalesce(v.name, person.name), kind = coalesce(v.kind, person.kind), "
    "left_on = case when v.is_back then null else person.left_on end "
    "from unnest(cast(:ids as uuid[]), cast(:names as text[]), cast(:kinds as text[]), cast(:back as boolean[])) "
    "as v (id, name, kind, is_back) where person.tenant_id = :tenant and person.id = v.id"
)
CHANGE_NIPS = sa.text(
    "update nip set kind = v.kind from unnest(cast(:ids as uuid[]), cast(:kinds as text[])) as v (id, kind) "
    "where nip.tenant_id = :tenant and nip.person_id = v.id and nip.valid_to is null"
)


class Changed(Exception):
    """A row that was to be ended had been ended by somebody else since it was read."""


def apply(
    session: TenantSession,
    world: World,
    finding: Finding,
    *,
    by: UUID,
    run_id: UUID,
    tell: Callable[[str, int, int], None],
) -> dict[str, int]:
    """Writes every deed of the right rows; returns how much of what was made.

    Raises Changed, or IntegrityError, when people were changed since `world` was read.
    """
    deeds = [verdict.deed for verdict in finding.verdicts if verdict.deed]
    work = _Work(session, world, by, run_id, tell, total=len(deeds))
    work.make_units({deed.seat.unit for deed in deeds if deed.seat and isinstance(deed.seat.unit, str)})
    work.end_what_is_followed(deeds)
    work.make_people(deeds)
    work.change_people([deed for deed in deeds if deed.person_id])
    work.place(deeds)
    work.lead(deeds)
    work.remember(deeds)
    return work.made


@dataclass
class _Work:
    session: TenantSession
    world: World
    by: UUID
    run_id: UUID
    tell: Callable[[str, int, int], None]
    total: int
    units: dict[str, UUID] = field(default_factory=dict)
    people: dict[str, UUID] = field(default_factory=dict)  # by NIP, those in the file
    made: dict[str, int] = field(default_factory=dict)

    def make_units(self, wanted: Collection[str]) -> None:
        """The new OPD that are used, and those above them, parents first."""
        taken = set(self.session.exec(sa.select(Opd.slug)).scalars())
        for folded in sorted(wanted):
            self._make_unit(folded, taken)

    def _make_unit(self, folded: str, taken: set[str]) -> UUID:
        if folded not in self.units:
            name, parent = self.world.new_units[folded]
            parent_id = self._make_unit(parent, taken) if isinstance(parent, str) else parent
            slug = _slug(folded, taken)
            opd = Opd(slug=slug, name=name, short_name=name, kind=kind_of_opd(name), parent_id=parent_id)
            self.session.add(opd)
            self.session.flush()
            self._note([("opd:dibuat", "opd", opd.id, {"nama": name})])
            self.units[folded] = opd.id
            self.made["unit"] = self.made.get("unit", 0) + 1
        return self.units[folded]

    def end_what_is_followed(self, deeds: Sequence[Deed]) -> None:
        """The day before the new begins is the last of the old; before the new is written, for two cannot overlap."""
        seats = [deed.seat for deed in deeds if deed.seat and deed.seat.follows]
        led = [deed for deed in deeds if deed.follows and deed.superior_since]
        nips = [deed for deed in deeds if deed.person_id and deed.has_new_nip and self._bears_one(deed.person_id)]
        before = self.world.today - DAY
        self._close(CLOSE_PLACEMENTS, [(seat.follows.id, seat.since - DAY) for seat in seats if seat.follows])
        self._close(
            CLOSE_SUPERIORS,
            [(deed.follows.id, deed.superior_since - DAY) for deed in led if deed.follows and deed.superior_since],
        )
        self._close(CLOSE_NIPS, [(deed.person_id, before) for deed in nips])

    def _bears_one(self, person_id: UUID) -> bool:
        return bool(self.world.people[person_id].nip)

    def make_people(self, deeds: Sequence[Deed]) -> None:
        """New people, and every new NIP."""
        new = {deed.nip: uuid7() for deed in deeds if deed.person_id is None}
        self.people = new | {deed.nip: deed.person_id for deed in deeds if deed.person_id}
        self._insert("orang", Person, [
            {"id": new[deed.nip], "name": deed.name, "kind": deed.kind} for deed in deeds if deed.person_id is None
        ])  # fmt: skip
        self._insert("NIP", Nip, [
            {"person_id": self.people[deed.nip], "nip": deed.nip, "kind": self._nip_kind(deed),
             "valid_from": self._begin(deed)}
            for deed in deeds if deed.has_new_nip
        ])  # fmt: skip

    def _nip_kind(self, deed: Deed) -> str:
        return deed.kind or (self.world.people[deed.person_id].kind if deed.person_id else "pns")

    def _begin(self, deed: Deed) -> date:
        is_earlier = deed.person_id is None and deed.seat and deed.seat.since < self.world.today
        return deed.seat.since if is_earlier and deed.seat else self.world.today

    def change_people(self, deeds: Sequence[Deed]) -> None:
        """Names and kinds of people we have, and those who are back; each is on the record with what it was."""
        changed = [deed for deed in deeds if deed.name or deed.kind or deed.is_back]
        for some in _parts(changed):
            self._run(CHANGE_PEOPLE, {
                "ids": [deed.person_id for deed in some], "names": [deed.name for deed in some],
                "kinds": [deed.kind for deed in some], "back": [deed.is_back for deed in some],
            })  # fmt: skip
        corrected = [deed for deed in changed if deed.kind and not deed.has_new_nip]
        for some in _parts(corrected):
            self._run(CHANGE_NIPS, {"ids": [deed.person_id for deed in some], "kinds": [deed.kind for deed in some]})
        self._note([("orang:diubah", "person", deed.person_id, self._difference(deed)) for deed in changed])

    def _difference(self, deed: Deed) -> dict[str, Any]:
        old = self.world.people[deed.person_id] if deed.person_id else None
        found: dict[str, Any] = {"impor": str(self.run_id)}
        if old and deed.name:
            found["nama"] = [old.name, deed.name]
        if old and deed.kind:
            found["jenis"] = [old.kind, deed.kind]
        return found | ({"kembali": True} if deed.is_back else {})

    def place(self, deeds: Sequence[Deed]) -> None:
        """Placements, and the jabatan they need."""
        seated = [(self.people[deed.nip], deed.seat) for deed in deeds if deed.seat]
        jabatan = self._jabatan([seat for _, seat in seated])
        self._insert("penempatan", Placement, [
            {"person_id": person_id, "jabatan_id": jabatan[self._key(seat)], "basis": "definitif",
             "valid_from": seat.since}
            for person_id, seat in seated
        ])  # fmt: skip

    def _jabatan(self, seats: Iterable[Seat]) -> dict[tuple[UUID, str], UUID]:
        found = dict(self.world.jabatan)
        new = []
        for seat in seats:
            key = self._key(seat)
            if key not in found:
                found[key] = uuid7()
                new.append({"id": found[key], "opd_id": key[0], "name": seat.jabatan, "kind": seat.kind,
                            "leads": seat.leads})  # fmt: skip
        self._insert("jabatan", Jabatan, new)
        return found

    def _key(self, seat: Seat) -> tuple[UUID, str]:
        return self._unit(seat.unit), fold(seat.jabatan)

    def _unit(self, ref: UnitRef) -> UUID:
        return self.units[ref] if isinstance(ref, str) else ref

    def lead(self, deeds: Sequence[Deed]) -> None:
        """Superiors; who leads may be new in this very file."""
        known: Mapping[str, UUID] = {**self.world.nips, **self.people}
        self._insert("atasan", Superior, [
            {"person_id": self.people[deed.nip], "superior_id": known[deed.superior_nip],
             "valid_from": deed.superior_since}
            for deed in deeds if deed.superior_nip
        ])  # fmt: skip

    def remember(self, deeds: Sequence[Deed]) -> None:
        """Everybody who is new or is called otherwise is found by the new words."""
        renamed = [self.people[deed.nip] for deed in deeds if deed.name or deed.has_new_nip]
        remember_words(self.session, renamed)

    def _insert(self, what: str, table: type, rows: list[dict[str, Any]]) -> None:
        """Rows of one table; `what` is told as the stage of the work."""
        for done, some in enumerate(_parts(rows)):
            self.tell(what, min(done * AT_ONCE, self.total), self.total)
            whole = [{"tenant_id": self.session.tenant.id, "id": uuid7()} | row for row in some]
            self.session.connection().execute(sa.insert(table.__table__), whole)
        if rows:
            self.made[what] = len(rows)

    def _close(self, statement: sa.TextClause, ends: list[tuple[UUID | None, date]]) -> None:
        for some in _parts(ends):
            ended = self._run(statement, {"ids": [one for one, _ in some], "days": [day for _, day in some]})
            if ended != len(some):
                raise Changed

    def _run(self, statement: sa.TextClause, values: dict[str, Any]) -> int:
        found = self.session.connection().execute(statement, {"tenant": self.session.tenant.id} | values)
        return found.rowcount

    def _note(self, deeds: list[tuple[str, str, UUID | None, dict[str, Any]]]) -> None:
        rows = [AuditEvent(action=action, object_kind=kind, object_id=one, actor_id=self.by, detail=detail)
                for action, kind, one, detail in deeds if one]  # fmt: skip
        for some in _parts(rows):
            self.session.add_all(some)
            self.session.flush()


def _parts(rows: Sequence) -> Iterable[Sequence]:
    return (rows[first : first + AT_ONCE] for first in range(0, len(rows), AT_ONCE))


def _slug(folded: str, taken: set[str]) -> str:
    """A word for its address that no other OPD has."""
    ascii_only = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in folded)
    start = "-".join(filter(None, ascii_only.split("-")))[:60].strip("-") or "unit"
    slug, number = start, 1
    while slug in taken:
        number += 1
        slug = f"{start}-{number}"
    taken.add(slug)
    return slug
