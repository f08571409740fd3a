"""The list of people as a table for a spreadsheet."""

from datetime import date

from sqlmodel import select

from webapp.people.directory import labels, search
from webapp.people.directory.search import Wish
from webapp.people.models import Person
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _
from webapp.platform.sheets import Cell, Sheet

AT_ONCE = 5_000


def people_sheet(session: TenantSession, wish: Wish, day: date) -> Sheet:
    """Everybody found, in the order of their names: as many rows as there are people."""
    found = search.conditions_of(session, wish, day)
    people = session.exec(select(Person).where(*found).order_by(Person.name, Person.id)).all()
    rows: list[tuple[Cell, ...]] = []
    for first in range(0, len(people), AT_ONCE):
        rows += [_row(line) for line in search.lines_of(session, people[first : first + AT_ONCE], day)]
    columns = (_("NIP"), _("Nama"), _("Status kepegawaian"), _("Jabatan"), _("Sebagai"), _("Jenis jabatan"),
               _("Unit kerja"), _("Punya akun"), _("Berhenti pada"))  # fmt: skip
    return Sheet(_("Pegawai"), columns, rows)


def _row(line: search.PersonLine) -> tuple[Cell, ...]:
    basis, kind = labels.BASES.get(line.basis), labels.JABATAN_KINDS.get(line.jabatan_kind)
    return (
        line.nip,
        line.name,
        labels.SHORT_KINDS.get(line.kind) or _(labels.PERSON_KINDS[line.kind]),
        line.jabatan_name,
        _(basis) if basis else "",
        _(kind) if kind else "",
        line.opd_name,
        _("ya") if line.has_account else _("tidak"),
        line.left_on,
    )
