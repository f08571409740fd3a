"""The days the demonstration turns around: everything is told backwards from the pemda's today."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# Movable national holidays of 2026 by the joint decree; those of other years are added when their decree is out.
MOVABLE = {
    date(2026, 1, 16): "Isra Mikraj Nabi Muhammad SAW",
    date(2026, 2, 17): "Tahun Baru Imlek 2577",
    date(2026, 3, 19): "Hari Suci Nyepi",
    date(2026, 3, 21): "Idulfitri 1447 Hijriah",
    date(2026, 3, 22): "Idulfitri 1447 Hijriah",
    date(2026, 4, 3): "Wafat Yesus Kristus",
    date(2026, 4, 5): "Kebangkitan Yesus Kristus (Paskah)",
    date(2026, 5, 14): "Kenaikan Yesus Kristus",
    date(2026, 5, 27): "Iduladha 1447 Hijriah",
    date(2026, 5, 31): "Hari Raya Waisak 2570",
    date(2026, 6, 16): "Tahun Baru Islam 1448 Hijriah",
    date(2026, 8, 25): "Maulid Nabi Muhammad SAW",
}
FIXED = {
    (1, 1): "Tahun Baru Masehi",
    (5, 1): "Hari Buruh Internasional",
    (6, 1): "Hari Lahir Pancasila",
    (8, 17): "Hari Kemerdekaan Republik Indonesia",
    (12, 25): "Hari Natal",
}

CARDS_AGO = (45, 12)  # days ago: two rounds of evidence cards; the later ones are open to the superior by now


def holidays(year: int) -> dict[date, str]:
    """National holidays of last year, this one and the next, as far as their dates are certain."""
    fixed = {date(each, *day): name for each in (year - 1, year, year + 1) for day, name in FIXED.items()}
    return fixed | MOVABLE


@dataclass(frozen=True)
class Story:
    """One pemda's calendar of the demonstration. Days are the pemda's own; `minute` is the minute of today."""

    today: date
    minute: int
    zone: ZoneInfo
    working_days: tuple[int, ...]
    weeks: int

    @property
    def began(self) -> date:
        """When the posts of most people begin: long before anything is told of them."""
        return date(self.today.year - 1, 1, 2)

    @property
    def since(self) -> date:
        """The Monday the ratings begin."""
        return self.today - timedelta(days=self.today.weekday(), weeks=self.weeks - 1)

    @property
    def year(self) -> int:
        """The year of the SKP: this one, or in the first days of January the one that has just been."""
        return self.days_ago(CARDS_AGO[-1] + 1).year

    @property
    def agreed_on(self) -> date:
        """When the SKP were agreed: in January, as the rule wants it, or lately when it is January still."""
        return max(date(self.year, 1, 1), min(date(self.year, 1, 14), self.days_ago(30)))

    def days_ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def is_working_day(self, day: date) -> bool:
        return day.isoweekday() in self.working_days and day not in holidays(day.year)

    def working_day_before(self, day: date) -> date:
        """The last working day before this day."""
        day -= timedelta(days=1)
        while not self.is_working_day(day):
            day -= timedelta(days=1)
        return day

    def days(self) -> Iterator[date]:
        """Every day from the first rating to today."""
        return (self.since + timedelta(days=step) for step in range((self.today - self.since).days + 1))

    def at(self, day: date, minute: int) -> datetime:
        """A minute of a day on the pemda's clock; minute 1440 is the next midnight."""
        return datetime.combine(day, time(), self.zone) + timedelta(minutes=minute)
