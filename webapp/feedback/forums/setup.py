"""Adds forums to the application: the citizens' pages and the office's room."""

from flask import Flask


def install(app: Flask) -> None:
    """Registers both, and what is said after a deed."""
    from webapp.feedback.forums import citizen_routes, office_routes
    from webapp.feedback.ratings.tries import Tries
    from webapp.people.published import add_link
    from webapp.platform import news

    app.extensions["forum_questions"] = Tries(citizen_routes.MOST_QUESTIONS, citizen_routes.HOUR)
    app.extensions["forum_supports"] = Tries(citizen_routes.MOST_SUPPORTS, citizen_routes.DAY)
    news.know(citizen_routes.NEWS)
    news.know(office_routes.NEWS)
    for module in (citizen_routes, office_routes):
        app.register_blueprint(module.blueprint)
    add_link(app, "forum", "forums.show_forum", "forum_id", office_routes.BUREAU)
