"""The table of complaints: who may do what, no way into a forbidden state, always a way out; clocks; routing."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.feedback.complaints import limits, rules
from webapp.feedback.complaints.rules import THE_CITIZEN, THE_CLOCK, Actor, Facts, Refused

DINAS, UPT, SETDA, INSPECTORS = (UUID(int=number) for number in range(1, 5))
HANNA, UMAR, INDRA, BOSS = (UUID(int=number) for number in range(11, 15))
COORDINATOR = Actor(HANNA, sees_all=True)
OFFICER = Actor(UMAR, frozenset({UPT}))
INSPECTOR = Actor(INDRA, frozenset({INSPECTORS}))
SUBJECT = Actor(BOSS, frozenset({UPT, DINAS}), sees_all=True)
EVERYBODY = (THE_CITIZEN, THE_CLOCK, COORDINATOR, OFFICER, INSPECTOR, SUBJECT)
ALL = {"unit": UPT, "reason": "sebab", "text": "jawaban", "ending": "selesai", "archiving": "ganda", "same_as": UPT}
PARENTS = {DINAS: None, UPT: DINAS, SETDA: None, INSPECTORS: None}


def after(facts: Facts, action: str, rule: rules.Rule) -> Facts:
    """What the domain makes of a step, as far as the rules look at it."""
    facts = replace(facts, resume=facts.state if action == "tunda" else None, state=rule.to)
    if action in ("teruskan", "alihkan"):
        facts = replace(facts, unit_id=UPT)
    if action == "sanggah":
        facts = replace(facts, level=facts.level + 1, unit_id=INSPECTORS, disputed_id=UMAR)
    return facts


steps = st.lists(st.tuples(st.sampled_from(rules.ACTIONS), st.sampled_from(EVERYBODY)), max_size=60)


@given(steps)
def test_nobody_reaches_a_forbidden_state_and_nothing_is_a_dead_end(walk):
    facts = Facts("diterima", barred=frozenset({BOSS}), is_late=True, reminders=2)
    for action, actor in walk:
        before = facts
        try:
            rule = rules.step_for(facts, action, actor, ALL)
        except Refused:
            assert facts == before
            continue
        assert actor is not SUBJECT and facts.state != "ditutup"
        assert (facts.state, action) in rules.TABLE and rule.to in rules.STATES
        facts = after(facts, action, rule)
        assert facts.level <= rules.HIGHEST and (facts.state == "ditunda") == (facts.resume is not None)
        assert facts.resume not in ("ditunda", "ditutup", "diarsipkan")
    if facts.state != "ditutup":
        assert any(rules.available(facts, actor) for actor in (COORDINATOR, OFFICER, INSPECTOR)) or (
            rules.available(facts, THE_CITIZEN)
        )
        assert _ends(facts), f"no way out of {facts}"


def _ends(facts: Facts) -> bool:
    """Whether somebody of these can always bring it to an end, the citizen silent."""
    for _step in range(6):
        if rules.is_end(facts.state):
            return True
        for action in ("diamkan", "jawab", "lanjutkan", "teruskan"):
            able = [who for who in (THE_CLOCK, INSPECTOR, COORDINATOR) if action in rules.available(facts, who)]
            if able:
                facts = after(facts, action, rules.step_for(facts, action, able[0], ALL))
                break
    return rules.is_end(facts.state)


@given(st.sampled_from(rules.STATES), st.sampled_from(EVERYBODY), st.integers(0, 2), st.booleans())
def test_what_is_offered_is_what_is_done(state, actor, level, late):
    resume = "diproses" if state == "ditunda" else None
    facts = Facts(state, UPT, level, resume, frozenset({BOSS}), is_late=late, reminders=2)
    offered = rules.available(facts, actor)
    for action in rules.ACTIONS:
        try:
            rules.step_for(facts, action, actor, ALL)
            assert action in offered
        except Refused:
            assert action not in offered


@pytest.mark.parametrize(("action", "need"), [
    ("teruskan", "unit"), ("arsipkan", "reason"), ("arsipkan", "archiving"),
    ("arsipkan", "same_as"),
])  # fmt: skip
def test_a_step_without_what_it_needs_is_refused_by_name(action, need):
    with pytest.raises(Refused) as refused:
        rules.step_for(Facts("diterima"), action, COORDINATOR, {k: v for k, v in ALL.items() if k != need})
    assert refused.value.code == f"needs-{need}" and (refused.value.action, refused.value.state) == (action, "diterima")


def test_a_pause_has_a_reason_and_ends_where_it_began():
    facts = Facts("disanggah", UPT)
    with pytest.raises(Refused, match="needs-reason"):
        rules.step_for(facts, "tunda", OFFICER, {})
    paused = after(facts, "tunda", rules.step_for(facts, "tunda", OFFICER, ALL))
    assert rules.step_for(paused, "lanjutkan", OFFICER, {}).to == "disanggah"


def test_not_our_matter_needs_the_place_it_was_passed_to():
    with pytest.raises(Refused, match="needs-passed_to"):
        rules.step_for(Facts("diproses", UPT), "jawab", OFFICER, ALL | {"ending": "bukan_kewenangan"})


def test_the_person_complained_about_has_no_step_at_all():
    for state in rules.STATES:
        facts = Facts(state, UPT, resume="diproses", barred=frozenset({BOSS}))
        assert rules.available(facts, SUBJECT) == []
        with pytest.raises(Refused, match="subject"):
            rules.step_for(facts, "jawab", SUBJECT, ALL)


def test_whose_answer_was_disputed_does_not_answer_again():
    facts = Facts("disanggah", UPT, level=1, disputed_id=UMAR)
    assert "jawab" not in rules.available(facts, OFFICER) and "jawab" in rules.available(facts, COORDINATOR)


def test_a_dispute_lifts_twice_and_then_the_citizen_may_close_it_unsatisfied():
    assert "sanggah" in rules.available(Facts("dijawab", UPT, level=1), THE_CITIZEN)
    highest = rules.available(Facts("dijawab", UPT, level=2), THE_CITIZEN)
    assert "sanggah" not in highest and "tolak" in highest and "konfirmasi" in highest


@pytest.mark.parametrize(("late", "reminders"), [(False, 2), (True, 1), (False, 0)])
def test_silence_closes_only_after_the_days_and_two_reminders(late, reminders):
    facts = Facts("dijawab", UPT, is_late=late, reminders=reminders)
    assert "diamkan" not in rules.available(facts, THE_CLOCK)


def test_a_case_goes_around_the_units_where_the_person_has_a_say():
    def route(wanted, barred=(), inspectors=(INSPECTORS,)):
        return rules.destination(wanted, PARENTS, frozenset(barred), inspectors)

    assert route(UPT) == UPT and route(UPT, [UPT]) == DINAS
    assert route(UPT, [UPT, DINAS]) == INSPECTORS
    assert route(UPT, [UPT, DINAS, INSPECTORS]) is None and route(DINAS, [DINAS], ()) is None


def test_a_dispute_goes_to_the_unit_above_then_to_the_inspectorate():
    def above(unit, level, barred=()):
        return rules.above(unit, level, PARENTS, frozenset(barred), (INSPECTORS,))

    assert above(UPT, 1) == DINAS and above(DINAS, 1) == INSPECTORS and above(UPT, 2) == INSPECTORS
    assert above(UPT, 1, [DINAS]) == INSPECTORS and above(None, 1) == INSPECTORS


@pytest.mark.parametrize(("kind", "grave", "days"), [
    ("informasi", False, 5), ("informasi", True, 5), ("aspirasi", True, 14), ("pengaduan", False, 14),
    ("pengaduan", True, 60),
])  # fmt: skip
def test_the_days_for_an_answer_are_the_laws(kind, grave, days):
    assert limits.LAW.resolution(kind, grave) == days


def test_limits_may_be_made_stricter_and_never_looser():
    assert limits.Limits.of(simple=7, reaction=12).simple == 7
    for looser in ({"simple": 15}, {"verification": 0}, {"reaction": 9}):
        with pytest.raises(ValueError, match="working days"):
            limits.Limits.of(**looser)


def test_handlers_hear_first_then_those_above_then_everybody():
    near, last, today = date(2026, 11, 25), date(2026, 11, 24), date(2026, 11, 23)
    stages = [limits.stage_of(date(2026, 11, day), today, near, last) for day in (26, 25, 24, 23, 20)]
    assert stages == [None, "petugas", "atasan", "atasan", "lewat"]
