"""Exceptions become pages here, once. Nothing is revealed about other pemda; the rest is logged with its request id."""

import logging
import secrets
from http import HTTPStatus
from typing import Any

import psycopg
import sqlalchemy as sa
from flask import Flask, Response, current_app, g, make_response, redirect, request, url_for
from flask_login import current_user
from werkzeug.exceptions import HTTPException

from webapp.platform import i18n, tenancy

log = logging.getLogger(__name__)
AWAY = (sa.exc.OperationalError, sa.exc.TimeoutError, psycopg.OperationalError)  # the database cannot be asked now
PAGES = (400, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503)


class NotYours(Exception):
    """The row is not there, or not for this person: both are 404."""


class Conflict(Exception):
    """The step is not possible in the state the thing is in now; the message is for the reader."""


def install(app: Flask) -> None:
    """Registers the handlers."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(NotYours, lambda _: error_page(404))
    app.register_error_handler(Conflict, lambda problem: error_page(409, detail=str(problem)))
    for kind in AWAY:
        app.register_error_handler(kind, _database_away)
    app.register_error_handler(Exception, _unexpected)
    app.before_request(_raise_what_came_too_early)


def raise_later(problem: Exception) -> None:
    """For what happens before Flask catches exceptions, such as the opening of the session: the view meets it first."""
    g.came_too_early = problem


def _raise_what_came_too_early() -> None:
    if "came_too_early" in g:
        raise g.pop("came_too_early")


def error_page(status: int, **context: Any) -> Response:
    """The page of this status; the same bytes for a thing that is not there and one of another pemda."""
    known = status if status in PAGES else (400 if status < 500 else 500)
    return page(f"errors/{known}.html", status, **context)


def page(template: str, status: int, **context: Any) -> Response:
    """A page that says why not."""
    body = current_app.jinja_env.get_template(template)
    values = {"detail": None, "request_id": _request_id() if status >= 500 else None, "layout": _layout(status)}
    values |= context
    current_app.update_template_context(values)
    return make_response(i18n.settle(body.render(values)), status)


def _layout(status: int) -> str:
    """The staff's frame for whoever is signed in and asked for a room of the staff, or for an address nobody knows.

    A failure of ours is told in the frame that asks nothing of the database.
    """
    if status >= 500 or tenancy.current_or_none() is None:
        return "portal.html"
    is_staff = current_user.is_authenticated if request.endpoint is None else g.get("person_card") is not None
    return "office.html" if is_staff else "portal.html"


def _http(problem: HTTPException) -> Response:
    if problem.response is not None:
        return problem.response
    if isinstance(getattr(problem, "original_exception", None), AWAY):  # it went while an error page was being made
        return _database_away(problem.original_exception)
    if parent := _page_above(problem):
        return redirect(parent, 303)
    status = problem.code or 500
    if status == 401:
        status = 403
    response = error_page(status)
    for name, value in problem.get_headers(request.environ):
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    return response


def _page_above(problem: HTTPException) -> str | None:
    """For who opens an address that only takes what a form sends: the nearest page above it, built anew from its own
    rule, so that it is of this pemda; None when there is none but the front page."""
    if problem.code != HTTPStatus.METHOD_NOT_ALLOWED or request.method not in ("GET", "HEAD"):
        return None
    known, parts = current_app.create_url_adapter(request), request.path.strip("/").split("/")
    for end in range(len(parts) - 1, 0, -1):
        try:
            endpoint, values = known.match("/" + "/".join(parts[:end]), method="GET")
        except HTTPException:
            continue
        return url_for(endpoint, **values)
    return None


def _database_away(problem: Exception) -> Response:
    log.error("database away (%s) at %s", type(problem).__name__, _where())
    response = error_page(503)
    response.headers["Retry-After"] = "5"
    return response


def _unexpected(problem: Exception) -> Response:
    log.exception("request %s failed at %s %s", _request_id(), request.method, _where(), exc_info=problem)
    return error_page(500)


def _where() -> str:
    """The rule of the address, never the address: it may hold the code of a receipt or the token of an invitation."""
    return request.url_rule.rule if request.url_rule else "an address nobody knows"


def _request_id() -> str:
    if "request_id" not in g:
        g.request_id = secrets.token_hex(6)
    return g.request_id
