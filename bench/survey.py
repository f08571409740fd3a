"""How fast is the survey? Whole forms beside the bare handler, and the index of a million: `python -m bench.survey`."""

import argparse
import itertools
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from bench.load import Report, median, press
from bench.rating import PRESS, Side, bare_app, check, line, presser
from bench.stack import Stack, running_stack
from webapp.feedback.survey import counting, domain, queries
from webapp.feedback.survey.index import UNSUR
from webapp.platform import clock
from webapp.platform.db import TenantSession, be_patient
from webapp.platform.tenancy import serving

LEAST, SLOWEST = 100, 300  # submissions a second, milliseconds of the 99th percentile
MOST_INDEX = 50  # milliseconds
LOOKS = 50
PLANT = """
insert into survey_response (tenant_id, id, period_id, service_id, channel, day, band, sex, age, education, occupation,
                             answers)
select %s, gen_random_uuid(), %s, %s, 'tautan', %s, 'pagi', 'P', '30_39', 'SMA', 'swasta',
       array(select (1 + (n + q) %% 4)::smallint from generate_series(1, 9) q)
from generate_series(1, %s) n
"""


def main() -> int:
    """Prints what was measured; the exit status tells whether every goal was reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--rounds", type=int, default=3, help="rounds a side, in turns")
    parser.add_argument("--seconds", type=float, default=10.0, help="length of a round")
    parser.add_argument("--responses", type=int, default=1_000_000, help="responses behind the index")
    options = parser.parse_args()
    with running_stack("web", "worker", "clock") as stack:
        today = clock.today(stack.world.pontianak.tenant.timezone)
        running, over = open_periods(stack, today)
        with bare_app(stack) as bare:
            reached = submissions(our_side(stack, running), bare, options)
        reached &= index_of_many(stack, over, today, options.responses)
    return 0 if reached else 1


def open_periods(stack: Stack, today: date) -> tuple[UUID, UUID]:
    """A period that runs and one that is over, of the same office."""
    place, found = stack.world.pontianak, []
    with serving(place.tenant), TenantSession(stack.resources.engine) as session:
        for first, last in ((0, 30), (-60, -30)):
            since, until = today + timedelta(days=first), today + timedelta(days=last)
            period = domain.open_period(session, place.dinas, "Ukuran", since, until, 1000, by=place.oki.id,
                                        at=clock.now(), today=today)  # fmt: skip
            found.append(period.id)
        session.commit()
    return found[0], found[1]


def submissions(ours: Side, bare: Side, options: argparse.Namespace) -> bool:
    """Whole forms as fast as so many clients can send them, beside the bare handler; says whether it was enough."""
    done: dict[str, list[tuple[Report, float]]] = {ours.name: [], bare.name: []}
    for _ in range(options.rounds):
        for side in (ours, bare):
            before = side.cpu()
            report = press(side.port, [side.scripts[PRESS]() for _ in range(options.clients)], options.seconds)
            check(report)
            done[side.name].append((report, side.cpu() - before))
    for side in (ours, bare):
        print(line(PRESS, options.clients, side, done[side.name]))
    reports, yardstick = ([report for report, _cpu in done[side.name]] for side in (ours, bare))
    rate = median(each.rate(PRESS) for each in reports)
    slow = median(each.milliseconds(PRESS, 0.99) for each in reports)
    ratio = median(a.rate(PRESS) / b.rate(PRESS) for a, b in zip(reports, yardstick, strict=True))
    print(f"  {rate:.0f}/s (goal {LEAST}), p99 {slow:.0f} ms (goal {SLOWEST}), ratio {ratio:.2f}\n", flush=True)
    return rate >= LEAST and slow < SLOWEST


def our_side(stack: Stack, period_id: UUID) -> Side:
    """Pamong as it runs, counting included."""
    path = f"/{stack.world.pontianak.tenant.slug}/skm/disdukcapil"
    return Side(
        "ours", stack.port, lambda: stack.cpu("web", "database"),
        {PRESS: lambda: presser(path, filled_forms(stack, period_id))},
    )  # fmt: skip


def filled_forms(stack: Stack, period_id: UUID) -> Iterator[bytes]:
    """Forms with keys the application itself would have issued, every question answered."""
    keys, place, now = stack.keys(), stack.world.pontianak, clock.now().timestamp()
    about = f"layanan={place.service}&kelamin=P&usia=30_39&pendidikan=SMA&pekerjaan=swasta&bentuk=semua&arah=kirim"
    for number in itertools.count():
        answers = "&".join(f"{slug}={1 + (number + place_) % 4}" for place_, slug in enumerate(UNSUR))
        yield f"kunci={keys.issue(place.tenant.id, period_id, now)}&{answers}&{about}&situs=".encode()


def index_of_many(stack: Stack, period_id: UUID, today: date, responses: int) -> bool:
    """The IKM of a unit with so many responses, looked up again and again; says whether it was quick enough."""
    place = stack.world.pontianak
    facts = (place.tenant.id, period_id, place.service, today - timedelta(days=40), responses)
    with stack.superuser() as connection:
        connection.execute(PLANT, facts)
    with serving(place.tenant), TenantSession(stack.resources.engine) as session:
        be_patient(session)
        counting.repair(session)
        session.commit()
        took = sorted(_look(session, period_id, today) for _ in range(LOOKS))
    middle = took[LOOKS // 2]
    print(f"IKM of {responses} responses: median {middle:.1f} ms, slowest {took[-1]:.1f} ms (goal {MOST_INDEX})")
    return middle <= MOST_INDEX


def _look(session: TenantSession, period_id: UUID, today: date) -> float:
    """Milliseconds of one look, a transaction of its own."""
    begun = time.perf_counter()
    period = queries.period_by_id(session, period_id)
    if period_id not in domain.indexes(session, [period], today):
        raise RuntimeError("no index")
    session.rollback()
    return 1000 * (time.perf_counter() - begun)


if __name__ == "__main__":
    sys.exit(main())
