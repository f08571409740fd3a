"""Server-side sessions: the cookie is a random token, the row is the session, ending the row ends the session.

Flask's own cookie session cannot be revoked; this one can, at once, from any other browser.
"""

import hashlib
import secrets
from typing import Any
from uuid import UUID

from flask import Flask, Request, Response, current_app, g
from flask.sessions import SessionInterface, SessionMixin

from webapp.people import queries
from webapp.people.models import WebSession
from webapp.people.rules import IDLE, LONGEST
from webapp.platform import clock, errors, tenancy
from webapp.platform.db import TenantSession
from webapp.platform.request import cookie, db, resources

TOUCH = IDLE / 15  # the row is written at most this often by mere looking


class StaffSession(dict, SessionMixin):
    """What flask-login keeps; `row` is the stored session, `token` a new cookie to be set."""

    def __init__(self, values: dict[str, Any] | None = None, row: WebSession | None = None):
        super().__init__(values or {})
        self.before = dict(self)
        self.row = row
        self.token: str | None = None


class StoredSessions(SessionInterface):
    """Opens and saves StaffSession. A visitor without the cookie costs nothing."""

    def open_session(self, app: Flask, request: Request) -> StaffSession:
        token = cookie(app.config["SESSION_COOKIE_NAME"])
        if not token or tenancy.current_or_none() is None:
            return StaffSession()
        try:
            return _stored(request, token)
        except errors.AWAY as problem:
            errors.raise_later(problem)
            return StaffSession()

    def save_session(self, app: Flask, session: StaffSession, response: Response) -> None:
        name, path = app.config["SESSION_COOKIE_NAME"], self._path()
        if session.token:
            response.set_cookie(
                name,
                session.token,
                path=path,
                httponly=True,
                samesite="Lax",
                secure=app.config["SETTINGS"].cookies_need_tls,
            )
        elif g.get("signed_out"):
            response.delete_cookie(name, path=path)

    @staticmethod
    def _path() -> str:
        from flask import request

        return (request.script_root or "") + "/"


def _stored(request: Request, token: str) -> StaffSession:
    """The session of this token, an empty one if there is none (any more)."""
    now = clock.now()
    row = queries.live_session(db(), _hash(token), now - IDLE, now - LONGEST)
    if row is None:
        return StaffSession()
    current_app.door.remember(token)
    if now - row.seen_at > TOUCH and not _refreshes_by_itself(request):
        _touch(row)
    return StaffSession(row.data, row)


def begin(session: TenantSession, person_id: UUID, place_mark: bytes) -> str:
    """A new stored session for this person; returns the token for the cookie. Committed by the caller.

    `place_mark`: see `domain.place_of`; the place is known for as long as the session is kept, ended or not.
    """
    token = secrets.token_urlsafe(32)
    now = clock.now()
    session.add(
        WebSession(
            token_hash=_hash(token),
            person_id=person_id,
            place_mark=place_mark,
            data={"_user_id": str(person_id)},
            started_at=now,
            seen_at=now,
        )
    )
    return token


def end(row: WebSession | None) -> None:
    """Ends a stored session. Committed by the caller."""
    if row is not None:
        row.ended_at = clock.now()


def _refreshes_by_itself(request: Request) -> bool:
    """A part of a page that asks for news every few seconds is no person at work and keeps no session alive."""
    return request.method == "GET" and "HX-Request" in request.headers


def _touch(row: WebSession) -> None:
    """In a transaction of its own: a page that only shows does not commit."""
    with TenantSession(resources().engine) as session:
        session.get(WebSession, (row.tenant_id, row.id)).seen_at = clock.now()
        session.commit()


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
