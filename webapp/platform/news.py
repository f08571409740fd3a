"""A word after a deed ('Perubahan tersimpan.'): it travels with the redirect and is said once.

The cookie carries a code of a known sentence and where on the page it belongs, never a text. It lives for one page,
so that a reload or a shared address says nothing that did not just happen; no session is written for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, Response, current_app, g, request

from webapp.platform.i18n import gettext as _
from webapp.platform.request import cookie

COOKIE = "kabar"
ANCHOR = "kabar"  # the id of the word on the page: the redirect points at it, so that it is seen, focused and read out
SECONDS = 60
SENTENCES: dict[str, str] = {}


@dataclass(frozen=True)
class News:
    """What was done, in the reader's language; `place`: the id of the row it belongs to, or empty."""

    text: str
    place: str = ""


def install(app: Flask) -> None:
    """Gives templates `news()`, and forgets what was said."""
    app.jinja_env.globals["news"] = read
    app.after_request(_forget)


def know(sentences: Mapping[str, str]) -> None:
    """Registers a feature's sentences by their codes."""
    SENTENCES.update(sentences)


def leave(response: Response, code: str, place: object = "") -> Response:
    """Sends the word of this code along with a redirect; KeyError when nobody registered it."""
    SENTENCES[code]
    response.set_cookie(
        COOKIE, f"{code}:{place}", max_age=SECONDS, path=_path(), httponly=True, samesite="Lax",
        secure=current_app.config["SETTINGS"].cookies_need_tls,
    )  # fmt: skip
    g.news_left = True
    return response


def read() -> News | None:
    """What was just done, for the template that says it; None on every other page."""
    code, _colon, place = (cookie(COOKIE) or "").partition(":")
    g.news_read = bool(code)
    return News(_(SENTENCES[code]), place) if code in SENTENCES else None


def _forget(response: Response) -> Response:
    if g.get("news_read") and not g.get("news_left"):
        response.delete_cookie(COOKIE, path=_path())
    return response


def _path() -> str:
    return f"{request.script_root}/"
