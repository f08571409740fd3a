"""The rules of evidence cards: when one is taken, what it shows, who may still say what."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from webapp.performance.evidence import rules

NUMBERS = (Decimal("3.42"), Decimal("3.31"), Decimal("3.53"), Decimal("3.28"))
HIDDEN = (None, None, None, None)
UNTIL = date(2026, 6, 19)


@pytest.mark.parametrize(
    "last, day, due",
    [
        (None, date(2026, 6, 1), True),
        (date(2026, 6, 1), date(2026, 6, 30), False),
        (date(2026, 5, 31), date(2026, 6, 1), True),
        (date(2025, 12, 31), date(2026, 1, 1), True),
        (date(2026, 6, 2), date(2026, 5, 30), False),
    ],
)
def test_one_card_a_calendar_month(last, day, due):
    assert rules.is_due(last, day) is due


@pytest.mark.parametrize(
    "binding, status, shown",
    [
        ("own", "usable", NUMBERS), ("own", "early", HIDDEN), ("own", "insufficient", HIDDEN),
        ("unit", "usable", NUMBERS), ("unit", "early", NUMBERS), ("unit", "insufficient", HIDDEN),
    ],
)  # fmt: skip
def test_a_person_s_score_shows_only_when_earned(binding, status, shown):
    assert rules.shown_numbers(binding, status, *NUMBERS) == shown


def test_a_missing_value_hides_its_interval_too():
    assert rules.shown_numbers("unit", "usable", None, *NUMBERS[1:]) == HIDDEN


def test_the_superior_waits_until_the_day_itself():
    assert not rules.is_open_to_superior(date(2026, 6, 8), date(2026, 6, 7))
    assert rules.is_open_to_superior(date(2026, 6, 8), date(2026, 6, 8))


def test_she_may_answer_and_contest_up_to_the_last_day():
    assert rules.answer_refusal(is_owner=True, answered=False, until=UNTIL, day=UNTIL) is None
    assert rules.contest_refusal(is_owner=True, contested=False, until=UNTIL, day=UNTIL) is None


@pytest.mark.parametrize(
    "is_owner, already, day, sentence",
    [
        (False, False, UNTIL, rules.OWN_ONLY),
        (False, True, UNTIL, rules.OWN_ONLY),
        (True, False, date(2026, 6, 20), rules.TOO_LATE),
    ],
)
def test_refusals_say_why(is_owner, already, day, sentence):
    assert rules.answer_refusal(is_owner=is_owner, answered=already, until=UNTIL, day=day) == sentence
    assert rules.contest_refusal(is_owner=is_owner, contested=already, until=UNTIL, day=day) == sentence


def test_what_was_said_once_stays():
    assert rules.answer_refusal(is_owner=True, answered=True, until=UNTIL, day=UNTIL) == rules.ANSWERED
    assert rules.contest_refusal(is_owner=True, contested=True, until=UNTIL, day=UNTIL) == rules.CONTESTED


def test_disagreement_is_no_ground():
    assert "tidak_setuju" not in rules.GROUNDS
    assert len(rules.GROUNDS) == 5


@pytest.mark.parametrize("value", [None, Decimal(1), Decimal(4)])
def test_the_state_of_a_card_never_depends_on_how_good_the_value_is(value):
    assert rules.state_of(status="usable", value=value, contest=None, is_newest=True) == ("Kartu terbaru", "neutral")


def test_the_state_of_a_card_tells_contest_then_age_then_earliness():
    assert rules.state_of(status="early", value=Decimal(3), contest="diajukan", is_newest=False)[1] == "wait"
    assert rules.state_of(status="usable", value=Decimal(3), contest="dikecualikan", is_newest=True)[1] == "info"
    assert rules.state_of(status="early", value=Decimal(3), contest=None, is_newest=False)[1] == "neutral"
    assert rules.state_of(status="early", value=Decimal(3), contest=None, is_newest=True) == (
        "Nilai masih sementara",
        "info",
    )
    assert rules.state_of(status="early", value=None, contest=None, is_newest=True)[1] == "neutral"


def test_others_are_told_it_is_the_newest_they_may_see():
    seen = {"status": "usable", "value": Decimal(3), "contest": None, "is_newest": True}
    assert rules.state_of(**seen) == ("Kartu terbaru", "neutral")
    assert rules.state_of(**seen, is_owner=False) == ("Kartu terbaru yang sudah dapat Anda lihat", "neutral")


@pytest.mark.parametrize(
    "is_owner, answered, contested, days, left",
    [
        (True, False, False, 0, {"answer", "contest"}),
        (True, True, False, 0, {"contest"}),
        (True, False, True, 0, {"answer"}),
        (True, True, True, 0, set()),
        (True, False, False, 1, set()),
        (False, False, False, 0, set()),
    ],
)
def test_what_is_possible_is_what_is_not_refused(is_owner, answered, contested, days, left):
    until = date(2026, 6, 30)
    day = until + timedelta(days=days)
    found = rules.possible(is_owner=is_owner, answered=answered, contested=contested, until=until, day=day)
    assert found == left


@pytest.mark.parametrize("days, lately", [(-1, False), (0, True), (14, True), (15, False)])
def test_a_card_is_new_to_the_superior_for_two_weeks(days, lately):
    opened = date(2026, 6, 1)
    assert rules.opened_lately(opened, opened + timedelta(days=days)) is lately
