"""Pure geometry of the charts that `templates/parts/charts.html` draws.

Places along a chart are per cent of its width, heights are pixels: the drawing is as wide as its column, and its
letters stay as large as the text around them. Lines are paths in a box 1000 wide, stretched to the same width.
Values are Decimal or numbers; None means too little is known, and leaves a gap.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import sqrt

WIDE = 1000  # of the box of paths
INSET = 2.0  # per cent kept free at both ends, for the outermost dots
SHADES = 5
Number = Decimal | float | int


@dataclass(frozen=True)
class Measure:
    """One value with what makes it honest: `label` (a period, an office), interval and n."""

    label: str
    value: Number | None
    low: Number | None
    high: Number | None
    n: int
    is_own: bool = False


@dataclass(frozen=True)
class Dot:
    """A drawn measure: x in per cent, y in pixels from above."""

    x: float
    y: float
    measure: Measure


@dataclass(frozen=True)
class Trend:
    """A course over periods: grid as (y, value), line and band as paths, dots, words below as (x, text, anchor)."""

    height: int
    grid: list[tuple[float, int]]
    lines: list[str]
    bands: list[str]
    dots: list[Dot]
    words: list[tuple[float, str, str]]
    measures: Sequence[Measure]


@dataclass(frozen=True)
class Funnel:
    """Offices by how many rated them: dots, the common mean's y, and the limits chance alone seldom leaves."""

    height: int
    grid: list[tuple[float, int]]
    middle: float
    limits: list[str]
    dots: list[Dot]
    words: list[tuple[float, str, str]]


@dataclass(frozen=True)
class Bar:
    """A measure on the scale, in per cent of its width: `x` of the value, `start` and `width` of the interval."""

    x: float | None
    start: float | None
    width: float | None
    measure: Measure


def trend(measures: Sequence[Measure], lowest: int = 1, highest: int = 4, height: int = 176) -> Trend:
    """The course of measures in order of time, evenly spaced."""
    down = _downwards(lowest, highest, height)
    places = _spread(len(measures))
    dots = [Dot(x, down(m.value), m) for x, m in zip(places, measures, strict=True) if m.value is not None]
    runs = _runs(list(zip(places, measures, strict=True)))
    return Trend(
        height,
        _grid(lowest, highest, down),
        [_line([(x, down(m.value)) for x, m in run]) for run in runs if len(run) > 1],
        [_band(run, down) for run in runs if len(run) > 1 and all(m.low is not None for _, m in run)],
        dots,
        _few_words(places, [m.label for m in measures]),
        measures,
    )


