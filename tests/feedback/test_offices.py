"""Lists of offices follow the tree: each part below what it is a part of, sisters by name."""

from uuid import UUID

from webapp.feedback.publication.offices import in_tree_order
from webapp.people.published import OpdPlace


def places(*rows: tuple[int, int | None, str, str]) -> dict[UUID, OpdPlace]:
    """(number, number of the parent, name, kind)."""
    made = [OpdPlace(UUID(int=n), f"o{n}", name, UUID(int=up) if up else None, kind) for n, up, name, kind in rows]
    return {place.id: place for place in made}


TREE = places(
    (1, None, "Pemerintah Kota", "kepala_daerah"),
    (2, 1, "Dinas B", "dinas"),
    (3, 1, "Dinas A", "dinas"),
    (4, 2, "UPT Z", "upt"),
    (5, 2, "Bidang Y", "bidang"),
    (6, 5, "Seksi X", "bagian"),
)


def listed(*numbers: int) -> list[tuple[str, int, str]]:
    found = in_tree_order(TREE, {UUID(int=number) for number in numbers})
    return [(one.office.name, one.level, one.part_of) for one in found]


def test_parts_follow_their_office_and_sisters_go_by_name():
    assert listed(1, 2, 3, 4, 5, 6) == [
        ("Pemerintah Kota", 0, ""),
        ("Dinas A", 1, ""),
        ("Dinas B", 1, ""),
        ("Bidang Y", 2, "Dinas B"),
        ("Seksi X", 3, "Bidang Y"),
        ("UPT Z", 2, "Dinas B"),
    ]


def test_a_part_whose_office_is_not_listed_still_says_where_it_belongs():
    assert listed(3, 4) == [("Dinas A", 0, ""), ("UPT Z", 0, "Dinas B")]


def test_nothing_listed_is_lost_and_nothing_else_comes():
    assert [name for name, _, _ in listed(6)] == ["Seksi X"] and listed() == []
