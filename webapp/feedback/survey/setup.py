"""Adds the survey to the application: the citizens' form and the bureau's room."""

from flask import Flask


def install(app: Flask) -> None:
    """Registers both, and what is said after a deed."""
    from webapp.feedback.survey import citizen_routes, office_routes, period_routes
    from webapp.feedback.survey.instruments import routes as instruments
    from webapp.feedback.survey.paper import here, routes, sheet_routes  # noqa: F401 - their pages
    from webapp.people.published import add_link
    from webapp.platform import news

    news.know(office_routes.NEWS)
    news.know(period_routes.NEWS)
    news.know(instruments.NEWS)
    news.know(here.NEWS)
    for module in (citizen_routes, office_routes, period_routes, instruments, here):
        app.register_blueprint(module.blueprint)
    add_link(app, "survey_period", "surveys.show_period", "period_id", *office_routes.READERS)
    add_link(app, "survey_instrument", "instruments.show_version", "instrument_id", *instruments.READERS)
    add_link(app, "survey_batch", "papers.show_batch", "batch_id", *here.TYPISTS)
