"""Adds the citizens' side of complaints to the application."""

from flask import Flask


def install(app: Flask) -> None:
    """Registers the citizens' pages, what they count by network, and what is said after a deed."""
    from webapp.feedback.complaints import case_routes, citizen_routes, here, words  # noqa: F401 - they add their views
    from webapp.feedback.complaints.codes import Codes
    from webapp.feedback.ratings.tries import Tries
    from webapp.platform import news

    app.extensions["complaint_codes"] = Codes(app.config["RESOURCES"].keys)
    app.extensions["complaint_tries"] = Tries()
    app.extensions["complaint_reports"] = Tries(here.MOST_REPORTS, here.HOUR)
    app.extensions["complaint_uploads"] = Tries(here.MOST_UPLOADS, here.HOUR)
    app.extensions["complaint_network_uploads"] = Tries(here.MOST_OF_NETWORK, here.HOUR)
    app.extensions["complaint_supports"] = Tries(here.MOST_SUPPORTS, here.DAY)
    news.know(words.NEWS)
    app.register_blueprint(here.blueprint)
