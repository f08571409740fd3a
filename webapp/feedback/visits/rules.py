"""Pure rules of invitations: how long they live, and which weeks of them are told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from webapp.feedback.publication.rules import leaves_enough

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


def is_apart(whole: tuple[int, int], part: tuple[int, int]) -> bool:
    """Whether two told numbers of invitations and ratings differ by nothing, or by five of both."""
    return all(leaves_enough(abs(all_ - some)) for all_, some in zip(whole, part, strict=True))
