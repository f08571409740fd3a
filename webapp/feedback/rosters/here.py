"""What every view of the rosters asks: the blueprint, who is signed in, the moment, what she may plan."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, g
from flask_login import current_user

from webapp.feedback.rosters import queries
from webapp.feedback.rosters.queries import Scope
from webapp.feedback.rosters.rules import monday_of
from webapp.feedback.services.models import Duty, ServicePoint
from webapp.people.published import Kind, PersonCard
from webapp.platform import clock, tenancy
from webapp.platform.forms import in_sight
from webapp.platform.request import db

blueprint = Blueprint("rosters", __name__)
NEWS = {
    "jadwal-ditambah": "Giliran tugas tersimpan di jadwal.",
    "jadwal-diubah": "Giliran tugas diubah di jadwal. Riwayatnya tetap tercatat.",
    "jadwal-dihapus": "Giliran tugas dihapus dari jadwal. Riwayatnya tetap tercatat.",
    "jadwal-diakhiri": "Giliran tugas diakhiri sekarang.",
    "jadwal-disalin": "Jadwal tersalin.",
    "jadwal-diambil": "Isi berkas tersimpan di jadwal.",
    "petugas-diganti": "Petugas diganti mulai sekarang.",
    "koreksi-diusulkan": "Usulan koreksi terkirim dan menunggu keputusan orang kedua.",
    "koreksi-disetujui": "Koreksi disetujui dan jadwal sudah diperbaiki.",
    "koreksi-ditolak": "Koreksi ditolak. Jadwal tidak berubah.",
}
NOTICES = {
    "koreksi-jadwal:disetujui": Kind(
        "Koreksi jadwal yang menyangkut Anda disetujui. Jadwalnya sudah diperbaiki.", "rosters.show_correction",
        "correction_id", "roster",
    ),
    "koreksi-jadwal:ditolak": Kind(
        "Koreksi jadwal yang menyangkut Anda ditolak. Jadwalnya tidak berubah.", "rosters.show_correction",
        "correction_id", "roster",
    ),
}


def me() -> PersonCard:
    """Who is signed in."""
    return current_user.card


def now() -> datetime:
    """The moment of this request: the same for everything it does."""
    if "moment" not in g:
        g.moment = clock.now()
    return g.moment


def zone() -> ZoneInfo:
    """The pemda's clock."""
    return ZoneInfo(tenancy.current().timezone)


def today() -> date:
    """The pemda's day."""
    return now().astimezone(zone()).date()


def scope() -> Scope:
    """Where she plans."""
    if "roster_scope" not in g:
        g.roster_scope = queries.scope_of(db(), me(), today())
    return g.roster_scope


def require_planner() -> Scope:
    """Where she plans; 403 when nowhere."""
    return abort(403) if scope().is_empty else scope()


def planned_point(point_id: UUID) -> ServicePoint:
    """The point, if she plans there; else 404 (403 for who plans nowhere)."""
    found = queries.points_by_id(db(), [point_id]).get(point_id)
    if found is None or not require_planner().holds(found.opd_id):
        abort(404)
    return found


def planned_duty(duty_id: UUID) -> Duty:
    """The duty, if she plans there; else 404."""
    duty = queries.duty_of(db(), duty_id) or abort(404)
    planned_point(duty.point_id)
    return duty


def asked_uuid(text: str | None) -> UUID | None:
    """An id in an address, or None."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def asked_day(text: str | None) -> date:
    """A day in an address; today when there is none that can be read, or one that nobody can plan."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return today()
    return day if in_sight(day) else today()


def asked_week(text: str | None) -> date:
    """The Monday of a day in an address; of this week when there is none, or one no calendar shows."""
    monday = monday_of(asked_day(text))
    return monday if 2020 <= monday.year <= today().year + 5 else monday_of(today())
