"""The room itself: her SKP and her cards; for a superior, whose SKP and which cards wait for him."""

from collections.abc import Iterable
from uuid import UUID

from flask import Response, request, url_for

from webapp.people.published import person_names, reports_of
from webapp.performance import words
from webapp.performance.evidence.page import card_for_reader
from webapp.performance.evidence.queries import newest_cards, team_cards
from webapp.performance.here import blueprint, me, today
from webapp.performance.plans import queries, rules
from webapp.performance.plans.models import Skp
from webapp.platform.access import STAFF, open_to
from webapp.platform.i18n import gettext as _
from webapp.platform.pages import render_page
from webapp.platform.request import db


@blueprint.get("/kinerja")
@open_to(STAFF)
def show() -> Response:
    reports = dict(reports_of(db(), me().id, today()))
    waiting = queries.waiting_for_superior(db(), me().id)
    return render_page(
        "performance/show.html",
        this_year=today().year,
        cards=[_card(file) for file in newest_cards(db(), me().id)],
        leads=bool(reports or waiting) or not me().is_asn,
        **_own_plans(),
        **_team(reports, waiting),
    )


def _own_plans() -> dict:
    """The SKP of the year asked for, the others she has, and the years she may still begin."""
    skps = {skp.year: skp for skp in queries.skps_of(db(), me().id)} if me().is_asn else {}
    year, years = _year(), (today().year, today().year + 1)
    skp = skps.get(year)
    return {
        "year": year,
        "skp": skp,
        "state": words.status(skp.status) if skp else None,
        "meaning": words.meaning(skp.status, for_owner=True) if skp else None,
        "other_skps": [_other(other) for other in skps.values() if other.year != year],
        "to_start": [other for other in years if other != year and other not in skps],
    }


def _year() -> int:
    """The year asked for, as far as an SKP of it may be started; else this year."""
    asked = request.args.get("tahun", type=int)
    this_year = today().year
    return asked if asked and rules.may_start(asked, this_year) else this_year


def _other(skp: Skp) -> dict:
    return {"year": skp.year, "url": url_for(".show_skp", skp_id=skp.id), "state": words.status(skp.status)}


def _team(reports: dict[UUID, str], waiting: list[Skp]) -> dict:
    """What a superior finds: SKP that wait for him, cards new to him and the others, and how far everybody's SKP is."""
    cards = team_cards(db(), reports.keys(), today())
    names = _with_names(reports, {each.person_id for each in waiting})
    return {
        "waiting": [(each, names[each.person_id]) for each in waiting],
        "team_tables": [table for table in _card_tables(cards.lately, cards.before, reports) if table["cards"]],
        "team": _team_skps(reports),
    }


def _card_tables(lately: Iterable, before: Iterable, names: dict[UUID, str]) -> list[dict]:
    return [
        {"id": "kartu-baru", "title": _("Kartu bukti baru dari pegawai Anda"), "cards": _cards_of(lately, names)},
        {"id": "kartu-lama", "title": _("Kartu bukti lainnya"), "cards": _cards_of(before, names)},
    ]


def _cards_of(files: Iterable, names: dict[UUID, str]) -> list[dict]:
    return [_card(file) | {"owner_name": names[file.card.person_id]} for file in files]


def _team_skps(reports: dict[UUID, str]) -> list[dict]:
    """Everybody she appraises, with the SKP of this year once it has been submitted."""
    skps = queries.submitted_skps(db(), reports.keys(), today().year)
    return [
        {"name": name, "state": words.not_submitted(), "url": None}
        if person_id not in skps
        else {"name": name} | _other(skps[person_id])
        for person_id, name in reports.items()
    ]


def _card(file) -> dict:
    return card_for_reader(file, reader_id=me().id, day=today())


def _with_names(reports: dict[UUID, str], person_ids: set[UUID]) -> dict[UUID, str]:
    """Names of those who wait; a person who has meanwhile moved on is looked up."""
    unknown = person_ids - reports.keys()
    return reports | (person_names(db(), unknown) if unknown else {})
