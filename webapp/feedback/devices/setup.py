"""Adds the room for devices to the application."""

from flask import Flask


def install(app: Flask) -> None:
    """Registers the room, and what is told and said after a deed."""
    from webapp.feedback.devices import routes, words
    from webapp.people.published import add_link, know
    from webapp.platform import news

    news.know(words.NEWS)
    know(words.NOTICES)
    app.register_blueprint(routes.blueprint)
    add_link(app, "device", "devices.show_device", "device_id", routes.BUREAU)
