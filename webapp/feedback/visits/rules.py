"""Pure rules of invitations: how long they live, and which weeks of them are told."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

WEEK = timedelta(days=7)
WEEKS_AFTER = 1  # an invitation lives to the end of this many weeks after its own
SMALLEST_TOLD = 5  # invitations behind a told response rate, as for every published number
ORIGINS = ("antrean", "loket", "lembar")  # queue system, counter screen, printed slip
COUNTED = ("antrean", "loket")  # those whose every issue stands for a visit that the system saw end


def oldest_alive(this_week: date) -> date:
    """The Monday of the oldest week whose invitations may still be used in the week of this Monday."""
    return this_week - WEEKS_AFTER * WEEK


def last_day(week: date) -> date:
    """The last day on which an invitation of this week may be used."""
    return week + (WEEKS_AFTER + 1) * WEEK - timedelta(days=1)


Part = TypeVar("Part", bound=Hashable)


@dataclass(frozen=True)
class WeekOfInvitations:
    """What became of the invitations of one week that is over."""

    week: date
    issued: int
    redeemed: int


@dataclass(frozen=True)
class Told:
    """Invitations of one or more weeks that are told together, at the last of them."""

    week: date
    issued: int
    redeemed: int


def told(
    weeks: Sequence[WeekOfInvitations], this_week: date, smallest: int = SMALLEST_TOLD, answered: int = 0
) -> list[Told]:
    """The weeks whose invitations have all ended, in groups of at least `smallest` issued and `answered` redeemed; a
    rest waits for more.

    The groups are made from the first week on, so that what was told once is never told differently.
    """
    found, issued, redeemed = [], 0, 0
    for each in sorted(weeks, key=lambda one: one.week):
        if each.week >= oldest_alive(this_week):
            break
        issued, redeemed = issued + each.issued, redeemed + each.redeemed
        if issued >= smallest and redeemed >= answered:
            found.append(Told(each.week, issued, redeemed))
            issued = redeemed = 0
    return found


def tellable_parts(
    parts: Mapping[Part, tuple[int, int]], asked: Collection[Part], smallest: int = SMALLEST_TOLD
) -> set[Part]:
    """Those of the `asked` parts of a whole (issued, redeemed) that may be told.

    Each has at least `smallest` redeemed, and so has all that is left of the whole, for whoever knows the whole can
    work it out; otherwise the smallest are left out.
    """
    found = {part for part in asked if part in parts and parts[part][1] >= smallest}
    while found:
        left = [parts[part] for part in parts if part not in found]
        if not sum(issued for issued, _redeemed in left) or sum(redeemed for _issued, redeemed in left) >= smallest:
            break
        found.remove(min(found, key=lambda part: (parts[part][1], str(part))))
    return found
