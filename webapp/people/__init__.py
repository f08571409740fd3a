"""People: ASN, OPD tree, jabatan, who leads whom and since when, sign-in, roles."""

from flask import Flask


def install(app: Flask) -> None:
    """Adds sign-in and sessions to the application."""
    from webapp.people import routes
    from webapp.people.imports import routes as imports
    from webapp.people.imports import row_routes, words  # noqa: F401 - row_routes registers its views
    from webapp.people.sessions import StoredSessions
    from webapp.platform import news

    news.know(routes.NEWS)
    app.session_interface = StoredSessions()
    app.login_manager.user_loader(routes.load_person)
    app.register_blueprint(routes.blueprint)
    news.know(words.NEWS)
    app.register_blueprint(imports.blueprint)
