"""Whether one officer's invitations look chosen: a question to put to somebody, never a verdict. Pure.

Compared are whole weeks of visits that the system saw end. An officer is compared with the colleagues at the same
service; her hours and her services with each other, after what hour and service do to everybody. The limits are set
so that among offices where nobody chooses hardly anybody is asked (tests/rules/test_selective.py counts).
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

FEWEST_OWN = 60  # visits of the officer
FEWEST_PEERS = 100  # visits of the colleagues at the same service
FEWEST_COLLEAGUES = 2
FEWEST_EXPECTED = 12  # invitations expected in an hour or service that is looked at
FAR = 4.5  # standard errors
SHARE = 0.6  # of the colleagues' rate, at most, to be far below it
PART = 0.4  # of what is expected in an hour or a service, at most
SPREAD = 2.0  # variance of honest officers, in times of pure chance
SURE = 0.02  # a rate is never taken as surer than this
RARELY, HOURS, SERVICES = "jarang", "jam", "layanan"


class Cell(NamedTuple):
    """Visits of one officer at one service in one hour of the day, over the weeks looked at, and those invited."""

    officer: Hashable
    service: Hashable
    hour: int
    served: int
    issued: int


@dataclass(frozen=True)
class Question:
    """What to ask about: invitations of `served` visits were `issued`; `expected` is what the comparison expects.

    `at`: the hours or services in question; empty when it is all of them.
    """

    officer: Hashable
    kind: str
    served: int
    issued: int
    expected: int
    at: tuple[Hashable, ...] = ()


@dataclass
class _Sum:
    served: int = 0
    issued: int = 0

    def add(self, cell: Cell) -> None:
        self.served += cell.served
        self.issued += cell.issued


def questions(cells: Iterable[Cell]) -> list[Question]:
    """At most one question about an officer: the first that applies of rarely, hours, services."""
    known = [cell for cell in cells if cell.served > 0]
    found = []
    for officer in sorted({cell.officer for cell in known}, key=str):
        own = [cell for cell in known if cell.officer == officer]
        others = [cell for cell in known if cell.officer != officer]
        asked = _rarely(officer, own, others) or _in_parts(officer, own, others)
        if asked:
            found.append(asked)
    return found


def _rarely(officer: Hashable, own: Sequence[Cell], others: Sequence[Cell]) -> Question | None:
    """Far fewer than the colleagues at the same services."""
    expected = variance = 0.0
    served = issued = 0
    for service, mine in _by(own, "service").items():
        rate = _rate_of_peers([cell for cell in others if cell.service == service])
        if rate is None:
            continue
        served, issued = served + mine.served, issued + mine.issued
        expected += mine.served * rate
        variance += mine.served * rate * (1 - rate)
    if served < FEWEST_OWN or issued > SHARE * expected or not _is_far(expected - issued, variance):
        return None
    return Question(officer, RARELY, served, issued, round(expected))


def _in_parts(officer: Hashable, own: Sequence[Cell], others: Sequence[Cell]) -> Question | None:
    """Hardly any at some hours, or for some services, while there are many at the others."""
    for kind, part in ((HOURS, "hour"), (SERVICES, "service")):
        peers, mine = _by(others, part), _by(own, part)
        rates = {key: _usual(peers.get(key), others) for key in mine}
        if None in rates.values() or sum(each.served for each in mine.values()) < FEWEST_OWN:
            continue
        odd = [key for key in mine if _is_left_out(key, mine, rates)]
        if odd:
            return _question(officer, kind, odd, mine, rates)
    return None


def _is_left_out(key: Hashable, mine: dict[Hashable, _Sum], rates: dict[Hashable, float]) -> bool:
    """Whether hardly anybody is invited here, measured by what this officer does elsewhere."""
    expected = _expected(key, mine, rates)
    rate = min(1 - SURE, expected / mine[key].served)
    is_far = _is_far(expected - mine[key].issued, expected * (1 - rate))
    return expected >= FEWEST_EXPECTED and mine[key].issued <= PART * expected and is_far


def _expected(key: Hashable, mine: dict[Hashable, _Sum], rates: dict[Hashable, float]) -> float:
    """Invitations here, if this officer differed from the colleagues here as she does everywhere else."""
    elsewhere = [other for other in mine if other != key]
    usual = sum(mine[other].served * rates[other] for other in elsewhere)
    own = sum(mine[other].issued for other in elsewhere)
    return min(1.0, rates[key] * own / usual) * mine[key].served if usual else 0.0


def _question(officer, kind: str, odd: list, mine: dict[Hashable, _Sum], rates: dict) -> Question:
    expected = sum(_expected(key, mine, rates) for key in odd)
    return Question(
        officer, kind, sum(mine[key].served for key in odd), sum(mine[key].issued for key in odd), round(expected),
        tuple(sorted(odd, key=str if kind == SERVICES else None)),
    )  # fmt: skip


def _usual(here: _Sum | None, others: Sequence[Cell]) -> float | None:
    """The colleagues' rate here, or everywhere when they have too few visits here; 1 for who has no colleagues."""
    if here is not None and here.served >= FEWEST_PEERS:
        return _between(here.issued / here.served)
    served, issued = sum(cell.served for cell in others), sum(cell.issued for cell in others)
    return _between(issued / served) if served >= FEWEST_PEERS else 1 - SURE


def _rate_of_peers(cells: Sequence[Cell]) -> float | None:
    served, issued = sum(cell.served for cell in cells), sum(cell.issued for cell in cells)
    if served < FEWEST_PEERS or len({cell.officer for cell in cells}) < FEWEST_COLLEAGUES:
        return None
    return _between(issued / served)


def _between(rate: float) -> float:
    return min(1 - SURE, max(SURE, rate))


def _is_far(distance: float, variance: float) -> bool:
    return distance > FAR * sqrt(SPREAD * max(variance, 1.0))


def _by(cells: Iterable[Cell], part: str) -> dict[Hashable, _Sum]:
    found: dict[Hashable, _Sum] = defaultdict(_Sum)
    for cell in cells:
        found[getattr(cell, part)].add(cell)
    return found
