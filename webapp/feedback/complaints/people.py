"""Who may act on complaints here, who must not, and who is to be told. No names leave this module: only ids."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from webapp.feedback.complaints import rules
from webapp.feedback.complaints.models import Complaint
from webapp.feedback.services.queries import service_by_id
from webapp.people.published import (
    all_above,
    all_reporting_to,
    ancestors_of,
    closed_offices,
    leaders_of,
    offices_of,
    offices_of_kind,
    opd_and_below,
    opd_places,
    person_names,
    role_bearers,
    staff_of,
)
from webapp.platform.db import TenantSession

ROLE, INSPECTOR, BUREAU = "petugas", "inspektorat", "organisasi"
PEMDA = "kepala_daerah"
MOST_NAMES = 5000


@dataclass(frozen=True)
class Tree:
    """Units as routing sees them: each one's parent, those a case may be sent to, and the inspectorates."""

    parents: dict[UUID, UUID | None]
    open: frozenset[UUID]
    inspectors: tuple[UUID, ...]


def tree_of(session: TenantSession) -> Tree:
    """The pemda's units as routing sees them: the pemda itself, where it stands above its offices, answers nothing."""
    places, tops = opd_places(session), set(offices_of_kind(session, PEMDA))
    above = {place.id: None if place.parent_id in tops else place.parent_id for place in places.values()}
    parents = {unit: parent for unit, parent in above.items() if unit not in tops}
    return Tree(parents, frozenset(parents) - closed_offices(session), offices_of_kind(session, "inspektorat"))


def actor_of(session: TenantSession, person_id: UUID, day: date) -> rules.Actor:
    """What this person may do with complaints on that day.

    A petugas of the whole pemda coordinates; one of an OPD answers for it and all below; whoever is of the inspektorat
    answers for cases that were lifted there.
    """
    grants = [each for each in role_bearers(session, ROLE, day) if each.person_id == person_id]
    units = {unit for each in grants if each.opd_id for unit in opd_and_below(session, each.opd_id)}
    if any(each.person_id == person_id for each in role_bearers(session, INSPECTOR, day)):
        units |= set(offices_of_kind(session, "inspektorat"))
    return rules.Actor(person_id, frozenset(units), sees_all=any(each.opd_id is None for each in grants))


def signs_as(session: TenantSession, person_id: UUID, unit_id: UUID | None, day: date) -> UUID | None:
    """The office in whose name this person writes about a case of that unit: the unit itself where she is its petugas
    or works there, else her own office, which then speaks on the unit's behalf."""
    works, _leads = offices_of(session, person_id, day)
    own = {each.opd_id for each in role_bearers(session, ROLE, day) if each.person_id == person_id and each.opd_id}
    if any(each.person_id == person_id for each in role_bearers(session, INSPECTOR, day)):
        own |= set(offices_of_kind(session, "inspektorat"))
    if unit_id is None or unit_id in own | works:
        return unit_id
    return min(works or own or {unit_id}, key=str)


def barred_people(session: TenantSession, subject_id: UUID | None, day: date) -> frozenset[UUID]:
    """The person complained about and everybody in whose line she decides, but for the inspectors: whoever stands
    above them all would otherwise be looked into by nobody."""
    if subject_id is None:
        return frozenset()
    inspectors = {each.person_id for each in role_bearers(session, INSPECTOR, day)}
    return frozenset({subject_id} | (all_reporting_to(session, subject_id, day) - inspectors))


def barring_people(session: TenantSession, person_id: UUID, day: date, inspects: bool | None = None) -> frozenset[UUID]:
    """The same seen from below: everybody whose cases this person must not act on. Of any two people, the one is
    among `barring_people` of the other exactly when the other is among `barred_people` of the one. inspects: whether
    she is an inspector, where that is known."""
    if inspects is None:
        inspects = any(each.person_id == person_id for each in role_bearers(session, INSPECTOR, day))
    return frozenset({person_id} | (set() if inspects else all_above(session, person_id, day)))


def barred_units(session: TenantSession, subject_id: UUID | None, day: date) -> frozenset[UUID]:
    """The units a case about this person may not go to: where she works, and all below what she leads."""
    if subject_id is None:
        return frozenset()
    works, leads = offices_of(session, subject_id, day)
    below = {unit for led in leads for unit in opd_and_below(session, led)}
    inspectors = set(offices_of_kind(session, "inspektorat")) - works
    return frozenset(works | (below - inspectors))


def handlers_of(session: TenantSession, complaint: Complaint, day: date) -> set[UUID]:
    """Who is told of what happens to this case: the petugas of its unit; where none of them may act, the coordinators,
    and where none of these may, the inspectors."""
    bearers = role_bearers(session, ROLE, day)
    over = ancestors_of(session, {complaint.unit_id}) if complaint.unit_id else set()
    own = {each.person_id for each in bearers if each.opd_id and each.opd_id in over}
    if complaint.unit_id in offices_of_kind(session, "inspektorat"):
        own |= {each.person_id for each in role_bearers(session, INSPECTOR, day)}
    coordinating = {each.person_id for each in bearers if each.opd_id is None}
    inspecting = {each.person_id for each in role_bearers(session, INSPECTOR, day)}
    out = barred_people(session, complaint.subject_id, day) | {complaint.disputed_id}
    return next((left for found in (own, coordinating, inspecting) if (left := found - out)), set())


def coordinators(session: TenantSession, complaint: Complaint, day: date) -> set[UUID]:
    """The petugas of the whole pemda."""
    found = {each.person_id for each in role_bearers(session, ROLE, day) if each.opd_id is None}
    return found - barred_people(session, complaint.subject_id, day)


def superiors_over(session: TenantSession, complaint: Complaint, day: date) -> set[UUID]:
    """Who is told before a limit passes: the leaders of the unit and of the unit above, and the bureau."""
    found = {each.person_id for each in role_bearers(session, BUREAU, day)}
    if complaint.unit_id:
        units = {complaint.unit_id, opd_places(session)[complaint.unit_id].parent_id} - {None}
        found |= {person for _unit, person in leaders_of(session, units, day)}
    return found - barred_people(session, complaint.subject_id, day)


def names_around(
    session: TenantSession, service_id: UUID | None, unit_id: UUID | None, day: date, subject_id: UUID | None = None
) -> list[str]:
    """The names to be masked in a report: of all who work in the line of the office it is about or lies with, and of
    whoever it is about."""
    service = service_by_id(session, service_id) if service_id else None
    places = {service.opd_id if service else None, unit_id} - {None}
    units = {unit for opd in places for unit in opd_and_below(session, opd)} | ancestors_of(session, places)
    named = person_names(session, {subject_id}).values() if subject_id else ()
    return [*named, *(each.name for each in staff_of(session, units, day, limit=MOST_NAMES))] if units else [*named]
