"""Where the things of the trail can be looked at, and by whom. Features above add theirs."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID

from flask import Flask, current_app, url_for

from webapp.people.queries import PersonCard
from webapp.people.trail.queries import people_and_offices
from webapp.platform.access import ROLES
from webapp.platform.db import TenantSession

Names = Callable[[TenantSession, Collection[UUID]], dict[UUID, str]]


@dataclass(frozen=True)
class Place:
    """A page of this kind of thing: its endpoint, the parameter that takes the id (or none), who may open it."""

    endpoint: str
    parameter: str | None
    roles: frozenset[str]


def install(app: Flask) -> None:
    """Begins with the pages of the settings, of people and of imports."""
    app.extensions["trail_links"] = {}
    app.extensions["trail_names"] = [people_and_offices]
    add_link(app, "tenant", "settings.show_identity", None, "organisasi", "bkpsdm")
    add_link(app, "holiday", "settings.show_calendar", None, "organisasi", "bkpsdm")
    add_link(app, "person", "profile.show_colleague", "person_id", *ROLES)
    add_link(app, "person", "staff.show_person", "person_id", "bkpsdm")
    add_link(app, "opd", "units.show_unit", "opd_id", "bkpsdm", "organisasi")
    add_link(app, "import_run", "imports.show_run", "run_id", "bkpsdm")


def add_link(app: Flask, kind: str, endpoint: str, parameter: str | None, *roles: str) -> None:
    """Says where things of this kind are shown, and which roles may open every one of them; the last said is tried
    first."""
    app.extensions["trail_links"].setdefault(kind, []).insert(0, Place(endpoint, parameter, frozenset(roles)))


def add_names(app: Flask, names: Names) -> None:
    """Says what more ids in the trail stand for."""
    app.extensions["trail_names"].append(names)


def names_of(session: TenantSession, ids: Collection[UUID]) -> dict[UUID, str]:
    """What these ids stand for, as far as anybody knows."""
    found: dict[UUID, str] = {}
    for names in current_app.extensions["trail_names"] if ids else ():
        found |= names(session, ids)
    return found


def link(kind: str, thing_id: UUID, reader: PersonCard) -> str | None:
    """The address of the thing, if this reader may open it."""
    for place in current_app.extensions["trail_links"].get(kind, ()):
        if place.roles & reader.roles:
            return url_for(place.endpoint, **({place.parameter: thing_id} if place.parameter else {}))
    return None
