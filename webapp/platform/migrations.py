"""Runs the migrations of this code, as the owner.

Every process asks for the newest revision when it starts, but only the release step migrates: Alembic, slow to
import and large, is loaded when something is migrated.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import psycopg

from webapp.platform.context import key_pads
from webapp.platform.pages import ROOT

if TYPE_CHECKING:
    from alembic.config import Config
REVISION = re.compile(r'^(down_)?revision = "(\w+)"', re.M)


def configuration(url: str = "") -> "Config":
    """Alembic's configuration, without an ini file."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations").replace("%", "%%"))
    config.set_main_option("prepend_sys_path", str(ROOT).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    if url:
        config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


@lru_cache(maxsize=1)
def newest_revision() -> str:
    """The number of the last migration in this code."""
    found = [REVISION.findall(path.read_text()) for path in (ROOT / "migrations" / "versions").glob("*.py")]
    before = {name for lines in found for down, name in lines if down}
    (newest,) = {name for lines in found for down, name in lines if not down} - before
    return newest


def upgrade(owner_url: str, revision: str = "head") -> None:
    """Brings the schema up to date."""
    from alembic import command

    command.upgrade(configuration(owner_url), revision)


def downgrade(owner_url: str, revision: str) -> None:
    """Takes migrations back (tests and emergencies)."""
    from alembic import command

    command.downgrade(configuration(owner_url), revision)


def install_context_keys(owner_url: str, *keys: str) -> None:
    """Puts the keys of the tenant context (newest first, at most two while rotating) where sec.tenant() reads them."""
    conninfo = owner_url.replace("postgresql+psycopg://", "postgresql://", 1)
    with psycopg.connect(conninfo) as connection:
        connection.execute("delete from sec.key")
        for number, key in enumerate(filter(None, keys), start=1):
            connection.execute("insert into sec.key values (%s, %s, %s)", (number, *key_pads(key)))
