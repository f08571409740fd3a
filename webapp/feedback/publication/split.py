"""Pure: which services of an office may be told beside its batches, so that nothing tells fewer than five answers.

What is published of an office are sums over its batches; the sum of a service crosses them. Take batches and services
as the two sides of a graph and each answer as an edge between its batch and its service. Whatever a reader adds up and
takes away, the answers left with a factor other than nought are the edges between parts of that graph. So nothing is
told of fewer than `smallest` answers exactly when no cut goes through fewer edges, save through none at all.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping
from itertools import combinations

Batch, Service, Officer = Hashable, Hashable, Hashable
Rows = Mapping[Batch, dict[frozenset, int]]


def may_be_told(
    answers: Mapping[tuple[Batch, Service], int],
    whose: Mapping[tuple[Service, Officer | None], int],
    smallest: int,
) -> set[Service]:
    """The services whose sums may be told beside the sums of all batches; often all, at worst none.

    `answers`: how many of each batch are of each service. `whose`: how many of each service are about each officer
    (None: nobody is known). A sum of which fewer than `smallest` answers are about others than one officer would be
    her score, which is for her alone. Services that may not be told are taken together, the smallest first; the rest of
    an office can be worked out, so it must hold as well. What is told depends on how many answers there are and whose,
    never on what they say.
    """
    services = {service for (_batch, service), n in answers.items() if n}
    if any(size < smallest for size in _sizes(answers, 0).values()):
        return set()
    sizes = _sizes(answers, 1)
    told = {service for service in services if _of_others(whose, {service}) >= smallest}
    for service in sorted(told, key=lambda each: (sizes[each], str(each))):
        rest = services - told
        if (not rest or _of_others(whose, rest) >= smallest) and _holds_together(answers, told, smallest):
            break
        told.discard(service)
    return told


def _sizes(answers: Mapping[tuple[Batch, Service], int], side: int) -> dict[Hashable, int]:
    sizes: dict[Hashable, int] = defaultdict(int)
    for pair, n in answers.items():
        sizes[pair[side]] += n
    return {key: n for key, n in sizes.items() if n}


def _of_others(whose: Mapping[tuple[Service, Officer | None], int], services: Collection[Service]) -> int:
    """How many answers of these services together are not about the officer who has most of them."""
    officers: dict[Officer | None, int] = defaultdict(int)
    for (service, officer), n in whose.items():
        if service in services:
            officers[officer] += n
    return sum(officers.values()) - max((n for officer, n in officers.items() if officer is not None), default=0)


def _holds_together(answers: Mapping[tuple[Batch, Service], int], told: Collection[Service], smallest: int) -> bool:
    """Whether every cut between these services (the others as one) goes through `smallest` answers or more, or none.

    Sufficient, not necessary: two services that share so many answers of common batches lie on one side of every
    smaller cut, and may be taken as one. When no batch is of two any more, a smaller cut could only part batches from
    their service, and each of those has more answers.
    """
    rows: Rows = defaultdict(lambda: defaultdict(int))
    rest = frozenset(service for _batch, service in answers if service not in told)
    for (batch, service), n in answers.items():
        if n:
            rows[batch][frozenset([service]) if service in told else rest] += n
    while pair := _next_pair(rows, smallest):
        _unite(rows, *pair)
    return all(len(row) == 1 for row in rows.values())


def _next_pair(rows: Rows, smallest: int) -> tuple[frozenset, frozenset] | None:
    parts = sorted({part for row in rows.values() for part in row}, key=lambda part: sorted(map(str, part)))
    return next((two for two in combinations(parts, 2) if _shared(rows, *two) >= smallest), None)


def _shared(rows: Rows, one: frozenset, other: frozenset) -> int:
    """Whoever parts the two must cut, in each batch, at least the fewer of its answers to one of them."""
    return sum(min(row.get(one, 0), row.get(other, 0)) for row in rows.values())


def _unite(rows: Rows, one: frozenset, other: frozenset) -> None:
    for row in rows.values():
        if n := row.pop(one, 0) + row.pop(other, 0):
            row[one | other] = n
