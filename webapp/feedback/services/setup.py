"""Adds services to the application: their public pages and the rooms that keep them."""

from flask import Flask


def install(app: Flask) -> None:
    """Registers both; an office with open counters is not closed unasked."""
    from webapp.feedback.services import rooms, routes, standing
    from webapp.people.published import ask_before_closing

    ask_before_closing(standing.open_points)
    app.register_blueprint(routes.blueprint)
    rooms.install(app)
