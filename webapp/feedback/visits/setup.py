"""Adds invitations to the application."""

from flask import Flask


def install(app: Flask) -> None:
    """Registers the citizens' pages and the staff's."""
    from webapp.feedback.visits import citizen_routes

    app.register_blueprint(citizen_routes.blueprint)
