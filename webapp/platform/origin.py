"""Refuses writes that another site asked the browser to make. Sister pemda on one domain are other sites too."""

from flask import abort, current_app, request

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def refuse_foreign_writes() -> None:
    """Sec-Fetch-Site must be same-origin; without it, Origin must be ours: scheme, host and port.

    A request with neither header and no session cookie carries nobody's authority (an old phone rating at
    a counter, a script): there is nothing to forge, so it may pass. With a session cookie it may not.
    """
    if request.method in SAFE:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site != "same-origin":
            abort(403)
        return
    origin = request.headers.get("Origin")
    if origin is not None:
        if origin.lower() != f"{request.scheme}://{request.host}".lower():
            abort(403)
        return
    if current_app.config["SESSION_COOKIE_NAME"] in request.cookies:
        abort(403)
