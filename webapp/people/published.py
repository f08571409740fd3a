"""What other features may know of people: plain values, no rows."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import col, select

from webapp.people import queries, rules
from webapp.people.bearers import (
    Bearer,
    all_above,
    all_reporting_to,
    closed_offices,
    offices_of,
    offices_of_kind,
    role_bearers,
    role_holders,
)
from webapp.people.confirmations.queries import pending as confirmations_waiting
from webapp.people.directory import search, tree, units
from webapp.people.directory.search import StaffGaps, staff_gaps
from webapp.people.imports import leaving
from webapp.people.imports.queries import ImportWaiting
from webapp.people.imports.queries import waiting as imports_waiting
from webapp.people.letters.kinds import LetterKind, know_letters
from webapp.people.letters.posting import NoAddress, post
from webapp.people.letters.rules import is_mail_address
from webapp.people.models import Opd, Person
from webapp.people.notices.domain import read_about, tell
from webapp.people.notices.kinds import Kind, know
from webapp.people.notices.page import shown
from webapp.people.notices.queries import unread_of
from webapp.people.queries import PersonCard, opd_and_below
from webapp.people.rules import own_line
from webapp.people.samples import plant as plant_samples_of
from webapp.people.samples import take_away as take_samples_away
from webapp.people.staffing import (
    StaffMember,
    appraised_by,
    bearers_of,
    holders_of,
    jabatan_in,
    jabatan_names,
    leaders_of,
    led_opds,
    opds_between,
    opds_of,
    opds_of_each,
    staff_of,
    superiors_of,
)
from webapp.people.trail.links import add_link, add_names
from webapp.people.trail.queries import hides
from webapp.platform.db import TenantSession

__all__ = [
    "Bearer",
    "ImportWaiting",
    "Kind",
    "LetterKind",
    "NoAddress",
    "OpdPlace",
    "PersonCard",
    "PersonHit",
    "StaffGaps",
    "StaffMember",
    "add_link",
    "add_names",
    "all_above",
    "all_reporting_to",
    "ancestors_of",
    "appraised_by",
    "ask_before_closing",
    "ask_before_leaving",
    "bearers_of",
    "closed_offices",
    "confirmations_waiting",
    "count_real",
    "find_people",
    "hides",
    "holders_of",
    "imports_waiting",
    "is_mail_address",
    "jabatan_in",
    "jabatan_names",
    "know",
    "know_letters",
    "leaders_of",
    "led_opds",
    "offices_of",
    "offices_of_kind",
    "opd_and_below",
    "opd_names",
    "opd_places",
    "opd_slugs",
    "opd_tree",
    "opds_between",
    "opds_of",
    "opds_of_each",
    "own_line",
    "person_card",
    "person_names",
    "plant_samples",
    "post",
    "read_about",
    "reports_of",
    "role_bearers",
    "role_holders",
    "staff_gaps",
    "staff_of",
    "superior_id_of",
    "superiors_of",
    "take_samples_away",
    "tell",
    "unread_notices",
]

person_card = queries.person_card
opd_tree = tree.opd_tree


def opd_names(session: TenantSession) -> dict[UUID, str]:
    """The name of every OPD."""
    return dict(session.exec(select(Opd.id, Opd.name)).all())


def opd_slugs(session: TenantSession) -> dict[str, UUID]:
    """The OPD by the word in its address."""
    return {slug: opd_id for opd_id, slug in session.exec(select(Opd.id, Opd.slug))}


@dataclass(frozen=True)
class OpdPlace:
    """An OPD, the word in its address, and where it stands in the tree."""

    id: UUID
    slug: str
    name: str
    parent_id: UUID | None
    kind: str


def opd_places(session: TenantSession) -> dict[UUID, OpdPlace]:
    """Every OPD with its place in the tree, in one statement."""
    rows = session.exec(select(Opd.id, Opd.slug, Opd.name, Opd.parent_id, Opd.kind))
    return {row[0]: OpdPlace(*row) for row in rows}


def ancestors_of(session: TenantSession, opd_ids: set[UUID]) -> set[UUID]:
    """These OPD and all above them."""
    parents = dict(session.exec(select(Opd.id, Opd.parent_id)).all())
    found: set[UUID] = set()
    for opd_id in opd_ids:
        step: UUID | None = opd_id
        while step is not None and step not in found:
            found.add(step)
            step = parents.get(step)
    return found


def unread_notices(session: TenantSession, person_id: UUID, most: int = 5) -> list[dict]:
    """What changed for her and she has not read: sentence, day, icon, and the address that opens it."""
    return shown(unread_of(session, person_id, most))


def person_names(session: TenantSession, person_ids: set[UUID]) -> dict[UUID, str]:
    """The names of these people."""
    return dict(session.exec(select(Person.id, Person.name).where(col(Person.id).in_(person_ids))).all())


def superior_id_of(session: TenantSession, person_id: UUID, day: date) -> UUID | None:
    """The pejabat penilai in force on that day."""
    superior = queries.superior_of(session, person_id, day)
    return superior.id if superior else None


def reports_of(session: TenantSession, person_id: UUID, day: date) -> list[tuple[UUID, str]]:
    """The people this person appraises on that day: (id, name), by name."""
    return [(person.id, person.name) for person in queries.reports_of(session, person_id, day)]


def count_real(session: TenantSession) -> tuple[int, int]:
    """How many OPD and how many people who have not left there are, samples not counted."""
    return queries.count_real(session)


def plant_samples(session: TenantSession, today: date, at: datetime) -> UUID:
    """A sample office with three people, to be taken away again; returns its id."""
    return plant_samples_of(session, today, at).id


@dataclass(frozen=True)
class PersonHit:
    """Somebody found, with the jabatan and OPD in force (empty when there is none)."""

    id: UUID
    name: str
    jabatan_name: str
    opd_name: str


def find_people(session: TenantSession, text: str, limit: int, day: date) -> list[PersonHit]:
    """People who work here, found by the beginnings of words of the name or by a NIP, by name."""
    if not rules.search_words(text):
        return []
    wish = search.Wish(text, status="aktif")
    rows = select(Person).where(*search.conditions_of(session, wish, day)).order_by(Person.name).limit(limit)
    lines = search.lines_of(session, session.exec(rows).all(), day)
    return [PersonHit(line.id, line.name, line.jabatan_name, line.opd_name) for line in lines]


def ask_before_leaving(duties: leaving.Duties) -> None:
    """Registers what a floor above has planned: (session, people, day) -> how many turns each has after that day."""
    if duties not in leaving.DUTIES:
        leaving.DUTIES.append(duties)


def ask_before_closing(objection: units.Objection) -> None:
    """Registers what a floor above keeps in an OPD: (session, opd_id, day) -> what stands in the way, or None."""
    if objection not in units.OBJECTIONS:
        units.OBJECTIONS.append(objection)
