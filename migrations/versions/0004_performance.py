"""The SKP with its rows and history, and evidence cards with what is said about them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.operations import APP, drop_tables, on_citus, tenant_table

revision = "0004"
down_revision = "0003"

# What was agreed stays: once closed, the application can change neither the SKP nor its rows.
CLOSED = {"skp": "status = 'disepakati'", "skp_rhk": "locked", "skp_indicator": "locked"}
# ... and nothing comes into it or goes out of it: a row needs an SKP that is open. FOR SHARE, so that an agreement
# under way is waited for and then counts.
OPEN = "s.status <> 'disepakati'"
IN_OPEN_SKP = {
    "skp_rhk": f"select from skp s where (s.tenant_id, s.id) = (skp_rhk.tenant_id, skp_rhk.skp_id) and {OPEN} for share",
    "skp_indicator": f"""
        select from skp_rhk r join skp s on (s.tenant_id, s.id) = (r.tenant_id, r.skp_id)
        where (r.tenant_id, r.id) = (skp_indicator.tenant_id, skp_indicator.rhk_id) and {OPEN} for share""",
    "skp_transition": f"""
        select from skp s where (s.tenant_id, s.id) = (skp_transition.tenant_id, skp_transition.skp_id) and {OPEN}
        for share""",
    "skp_comment": f"""
        select from skp_transition t join skp s on (s.tenant_id, s.id) = (t.tenant_id, t.skp_id)
          join skp_rhk r on (r.tenant_id, r.skp_id) = (s.tenant_id, s.id)
        where (t.tenant_id, t.id) = (skp_comment.tenant_id, skp_comment.transition_id) and {OPEN}
          and r.id = coalesce(skp_comment.rhk_id, (select i.rhk_id from skp_indicator i
            where (i.tenant_id, i.id) = (skp_comment.tenant_id, skp_comment.indicator_id)))
        for share of s""",
}
MOVABLE = ("skp_rhk", "skp_indicator")
# An SKP is agreed only with every row that stands closed, for a closed row carries what it serves as it was then.
STILL_OPEN = """
    select from skp_rhk r left join skp_indicator i
      on (i.tenant_id, i.rhk_id) = (r.tenant_id, r.id) and i.removed_at is null
    where (r.tenant_id, r.skp_id) = (skp.tenant_id, skp.id) and r.removed_at is null
      and not (r.locked and coalesce(i.locked, true))"""


def upgrade() -> None:
    tenant_table(
        "skp",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("approach", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("superior_id", sa.Uuid(), nullable=True),
        sa.Column("opd_id", sa.Uuid(), nullable=True),
        sa.Column("jabatan_name", sa.Text(), nullable=False),
        sa.CheckConstraint("(status = 'draf') = (superior_id is null)", name=op.f("skp_superior_frozen_check")),
        sa.CheckConstraint("approach in ('kuantitatif', 'kualitatif')", name=op.f("skp_approach_check")),
        sa.CheckConstraint(
            "status in ('draf', 'diajukan', 'klarifikasi', 'disepakati')", name=op.f("skp_status_check")
        ),
        sa.CheckConstraint("superior_id <> person_id", name=op.f("skp_not_own_superior_check")),
        sa.CheckConstraint("version >= 1", name=op.f("skp_version_check")),
        sa.CheckConstraint("year between 2000 and 2200", name=op.f("skp_year_check")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "opd_id"], ["opd.tenant_id", "opd.id"], name=op.f("skp_tenant_id_opd_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"], ["person.tenant_id", "person.id"], name=op.f("skp_tenant_id_person_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "superior_id"], ["person.tenant_id", "person.id"], name=op.f("skp_tenant_id_superior_id_fkey")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("skp_pkey")),
        sa.UniqueConstraint("tenant_id", "person_id", "year", name=op.f("skp_tenant_id_person_id_year_key")),
        grants="mutable",
    )
    op.create_index(
        op.f("skp_tenant_id_superior_id_status_idx"), "skp", ["tenant_id", "superior_id", "status"], unique=False
    )
    tenant_table(
        "skp_rhk",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("skp_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("serves_id", sa.Uuid(), nullable=True),
        sa.Column("served_text", sa.Text(), nullable=True),
        sa.Column("served_person_id", sa.Uuid(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind in ('utama', 'tambahan')", name=op.f("skp_rhk_kind_check")),
        sa.CheckConstraint("length(text) between 1 and 500", name=op.f("skp_rhk_text_check")),
        sa.CheckConstraint("serves_id <> id", name=op.f("skp_rhk_not_itself_check")),
        sa.CheckConstraint(
            "num_nonnulls(served_text, served_person_id) = 2 * (locked and serves_id is not null)::int",
            name=op.f("skp_rhk_served_frozen_check"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "served_person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("skp_rhk_tenant_id_served_person_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "serves_id"],
            ["skp_rhk.tenant_id", "skp_rhk.id"],
            name=op.f("skp_rhk_tenant_id_serves_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "skp_id"], ["skp.tenant_id", "skp.id"], name=op.f("skp_rhk_tenant_id_skp_id_fkey")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("skp_rhk_pkey")),
        grants="mutable",
    )
    op.create_index(op.f("skp_rhk_tenant_id_serves_id_idx"), "skp_rhk", ["tenant_id", "serves_id"], unique=False)
    op.create_index(op.f("skp_rhk_tenant_id_skp_id_idx"), "skp_rhk", ["tenant_id", "skp_id"], unique=False)
    tenant_table(
        "skp_indicator",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rhk_id", sa.Uuid(), nullable=False),
        sa.Column("aspek", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("binding", sa.Text(), nullable=True),
        sa.Column("opd_id", sa.Uuid(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "aspek in ('kuantitas', 'kualitas', 'waktu', 'biaya')", name=op.f("skp_indicator_aspek_check")
        ),
        sa.CheckConstraint("binding in ('unit', 'own')", name=op.f("skp_indicator_binding_check")),
        sa.CheckConstraint(
            "coalesce(binding = 'unit', false) = (opd_id is not null)", name=op.f("skp_indicator_bound_to_an_opd_check")
        ),
        sa.CheckConstraint("length(target) <= 200", name=op.f("skp_indicator_target_check")),
        sa.CheckConstraint("length(text) between 1 and 500", name=op.f("skp_indicator_text_check")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "opd_id"], ["opd.tenant_id", "opd.id"], name=op.f("skp_indicator_tenant_id_opd_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "rhk_id"],
            ["skp_rhk.tenant_id", "skp_rhk.id"],
            name=op.f("skp_indicator_tenant_id_rhk_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("skp_indicator_pkey")),
        grants="mutable",
    )
    op.create_index(op.f("skp_indicator_tenant_id_rhk_id_idx"), "skp_indicator", ["tenant_id", "rhk_id"], unique=False)
    tenant_table(
        "skp_transition",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("skp_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("from_status", sa.Text(), nullable=False),
        sa.Column("to_status", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "action in ('ajukan', 'tarik', 'minta_klarifikasi', 'setujui')", name=op.f("skp_transition_action_check")
        ),
        sa.CheckConstraint(
            "from_status in ('draf', 'diajukan', 'klarifikasi', 'disepakati')",
            name=op.f("skp_transition_from_status_check"),
        ),
        sa.CheckConstraint(
            "to_status in ('draf', 'diajukan', 'klarifikasi', 'disepakati')",
            name=op.f("skp_transition_to_status_check"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "actor_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("skp_transition_tenant_id_actor_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "skp_id"], ["skp.tenant_id", "skp.id"], name=op.f("skp_transition_tenant_id_skp_id_fkey")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("skp_transition_pkey")),
        sa.UniqueConstraint("tenant_id", "skp_id", "version", name=op.f("skp_transition_tenant_id_skp_id_version_key")),
        grants="append",
    )
    tenant_table(
        "skp_comment",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("transition_id", sa.Uuid(), nullable=False),
        sa.Column("rhk_id", sa.Uuid(), nullable=True),
        sa.Column("indicator_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("length(text) between 1 and 1000", name=op.f("skp_comment_text_check")),
        sa.CheckConstraint("num_nonnulls(rhk_id, indicator_id) = 1", name=op.f("skp_comment_one_row_check")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "indicator_id"],
            ["skp_indicator.tenant_id", "skp_indicator.id"],
            name=op.f("skp_comment_tenant_id_indicator_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "rhk_id"], ["skp_rhk.tenant_id", "skp_rhk.id"], name=op.f("skp_comment_tenant_id_rhk_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "transition_id"],
            ["skp_transition.tenant_id", "skp_transition.id"],
            name=op.f("skp_comment_tenant_id_transition_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("skp_comment_pkey")),
        grants="append",
    )
    op.create_index(
        op.f("skp_comment_tenant_id_transition_id_idx"), "skp_comment", ["tenant_id", "transition_id"], unique=False
    )
    tenant_table(
        "evidence_card",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("indicator_id", sa.Uuid(), nullable=False),
        sa.Column("skp_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("binding", sa.Text(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("value", sa.Numeric(precision=6, scale=4), nullable=True),
        sa.Column("low", sa.Numeric(precision=6, scale=4), nullable=True),
        sa.Column("high", sa.Numeric(precision=6, scale=4), nullable=True),
        sa.Column("comparison", sa.Numeric(precision=6, scale=4), nullable=True),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("n_effective", sa.Numeric(precision=16, scale=6), nullable=False),
        sa.Column("verified_share", sa.Numeric(precision=6, scale=4), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("held", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("formula", sa.Text(), nullable=False),
        sa.Column("input_hash", sa.Text(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shown_on", sa.Date(), nullable=False),
        sa.Column("superior_from", sa.Date(), nullable=False),
        sa.Column("contest_until", sa.Date(), nullable=False),
        sa.CheckConstraint("(binding = 'unit') = (opd_id is not null)", name=op.f("evidence_card_subject_check")),
        sa.CheckConstraint(
            "binding <> 'own' or value is null or status = 'usable'",
            name=op.f("evidence_card_own_only_when_earned_check"),
        ),
        sa.CheckConstraint("binding in ('unit', 'own')", name=op.f("evidence_card_binding_check")),
        sa.CheckConstraint("status in ('usable', 'early', 'insufficient')", name=op.f("evidence_card_status_check")),
        sa.CheckConstraint(
            "(low is null) = (high is null) and (value is not null or low is null)",
            name=op.f("evidence_card_interval_check"),
        ),
        sa.CheckConstraint(
            "low >= 1 and low <= value and value <= high and high <= 4", name=op.f("evidence_card_scale_check")
        ),
        sa.CheckConstraint("sequence >= 1 and n >= 0", name=op.f("evidence_card_counts_check")),
        sa.CheckConstraint(
            "since <= until and shown_on <= superior_from and shown_on <= contest_until",
            name=op.f("evidence_card_dates_check"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "indicator_id"],
            ["skp_indicator.tenant_id", "skp_indicator.id"],
            name=op.f("evidence_card_tenant_id_indicator_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "opd_id"], ["opd.tenant_id", "opd.id"], name=op.f("evidence_card_tenant_id_opd_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("evidence_card_tenant_id_person_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "skp_id"], ["skp.tenant_id", "skp.id"], name=op.f("evidence_card_tenant_id_skp_id_fkey")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("evidence_card_pkey")),
        sa.UniqueConstraint(
            "tenant_id", "indicator_id", "sequence", name=op.f("evidence_card_tenant_id_indicator_id_sequence_key")
        ),
        grants="append",
    )
    op.create_index(
        op.f("evidence_card_tenant_id_person_id_idx"), "evidence_card", ["tenant_id", "person_id"], unique=False
    )
    tenant_table(
        "evidence_answer",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(text) between 1 and 2000", name=op.f("evidence_answer_text_check")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "card_id"],
            ["evidence_card.tenant_id", "evidence_card.id"],
            name=op.f("evidence_answer_tenant_id_card_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("evidence_answer_tenant_id_person_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("evidence_answer_pkey")),
        sa.UniqueConstraint("tenant_id", "card_id", name=op.f("evidence_answer_tenant_id_card_id_key")),
        grants="append",
    )
    tenant_table(
        "evidence_contest",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "ground in ('bukan_transaksi_saya', 'di_luar_kewenangan', 'diwajibkan_aturan', "
            "'ancaman_atau_kebencian', 'kekeliruan_nyata')",
            name=op.f("evidence_contest_ground_check"),
        ),
        sa.CheckConstraint("length(text) between 1 and 2000", name=op.f("evidence_contest_text_check")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "card_id"],
            ["evidence_card.tenant_id", "evidence_card.id"],
            name=op.f("evidence_contest_tenant_id_card_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("evidence_contest_tenant_id_person_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("evidence_contest_pkey")),
        sa.UniqueConstraint("tenant_id", "card_id", name=op.f("evidence_contest_tenant_id_card_id_key")),
        grants="append",
    )
    tenant_table(
        "evidence_contest_step",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contest_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status in ('diajukan', 'diperiksa', 'dikecualikan', 'dipertahankan', 'dialihkan_ke_sistem')",
            name=op.f("evidence_contest_step_status_check"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "actor_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("evidence_contest_step_tenant_id_actor_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "contest_id"],
            ["evidence_contest.tenant_id", "evidence_contest.id"],
            name=op.f("evidence_contest_step_tenant_id_contest_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("evidence_contest_step_pkey")),
        sa.UniqueConstraint(
            "tenant_id", "contest_id", "sequence", name=op.f("evidence_contest_step_tenant_id_contest_id_sequence_key")
        ),
        grants="append",
    )
    for table, closed in CLOSED.items():
        op.execute(
            f"create policy closed on {table} as restrictive for update to {APP} "
            f"using (not ({closed})) with check (true)"
        )
    op.execute(
        f"create policy begins_as_a_draft on skp as restrictive for insert to {APP} with check (status = 'draf')"
    )
    if not on_citus():
        guard_agreed_skp()


def guard_agreed_skp() -> None:
    """Rows of an SKP are written only while it is open, and it is agreed only when they are closed."""
    op.execute(
        f"create policy agreed_when_closed on skp as restrictive for update to {APP} "
        f"using (true) with check (status <> 'disepakati' or not exists ({STILL_OPEN}))"
    )
    for table, open_skp in IN_OPEN_SKP.items():
        op.execute(
            f"create policy into_open_skp on {table} as restrictive for insert to {APP} with check (exists ({open_skp}))"
        )
    for table in MOVABLE:
        op.execute(
            f"create policy within_open_skp on {table} as restrictive for update to {APP} "
            f"using (exists ({IN_OPEN_SKP[table]})) with check (exists ({IN_OPEN_SKP[table]}))"
        )


def downgrade() -> None:
    op.execute("drop policy if exists agreed_when_closed on skp")  # it holds on to the rows, which go first
    drop_tables(
        "evidence_contest_step",
        "evidence_contest",
        "evidence_answer",
        "evidence_card",
        "skp_comment",
        "skp_transition",
        "skp_indicator",
        "skp_rhk",
        "skp",
    )
