"""Months of visits as the product would have kept them: score, frozen attribution, marks of device and network."""

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from webapp.demo.answers import quality_of, score_around
from webapp.demo.counters import CLOSES, COUNTERS, OPENS, Counter, Shift, is_open, is_substituted, shifts
from webapp.demo.moments import Story

BURST_AGO, BURST_SIZE, BURST_MINUTES = 18, 60, 12
REGULARS = 60  # devices that come back, of messengers and of people with much to settle
SUBSTITUTES_VISITORS = 4  # so few a day that nothing can be said about the newcomer yet
WEEKDAY = (1.1, 0.95, 0.88, 0.84, 0.7, 0.45, 0.3)  # of the usual visitors, from Monday on


@dataclass(slots=True)
class Visit:
    """One rating to be planted; keys instead of ids for what the place names."""

    id: UUID
    counter: Counter
    officer: str | None
    shift: str | None
    channel: str
    day: date
    minute: int
    score: int
    device: bytes | None
    network: bytes


def visits(slug: str, story: Story, volume: float, burst_score: int, chance: random.Random) -> Iterator[Visit]:
    """Every visit in the order of time. `volume` scales how many come."""
    burst_day = story.working_day_before(story.days_ago(BURST_AGO))
    marks = Marks(slug, chance)
    for day in story.days():
        found = [visit for counter in COUNTERS for visit in _of_day(counter, day, story, volume, marks, chance)]
        if day == burst_day:
            found += _burst(day, story, burst_score, marks, chance)
        yield from sorted(found, key=lambda visit: visit.minute)


def _of_day(
    counter: Counter, day: date, story: Story, volume: float, marks: "Marks", chance: random.Random
) -> Iterator[Visit]:
    if not is_open(counter, day, story):
        return
    present = shifts(counter, day, story)
    progress = (day - story.since).days / (7 * story.weeks)
    last = story.minute if day == story.today else CLOSES
    for _ in range(_how_many(counter, day, story, volume, chance)):
        minute = int(chance.triangular(OPENS, CLOSES - 1, OPENS + 105))
        shift = next((each for each in present if each.starts <= minute < each.ends), None)
        officer = shift.officer if shift else None
        score = score_around(chance, quality_of(counter, officer, progress))
        channel = _channel(counter, chance)
        device, network = marks.device(counter, channel, day), marks.network(counter, day)
        if minute < last:
            yield Visit(_random_id(chance), counter, officer, shift and shift.name, channel, day, minute, score, device,
                        network)  # fmt: skip


def _how_many(counter: Counter, day: date, story: Story, volume: float, chance: random.Random) -> int:
    if counter.key == "p6" and is_substituted(day, story):
        return SUBSTITUTES_VISITORS
    expected = counter.visitors * volume * WEEKDAY[day.weekday()]
    if not story.is_working_day(day):
        expected *= 0.6
    return max(0, round(chance.gauss(expected, expected**0.5)))


def _channel(counter: Counter, chance: random.Random) -> str:
    if counter.kind == "kiosk":
        return "kiosk"
    return "token" if chance.random() < counter.verified else "open"


def _burst(day: date, story: Story, score: int, marks: "Marks", chance: random.Random) -> list[Visit]:
    """Many equal answers from one network within minutes, while `pegawai` was on duty."""
    counter = COUNTERS[0]
    shift: Shift = next(each for each in shifts(counter, day, story) if each.officer == "pegawai")
    network = marks.mark("lonjakan", day)
    return [
        Visit(_random_id(chance), counter, shift.officer, shift.name, "open", day,
              shift.starts + 80 + chance.randrange(BURST_MINUTES), score, chance.randbytes(16), network)
        for _ in range(BURST_SIZE)
    ]  # fmt: skip


class Marks:
    """Keyed marks of the demonstration: new ones each month, as in the product, and no device behind any of them."""

    def __init__(self, slug: str, chance: random.Random):
        self._slug, self._chance = slug, chance

    def mark(self, what: str, day: date) -> bytes:
        """The same mark for the same thing within a month."""
        return hashlib.blake2b(f"{self._slug} {what} {day:%Y-%m}".encode(), digest_size=16).digest()

    def device(self, counter: Counter, channel: str, day: date) -> bytes | None:
        """A new device mostly, a known one at times; a kiosk has none, and a few browsers keep nothing."""
        if channel == "kiosk":
            return None
        kind = self._chance.random()
        if kind < 0.04:
            return None
        if kind < 0.09:
            return self.mark(f"{counter.service} gawai {self._chance.randrange(REGULARS)}", day)
        return self._chance.randbytes(16)

    def network(self, counter: Counter, day: date) -> bytes:
        """The office's own network, a carrier's few addresses shared by many, or somebody's home."""
        if counter.kind == "kiosk":
            return self.mark(f"{counter.opd} mesin", day)
        kind = self._chance.random()
        if counter.kind == "counter" and kind < 0.15:
            return self.mark(f"{counter.opd} kantor", day)
        if kind < 0.5:
            return self.mark(f"seluler {self._chance.randrange(24)}", day)
        return self._chance.randbytes(16)


def _random_id(chance: random.Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)
