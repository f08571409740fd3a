"""Who is told in the application when something happens to a complaint. A notice carries the case's short name only:
no title, no name, no word of the citizen's, so that a secret report stays one.
"""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from webapp.feedback.complaints import people
from webapp.feedback.complaints.models import Complaint
from webapp.feedback.complaints.rules import reference
from webapp.people.published import Kind, tell
from webapp.platform.db import TenantSession

CASE = "complaint_inbox.show_case"  # the staff's page of a case, with `complaint_id`
NOTICES = {
    "pengaduan:masuk": Kind("Laporan warga %(kasus)s masuk dan perlu diverifikasi.", CASE, "complaint_id"),
    "pengaduan:untuk-unit": Kind("Laporan warga %(kasus)s diteruskan kepada unit Anda.", CASE, "complaint_id"),
    "pengaduan:disanggah": Kind("Jawaban laporan %(kasus)s disanggah warga.", CASE, "complaint_id", "warning"),
    "pengaduan:kembali": Kind("Laporan %(kasus)s dikembalikan unit kepada koordinator.", CASE, "complaint_id"),
    "pengaduan:pesan": Kind("Warga menulis pada laporan %(kasus)s.", CASE, "complaint_id"),
    "pengaduan:petugas": Kind("Batas waktu laporan %(kasus)s sudah dekat.", CASE, "complaint_id", "clock"),
    "pengaduan:atasan": Kind("Waktu laporan %(kasus)s tinggal satu hari kerja.", CASE, "complaint_id", "clock"),
    "pengaduan:jeda": Kind("Laporan %(kasus)s sudah lama ditunda. Periksa alasannya.", CASE, "complaint_id", "warning"),
    "pengaduan:lewat": Kind("Batas waktu laporan %(kasus)s sudah lewat.", CASE, "complaint_id", "warning"),
}  # fmt: skip
OF_STEPS = {
    "teruskan": "untuk-unit", "alihkan": "untuk-unit", "sanggah": "disanggah", "kembalikan": "kembali",
    "lanjutkan": "pesan", "buka": "masuk",
}  # fmt: skip
TO_COORDINATORS = {"kembalikan", "buka"}


def tell_of(
    session: TenantSession, row: Complaint, action: str, at: datetime, today: date, by: UUID | None = None
) -> None:
    """Tells those who have to act after this step; by: who did it, and knows."""
    if action in OF_STEPS:
        find = people.coordinators if action in TO_COORDINATORS else people.handlers_of
        tell_all(session, row, OF_STEPS[action], find(session, row, today), at, by)


def tell_all(
    session: TenantSession, row: Complaint, word: str, whom: Iterable[UUID], at: datetime, by: UUID | None = None
) -> int:
    """The notice 'pengaduan:<word>' to these people but whose deed it was, in one order; returns how many."""
    told = sorted(set(whom) - {by}, key=str)
    for person_id in told:
        tell(session, person_id, f"pengaduan:{word}", at=at, about=row.id, kasus=reference(row.id))
    return len(told)
