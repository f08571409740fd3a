"""Adds the pages of the rosters to the application."""

from flask import Flask


def install(app: Flask) -> None:
    """Registers the two places of the menu: who is where now, and planning."""
    from webapp.feedback.rosters import now_routes, routes
    from webapp.feedback.rosters.here import NEWS
    from webapp.platform import news

    news.know(NEWS)
    app.register_blueprint(now_routes.blueprint)
    app.register_blueprint(routes.blueprint)
