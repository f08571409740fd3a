"""Adds the rooms for people and organisation to the application."""

from flask import Flask

from webapp.people.directory import (  # noqa: F401 - they register their views
    account_routes,
    edit_routes,
    invitation_routes,
    list_routes,
    move_routes,
    own_routes,
    person_routes,
    post_routes,
    unit_routes,
)
from webapp.people.directory.here import chart, profile, staff, units
from webapp.people.directory.news import NEWS, NOTICES
from webapp.people.notices.kinds import know
from webapp.platform import news


def install(app: Flask) -> None:
    """Registers blueprints and words."""
    news.know(NEWS)
    know(NOTICES)
    for blueprint in (staff, units, profile, chart):
        app.register_blueprint(blueprint)
