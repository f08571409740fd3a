"""What is public of every office, a line each, in the order of the tree."""

from dataclasses import dataclass

from flask import url_for

from webapp.feedback import published
from webapp.feedback.publication import queries
from webapp.feedback.publication.offices import Placed, in_tree_order
from webapp.feedback.survey.publishing.standing import PublishedIkm, latest_ikm
from webapp.people.published import opd_places
from webapp.platform.db import TenantSession

UNIT_PAGE = "publication.show_unit"


@dataclass(frozen=True)
class Line:
    """An office with its published index and its released score; either may be missing."""

    name: str
    slug: str
    url: str
    level: int
    part_of: str
    ikm: PublishedIkm | None
    card: dict | None


def lines(session: TenantSession) -> dict:
    """`rows` of every office of which anything is public, and `period_text` of most scores."""
    places, ikm = opd_places(session), latest_ikm(session)
    results = published.results_of(session, UNIT_PAGE, queries.unit_scores(session), places)
    cards = {card["opd_id"]: card for card in results["rows"]}
    rows = [_line(one, ikm, cards) for one in in_tree_order(places, cards.keys() | ikm.keys())]
    return {"rows": rows, "period_text": results["period_text"]}


def _line(one: Placed, ikm: dict, cards: dict) -> Line:
    office = one.office
    return Line(office.name, office.slug, url_for(UNIT_PAGE, slug=office.slug), one.level, one.part_of,
                ikm.get(office.id), cards.get(office.id))  # fmt: skip
