"""Pure: when a tap was, by the clock of a tablet that may be wrong, and what a tap is signed over."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

TOO_OLD, AHEAD = "terlalu_lama", "mendahului"
OLDEST = timedelta(days=30)  # no tablet is forgotten in a drawer for longer; the marks of abuse defence live for months
FORGIVEN = 2  # minutes: a minute is cut off both times
MOST_AT_ONCE = 100  # taps in a batch: some twenty kilobytes
MINUTE_MS = 60_000


@dataclass(frozen=True)
class Moment:
    """When a tap counts, and why that is not what the tablet said, if so."""

    at: datetime
    oddity: str | None = None


def moment_of(tapped: int, sent_ms: int, now: datetime) -> Moment:
    """When a tap was, whose minute and sending were both read from the tablet's own clock.

    A clock that is wrong is wrong by the same for both, so the age holds and the tap is dated back from our own time.
    An age that cannot be (the clock was set in between, or the tablet has lain for months) is told, and the tap counts
    when it arrives.
    """
    age = sent_ms // MINUTE_MS - tapped
    if age < -FORGIVEN:
        return Moment(now, AHEAD)
    if age > OLDEST // timedelta(minutes=1):
        return Moment(now, TOO_OLD)
    return Moment(now - timedelta(minutes=max(age, 0)))


def skew_of(sent_ms: int, now: datetime) -> int:
    """Seconds the tablet's clock is ahead of ours, as far as a column holds it."""
    return max(-2_000_000_000, min(2_000_000_000, round(sent_ms / 1000 - now.timestamp())))


def signed_batch(device_id: UUID, sent_ms: int, depth: int) -> bytes:
    """What the tablet signs for a batch: each tap in it is signed by itself."""
    return f"{device_id}|{sent_ms}|{depth}".encode()


def signed_text(device_id: UUID, tap_id: UUID, minute: int, score: int) -> bytes:
    """What the tablet signs for a tap."""
    return f"{device_id}|{tap_id}|{minute}|{score}".encode()
