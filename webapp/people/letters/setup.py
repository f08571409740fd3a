"""Adds letters to the application: the links in them, one's own address, the office's pages."""

from flask import Flask


def install(app: Flask) -> None:
    """Registers all three, and what is said after a deed."""
    from webapp.people.letters import office_routes, own_routes, reader_routes, words
    from webapp.people.letters.kinds import know_letters
    from webapp.people.trail.links import add_link
    from webapp.platform import news
    from webapp.tenants.published import add_section

    news.know(words.NEWS)
    know_letters(words.LETTERS, words.PURPOSES)
    for module in (reader_routes, own_routes, office_routes):
        app.register_blueprint(module.blueprint)
    add_section(app, 55, "letters.show_sender", "Surel")
    add_link(app, "letter", "letters.list_letters", None, office_routes.BUREAU)
