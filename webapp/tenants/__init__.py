"""A pemda: name, colours, calendar, opening and closing."""

from flask import Flask


def install(app: Flask) -> None:
    """Adds the theme, the static files and the settings."""
    from webapp.platform import news
    from webapp.tenants.routes import blueprint
    from webapp.tenants.settings import calendar_routes, here, routes, sections  # noqa: F401 - register their views

    news.know(here.NEWS)
    sections.install(app)
    app.jinja_env.globals["settings_sections"] = sections.sections
    app.register_blueprint(blueprint)
    app.register_blueprint(here.blueprint)
