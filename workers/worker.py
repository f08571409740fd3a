"""A worker: waits for the bell and does what it asks. Without Redis it waits for Redis; the sweeper works meanwhile."""

import logging
import sys
import time

import redis
from rq import Queue, SimpleWorker
from rq.serializers import JSONSerializer

from webapp import settings
from webapp.features import import_jobs
from webapp.platform import health
from webapp.platform.jobs import QUEUES, AllowedJob, connect_redis
from workers.perform import process_resources

log = logging.getLogger("pamong.worker")


def main(names: list[str]) -> int:
    """Listens to these queues (default: all) until told to stop."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("rq.worker").setLevel(logging.WARNING)
    import_jobs()
    resources = process_resources()
    health.refuse_unsafe_database(resources)
    while True:
        try:
            return _listen(resources.settings, names or list(QUEUES))
        except redis.RedisError as problem:
            log.warning("no Redis (%s): trying again", type(problem).__name__)
            time.sleep(2)


def _listen(config: settings.Settings, names: list[str]) -> int:
    connection = connect_redis(config, socket_timeout=None)
    connection.ping()
    queues = [
        Queue(name, connection=connection, serializer=JSONSerializer, job_class=AllowedJob) for name in names
    ]
    worker = SimpleWorker(
        queues, connection=connection, serializer=JSONSerializer, job_class=AllowedJob, worker_ttl=30,
        maintenance_interval=30, log_job_description=False,
    )  # fmt: skip
    worker.work(logging_level="WARNING")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
