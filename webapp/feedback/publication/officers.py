"""Officers' scores, from single ratings by the same formula that `bin/pamong score` runs for anybody.

All officers of a pemda are scored together once a day, from what is let out in batches: the formula compares like
with like, and a score that moved with each rating would tell the officer what the citizen before him answered. For
the same reason an officer's own score stays as it is until a whole batch of his has come, or gone.

Each officer is scored without the days a contest took out of his own score (`exclusions`), and with everybody else's.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import select

from webapp.feedback.publication import exclusions
from webapp.feedback.publication.exclusions import Exclusions
from webapp.feedback.publication.limits import in_force
from webapp.feedback.publication.models import OfficerScore
from webapp.feedback.publication.rules import Limits, differ_by_a_batch, is_batch, may_leave
from webapp.feedback.publication.windows import window
from webapp.feedback.trust.rules import FORMULA, Rating, score_officers
from webapp.platform.db import TenantSession, be_patient

MINUTES_A_DAY = 24 * 60
# Whom a rating is about was frozen when it was made; a correction of the roster that says so moved it since.
RATINGS = sa.text("""
with newest as (
  select distinct on (rating_id) rating_id, officer_id from rating_reattribution
  where tenant_id = :tenant order by rating_id, number desc
)
select r.id, coalesce(m.officer_id, r.officer_id) as officer_id, r.opd_id,
  r.service_id, r.channel, t.device, t.network, r.day, t.minute, r.score,
  case when not d.lifted then d.reason end as reason,
  coalesce(d.lifted, false) as lifted
from rating r
left join newest m on m.rating_id = r.id
left join rating_trace t on t.tenant_id = :tenant and t.rating_id = r.id
left join rating_doubt d on d.tenant_id = :tenant and d.rating_id = r.id
where r.tenant_id = :tenant and r.officer_id is not null and (m.rating_id is null or m.officer_id is not null)
  and r.day between :since and :until
  and not exists (select from rating_waiting w where w.tenant_id = :tenant and w.rating_id = r.id)
  and not exists (select from rating_event e where e.tenant_id = :tenant and e.rating_id = r.id)
order by 2, r.day, r.id
""")


# Of one network and week two at most count towards a batch; where the trace is forgotten, each counts for itself.
SOURCES = sa.text("""
select count(*)
from rating r
left join rating_trace t on t.tenant_id = :tenant and t.rating_id = r.id
where r.tenant_id = :tenant and r.id = any(:ratings)
  and not exists (select from rating_doubt d
                  where d.tenant_id = :tenant and d.rating_id = r.id and not d.lifted)
  and not exists (select from rating_event e where e.tenant_id = :tenant and e.rating_id = r.id)
  and not exists (select from rating_waiting w where w.tenant_id = :tenant and w.rating_id = r.id)
group by case when r.channel = 'token' or t.rating_id is null then uuid_send(r.id)
              else coalesce(t.network, ''::bytea) end,
         date_trunc('week', r.day)
""")


def are_a_batch(session: TenantSession, rating_ids: list[UUID]) -> bool:
    """Whether enough of these ratings are let out and not in doubt to change two officers' numbers together."""
    asked = {"tenant": session.tenant.id, "ratings": rating_ids}
    return is_batch(session.connection().execute(SOURCES, asked).scalars(), in_force(session).batch)


def score_of(session: TenantSession, person_id: UUID) -> OfficerScore | None:
    """The last computed score of this officer, or None."""
    return session.exec(select(OfficerScore).where(OfficerScore.person_id == person_id)).first()


def computed_until(session: TenantSession) -> date | None:
    """The last day officers' scores were computed for."""
    return session.exec(select(sa.func.max(OfficerScore.until))).one()


def compute_all(session: TenantSession, today: date, at: datetime) -> int:
    """Scores the officers with ratings in the window that ends today; returns how many moved. The caller commits."""
    since, until = window(today)
    known = {row.person_id: row for row in session.exec(select(OfficerScore))}
    earliest = min([since, *(row.since for row in known.values())])
    rows = _ratings(session, earliest, until)
    decided = exclusions.decided_since(session, earliest)
    ours = defaultdict(list)
    for row in rows:
        ours[row.officer_id].append(row)
    scores = _scores(rows, since, decided)
    limits = in_force(session)
    moved = 0
    for person_id in sorted(ours.keys() | known.keys()):
        row = known.get(person_id) or OfficerScore(person_id=person_id, since=since, n=0)
        mine = decided.get(person_id, ())
        if _must_wait(row, ours[person_id], mine, since, limits.batch):
            _hide_below(row, limits)
            continue
        row.since, row.until, row.computed_at, row.excluded = since, until, at, exclusions.names(mine)
        kept = exclusions.without(ours[person_id], mine)
        _fill(row, scores.get(person_id), [one for one in kept if one.day >= since])
        _hide_below(row, limits)
        session.add(row)
        moved += 1
    return moved


