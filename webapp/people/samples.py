"""Sample offices and people, for whoever sets up a pemda and wants to see it furnished first."""

from datetime import date, datetime

import sqlalchemy as sa

from webapp.people.models import Jabatan, Opd, Person, Placement, Superior
from webapp.platform import samples
from webapp.platform.db import TenantSession

WORDS = sa.text("delete from person_word where tenant_id = :tenant and person_id = any(:people)")
PEOPLE = (
    ("Pegawai Contoh Satu", "Kepala Dinas Contoh", "jpt"),
    ("Pegawai Contoh Dua", "Pengelola Layanan Contoh", "pelaksana"),
    ("Pegawai Contoh Tiga", "Operator Layanan Contoh", "pelaksana"),
)


def plant(session: TenantSession, today: date, at: datetime) -> Opd:
    """A dinas with a head and two who report to him; none of them can sign in."""
    dinas = Opd(slug="dinas-contoh", name="Dinas Contoh", short_name="Dinas Contoh", kind="dinas")
    samples.plant(session, dinas, at)
    head = None
    for name, title, kind in PEOPLE:
        person = Person(name=name, kind="pns")
        jabatan = Jabatan(opd_id=dinas.id, name=title, kind=kind, leads=head is None)
        samples.plant(session, person, at)
        samples.plant(session, jabatan, at)
        samples.plant(session, Placement(person_id=person.id, jabatan_id=jabatan.id, valid_from=today), at)
        if head:
            samples.plant(session, Superior(person_id=person.id, superior_id=head.id, valid_from=today), at)
        head = head or person
    return dinas


def take_away(session: TenantSession) -> int:
    """Takes them away; returns how many rows stay because something real leans on them."""
    people = {"tenant": session.tenant.id, "people": samples.planted(session, "person")}
    session.connection().execute(WORDS, people)
    return samples.take_away(session, (Superior, Placement, Jabatan, Person, Opd))
