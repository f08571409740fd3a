"""The append-only trail: who did what to which row, and why. Written in the same transaction as the deed."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from webapp.platform import clock
from webapp.platform.db import TenantRecord, TenantSession


class AuditEvent(TenantRecord, table=True):
    """One deed. The application may insert and read these rows, nothing else."""

    __tablename__ = "audit_event"
    __table_args__ = (
        sa.Index(None, "tenant_id", "object_kind", "object_id"),
        sa.Index("audit_event_tenant_id_at_id_idx", "tenant_id", "at", "id"),
        sa.Index("audit_event_tenant_id_actor_id_at_id_idx", "tenant_id", "actor_id", "at", "id"),
        sa.Index("audit_event_tenant_id_action_at_id_idx", "tenant_id", "action", "at", "id"),
    )

    at: datetime = Field(default_factory=clock.now, sa_type=sa.DateTime(timezone=True))
    actor_id: UUID | None = None
    action: str
    object_kind: str
    object_id: UUID
    detail: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)


def record(
    session: TenantSession, action: str, object_kind: str, object_id: UUID, *, by: UUID | None, **detail: Any
) -> None:
    """Adds a deed, e.g. record(session, "skp:disepakati", "skp", skp.id, by=me.id)."""
    session.add(
        AuditEvent(action=action, object_kind=object_kind, object_id=object_id, actor_id=by, detail=detail)
    )


def was_ever(session: TenantSession, action: str) -> sa.Exists:
    """Whether this was ever done in this pemda, as part of a statement."""
    return sa.exists().where(AuditEvent.tenant_id == session.tenant.id, AuditEvent.action == action)
