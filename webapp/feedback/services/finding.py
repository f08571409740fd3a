"""What a service is found by: its name, and all that citizens read about it today."""

from datetime import date

from sqlmodel import col, select

from webapp.feedback.search.store import Text, index_texts
from webapp.feedback.services.components import REASON, SLUGS, TEXT
from webapp.feedback.services.models import Service, ServiceStandard
from webapp.platform.db import TenantSession

KIND = "layanan"


def index_service(session: TenantSession, service: Service, today: date) -> None:
    """Makes a service findable by what is said of it now."""
    session.flush()
    rows = select(ServiceStandard).where(ServiceStandard.service_id == service.id, ServiceStandard.valid_from <= today)
    live = session.exec(rows.order_by(col(ServiceStandard.version).desc())).first()
    index_texts(session, KIND, [_text(service, live)])


def texts(session: TenantSession, today: date) -> list[Text]:
    """What every service is found by today, as the index should have it."""
    rows = select(ServiceStandard).where(ServiceStandard.valid_from <= today)
    live = {row.service_id: row for row in session.exec(rows.order_by(col(ServiceStandard.version)))}
    return [_text(service, live.get(service.id)) for service in session.exec(select(Service))]


def _text(service: Service, live: ServiceStandard | None) -> Text:
    return Text(service.id, service.opd_id, "\n".join(filter(None, paragraphs(service, live))), service.name)


def paragraphs(service: Service, live: ServiceStandard | None) -> list[str]:
    """What citizens read: the description, what to bring, and the components of the standard in force."""
    parts = live.parts if live else {}
    said = [parts.get(slug, {}).get(name, "") for slug in SLUGS for name in (TEXT, REASON)]
    return [service.description, *([] if parts else service.requirements), *said]
