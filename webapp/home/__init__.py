"""The front door: the choice of a pemda, a pemda's portal, and the staff's home."""

from flask import Flask


def install(app: Flask) -> None:
    """Adds the front pages and the staff's navigation."""
    from webapp.home import navigation, routes
    from webapp.home.start import routes as start

    app.register_blueprint(routes.blueprint)
    app.register_blueprint(start.blueprint)
    app.context_processor(navigation.supply)
    app.jinja_env.globals["onward"] = start.onward
