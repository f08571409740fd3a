"""Who leads a unit: one jabatan of it, held by one person. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from webapp.people.imports import values
from webapp.people.imports.values import fold
from webapp.people.imports.world import Fault, UnitRef, World

if TYPE_CHECKING:
    from webapp.people.imports.checking import Parsed

Chair = tuple[UnitRef, str]  # the unit and the folded name of a jabatan that leads it


def find_chairs(world: World, parsed: Sequence["Parsed"]) -> None:
    """Marks the rows whose jabatan leads their unit, and those that would seat a second person in it."""
    leaders: dict[UnitRef, str] = dict(world.chairs)
    seated: dict[Chair, list[Parsed]] = defaultdict(list)
    for row in parsed:
        if row.unit is not None and not row.faults:
            row.leads = _leads(world, row, leaders)
            if row.leads:
                seated[_chair(row)].append(row)
    holders = _holders(world)
    movers = {row.person.id: row for row in parsed if row.person and row.unit is not None and not row.faults}
    for chair, rows in seated.items():
        _refuse_twice(rows)
        _refuse_taken(world, chair, rows, holders, movers)


def _chair(row: "Parsed") -> Chair:
    return row.unit, fold(row.jabatan)


def _leads(world: World, row: "Parsed", leaders: dict[UnitRef, str]) -> bool:
    """As it is on record; a jabatan that will be made leads when its words say so and the unit has no other leader."""
    unit, name = _chair(row)
    if isinstance(unit, UUID) and (unit, name) in world.jabatan:
        return (unit, name) in world.chairs
    known = world.units.get(unit) if isinstance(unit, UUID) else None
    names = (known.name, known.short_name) if known else (row.unit_name,)
    return values.leads(row.jabatan_kind, row.jabatan, *names) and leaders.setdefault(unit, name) == name


def _holders(world: World) -> Mapping[Chair, list[UUID]]:
    """Who holds the jabatan that lead, today or from a later day on."""
    found: dict[Chair, list[UUID]] = defaultdict(list)
    for person_id, places in world.places.items():
        for place in places:
            chair = (place.opd_id, fold(place.jabatan))
            if chair in world.chairs and (place.until is None or place.until >= world.today):
                found[chair].append(person_id)
    return found


def _refuse_twice(rows: list["Parsed"]) -> None:
    for row in rows if len(rows) > 1 else ():
        others = ", ".join(str(other.number) for other in rows if other is not row)
        row.faults.append(Fault("jabatan", "chair_twice", {"jabatan": row.jabatan, "rows": others[:60]}))


def _refuse_taken(
    world: World, chair: Chair, rows: list["Parsed"], holders: Mapping[Chair, list[UUID]],
    movers: Mapping[UUID, "Parsed"],
) -> None:  # fmt: skip
    """Somebody else holds it, and no right row of the file moves him away."""
    for row in rows:
        for holder in holders.get(chair, ()):
            stays = holder not in movers or _chair(movers[holder]) == chair
            if stays and not (row.person and row.person.id == holder) and not row.faults:
                name = world.people[holder].name
                row.faults.append(Fault("jabatan", "chair_taken", {"jabatan": row.jabatan, "name": name}))
