"""Adds the survey's results to the application: the public index, the bureau's room, follow-ups."""

from flask import Flask


def install(app: Flask) -> None:
    """Registers their pages, what is said after a deed, and what people are told."""
    from webapp.feedback.survey.followups import routes as followups
    from webapp.feedback.survey.followups import words
    from webapp.feedback.survey.publishing import public_routes
    from webapp.feedback.survey.reports import routes as reports
    from webapp.people.published import add_link, know
    from webapp.platform import news

    news.know(reports.NEWS | words.NEWS)
    know(words.NOTICES)
    for module in (public_routes, reports, followups):
        app.register_blueprint(module.blueprint)
    add_link(app, "survey_followup", "followups.show_item", "followup_id", "organisasi", "inspektorat", "kepala")
