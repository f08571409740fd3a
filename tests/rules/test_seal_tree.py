"""The hash tree: every leaf proves its place, nothing else does, and the chain tells each change."""

from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.feedback.seals import tree

LEAVES = st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=40, unique=True)


def test_two_and_three_leaves_by_hand():
    a, b, c = (tree.leaf_of(b"n", name) for name in (b"a", b"b", b"c"))
    ab = sha256(b"\x01" + a + b).digest()
    assert a == sha256(b"\x00na").digest()
    assert tree.root_of([a]) == a
    assert tree.root_of([a, b]) == ab
    assert tree.root_of([a, b, c]) == sha256(b"\x01" + ab + c).digest()
    assert tree.root_of([]) == sha256(b"").digest()


@given(LEAVES, st.data())
def test_every_leaf_climbs_to_the_root(leaves, data):
    place = data.draw(st.integers(0, len(leaves) - 1))
    assert tree.climb(leaves[place], place, len(leaves), tree.path_to(leaves, place)) == tree.root_of(leaves)


@given(LEAVES, st.data())
def test_another_leaf_or_another_place_does_not(leaves, data):
    place = data.draw(st.integers(0, len(leaves) - 1))
    path, root = tree.path_to(leaves, place), tree.root_of(leaves)
    assert tree.climb(sha256(leaves[place]).digest(), place, len(leaves), path) != root
    for elsewhere in set(range(len(leaves))) - {place}:
        try:
            found = tree.climb(leaves[place], elsewhere, len(leaves), path)
        except tree.BadProof:
            continue
        assert found != root


@given(LEAVES, st.data())
def test_changing_taking_swapping_or_cutting_changes_the_root(leaves, data):
    root, place = tree.root_of(leaves), data.draw(st.integers(0, len(leaves) - 1))
    changed = [*leaves[:place], sha256(leaves[place]).digest(), *leaves[place + 1 :]]
    assert tree.root_of(changed) != root
    assert tree.root_of(leaves[:place] + leaves[place + 1 :]) != root
    assert tree.root_of(leaves[:-1]) != root
    if len(leaves) > 1:
        assert tree.root_of(leaves[::-1]) != root


@pytest.mark.parametrize(
    ("place", "size", "path"), [(0, 1, [b""]), (0, 2, []), (2, 2, [b""]), (-1, 2, [b""]), (0, 0, [])]
)
def test_a_path_of_the_wrong_length_or_place_is_no_proof(place, size, path):
    with pytest.raises(tree.BadProof):
        tree.climb(bytes(32), place, size, path)


def test_each_part_of_a_seal_is_in_its_link():
    seal = {"previous": tree.START, "sequence": 3, "day": date(2026, 11, 2), "n": 7, "root": bytes(32)}
    changes = {"previous": b"\x01" * 32, "sequence": 4, "day": date(2026, 11, 3), "n": 8, "root": b"\x01" * 32}
    links = {tree.link(**seal | {name: value}) for name, value in changes.items()} | {tree.link(**seal)}
    assert len(links) == 6
