"""What the one search of the staff shows of services and messages: some of them, and where all of them are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import url_for

from webapp.feedback.publication.reach import Tree, visible_to
from webapp.feedback.publication.series import families_of
from webapp.feedback.search import messages, services
from webapp.feedback.search.asking import Asked
from webapp.feedback.search.excerpts import Piece
from webapp.people.published import OpdPlace, PersonCard
from webapp.platform.db import TenantSession


@dataclass(frozen=True)
class Hit:
    """One thing found: its name, what tells it from others, where it is, and what it says in marked pieces."""

    name: str
    detail: str
    url: str
    said: list[Piece]


@dataclass(frozen=True)
class Some:
    """The first of what was found; `more_url` leads to all of it when there is more."""

    hits: list[Hit]
    more_url: str | None


def found_services(
    session: TenantSession, asked: Asked, today: date, places: Mapping[UUID, OpdPlace], most: int
) -> Some:
    """The services that fit best."""
    page = services.find(session, asked, today, most)
    hits = [
        Hit(hit.name, places[hit.opd_id].name, url_for("services.show", slug=hit.slug), hit.said) for hit in page.hits
    ]
    return Some(hits, url_for("search.list_services", q=asked.text) if page.total > most else None)


def found_messages(
    session: TenantSession, card: PersonCard, asked: Asked, places: Mapping[UUID, OpdPlace], most: int
) -> Some:
    """The newest messages of citizens this person may read."""
    tree = Tree(dict(places), families_of(places))
    page = messages.find(session, asked, visible_to(card, tree), most)
    every = url_for("search.list_messages", q=asked.text)
    hits = [
        Hit("", places[hit.opd_id].name, f"{every}#pesan-{number}", hit.said)
        for number, hit in enumerate(page.hits, start=1)
    ]
    return Some(hits, every if page.has_more else None)
