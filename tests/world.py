"""The world of the tests: two pemda and their people by name. Sari serves, Budi leads her, Rahman is a stranger."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from argon2 import PasswordHasher
from sqlmodel import Session

from webapp.feedback.services.models import Duty, Service, ServicePoint
from webapp.people.models import Account, Jabatan, Nip, Opd, Person, Placement, RoleGrant, Superior
from webapp.people.words import remember_words
from webapp.platform import clock
from webapp.platform.context import ContextSigner
from webapp.platform.db import TenantSession, make_engine
from webapp.platform.state import Resources
from webapp.platform.tenancy import Tenant, serving
from webapp.tenants.domain import NewPemda, as_tenant, open_pemda

PASSWORD = "uji-coba-saja"
HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)  # cheap: hundreds sign in
START = date(2025, 1, 1)


@dataclass(frozen=True)
class Someone:
    """A person of the test world who can sign in."""

    id: UUID
    name: str
    account: str
    tenant: Tenant
    password: str = PASSWORD


@dataclass(frozen=True)
class Place:
    """One pemda of the test world."""

    tenant: Tenant
    dinas: UUID
    upt: UUID
    service: UUID
    other_service: UUID
    counter: str  # code of an open counter where Sari serves
    counter_id: UUID
    kiosk: str
    closed: str
    people: dict[str, Someone]

    def __getattr__(self, name: str) -> Someone:
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None


@dataclass(frozen=True)
class World:
    """Two pemda in the room."""

    pontianak: Place
    gorontalo: Place
    resources: Resources


PEOPLE = {
    "pontianak": [
        ("sari", "Sari Wulandari", ("pegawai",), "pelaksana"),
        ("dewi", "Dewi Lestari", ("pegawai",), "pelaksana"),
        ("budi", "Budi Santoso", ("pegawai", "atasan"), "pengawas"),
        ("tuti", "Tuti Hartati", ("pegawai", "atasan"), "jpt"),
        ("hana", "Hana Pertiwi", ("pegawai", "bkpsdm"), "administrator"),
        ("oki", "Oki Saputra", ("pegawai", "organisasi"), "administrator"),
        ("vera", "Vera Anggraini", ("pegawai", "verifikator"), "administrator"),
    ],
    "gorontalo": [
        ("rahman", "Rahman Mooduto", ("pegawai",), "pelaksana"),
        ("yusuf", "Yusuf Ntobuo", ("pegawai", "atasan"), "pengawas"),
        ("nur", "Nur Hulopi", ("pegawai", "organisasi"), "administrator"),
    ],
}
LEADERS = {"sari": "budi", "dewi": "budi", "budi": "tuti", "hana": "tuti", "oki": "tuti", "vera": "tuti",
           "rahman": "yusuf", "nur": "yusuf"}  # fmt: skip
PEMDA = {
    "pontianak": NewPemda("pontianak", "Kota Pontianak", "Pontianak", "kota", "61.71", "Asia/Pontianak",
                          contact={"telepon": "0561-000000"}),
    "gorontalo": NewPemda("gorontalo", "Provinsi Gorontalo", "Gorontalo", "provinsi", "75", "Asia/Makassar",
                          colour="#0f6b4f"),
}  # fmt: skip


def today() -> date:
    """The day it is in Pontianak, where it may be tomorrow already."""
    return clock.today("Asia/Pontianak")


def build(resources: Resources) -> World:
    """Plants the world: pemda as the operator (role ops), everything else as the application."""
    places = {slug: _place(resources, slug) for slug in PEMDA}
    return World(resources=resources, **places)


def _place(resources: Resources, slug: str) -> Place:
    settings = resources.settings
    ops = make_engine(settings.database_ops_url, ContextSigner(settings.context_key), pool_size=1)
    with serving(None), Session(ops) as session:
        tenant = as_tenant(open_pemda(session, PEMDA[slug]))
        session.commit()
    ops.dispose()
    resources.directory.forget()
    with serving(tenant), TenantSession(resources.engine) as session:
        place = _plant(session, tenant)
        session.commit()
    return place


def _plant(session: TenantSession, tenant: Tenant) -> Place:
    dinas, upt = _offices(session)
    people = {row[0]: _person(session, tenant, dinas, *row) for row in PEOPLE[tenant.slug]}
    remember_words(session, [person.id for person in people.values()])
    for name, leader in LEADERS.items():
        if name in people:
            add(session, Superior(person_id=people[name].id, superior_id=people[leader].id, valid_from=START))
    service = add(session, Service(opd_id=dinas.id, slug="ktp-el", name="Perekaman KTP-el"))
    other = add(session, Service(opd_id=dinas.id, slug="akta", name="Akta kelahiran"))
    counter, kiosk, closed = _points(session, service, other, dinas, upt)
    now, officer = clock.now(), people.get("sari") or people["rahman"]
    hours = {"starts_at": now - timedelta(hours=12), "ends_at": now + timedelta(hours=12)}
    add(session, Duty(point_id=counter.id, person_id=officer.id, **hours))
    codes = {"counter": counter.code, "counter_id": counter.id, "kiosk": kiosk.code, "closed": closed.code}
    return Place(tenant, dinas.id, upt.id, service.id, other.id, people=people, **codes)


def _offices(session: TenantSession) -> tuple[Opd, Opd]:
    name = "Dinas Kependudukan dan Pencatatan Sipil"
    dinas = add(session, Opd(slug="disdukcapil", name=name, short_name="Disdukcapil", kind="dinas"))
    under = {"kind": "upt", "parent_id": dinas.id}
    return dinas, add(session, Opd(slug="upt-selatan", name="UPT Dukcapil Selatan", short_name="UPT Selatan", **under))


def _points(session: TenantSession, service: Service, other: Service, dinas: Opd, upt: Opd) -> list[ServicePoint]:
    """The open counter, the kiosk, and a counter that has moved to the first."""
    at_dinas = {"opd_id": dinas.id, "address": "Jalan Letjen Sutoyo"}
    counter = add(session, ServicePoint(service_id=service.id, code="loket1", name="Loket 1", **at_dinas))
    kiosk = {"code": "kios01", "name": "Mesin pintu keluar", "kind": "kiosk"}
    moved = {"closed_on": START, "closed_note": "Loket 9 pindah ke lantai dasar.", "alternative_id": counter.id}
    return [
        counter,
        add(session, ServicePoint(service_id=service.id, opd_id=upt.id, **kiosk)),
        add(session, ServicePoint(service_id=other.id, code="tutup1", name="Loket 9", **at_dinas, **moved)),
    ]


def _person(session, tenant, opd, key, name, roles, kind) -> Someone:
    person = add(session, Person(name=name, kind="pns"))
    number = f"19900101201501{1 + len(key) % 2}{sum(map(ord, key)) % 999 + 1:03d}"
    add(session, Nip(person_id=person.id, nip=number, kind="pns", valid_from=START))
    jabatan = add(session, Jabatan(opd_id=opd.id, name=f"Jabatan {name.split()[0]}", kind=kind))
    add(session, Placement(person_id=person.id, jabatan_id=jabatan.id, valid_from=START))
    account = f"{key}@{tenant.slug}.uji"
    add(session, Account(person_id=person.id, name=account, password_hash=HASH))
    for role in roles:
        add(session, RoleGrant(person_id=person.id, role=role, valid_from=START))
    return Someone(person.id, name, account, tenant)


def add(session: TenantSession, row):
    """Adds and flushes, so that rows that point at it may follow."""
    session.add(row)
    session.flush()
    return row
