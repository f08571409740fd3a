"""What the pages of the review show. No answer, no minute, no mark: only what a decision needs."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from webapp.feedback.publication.windows import last_day
from webapp.feedback.review import queries, words
from webapp.feedback.review.models import ReviewDecision
from webapp.feedback.review.queries import Group, Held, Reviewer
from webapp.feedback.services.queries import points_by_id
from webapp.people.published import opd_names, person_names
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _

NEAR, DAY = 10, 24 * 60  # minutes
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def lines(found: Iterable[Group], places: dict) -> list[dict]:
    """Groups as the list shows them."""
    return [
        {
            "point": one.point_name,
            "office": places[one.opd_id].name,
            "day": one.day,
            "last_day": last_day(one.day),
            "doubt": _(words.DOUBTS[one.doubt]),
            "left": one.n - one.decided,
            "asked": {"titik": one.point_id, "hari": one.day.isoformat(), "dugaan": one.doubt},
        }
        for one in found
    ]


def points_of(found: Iterable[Group], places: dict) -> list[tuple[UUID, str]]:
    """The points of these groups as options, by the name of their office."""
    points = {one.point_id: f"{places[one.opd_id].name}: {one.point_name}" for one in found}
    return sorted(points.items(), key=lambda each: each[1])


def group(session: TenantSession, who: Reviewer, point_id: UUID, day: date, doubt: str) -> dict | None:
    """One group with its ratings; None if there is nothing of it for this reviewer."""
    found = queries.held(session, who, point_id, day, doubt)
    if not found:
        return None
    past = queries.past(session, [one.rating_id for one in found])
    apart = queries.minutes_apart(session, [one.rating_id for one in found])
    rows = [_row(number, one, past, apart) for number, one in enumerate(found, start=1)]
    return {
        "point": points_by_id(session, {point_id})[point_id].name,
        "day": day,
        "doubt": _(words.DOUBTS[doubt]),
        "rows": rows,
        "open": [row for row in rows if not row["outcome"]],
        "asked": {"titik": point_id, "hari": day.isoformat(), "dugaan": doubt},
    }


def _row(number: int, one: Held, past: dict, apart: dict[UUID, int]) -> dict:
    decided = past.get(one.rating_id)
    return {
        "id": one.rating_id,
        "number": number,
        "channel": _(words.CHANNELS[one.channel]),
        "shift": _(words.SHIFTS[one.shift]) if one.shift else "",
        "device": letter(one.device) if one.has_device else "",
        "network": letter(one.network),
        "apart": _apart(apart.get(one.rating_id)),
        "outcome": _(words.OUTCOMES[decided[-1][0]]) if decided else "",
    }


def letter(number: int) -> str:
    """A, B, C … for what is only to be told apart; after Z with a number."""
    round_, place = divmod(number - 1, len(LETTERS))
    return LETTERS[place] + (str(round_ + 1) if round_ else "")


def _apart(minutes: int | None) -> str:
    if minutes is None:
        return ""
    return _(words.APART["near" if minutes < NEAR else "hours" if minutes < DAY else "days"])


def decided(session: TenantSession, rows: Iterable[ReviewDecision], own: frozenset[UUID], me: UUID) -> list[dict]:
    """Decisions as a list shows them; those of the reader's own line are left out."""
    rows = list(rows)
    points = points_by_id(session, {row.point_id for row in rows})
    names, offices = person_names(session, {row.by_id for row in rows}), opd_names(session)
    return [
        {
            "id": row.id,
            "point": points[row.point_id].name,
            "office": offices[points[row.point_id].opd_id],
            "day": row.day,
            "doubt": _(words.DOUBTS[row.doubt]),
            "outcome": _(words.OUTCOMES[row.outcome]),
            "reason": row.reason,
            "n": row.n,
            "by": names.get(row.by_id, ""),
            "on": clock.local(row.at, session.tenant.timezone).date(),
            "is_reversal": row.is_reversal,
            "may_turn": row.by_id != me and not row.is_reversal,
        }
        for row in rows
        if points[row.point_id].opd_id not in own
    ]

