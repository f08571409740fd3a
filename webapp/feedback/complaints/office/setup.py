"""Adds the office side of complaints to the application."""

from flask import Flask


def install(app: Flask) -> None:
    """Registers the rooms, what is said after a deed, what is told, and what the public board learns."""
    from webapp.feedback.complaints import notices
    from webapp.feedback.complaints.office import (  # noqa: F401 - they add their views, and to the public board
        bulk_routes,
        case_routes,
        desk_routes,
        export_routes,
        figure_routes,
        here,
        inbox_routes,
        template_routes,
        told,
        words,
    )
    from webapp.people.published import add_link, know
    from webapp.platform import news

    news.know(words.NEWS)
    know(notices.NOTICES | words.NOTICES)
    app.register_blueprint(here.blueprint)
    add_link(app, "complaint_template", "complaint_inbox.list_templates", None, here.HANDLER, here.BUREAU)
    add_link(app, "complaint", "complaint_inbox.show_case", "complaint_id", here.HANDLER, here.INSPECTOR)
