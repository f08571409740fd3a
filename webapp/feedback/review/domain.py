"""Verbs of the review: decide about held ratings, take up a decision again. None of them commits."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from webapp.feedback.publication import batches
from webapp.feedback.publication.windows import window
from webapp.feedback.review import lifting, queries, rules
from webapp.feedback.review.models import ReviewDecision, ReviewedRating
from webapp.feedback.review.queries import Doubted, Reviewer
from webapp.people.published import role_holders, tell
from webapp.platform import clock
from webapp.platform.audit import record
from webapp.platform.db import TenantSession
from webapp.platform.errors import Conflict, NotYours
from webapp.platform.i18n import gettext as _

ALREADY = "Sebagian penilaian ini baru saja diputuskan orang lain. Muat ulang halaman untuk melihat putusannya."


def decide(
    session: TenantSession, who: Reviewer, rating_ids: Collection[UUID], outcome: str, reason: str, *, at: datetime
) -> ReviewDecision:
    """One decision about held ratings of one point, day and reason. Raises NotYours, or Conflict with the sentence."""
    found = _found(session, who, rating_ids, _today(session, at))
    past = queries.past(session, [one.rating_id for one in found])
    if any(one.rating_id in past for one in found):
        raise Conflict(_(ALREADY))
    return _write(session, who, found, outcome, reason, at=at, sequence=1)


def reverse(session: TenantSession, who: Reviewer, old: ReviewDecision, outcome: str, reason: str, *, at: datetime):
    """Turns a decision, once and by somebody else. Raises as `decide` does."""
    ids = queries.ratings_of(session, old.id)
    found = _found(session, who, ids, _today(session, at))
    past = queries.past(session, ids)
    for one in found:
        if sentence := rules.refusal(past[one.rating_id], outcome, who.id, waits=one.waits):
            raise Conflict(_(sentence))
    return _write(session, who, found, outcome, reason, at=at, sequence=2)


def _found(session: TenantSession, who: Reviewer, rating_ids: Collection[UUID], today: date) -> list[Doubted]:
    """The ratings, held, with their offices: nobody lets out of these while somebody decides."""
    since = window(today)[0]
    ids = set(rating_ids)
    found = queries.doubted(session, who, ids, since)
    if not ids or {one.rating_id for one in found} != ids:
        raise NotYours
    if len({(one.point_id, one.day, one.doubt) for one in found}) > 1:
        raise NotYours
    batches.hold(session, {one.opd_id for one in found})
    return queries.doubted(session, who, ids, since)


def _write(
    session: TenantSession, who: Reviewer, found: list[Doubted], outcome: str, reason: str, *, at: datetime,
    sequence: int,
) -> ReviewDecision:  # fmt: skip
    first, ids = found[0], [one.rating_id for one in found]
    row = ReviewDecision(
        point_id=first.point_id, day=first.day, doubt=first.doubt, outcome=outcome, reason=reason, n=len(ids),
        is_reversal=sequence == 2, by_id=who.id, at=at,
    )  # fmt: skip
    session.add(row)
    session.flush()
    session.add_all(
        ReviewedRating(tenant_id=session.tenant.id, rating_id=each, sequence=sequence, decision_id=row.id)
        for each in ids
    )
    try:
        session.flush()
        lifting.lift(session, ids) if outcome == rules.RELEASED else lifting.hold_again(session, ids)
    except (sa.exc.IntegrityError, lifting.LetOut):
        session.rollback()
        raise Conflict(_(ALREADY)) from None
    record(session, "tinjauan:dibalik" if sequence == 2 else "tinjauan:diputus", "review_decision", row.id,
           by=who.id, putusan=outcome, penilaian=len(ids))  # fmt: skip
    if outcome == rules.SYSTEM:
        for each in role_holders(session, "organisasi", _today(session, at)):
            tell(session, each, "tinjauan:sistem", at=at, about=row.id)
    return row


def _today(session: TenantSession, at: datetime) -> date:
    return clock.local(at, session.tenant.timezone).date()
