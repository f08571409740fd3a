"""Adds the pages of the rosters to the application."""

from flask import Flask


def install(app: Flask) -> None:
    """Registers the two places of the menu: who is where now, and planning."""
    from webapp.feedback.rosters import change_routes, copy_routes, correction_routes, now_routes, routes, table_routes
    from webapp.feedback.rosters.correction_queries import SEES_ALL
    from webapp.feedback.rosters.here import NEWS, NOTICES
    from webapp.feedback.rosters.queries import turns_after
    from webapp.people.published import add_link, ask_before_leaving, know
    from webapp.platform import news

    news.know(NEWS)
    know(NOTICES)
    ask_before_leaving(turns_after)
    app.register_blueprint(now_routes.blueprint)
    for module in (routes, change_routes, copy_routes, table_routes, correction_routes):
        blueprint = module.blueprint  # the one to which each of them adds its views
    app.register_blueprint(blueprint)
    add_link(app, "roster_correction", "rosters.show_correction", "correction_id", *SEES_ALL)
