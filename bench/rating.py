"""How fast is a rating? The real path beside the bare one, on one machine, in turns: `python -m bench.rating`."""

import argparse
import itertools
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.load import Answer, Ask, Report, Script, between, get, median, post, press
from bench.stack import Stack, cpu_seconds, family, free_port, running_stack, wait_for_web
from webapp.dev import standard_plan
from webapp.platform import clock
from webapp.platform.embedded.home import PROJECT
from webapp.platform.supervisor import Service

PAGE, PRESS, FLOW = "rating page", "submission", "citizen flow"
GOALS = {PAGE: 0.7, PRESS: 0.6, FLOW: 0.7}
MOST_CPU = 4.0  # milliseconds a flow, web and database together
BARE_TABLE = "create table if not exists bare (id uuid primary key, code text not null, score smallint not null)"


@dataclass(frozen=True)
class Side:
    """One of the two applications: its port, its processes, and how a client of it behaves."""

    name: str
    port: int
    cpu: Callable[[], float]
    scripts: dict[str, Callable[[], Script]]


def main() -> int:
    """Prints the comparison; the exit status tells whether every goal was reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, nargs="+", default=[16, 32])
    parser.add_argument("--rounds", type=int, default=3, help="rounds a side, in turns")
    parser.add_argument("--seconds", type=float, default=4.0, help="length of a round")
    parser.add_argument("--alone", action="store_true", help="without worker and clock, so without the counting")
    options = parser.parse_args()
    names = ("web",) if options.alone else ("web", "worker", "clock")
    reached = True
    with running_stack(*names) as stack, bare_app(stack) as bare:
        for what, clients in itertools.product((PAGE, PRESS, FLOW), options.clients):
            reached &= compare(what, clients, our_side(stack), bare, options.rounds, options.seconds)
    return 0 if reached else 1


def compare(what: str, clients: int, ours: Side, bare: Side, rounds: int, seconds: float) -> bool:
    """Runs both sides in turns and prints a line each; says whether the goal was reached."""
    for side in (ours, bare):
        press(side.port, [side.scripts[what]() for _ in range(clients)], 1.0)
    done: dict[str, list[tuple[Report, float]]] = {ours.name: [], bare.name: []}
    for _ in range(rounds):
        for side in (ours, bare):
            scripts = [side.scripts[what]() for _ in range(clients)]
            before = side.cpu()
            report = press(side.port, scripts, seconds)
            check(report)
            done[side.name].append((report, side.cpu() - before))
    for side in (ours, bare):
        print(line(what, clients, side, done[side.name]))
    ratio = median(
        a.rate(what) / b.rate(what) for (a, _), (b, _) in zip(done[ours.name], done[bare.name], strict=True)
    )
    print(f"  ratio {ratio:.2f} (goal {GOALS[what]})\n", flush=True)
    return ratio >= GOALS[what]


def line(what: str, clients: int, side: Side, rounds: list[tuple[Report, float]]) -> str:
    """Medians over the rounds, for a reader."""
    reports = [report for report, _ in rounds]
    rate = median(report.rate(what) for report in reports)
    percentiles = " / ".join(f"{median(r.milliseconds(what, p) for r in reports):.1f}" for p in (0.5, 0.95, 0.99))
    cpu = median(1000 * used / len(report.took[what]) for report, used in rounds)
    own = median(report.own_cpu / report.seconds for report in reports)
    return (
        f"{what:13} {clients:3} clients  {side.name:5} {rate:8.0f}/s  p50/p95/p99 {percentiles:20} ms  "
        f"CPU web+database {cpu:.2f} ms  (generator {own:.0%} of a core)"
    )


def check(report: Report) -> None:
    """A figure of failed requests is no figure."""
    wrong = {status: n for status, n in report.statuses.items() if status not in (200, 303)}
    if wrong:
        raise RuntimeError(f"answers with other statuses: {wrong}")


def our_side(stack: Stack) -> Side:
    """Pamong as it runs."""
    tenant, counter = stack.world.pontianak.tenant, stack.world.pontianak.counter
    page, action = get(f"/{tenant.slug}/n/{counter}"), f"/{tenant.slug}/n/{counter}?kirim=1"
    return Side(
        "ours",
        stack.port,
        lambda: stack.cpu("web", "database"),
        {
            PAGE: lambda: viewer(page),
            PRESS: lambda: presser(action, form_bodies(stack)),
            FLOW: lambda: visitor(page, action),
        },
    )


def viewer(page: bytes) -> Script:
    """Looks at the rating page again and again."""
    while True:
        yield Ask(PAGE, page)


def presser(path: str, bodies: Iterator[bytes]) -> Script:
    """Presses a button of a new form each time."""
    for body in bodies:
        yield Ask(PRESS, post(path, body))


def form_bodies(stack: Stack) -> Iterator[bytes]:
    """Forms with keys the application itself would have issued; one visitor's form each."""
    keys, place, now = stack.keys(), stack.world.pontianak, clock.now().timestamp()
    for number in itertools.count():
        key = keys.issue(place.tenant.id, place.counter_id, now)
        yield b"kunci=%s&nilai=%d&situs=" % (key.encode(), 1 + number % 4)