def _scores(rows: list, since: date, decided: Mapping[UUID, Exclusions]) -> dict:
    """The score of each officer. What was taken out of one's own is there for all the others: she alone is scored
    without it, so that a contest of hers moves nobody else."""
    scores = {UUID(score.officer): score for score in score_officers(list(_as_ratings(rows, since)))}
    for person_id, mine in sorted(decided.items()):
        hers = [row for row in rows if row.officer_id == person_id]
        kept = exclusions.without(hers, mine)
        if len(kept) == len(hers):
            continue
        others = [row for row in rows if row.officer_id != person_id]
        again = score_officers(list(_as_ratings([*others, *kept], since)))
        scores[person_id] = next((score for score in again if score.officer == str(person_id)), None)
    return scores


def _ratings(session: TenantSession, since: date, until: date) -> list:
    be_patient(session)
    return session.connection().execute(RATINGS, {"tenant": session.tenant.id, "since": since, "until": until}).all()


def _hide_below(row: OfficerScore, limits: Limits) -> None:
    """A pemda may ask for more answers than the formula does; then less is shown, and nothing is computed otherwise."""
    if not limits.show_officer(row.n, row.verified_share or Decimal(0)):
        row.status, row.score, row.low, row.high = "insufficient", None, None, None


def _must_wait(row: OfficerScore, ratings: list, mine: Exclusions, since: date, batch: int) -> bool:
    """Whether less than a batch would come into this officer's number, or leave it. Days taken out that hold none of
    his answers are noted: they change nothing and his number does not wait for them."""
    counted = [one for one in ratings if not one.reason and one.day >= row.since]
    before = exclusions.without(counted, exclusions.known_to(row, mine))
    after = exclusions.without(counted, mine)
    if len(after) < len(before):
        return not differ_by_a_batch(row.n, sum(one.day >= since for one in after), batch)
    row.excluded = exclusions.names(mine)
    fresh, fallen = len(after) - row.n, sum(one.day < since for one in after)
    return 0 < fresh < batch or (fresh == 0 and not may_leave(fallen, since - row.since, batch))


def _fill(row: OfficerScore, score, ratings: list) -> None:
    held = Counter(one.reason for one in ratings if one.reason)
    row.formula, row.n = FORMULA, 0
    row.n_effective, row.verified_share, row.status = 0, 0, "insufficient"
    row.score = row.low = row.high = None
    if score is not None:
        row.n, row.n_effective = score.n, score.n_effective
        row.verified_share, row.status = score.verified_share, score.status
        row.score, row.low, row.high = score.score, score.low, score.high
        held += Counter({name.replace("-", "_"): int(votes.to_integral_value()) for name, votes in score.lost.items()})
    row.held = dict(sorted(held.items()))
    lines = (f"{one.id} {one.channel} {one.day} {one.score} {one.reason}\n" for one in ratings)
    row.input_hash = hashlib.sha256("".join(lines).encode()).hexdigest()


def _as_ratings(rows, since: date) -> Iterator[Rating]:
    """Ratings of the window not in doubt. Where a trace is forgotten, answers of a day are spread a minute apart."""
    untimed: Counter[tuple[UUID, date]] = Counter()
    for row in rows:
        if row.reason or row.day < since:
            continue
        monday = row.day - timedelta(days=row.day.weekday())
        minute = row.minute
        if minute is None:
            untimed[row.officer_id, row.day] += 1
            minute = (row.day - monday).days * MINUTES_A_DAY + untimed[row.officer_id, row.day] % MINUTES_A_DAY
        yield Rating(
            officer=str(row.officer_id),
            unit=str(row.opd_id),
            service=str(row.service_id),
            channel=row.channel,
            device=_device(row),
            prefix=row.network.hex() if row.network else None,
            moment=monday.toordinal() * MINUTES_A_DAY + minute,
            stars=row.score,
        )


def _device(row) -> str | None:
    """A person found that a rating held for its device is another visitor's: then it has a device of its own."""
    if row.lifted:
        return row.id.hex
    return row.device.hex() if row.device else None
