"""Puts platform and features together and refuses to start what is not safe."""

from importlib import import_module

from flask import Flask, abort, g, request
from flask_login import LoginManager
from werkzeug.exceptions import ServiceUnavailable

from webapp import settings as settings_of
from webapp.features import FEATURES
from webapp.platform import access, errors, health, news, origin, pages, uploads
from webapp.platform.db import TenantSession
from webapp.platform.state import Resources, gather
from webapp.platform.tenancy import TenantDoor

LARGEST_BODY = 64 * 1024


def build(
    settings: settings_of.Settings | None = None, check_database: bool = True, **engine_options
) -> Flask:
    """Makes the application for these settings (default: the environment's)."""
    settings = settings or settings_of.load()
    resources = gather(settings, **engine_options)
    if check_database:
        _refuse_unsafe_database(resources)
    app = Flask(
        "webapp", root_path=str(pages.ROOT / "webapp"), template_folder="../templates", static_folder=None
    )
    app.config.update(
        SETTINGS=settings,
        RESOURCES=resources,
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LARGEST_BODY,
        MAX_FORM_PARTS=200,
        SESSION_COOKIE_NAME="__Secure-pamong" if settings.cookies_need_tls else "pamong",
    )
    _install(app, resources)
    access.require_declarations(app)
    app.door = uploads.Door(app)
    return app


def _refuse_unsafe_database(resources: Resources) -> None:
    try:
        health.refuse_unsafe_database(resources)
    except Exception:
        resources.close()
        raise


def _install(app: Flask, resources: Resources) -> None:
    pages.install(app)
    news.install(app)
    errors.install(app)
    uploads.install(app)
    app.before_request(_refuse_unknown_host)
    app.before_request(_refuse_unreadable_path)
    app.before_request(access.say_closed)
    app.before_request(origin.refuse_foreign_writes)
    logins = LoginManager(app, add_context_processor=False)  # an error page must not ask who is signed in
    logins.session_protection = None
    app.before_request(access.admit)
    app.teardown_request(_close_session)
    for name in FEATURES:
        import_module(name).install(app)
    health.install(app)
    app.wsgi_app = TenantDoor(app.wsgi_app, resources.directory, resources.settings.hosts)
    if resources.settings.proxies:
        from werkzeug.middleware.proxy_fix import ProxyFix

        app.wsgi_app = ProxyFix(
            app.wsgi_app, x_for=resources.settings.proxies, x_proto=resources.settings.proxies
        )


def _refuse_unknown_host() -> None:
    if request.environ.get("pamong.directory_away"):
        raise ServiceUnavailable(retry_after=5)
    if request.environ.get("pamong.host_unknown"):
        abort(400)


def _refuse_unreadable_path() -> None:
    """No text of the database can hold a zero byte, so nothing is at such an address."""
    if "\0" in request.path or b"%00" in request.query_string:
        abort(404)


def _close_session(_: BaseException | None) -> None:
    session: TenantSession | None = g.pop("db", None)
    if session is not None:
        session.close()
