"""People, units and reports for the tests of complaints."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from tests.world import START, Place, add
from webapp.feedback.complaints import domain, moving, people, queries
from webapp.feedback.complaints.rules import Actor
from webapp.feedback.complaints.vault import Vault
from webapp.people.models import Opd, RoleGrant
from webapp.platform import clock
from webapp.platform.db import TenantSession, unit_of_work
from webapp.platform.tenancy import serving

TABLES = ("complaint_alarm", "complaint_support", "complaint_file", "complaint_contact", "complaint_original",
          "complaint_message", "complaint_step", "complaint")  # fmt: skip
WORDS = "Antrean KTP-el di loket 1 lima jam, dan tidak ada kursi untuk orang tua."


@dataclass
class Office:
    """The pemda with its coordinator Vera, Dewi for the UPT, Tuti for the dinas, Oki of the inspectorate."""

    world: object
    place: Place
    inspectorate: UUID

    @property
    def vault(self) -> Vault:
        return Vault(self.world.resources.keys, self.place.tenant.id)

    def actor(self, name: str) -> Actor:
        with self.session() as session:
            day = clock.today(self.place.tenant.timezone)
            return people.actor_of(session, self.place.people[name].id, day)

    def session(self):
        return Working(self)

    def report(self, **changes) -> UUID:
        report = {"complaint_id": uuid4(), "kind": "pengaduan", "title": "Antrean lama", "text": WORDS,
                  "visibility": "anonim", "service_id": self.place.service}  # fmt: skip
        with self.session() as session:
            kept = domain.Report(**report | changes)
            domain.receive(session, self.vault, kept, clock.now())
        return kept.complaint_id

    def move(self, case: UUID, action: str, who: Actor, at=None, **given):
        with self.session() as session:
            return moving.move(session, case, action, who, at=at or clock.now(), **given)

    def case(self, case: UUID):
        with self.session() as session:
            return queries.complaint(session, case)


class Working:
    """One transaction of this pemda."""

    def __init__(self, office: Office):
        self._serving = serving(office.place.tenant)
        self._work = unit_of_work(office.world.resources.engine)

    def __enter__(self) -> TenantSession:
        self._serving.__enter__()
        return self._work.__enter__()

    def __exit__(self, *problem) -> None:
        try:
            self._work.__exit__(*problem)
        finally:
            self._serving.__exit__(*problem)


def furnish(world, place: Place) -> Office:
    """Gives roles in the modules's own database: nobody of the test world handles complaints otherwise."""
    with serving(place.tenant), unit_of_work(world.resources.engine) as session:
        inspectorate = add(session, Opd(slug="inspektorat-uji", name="Inspektorat", short_name="Inspektorat",
                                        kind="inspektorat"))  # fmt: skip
        grants = (("vera", "petugas", None), ("dewi", "petugas", place.upt), ("tuti", "petugas", place.dinas),
                  ("oki", "inspektorat", None))  # fmt: skip
        for name, role, opd in grants:
            add(session, RoleGrant(person_id=place.people[name].id, role=role, opd_id=opd, valid_from=START))
        return Office(world, place, inspectorate.id)
