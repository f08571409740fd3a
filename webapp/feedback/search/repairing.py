"""Whether the index says what the texts say, and making it so, a page of texts at a time: each its own transaction.

The database ends a transaction that is idle for ten seconds, and a pemda's words take longer than that to take apart.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from webapp.feedback.search.sources import SOURCES
from webapp.feedback.search.store import Text, forget, index_texts
from webapp.platform.db import TenantSession

STORED = sa.text("""
select object_id, fingerprint from search_text
where tenant_id = :tenant and kind = :kind and object_id > :after and object_id <= :until
""")
AT_ONCE = 500  # texts
FIRST, LAST = UUID(int=0), UUID(int=2**128 - 1)


@dataclass(frozen=True)
class Difference:
    """A page of one kind: texts the index lacks or holds otherwise, and those it holds though nobody may find them;
    `until`: the last text looked at, None when there are no more."""

    missing: list[Text]
    wrong: list[Text]
    extra: list[UUID]
    until: UUID | None

    def __len__(self) -> int:
        return len(self.missing) + len(self.wrong) + len(self.extra)


def compare(session: TenantSession, kind: str, today: date, after: UUID = FIRST) -> Difference:
    """What differs among the texts after this one."""
    texts = SOURCES[kind].page(session, today, after, AT_ONCE)
    until = texts[-1].object_id if len(texts) == AT_ONCE else None
    stored = _stored(session, kind, after, until or LAST)
    known = {text.object_id for text in texts}
    return Difference(
        [text for text in texts if text.object_id not in stored],
        [text for text in texts if stored.get(text.object_id, text.fingerprint) != text.fingerprint],
        [object_id for object_id in stored if object_id not in known],
        until,
    )


def repair(session: TenantSession, kind: str, today: date, after: UUID = FIRST) -> Difference:
    """Writes anew what differs among the texts after this one, and returns it. The caller commits."""
    found = compare(session, kind, today, after)
    forget(session, kind, found.extra)
    index_texts(session, kind, [*found.missing, *found.wrong])
    return found


def catch_up(session: TenantSession) -> int:
    """Indexes some of what has come in since; returns how many, fewer than AT_ONCE of a kind when all is done."""
    counts = []
    for kind, source in SOURCES.items():
        waiting = source.waiting(session, AT_ONCE)
        index_texts(session, kind, waiting)
        counts.append(len(waiting))
    return max(counts)


def _stored(session: TenantSession, kind: str, after: UUID, until: UUID) -> dict[UUID, bytes]:
    asked = {"tenant": session.tenant.id, "kind": kind, "after": after, "until": until}
    return {row[0]: bytes(row[1]) for row in session.connection().execute(STORED, asked)}
