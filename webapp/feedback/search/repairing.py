"""Whether the index says what the texts say, and making it so. Every difference has a name."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from webapp.feedback.search.sources import SOURCES
from webapp.feedback.search.store import Text, forget, index_texts
from webapp.platform.db import TenantSession

STORED = sa.text("select object_id, digest from search_text where tenant_id = :tenant and kind = :kind")
AT_ONCE = 500  # texts


@dataclass
class Difference:
    """Of one kind: texts the index lacks or holds otherwise, and those it holds though nobody may find them."""

    kind: str
    missing: list[Text] = field(default_factory=list)
    wrong: list[Text] = field(default_factory=list)
    extra: list[UUID] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.missing) + len(self.wrong) + len(self.extra)


def differences(session: TenantSession, today: date) -> list[Difference]:
    """What differs, by kind; an empty list is the promise."""
    return [found for kind in SOURCES if (found := _compare(session, kind, today))]


def repair(session: TenantSession, today: date) -> list[Difference]:
    """Writes what differs anew and returns what it was. The caller commits."""
    found = differences(session, today)
    for each in found:
        forget(session, each.kind, each.extra)
        texts = [*each.missing, *each.wrong]
        for first in range(0, len(texts), AT_ONCE):
            index_texts(session, each.kind, texts[first : first + AT_ONCE])
    return found


def catch_up(session: TenantSession, most: int = AT_ONCE) -> int:
    """Indexes some of what has come in since; returns how many, fewer than `most` of a kind when all is done."""
    counts = []
    for kind, source in SOURCES.items():
        waiting = source.waiting(session, most)
        index_texts(session, kind, waiting)
        counts.append(len(waiting))
    return max(counts)


def summary(found: list[Difference]) -> Counter:
    """How many texts are missing, wrong or extra."""
    return Counter({name: sum(len(getattr(each, name)) for each in found) for name in ("missing", "wrong", "extra")})


def _compare(session: TenantSession, kind: str, today: date) -> Difference:
    stored = dict(_stored(session, kind))
    found = Difference(kind)
    for text in SOURCES[kind].texts(session, today):
        digest = stored.pop(text.object_id, None)
        if digest != text.digest:
            (found.missing if digest is None else found.wrong).append(text)
    found.extra = list(stored)
    return found


def _stored(session: TenantSession, kind: str) -> Iterator[tuple[UUID, bytes]]:
    rows = session.connection().execute(STORED, {"tenant": session.tenant.id, "kind": kind})
    return ((row[0], bytes(row[1])) for row in rows)
