"""Adds the search to the application."""

from flask import Flask


def install(app: Flask) -> None:
    """Registers its pages."""
    from webapp.feedback.search import routes

    app.register_blueprint(routes.blueprint)
