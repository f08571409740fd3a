"""Finds work that no bell announced, and does it here: with Redis dead ratings are still counted within seconds."""

import logging
from datetime import timedelta

import sqlalchemy as sa

from webapp.feedback.publication.jobs import count_and_release
from webapp.platform import clock
from webapp.platform.state import Resources
from webapp.platform.tenancy import Tenant

log = logging.getLogger("pamong.sweep")
BACKLOG = sa.text("""
select t.slug, count(*) filter (where e.quarantined_at is null), count(*) filter (where e.quarantined_at is not null)
from rating_event e join tenant t on t.id = e.tenant_id group by t.slug
""")
BEAT = sa.text("""
insert into heartbeat (name, at, detail) values (:name, :at, cast(:detail as jsonb))
on conflict (name) do update set at = excluded.at, detail = excluded.detail
""")
BEAT_EVERY = timedelta(seconds=5)


class Sweeper:
    """Looks across all pemda with the role ops for what waits, then works pemda by pemda with the role app."""

    def __init__(self, resources: Resources, ops: sa.Engine):
        self._resources, self._ops = resources, ops
        self._last_beat = None
        self.waiting = self.quarantined = 0

    def sweep(self) -> int:
        """One round; returns how many ratings were counted here."""
        with self._ops.connect() as connection:
            backlog = connection.execute(BACKLOG).all()
        counted = 0
        for slug, waiting, _quarantined in backlog:
            tenant = self._resources.directory.by_slug(slug)
            if waiting and tenant:
                counted += self._count(tenant)
        self.waiting, self.quarantined = sum(row[1] for row in backlog), sum(row[2] for row in backlog)
        self._beat(self.waiting, self.quarantined)
        return counted

    def _count(self, tenant: Tenant) -> int:
        try:
            return count_and_release(self._resources, tenant)
        except sa.exc.OperationalError:
            raise
        except Exception:
            log.exception("counting for %s failed; the other pemda go on", tenant.slug)
            return 0

    def _beat(self, waiting: int, quarantined: int) -> None:
        now = clock.now()
        if self._last_beat and now - self._last_beat < BEAT_EVERY:
            return
        detail = f'{{"waiting": {waiting}, "quarantined": {quarantined}}}'
        with self._ops.begin() as connection:
            connection.execute(BEAT, {"name": "sweeper", "at": now, "detail": detail})
        self._last_beat = now
