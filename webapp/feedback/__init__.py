"""The citizens' side: services, ratings, what they are worth, what is published."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the scoring formula below this package runs without the web
    from flask import Flask

# Each room adds itself by its `install(app)`.
ROOMS = (
    "webapp.feedback.ratings.routes",
    "webapp.feedback.services.setup",
    "webapp.feedback.transparency.setup",
    "webapp.feedback.publication.setup",
    "webapp.feedback.rosters.setup",
    "webapp.feedback.survey.setup",
    "webapp.feedback.survey.publishing.setup",
    "webapp.feedback.seals.setup",
    "webapp.feedback.search.setup",
    "webapp.feedback.visits.setup",
    "webapp.feedback.devices.setup",
    "webapp.feedback.kiosks.setup",
    "webapp.feedback.review.setup",
    "webapp.feedback.complaints.setup",
    "webapp.feedback.complaints.office.setup",
    "webapp.feedback.forums.setup",
)


def install(app: "Flask") -> None:
    """Adds the public pages and the rooms of the staff."""
    for room in ROOMS:
        import_module(room).install(app)
