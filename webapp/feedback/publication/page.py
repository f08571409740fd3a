"""What the pages of one office's result show."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import timedelta
from uuid import UUID

from flask import url_for

from webapp.feedback import published
from webapp.feedback.publication import queries
from webapp.feedback.publication.cards import distribution, held_list, public_card, shown
from webapp.feedback.publication.limits import in_force
from webapp.feedback.publication.models import UnitScore
from webapp.feedback.publication.offices import in_tree_order
from webapp.feedback.publication.series import families_of
from webapp.feedback.visits.response import ResponseRate, responses_of
from webapp.people.published import OpdPlace
from webapp.platform import charts
from webapp.platform.db import TenantSession
from webapp.platform.i18n import decimals
from webapp.platform.i18n import gettext as _

PUBLIC_PAGE = "publication.show_unit"
SPARK_WEEKS = 13


def staff_list(session: TenantSession, places: Mapping[UUID, OpdPlace], visible: set[UUID] | None, wanted: str) -> dict:
    """The offices this person may see whose name holds `wanted`, in the order of the tree, each with its course;
    one that serves citizens is listed before it has a score as well."""
    results = published.staff_results(session, visible, places)
    serving = {opd_id for opd_id in queries.serving(session) if visible is None or opd_id in visible}
    every = _with_unscored(results["rows"], places, serving)
    rows = [row for row in every if wanted.casefold() in row["opd_name"].casefold()]
    scores: dict[str, list] = defaultdict(list)
    if told := [row["until"] for row in rows if row["until"]]:
        least = in_force(session).unit_answers
        since = max(told) - timedelta(weeks=SPARK_WEEKS)
        for opd_id, _monday, score in queries.week_scores(session, visible, since, least):
            scores[opd_id].append(score)
    for row in rows:
        row["spark"], row["spark_words"] = _spark(scores[row["opd_id"]])
    return results | {"rows": rows, "any": bool(every)}


def _with_unscored(cards: list[dict], places: Mapping[UUID, OpdPlace], serving: Collection[UUID]) -> list[dict]:
    known = {card["opd_id"]: card for card in cards}
    return [
        known.get(one.office.id, _unscored(one.office)) | {"level": one.level, "part_of": one.part_of}
        for one in in_tree_order(places, known.keys() | serving)
    ]


def _unscored(office: OpdPlace) -> dict:
    """An office before its first batch, as a result in the list."""
    nothing = dict.fromkeys(("score", "low", "high", "n", "until", "own_period", "period_text"))
    return nothing | {"opd_id": office.id, "opd_name": office.name, "is_early": False,
                      "url": url_for("publication.show_result", slug=office.slug)}  # fmt: skip


def _spark(scores: list) -> tuple[list[str], str]:
    known = [score for score in scores if score is not None]
    if len(known) < 2:
        return [], ""
    words = _("dari %(first)s ke %(last)s", first=decimals(known[0]), last=decimals(known[-1]))
    return charts.sparkline(scores), words


def public_page(session: TenantSession, slug: str, places: Mapping[UUID, OpdPlace]) -> dict | None:
    """An office's result with the office above it and the parts below it; None before its first batch."""
    office = next((place for place in places.values() if place.slug == slug), None)
    if office is None:
        return None
    parts = {place.id for place in places.values() if place.parent_id == office.id}
    family = parts | {office.id} | ({office.parent_id} if office.parent_id else set())
    rows = {row.opd_id: row for row in queries.unit_scores_of(session, family)}
    if office.id not in rows:
        return None
    below = published.results_of(session, PUBLIC_PAGE, [rows[part] for part in parts & rows.keys()], places)
    for card in below["rows"]:
        card["part_of"] = ""  # the whole page says so
    least = in_force(session).unit_answers
    around = {"above": _link(places.get(office.parent_id), rows), "parts": below}
    row = rows[office.id]
    response = responses_of(session).rate(families_of(places)[office.id], row.since, row.until, row.until)
    return unit(row, office.name, least, response) | around


def unit(row: UnitScore, opd_name: str, least: int, response: ResponseRate) -> dict:
    """One released score with its answers and what does not count in full."""
    row = shown(row, least)
    return {
        "result": public_card(row, opd_name, "", response),
        "answers": distribution(row, least),
        "held": held_list(row),
        "row": row,
    }


def _link(place: OpdPlace | None, rows: dict[UUID, UnitScore]) -> dict | None:
    if place is None or place.id not in rows:
        return None
    return {"name": place.name, "url": url_for(PUBLIC_PAGE, slug=place.slug)}
