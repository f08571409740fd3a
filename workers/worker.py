"""A worker: waits for the bell and does what it asks. Without Redis it waits for Redis; the sweeper works meanwhile."""

import logging
import signal
import sys
import time
from types import FrameType

import redis
from rq import Queue, SimpleWorker
from rq.serializers import JSONSerializer

from webapp import settings
from webapp.features import import_jobs
from webapp.platform import health
from webapp.platform.jobs import QUEUES, AllowedJob, connect_redis
from workers.perform import process_resources

log = logging.getLogger("pamong.worker")
PAUSE = 2.0  # seconds between two attempts to find Redis


def main(names: list[str]) -> int:
    """Listens to these queues (default: all) until told to stop."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("rq.worker").setLevel(logging.WARNING)
    import_jobs()
    resources = process_resources()
    health.refuse_unsafe_database(resources)
    while not _listen(resources.settings, names or list(QUEUES)):
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, _leave)  # those of a listener that has ended would do nothing
        time.sleep(PAUSE)
    return 0


def _listen(config: settings.Settings, names: list[str]) -> bool:
    """Works until Redis goes away or somebody says stop; whether that was said."""
    listener = None
    try:
        connection = connect_redis(config, socket_timeout=None)
        connection.ping()
        queues = [
            Queue(name, connection=connection, serializer=JSONSerializer, job_class=AllowedJob) for name in names
        ]
        listener = Listener(
            queues, connection=connection, serializer=JSONSerializer, job_class=AllowedJob, worker_ttl=30,
            maintenance_interval=30, log_job_description=False,
        )  # fmt: skip
        listener.work(logging_level="WARNING")
    except redis.RedisError as problem:
        log.warning("no Redis (%s): trying again", type(problem).__name__)
    return listener is not None and listener.told_to_stop


class Listener(SimpleWorker):
    """RQ's worker ends without a word when Redis goes away in the middle of a job; this one knows why it ended."""

    told_to_stop = False

    def request_stop(self, signum: int, frame: FrameType | None) -> None:
        """SIGTERM or SIGINT: the job in hand is finished."""
        self.told_to_stop = True
        super().request_stop(signum, frame)


def _leave(*_: object) -> None:
    raise SystemExit(0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
