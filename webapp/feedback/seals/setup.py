"""Adds the seals to the application."""

from flask import Flask


def install(app: Flask) -> None:
    """Registers their pages."""
    from webapp.feedback.seals import routes

    app.register_blueprint(routes.blueprint)
