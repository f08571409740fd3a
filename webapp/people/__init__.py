"""People: ASN, OPD tree, jabatan, who leads whom and since when, sign-in, roles."""

from flask import Flask


def install(app: Flask) -> None:
    """Adds sign-in, sessions and the rooms for people and organisation to the application."""
    from webapp.people import routes
    from webapp.people.confirmations import routes as confirmations
    from webapp.people.directory import rooms
    from webapp.people.imports import routes as imports
    from webapp.people.imports import row_routes, words  # noqa: F401 - row_routes registers its views
    from webapp.people.letters import setup as letters
    from webapp.people.notices import routes as notices
    from webapp.people.notices.kinds import know
    from webapp.people.sessions import StoredSessions
    from webapp.people.trail import links
    from webapp.people.trail import routes as trail
    from webapp.platform import news

    news.know(routes.NEWS)
    app.session_interface = StoredSessions()
    app.login_manager.user_loader(routes.load_person)
    app.register_blueprint(routes.blueprint)
    rooms.install(app)
    app.register_blueprint(trail.blueprint)
    links.install(app)
    news.know(words.NEWS)
    know(words.NOTICES)
    app.register_blueprint(imports.blueprint)
    app.register_blueprint(notices.blueprint)
    app.register_blueprint(confirmations.blueprint)
    letters.install(app)
