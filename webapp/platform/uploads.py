"""Files people send. A view says how large they may be; everywhere else a body stays small."""

import ipaddress
import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from flask import Flask, current_app, request
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.http import parse_cookie
from werkzeug.utils import secure_filename

MEGABYTE = 1024 * 1024
MOST_KNOWN = 4096  # people seen signed in whom a process remembers
CROWDED = "web.crowded"  # what the web process calls a form whose files it had no place for


@dataclass(frozen=True)
class Upload:
    """A file as it was sent: a name that is safe to show and to keep, and its bytes."""

    name: str
    content: bytes


class Crowded(ServiceUnavailable):
    """Too many files are on their way: this one was not waited for."""


def takes_files(megabytes: int) -> Callable:
    """Declares that this view takes files, of at most so much together; a larger body is answered with 413."""

    def declare(view: Callable) -> Callable:
        view.largest_body = megabytes * MEGABYTE
        return view

    return declare


def is_too_large() -> bool:
    """Whether the body is larger than its view takes: nothing of it can be read, and the view answers in its words."""
    return (request.content_length or 0) > (request.max_content_length or 0) > 0


def file_of(field: str) -> Upload | None:
    """The file of this field, or None when none was chosen. Raises Crowded when too many were on their way."""
    if CROWDED in request.environ:
        raise Crowded(retry_after=20)
    sent = request.files.get(field)
    if sent is None or not sent.filename:
        return None
    with sent.stream:
        return Upload(secure_filename(sent.filename)[:120] or "berkas", sent.read())


class Door:
    """What the web process asks about a form with files before anything of it has come; see web/arrivals.py.

    Where files are taken is what the views declare; the pemda may be named by the first segment of the path.
    """

    def __init__(self, app: Flask):
        own = {rule.rule.split("/")[1] for rule in app.url_map.iter_rules()}  # no pemda is called like one of these
        words = "|".join(re.escape(each) for each in sorted(own) if each and "<" not in each)
        pemda = f"(/(?!(?:{words})/)[^/]+)?"
        self._places = [
            (re.compile(pemda + re.sub(r"<[^>]*>", "[^/]+", re.escape(rule.rule))), view.largest_body)
            for rule in app.url_map.iter_rules()
            if hasattr(view := app.view_functions[rule.endpoint], "largest_body")
        ]
        self._cookie, self._proxies = app.config["SESSION_COOKIE_NAME"], app.config["SETTINGS"].proxies
        self._known: OrderedDict[str, None] = OrderedDict()
        self._lock = Lock()

    def largest(self, path: str) -> int:
        """Bytes a form may have at this path; 0: no files are taken there."""
        return max((largest for place, largest in self._places if place.fullmatch(path)), default=0)

    def sender(self, environ: dict) -> str:
        """The address a form comes from, as the proxies in front say; of IPv6 the network of one house."""
        said = environ.get("HTTP_X_FORWARDED_FOR", "").split(",")
        text = said[-self._proxies] if 0 < self._proxies <= len(said) else environ["REMOTE_ADDR"]
        try:
            address = ipaddress.ip_address(text.strip())
        except ValueError:
            return "unknown"
        return str(address if address.version == 4 else ipaddress.ip_network((address, 64), strict=False))

    def is_known(self, environ: dict) -> bool:
        """Whether this process has lately seen the session of this cookie alive."""
        return parse_cookie(environ.get("HTTP_COOKIE", "")).get(self._cookie) in self._known

    def remember(self, token: str) -> None:
        """The session with this token is alive."""
        with self._lock:
            self._known[token] = None
            self._known.move_to_end(token)
            if len(self._known) > MOST_KNOWN:
                self._known.popitem(last=False)


def install(app: Flask) -> None:
    """Lets the views that say so take more than the rest; before anything reads the body."""

    @app.before_request
    def allow_large_body() -> None:
        view = current_app.view_functions.get(request.endpoint or "")
        largest = getattr(view, "largest_body", None)
        if largest:
            request.max_content_length = largest
            request.max_form_memory_size = MEGABYTE  # what is read of a file at once counts as memory of the form
