"""Where the things of the trail can be looked at, and by whom. Features above add theirs."""

from dataclasses import dataclass
from uuid import UUID

from flask import Flask, current_app, url_for

from webapp.people.queries import PersonCard


@dataclass(frozen=True)
class Place:
    """A page of this kind of thing: its endpoint, the parameter that takes the id (or none), who may open it."""

    endpoint: str
    parameter: str | None
    roles: frozenset[str]


def install(app: Flask) -> None:
    """Begins with the pages of the settings."""
    app.extensions["trail_links"] = {}
    add_link(app, "tenant", "settings.show_identity", None, "organisasi", "bkpsdm")
    add_link(app, "holiday", "settings.show_calendar", None, "organisasi", "bkpsdm")


def add_link(app: Flask, kind: str, endpoint: str, parameter: str | None, *roles: str) -> None:
    """Says where things of this kind are shown, and which roles may open every one of them."""
    app.extensions["trail_links"][kind] = Place(endpoint, parameter, frozenset(roles))


def link(kind: str, thing_id: UUID, reader: PersonCard) -> str | None:
    """The address of the thing, if this reader may open it."""
    place: Place | None = current_app.extensions["trail_links"].get(kind)
    if place is None or not place.roles & reader.roles:
        return None
    return url_for(place.endpoint, **({place.parameter: thing_id} if place.parameter else {}))
