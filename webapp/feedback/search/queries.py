"""Which texts hold all the words looked for: in their name first, then the newest week first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import select

from webapp.feedback.search.models import SearchWord
from webapp.feedback.search.words import AFTER_ALL_LETTERS, Question
from webapp.platform.db import TenantSession


@dataclass(frozen=True)
class Reach:
    """What is looked through: one kind, these offices (None: all), and the weeks since a Monday (None: all)."""

    kind: str
    opd_ids: Collection[UUID] | None = None
    since: date | None = None


@dataclass(frozen=True)
class Found:
    """A text that holds all the words."""

    object_id: UUID
    opd_id: UUID
    week: date


def matches(session: TenantSession, question: Question, reach: Reach, most: int, skip: int = 0) -> list[Found]:
    """The texts that hold every word, `most` of them after the first `skip`; none when nothing is looked for."""
    if not question.stems or (reach.opd_ids is not None and not reach.opd_ids):
        return []
    tenant_id = session.tenant.id
    sources = [_exactly(tenant_id, stem, reach) for stem in question.stems[:-1]]
    sources.append(_last(tenant_id, question, reach))
    first, *others = sources
    rows = select(first.c.object_id, first.c.opd_id, first.c.week)
    for other in others:
        rows = rows.join(other, other.c.object_id == first.c.object_id)
    named = sum((source.c.named for source in sources[1:]), first.c.named)
    rows = rows.order_by(named.desc(), first.c.week.desc(), first.c.object_id).offset(skip).limit(most)
    return [Found(*row) for row in session.exec(rows)]


def _exactly(tenant_id: UUID, stem: str, reach: Reach) -> sa.Subquery:
    """The texts that hold this stem: once each, as a text holds each word once."""
    word = aliased(SearchWord)
    rows = select(word.object_id, word.opd_id, word.week, sa.cast(word.in_name, sa.Integer).label("named"))
    return rows.where(*_within(word, tenant_id, reach), word.word == stem).subquery()


def _last(tenant_id: UUID, question: Question, reach: Reach) -> sa.Subquery:
    """The texts that hold the last stem, or a word that begins so."""
    stem, prefix = question.stems[-1], question.prefix
    if prefix is None:
        return _exactly(tenant_id, stem, reach)
    word = aliased(SearchWord)
    named = sa.func.max(sa.cast(word.in_name, sa.Integer)).label("named")
    begins = sa.and_(word.word >= prefix, word.word < prefix + AFTER_ALL_LETTERS)
    rows = select(word.object_id, word.opd_id, word.week, named)
    rows = rows.where(*_within(word, tenant_id, reach), sa.or_(word.word == stem, begins))
    return rows.group_by(word.object_id, word.opd_id, word.week).subquery()


def _within(word: type[SearchWord], tenant_id: UUID, reach: Reach) -> list[sa.ColumnElement[bool]]:
    limits = [word.tenant_id == tenant_id, word.kind == reach.kind]
    if reach.opd_ids is not None:
        limits.append(word.opd_id == sa.any_(sa.cast(list(reach.opd_ids), sa.ARRAY(sa.Uuid))))
    if reach.since is not None:
        limits.append(word.week >= reach.since)
    return limits
