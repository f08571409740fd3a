"""The room itself: her SKP of the year and her cards; for a superior, whose SKP and which cards wait for him."""

from uuid import UUID

from flask import Response, request

from webapp.people.published import person_names, reports_of
from webapp.performance import words
from webapp.performance.evidence.page import card_for_reader
from webapp.performance.evidence.queries import newest_cards, newest_cards_open_to_superior
from webapp.performance.here import blueprint, me, today
from webapp.performance.plans import queries, rules
from webapp.platform.access import STAFF, open_to
from webapp.platform.pages import render_page
from webapp.platform.request import db


@blueprint.get("/kinerja")
@open_to(STAFF)
def show() -> Response:
    year = _year()
    skp = queries.skp_of(db(), me().id, year)
    reports = dict(reports_of(db(), me().id, today()))
    waiting = queries.waiting_for_superior(db(), me().id)
    names = _with_names(reports, {each.person_id for each in waiting})
    return render_page(
        "performance/show.html",
        year=year,
        years=[today().year, today().year + 1],
        skp=skp,
        state=words.status(skp.status) if skp else None,
        meaning=words.meaning(skp.status, for_owner=True) if skp else None,
        cards=[_card(file) for file in newest_cards(db(), me().id)],
        leads=bool(reports or waiting),
        waiting=[(each, names[each.person_id]) for each in waiting],
        team_cards=_team_cards(reports),
    )


def _year() -> int:
    """The year asked for, as far as an SKP of it may be started; else this year."""
    asked = request.args.get("tahun", type=int)
    this_year = today().year
    return asked if asked and rules.may_start(asked, this_year) else this_year


def _card(file, owner_name: str = "") -> dict:
    return card_for_reader(file, reader_id=me().id, day=today(), owner_name=owner_name)


def _team_cards(reports: dict[UUID, str]) -> list[dict]:
    files = newest_cards_open_to_superior(db(), reports.keys(), today())
    return [_card(file, reports[file.card.person_id]) | {"owner_name": reports[file.card.person_id]} for file in files]


def _with_names(reports: dict[UUID, str], person_ids: set[UUID]) -> dict[UUID, str]:
    """Names of those who wait; a person who has meanwhile moved on is looked up."""
    unknown = person_ids - reports.keys()
    return reports | (person_names(db(), unknown) if unknown else {})
