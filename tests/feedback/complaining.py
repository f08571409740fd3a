"""People, units and reports for the tests of complaints."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlmodel import select

from tests.client import Browser
from tests.world import START, Place, add
from webapp.feedback.complaints import desk, domain, moving, people, queries
from webapp.feedback.complaints.models import Complaint, ComplaintFile
from webapp.feedback.complaints.office.models import ComplaintTemplate
from webapp.feedback.complaints.rules import Actor
from webapp.people.models import Opd, RoleGrant
from webapp.platform import clock
from webapp.platform.db import TenantSession, unit_of_work
from webapp.platform.sealing import Vault
from webapp.platform.tenancy import serving

TABLES = ("complaint_change", "complaint_alarm", "complaint_support", "complaint_file", "complaint_contact",
          "complaint_original", "complaint_message", "complaint_step", "complaint")  # fmt: skip
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


FORM = "/pengaduan/baru"
SENT = {"jenis": "pengaduan", "judul": "Antrean pencetakan lama", "tampil": "anonim",
        "isi": "Saya menunggu lima jam di loket satu dan tidak ada kursi."}  # fmt: skip


def send(citizen, **changes):
    key = changes.pop("kunci", None) or citizen.get(FORM).page.hidden["kunci"]
    return citizen.post(FORM, SENT | {"kunci": key} | changes)


def reported(citizen, **changes) -> str:
    """The code of a report that was kept."""
    answer = send(citizen, **changes)
    assert answer.status == 303, answer.words
    return answer.location.split("/")[-2]


def case_of(sql):
    return sql("select id from complaint")[0][0]


def answered(office, sql):
    vera, case = office.actor("vera"), case_of(sql)
    office.move(case, "teruskan", vera, unit=office.place.upt)
    office.move(case, "jawab", office.actor("dewi"), ending="selesai", text="Kursi sudah ditambah.")
    return case


def published(office, sql):
    case = case_of(sql)
    with office.session() as session:
        desk.classify(session, case, office.actor("vera"), at=clock.now(), version=office.case(case).version,
                      kind="pengaduan", is_grave=False, visibility="anonim", is_public=True)  # fmt: skip
    return case


OF_CODES = ("show_receipt", "show_qr", "show_case", "create_message", "create_file", "create_verdict", "create_score",
            "create_withdrawal")  # fmt: skip
OF_OFFICE = ("show_case", "show_originals", "show_identity", "create_originals_reading",
             "create_identity_reading", "new_step", "create_step", "edit_class", "update_class",
             "edit_subject", "update_subject", "update_consent", "update_holding", "create_message",
             "create_note")  # fmt: skip
OF_PUBLIC = ("show_public", "create_support")


def sample(app, world, place: Place) -> dict[str, dict[str, object]]:
    """A report with a file that everybody may read: endpoint -> values for its parameters."""
    code = reported(Browser(app, place.tenant))
    with serving(place.tenant), unit_of_work(world.resources.engine) as session:
        row = session.exec(select(Complaint)).one()
        row.is_public = True
        file = add(session, ComplaintFile(complaint_id=row.id, number=1, mime="application/pdf", name="lampiran-1.pdf",
                                          size=5, print=b"x", content=b"%PDF-", added_on=row.received_on))  # fmt: skip
        public, file_id = {"complaint_id": row.id}, file.id
        template = add(session, ComplaintTemplate(name="Antrean", text="Laporan {nomor} kami terima.")).id
    values = {f"complaints.{view}": {"code": code} for view in OF_CODES}
    values |= {f"complaint_inbox.{view}": public for view in OF_OFFICE}
    values |= {f"complaint_inbox.{view}_template": {"template_id": template} for view in ("edit", "update", "remove")}
    values |= {"complaint_inbox.show_file": public | {"file_id": file_id}}
    values |= {f"complaints.{view}": public for view in OF_PUBLIC}
    return values | {"complaints.show_file": {"code": code, "file_id": file_id}}
