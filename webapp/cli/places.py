"""Where a command works: the database of the environment, or the embedded one, started for the while if need be."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from webapp import settings as settings_of
from webapp.platform.context import ContextSigner
from webapp.platform.db import make_engine
from webapp.platform.embedded import Home, start_database
from webapp.platform.state import Resources, gather
from webapp.settings import EMBEDDED, Settings


@contextmanager
def settings(database: str | None = None) -> Iterator[Settings]:
    """The settings, with the embedded database running; `database` names another one of the same server."""
    started = None
    if os.environ.get("PAMONG_ENV", EMBEDDED) == EMBEDDED and not os.environ.get("DATABASE_URL"):
        found = start_database(Home(os.environ.get("PAMONG_HOME") or None))
        started = found if found.started else None
    try:
        yield _on(settings_of.load(), database)
    finally:
        if started:
            started.stop()


@contextmanager
def resources(database: str | None = None) -> Iterator[Resources]:
    """The resources of a process that works as the application does."""
    with settings(database) as found:
        held = gather(found)
        try:
            yield held
        finally:
            held.close()


def platform_address(found: Settings) -> str:
    """Where people on this machine reach the platform: by $PORT, else where this home runs or ran last."""
    running = re.search(r"http://localhost:\d+", _words_of(found.home / "dev.lock"))
    return running[0] if running and not os.environ.get("PORT") else f"http://localhost:{found.port}"


def _words_of(path: Path) -> str:
    return path.read_text() if path.exists() else ""


@contextmanager
def operator(found: Settings):
    """An engine with the role ops, across all pemda."""
    if not found.database_ops_url:
        raise settings_of.SettingsError("DATABASE_OPS_URL is missing: this command works across all pemda.")
    engine = make_engine(found.database_ops_url, ContextSigner(found.context_key), pool_size=1)
    try:
        yield engine
    finally:
        engine.dispose()


def _on(found: Settings, database: str | None) -> Settings:
    if not database:
        return found
    names = ("database_url", "database_ops_url", "database_owner_url")
    return replace(found, **{name: with_name(getattr(found, name), database) for name in names})


def with_name(url: str, database: str) -> str:
    """The same address with another database name."""
    if not url:
        return url
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{database}", netloc=parts.netloc))
