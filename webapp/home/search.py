"""One search for the staff: pages, people, services, offices. Each source says little and leads to the thing."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import url_for

from webapp.feedback import published as feedback
from webapp.home import navigation
from webapp.people import published as people
from webapp.people.published import PersonCard
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _
from webapp.tenants.published import sections

MOST = 6  # of each source
SETTLERS = frozenset({"organisasi", "bkpsdm"})
SHORTEST = 2


@dataclass(frozen=True)
class Hit:
    """One thing found: its name, what tells it from others, and where it is."""

    name: str
    detail: str
    url: str


@dataclass(frozen=True)
class Group:
    """The things one source found."""

    title: str
    icon: str
    hits: list[Hit]


def find(session: TenantSession, card: PersonCard, text: str, today: date) -> list[Group]:
    """What this person may open and whose words begin with the words of `text`; nothing for less than two letters."""
    words = text.casefold().split()
    if sum(map(len, words)) < SHORTEST:
        return []
    groups = [
        Group(_("Halaman"), "home", _pages(card, words)),
        Group(_("Pegawai"), "person", _people(session, text, today)),
        Group(_("Layanan"), "service", _services(session, words, today)),
        Group(_("Kantor"), "team", _offices(session, words)),
    ]
    return [group for group in groups if group.hits]


def fits(name: str, words: list[str]) -> bool:
    """Each of these words begins some word of the name."""
    parts = name.casefold().replace("-", " ").split()
    return all(any(part.startswith(word) for part in parts) for word in words)


def _pages(card: PersonCard, words: list[str]) -> list[Hit]:
    rooms = [*navigation.rooms_of(card), *_settings(card)]
    named = [(room, f"{room['label']} {room.get('words', '')}") for room in rooms]
    return [Hit(room["label"], "", room["url"]) for room, name in named if fits(name, words)][:MOST]


def _settings(card: PersonCard) -> list[dict]:
    """The pages inside the settings, for those who keep them."""
    return sections() if card.roles & SETTLERS else []


def _people(session: TenantSession, text: str, today: date) -> list[Hit]:
    found = people.find_people(session, text, MOST, today)
    return [
        Hit(one.name, ", ".join(filter(None, (one.jabatan_name, one.opd_name))), _colleague(one.id)) for one in found
    ]


def _colleague(person_id: UUID) -> str:
    return url_for("profile.show_colleague", person_id=person_id)


def _services(session: TenantSession, words: list[str], today: date) -> list[Hit]:
    names = people.opd_names(session)
    return [
        Hit(service.name, names.get(service.opd_id, ""), url_for("services.show", slug=service.slug))
        for service in feedback.services(session, today)
        if fits(service.name, words)
    ][:MOST]


def _offices(session: TenantSession, words: list[str]) -> list[Hit]:
    known = feedback.offices_with_results(session)
    return [
        Hit(office.name, "", _office(office.slug, office.id in known))
        for office in people.opd_places(session).values()
        if fits(f"{office.name} {office.slug}", words)  # the word of its address is how people shorten it
    ][:MOST]


def _office(slug: str, has_result: bool) -> str:
    """Its public result; before there is one, its place in the chart."""
    return url_for("publication.show_unit", slug=slug) if has_result else url_for("chart.show")
