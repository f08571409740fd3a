"""Cases as the office's pages show them: the clock in words, who holds, what happened, what was said."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from webapp.feedback.complaints import queries
from webapp.feedback.complaints import words as spoken
from webapp.feedback.complaints.limits import NEAR, running_clock
from webapp.feedback.complaints.models import Complaint, ComplaintMessage, ComplaintStep
from webapp.feedback.complaints.office import words
from webapp.feedback.complaints.office.queries import Days
from webapp.feedback.complaints.office.rules import Clock, read_clock
from webapp.feedback.complaints.rules import reference
from webapp.people.published import opd_names, person_names
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import number, short_date
from webapp.tenants.published import days_of, working_days_after

SYSTEM = "Pamong"


def days(session: TenantSession, today: date) -> Days:
    """Today and the last day that is near."""
    return Days(today, working_days_after(session, today, NEAR))


def clock_of(session: TenantSession, rows: Iterable[Complaint], today: date) -> dict[UUID, Clock]:
    """The running limit of each of these cases that has one."""
    found = {row.id: running_clock(row.state, _dues(row)) for row in rows}
    running = {case: told[1] for case, told in found.items() if told}
    if not running:
        return {}
    calendar = days_of(session, min(today, *running.values()), max(today, *running.values()))
    return {case: read_clock(due, today, calendar.is_working) for case, due in running.items()}


def _dues(row: Complaint) -> dict[str, date | None]:
    return {"verifikasi": row.verify_due, "tindak_lanjut": row.first_due, "jawaban": row.resolve_due}


def clock_words(row: Complaint, read: Clock | None, near: date) -> tuple[str, str]:
    """(sentence, tone) of a case's clock; ('', '') when nothing runs."""
    if read is None:
        return _still(row)
    if read.is_late:
        if read.days:
            return _("terlambat %(n)s hari kerja", n=number(read.days)), "bad"
        return _("terlambat kurang dari satu hari kerja"), "bad"
    if read.days == 0:
        return _("sampai hari ini"), "wait"
    tone = "wait" if read.due <= near else "info"
    return _("sampai %(day)s, %(n)s hari kerja lagi", day=short_date(read.due), n=number(read.days)), tone


def _still(row: Complaint) -> tuple[str, str]:
    if row.state == "ditunda" and row.paused_on:
        return _("waktu berhenti sejak %(day)s", day=short_date(row.paused_on)), "neutral"
    if row.state == "dijawab" and row.react_due:
        return _("menunggu warga sampai %(day)s", day=short_date(row.react_due)), "neutral"
    return "", ""


def cases(session: TenantSession, rows: list[Complaint], on: Days) -> list[dict]:
    """Cases as lists show them."""
    clocks, units = clock_of(session, rows, on.today), opd_names(session)
    names = person_names(session, {row.holder_id for row in rows if row.holder_id})
    return [_line(row, clock_words(row, clocks.get(row.id), on.near), units, names) for row in rows]


def _line(row: Complaint, clock_: tuple[str, str], units: dict[UUID, str], names: dict[UUID, str]) -> dict:
    sentence, tone = clock_
    return {
        "id": row.id, "row": row, "reference": reference(row.id), "title": row.title, "state": state(row),
        "tone": spoken.TONES[row.state], "kind": _(spoken.SHORT_KINDS[row.kind]), "clock": sentence, "clock_tone": tone,
        "unit": units.get(row.unit_id, ""), "holder": names.get(row.holder_id, ""), "end": end(row),
        "hold": _(words.HOLDS[row.hold]) if row.hold else "", "version": row.version,
        "visibility": _(words.VISIBILITIES[row.visibility]),
    }  # fmt: skip


def state(row: Complaint) -> str:
    """The state in words, with how far a dispute has risen."""
    if row.state == "disanggah":
        return _("Disanggah, naik ke tingkat %(n)s", n=row.level)
    return _(words.STATES[row.state])


def end(row: Complaint) -> str:
    """How the case was answered or archived; every end has words of its own."""
    if row.archiving:
        return _(words.ARCHIVINGS[row.archiving])
    if row.ending == "bukan_kewenangan":
        return _("Bukan kewenangan, diteruskan kepada %(where)s", where=row.passed_to)
    return _(spoken.ENDINGS[row.ending]) if row.ending else ""


def history(session: TenantSession, row: Complaint) -> list[dict]:
    """All that happened and was said, notes among staff too, the newest last."""
    steps = [each for each in queries.steps(session, row.id) if each.action != "jawab"]
    said = queries.messages(session, row.id, with_notes=True)
    names = person_names(session, {each.person_id for each in (*steps, *said) if each.person_id})
    units = opd_names(session)
    found = [_step(each, names, units) for each in steps] + [_said(each, names) for each in said]
    zone = session.tenant.timezone
    ordered = sorted(found, key=lambda item: item["at"])
    return [item | {"at": clock.local(item["at"], zone)} for item in ordered]


def _step(each: ComplaintStep, names: dict[UUID, str], units: dict[UUID, str]) -> dict:
    to = units.get(each.unit_id, "") if each.action in ("teruskan", "alihkan", "sanggah") else ""
    return {"at": each.at, "what": _(words.STEPS.get(each.action, each.action)), "who": _who(each, names), "to": to,
            "text": each.reason, "look": "step"}  # fmt: skip


def _said(each: ComplaintMessage, names: dict[UUID, str]) -> dict:
    look = {"warga": "hers", "sistem": "step"}.get(each.author, "note" if each.kind == queries.NOTE else "ours")
    text = _(spoken.REMINDER) if each.kind == "pengingat" else each.text
    what = _("Catatan internal") if look == "note" else _(spoken.MESSAGES[each.kind])
    return {"at": each.at, "what": what, "who": _("Warga") if look == "hers" else _who(each, names), "to": "",
            "text": text, "look": look}  # fmt: skip


def _who(each: ComplaintStep | ComplaintMessage, names: dict[UUID, str]) -> str:
    if each.person_id:
        return names.get(each.person_id, "")
    is_hers = getattr(each, "part", "") == "warga"
    return _("Warga") if is_hers else SYSTEM
