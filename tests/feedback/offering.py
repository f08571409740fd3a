"""What the organisation bureau does in the tests, in one word each."""

from datetime import date

from webapp.feedback.services import standards
from webapp.feedback.services.components import SLUGS, TEXT
from webapp.feedback.services.models import Service
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.tenancy import serving

SINCE = date(2026, 1, 2)


def whole(text: str = "Isi") -> dict[str, dict[str, str]]:
    """Every component filled."""
    return {slug: {TEXT: f"{text} {slug}"} for slug in SLUGS}


def publish(world, place, *, parts=None, since: date = SINCE, service=None) -> None:
    """Publishes a whole standard of a service and begins the next draft."""
    author = next(iter(place.people.values())).id
    with serving(place.tenant), TenantSession(world.resources.engine) as session:
        row = session.get(Service, (place.tenant.id, service or place.service))
        standards.write(session, row, parts or whole(), by=author, revision=0)
        session.flush()
        standards.publish(session, row, by=author, valid_from=since, today=clock.today(place.tenant.timezone))
        session.commit()
