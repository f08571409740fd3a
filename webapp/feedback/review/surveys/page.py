"""What the pages of the review show of held survey answers. No answer, no profile, no mark."""

from uuid import UUID

from webapp.feedback.review.queries import Reviewer
from webapp.feedback.review.surveys import queries, words
from webapp.feedback.review.surveys.queries import Held
from webapp.feedback.survey.holding.rules import HELD
from webapp.people.published import person_names
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _


def lines(session: TenantSession, who: Reviewer, places: dict) -> list[dict]:
    """Periods with something to decide, as the list shows them."""
    return [
        {"id": one.period_id, "name": one.name, "office": places[one.opd_id].name, "since": one.since,
         "until": one.until, "n": one.n}
        for one in queries.waiting(session, who)
    ]  # fmt: skip


def group(session: TenantSession, who: Reviewer, period_id: UUID, places: dict) -> dict | None:
    """A period with its held answers; None if there is nothing of it for this reviewer."""
    period = queries.period_for(session, who, period_id)
    found = queries.held(session, period_id) if period else []
    if not found:
        return None
    rows = [_row(number, one) for number, one in enumerate(found, start=1)]
    return {
        "period": period,
        "office": places[period.opd_id].name,
        "rows": rows,
        "open": [row for row in rows if row["is_open"]],
    }


def _row(number: int, one: Held) -> dict:
    return {
        "id": one.response_id,
        "number": number,
        "service": one.service,
        "day": one.day,
        "band": _(words.BANDS[one.band]),
        "doubt": _(words.DOUBTS[one.reason]),
        "nth": one.nth,
        "apart": _apart(one.same_day),
        "is_open": one.state == HELD,
        "state": _(words.STATES[one.state]),
    }


def _apart(same_day: bool | None) -> str:
    if same_day is None:
        return ""
    return _("hari yang sama dengan yang pertama") if same_day else _("hari lain")


def decided(session: TenantSession, found: list[tuple], places: dict, me: UUID) -> list[dict]:
    """Decisions with their periods as a list shows them."""
    names = person_names(session, {row.by_id for row, _period in found})
    turned = queries.turned(session, {row.id for row, _period in found})
    return [
        {
            "id": row.id,
            "period": period.name,
            "office": places[period.opd_id].name,
            "outcome": _(words.OUTCOMES[row.outcome]),
            "reason": row.reason,
            "n": row.n,
            "by": names.get(row.by_id, ""),
            "on": clock.local(row.at, session.tenant.timezone).date(),
            "is_reversal": row.reverses_id is not None,
            "may_turn": row.by_id != me and row.reverses_id is None and row.id not in turned,
        }
        for row, period in found
    ]
