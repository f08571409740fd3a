"""Officers' scores, from single ratings by the same formula that `bin/pamong score` runs for anybody.

All officers of a pemda are scored together once a day: the formula compares like with like, and a score that
moved with each rating would tell the officer what the citizen before him answered.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import select

from webapp.feedback.publication.models import OfficerScore
from webapp.feedback.publication.windows import window
from webapp.feedback.trust.rules import FORMULA, Rating, score_officers
from webapp.platform.db import TenantSession

MINUTES_A_DAY = 24 * 60
PATIENCE = sa.text("set local statement_timeout = '5min'")
RATINGS = sa.text("""
select r.id, r.officer_id, r.opd_id, r.service_id, r.channel, t.device, t.network, r.day, t.minute, r.score, d.reason
from rating r
left join rating_trace t on t.tenant_id = :tenant and t.rating_id = r.id
left join rating_doubt d on d.tenant_id = :tenant and d.rating_id = r.id
where r.tenant_id = :tenant and r.officer_id is not null and r.day between :since and :until
order by r.officer_id, r.day, r.id
""")


def score_of(session: TenantSession, person_id: UUID) -> OfficerScore | None:
    """The last computed score of this officer, or None."""
    return session.exec(select(OfficerScore).where(OfficerScore.person_id == person_id)).first()


def computed_until(session: TenantSession) -> date | None:
    """The last day officers' scores were computed for."""
    return session.exec(select(sa.func.max(OfficerScore.until))).one()


def compute_all(session: TenantSession, today: date, at: datetime) -> int:
    """Scores every officer with a rating in the window that ends today; returns how many. The caller commits."""
    since, until = window(today)
    connection = session.connection()
    connection.execute(PATIENCE)
    rows = connection.execute(RATINGS, {"tenant": session.tenant.id, "since": since, "until": until}).all()
    doubted: dict[UUID, Counter[str]] = defaultdict(Counter)
    lines: dict[UUID, list[str]] = defaultdict(list)
    for row in rows:
        lines[row.officer_id].append(f"{row.id} {row.channel} {row.day} {row.score} {row.reason}\n")
        if row.reason:
            doubted[row.officer_id][row.reason] += 1
    scores = {UUID(score.officer): score for score in score_officers(list(_as_ratings(rows)))}
    known = {row.person_id: row for row in session.exec(select(OfficerScore))}
    for person_id in sorted(lines):
        row = known.get(person_id) or OfficerScore(person_id=person_id)
        row.since, row.until, row.computed_at = since, until, at
        row.input_hash = hashlib.sha256("".join(lines[person_id]).encode()).hexdigest()
        _fill(row, scores.get(person_id), doubted[person_id])
        session.add(row)
    return len(lines)


def _fill(row: OfficerScore, score, doubted: Counter[str]) -> None:
    row.formula, row.n = FORMULA, doubted.total()
    row.n_effective, row.verified_share, row.status = 0, 0, "insufficient"
    row.score = row.low = row.high = None
    held = Counter(doubted)
    if score is not None:
        row.n += score.n
        row.n_effective, row.verified_share, row.status = (
            score.n_effective,
            score.verified_share,
            score.status,
        )
        row.score, row.low, row.high = score.score, score.low, score.high
        held += Counter(item.reason.replace("-", "_") for item in score.held)
    row.held = dict(sorted(held.items()))


def _as_ratings(rows) -> Iterator[Rating]:
    """Ratings not in doubt. Where the trace is forgotten, answers of a day are spread over it, a minute apart."""
    untimed: Counter[tuple[UUID, date]] = Counter()
    for row in rows:
        if row.reason:
            continue
        monday = row.day - timedelta(days=row.day.weekday())
        minute = row.minute
        if minute is None:
            untimed[row.officer_id, row.day] += 1
            minute = (row.day - monday).days * MINUTES_A_DAY + untimed[
                row.officer_id, row.day
            ] % MINUTES_A_DAY
        yield Rating(
            officer=str(row.officer_id),
            unit=str(row.opd_id),
            service=str(row.service_id),
            channel=row.channel,
            device=row.device.hex() if row.device else None,
            prefix=row.network.hex() if row.network else None,
            moment=monday.toordinal() * MINUTES_A_DAY + minute,
            stars=row.score,
        )
