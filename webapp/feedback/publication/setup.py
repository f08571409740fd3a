"""Adds the staff's results to the application, and what is told of them."""

from flask import Flask


def install(app: Flask) -> None:
    """Registers the results with their limits."""
    from webapp.feedback.publication import digest_routes, limit_routes, place_routes, routes, words  # noqa: F401
    from webapp.feedback.publication.here import blueprint
    from webapp.people.published import know
    from webapp.platform import news

    news.know(words.NEWS)
    know(words.NOTICES)
    app.register_blueprint(blueprint)
    limit_routes.install(app)
