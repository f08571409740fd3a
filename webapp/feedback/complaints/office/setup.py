"""Adds the office side of complaints to the application."""

from flask import Flask


def install(app: Flask) -> None:
    """Registers the rooms, what is said after a deed, what is told, and what the public board learns."""
    from webapp.feedback.complaints import notices
    from webapp.feedback.complaints.office import case_routes, desk_routes, here, inbox_routes, words  # noqa: F401
    from webapp.people.published import add_link, know
    from webapp.platform import news

    news.know(words.NEWS)
    know(notices.NOTICES | words.NOTICES)
    app.register_blueprint(here.blueprint)
    add_link(app, "complaint", "complaint_inbox.show_case", "complaint_id", here.HANDLER, here.INSPECTOR)
