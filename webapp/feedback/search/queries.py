"""Which texts hold all the words looked for: by name, as services are looked for, or the newest first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import select

from webapp.feedback.search.models import SearchText, SearchWord
from webapp.feedback.search.words import AFTER_ALL_LETTERS, Question
from webapp.platform.db import TenantSession, plan_afresh


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


def by_name(session: TenantSession, question: Question, reach: Reach, most: int) -> list[Found]:
    """The first `most` texts that hold every word: those with the most of them in their name, then the newest."""
    if not _is_asked(question, reach):
        return []
    sources = [_exactly(session.tenant.id, stem, reach) for stem in question.stems[:-1]]
    sources.append(_last(session.tenant.id, question, reach))
    first, *others = sources
    rows = select(first.c.object_id, first.c.opd_id, first.c.week)
    for other in others:
        rows = rows.join(other, other.c.object_id == first.c.object_id)
    named = sum((source.c.named for source in others), first.c.named)
    rows = rows.order_by(named.desc(), first.c.week.desc(), first.c.object_id).limit(most)
    return [Found(*row) for row in session.exec(rows)]


def newest(session: TenantSession, question: Question, reach: Reach, most: int, skip: int = 0) -> list[Found]:
    """The texts that hold every word, the newest week first: `most` of them after the first `skip`.

    The index holds the texts of each word in this order, so several words are read side by side, and no further than
    the last text that is shown.
    """
    if not _is_asked(question, reach):
        return []
    tenant_id, prefix = session.tenant.id, question.prefix
    stems = question.stems[:-1] if prefix else question.stems
    words = [aliased(SearchWord) for _stem in stems]
    first = words[0] if words else aliased(SearchText)
    limits = [*_within(first, tenant_id, reach)]
    for word, stem in zip(words, stems, strict=True):
        limits += [*_within(word, tenant_id, Reach(reach.kind, None, reach.since)), word.word == stem]
    limits += [at for word in words[1:] for at in (word.week == first.week, word.object_id == first.object_id)]
    if prefix:
        limits.append(_begins_in(first, tenant_id, question, reach))
    rows = select(first.object_id, first.opd_id, first.week).where(*limits)
    rows = rows.order_by(first.week.desc(), first.object_id.desc()).offset(skip).limit(most)
    plan_afresh(session)
    return [Found(*row) for row in session.exec(rows)]


def _is_asked(question: Question, reach: Reach) -> bool:
    """Whether anything is looked for, and anywhere."""
    return bool(question.stems) and (reach.opd_ids is None or bool(reach.opd_ids))


def _begins_in(text: Any, tenant_id: UUID, question: Question, reach: Reach) -> sa.ColumnElement[bool]:
    """Whether this text holds the last stem, or a word that begins as it was begun."""
    word = aliased(SearchWord)
    within = _within(word, tenant_id, Reach(reach.kind))
    return sa.exists().where(*within, word.object_id == text.object_id, _begins(word, question))


def _begins(word: type[SearchWord], question: Question) -> sa.ColumnElement[bool]:
    begun = sa.and_(word.word >= question.prefix, word.word < question.prefix + AFTER_ALL_LETTERS)
    return sa.or_(word.word == question.stems[-1], begun)


def _exactly(tenant_id: UUID, stem: str, reach: Reach) -> sa.Subquery:
    """The texts that hold this stem: once each, as a text holds each word once."""
    word = aliased(SearchWord)
    rows = select(word.object_id, word.opd_id, word.week, sa.cast(word.in_name, sa.Integer).label("named"))
    return rows.where(*_within(word, tenant_id, reach), word.word == stem).subquery()


def _last(tenant_id: UUID, question: Question, reach: Reach) -> sa.Subquery:
    """The texts that hold the last stem, or a word that begins so."""
    if question.prefix is None:
        return _exactly(tenant_id, question.stems[-1], reach)
    word = aliased(SearchWord)
    named = sa.func.max(sa.cast(word.in_name, sa.Integer)).label("named")
    rows = select(word.object_id, word.opd_id, word.week, named)
    rows = rows.where(*_within(word, tenant_id, reach), _begins(word, question))
    return rows.group_by(word.object_id, word.opd_id, word.week).subquery()


def _within(word: Any, tenant_id: UUID, reach: Reach) -> list[sa.ColumnElement[bool]]:
    limits = [word.tenant_id == tenant_id, word.kind == reach.kind]
    if reach.opd_ids is not None:
        limits.append(word.opd_id == sa.any_(sa.cast(list(reach.opd_ids), sa.ARRAY(sa.Uuid))))
    if reach.since is not None:
        limits.append(word.week >= reach.since)
    return limits
