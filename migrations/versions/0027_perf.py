"""The index of words in the order in which its texts are shown; its key by text, which serves what a text holds."""

from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.drop_index("search_word_tenant_id_kind_object_id_idx", table_name="search_word")
    _key("object_id", "word")
    _newest("week", "object_id", "opd_id")
    op.create_index("search_text_newest_idx", "search_text", ["tenant_id", "kind", "week", "object_id", "opd_id"])


def downgrade() -> None:
    op.drop_index("search_text_newest_idx", table_name="search_text")
    _newest("opd_id", "week", "object_id")
    _key("word", "object_id")
    op.create_index("search_word_tenant_id_kind_object_id_idx", "search_word", ["tenant_id", "kind", "object_id"])


def _key(*columns: str) -> None:
    op.drop_constraint("search_word_pkey", "search_word", type_="primary")
    op.create_primary_key("search_word_pkey", "search_word", ["tenant_id", "kind", *columns])


def _newest(*columns: str) -> None:
    op.drop_index("search_word_newest_idx", table_name="search_word")
    op.create_index("search_word_newest_idx", "search_word", ["tenant_id", "kind", "word", *columns, "in_name"])
