"""`recount` and `events`: whether every aggregate says what the ratings say, and what could not be counted."""

import sqlalchemy as sa

from webapp.cli import places
from webapp.cli.errors import CommandError
from webapp.feedback.publication import recheck
from webapp.feedback.survey import counting as survey
from webapp.feedback.visits import domain as visits
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.tenancy import serving

SHOWN = 20
QUARANTINED = sa.text("""
select t.slug, e.id, e.rating_id, e.attempts, e.last_error
from rating_event e join tenant t on t.id = e.tenant_id where e.quarantined_at is not null order by t.slug, e.id
""")
RETRY = sa.text("update rating_event set quarantined_at = null, attempts = 0 where quarantined_at is not null")


def recount(arguments) -> int:
    """Prints one line a pemda; status 1 if --check found a difference."""
    differences = 0
    with places.resources(arguments.database) as resources:
        for tenant in chosen(resources, arguments.tenant):
            with serving(tenant), TenantSession(resources.engine) as session:
                today = clock.today(tenant.timezone)
                if arguments.repair:
                    found = [*recheck.repair(session, today), *survey.repair(session)]
                else:
                    found = [*recheck.differences(session, today), *survey.differences(session)]
                    found += visits.differences(session)
                session.commit()
            differences += len(found)
            print(f"{tenant.slug:20} {len(found)} differences{' repaired' if arguments.repair and found else ''}")
            for one in found[:SHOWN]:
                place = " ".join(map(str, one.place))
                print(f"  {one.what} of {place}: stored {one.stored}, answers say {one.true}")
            if len(found) > SHOWN:
                print(f"  and {len(found) - SHOWN} more")
    return 1 if differences and not arguments.repair else 0


def events(arguments) -> int:
    """Prints the quarantined events; status 1 if there are any and they are not retried."""
    with places.settings(arguments.database) as found, places.operator(found) as engine:
        with serving(None), engine.begin() as connection:
            rows = connection.execute(QUARANTINED).all()
            for row in rows:
                print(f"{row[0]:20} event {row[1]} rating {row[2]} after {row[3]} tries: {row[4]}")
            if arguments.retry:
                connection.execute(RETRY)
    print(f"{len(rows)} quarantined events{', to be tried again' if arguments.retry and rows else ''}")
    return 1 if rows and not arguments.retry else 0


def chosen(resources, slug: str | None) -> list:
    """The pemda named, or all of them. Closed ones too: their ratings are kept, and are still to agree."""
    if slug is None:
        return resources.directory.with_closed()
    tenant = resources.directory.by_slug(slug)
    if tenant is None:
        raise CommandError(f"there is no pemda '{slug}'.")
    return [tenant]
