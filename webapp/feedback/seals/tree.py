"""The hash tree and the chain of its roots: pure. SHA-256 throughout; leaves, nodes and links can never be confused.

Leaves stand in the order of their hashes, so that a place in the tree tells nothing of when an answer was given.
A level with an odd number of nodes hands its last one up unchanged, as the trees of certificate transparency do.
"""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256

LEAF, NODE, LINK = b"\x00", b"\x01", b"\x02"
NOTHING = sha256(b"").digest()  # the root of a day without answers
START = bytes(32)  # what the first seal is chained to


class BadProof(ValueError):
    """A path that does not fit its place."""


def leaf_of(nonce: bytes, payload: bytes) -> bytes:
    """The leaf of an answer. Without the nonce nobody can find the answer by trying the four there are."""
    return sha256(LEAF + nonce + payload).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root over leaves in their order."""
    level = list(leaves)
    if not level:
        return NOTHING
    while len(level) > 1:
        level = _above(level)
    return level[0]


def path_to(leaves: Sequence[bytes], position: int) -> list[bytes]:
    """The neighbours on the way from a leaf (0: the first) up to the root."""
    level, path = list(leaves), []
    while len(level) > 1:
        neighbour = position ^ 1
        if neighbour < len(level):
            path.append(level[neighbour])
        level, position = _above(level), position // 2
    return path


def climb(leaf: bytes, position: int, size: int, path: Sequence[bytes]) -> bytes:
    """The root a path leads to; BadProof when it is too short, too long, or the place is none of this tree."""
    if not 0 <= position < size:
        raise BadProof("there is no such place")
    rest, node = list(path), leaf
    while size > 1:
        if position ^ 1 < size:
            if not rest:
                raise BadProof("the path is too short")
            neighbour = rest.pop(0)
            node = _node(neighbour, node) if position % 2 else _node(node, neighbour)
        position, size = position // 2, (size + 1) // 2
    if rest:
        raise BadProof("the path is too long")
    return node


def link(previous: bytes, sequence: int, day: date, n: int, root: bytes) -> bytes:
    """The hash of a seal: of its number, day, number of answers and root, and of the seal before it."""
    return sha256(LINK + previous + f"{sequence}|{day.isoformat()}|{n}|".encode() + root).digest()


def _above(level: list[bytes]) -> list[bytes]:
    pairs = [_node(level[place], level[place + 1]) for place in range(0, len(level) - 1, 2)]
    return [*pairs, level[-1]] if len(level) % 2 else pairs


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(NODE + left + right).digest()
