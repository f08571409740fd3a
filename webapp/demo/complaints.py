"""Complaints: cases in every state, told by citizens of every mood; two offices answer for themselves."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5

from sqlmodel import select

from webapp.feedback.complaints import desk, domain, moving, people, queries, rules
from webapp.feedback.complaints.models import Complaint
from webapp.feedback.complaints.office.models import ComplaintChange, ComplaintTemplate
from webapp.feedback.complaints.rules import THE_CITIZEN, THE_CLOCK
from webapp.feedback.services.queries import every_service
from webapp.people.models import RoleGrant
from webapp.people.published import role_bearers, staff_of
from webapp.platform import clock
from webapp.platform.db import TenantSession, unit_of_work
from webapp.platform.sealing import Vault
from webapp.platform.state import Resources
from webapp.platform.tenancy import Tenant, serving


@dataclass(frozen=True)
class Story:
    """One case. steps: (days after the report, who, what, with what); the rest as a citizen writes it."""

    days_ago: int
    title: str
    text: str
    kind: str = "pengaduan"
    visibility: str = "anonim"
    is_grave: bool = False
    is_public: bool = True
    is_about_staff: bool = False
    steps: tuple[tuple[int, str, str, dict], ...] = field(default=())


VERA, UNIT, SHE, TIME = "koordinator", "unit", "warga", "sistem"
SENT = (1, VERA, "teruskan", {})
BEGUN = (2, UNIT, "mulai", {})
DONE = {"ending": "selesai", "text": "Dua loket sudah ditambah sejak Senin, dan antreannya dipantau tiap pagi."}
NO = {"ending": "tidak_dapat", "text": "Gedung ini milik provinsi, jadi lift belum dapat kami pasang tahun ini. "
      "Petugas turun ke lantai dasar bila Anda menekan bel."}  # fmt: skip
ELSEWHERE = {"ending": "bukan_kewenangan", "passed_to": "PLN", "text": "Jaringan listrik diurus PLN. Laporan Anda "
             "sudah kami teruskan hari ini."}  # fmt: skip
CHANGED = DONE | {"change": "Loket pelayanan dibuka dua setiap hari Senin."}
TEMPLATES = (
    ("Terima kasih, sudah ditambah", "Terima kasih atas laporan {nomor} tentang {layanan}. {unit} sudah memeriksanya."),
    ("Bukan kewenangan kami",
     "Laporan {nomor} bukan kewenangan {unit}. Pada {tanggal} kami teruskan kepada yang berwenang."),
)  # fmt: skip
WHY = {"reason": "Antreannya masih sama seperti minggu lalu."}
STORIES = (
    Story(0, "Jam istirahat loket terlalu lama", "Loket tutup pukul 11 sampai 14, padahal papan menulis 12 sampai 13.",
          is_public=False),
    Story(1, "Mohon informasi syarat pindah alamat", "Apa saja syarat pindah alamat antar kecamatan, dan berapa lama?",
          "informasi", is_public=False),
    Story(3, "Petugas meminta uang rokok", "Seorang petugas meminta uang tambahan agar berkas saya didahulukan. "
          "Telepon saya 0812-3456-7890.", visibility="rahasia", is_grave=True, is_public=False, is_about_staff=True,
          steps=(SENT,)),
    Story(4, "Kursi ruang tunggu rusak", "Separuh kursi ruang tunggu patah, orang tua berdiri berjam-jam.",
          steps=(SENT,)),
    Story(6, "Antrean cetak kartu sampai sore", "Datang pukul tujuh pagi, kartu baru selesai pukul tiga sore.",
          steps=(SENT, BEGUN)),
    Story(9, "Nomor antrean sering terlewat", "Nomor saya dilewati dua kali karena layar panggilnya mati.",
          steps=(SENT, BEGUN, (4, UNIT, "tunda", {"reason": "Menunggu suku cadang layar, datang pekan depan."}))),
    Story(12, "Tambah loket pada hari Senin", "Usul: buka loket tambahan hari Senin pagi, karena paling ramai.",
          "aspirasi", steps=(SENT, BEGUN, (7, UNIT, "jawab", DONE))),
    Story(20, "Tidak ada lift untuk kursi roda", "Ibu saya memakai kursi roda dan loketnya di lantai dua tanpa lift.",
          steps=(SENT, BEGUN, (10, UNIT, "jawab", NO), (12, SHE, "konfirmasi", {}))),
    Story(24, "Antrean lama walau sudah dijawab", "Katanya loket ditambah, tetapi yang buka tetap satu.",
          steps=(SENT, BEGUN, (6, UNIT, "jawab", DONE), (9, SHE, "sanggah", WHY))),
    Story(30, "Lampu jalan depan kantor mati", "Lampu jalan di depan kantor mati sejak bulan lalu, gelap dan rawan.",
          steps=(SENT, BEGUN, (5, UNIT, "jawab", ELSEWHERE), (25, TIME, "diamkan", {}))),
    Story(33, "Jadwal mobil keliling tidak jelas", "Jadwal layanan keliling di papan berbeda dengan yang diumumkan.",
          steps=(SENT, (2, SHE, "tarik", {}))),
    Story(35, "Sengketa tanah warisan", "Mohon bantu putuskan sengketa tanah warisan kami yang sedang disidangkan.",
          is_public=False, steps=((1, VERA, "arsipkan", {"archiving": "pengadilan", "reason": "Disidangkan."}),)),
    Story(40, "Pelayanan cepat, tetapi parkir sempit", "Pelayanannya cepat. Parkirnya sempit dan terkunci dari luar.",
          "aspirasi", steps=(SENT, BEGUN, (8, UNIT, "jawab", CHANGED), (9, SHE, "konfirmasi", {}))),
)  # fmt: skip


def plant_complaints(resources: Resources, tenant: Tenant, today: date) -> None:
    """Plants the cases of this pemda, each step on its day, unless there are some already."""
    with serving(tenant), unit_of_work(resources.engine) as session:
        if session.exec(select(Complaint.id).limit(1)).first():
            return
        services = every_service(session)[:4]
        offices = _handlers(session, {service.opd_id for service in services}, today)
        teller = _Teller(session, Vault(resources.keys, tenant.id), offices, today, clock.now())
        session.add_all(ComplaintTemplate(name=name, text=text) for name, text in TEMPLATES)
        for number, story in enumerate(STORIES):
            teller.tell(story, services[number % len(services)], number)


def _handlers(session: TenantSession, opds: set[UUID], today: date) -> dict[UUID, UUID]:
    """A petugas for each office that serves: whoever is found there first."""
    found, since = {}, today - timedelta(days=90)
    for opd in sorted(opds, key=str):
        for somebody in staff_of(session, [opd], today, limit=1):
            found[opd] = somebody.id
            session.add(RoleGrant(person_id=somebody.id, role="petugas", opd_id=opd, valid_from=since))
    session.flush()
    return found


class _Teller:
    """Tells stories to the domain, as citizens and staff would."""

    def __init__(self, session, vault: Vault, offices: dict[UUID, UUID], today: date, at: datetime):
        self.session, self.vault, self.offices, self.today, self.at = session, vault, offices, today, at
        whole = next(each.person_id for each in role_bearers(session, "petugas", today) if each.opd_id is None)
        self.coordinator = people.actor_of(session, whole, today)

    def tell(self, story: Story, service, number: int) -> None:
        began = self.today - timedelta(days=story.days_ago)
        case = uuid5(self.session.tenant.id, f"demo complaint {number}")
        contact = {"nama": "Warga contoh", "surel": "warga@contoh.id"} if number % 3 == 0 else None
        report = domain.Report(case, story.kind, story.title, story.text, story.visibility, service.id,
                               about_staff=story.is_about_staff, contact=contact)  # fmt: skip
        domain.receive(self.session, self.vault, report, self._moment(began))
        if story.steps:
            self._classify(case, story, self._moment(began, 10))
        for days, who, action, given in story.steps:
            self._step(case, service.opd_id, who, action, dict(given), self._moment(began + timedelta(days=days), 11))

    def _classify(self, case: UUID, story: Story, at: datetime) -> None:
        desk.classify(self.session, case, self.coordinator, at=at, version=1, kind=story.kind, is_grave=story.is_grave,
                      visibility=story.visibility, is_public=story.is_public)  # fmt: skip

    def _step(self, case: UUID, opd: UUID, who: str, action: str, given: dict, at: datetime) -> None:
        if action == "teruskan":
            given["unit"] = opd
        if action == "diamkan":
            self._remind(case)
        change, actor = given.pop("change", ""), self._actor(who, opd)
        row = moving.move(self.session, case, action, actor, at=at, **given)
        if change:
            self.session.add(ComplaintChange(complaint_id=row.id, number=row.version, sentence=change,
                                             by_id=actor.person_id, day=at.date()))  # fmt: skip

    def _actor(self, who: str, opd: UUID) -> rules.Actor:
        if who == SHE:
            return THE_CITIZEN
        if who == TIME:
            return THE_CLOCK
        handler = self.offices.get(opd)
        if who == UNIT and handler:
            return people.actor_of(self.session, handler, self.today)
        return self.coordinator

    def _remind(self, case: UUID) -> None:
        row = queries.locked(self.session, case)
        row.reminders = rules.REMINDERS
        self.session.add(row)
        self.session.flush()

    def _moment(self, day: date, hour: int = 9) -> datetime:
        zone = clock.local(self.at, self.session.tenant.timezone).tzinfo
        return min(datetime.combine(day, time(hour), zone), self.at)
