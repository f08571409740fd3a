"""A pemda: name, colours, calendar, opening and closing."""

from flask import Flask


def install(app: Flask) -> None:
    """Adds the theme and the static files."""
    from webapp.tenants.routes import blueprint

    app.register_blueprint(blueprint)
