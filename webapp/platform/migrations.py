"""Runs the migrations of this code, as the owner."""

from functools import lru_cache

import psycopg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from webapp.platform.context import key_pads
from webapp.platform.pages import ROOT


def configuration(url: str = "") -> Config:
    """Alembic's configuration, without an ini file."""
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
    return ScriptDirectory.from_config(configuration()).get_current_head()


def upgrade(owner_url: str, revision: str = "head") -> None:
    """Brings the schema up to date."""
    command.upgrade(configuration(owner_url), revision)


def downgrade(owner_url: str, revision: str) -> None:
    """Takes migrations back (tests and emergencies)."""
    command.downgrade(configuration(owner_url), revision)


def install_context_keys(owner_url: str, *keys: str) -> None:
    """Puts the keys of the tenant context (newest first, at most two while rotating) where sec.tenant() reads them."""
    conninfo = owner_url.replace("postgresql+psycopg://", "postgresql://", 1)
    with psycopg.connect(conninfo) as connection:
        connection.execute("delete from sec.key")
        for number, key in enumerate(filter(None, keys), start=1):
            connection.execute("insert into sec.key values (%s, %s, %s)", (number, *key_pads(key)))
