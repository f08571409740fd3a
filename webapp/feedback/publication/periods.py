"""Pure: the periods results are told of, all made of whole weeks, so that no two of them differ by part of a batch."""

from dataclasses import dataclass
from datetime import date, timedelta

WEEK, QUARTER, YEAR = "pekan", "triwulan", "tahun"
KINDS = (WEEK, QUARTER, YEAR)
_A_WEEK, _THURSDAY = timedelta(weeks=1), timedelta(days=3)


@dataclass(frozen=True)
class Period:
    """Weeks from a Monday to a Sunday. A week belongs to the quarter and the year that hold its Thursday (ISO 8601)."""

    kind: str
    since: date
    until: date

    @property
    def code(self) -> str:
        """What an address calls it: '2026-w23', '2026-t3', '2026'."""
        day = self.since + _THURSDAY
        if self.kind == WEEK:
            return f"{day.year}-w{day.isocalendar().week}"
        return f"{day.year}-t{quarter_of(day)}" if self.kind == QUARTER else f"{day.year}"


def quarter_of(day: date) -> int:
    """1 to 4."""
    return (day.month + 2) // 3


def whole_periods(first: date, today: date) -> list[Period]:
    """Every week, quarter and year that lies wholly between the Monday `first` and today's week, oldest first."""
    weeks = []
    while first + _A_WEEK <= today:
        weeks.append(first)
        first += _A_WEEK
    groups: dict[tuple, list[date]] = {}
    for monday in weeks:
        day = monday + _THURSDAY
        groups.setdefault((QUARTER, day.year, quarter_of(day)), []).append(monday)
        groups.setdefault((YEAR, day.year), []).append(monday)
    larger = [_period(key[0], mondays) for key, mondays in groups.items()]
    return [_period(WEEK, [monday]) for monday in weeks] + [each for each in larger if _is_whole(each)]


def quarters_within(since: date, until: date) -> list[Period]:
    """The whole quarters between a Monday and a day, unless the one quarter is all of it."""
    found = [each for each in whole_periods(since, until + timedelta(days=1)) if each.kind == QUARTER]
    return [each for each in found if (each.since, each.until) != (since, until)]


def _period(kind: str, mondays: list[date]) -> Period:
    return Period(kind, mondays[0], mondays[-1] + _A_WEEK - timedelta(days=1))


def _is_whole(period: Period) -> bool:
    """Whether the week before and the week after belong to another quarter or year."""
    middle = period.since + _THURSDAY
    beside = (middle - _A_WEEK, period.until + timedelta(days=4))
    if period.kind == YEAR:
        return all(day.year != middle.year for day in beside)
    return all((day.year, quarter_of(day)) != (middle.year, quarter_of(middle)) for day in beside)
