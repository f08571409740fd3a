"""People: ASN, OPD tree, jabatan, who leads whom and since when, sign-in, roles."""

from flask import Flask


def install(app: Flask) -> None:
    """Adds sign-in and sessions to the application."""
    from webapp.people import routes
    from webapp.people.notices import routes as notices
    from webapp.people.sessions import StoredSessions
    from webapp.platform import news

    news.know(routes.NEWS)
    app.session_interface = StoredSessions()
    app.login_manager.user_loader(routes.load_person)
    app.register_blueprint(routes.blueprint)
    app.register_blueprint(notices.blueprint)
