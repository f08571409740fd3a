"""The verbs of a standar pelayanan: write a draft, publish it as the next version. None of them commits."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import col, select

from webapp.feedback.services.components import REASON, SLUGS, TEXT, Component, Part, missing
from webapp.feedback.services.finding import index_service
from webapp.feedback.services.models import Service, ServiceStandard, StandardDraft
from webapp.feedback.services.refusals import NotPossible
from webapp.platform.audit import record
from webapp.platform.db import TenantSession

LONGEST_WAIT = timedelta(days=366)
FIRST_DAY = date(2000, 1, 1)


def draft_of(session: TenantSession, service_id: UUID) -> StandardDraft | None:
    """The draft of a service, or None."""
    return session.exec(select(StandardDraft).where(StandardDraft.service_id == service_id)).first()


def versions_of(session: TenantSession, service_id: UUID) -> list[ServiceStandard]:
    """Every published version, the latest first."""
    rows = select(ServiceStandard).where(ServiceStandard.service_id == service_id)
    return list(session.exec(rows.order_by(col(ServiceStandard.version).desc())))


def standard_on(versions: list[ServiceStandard], day: date) -> ServiceStandard | None:
    """The version in force on that day: the latest that has begun by then. `versions` as `versions_of` gives them."""
    return next((version for version in versions if version.valid_from <= day), None)


def parts_to_edit(session: TenantSession, service_id: UUID) -> tuple[Mapping[str, Part], int]:
    """What the editor shows and its revision: the draft, else the latest version, else nothing; 0 is no draft yet."""
    if draft := draft_of(session, service_id):
        return draft.parts, draft.revision
    latest = versions_of(session, service_id)[:1]
    return (latest[0].parts if latest else {}), 0


def write(session: TenantSession, service: Service, parts: Mapping[str, Part], *, by: UUID, revision: int) -> None:
    """Keeps the draft, whole or not. Raises NotPossible when another has changed it since this revision was shown."""
    _lock(session, service)
    _refuse_doubled(parts)
    draft = draft_of(session, service.id)
    if (draft.revision if draft else 0) != revision:
        raise NotPossible("revisi", "changed")
    if draft is None:
        draft = StandardDraft(service_id=service.id)
        record(session, "standar:mulai", "service", service.id, by=by)
    else:
        draft.revision += 1
    draft.parts = {slug: dict(parts[slug]) for slug in SLUGS if parts.get(slug)}
    session.add(draft)


def publish(session: TenantSession, service: Service, *, by: UUID, valid_from: date, today: date) -> ServiceStandard:
    """Makes the draft the next version from a date on; the draft is gone then. Raises NotPossible."""
    _lock(session, service)
    draft, before = draft_of(session, service.id), versions_of(session, service.id)[:1]
    if draft is None or missing(draft.parts):
        raise NotPossible("berlaku", "empty")
    _refuse_date(valid_from, before[0].valid_from if before else None, today)
    version = before[0].version + 1 if before else 1
    standard = ServiceStandard(
        service_id=service.id, version=version, valid_from=valid_from, published_on=today, published_by=by,
        parts=draft.parts,
    )  # fmt: skip
    session.add(standard)
    session.delete(draft)
    index_service(session, service, today)
    record(session, "standar:terbit", "service", service.id, by=by, versi=version, berlaku=valid_from.isoformat())
    return standard


def drop_draft(session: TenantSession, service: Service, *, by: UUID) -> bool:
    """Throws the draft away; what is published stays. False when there was none."""
    draft = draft_of(session, service.id)
    if draft is None:
        return False
    session.delete(draft)
    record(session, "standar:draf-dibuang", "service", service.id, by=by)
    return True


def missing_now(session: TenantSession, service_id: UUID) -> list[Component]:
    """The components the organisation bureau still has to write."""
    return missing(parts_to_edit(session, service_id)[0])


def _refuse_doubled(parts: Mapping[str, Part]) -> None:
    for slug, part in parts.items():
        if part.get(TEXT) and part.get(REASON):
            raise NotPossible(slug, "both")


def _refuse_date(valid_from: date, earliest: date | None, today: date) -> None:
    if valid_from > today + LONGEST_WAIT:
        raise NotPossible("berlaku", "too-late")
    if valid_from < FIRST_DAY:
        raise NotPossible("berlaku", "too-old")
    if earliest and valid_from < earliest:
        raise NotPossible("berlaku", "too-early")


def _lock(session: TenantSession, service: Service) -> None:
    """Two people who write at once write one after the other."""
    session.exec(select(Service.id).where(Service.id == service.id).with_for_update())
