"""Adds invitations to the application."""

from flask import Flask


def install(app: Flask) -> None:
    """Registers the citizens' pages, the door for queue systems and the staff's rooms, and what bounds their use."""
    from webapp.feedback.ratings.tries import Tries
    from webapp.feedback.visits import api_routes, channel_routes, citizen_routes, counter_routes, office_routes, words
    from webapp.platform import news

    app.extensions["key_tries"] = Tries(most=api_routes.MOST_UNKNOWN_KEYS)
    app.extensions["device_messages"] = Tries(most=api_routes.A_MINUTE, window=api_routes.WINDOW)
    app.extensions["counter_presses"] = Tries(most=counter_routes.AN_HOUR, window=3600)
    news.know(words.NEWS)
    for module in (citizen_routes, channel_routes, api_routes, counter_routes, office_routes):
        app.register_blueprint(module.blueprint)
