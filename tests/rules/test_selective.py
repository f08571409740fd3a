"""Invitations that look chosen are asked about; honest officers hardly ever are."""

import random

import pytest

from webapp.feedback.visits.selective import HOURS, RARELY, SERVICES, Cell, questions

HOURS_OPEN = range(8, 15)
WEEKS = 8


def office(seed: int, *, rate: float = 0.85, officers: int = 5, visits: int = 300, own_habits: float = 0.05,
           choose=lambda officer, service, hour: 1.0):  # fmt: skip
    """The cells of an office with three services; each officer has habits of her own and invites on slow hours less.

    `choose`: by how much an officer's invitations are fewer for a service at an hour.
    """
    chance, cells = random.Random(seed), []
    for officer in range(officers):
        habit = min(0.99, max(0.05, chance.gauss(rate, own_habits)))
        for service in range(2):
            for hour in HOURS_OPEN:
                served = chance.randint(visits // 28, visits // 10)
                usual = habit * (0.9 if hour in (11, 12) else 1.0) * choose(officer, service, hour)
                issued = sum(chance.random() < usual for _ in range(served))
                cells.append(Cell(officer, service, hour, served, issued))
    return cells


@pytest.mark.parametrize("rate", [0.25, 0.6, 0.85, 0.97])
def test_of_a_thousand_honest_officers_at_most_five_are_asked(rate):
    asked = sum(len(questions(office(seed, rate=rate))) for seed in range(200))
    assert asked <= 5, f"{asked} of 1000"


def test_who_invites_half_as_often_as_the_colleagues_is_asked():
    found = [questions(office(seed, choose=lambda o, s, h: 0.5 if o == 2 else 1.0)) for seed in range(40)]
    asked = [(one.officer, one.kind) for each in found for one in each]
    assert len(asked) >= 36 and set(asked) == {(2, RARELY)}


def test_who_invites_only_in_the_quiet_morning_is_asked_about_the_other_hours():
    found = [questions(office(seed, choose=lambda o, s, h: 0.1 if o == 1 and h in (13, 14) else 1.0))
             for seed in range(40)]  # fmt: skip
    asked = [each[0] for each in found if each]
    assert len(asked) >= 36 and {one.officer for one in asked} == {1}
    assert sum((one.kind, one.at) == (HOURS, (13, 14)) for one in asked) >= 30


def test_who_invites_only_for_the_quick_service_is_asked():
    found = [questions(office(seed, choose=lambda o, s, h: 0.3 if o == 3 and s == 1 else 1.0)) for seed in range(40)]
    assert sum([(one.officer, one.kind) for one in each] in ([(3, RARELY)], [(3, SERVICES)]) for each in found) >= 36


def test_nobody_is_asked_on_few_visits_or_without_colleagues():
    few = [Cell("a", 1, 9, 20, 0), Cell("b", 1, 9, 500, 480), Cell("c", 1, 9, 500, 470)]
    alone = [Cell("a", 1, 9, 500, 50)]
    one_colleague = [Cell("a", 1, 9, 500, 50), Cell("b", 1, 9, 500, 480)]
    assert questions(few) == questions(alone) == questions(one_colleague) == questions([]) == []


def test_a_service_where_everybody_invites_rarely_asks_about_nobody():
    cells = [Cell(officer, service, hour, 40, 36 if service else 4)
             for officer in range(4) for service in range(2) for hour in HOURS_OPEN]  # fmt: skip
    assert questions(cells) == []


def test_what_is_asked_says_how_many_were_expected():
    cells = [Cell("a", 1, 9, 200, 40), Cell("b", 1, 9, 200, 180), Cell("c", 1, 9, 200, 180)]
    [asked] = questions(cells)
    assert (asked.served, asked.issued, asked.expected, asked.at) == (200, 40, 180, ())
