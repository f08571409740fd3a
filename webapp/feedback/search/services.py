"""Services by what is looked for: those whose name begins so, then those whose name or text holds all the words."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from webapp.feedback.search.asking import Asked
from webapp.feedback.search.excerpts import Piece, excerpt, whole
from webapp.feedback.search.queries import Reach, by_name
from webapp.feedback.services import finding, queries
from webapp.platform.db import TenantSession
from webapp.platform.texts import begins

MOST = 500  # services looked at: more than a pemda has of one word


@dataclass(frozen=True)
class ServiceHit:
    """A service: its name and a stretch of what is said about it, with the found words marked."""

    slug: str
    opd_id: UUID
    name: str
    named: list[Piece]
    said: list[Piece]


@dataclass(frozen=True)
class Page:
    """Some of what was found, and how much there is."""

    hits: list
    total: int


def find(
    session: TenantSession, asked: Asked, today: date, most: int, skip: int = 0,
    opd_ids: Collection[UUID] | None = None,
) -> Page:  # fmt: skip
    """The services found, of these offices (None: all), `most` of them after the first `skip`."""
    known = {row.id: row for row in queries.all_services(session, today) if opd_ids is None or row.opd_id in opd_ids}
    words = asked.text.casefold().split()
    named = [row.id for row in known.values() if begins(row.name, words)] if words else []
    found = [each.object_id for each in by_name(session, asked.question, Reach(finding.KIND, opd_ids), MOST)]
    ordered = [each for each in dict.fromkeys([*named, *found]) if each in known]
    shown = ordered[skip : skip + most]
    said = finding.said_of(session, shown, today)
    hits = [
        ServiceHit(
            known[each].slug, known[each].opd_id, known[each].name, whole(known[each].name, asked.question),
            excerpt(said.get(each, []), asked.question),
        )
        for each in shown
    ]  # fmt: skip
    return Page(hits, len(ordered))
