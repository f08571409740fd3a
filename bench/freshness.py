"""How soon does a rating count while others pour in, and does the counting keep up? `python -m bench.freshness`."""

import argparse
import itertools
import multiprocessing
import sys
import time
from dataclasses import dataclass, field
from uuid import UUID

from bench.load import Ask, Report, Script, post, press
from bench.rating import form_bodies
from bench.stack import Stack, running_stack

GOAL = 5.0  # seconds from the answer to the score, p99
SAMPLE = 23  # every so manieth rating is followed; its number shares no factor with the answers' four
WAITING = "select rating_id from rating_event where tenant_id = %s and rating_id = any(%s)"
COUNTED = "select coalesce(sum(n), 0) from rating_bucket where tenant_id = %s"
RELEASED = "select coalesce(max(n), 0) from unit_score where tenant_id = %s and opd_id = %s"
BACKLOG = "select count(*) from rating_event where tenant_id = %s"


@dataclass
class Watch:
    """What the onlooker has seen so far."""

    answered: dict[UUID, float] = field(default_factory=dict)  # still waiting: when its answer came
    unreleased: list[tuple[int, float]] = field(default_factory=list)  # counted as the how manieth, when answered
    until_counted: list[float] = field(default_factory=list)
    until_released: list[float] = field(default_factory=list)
    backlog: list[tuple[float, int]] = field(default_factory=list)


def main() -> int:
    """Prints the figures; the exit status tells whether the goals were reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--clients", type=int, default=16)
    options = parser.parse_args()
    with running_stack("web", "worker", "clock") as stack:
        watch, report = pour(stack, options.clients, options.seconds)
        settled = settle(stack, watch)
    print(f"{report.rate('press'):.0f} ratings/s for {report.seconds:.0f} s, statuses {dict(report.statuses)}")
    for name, values in (("counted", watch.until_counted), ("in the released score", watch.until_released)):
        print(f"answer until {name}: {percentiles(values)} ({len(values)} followed)")
    quarters = [mean_backlog(watch, report.seconds, quarter) for quarter in range(4)]
    print("mean backlog in each quarter: " + ", ".join(f"{n:.0f}" for n in quarters))
    print(f"all {len(report.took['press'])} counted and released {settled:.1f} s after the last answer")
    grows = quarters[3] > 1.5 * max(quarters[0], report.rate("press"))
    reached = at(watch.until_released, 0.99) <= GOAL and not grows
    print(f"goal (p99 <= {GOAL} s, backlog does not grow): {'reached' if reached else 'MISSED'}")
    return 0 if reached else 1


def pour(stack: Stack, clients: int, seconds: float) -> tuple[Watch, Report]:
    """Lets a second process press for so long, and follows some of its ratings meanwhile."""
    here, there = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=pour_out, args=(stack, clients, seconds, there))
    child.start()
    there.close()
    watch, began = Watch(), time.monotonic()
    with stack.superuser() as connection:
        while True:
            while here.poll(0.05):
                message = here.recv()
                if isinstance(message, Report):
                    child.join()
                    return watch, message
                watch.answered[message[0]] = message[1]
            look(stack, connection, watch, began)


def pour_out(stack: Stack, clients: int, seconds: float, channel) -> None:
    """The second process: presses, tells of some, and sends its report at the end."""
    keys, place = stack.keys(), stack.world.pontianak
    path = f"/{place.tenant.slug}/n/{place.counter}?kirim=1"

    def citizen() -> Script:
        for number, body in enumerate(form_bodies(stack)):
            answer = yield Ask("press", post(path, body), fresh=number % 2 == 0)
            if number % SAMPLE == 0:
                code = answer.location.decode().rpartition("/")[2]
                channel.send((keys.from_receipt(place.tenant.id, code).rating_id, time.monotonic()))

    channel.send(press(stack.port, [citizen() for _ in range(clients)], seconds))


def look(stack: Stack, connection, watch: Watch, began: float) -> None:
    """One look: which of the followed ratings are counted, and which are in the score that readers see."""
    place, now = stack.world.pontianak, time.monotonic()
    tenant = place.tenant.id
    asked = list(watch.answered)
    waiting = {row[0] for row in connection.execute(WAITING, (tenant, asked))}
    counted = connection.execute(COUNTED, (tenant,)).fetchone()[0]
    released = connection.execute(RELEASED, (tenant, place.dinas)).fetchone()[0]
    watch.backlog.append((now - began, connection.execute(BACKLOG, (tenant,)).fetchone()[0]))
    for rating_id in itertools.filterfalse(waiting.__contains__, asked):
        answered = watch.answered.pop(rating_id)
        watch.until_counted.append(now - answered)
        watch.unreleased.append((counted, answered))
    for counted_as, answered in list(watch.unreleased):
        if released >= counted_as:
            watch.unreleased.remove((counted_as, answered))
            watch.until_released.append(now - answered)


def settle(stack: Stack, watch: Watch) -> float:
    """Seconds until nothing waits and the score has everything (less a batch too small to be released)."""
    began = time.monotonic()
    with stack.superuser() as connection:
        while watch.answered or watch.unreleased or watch.backlog[-1][1]:
            look(stack, connection, watch, began)
            if time.monotonic() > began + 60:
                raise RuntimeError("the counting does not settle")
            time.sleep(0.05)
    return time.monotonic() - began


def at(values: list[float], share: float) -> float:
    """The value that this share stays below."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def percentiles(values: list[float]) -> str:
    """p50, p95 and p99 in seconds, for a reader."""
    return ", ".join(f"p{share * 100:.0f} {at(values, share):.2f} s" for share in (0.5, 0.95, 0.99))


def mean_backlog(watch: Watch, seconds: float, quarter: int) -> float:
    """Events waiting, on average over a quarter of the time."""
    first, last = seconds * quarter / 4, seconds * (quarter + 1) / 4
    seen = [waiting for moment, waiting in watch.backlog if first <= moment < last]
    return sum(seen) / max(1, len(seen))


if __name__ == "__main__":
    sys.exit(main())
