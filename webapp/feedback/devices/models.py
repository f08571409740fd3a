"""A registered device. Its key is nowhere in here: only what the secret outside the tables makes of it."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from webapp.platform.db import TenantRecord, belongs_to

MOMENT = sa.DateTime(timezone=True)
KIOSK, QUEUE = "kiosk", "antrean"
ACTIVE, REVOKED = "aktif", "dicabut"


class Device(TenantRecord, table=True):
    """A device of one service point. `key_mac`: keyed hash of its key; `invitation_mac`: of the link that installs it.

    `clock_skew`: seconds its clock is ahead of ours; `queue_depth`: answers that wait on it. Both as it last said.
    """

    __tablename__ = "registered_device"
    __table_args__ = (
        belongs_to("service_point", "point_id"),
        belongs_to("person", "registered_by"),
        sa.UniqueConstraint("tenant_id", "key_mac"),
        sa.UniqueConstraint("tenant_id", "invitation_mac"),
        sa.Index(None, "tenant_id", "point_id"),
        sa.CheckConstraint("kind in ('kiosk', 'antrean')", "kind"),
        sa.CheckConstraint("state in ('aktif', 'dicabut')", "state"),
        sa.CheckConstraint("length(name) between 1 and 80", "name"),
        sa.CheckConstraint("queue_depth >= 0", "queue_depth"),
        sa.CheckConstraint("(invitation_mac is null) = (invited_until is null)", "invitation"),
        sa.CheckConstraint("(state = 'dicabut') = (revoked_at is not null)", "revoked"),
    )

    kind: str
    point_id: UUID
    name: str
    key_mac: bytes
    state: str = ACTIVE
    registered_by: UUID
    registered_at: datetime = Field(sa_type=MOMENT)
    revoked_at: datetime | None = Field(default=None, sa_type=MOMENT)
    invitation_mac: bytes | None = None
    invited_until: datetime | None = Field(default=None, sa_type=MOMENT)
    installed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    last_seen_at: datetime | None = Field(default=None, sa_type=MOMENT)
    queue_depth: int = 0
    clock_skew: int = 0
    silence_told_at: datetime | None = Field(default=None, sa_type=MOMENT)

    @property
    def is_active(self) -> bool:
        return self.state == ACTIVE
