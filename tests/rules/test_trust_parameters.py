from dataclasses import fields
from decimal import Decimal

import pytest

from webapp.feedback.trust.parameters import LOWER_IS_STRICTER
from webapp.feedback.trust.rules import FORMULA, PARAMETERS, Parameters, stricter

NUMBERS = sorted({item.name for item in fields(Parameters)} - {"formula"})


def changed(name, up):
    value = getattr(PARAMETERS, name)
    return value + 1 if up else value / 2 if isinstance(value, Decimal) else value - 1


@pytest.mark.parametrize("name", NUMBERS)
def test_every_parameter_can_be_tightened_and_never_loosened(name):
    up = name not in LOWER_IS_STRICTER
    assert getattr(stricter(PARAMETERS, **{name: changed(name, up)}), name) == changed(name, up)
    with pytest.raises(ValueError, match=f"{name} may only become"):
        stricter(PARAMETERS, **{name: changed(name, not up)})


def test_tightening_can_be_repeated_but_not_undone():
    once = stricter(PARAMETERS, usable_verified=40)
    with pytest.raises(ValueError):
        stricter(once, usable_verified=20)


@pytest.mark.parametrize(
    "change",
    [
        {"formula": "2020-1"},
        {"weather": 3},
        {"open_share": 0.1},
        {"open_share": Decimal("NaN")},
        {"open_share": Decimal(-1)},
        {"start_k": Decimal("Infinity")},
        {"network_votes": Decimal(3)},
    ],
)
def test_what_is_no_sensible_parameter_is_refused(change):
    with pytest.raises(ValueError):
        stricter(PARAMETERS, **change)


def test_the_formula_has_a_version():
    assert PARAMETERS.formula == FORMULA == "2026-1"
