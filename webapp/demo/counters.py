"""What happens at each service point: who serves there in turn, how many come, how well it goes."""

from datetime import date
from typing import NamedTuple

from webapp.demo.moments import Story

OPENS, NOON, CLOSES, MIDNIGHT = 8 * 60, 12 * 60, 16 * 60, 24 * 60
CLOSED_SINCE = 36  # days ago: counter p2 was closed
ROSTER_AHEAD = 14  # days the roster is known in advance
SUBSTITUTE, SUBSTITUTED_AT, SUBSTITUTED_ON = "pegawai2", "p6", (23, 30)  # days ago, moved to a working day


class Counter(NamedTuple):
    """A service point: `visitors` rate on a busy day; `quality` moves the answers by about so many stars."""

    key: str
    kind: str
    service: str
    opd: str
    officers: tuple[str, ...]
    visitors: float
    quality: float
    verified: float = 0.55  # share of the answers that come with a visit token
    growth: float = 0.0  # stars by which it got better over the months


class Shift(NamedTuple):
    """One officer's hours at a point on a day, in minutes."""

    officer: str
    name: str
    starts: int
    ends: int


COUNTERS = (
    Counter("p1", "counter", "s1", "bidang", ("pegawai", "o2"), 16, 0.08),
    Counter("p2", "counter", "s1", "bidang", ("o3", "o4"), 10, -0.10),
    Counter("p3", "counter", "s1", "a", ("a1", "a2"), 8, 0.12),
    Counter("p4", "counter", "s1", "b", ("b1", "b2"), 8, -0.22),
    Counter("p5", "counter", "s1", "c", ("c1", "c2"), 7, 0.20),
    Counter("p6", "counter", "s2", "front", ("k1", "k2"), 11, 0.0),
    Counter("p7", "online", "s2", "front", (), 6, 0.15, 0.75),
    Counter("p8", "counter", "s3", "ptsp", ("z1", "z2"), 9, -0.05, growth=0.35),
    Counter("p9", "counter", "s4", "ptsp", ("z3", "z4"), 5, 0.05),
    Counter("p10", "counter", "s5", "care", ("m1", "m2"), 13, -0.05),
    Counter("p11", "kiosk", "s5", "care", (), 9, -0.10),
    Counter("p12", "counter", "s6", "disdik", ("d1", "d2"), 4, 0.10),
)
# Some services are harder to please with than others, whoever serves.
SERVICE_QUALITY = {"s1": -0.10, "s2": 0.10, "s3": -0.15, "s4": 0.05, "s5": -0.05, "s6": 0.20}
OFFICER_QUALITY = {
    "pegawai": 0.22, "pegawai2": 0.05, "o2": -0.12, "o3": 0.05, "o4": -0.20, "a1": 0.15, "a2": -0.05, "b1": -0.05,
    "b2": -0.28, "c1": 0.25, "c2": 0.05, "k1": 0.18, "k2": -0.10, "z1": -0.18, "z2": 0.12, "z3": 0.0, "z4": 0.20,
    "m1": -0.08, "m2": 0.16, "d1": 0.08, "d2": -0.12,
}  # fmt: skip


def is_open(counter: Counter, day: date, story: Story) -> bool:
    """Whether people are served there that day; the online page never closes."""
    if counter.key == "p2" and day >= story.days_ago(CLOSED_SINCE):
        return False
    return counter.kind == "online" or story.is_working_day(day)


def shifts(counter: Counter, day: date, story: Story) -> list[Shift]:
    """Who serves there that day: two officers in weekly turns, and once in a while a substitute."""
    if counter.key == "p1" and day >= story.today:
        # Whoever tries the demonstration, at night or on a Sunday, finds somebody on duty at this counter.
        return [Shift("pegawai", "penuh", 0, MIDNIGHT)]
    if not counter.officers or not is_open(counter, day, story):
        return []
    if counter.key == SUBSTITUTED_AT and is_substituted(day, story):
        return [Shift(SUBSTITUTE, "penuh", OPENS, CLOSES)]
    first, second = counter.officers if day.isocalendar().week % 2 else counter.officers[::-1]
    if counter.key == "p1":
        return [Shift(first, "pagi", OPENS, NOON), Shift(second, "siang", NOON, CLOSES)]
    return [Shift(first, "penuh", OPENS, CLOSES)]


def is_substituted(day: date, story: Story) -> bool:
    """Whether the newcomer stood in that day."""
    return day in {story.working_day_before(story.days_ago(days)) for days in SUBSTITUTED_ON}
