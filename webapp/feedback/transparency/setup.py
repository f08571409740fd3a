"""Adds the public results to the application: before those of the staff, whose blueprint they share."""

from flask import Flask


def install(app: Flask) -> None:
    """Registers the board, the open data and the badge."""
    from webapp.feedback.transparency import routes

    app.register_blueprint(routes.blueprint)
