"""Adds the survey to the application: the citizens' form and the bureau's room."""

from flask import Flask


def install(app: Flask) -> None:
    """Registers both, and what is said after a deed."""
    from webapp.feedback.survey import citizen_routes, office_routes
    from webapp.people.published import add_link
    from webapp.platform import news

    news.know(office_routes.NEWS)
    for module in (citizen_routes, office_routes):
        app.register_blueprint(module.blueprint)
    add_link(app, "survey_period", "surveys.show_period", "period_id", *office_routes.READERS)