def funnel(
    measures: Sequence[Measure], mean: Number, spread: Number, lowest: int = 1, highest: int = 4, height: int = 220
) -> Funnel:
    """Offices with the same service around their common mean; `spread` is the standard deviation of one rating.

    The inner limit is left by chance by one office in twenty, the outer one by one in five hundred.
    """
    down = _downwards(lowest, highest, height)
    known = [m for m in measures if m.value is not None and m.n > 0]
    most = max((m.n for m in known), default=1)
    across = _across(0, most)
    steps = [max(1, most * step / 40) for step in range(1, 41)]
    limits = []
    for z in (1.96, 3.09):
        for sign in (1, -1):
            edges = (float(mean) + sign * z * float(spread) / sqrt(n) for n in steps)
            ys = (down(min(max(edge, lowest), highest)) for edge in edges)
            limits.append(_line(list(zip(map(across, steps), ys, strict=True))))
    words = [(across(n), str(n), anchor) for n, anchor in ((most // 2, "middle"), (most, "end")) if n]
    dots = [Dot(across(m.n), down(m.value), m) for m in known]
    return Funnel(height, _grid(lowest, highest, down), down(mean), limits, dots, words)


def bars(measures: Sequence[Measure], lowest: int = 1, highest: int = 4) -> list[Bar]:
    """Measures with their intervals on a common scale, in the order given."""
    across = _across(lowest, highest)
    drawn = []
    for m in measures:
        x = across(m.value) if m.value is not None else None
        start = across(m.low) if x is not None and m.low is not None else None
        width = round(across(m.high) - start, 2) if start is not None else None
        drawn.append(Bar(x, start, width, m))
    return drawn


def shares(counts: Sequence[int]) -> list[tuple[float, float]]:
    """(start, width) in per cent of each part of a whole; all nothing when there is nothing."""
    whole, at, drawn = sum(counts), 0, []
    for count in counts:
        drawn.append((round(100 * at / whole, 2), round(100 * count / whole, 2)) if whole else (0.0, 0.0))
        at += count
    return drawn


def shade(value: Number | None, lowest: Number, highest: Number) -> int:
    """The step 1..SHADES of a value between the two; 0 when it is not known."""
    if value is None:
        return 0
    if highest <= lowest:
        return SHADES
    part = (float(value) - float(lowest)) / (float(highest) - float(lowest))
    return 1 + min(SHADES - 1, max(0, int(part * SHADES)))


def heat(
    counts: Mapping[tuple[int, int], int], weekdays: Sequence[int], hours: Sequence[int]
) -> list[list[tuple[int, int]]]:
    """Rows by hour, columns by weekday: (how many, shade). No count is shade 0."""
    most = max(counts.values(), default=0)
    rows = []
    for hour in hours:
        row = [counts.get((weekday, hour), 0) for weekday in weekdays]
        rows.append([(n, shade(n or None, 0, most)) for n in row])
    return rows


def sparkline(values: Sequence[Number | None], height: int = 24) -> list[str]:
    """The paths of a small course without words; a gap where nothing is known."""
    known = [float(value) for value in values if value is not None]
    if not known:
        return []
    down = _downwards(min(known), max(known) if max(known) > min(known) else min(known) + 1, height)
    points = [(x, Measure("", value, None, None, 0)) for x, value in zip(_spread(len(values)), values, strict=True)]
    return [_line([(x, down(m.value)) for x, m in run]) for run in _runs(points)]


def _downwards(lowest: Number, highest: Number, height: int) -> Callable[[Number], float]:
    top, bottom = 14, height - 6
    low, span = float(lowest), float(highest) - float(lowest)
    return lambda value: round(bottom - (float(value) - low) / span * (bottom - top), 1)


def _across(lowest: Number, highest: Number) -> Callable[[Number], float]:
    low, span = float(lowest), float(highest) - float(lowest) or 1.0
    return lambda value: round(INSET + (float(value) - low) / span * (100 - 2 * INSET), 2)


def _spread(count: int) -> list[float]:
    if count == 1:
        return [50.0]
    return [round(INSET + step * (100 - 2 * INSET) / (count - 1), 2) for step in range(count)]


def _runs(points: list[tuple[float, Measure]]) -> list[list[tuple[float, Measure]]]:
    """Unbroken stretches of known values."""
    runs: list[list] = [[]]
    for x, measure in points:
        if measure.value is None:
            runs.append([])
        else:
            runs[-1].append((x, measure))
    return [run for run in runs if run]


def _line(points: list[tuple[float, float]]) -> str:
    if len(points) == 1:  # a short stroke, so that a lone value is seen
        x, y = points[0]
        points = [(x - 1, y), (x + 1, y)]
    return "M" + "L".join(f"{x * WIDE / 100:.1f} {y:.1f}" for x, y in points)


def _band(run: list[tuple[float, Measure]], down: Callable[[Number], float]) -> str:
    above = [(x, down(m.high)) for x, m in run]
    below = [(x, down(m.low)) for x, m in reversed(run)]
    return _line(above + below) + "Z"


def _grid(lowest: int, highest: int, down: Callable[[Number], float]) -> list[tuple[float, int]]:
    return [(down(value), value) for value in range(lowest, highest + 1)]


def _few_words(places: list[float], labels: list[str]) -> list[tuple[float, str, str]]:
    """The first, the last and, where there is room, the middle label."""
    last = len(labels) - 1
    if last < 1:
        return [(x, label, "middle") for x, label in zip(places, labels, strict=True)]
    words = [(places[0], labels[0], "start"), (places[last], labels[last], "end")]
    if last >= 4 and last % 2 == 0:
        words.insert(1, (places[last // 2], labels[last // 2], "middle"))
    return words
