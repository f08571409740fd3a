"""The citizens' side: services, ratings, what they are worth, what is published."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the scoring formula below this package runs without the web
    from flask import Flask


def install(app: "Flask") -> None:
    """Adds the public pages, the results, and the rooms for services and rosters."""
    from webapp.feedback.complaints import here as complaints
    from webapp.feedback.complaints.office import setup as complaints_office
    from webapp.feedback.devices import setup as devices
    from webapp.feedback.forums import setup as forums
    from webapp.feedback.kiosks import setup as kiosks
    from webapp.feedback.publication import digest_routes, limit_routes, place_routes, routes, words  # noqa: F401
    from webapp.feedback.publication.here import blueprint as publication
    from webapp.feedback.ratings import routes as ratings
    from webapp.feedback.review import setup as review
    from webapp.feedback.rosters import setup as rosters
    from webapp.feedback.seals import routes as seals
    from webapp.feedback.search import routes as search
    from webapp.feedback.services import rooms, standing
    from webapp.feedback.services import routes as services
    from webapp.feedback.survey import setup as survey
    from webapp.feedback.survey.publishing import setup as survey_results
    from webapp.feedback.transparency import routes as transparency
    from webapp.feedback.visits import setup as visits
    from webapp.people.published import ask_before_closing, know
    from webapp.platform import news

    news.know(words.NEWS)
    know(words.NOTICES)
    ask_before_closing(standing.open_points)
    ratings.install(app)
    app.register_blueprint(services.blueprint)
    rooms.install(app)
    app.register_blueprint(publication)
    limit_routes.install(app)
    app.register_blueprint(search.blueprint)
    rosters.install(app)
    survey.install(app)
    app.register_blueprint(seals.blueprint)
    app.register_blueprint(transparency.blueprint)
    survey_results.install(app)
    visits.install(app)
    devices.install(app)
    kiosks.install(app)
    review.install(app)
    complaints.install(app)
    complaints_office.install(app)
    forums.install(app)
