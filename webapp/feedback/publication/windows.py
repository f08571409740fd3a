"""The window a score looks back over: six months of whole weeks, ending today."""

from datetime import date, timedelta

WEEKS = 26  # fairness: rolling six months are shown, twelve months at the yearly evaluation


def window(until: date) -> tuple[date, date]:
    """(since, until), both included; since is a Monday."""
    monday = until - timedelta(days=until.weekday())
    return monday - timedelta(weeks=WEEKS - 1), until


def last_day(day: date) -> date:
    """The last day on whose window a rating of this day still lies."""
    return day - timedelta(days=day.weekday()) + timedelta(weeks=WEEKS, days=-1)
