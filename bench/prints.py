"""How long does a job take to lay out many sheets, and how large are they? `python -m bench.prints --points 200`."""

import argparse
import sys
import time
from uuid import UUID

from bench.stack import Stack, running_stack
from webapp.feedback.services.models import ServicePoint
from webapp.feedback.services.prints import domain, jobs, queries, rules
from webapp.feedback.services.prints.domain import Wish
from webapp.platform import clock
from webapp.platform.db import TenantSession, unit_of_work
from webapp.platform.tenancy import serving

LONGEST = 60.0  # seconds of this process's own work: a tenth of the time a worker gives the job
FORMS = ("poster", "kartu", "tenda", "stiker")


def main() -> int:
    """Prints the seconds of every form; the exit status tells whether all stayed below the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=200)
    options = parser.parse_args()
    with running_stack() as stack:
        codes = plant(stack, options.points)
        slowest = max(lay_out(stack, form, codes[: rules.MOST[form]]) for form in FORMS)
    print(f"the slowest {slowest:.1f} s of CPU (limit {LONGEST:.0f} s)")
    return 0 if slowest <= LONGEST else 1


def plant(stack: Stack, points: int) -> list[str]:
    """So many counters; their codes."""
    place = stack.world.pontianak
    codes = [f"cetak{number:04d}" for number in range(points)]
    with serving(place.tenant), unit_of_work(stack.resources.engine) as session:
        session.add_all(
            ServicePoint(service_id=place.service, opd_id=place.dinas, code=code, name=f"Loket {number}")
            for number, code in enumerate(codes)
        )
    return codes


def lay_out(stack: Stack, form: str, codes: list[str]) -> float:
    """Asks for a print and does its job here; seconds of CPU."""
    place = stack.world.pontianak
    with serving(place.tenant), unit_of_work(stack.resources.engine) as session:
        wish = Wish(form, "id", 12, codes)
        job = domain.ask(session, wish, root="https://pamong.example", by=place.oki.id, at=clock.now())
        print_id, sheets = job.id, wish.sheets
    began, own = time.perf_counter(), time.process_time()
    jobs.work(stack.resources, place.tenant, str(print_id))
    seconds, own = time.perf_counter() - began, time.process_time() - own
    told = f"{form}: {sheets} sheets, {seconds:.1f} s, {own:.1f} s of CPU"
    print(f"{told}, {size(stack, print_id) / 1e6:.1f} MB", flush=True)
    return own


def size(stack: Stack, print_id: UUID) -> int:
    """Bytes of the file; 0 when there is none."""
    with serving(stack.world.pontianak.tenant), TenantSession(stack.resources.engine) as session:
        return len(queries.content(session, print_id) or b"")


if __name__ == "__main__":
    sys.exit(main())
