"""Exact, reproducible arithmetic: one decimal context, one way to round, medians."""

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, localcontext

ZERO = Decimal(0)
ONE = Decimal(1)
WEIGHT_STEP = Decimal("0.000001")
SHOWN_STEP = Decimal("0.0001")
MICRO = Context(prec=28, rounding=ROUND_HALF_EVEN)


def exact():
    """The decimal context of every calculation here, whatever the caller's own context is."""
    return localcontext(MICRO)


def as_weight(value: Decimal) -> Decimal:
    """A weight on a grid of a millionth: sums of such weights are exact, so their order cannot matter."""
    return value.quantize(WEIGHT_STEP, ROUND_HALF_UP)


def shown(value: Decimal) -> Decimal:
    """The one rounding at the end: four decimals, half up."""
    return value.quantize(SHOWN_STEP, ROUND_HALF_UP)


def median(values: Sequence[Decimal]) -> Decimal:
    """Middle value, or the mean of the two middle values; values must not be empty."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def medians_without_each(values: Sequence[Decimal]) -> list[Decimal | None]:
    """For each value the median of all the others (None when there are none)."""
    if len(values) < 2:
        return [None] * len(values)
    order = sorted(range(len(values)), key=values.__getitem__)
    ordered = [values[index] for index in order]
    medians = [None] * len(values)
    for place, index in enumerate(order):
        medians[index] = _median_without(ordered, place)
    return medians


def _median_without(ordered, place) -> Decimal:
    def at(position):
        return ordered[position if position < place else position + 1]

    count = len(ordered) - 1
    middle = count // 2
    if count % 2:
        return at(middle)
    return (at(middle - 1) + at(middle)) / 2
