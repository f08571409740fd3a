"""Pure rules of the review: what may be decided and by whom, where a message goes, what the inspector draws."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

RELEASED, UPHELD, SYSTEM = OUTCOMES = ("dilepas", "dipertahankan", "dialihkan_ke_sistem")
TO_OFFICE, TO_REVIEWER = ROUTES = ("unit", "verifikator")
FINDINGS = ("sesuai", "perlu_ditinjau")
AUDITED = 2  # in a hundred of all ratings, and of all decisions (fairness 5.9)
BLOCK = 5  # messages an office is given together, at least
DISCONTENT = 2  # answers up to which naming an officer is criticism

SECOND_PERSON = "Putusan ini hanya dapat diubah oleh verifikator lain."
TWICE = "Putusan atas penilaian ini sudah pernah diubah. Itu hanya dapat dilakukan sekali."
SAME = "Putusan itu sama dengan yang berlaku. Pilih yang lain."
COUNTED = "Penilaian ini sudah ikut dalam angka yang diumumkan, jadi putusannya tidak dapat diubah lagi."


def refusal(past: Sequence[tuple[str, UUID]], outcome: str, by: UUID, *, waits: bool) -> str | None:
    """Why this decision is refused, or None. `past`: (outcome, who) of the decisions so far; `waits`: not yet let out.

    The first may be made by anyone who may review; it may be turned once, by somebody else, and never after the
    rating has entered a published number.
    """
    if not past:
        return None
    if len(past) > 1:
        return TWICE
    before, who = past[0]
    if who == by:
        return SECOND_PERSON
    if before == outcome:
        return SAME
    return COUNTED if before == RELEASED and not waits else None


def route_of(score: int, *, names_officer: bool) -> str:
    """Where a message goes: criticism of a named officer to the verifikator, everything else to the office."""
    return TO_REVIEWER if names_officer and score <= DISCONTENT else TO_OFFICE


def is_block(n: int) -> bool:
    """Whether so many waiting messages may be given to their office together."""
    return n >= BLOCK


def seed_of(published: str) -> str:
    """The seed of a month's draw: SHA-256 of what was published of it, in hexadecimal."""
    return hashlib.sha256(published.encode()).hexdigest()


def rank_of(seed: str, thing: UUID) -> str:
    """The place of a rating or decision in the draw: SHA-256 of the seed and its id. The lowest are drawn."""
    return hashlib.sha256(f"{seed}{thing}".encode()).hexdigest()


def how_many(population: int) -> int:
    """How many of so many are drawn: two in a hundred, rounded up."""
    return -(-population * AUDITED // 100)


def drawn(seed: str, things: Iterable[UUID]) -> list[tuple[str, UUID]]:
    """(rank, thing) of those drawn, in the order of their ranks: whoever has the list and the seed finds the same."""
    known: Collection[UUID] = set(things)
    return sorted((rank_of(seed, each), each) for each in known)[: how_many(len(known))]
