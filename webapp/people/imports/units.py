"""Which OPD a row means: by name, short name, and the unit above where a name is borne by several. Pure."""

from collections import defaultdict
from collections.abc import Mapping
from difflib import get_close_matches

from webapp.people.imports.values import Wrong, fold
from webapp.people.imports.world import Unit, UnitRef, World

ALIKE = 0.82


class Units:
    """Finds units; what was found once is remembered, so that ten thousand rows cost as much as their names."""

    def __init__(self, world: World):
        self._world = world
        self._by_name: dict[str, list[Unit]] = defaultdict(list)
        for unit in world.units.values():
            for name in {fold(unit.name), fold(unit.short_name)}:
                self._by_name[name].append(unit)
        self._found: dict[tuple[str, str], UnitRef | Wrong] = {}

    def find(self, name: str, above: str) -> UnitRef:
        """The OPD, or the folded name of one that will be made. Raises Wrong."""
        key = (fold(name), fold(above))
        if key not in self._found:
            self._found[key] = self._look(name, *key)
        found = self._found[key]
        if isinstance(found, Wrong):
            raise found
        return found

    def _look(self, name: str, folded: str, above: str) -> UnitRef | Wrong:
        candidates = self._by_name.get(folded, [])
        if len(candidates) > 1 and above:
            candidates = [unit for unit in candidates if above in self._names_from(unit)] or candidates
        if len(candidates) > 1:
            return Wrong("unit_ambiguous", text=name, n=str(len(candidates)))
        if candidates:
            return Wrong("unit_closed", text=candidates[0].name) if candidates[0].is_closed else candidates[0].id
        if folded in self._world.new_units:
            return folded
        alike = get_close_matches(folded, self._by_name, n=1, cutoff=ALIKE)
        if alike:
            return Wrong("unit_alike", text=name, alike=self._by_name[alike[0]][0].name)
        return Wrong("unit_unknown", text=name)

    def _names_from(self, unit: Unit) -> set[str]:
        """The names of a unit and of all above it."""
        names: set[str] = set()
        step: Unit | None = unit
        for _ in range(len(self._world.units)):
            if step is None:
                break
            names |= {fold(step.name), fold(step.short_name)}
            step = self._world.units.get(step.parent_id) if step.parent_id else None
        return names


def loops(parents: Mapping[str, str]) -> list[list[str]]:
    """Every circle in child -> parent, each once, in the order of going up; a child that is its own parent too."""
    finished: set[str] = set()
    found = []
    for start in parents:
        path: list[str] = []
        places: dict[str, int] = {}
        step: str | None = start
        while step is not None and step not in finished and step not in places:
            places[step] = len(path)
            path.append(step)
            step = parents.get(step)
        if step in places:
            found.append(path[places[step] :])
        finished |= set(path)
    return found
