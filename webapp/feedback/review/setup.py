"""Adds the review to the application: the verifikator's room, messages that name somebody, the inspector's draws."""

from flask import Flask


def install(app: Flask) -> None:
    """Registers the rooms, what is said after a deed, and what is told."""
    from webapp.feedback.review import audit_routes, routes, words
    from webapp.feedback.review.surveys import routes as surveys
    from webapp.people.published import add_link, know
    from webapp.platform import news

    news.know(words.NEWS)
    know(words.NOTICES)
    app.register_blueprint(routes.blueprint)
    app.register_blueprint(audit_routes.blueprint)
    app.register_blueprint(surveys.blueprint)
    add_link(app, "review_decision", "review.show_decision", "decision_id", routes.REVIEWER)
    add_link(app, "survey_hold_decision", "survey_review.show_decision", "decision_id", routes.REVIEWER)
    add_link(app, "audit_draw", "sampling.show_draw", "draw_id", audit_routes.INSPECTOR)
    add_link(app, "audit_item", "sampling.show_item", "item_id", audit_routes.INSPECTOR)
