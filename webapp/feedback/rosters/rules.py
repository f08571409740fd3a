"""Pure: who may plan and decide, the hours of a shift, what is copied, and what a correction leaves of a duty."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from uuid import UUID

PLANS_ALL = "organisasi"
SHIFTS = ("penuh", "pagi", "siang", "malam")
HOURS = {
    "pagi": (time(8), time(12)),
    "siang": (time(12), time(16)),
    "malam": (time(20), time(6)),
    "penuh": (time(8), time(16)),
}
FULL_DAY = timedelta(hours=7)  # own hours of this length and more are a whole day's shift
NOON, EVENING = time(11), time(17)  # own hours that begin from here on are an afternoon, or a night
MOST_WEEKS = 8  # a roster is copied this far ahead at most
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)

Period = tuple[datetime, datetime]


@dataclass(frozen=True)
class Turn:
    """Somebody at a point from when to when; moments in UTC."""

    point_id: UUID
    person_id: UUID
    shift: str
    starts_at: datetime
    ends_at: datetime

    @property
    def period(self) -> Period:
        return self.starts_at, self.ends_at


@dataclass(frozen=True)
class Skipped:
    """A turn that is not copied, and why."""

    turn: Turn
    reason: str


def may_plan(roles: Collection[str], led: Collection[UUID], office_and_above: Collection[UUID]) -> bool:
    """Who plans the counters of an office: the organisation bureau, and whoever leads the office or one above it."""
    return PLANS_ALL in roles or not set(led).isdisjoint(office_and_above)


def may_decide(
    person_id: UUID, roles: Collection[str], led: Collection[UUID], above: Collection[UUID],
    superiors: Collection[UUID], concerned: Collection[UUID],
) -> bool:  # fmt: skip
    """Who decides on a correction: the organisation bureau, or who stands above the head of the office.

    above: the OPD above the office; superiors: the pejabat penilai of its heads. Never who proposed it, never one of
    the two officers it is about.
    """
    if person_id in concerned:
        return False
    return PLANS_ALL in roles or person_id in superiors or not set(led).isdisjoint(above)


def monday_of(day: date) -> date:
    """The first day of the week."""
    return day - timedelta(days=day.weekday())


def day_begins(day: date, zone: tzinfo) -> datetime:
    """The midnight at which this day of the pemda begins."""
    return datetime.combine(day, time(), zone)


def period_of(day: date, begins: time, ends: time, zone: tzinfo) -> Period:
    """These hours of a day of the pemda; hours that end before they begin run over midnight."""
    start = datetime.combine(day, begins, zone)
    end = datetime.combine(day, ends, zone)
    return start, end if end > start else end + DAY


def shift_named(begins: time, ends: time) -> str:
    """The shift that own hours belong to."""
    length = (datetime.combine(date.min, ends) - datetime.combine(date.min, begins)) % DAY or DAY
    if length >= FULL_DAY and begins < EVENING:
        return "penuh"
    return "malam" if begins >= EVENING else "siang" if begins >= NOON else "pagi"


def overlap(one: Period, other: Period) -> bool:
    """Whether two periods share a moment; one may begin when the other ends."""
    return one[0] < other[1] and other[0] < one[1]


def left_of(duty: Period, taken: Period) -> list[Period]:
    """What remains of a duty when a period is taken out of it."""
    before, after = (duty[0], min(duty[1], taken[0])), (max(duty[0], taken[1]), duty[1])
    return [part for part in (before, after) if part[0] < part[1]] if overlap(duty, taken) else [duty]


def days_touched(period: Period, zone: tzinfo) -> list[date]:
    """The days of the pemda that a period has a moment of."""
    first, last = (moment.astimezone(zone).date() for moment in (period[0], period[1] - timedelta.resolution))
    return [first + DAY * step for step in range((last - first).days + 1)]


def whole_days(period: Period, duties: Iterable[Period], zone: tzinfo) -> list[date] | None:
    """The days on which the period takes all the hours of these duties (of one person at one point).

    None when it takes only a part of some day: a rating knows its day and not its hour, so no part of a day can move.
    """
    days: set[date] = set()
    duties = list(duties)
    for duty in (each for each in duties if overlap(each, period)):
        days.update(days_touched((max(duty[0], period[0]), min(duty[1], period[1])), zone))
    for day in days:
        hours = day_begins(day, zone), day_begins(day + DAY, zone)
        for duty in (each for each in duties if overlap(each, hours)):
            if not (period[0] <= max(duty[0], hours[0]) and min(duty[1], hours[1]) <= period[1]):
                return None
    return sorted(days)


def copied(
    turns: Sequence[Turn], source: date, mondays: Iterable[date], there: Sequence[Turn],
    is_gone: Callable[[UUID, date], bool], is_holiday: Callable[[date], bool], now: datetime, zone: tzinfo,
) -> Iterator[Turn | Skipped]:  # fmt: skip
    """What copying these turns of the week of `source` to other weeks adds, and what it leaves out and why.

    there: all turns that overlap the other weeks, also at other points; is_gone: whether a point is closed on a day, or
    a person does not belong to the office any more. Copying again adds nothing.
    """
    for monday in sorted(set(mondays)):
        for turn in turns:
            moved = _moved(turn, monday - source, zone)
            day = moved.starts_at.astimezone(zone).date()
            closed = is_gone(moved.point_id, day) or is_gone(moved.person_id, day)
            reason = "tutup" if closed else _not_copied(moved, there, now, is_holiday(day))
            yield Skipped(moved, reason) if reason else moved


def _moved(turn: Turn, by: timedelta, zone: tzinfo) -> Turn:
    """The same hours on the clock of the pemda, some days later."""
    starts, ends = (moment.astimezone(zone) + by for moment in turn.period)
    return Turn(turn.point_id, turn.person_id, turn.shift, starts, ends)


def _not_copied(turn: Turn, there: Sequence[Turn], now: datetime, is_holiday: bool) -> str:
    if turn.starts_at <= now:
        return "lewat"
    if is_holiday:
        return "libur"
    at_once = [each for each in there if overlap(each.period, turn.period)]
    if any(each.point_id == turn.point_id for each in at_once):
        return "terisi"
    return "di_tempat_lain" if any(each.person_id == turn.person_id for each in at_once) else ""
