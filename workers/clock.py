"""The clock: sweeps every second and rings the features' scheduled jobs. Exactly one should run; two do no harm."""

import logging
import signal
import sys
import threading
import time

import sqlalchemy as sa

from webapp import settings
from webapp.features import SCHEDULE, import_jobs
from webapp.platform import health
from webapp.platform.context import ContextSigner
from webapp.platform.db import make_engine
from webapp.platform.jobs import REGISTRY
from webapp.platform.state import gather
from workers.metrics import Numbers, serve
from workers.sweep import Sweeper

log = logging.getLogger("pamong.clock")
EVERY = 1.0  # seconds between sweeps


def main() -> int:
    """Runs until SIGTERM or SIGINT."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    import_jobs()
    config = settings.load()
    if not config.database_ops_url:
        raise settings.SettingsError(
            "DATABASE_OPS_URL is missing: the clock looks across all pemda with the role ops."
        )
    resources = gather(config)
    health.refuse_unsafe_database(resources)
    sweeper = Sweeper(
        resources, make_engine(config.database_ops_url, ContextSigner(config.context_key), pool_size=1)
    )
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    numbers = Numbers()
    serve(numbers)
    chores = threading.Thread(target=_do_chores, args=(resources, stop), name="chores", daemon=True)
    chores.start()
    while not stop.is_set():
        try:
            numbers.note(sweeper.sweep(), sweeper.waiting, sweeper.quarantined)
        except sa.exc.SQLAlchemyError as problem:
            log.error("the database is away (%s); trying again", type(problem).__name__)
        stop.wait(EVERY)
    return 0


def _do_chores(resources, stop: threading.Event) -> None:
    """The scheduled jobs, beside the sweep: a long one may not keep ratings from being counted."""
    due = dict.fromkeys(SCHEDULE, 0.0)
    while not stop.is_set():
        do_due_chores(resources, due)
        stop.wait(EVERY)


def do_due_chores(resources, due: dict[str, float]) -> None:
    """One round: every job whose time has come, for every pemda; notes in `due` when each is due again.

    Closed ones too: what must be forgotten is forgotten there as well.
    """
    for job, seconds in SCHEDULE.items():
        if time.monotonic() >= due[job]:
            due[job] = time.monotonic() + seconds
            _for_every_pemda(job, resources)


def _for_every_pemda(job: str, resources) -> None:
    try:
        for tenant in resources.directory.with_closed():
            _perform(job, resources, tenant)
    except sa.exc.SQLAlchemyError as problem:
        log.error("the database is away (%s); %s waits for its next turn", type(problem).__name__, job)


def _perform(job: str, resources, tenant) -> None:
    try:
        REGISTRY[job](resources, tenant)
    except sa.exc.OperationalError:
        raise
    except Exception:
        log.exception("%s failed for %s; the other pemda go on", job, tenant.slug)


if __name__ == "__main__":
    sys.exit(main())
