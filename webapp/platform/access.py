"""Who may open what. Every view declares it once; what is not declared does not start."""

from collections.abc import Callable
from typing import Any

from flask import Flask, abort, current_app, redirect, request, url_for
from flask_login import current_user

from webapp.platform import errors

PUBLIC = "publik"
STAFF = "semua pegawai"
INSIDE, OUTSIDE, ANYWHERE = "inside", "outside", "anywhere"
ROLES = {
    "pegawai": "ASN",
    "atasan": "pejabat penilai: appraises the people who report to him",
    "mentor": "mentor",
    "bkpsdm": "human resources",
    "organisasi": "organisation bureau: services, SKM",
    "petugas": "complaints",
    "verifikator": "reviews held and contested ratings",
    "inspektorat": "inspector",
    "kepala": "head of region",
}


class UndeclaredAccess(RuntimeError):
    """A view says nobody who may open it."""


def open_to(*who: str) -> Callable:
    """Declares who may open a view: PUBLIC, STAFF (anyone signed in) or roles. The app refuses views without it."""
    unknown = set(who) - {PUBLIC, STAFF} - set(ROLES)
    if unknown or not who:
        raise UndeclaredAccess(f"unknown roles: {unknown or 'none given'}")

    def declare(view: Callable) -> Callable:
        view.open_to = frozenset(who)
        return view

    return declare


def outside_tenants(view: Callable) -> Callable:
    """This page belongs to the platform, not to a pemda."""
    view.place = OUTSIDE
    return view


def anywhere(view: Callable) -> Callable:
    """This address exists inside and outside a pemda."""
    view.place = ANYWHERE
    return view


def require_declarations(app: Flask) -> None:
    """Refuses to start with an undeclared view."""
    silent = [name for name, view in app.view_functions.items() if not getattr(view, "open_to", None)]
    if silent:
        raise UndeclaredAccess(f"views that do not say who may open them: {sorted(silent)}")


def admit() -> Any:
    """Runs before every view: default deny."""
    if request.endpoint is None:
        return None
    view = current_app.view_functions[request.endpoint]
    place = INSIDE if request.environ.get("pamong.tenant") else OUTSIDE
    if getattr(view, "place", INSIDE) not in (place, ANYWHERE):
        abort(404)
    who = view.open_to
    if PUBLIC in who:
        return None
    if not current_user.is_authenticated:
        return _ask_to_sign_in()
    if STAFF not in who and not who & current_user.roles:
        abort(403)
    return None


def say_closed() -> Any:
    """A closed pemda answers every address with why, except its colours and the static files the page needs."""
    tenant = request.environ.get("pamong.tenant")
    if tenant is None or tenant.is_open or getattr(_view(), "stays_open", False):
        return None
    return errors.page("errors/closed.html", 410)


def stays_open(view: Callable) -> Callable:
    """This address goes on answering after the pemda is closed."""
    view.stays_open = True
    return view


def _view() -> Callable | None:
    return current_app.view_functions[request.endpoint] if request.endpoint else None


def _ask_to_sign_in() -> Any:
    if request.method != "GET":
        abort(401)
    return redirect(url_for("people.sign_in", next=request.full_path.rstrip("?")))
