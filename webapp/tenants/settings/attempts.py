"""How a view of the settings ends a deed."""

from flask import Response, redirect, url_for

from webapp.platform.news import ANCHOR, leave
from webapp.platform.request import db, resources


def done(code: str, endpoint: str, changed: bool = True, **values) -> Response:
    """Commits, lets this process read the directory afresh, and goes back to the page with the word."""
    db().commit()
    resources().directory.forget()
    there = redirect(url_for(endpoint, _anchor=ANCHOR, **values), 303)
    return leave(there, code if changed else "pengaturan-sama")
