"""Writing the index: `index_text` beside every write of a text that may be found, `forget` when it may no longer.

Neither commits: the index is right when the text is. What nobody wrote down here is found by `repairing`.
"""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from webapp.feedback.search import words
from webapp.platform.db import TenantSession

ALWAYS = date(2000, 1, 3)  # the week of what belongs to no week, such as a service
FORGET_WORDS = sa.text(
    "delete from search_word where tenant_id = :tenant and kind = :kind and object_id = any(:objects)"
)
FORGET_TEXTS = sa.text(
    "delete from search_text where tenant_id = :tenant and kind = :kind and object_id = any(:objects)"
)
WRITE_TEXTS = sa.text("""
insert into search_text (tenant_id, kind, object_id, opd_id, week, fingerprint)
select :tenant, :kind, v.object_id, v.opd_id, v.week, v.hashed
from unnest(cast(:objects as uuid[]), cast(:opds as uuid[]), cast(:weeks as date[]), cast(:fingerprints as bytea[]))
  as v (object_id, opd_id, week, hashed)
on conflict do nothing
""")
WRITE_WORDS = sa.text("""
insert into search_word (tenant_id, kind, word, object_id, opd_id, week, in_name)
select :tenant, :kind, v.word, t.object_id, t.opd_id, t.week, v.in_name
from unnest(cast(:words as text[]), cast(:objects as uuid[]), cast(:names as bool[])) as v (word, object_id, in_name)
join search_text t on t.tenant_id = :tenant and t.kind = :kind and t.object_id = v.object_id
on conflict do nothing
""")


@dataclass(frozen=True)
class Text:
    """Something that may be found: of which office, by its name and by its text, let out in which week."""

    object_id: UUID
    opd_id: UUID
    text: str
    name: str = ""
    week: date = ALWAYS

    @property
    def fingerprint(self) -> bytes:
        """Changes with everything the index is made of, the rules for words too."""
        parts = (words.VERSION, str(self.opd_id), self.week.isoformat(), self.name, self.text)
        return hashlib.sha256("\0".join(parts).encode(errors="replace")).digest()


def index_text(
    session: TenantSession, kind: str, object_id: UUID, opd_id: UUID, text: str, name: str = "", week: date = ALWAYS
) -> None:
    """Makes one text findable instead of what was known of it before."""
    index_texts(session, kind, [Text(object_id, opd_id, text, name, week)])


def index_texts(session: TenantSession, kind: str, texts: Collection[Text]) -> None:
    """The same for many, in four statements."""
    if not texts:
        return
    forget(session, kind, [each.object_id for each in texts])
    connection, asked = session.connection(), {"tenant": session.tenant.id, "kind": kind}
    known = {
        "objects": [each.object_id for each in texts], "opds": [each.opd_id for each in texts],
        "weeks": [each.week for each in texts], "fingerprints": [each.fingerprint for each in texts],
    }  # fmt: skip
    connection.execute(WRITE_TEXTS, asked | known)
    rows = [(word, each.object_id, in_name) for each in texts for word, in_name in _words_of(each)]
    if rows:
        columns = dict(zip(("words", "objects", "names"), map(list, zip(*rows, strict=True)), strict=True))
        connection.execute(WRITE_WORDS, asked | columns)


def forget(session: TenantSession, kind: str, object_ids: Iterable[UUID]) -> None:
    """Nobody finds these any longer."""
    session.flush()
    asked = {"tenant": session.tenant.id, "kind": kind, "objects": list(object_ids)}
    connection = session.connection()
    connection.execute(FORGET_WORDS, asked)
    connection.execute(FORGET_TEXTS, asked)


def _words_of(text: Text) -> list[tuple[str, bool]]:
    named = words.keys(text.name)
    return [(word, word in named) for word in sorted(named | words.keys(text.text))]
