"""The citizens' side: services, ratings, what they are worth, what is published."""

from flask import Flask


def install(app: Flask) -> None:
    """Adds the public pages and the results."""
    from webapp.feedback.publication import routes as publication
    from webapp.feedback.ratings import routes as ratings
    from webapp.feedback.services import routes as services

    ratings.install(app)
    app.register_blueprint(services.blueprint)
    app.register_blueprint(publication.blueprint)
