"""Registered devices: kiosks and queue systems, with what they tell of themselves."""

import sqlalchemy as sa
from alembic import op

from migrations.operations import drop_tables, tenant_table

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    tenant_table(
        "registered_device",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key_mac", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("registered_by", sa.Uuid(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("invitation_mac", sa.LargeBinary(), nullable=True),
        sa.Column("invited_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("installed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("queue_depth", sa.Integer(), nullable=False),
        sa.Column("clock_skew", sa.Integer(), nullable=False),
        sa.Column("silence_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind in ('kiosk', 'antrean')", name=op.f("registered_device_kind_check")),
        sa.CheckConstraint("state in ('aktif', 'dicabut')", name=op.f("registered_device_state_check")),
        sa.CheckConstraint("length(name) between 1 and 80", name=op.f("registered_device_name_check")),
        sa.CheckConstraint("queue_depth >= 0", name=op.f("registered_device_queue_depth_check")),
        sa.CheckConstraint(
            "(invitation_mac is null) = (invited_until is null)", name=op.f("registered_device_invitation_check")
        ),
        sa.CheckConstraint("(state = 'dicabut') = (revoked_at is not null)", name=op.f("registered_device_revoked_check")),
        _key("registered_device", "point_id", "service_point"),
        _key("registered_device", "registered_by", "person"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("registered_device_pkey")),
        sa.UniqueConstraint("tenant_id", "key_mac", name=op.f("registered_device_tenant_id_key_mac_key")),
        sa.UniqueConstraint("tenant_id", "invitation_mac", name=op.f("registered_device_tenant_id_invitation_mac_key")),
        grants="mutable",
    )
    op.create_index(op.f("registered_device_tenant_id_point_id_idx"), "registered_device", ["tenant_id", "point_id"])
    tenant_table(
        "kiosk_oddity",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("rating_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("reason in ('terlalu_lama', 'mendahului')", name=op.f("kiosk_oddity_reason_check")),
        _key("kiosk_oddity", "rating_id", "rating"),
        sa.PrimaryKeyConstraint("tenant_id", "rating_id", name=op.f("kiosk_oddity_pkey")),
        grants="append",
    )


def _key(table: str, column: str, remote: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id", column],
        [f"{remote}.tenant_id", f"{remote}.id"],
        name=op.f(f"{table}_tenant_id_{column}_fkey"),
    )


def downgrade() -> None:
    drop_tables("kiosk_oddity", "registered_device")
