"""What a process holds for its whole life: engine, fast lane, keys, the directory of pemda, the bell."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

import sqlalchemy as sa

from webapp.platform.context import ContextSigner
from webapp.platform.db import PATIENCE, make_engine
from webapp.platform.fast import FastLane
from webapp.platform.jobs import Bell, connect_redis
from webapp.platform.signing import Keys
from webapp.platform.tenancy import Directory, Tenant
from webapp.settings import Settings

DIRECTORY = sa.text(
    "select id, slug, name, short_name, kind, region_code, timezone, hosts, colours, contact, closed_at is null, "
    "languages, logo from tenant"
)
# Any request may be the one that reads the directory again: a database that has stopped must not cost it its time.
GLANCE = 2.0  # seconds
ONE_LINE = {"pool_size": 1, "max_overflow": 0, "pool_pre_ping": False}


@dataclass(frozen=True)
class Resources:
    """Made once by `gather`; found in the app as `current_app.config["RESOURCES"]`."""

    settings: Settings
    engine: sa.Engine
    lane: FastLane
    keys: Keys
    directory: Directory
    bell: Bell
    glance: sa.Engine  # reads the directory, and nothing else

    def close(self) -> None:
        """Ends the bell's thread, and the connections of the pools and of this thread."""
        self.bell.close()
        self.lane.close()
        self.engine.dispose()
        self.glance.dispose()


def gather(settings: Settings, **engine_options) -> Resources:
    """Opens nothing yet: connections come with the first use."""
    signer = ContextSigner(settings.context_key)
    glance = make_engine(settings.database_url, signer, GLANCE, **ONE_LINE)
    return Resources(
        settings=settings,
        engine=make_engine(settings.database_url, signer, PATIENCE, **engine_options),
        lane=FastLane(settings.database_url, signer),
        keys=Keys(settings.secret_key),
        directory=Directory(partial(read_directory, glance)),
        bell=Bell(lambda: connect_redis(settings)),
        glance=glance,
    )


def read_directory(engine: sa.Engine) -> Iterable[Tenant]:
    """Every pemda of the reference table."""
    from webapp.platform.tenancy import serving

    with serving(None), engine.connect() as connection:
        rows = connection.execute(DIRECTORY).all()
    return [Tenant(*row[:7], tuple(row[7]), *row[8:11], tuple(row[11]), row[12]) for row in rows]
