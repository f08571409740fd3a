"""What counts how much, in plain words; every number is read from the formula and the pemda's own limits."""

from decimal import Decimal

from flask import Blueprint, Response

from webapp.feedback.publication.limits import in_force
from webapp.feedback.trust.parameters import PARAMETERS, Parameters
from webapp.feedback.visits.rules import WEEKS_AFTER
from webapp.platform.access import PUBLIC, open_to
from webapp.platform.pages import render_page
from webapp.platform.request import db

blueprint = Blueprint("channels", __name__)


@blueprint.get("/cara-menghitung")
@open_to(PUBLIC)
def explain() -> Response:
    return render_page(
        "feedback/visits/channels.html", limits=in_force(db()), formula=PARAMETERS, weeks_after=WEEKS_AFTER,
        crowd=CROWD, crowd_votes=votes_of_network(CROWD, PARAMETERS),
    )  # fmt: skip


CROWD = 20  # ratings of one network, as an example


def votes_of_network(count: int, parameters: Parameters) -> Decimal:
    """What so many ratings from one network weigh together."""
    full = parameters.network_votes
    return Decimal(min(count, full)) + Decimal(max(0, count - full)).sqrt()
