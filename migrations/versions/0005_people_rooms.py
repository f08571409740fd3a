"""What the rooms for people and organisation keep: search words, invitations, and one superior on any day."""

import sqlalchemy as sa
from alembic import op

from migrations.operations import APP, drop_tables, tenant_table

revision = "0005"
down_revision = "0004"

PERIOD = "daterange(valid_from, valid_to, '[]')"
ONE_AT_A_TIME = {"placement": "basis = 'definitif'", "superior": None}
# What has not begun may be taken back; whatever was once in force stays. Every pemda's day is the day of UTC or later.
PLANNED = ("placement", "superior", "role_grant")
# Like rules.search_words: titles' dots behind the comma and apostrophes join, everything else parts.
WORDS = """
insert into person_word (tenant_id, word, person_id)
select tenant_id, left(word, 40), id from (
  select p.tenant_id, p.id, regexp_split_to_table(
    split_part(flat, ',', 1) || ' ' || replace(substr(flat, length(split_part(flat, ',', 1)) + 1), '.', ''),
    '[^[:alnum:]]+') as word
  from person p,
    lateral (select regexp_replace(lower(normalize(p.name, NFKD)), '[\\u0300-\\u036f''’‘`ʼ]', '', 'g') as flat) f
  union all select tenant_id, person_id, nip from nip
) found where word <> '' on conflict do nothing
"""


def upgrade() -> None:
    op.execute("create extension if not exists btree_gist")
    tenant_table(
        "person_word",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("word", sa.Text(collation="C"), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("person_word_tenant_id_person_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "word", "person_id", name=op.f("person_word_pkey")),
        grants="queue",
    )
    op.create_index(
        op.f("person_word_tenant_id_person_id_idx"), "person_word", ["tenant_id", "person_id"], unique=False
    )
    op.execute(WORDS)
    _make_invitations()
    op.add_column("opd", sa.Column("closed_note", sa.Text(), nullable=True))
    op.execute("update opd set closed_note = '-' where closed_on is not null")
    op.create_check_constraint(op.f("opd_closed_says_why_check"), "opd", "closed_on is null or closed_note is not null")
    op.add_column("jabatan", sa.Column("closed_on", sa.Date(), nullable=True))
    op.add_column("role_grant", sa.Column("granted_by_id", sa.Uuid(), nullable=True))
    op.add_column("role_grant", sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
    op.create_foreign_key(
        op.f("role_grant_tenant_id_granted_by_id_fkey"),
        "role_grant",
        "person",
        ["tenant_id", "granted_by_id"],
        ["tenant_id", "id"],
    )
    for table, condition in ONE_AT_A_TIME.items():
        where = f"where ({condition})" if condition else ""
        op.execute(
            f"alter table {table} add constraint {table}_one_at_a_time_excl exclude using gist "
            f"(tenant_id with =, person_id with =, {PERIOD} with &&) {where}"
        )
    for table in PLANNED:
        op.execute(f"grant delete on {table} to {APP}")
        op.execute(
            f"create policy planned_only on {table} as restrictive for delete to {APP} "
            "using (valid_from > current_date)"
        )


def _make_invitations() -> None:
    tenant_table(
        "invitation",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "made_by_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("invitation_tenant_id_made_by_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("invitation_tenant_id_person_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("invitation_pkey")),
        sa.UniqueConstraint("tenant_id", "token_hash", name=op.f("invitation_tenant_id_token_hash_key")),
        grants="mutable",
    )
    op.create_index(
        "invitation_open_key",
        "invitation",
        ["tenant_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("ended_at is null"),
    )


def downgrade() -> None:
    for table in PLANNED:
        op.execute(f"drop policy planned_only on {table}")
        op.execute(f"revoke delete on {table} from {APP}")
    for table in ONE_AT_A_TIME:
        op.drop_constraint(f"{table}_one_at_a_time_excl", table)
    op.drop_column("role_grant", "ended_at")
    op.drop_column("role_grant", "granted_by_id")
    op.drop_column("jabatan", "closed_on")
    op.drop_constraint(op.f("opd_closed_says_why_check"), "opd")
    op.drop_column("opd", "closed_note")
    drop_tables("invitation", "person_word")
