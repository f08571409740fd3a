from decimal import Decimal

import pytest

from tests.rules.trust_ratings import MINUTES_A_DAY, MINUTES_A_WEEK, a_rating
from webapp.feedback.trust.exact import exact
from webapp.feedback.trust.parameters import PARAMETERS
from webapp.feedback.trust.rules import source_votes, source_weight
from webapp.feedback.trust.sources import Habits, day_ceiling, habits, weigh_sources

USUAL = Habits(devices=True, prefixes=True)


def weights(ratings, usual=USUAL):
    with exact():
        return [vote.weight for vote in weigh_sources(ratings, usual, PARAMETERS)]


def reasons(ratings, usual=USUAL):
    with exact():
        return [vote.reason for vote in weigh_sources(ratings, usual, PARAMETERS)]


@pytest.mark.parametrize("n, votes", [(0, "0"), (1, "1"), (4, "4"), (5, "5"), (13, "7"), (20, "8"), (60, "11.483315")])
def test_a_network_counts_four_votes_and_the_square_root_of_the_rest(n, votes):
    assert source_weight(n) == Decimal(votes)


def test_sixty_honest_citizens_behind_one_address_keep_the_cap_and_the_root_of_the_rest():
    crowd = [a_rating(place=place, prefix="office") for place in range(60)]
    assert sum(weights(crowd)) >= Decimal("11.483")
    assert all(weight > Decimal("0.05") for weight in weights(crowd))


def test_the_votes_of_a_network_are_shared_by_all_its_ratings():
    assert source_votes((20, 0, 0, 0)) == (8, 0, 0, 0)
    assert source_votes((10, 0, 0, 10)) == (4, 0, 0, 4)
    assert source_votes((0, 0, 0, 0)) == (0, 0, 0, 0)


def test_a_network_that_is_a_fair_part_of_a_busy_counter_is_not_cut():
    town = [a_rating(place=place) for place in range(400)]
    office = [a_rating(place=400 + place, prefix="office") for place in range(90)]
    assert sum(weights(town + office)) == 490


def test_one_device_has_one_vote_and_its_repeats_are_held():
    same = [a_rating(device="phone", place=0, moment=600 + minute) for minute in range(5)]
    assert weights(same) == [1, 0, 0, 0, 0]
    assert reasons(same) == [None, *["same-device"] * 4]


def test_a_citizen_who_comes_back_months_later_shares_one_vote_between_her_visits():
    visits = [a_rating(device="phone", place=week) for week in (0, 8, 16)]
    assert weights(visits) == [Decimal("0.333333")] * 3


def test_votes_of_one_device_in_the_same_minute_share_its_vote():
    assert weights([a_rating(device="phone", moment=600), a_rating(device="phone", moment=600)]) == [Decimal("0.5")] * 2


def test_a_device_that_has_a_token_does_not_speak_through_the_open_channel_too():
    votes = [a_rating(device="phone", channel="open", moment=600), a_rating(device="phone", moment=90_000)]
    assert weights(votes) == [0, 1]


def test_a_device_has_a_vote_for_each_officer_apart_from_kiosks_which_have_none():
    assert weights([a_rating(device="kiosk-1", channel="kiosk", place=place) for place in range(3)]) == [1, 1, 1]


def test_presses_on_a_kiosk_in_the_same_minute_are_one_vote():
    assert weights([a_rating(channel="kiosk", moment=600, device=None)] * 4) == [Decimal("0.25")] * 4


def test_a_kiosk_gives_an_officer_three_votes_a_day():
    presses = [a_rating(channel="kiosk", device=None, moment=600 + minute) for minute in range(60)]
    assert sum(weights(presses)) == 3
    assert set(reasons(presses)) == {"kiosk-pace"}


def test_no_day_carries_more_than_a_tenth_of_what_is_left():
    days = [Decimal(2)] * 20 + [Decimal(60)]
    ceiling = day_ceiling(days)
    assert ceiling == Decimal("0.1") * (40 + ceiling)


def test_three_votes_a_day_are_never_a_burst():
    assert day_ceiling([Decimal(1)] * 12) == 3
    assert day_ceiling([]) == 3


def test_a_window_of_a_few_days_is_not_cut_to_a_tenth_a_day():
    assert day_ceiling([Decimal(20)] * 5) >= 20
    assert day_ceiling([Decimal(20)]) >= 20


def test_a_burst_is_cut_alike_for_praise_and_complaint():
    def with_burst(stars):
        calm = [a_rating(place=place) for place in range(26)]
        return calm + [
            a_rating(stars=stars, place=100 + place, moment=3 * MINUTES_A_DAY + place) for place in range(40)
        ]

    assert weights(with_burst(4)) == weights(with_burst(1))
    assert reasons(with_burst(1))[-1] == "day-burst"
    assert sum(weights(with_burst(1))) < 31


def test_a_token_without_a_device_is_a_group_of_its_own_only_where_devices_are_the_rule():
    with exact():
        unknown = [a_rating(device=None)]
        assert weigh_sources(unknown, USUAL, PARAMETERS)[0].kind == "unbound"
        assert weigh_sources(unknown, Habits(devices=False, prefixes=True), PARAMETERS)[0].kind == "token"


def test_unknown_networks_are_one_source_only_where_networks_are_usually_known():
    unknown = [a_rating(place=place, prefix=None) for place in range(20)]
    assert sum(weights(unknown)) == 8
    assert sum(weights(unknown, Habits(devices=True, prefixes=False))) == 20


def test_habits_are_what_most_ratings_outside_the_kiosk_do():
    known, unknown = a_rating(), a_rating(device=None, prefix=None)
    kiosk = a_rating(channel="kiosk", device=None, prefix=None)
    assert habits([known, unknown, kiosk, kiosk]) == Habits(devices=True, prefixes=True)
    assert habits([known, unknown, unknown]) == Habits(devices=False, prefixes=False)


def test_a_device_voting_on_both_sides_of_midnight_and_of_a_week_still_has_one_vote():
    edge = [a_rating(device="phone", moment=MINUTES_A_WEEK * week + 10079) for week in range(26)]
    edge += [a_rating(device="phone", moment=MINUTES_A_WEEK * week) for week in range(26)]
    assert sum(weights(edge)) <= 1
