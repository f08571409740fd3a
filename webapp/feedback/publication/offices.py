"""Pure: offices in the order of their tree, so that a part stands below what it is a part of."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from webapp.people.published import OpdPlace

WHOLE = "kepala_daerah"  # the node above all OPD: the pemda itself
DEEPEST = 3  # levels a list sets apart by indenting


@dataclass(frozen=True)
class Placed:
    """An office in a list: `level` 0..3 counts the listed offices above it, `part_of` is the OPD it belongs to."""

    office: OpdPlace
    level: int
    part_of: str


def in_tree_order(places: Mapping[UUID, OpdPlace], listed: Collection[UUID]) -> list[Placed]:
    """The listed offices, each below the one it belongs to, sisters by name: no ranking."""
    children = defaultdict(list)
    for place in sorted(places.values(), key=lambda place: place.name):
        children[place.parent_id].append(place)
    found: list[Placed] = []

    def walk(parent_id: UUID | None, level: int) -> None:
        for place in children[parent_id]:
            if place.id in listed:
                found.append(Placed(place, min(level, DEEPEST), part_of(places, place)))
            walk(place.id, level + (place.id in listed))

    walk(None, 0)
    return found


def part_of(places: Mapping[UUID, OpdPlace], place: OpdPlace) -> str:
    """The name of the OPD this one belongs to; nothing directly under the pemda, for every reader knows that."""
    above = places.get(place.parent_id) if place.parent_id else None
    return above.name if above and above.kind != WHOLE else ""
