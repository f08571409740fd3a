"""The rules of the SKP: who may do what in which state, and what makes it complete."""

from dataclasses import dataclass, field
from itertools import product

import pytest

from webapp.performance.plans import rules
from webapp.performance.plans.rules import DISEPAKATI, DRAF, KLARIFIKASI, PEGAWAI, PENILAI, STATUSES, STEPS


@dataclass
class Line:
    id: str
    kind: str = "utama"
    indicators: list = field(default_factory=list)


@dataclass
class Each:
    id: str
    target: str = "3,20"


ALLOWED = {
    ("ajukan", "draf", PEGAWAI), ("ajukan", "klarifikasi", PEGAWAI), ("tarik", "diajukan", PEGAWAI),
    ("minta_klarifikasi", "diajukan", PENILAI), ("setujui", "diajukan", PENILAI),
}  # fmt: skip


@pytest.mark.parametrize("action, status, role", list(product(STEPS, STATUSES, (PEGAWAI, PENILAI, None))))
def test_exactly_these_steps_are_allowed(action, status, role):
    allowed = (action, status, role) in ALLOWED
    assert (rules.refusal(action, status, role) is None) is allowed
    assert (action in rules.available(status, role)) is allowed


def test_an_agreed_skp_offers_nothing():
    assert rules.available(DISEPAKATI, PEGAWAI) == rules.available(DISEPAKATI, PENILAI) == ()


def test_the_owner_is_never_her_own_superior():
    assert rules.role_of("sari", "sari", "sari") == PEGAWAI
    assert rules.refusal("setujui", "diajukan", PEGAWAI) == rules.OWN_OBJECT


def test_who_is_neither_has_no_role():
    assert rules.role_of("budi", "sari", "budi") == PENILAI
    assert rules.role_of("dewi", "sari", "budi") is None
    assert rules.role_of("dewi", "sari", None) is None


@pytest.mark.parametrize("status", STATUSES)
def test_only_the_owner_edits_and_only_while_it_is_open(status):
    assert (rules.edit_refusal(status, PEGAWAI) is None) is (status in (DRAF, KLARIFIKASI))
    assert rules.edit_refusal(status, PENILAI) == rules.OTHER_ROLE
    assert rules.edit_refusal(status, None) == rules.OTHER_ROLE


def test_a_complete_skp_has_no_gaps():
    assert rules.gaps([Line("a", indicators=[Each("x")])]) == []


def test_an_empty_skp_lacks_its_main_rhk():
    assert rules.gaps([]) == [rules.Gap(None, rules.NO_MAIN_RHK)]


def test_additional_rhk_alone_are_not_enough():
    assert rules.gaps([Line("a", "tambahan", [Each("x")])]) == [rules.Gap(None, rules.NO_MAIN_RHK)]


def test_each_gap_names_its_row():
    lines = [Line("a"), Line("b", "tambahan", [Each("x", " "), Each("y")])]
    assert rules.gaps(lines) == [rules.Gap("a", rules.NO_INDICATOR), rules.Gap("x", rules.NO_TARGET)]


@pytest.mark.parametrize("year, allowed", [(2025, False), (2026, True), (2027, True), (2028, False)])
def test_an_skp_is_started_for_this_year_or_the_next(year, allowed):
    assert rules.may_start(year, 2026) is allowed


def test_comments_that_say_nothing_are_dropped():
    assert rules.comments_by_line(["a", "b"], ["  ", " Mengapa? "]) == {"b": "Mengapa?"}


def test_rows_and_comments_must_pair():
    with pytest.raises(ValueError, match="one text"):
        rules.comments_by_line(["a"], [])
