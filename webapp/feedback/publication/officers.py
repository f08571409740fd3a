"""An officer's score, from single ratings by the same formula that `bin/pamong score` runs for anybody."""

import hashlib
from collections import Counter
from datetime import date, timedelta
from uuid import UUID

import sqlalchemy as sa

from webapp.feedback.publication.windows import window
from webapp.feedback.trust.rules import FORMULA, Rating, score_officers
from webapp.platform.db import TenantSession

MINUTES_A_DAY = 24 * 60
# All officers of the OPD's services together: the formula compares like with like inside the pemda.
RATINGS = sa.text("""
select r.id, r.officer_id, r.opd_id, r.service_id, r.channel, t.device, t.network, r.day, t.minute, r.score, d.reason
from rating r
left join rating_trace t on t.tenant_id = :tenant and t.rating_id = r.id
left join rating_doubt d on d.tenant_id = :tenant and d.rating_id = r.id
where r.tenant_id = :tenant and r.officer_id is not null and r.day between :since and :until
order by r.id
""")


def score(session: TenantSession, person_id: UUID, until: date) -> dict:
    """The facts of a PublishedScore for this officer."""
    since, until = window(until)
    asked = {"tenant": session.tenant.id, "since": since, "until": until}
    rows = session.connection().execute(RATINGS, asked).all()
    ratings = [_as_rating(row) for row in rows if row.reason is None]
    doubted = Counter(row.reason for row in rows if row.reason and row.officer_id == person_id)
    facts = {
        "since": since,
        "until": until,
        "formula": FORMULA,
        "input_hash": _hash(rows),
        "comparison": None,
    }
    own = next((s for s in score_officers(ratings) if s.officer == str(person_id)), None)
    if own is None:
        nothing = dict.fromkeys(("value", "low", "high"))
        return facts | nothing | {
            "n": sum(doubted.values()), "n_effective": 0, "verified_share": 0, "status": "insufficient",
            "held": tuple(sorted(doubted.items())),
        }  # fmt: skip
    held = doubted + Counter(item.reason.replace("-", "_") for item in own.held)
    return facts | {
        "n": own.n + sum(doubted.values()), "n_effective": own.n_effective, "verified_share": own.verified_share,
        "value": own.score, "low": own.low, "high": own.high, "status": own.status, "held": tuple(sorted(held.items())),
    }  # fmt: skip


def _as_rating(row) -> Rating:
    monday = row.day - timedelta(days=row.day.weekday())
    minute = row.minute if row.minute is not None else (row.day - monday).days * MINUTES_A_DAY
    return Rating(
        officer=str(row.officer_id),
        unit=str(row.opd_id),
        service=str(row.service_id),
        channel=row.channel,
        device=row.device.hex() if row.device else None,
        prefix=row.network.hex() if row.network else None,
        moment=monday.toordinal() * MINUTES_A_DAY + minute,
        stars=row.score,
    )


def _hash(rows) -> str:
    lines = "".join(
        f"{row.id} {row.officer_id} {row.channel} {row.day} {row.score} {row.reason}\n" for row in rows
    )
    return hashlib.sha256(lines.encode()).hexdigest()
