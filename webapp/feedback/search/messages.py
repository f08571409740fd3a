"""Citizens' messages by what is looked for: only as they were masked, only where they were given to the office.

The week of a message is the one in which its block was given, never that of the visit: five or more share it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.feedback.ratings.rules import week_of
from webapp.feedback.review.models import MaskedComment
from webapp.feedback.search.asking import Asked
from webapp.feedback.search.excerpts import Piece, whole
from webapp.feedback.search.queries import Reach, newest
from webapp.feedback.search.store import Text, index_texts
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.ids import made_at

KIND = "pesan"
WAITING = sa.text("""
select m.id, m.opd_id, m.text, m.block from masked_comment m
where m.tenant_id = :tenant and m.block is not null and not exists (
  select from search_text t where t.tenant_id = :tenant and t.kind = :kind and t.object_id = m.id)
limit :most
""")


@dataclass(frozen=True)
class Message:
    """A message as the office reads it, with the found words marked."""

    opd_id: UUID
    week: date
    said: list[Piece]


@dataclass(frozen=True)
class Page:
    """Some of what was found, and whether there is more."""

    hits: list[Message]
    has_more: bool = False


def find(
    session: TenantSession, asked: Asked, opd_ids: Collection[UUID] | None, most: int, skip: int = 0,
    since: date | None = None,
) -> Page:  # fmt: skip
    """The messages that hold every word, of these offices (None: all), given since a day: the newest first."""
    found = newest(session, asked.question, Reach(KIND, opd_ids, since), most + 1, skip)
    texts = _texts_of(session, [each.object_id for each in found[:most]])
    hits = [
        Message(each.opd_id, each.week, whole(texts[each.object_id], asked.question))
        for each in found[:most]
        if each.object_id in texts
    ]
    return Page(hits, len(found) > most)


def page(session: TenantSession, _today: date, after: UUID, most: int) -> list[Text]:
    """Messages that an office may read, as the index should have them, by id after this one."""
    rows = _given().where(MaskedComment.id > after).order_by(col(MaskedComment.id)).limit(most)
    return [_text(session, row) for row in session.exec(rows)]


def waiting(session: TenantSession, most: int) -> list[Text]:
    """Some messages that were given and are not found yet."""
    asked = {"tenant": session.tenant.id, "kind": KIND, "most": most}
    return [_text(session, row) for row in session.connection().execute(WAITING, asked)]


def index_anew(session: TenantSession, comments: Collection[MaskedComment]) -> None:
    """Forgets the words that a newer masking has hidden, with the masking itself."""
    index_texts(session, KIND, [_text(session, each) for each in comments if each.block])


def _texts_of(session: TenantSession, ids: Collection[UUID]) -> dict[UUID, str]:
    if not ids:
        return {}
    return {row.id: row.text for row in session.exec(_given().where(col(MaskedComment.id).in_(ids)))}


def _given():
    columns = (MaskedComment.id, MaskedComment.opd_id, MaskedComment.text, MaskedComment.block)
    return select(*columns).where(col(MaskedComment.block).is_not(None))


def _text(session: TenantSession, row) -> Text:
    """Its week is that of its block, whose number says when it was given."""
    given = clock.local(made_at(row.block), session.tenant.timezone).date()
    return Text(row.id, row.opd_id, row.text, week=week_of(given))
