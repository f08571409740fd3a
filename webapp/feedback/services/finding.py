"""What a service is found by: its name, and all that citizens read about it today."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from webapp.feedback.search.store import Text, index_texts
from webapp.feedback.services.components import REASON, SLUGS, TEXT
from webapp.feedback.services.models import Service, ServiceStandard
from webapp.platform.db import TenantSession

KIND = "layanan"


def index_service(session: TenantSession, service: Service, today: date) -> None:
    """Makes a service findable by what is said of it now."""
    session.flush()
    live = _live(session, today, ServiceStandard.service_id == service.id)
    index_texts(session, KIND, [_text(service, live.get(service.id))])


def page(session: TenantSession, today: date, after: UUID, most: int) -> list[Text]:
    """What services are found by today, as the index should have it, by id after this one."""
    rows = list(session.exec(select(Service).where(Service.id > after).order_by(col(Service.id)).limit(most)))
    live = _live(session, today, col(ServiceStandard.service_id).in_([row.id for row in rows]))
    return [_text(service, live.get(service.id)) for service in rows]


def said_of(session: TenantSession, service_ids: Collection[UUID], today: date) -> dict[UUID, list[str]]:
    """What citizens read today about each of these services, paragraph by paragraph."""
    if not service_ids:
        return {}
    live = _live(session, today, col(ServiceStandard.service_id).in_(service_ids))
    rows = session.exec(select(Service).where(col(Service.id).in_(service_ids)))
    return {row.id: [text for text in paragraphs(row, live.get(row.id)) if text] for row in rows}


def _live(session: TenantSession, today: date, *which: object) -> dict[UUID, ServiceStandard]:
    """The version in force of each service: the last of those that have begun."""
    rows = select(ServiceStandard).where(ServiceStandard.valid_from <= today, *which)
    return {row.service_id: row for row in session.exec(rows.order_by(col(ServiceStandard.version)))}


def _text(service: Service, live: ServiceStandard | None) -> Text:
    return Text(service.id, service.opd_id, "\n".join(filter(None, paragraphs(service, live))), service.name)


def paragraphs(service: Service, live: ServiceStandard | None) -> list[str]:
    """What citizens read: the description, what to bring, and the components of the standard in force."""
    parts = live.parts if live else {}
    said = [parts.get(slug, {}).get(name, "") for slug in SLUGS for name in (TEXT, REASON)]
    return [service.description, *([] if parts else service.requirements), *said]
