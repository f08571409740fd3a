"""One search for the staff: pages, people, services, messages, offices. Each source says little, leads to the thing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import url_for

from webapp.feedback import published as feedback
from webapp.feedback.published import Asked
from webapp.home.sought import pages
from webapp.people import published as people
from webapp.people.published import OpdPlace, PersonCard
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _
from webapp.platform.texts import begins

MOST = 6  # of each source
SHORTEST = 2


@dataclass(frozen=True)
class Hit:
    """One thing found: its name, what tells it from others, where it is, and what it says in marked pieces."""

    name: str
    detail: str
    url: str
    said: Sequence[object] = ()


@dataclass(frozen=True)
class Group:
    """The things one source found, and where the rest of them is."""

    title: str
    icon: str
    hits: Sequence
    more_url: str | None = None


def find(session: TenantSession, card: PersonCard, asked: Asked, today: date) -> list[Group]:
    """What this person may open: names whose words begin with those of the text, services and citizens' messages that
    hold all of its words in any form. Nothing for less than two letters."""
    words = asked.text.casefold().split()
    if sum(map(len, words)) < SHORTEST or asked.is_refused:
        return []
    places = people.opd_places(session)
    services = feedback.found_services(session, asked, today, places, MOST)
    messages = feedback.found_messages(session, card, asked, places, MOST)
    groups = [
        Group(_("Laporan warga"), "mail", _cases(session, card, asked.text, today)),
        Group(_("Halaman"), "home", _pages(card, words)),
        Group(_("Pegawai"), "person", _people(session, asked.text, today)),
        Group(_("Layanan"), "service", services.hits, services.more_url),
        Group(_("Pesan warga"), "mail", messages.hits, messages.more_url),
        Group(_("Kantor"), "team", _offices(session, words, places)),
    ]
    return [group for group in groups if group.hits]


def _pages(card: PersonCard, words: list[str]) -> list[Hit]:
    """The pages found by their names stand above those found by other words."""
    named = [(room, f"{room['label']} {room['words']}") for room in pages(card)]
    met = [room for room, name in named if begins(name, words)]
    found = sorted(met, key=lambda room: not begins(room["label"], words))
    return [Hit(room["label"], "", room["url"]) for room in found][:MOST]


def _cases(session: TenantSession, card: PersonCard, text: str, today: date) -> list[Hit]:
    """The citizen's report of this number."""
    found = feedback.case_of_reference(session, card, text, today)
    if found is None:
        return []
    url = url_for("complaint_inbox.show_case", complaint_id=found.id)
    return [Hit(found.reference, found.state, url)]


def _people(session: TenantSession, text: str, today: date) -> list[Hit]:
    found = people.find_people(session, text, MOST, today)
    return [
        Hit(one.name, ", ".join(filter(None, (one.jabatan_name, one.opd_name))), _colleague(one.id)) for one in found
    ]


def _colleague(person_id: UUID) -> str:
    return url_for("profile.show_colleague", person_id=person_id)


def _offices(session: TenantSession, words: list[str], places: Mapping[UUID, OpdPlace]) -> list[Hit]:
    known = feedback.offices_with_results(session)
    return [
        Hit(office.name, "", _office(office.slug, office.id in known))
        for office in places.values()
        if begins(f"{office.name} {office.slug}", words)  # the word of its address is how people shorten it
    ][:MOST]


def _office(slug: str, has_result: bool) -> str:
    """Its public result; before there is one, its place in the chart."""
    return url_for("publication.show_unit", slug=slug) if has_result else url_for("chart.show")
