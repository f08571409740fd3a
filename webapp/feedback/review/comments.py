"""Messages as an office may read them: masked once when their week is over, and given in blocks of five or more.

What is masked is stored with the version of the rules, for names of officers change and what was hidden must stay
hidden; when the rules change, the original is masked anew. A message written after its week was taken in is not told:
it would say whose it is. Nothing here commits.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.feedback import masking
from webapp.feedback.ratings.models import RatingComment
from webapp.feedback.ratings.rules import week_of
from webapp.feedback.review import rules
from webapp.feedback.review.models import CommentWeek, MaskedComment
from webapp.feedback.search.messages import index_anew
from webapp.people.published import opd_places, own_line, person_names, staff_of
from webapp.platform.audit import record
from webapp.platform.db import TenantSession
from webapp.platform.ids import uuid7

PENDING = sa.text("""
select k.opd_id, k.week from released_week k
where k.tenant_id = :tenant and k.week >= :since and k.week < :monday
  and not exists (select from comment_week c
                  where c.tenant_id = :tenant and c.opd_id = k.opd_id and c.week = k.week)
group by k.opd_id, k.week having sum(k.n1 + k.n2 + k.n3 + k.n4) > 0
order by k.opd_id, k.week
""")
LEFT = sa.text("""
select l.opd_id, l.week, c.id, c.text, r.score, r.officer_id
from rating_release l
join rating r on r.tenant_id = :tenant and r.id = l.rating_id
join rating_comment c on c.tenant_id = :tenant and c.rating_id = l.rating_id
where l.tenant_id = :tenant and l.week = any(:weeks)
  and not exists (select from rating_waiting w where w.tenant_id = :tenant and w.rating_id = l.rating_id)
""")
MOST_NAMES, MOST_ANEW, ENOUGH = 5000, 500, 60


def close_weeks(session: TenantSession, since: date, today: date) -> int:
    """Masks the messages of every office's weeks that are over and not taken in yet, and gives what is a block."""
    asked = {"tenant": session.tenant.id, "since": since, "monday": week_of(today)}
    pending = {tuple(row) for row in session.connection().execute(PENDING, asked)}
    if pending:
        _take_in(session, pending, today)
    _give(session)
    _mask_anew(session, today)
    return len(pending)


def told(session: TenantSession, opd_ids: Collection[UUID]) -> list[MaskedComment]:
    """What these offices may read: the newest whole blocks, until there are enough, in no order of time."""
    asked = select(MaskedComment).where(col(MaskedComment.opd_id).in_(opd_ids), col(MaskedComment.block).is_not(None))
    newest = list(session.exec(asked.order_by(sa.desc(MaskedComment.block)).limit(4 * ENOUGH)))
    found: list[MaskedComment] = []
    for block in dict.fromkeys(row.block for row in newest):
        if len(found) >= ENOUGH:
            break
        found += [row for row in newest if row.block == block]
    return sorted(found, key=lambda row: row.id)


def original(session: TenantSession, comment: MaskedComment, *, by: UUID) -> str:
    """What the citizen wrote, word for word. Every reading is on the record."""
    text = session.exec(select(RatingComment.text).where(RatingComment.id == comment.comment_id)).one()
    record(session, "pesan:asli-dibaca", "masked_comment", comment.id, by=by)
    return text


def pass_on(session: TenantSession, comment: MaskedComment, *, by: UUID) -> None:
    """Lets the office read the masked words after all: with the next block, like every other message."""
    comment.route = rules.TO_OFFICE
    record(session, "pesan:diteruskan", "masked_comment", comment.id, by=by)


def _take_in(session: TenantSession, pending: set[tuple[UUID, date]], today: date) -> None:
    asked = {"tenant": session.tenant.id, "weeks": sorted({week for _opd, week in pending})}
    rows = [row for row in session.connection().execute(LEFT, asked).all() if (row.opd_id, row.week) in pending]
    names = _names(session, {row.opd_id for row in rows}, {row.officer_id for row in rows if row.officer_id}, today)
    counts: dict[tuple[UUID, date], int] = defaultdict(int)
    for row in rows:
        counts[row.opd_id, row.week] += 1
        hidden = masking.mask(row.text, names[row.opd_id])
        session.add(
            MaskedComment(
                comment_id=row.id, opd_id=row.opd_id, week=row.week, text=hidden.text or "-", found=dict(hidden.found),
                version=masking.VERSION,
                route=rules.route_of(row.score, names_officer=hidden.names_somebody()),
            )
        )  # fmt: skip
    session.add_all(
        CommentWeek(tenant_id=session.tenant.id, opd_id=opd_id, week=week, n=counts[opd_id, week])
        for opd_id, week in sorted(pending)
    )
    session.flush()


def _give(session: TenantSession) -> None:
    """Gives each office what waits for it, if that is a block."""
    asked = select(MaskedComment).where(MaskedComment.route == rules.TO_OFFICE, col(MaskedComment.block).is_(None))
    waiting: dict[UUID, list[MaskedComment]] = defaultdict(list)
    for row in session.exec(asked):
        waiting[row.opd_id].append(row)
    for rows in waiting.values():
        if rules.is_block(len(rows)):
            block = uuid7()
            for row in rows:
                row.block = block
    session.flush()


def _mask_anew(session: TenantSession, today: date) -> None:
    """Masks by the rules in force what was masked by older ones; to whom it was given stays."""
    asked = (
        select(MaskedComment, RatingComment.text)
        .join(RatingComment, sa.and_(RatingComment.tenant_id == MaskedComment.tenant_id,
                                     RatingComment.id == MaskedComment.comment_id))
        .where(MaskedComment.version != masking.VERSION)
        .limit(MOST_ANEW)
    )  # fmt: skip
    rows = session.exec(asked).all()
    names = _names(session, {row.opd_id for row, _text in rows}, set(), today)
    for row, text in rows:
        hidden = masking.mask(text, names[row.opd_id])
        row.text, row.found, row.version = hidden.text or "-", dict(hidden.found), masking.VERSION
    index_anew(session, [row for row, _text in rows])


def _names(
    session: TenantSession, opd_ids: Iterable[UUID], officers: Collection[UUID], today: date
) -> dict[UUID, tuple[str, ...]]:
    """For each office the names to hide: of all in its line, and of whoever served there."""
    parents = {place.id: place.parent_id for place in opd_places(session).values()}
    served = set(person_names(session, set(officers)).values()) if officers else set()
    found = {}
    for opd_id in opd_ids:
        staff = staff_of(session, own_line(opd_id, parents), today, limit=MOST_NAMES)
        found[opd_id] = tuple(sorted(served | {one.name for one in staff}))
    return found
