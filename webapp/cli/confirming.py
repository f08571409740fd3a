"""`tenants confirm`: the operator is the second person where a pemda has none."""

from uuid import UUID

from webapp.cli import places
from webapp.cli.errors import CommandError
from webapp.cli.tenants import open_tenant
from webapp.people.confirmations.domain import agree
from webapp.people.confirmations.queries import pending
from webapp.people.directory.refusals import Refused
from webapp.platform import clock
from webapp.platform.addresses import root_of
from webapp.platform.db import TenantSession, unit_of_work
from webapp.platform.errors import NotYours
from webapp.platform.tenancy import serving


def confirm(arguments) -> int:
    """Without --id a line for each that waits; with it, agrees. A link stands alone on the last line."""
    with places.resources(arguments.database) as resources:
        tenant = open_tenant(resources, arguments.slug)
        with serving(tenant), unit_of_work(resources.engine) as session:
            if not arguments.id:
                return _list(session)
            token = _agree(session, arguments.id)
        root = root_of(tenant, resources.settings, f"http://localhost:{resources.settings.port}")
    print("agreed")
    if token:
        print(f"{root}/undangan/{token}")
    return 0


def _list(session: TenantSession) -> int:
    for each in pending(session, clock.today(session.tenant.timezone)):
        row = each.row
        print(f"{row.id} {row.role or 'link':12} {each.person} (asked by {each.asked_by}, {row.asked_at:%Y-%m-%d})")
    return 0


def _agree(session: TenantSession, text: str) -> str | None:
    try:
        now, today = clock.now(), clock.today(session.tenant.timezone)
        return agree(session, UUID(text), by=None, now=now, today=today)[1]
    except (ValueError, NotYours):
        raise CommandError(f"nothing with the id '{text}' waits here; without --id all are listed.") from None
    except Refused as problem:
        raise CommandError(str(problem)) from None
