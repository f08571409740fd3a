"""Releasing scores: in whole batches, so that nobody reads a single answer out of a change. Nothing here commits."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from webapp.feedback.publication import queries
from webapp.feedback.publication.models import UnitScore
from webapp.feedback.publication.rules import baseline_for
from webapp.feedback.publication.windows import window
from webapp.feedback.trust.rules import input_hash, score_unit
from webapp.people.published import opd_and_below
from webapp.platform import clock
from webapp.platform.db import TenantSession

BATCH = 5  # a released score changes by at least this many answers at once (fairness 5.9)


def release(session: TenantSession, opd_id: UUID, today: date) -> bool:
    """Brings an OPD's released score up to date when nobody could read a single answer out of it; says if it did."""
    since, until = window(today)
    below = opd_and_below(session, opd_id)
    row = queries.unit_score(session, opd_id)
    if _must_wait(session, row, below, since, until):
        return False
    cells = queries.cells(session, below, since, until)
    score = score_unit(cells, baseline_for(queries.standings(session), below))
    row = row or UnitScore(opd_id=opd_id, since=since, until=until, n=0, n1=0, n2=0, n3=0, n4=0, n_effective=Decimal(0),
                           verified_share=Decimal(0), status="insufficient", formula="", input_hash="",
                           computed_at=clock.now())  # fmt: skip
    _fill(row, score, since, until)
    row.held = _held(session, score, below, since, until)
    row.input_hash = input_hash(cells)
    session.add(row)
    return True


def _must_wait(
    session: TenantSession, row: UnitScore | None, below: list[UUID], since: date, until: date
) -> bool:
    """Whether a single answer could be read out of the change, or there is none to show.

    A new day is no exception: a few new answers wait for their batch, and a window that would let only a
    few old ones fall out waits too.
    """
    if row is None:
        return queries.received(session, below, since, until) < BATCH
    fresh = queries.received(session, below, row.since, until) - row.n
    if fresh:
        return 0 < fresh < BATCH
    if row.until == until:
        return True
    fallen = (
        queries.received(session, below, row.since, since - timedelta(days=1)) if row.since < since else 0
    )
    return 0 < fallen < BATCH


def refresh_standings(session: TenantSession, today: date) -> None:
    """Recomputes how each service stands at each OPD."""
    queries.write_standings(session, *window(today))


def _fill(row: UnitScore, score, since: date, until: date) -> None:
    row.since, row.until, row.computed_at = since, until, clock.now()
    row.n, (row.n1, row.n2, row.n3, row.n4) = score.n, score.distribution
    row.n_effective, row.verified_share = score.n_effective, score.verified_share
    row.score, row.low, row.high, row.status, row.formula = (
        score.mean,
        score.low,
        score.high,
        score.status,
        score.formula,
    )
    difference = score.difference_from_same_service
    row.same_service = score.mean - difference if difference is not None and score.mean is not None else None


def _held(session: TenantSession, score, below: list[UUID], since: date, until: date) -> dict[str, int]:
    """Reasons with numbers: whole ratings that do not count, and votes that were limited (rounded to whole ones)."""
    doubts = queries.doubts(session, below, since, until)
    doubted = sum(doubts.values())
    limited = {reason.replace("-", "_"): weight for reason, weight in score.held.items()}
    if "same_network" in limited:
        limited["same_network"] = max(Decimal(0), limited["same_network"] - doubted)
    whole = {reason: int(weight.to_integral_value()) for reason, weight in limited.items()}
    return {reason: count for reason, count in (doubts | whole).items() if count}
