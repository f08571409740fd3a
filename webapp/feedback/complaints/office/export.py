"""Cases as a table for SP4N-LAPOR!: the masked text; who reported only where she agreed and the case is open to all.

The stages are those of SP4N-LAPOR! (PermenPANRB 62/2018).
"""

from collections.abc import Callable
from datetime import datetime

from webapp.feedback.complaints import desk, queries
from webapp.feedback.complaints import words as spoken
from webapp.feedback.complaints.models import Complaint
from webapp.feedback.complaints.office import domain, lines, words
from webapp.feedback.complaints.office.reading import Reader
from webapp.feedback.complaints.rules import reference
from webapp.feedback.services.queries import service_names
from webapp.people.published import opd_names
from webapp.platform.audit import record
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _
from webapp.platform.sealing import Vault
from webapp.platform.sheets import Cell, Sheet

MOST = 5000
OBJECT = "tenant"
COLUMNS = ("Nomor", "Diterima", "Jenis", "Berkadar pengawasan", "Judul", "Isi", "Layanan", "Tanggal kejadian",
           "Keterbukaan", "Tahap SP4N-LAPOR!", "Unit", "Batas jawaban", "Dijawab", "Jawaban", "Akhir laporan",
           "Diteruskan ke", "Ditutup", "Cara ditutup", "Sanggahan", "Ikut melapor", "Lampiran", "Nama pelapor",
           "Surel pelapor", "Telepon pelapor")  # fmt: skip
STAGES = {
    "diterima": "Belum terverifikasi", "diteruskan": "Terdisposisi belum ditindaklanjuti",
    "diproses": "Terdisposisi sedang diproses", "disanggah": "Terdisposisi sedang diproses",
    "dijawab": "Terdisposisi selesai", "ditutup": "Terdisposisi selesai", "ditunda": "Tertunda", "diarsipkan": "Arsip",
}  # fmt: skip


def sheet(session: TenantSession, vault: Vault, reader: Reader, rows: list[Complaint], at: datetime) -> Sheet:
    """The table of these cases, with a line in the trail, and one more for everybody whose identity is in it."""
    units, services = opd_names(session), service_names(session)
    who = _identities(session, vault, reader, at)
    made = [_row(session, row, units.get(row.unit_id, ""), services.get(row.service_id, ""), who(row)) for row in rows]
    record(session, "pengaduan:ekspor", OBJECT, session.tenant.id, by=reader.id, banyak=len(made))
    return Sheet(_("Laporan warga"), [_(word) for word in COLUMNS], made)


def _identities(
    session: TenantSession, vault: Vault, reader: Reader, at: datetime
) -> Callable[[Complaint], dict[str, str]]:
    def who(row: Complaint) -> dict[str, str]:
        if not reader.coordinates or row.visibility != "terbuka" or not domain.has_consent(session, row):
            return {}
        return desk.read_contact(session, vault, row.id, reader.actor, at=at)

    return who


def _row(session: TenantSession, row: Complaint, unit: str, service: str, who: dict[str, str]) -> list[Cell]:
    said = [each.text for each in queries.messages(session, row.id, with_notes=False) if each.kind == "jawaban"]
    return [
        reference(row.id), row.received_on, _(spoken.SHORT_KINDS[row.kind]), _("Ya") if row.is_grave else _("Tidak"),
        row.title, row.text, service, row.happened_on, _(words.VISIBILITIES[row.visibility]), _(STAGES[row.state]),
        unit, row.resolve_due, row.answered_on, said[-1] if said else "", lines.end(row), row.passed_to, row.closed_on,
        _(spoken.CLOSINGS[row.closing]) if row.closing else "", row.level, row.supporters,
        len(queries.files(session, row.id)), who.get("nama", ""), who.get("surel", ""), who.get("telepon", ""),
    ]  # fmt: skip
