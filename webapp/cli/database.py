"""`database-url` and `release`."""

import sys

import sqlalchemy as sa

from webapp.cli import places
from webapp.platform import health, migrations
from webapp.platform.state import gather
from webapp.platform.tenancy import serving
from webapp.settings import SettingsError

OTHER_DATABASES = sa.text(
    "select datname from pg_database where datallowconn and datname <> current_database() "
    "and has_database_privilege(oid, 'connect') order by datname"
)


def print_url(arguments) -> int:
    """The address, in the form psql and psycopg take."""
    from webapp import settings

    with_name = settings.load()
    url = {
        "app": with_name.database_url,
        "owner": with_name.database_owner_url,
        "ops": with_name.database_ops_url,
    }[arguments.role]
    if not url:
        raise SettingsError(f"DATABASE_{arguments.role.upper()}_URL is missing.")
    url = places.with_name(url, arguments.database) if arguments.database else url
    print(url.replace("postgresql+psycopg://", "postgresql://", 1))
    return 0


def release(arguments) -> int:
    """Migrations as the owner, the key of the tenant context, then the start-up checks as the application."""
    with places.settings(arguments.database) as found:
        if not found.database_owner_url:
            raise SettingsError("DATABASE_OWNER_URL is missing: migrations run as the owner.")
        migrations.upgrade(found.database_owner_url)
        migrations.install_context_keys(found.database_owner_url, found.context_key, found.context_key_old)
        resources = gather(found)
        try:
            health.refuse_unsafe_database(resources)
            others = _open_doors(resources.engine)
        finally:
            resources.close()
    if others:
        print(f"note: the application's role may also enter {', '.join(others)} (docs/security.md)", file=sys.stderr)
    print(f"schema at {migrations.newest_revision()}")
    return 0


def _open_doors(engine: sa.Engine) -> list[str]:
    """The other databases of this server that the application's role may enter: none of them need keep our rules."""
    with serving(None), engine.connect() as connection:
        return list(connection.execute(OTHER_DATABASES).scalars())
