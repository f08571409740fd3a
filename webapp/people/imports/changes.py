"""What a row that is right would change: new, moved, renamed, something else, or nothing. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from webapp.people.imports.values import fold
from webapp.people.imports.world import Deed, Fact, Fault, Known, Led, Place, Seat, Verdict, World

if TYPE_CHECKING:
    from webapp.people.imports.checking import Parsed

DAY = timedelta(days=1)


def verdict_of(world: World, columns: Mapping[str, int], row: "Parsed", waiting: Collection[str]) -> Verdict:
    """The row with its change. `waiting`: NIP of new people whose own rows are wrong; nobody can be led by them yet."""
    change, facts, deed = "salah", (), None
    if not row.faults:
        deed, found = _changes(world, row, waiting)
        change, facts = _kind(row, deed), tuple(found)
    if row.faults:
        change, facts, deed = "salah", (), None
    person_id = row.person.id if row.person else None
    name = row.name or (row.person.name if row.person else "")
    return Verdict(
        row.number, row.cells, row.nip, name, person_id, change, tuple(row.faults), facts,
        None if change in ("salah", "tetap") else deed,
    )  # fmt: skip


def _kind(row: "Parsed", deed: Deed) -> str:
    if row.person is None:
        return "baru"
    if deed.seat:
        return "pindah"
    if deed.name:
        return "nama"
    changed = deed.kind or deed.has_new_nip or deed.is_back or deed.superior_nip
    return "lain" if changed else "tetap"


def _changes(world: World, row: "Parsed", waiting: Collection[str]) -> tuple[Deed, list[Fact]]:
    deed, facts = Deed(nip=row.nip, person_id=row.person.id if row.person else None), []
    if row.person is None:
        deed = replace(deed, name=row.name, kind=row.kind, has_new_nip=True)
    else:
        deed = _of_person(world, row, row.person, deed, facts)
    deed = _of_place(world, row, deed, facts)
    return _of_superior(world, row, deed, facts, waiting), facts


def _of_person(world: World, row: "Parsed", person: Known, deed: Deed, facts: list[Fact]) -> Deed:
    if fold(row.name) != fold(person.name):
        shares = set(fold(row.bare_name).split()) & set(fold(person.name).split())
        facts.append(Fact("renamed" if shares else "renamed_wholly", {"old": person.name, "new": row.name}))
        deed = replace(deed, name=row.name)
    if row.kind and row.kind != person.kind:
        facts.append(Fact("kind", {"old": person.kind.upper(), "new": row.kind.upper()}))
        deed = replace(deed, kind=row.kind)
    if row.nip != person.nip:
        facts.append(Fact("nip", {"old": person.nip, "new": row.nip}))
        deed = replace(deed, has_new_nip=True)
    if person.left_on:
        facts.append(Fact("back", {"day": person.left_on.isoformat()}))
        deed = replace(deed, is_back=True)
    return deed


def _of_place(world: World, row: "Parsed", deed: Deed, facts: list[Fact]) -> Deed:
    if row.unit is None:
        return deed
    places = world.places.get(row.person.id, ()) if row.person else ()
    if any(_is_same(place, row, world.today) for place in places):
        return deed
    last = max(places, key=lambda place: place.since, default=None)
    if last and (fault := _refused(last, row, world.today)):
        row.faults.append(fault)
        return deed
    since = row.since or world.today
    if last:
        since = max(since, (last.until or last.since) + DAY)
    current = last if last and last.until is None else None
    facts.append(_moved(world, row, current, since))
    seat = Seat(row.unit, row.jabatan, row.jabatan_kind, since, current, row.leads)
    return replace(deed, seat=seat)


def _is_same(place: Place, row: "Parsed", today: date) -> bool:
    """She sits there now, or it is already written down that she will."""
    still = place.until is None or place.until >= today
    return still and place.opd_id == row.unit and fold(place.jabatan) == fold(row.jabatan)


def _refused(last: Place, row: "Parsed", today: date) -> Fault | None:
    """Why no move can follow the last one: another is already planned, or it would begin before that one did."""
    planned = last.since if last.since > today else last.until
    if planned and planned >= today:
        return Fault("jabatan", "move_planned", {"day": planned.isoformat(), "jabatan": last.jabatan})
    if row.since and row.since <= (last.until or last.since):
        day = (last.until or last.since).isoformat()
        return Fault("tmt", "since_too_early", {"day": day, "jabatan": last.jabatan})
    return None


def _moved(world: World, row: "Parsed", last: Place | None, since: date) -> Fact:
    unit = world.units[row.unit].name if isinstance(row.unit, UUID) else row.unit_name
    there = {"new": f"{row.jabatan}, {unit}", "day": since.isoformat()}
    if last is None:
        return Fact("placed", there)
    return Fact("moved", there | {"old": f"{last.jabatan}, {world.units[last.opd_id].name}"})


def _of_superior(
    world: World, row: "Parsed", deed: Deed, facts: list[Fact], waiting: Collection[str]
) -> Deed:
    if not row.superior_nip:
        return deed
    if row.superior_nip in waiting:
        facts.append(Fact("superior_later", {"nip": row.superior_nip}))
        return deed
    new_id = world.nips.get(row.superior_nip)
    led: Led | None = world.superiors.get(row.person.id) if row.person else None
    if led and led.superior_id == new_id:
        return deed
    name = world.people[new_id].name if new_id else row.superior_nip
    start = deed.seat.since if deed.seat and not row.person else world.today
    if row.person and row.person.id in world.led_until:
        start = max(start, world.led_until[row.person.id] + DAY)
    if led:
        start = max(start, led.since + DAY)
        facts.append(Fact("superior", {"old": world.people[led.superior_id].name, "new": name}))
    else:
        facts.append(Fact("superior_first", {"new": name}))
    return replace(deed, superior_nip=row.superior_nip, superior_since=start, follows=led)
