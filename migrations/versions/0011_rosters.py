"""Corrections of rosters: a duty can be taken back, nobody is in two places at once, a second person decides."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.operations import APP, drop_tables, tenant_table

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    # Where roles.sql was run before it knew of the extension: the owner of a database may add a trusted one.
    op.execute("create extension if not exists btree_gist")
    op.add_column("duty", sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "alter table duty add constraint duty_one_place_excl exclude using gist "
        "(tenant_id with =, person_id with =, tstzrange(starts_at, ends_at) with &&) where (withdrawn_at is null)"
    )
    op.execute(f"grant update on duty to {APP}")
    _corrections()
    _decisions()
    _reattributions()


def _corrections() -> None:
    tenant_table(
        "roster_correction",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("wrong_person_id", sa.Uuid(), nullable=True),
        sa.Column("right_person_id", sa.Uuid(), nullable=True),
        sa.Column("shift", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moves_ratings", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("concerned", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.CheckConstraint("ends_at > starts_at and ends_at <= proposed_at", name=op.f("roster_correction_past_check")),
        sa.CheckConstraint("shift in ('pagi', 'siang', 'malam', 'penuh')", name=op.f("roster_correction_shift_check")),
        sa.CheckConstraint(
            "wrong_person_id is distinct from right_person_id", name=op.f("roster_correction_changes_check")
        ),
        sa.CheckConstraint("length(reason) between 10 and 500", name=op.f("roster_correction_reason_check")),
        sa.CheckConstraint(
            "concerned = array_remove(array[proposed_by, wrong_person_id, right_person_id], null)",
            name=op.f("roster_correction_concerned_check"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "point_id"],
            ["service_point.tenant_id", "service_point.id"],
            name=op.f("roster_correction_tenant_id_point_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "wrong_person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("roster_correction_tenant_id_wrong_person_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "right_person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("roster_correction_tenant_id_right_person_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "proposed_by"],
            ["person.tenant_id", "person.id"],
            name=op.f("roster_correction_tenant_id_proposed_by_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("roster_correction_pkey")),
        sa.UniqueConstraint("tenant_id", "id", "concerned", name=op.f("roster_correction_tenant_id_id_concerned_key")),
        grants="append",
    )
    op.create_index(op.f("roster_correction_tenant_id_point_id_idx"), "roster_correction", ["tenant_id", "point_id"])
    op.create_index(
        op.f("roster_correction_tenant_id_wrong_person_id_idx"), "roster_correction", ["tenant_id", "wrong_person_id"]
    )
    op.create_index(
        op.f("roster_correction_tenant_id_right_person_id_idx"), "roster_correction", ["tenant_id", "right_person_id"]
    )


def _decisions() -> None:
    tenant_table(
        "roster_decision",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("correction_id", sa.Uuid(), nullable=False),
        sa.Column("concerned", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_accepted", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ratings", sa.Text(), nullable=False),
        sa.CheckConstraint("not decided_by = any(concerned)", name=op.f("roster_decision_second_person_check")),
        sa.CheckConstraint("length(reason) between 10 and 500", name=op.f("roster_decision_reason_check")),
        sa.CheckConstraint(
            "ratings in ('tetap', 'dipindahkan', 'terlalu_sedikit', 'bukan_hari_penuh', 'tanpa_nama')",
            name=op.f("roster_decision_ratings_check"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "correction_id", "concerned"],
            ["roster_correction.tenant_id", "roster_correction.id", "roster_correction.concerned"],
            name=op.f("roster_decision_tenant_id_correction_id_concerned_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "decided_by"],
            ["person.tenant_id", "person.id"],
            name=op.f("roster_decision_tenant_id_decided_by_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("roster_decision_pkey")),
        sa.UniqueConstraint("tenant_id", "correction_id", name=op.f("roster_decision_tenant_id_correction_id_key")),
        grants="append",
    )


def _reattributions() -> None:
    tenant_table(
        "rating_reattribution",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rating_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("correction_id", sa.Uuid(), nullable=False),
        sa.Column("old_officer_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("number >= 1", name=op.f("rating_reattribution_number_check")),
        sa.CheckConstraint(
            "old_officer_id is distinct from officer_id", name=op.f("rating_reattribution_changes_check")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "rating_id"],
            ["rating.tenant_id", "rating.id"],
            name=op.f("rating_reattribution_tenant_id_rating_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "correction_id"],
            ["roster_correction.tenant_id", "roster_correction.id"],
            name=op.f("rating_reattribution_tenant_id_correction_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "old_officer_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("rating_reattribution_tenant_id_old_officer_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "officer_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("rating_reattribution_tenant_id_officer_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("rating_reattribution_pkey")),
        sa.UniqueConstraint(
            "tenant_id", "rating_id", "number", name=op.f("rating_reattribution_tenant_id_rating_id_number_key")
        ),
        grants="append",
    )


def downgrade() -> None:
    drop_tables("rating_reattribution", "roster_decision", "roster_correction")
    op.execute(f"revoke update on duty from {APP}")
    op.drop_constraint("duty_one_place_excl", "duty")
    op.drop_column("duty", "withdrawn_at")
