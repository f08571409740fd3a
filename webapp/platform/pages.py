"""Turning a template into an answer: whole page or named block, cache and security headers, compression."""

import base64
import gzip
import hashlib
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, g, has_request_context, make_response, request, url_for
from flask_htmx import HTMX
from markupsafe import Markup
from werkzeug.datastructures import Headers
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from webapp.platform import clock, i18n, tenancy

ROOT = Path(__file__).resolve().parent.parent.parent
STATIC = ROOT / "static"
IMPORT = re.compile(r'@import "([a-z]+\.css)" layer\(([a-z]+)\);')
THIRD_PARTY = {"htmx.js": ("django_htmx", "static/django_htmx/htmx-2.min.js")}
htmx = HTMX()

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{style}; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
HTML = "text/html; charset=utf-8"
ONLY_TLS = ("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
WORTH_COMPRESSING = 1024
WORDLESS = ("tenants.theme", "tenants.asset")


def render_page(template: str, block: str | None = None, status: int = 200, **context: Any) -> Response:
    """The whole page; or only `block` of it when htmx asked for a part."""
    page = current_app.jinja_env.get_template(template)
    current_app.update_template_context(context)
    if block and htmx and not htmx.boosted and not htmx.history_restore_request:
        body = "".join(page.blocks[block](page.new_context(context)))
    else:
        body = page.render(context)
    response = make_response(i18n.settle(body), status)
    response.vary.update(("HX-Request", "Cookie"))
    return response


@lru_cache(maxsize=256)
def policy(*inline_styles: str) -> str:
    """The content security policy, allowing exactly these inline style sheets by their hash."""
    hashes = "".join(
        f" 'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for text in inline_styles
    )
    return POLICY.format(style=hashes)


@lru_cache(maxsize=256)
def inline_style(text: str) -> Markup:
    """A style element of our own making; the page that uses it must send `policy(text)`."""
    if "</" in text:
        raise ValueError("a style sheet cannot close its own element")
    return Markup("<style>%s</style>") % Markup(text)  # noqa: S704 - our own file and checked colours


def typed(text: str | None) -> str | None:
    """What people here wrote in Indonesian (a name, a note, a comment), said to be Indonesian on pages of another
    language, so that a screen reader pronounces it right. For the content of an element, not for an attribute."""
    return Markup('<span lang="id">%s</span>') % text if text and i18n.language() != i18n.INDONESIAN else text


class GuardedAnswers:
    """WSGI middleware: no answer leaves without the security headers, whoever made it."""

    def __init__(self, app: Flask):
        self._app, self._inner = app, app.wsgi_app
        always = SECURITY | {"Content-Security-Policy": policy(), "Cache-Control": "no-store"}
        self._always = [(name.lower(), (name, value)) for name, value in always.items()]

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        def start(status: str, headers: list, *problem: Any) -> Callable:
            given = {name.lower() for name, _ in headers}
            headers += [pair for name, pair in self._always if name not in given]
            if self._app.config["SETTINGS"].cookies_need_tls:
                headers.append(ONLY_TLS)
            return start_response(status, headers, *problem)

        return self._inner(environ, start)


class ReadyAnswer(Response):
    """An answer whose headers are complete as they stand: nothing is copied, counted or rewritten on its way out."""

    def __init__(self, body: bytes, status: int, *headers: tuple[str, str]):
        super().__init__(body, status, [("Content-Type", HTML), ("Content-Length", str(len(body))), *headers])

    def get_wsgi_headers(self, environ: dict) -> Headers:
        return self.headers


def see_other(address: str) -> Response:
    """After a form was taken: go and look there."""
    return ReadyAnswer(b"", 303, ("Location", address))


def kept(body: bytes, kind: str) -> Response:
    """Open data: the same for everybody, kept for five minutes, asked for again by its print, read from anywhere."""
    response = make_response(body)
    response.headers["Content-Type"], response.headers["Cache-Control"] = kind, "public, max-age=300"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.set_etag(hashlib.sha256(body).hexdigest()[:32], weak=True)
    return response.make_conditional(request)


def finish(response: Response) -> Response:
    """After every request: the language somebody chose, compression."""
    _remember_language(response)
    return _compress(response)


def _remember_language(response: Response) -> None:
    """A language somebody clicked stays hers; the one-request pages carry it in their links instead.

    A picture or a style sheet on the way is nothing anybody clicked.
    """
    wish = request.args.get(i18n.PARAMETER) if request.query_string and response.mimetype == "text/html" else None
    if wish in i18n.offered() and request.method == "GET" and request.blueprint not in i18n.CARRYING:
        response.set_cookie(
            i18n.COOKIE, wish, max_age=31536000, path=f"{request.script_root}/", httponly=True, samesite="Lax"
        )
        response.headers["Cache-Control"] = "private, no-cache"


def _compress(response: Response) -> Response:
    if (
        response.direct_passthrough
        or 300 <= response.status_code < 400
        or "Content-Encoding" in response.headers
        or not (
            response.mimetype.startswith("text/")
            or response.mimetype in ("application/json", "image/svg+xml")
        )
        or not accepts_gzip()
    ):
        return response
    body = response.get_data()
    if len(body) >= WORTH_COMPRESSING:
        response.set_data(gzip.compress(body, 5, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        response.vary.add("Accept-Encoding")
    return response


def accepts_gzip() -> bool:
    """Whether the browser takes gzip."""
    return "gzip" in request.headers.get("Accept-Encoding", "")


@lru_cache(maxsize=256)
def asset_path(name: str) -> Path | None:
    """Where an asset lies: our own folder, or the package a third-party file was installed with."""
    if name in THIRD_PARTY:
        package, inside = THIRD_PARTY[name]
        found = find_spec(package)
        path = Path(found.origin).parent / inside if found and found.origin else None
    else:
        path = _ours().get(name)
    return path if path and path.is_file() else None


@lru_cache(maxsize=1)
def _ours() -> dict[str, Path]:
    """Our own files by name: what is not listed here is never asked of the disk."""
    return {path.relative_to(STATIC).as_posix(): path for path in STATIC.rglob("*") if path.is_file()}


@lru_cache(maxsize=256)
def asset_bytes(name: str) -> bytes | None:
    """The asset as served: a style sheet carries its imports inside, each in its layer, without comments."""
    path = asset_path(name)
    if path is None or path.suffix != ".css":
        return path.read_bytes() if path else None
    whole = IMPORT.sub(lambda m: f"@layer {m[2]}{{{(path.parent / m[1]).read_text()}}}", path.read_text())
    whole = re.sub(r"/\*.*?\*/", "", whole, flags=re.S)
    return re.sub(r"\s*([{};,>])\s*", r"\1", re.sub(r"\s+", " ", whole)).strip().encode()


@lru_cache(maxsize=256)
def static(name: str) -> str:
    """The address of an asset, named by its content so that it may be kept for a year."""
    content = asset_bytes(name)
    fingerprint = hashlib.sha256(content).hexdigest()[:12] if content is not None else "missing"
    return f"/static/{fingerprint}/{name}"


def install(app: Flask) -> None:
    """Gives templates what they all know."""
    htmx.init_app(app)
    app.jinja_env.filters.update(i18n.FILTERS, typed=i18n.read_anew(typed))
    app.jinja_env.globals.update(_=i18n.gettext, static=static)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True

    @app.context_processor
    def common() -> dict[str, Any]:
        tenant = tenancy.current_or_none()
        return {
            "tenant": tenant,
            "lang": i18n.language(),
            "theme_url": url_for("tenants.theme", v=tenant.colours.get("nila", "")[1:] or None) if tenant else None,
            "me": g.get("person_card"),
            "other_language_url": other_language_url(),
            "front_url": front_of(f"{request.script_root}/"),
            "wish": i18n.carried(),
            "printed_on": clock.today(tenant.timezone) if tenant else None,
        }

    @app.url_defaults
    def carry_language(endpoint: str, values: dict[str, Any]) -> None:
        wish = i18n.carried() if has_request_context() and endpoint not in WORDLESS else ""
        if wish in i18n.LANGUAGES or (wish and endpoint.partition(".")[0] in i18n.CARRYING):
            values.setdefault(i18n.PARAMETER, wish)

    app.after_request(finish)
    app.wsgi_app = GuardedAnswers(app)


def front_of(root: str) -> str:
    """A front page by its own path, in the language its links must carry on; for pages that can build no address."""
    wish = i18n.carried()
    return in_language(root, wish) if wish in i18n.LANGUAGES else root


def other_language_url() -> str | None:
    """This page in the other language, if it is offered; after a form, the page that a link can open."""
    return in_other_language(f"{request.script_root}{_page_of_form()}")


def in_other_language(address: str) -> str | None:
    """The same page in the language the reader has not; None where this pemda offers but one."""
    if len(i18n.offered()) < 2:
        return None
    other = i18n.ENGLISH if i18n.language() == i18n.INDONESIAN else i18n.INDONESIAN
    return in_language(address.partition("?")[0], other)


def this_page_in(language: str) -> str:
    """This page in that language; after a form, the page that a link can open."""
    return in_language(f"{request.script_root}{_page_of_form()}", language)


def in_language(address: str, language: str) -> str:
    """An address without a query, asking for that language."""
    return f"{address}?{i18n.PARAMETER}={language}"


def _page_of_form() -> str:
    """The path of this page; of an answer to a form, the nearest one above that a link can open."""
    path = request.path
    if request.method in ("GET", "HEAD"):
        return path
    routes = current_app.url_map.bind("")
    while path != "/" and not _opens(routes, path):
        path = path.rpartition("/")[0] or "/"
    return path


def _opens(routes: MapAdapter, path: str) -> bool:
    try:
        return bool(routes.match(path, method="GET"))
    except HTTPException:
        return False
