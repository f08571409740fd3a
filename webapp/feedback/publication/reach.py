"""Which offices' results a person may see."""

from dataclasses import dataclass
from uuid import UUID

from webapp.people.published import OpdPlace, PersonCard

SEES_ALL = frozenset({"organisasi", "kepala", "inspektorat", "bkpsdm"})


@dataclass(frozen=True)
class Tree:
    """Every OPD, each with all under it."""

    places: dict[UUID, OpdPlace]
    families: dict[UUID, list[UUID]]

    def names(self) -> dict[UUID, str]:
        return {opd_id: place.name for opd_id, place in self.places.items()}


def visible_to(card: PersonCard, offices: Tree) -> set[UUID] | None:
    """The OPD whose results this person may see: his own with everything under it, or all (None)."""
    if card.roles & SEES_ALL:
        return None
    return set(offices.families.get(card.opd_id, ())) if card.opd_id else set()
