"""What a process holds for its whole life: engine, fast lane, keys, the directory of pemda, the bell."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from webapp.platform.context import ContextSigner
from webapp.platform.db import PATIENCE, make_engine
from webapp.platform.fast import FastLane
from webapp.platform.jobs import Bell, connect_redis
from webapp.platform.signing import Keys
from webapp.platform.tenancy import Directory, Tenant
from webapp.settings import Settings

DIRECTORY = sa.text(
    "select id, slug, name, short_name, kind, region_code, timezone, hosts, colours, contact, closed_at is null "
    "from tenant"
)


@dataclass(frozen=True)
class Resources:
    """Made once by `gather`; found in the app as `current_app.config["RESOURCES"]`."""

    settings: Settings
    engine: sa.Engine
    lane: FastLane
    keys: Keys
    directory: Directory
    bell: Bell


def gather(settings: Settings, **engine_options) -> Resources:
    """Opens nothing yet: connections come with the first use."""
    signer = ContextSigner(settings.context_key)
    engine = make_engine(settings.database_url, signer, PATIENCE, **engine_options)
    return Resources(
        settings=settings,
        engine=engine,
        lane=FastLane(settings.database_url, signer),
        keys=Keys(settings.secret_key),
        directory=Directory(lambda: read_directory(engine)),
        bell=Bell(lambda: connect_redis(settings)),
    )


def read_directory(engine: sa.Engine) -> Iterable[Tenant]:
    """Every pemda of the reference table."""
    from webapp.platform.tenancy import serving

    with serving(None), engine.connect() as connection:
        rows = connection.execute(DIRECTORY).all()
    return [Tenant(*row[:7], tuple(row[7]), *row[8:]) for row in rows]
