"""Performance: the plan (SKP), and citizens' ratings as evidence beside it."""

from flask import Flask

from webapp.platform import news


def install(app: Flask) -> None:
    """Adds the room /kinerja to the application."""
    from webapp.people.published import know
    from webapp.performance import room, words  # noqa: F401 - the room registers its views
    from webapp.performance.evidence import contest_page, contest_routes, own_routes  # noqa: F401 - registers its view
    from webapp.performance.evidence import routes as cards  # noqa: F401 - registers its views
    from webapp.performance.here import blueprint
    from webapp.performance.plans import line_routes, routes, step_routes  # noqa: F401 - register their views

    news.know(words.NEWS)
    news.know(contest_page.NEWS)
    know(words.NOTICES)
    app.register_blueprint(blueprint)
    app.register_blueprint(contest_routes.blueprint)