def visitor(page: bytes, path: str) -> Script:
    """A fresh visitor after the other, each with a connection of her own: page, press, receipt."""
    for number in itertools.count():
        seen = yield Ask("page of a flow", page, fresh=True)
        key = between(seen.page, b'name="kunci" value="', b'"')
        pressed = yield Ask("press of a flow", post(path, b"kunci=%s&nilai=%d&situs=" % (key, 1 + number % 4)))
        yield Ask(FLOW, get(pressed.location.decode()), before=seen.seconds + pressed.seconds)


@contextmanager
def bare_app(stack: Stack) -> Iterator[Side]:
    """The yardstick, on the same kind of server and in the same PostgreSQL."""
    with stack.superuser() as connection:
        connection.execute("create database bare owner pamong_app")
    home, port = stack.home.path, free_port()
    templates = write_templates(stack, home)
    environment = templates | {"BARE_DATABASE": stack.database.conninfo("app", "bare"), "PYTHONPATH": str(PROJECT)}
    command = [*dict(standard_plan("127.0.0.1", port).services)["web"][:-1], "bench.bare:application"]
    stack.supervisor.start(Service("bare", command, environment))
    import psycopg

    with psycopg.connect(stack.database.conninfo("app", "bare"), autocommit=True) as connection:
        connection.execute(BARE_TABLE)
    wait_for_web(port, "/n/1")

    def cpu() -> float:
        return sum(cpu_seconds(pid) for pid in family(stack.service("bare").process.pid)) + stack.cpu("database")

    path = "/n/loket1"
    yield Side(
        "bare", port, cpu,
        {
            PAGE: lambda: viewer(get(path)),
            PRESS: lambda: presser(path, (b"kunci=%048d&nilai=3&situs=" % n for n in itertools.count())),
            FLOW: lambda: visitor(get(path), path),
        },
    )  # fmt: skip


def write_templates(stack: Stack, folder: Path) -> dict[str, str]:
    """Our two pages as templates with holes, so that the bare ones are of the same size."""
    found: list[Answer] = []
    place = stack.world.pontianak
    path = f"/{place.tenant.slug}/n/{place.counter}"

    def look() -> Script:
        found.append((yield Ask("page", get(path), fresh=True)))
        found.append((yield Ask("press", post(path, next(form_bodies(stack))))))
        found.append((yield Ask("receipt", get(found[-1].location.decode()))))

    press(stack.port, [look()], 10)
    page = re.sub(r'name="kunci" value="[^"]*"', 'name="kunci" value="{{ key }}"', found[0].page.decode())
    receipt = found[2].page.decode().replace("Loket 1", "{{ code }}").replace("Sangat baik", "{{ score }}")
    (folder / "page.html").write_text(page)
    (folder / "receipt.html").write_text(receipt)
    return {"BARE_PAGE": str(folder / "page.html"), "BARE_RECEIPT": str(folder / "receipt.html")}


if __name__ == "__main__":
    sys.exit(main())
