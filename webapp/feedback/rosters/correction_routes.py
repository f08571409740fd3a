"""Corrections of the past: propose, look, decide."""

from datetime import datetime
from uuid import UUID

from flask import Response, abort, redirect, request, url_for

from webapp.feedback.rosters import correcting, moving, page, queries
from webapp.feedback.rosters import correction_queries as found
from webapp.feedback.rosters.attempts import DONE, attempt
from webapp.feedback.rosters.correction_queries import SEES_ALL, Correction
from webapp.feedback.rosters.forms import CorrectionFields, DecisionFields
from webapp.feedback.rosters.here import (
    asked_day,
    asked_uuid,
    blueprint,
    me,
    now,
    planned_point,
    scope,
    today,
    zone,
)
from webapp.feedback.rosters.models import KEPT, MOVED, NAMELESS, PART_OF_DAY, TOO_FEW
from webapp.feedback.rosters.queries import Scope
from webapp.feedback.rosters.rules import HOURS
from webapp.feedback.services.models import Duty, ServicePoint
from webapp.people.published import opd_and_below, person_names, staff_of
from webapp.platform.access import STAFF, open_to
from webapp.platform.forms import Form
from webapp.platform.news import ANCHOR, leave
from webapp.platform.pages import render_page
from webapp.platform.request import db

MOST_FOUND = 30
RATINGS = {
    KEPT: "Penilaian warga tetap tercatat seperti semula.",
    MOVED: "Penilaian warga pada hari-hari itu dipindahkan ke petugas yang benar.",
    TOO_FEW: "Penilaian warga tidak dipindahkan: jumlahnya terlalu sedikit, dan jawaban seorang warga tidak boleh "
    "tertebak.",
    PART_OF_DAY: "Penilaian warga tidak dipindahkan: koreksi ini sebagian hari, dan jam penilaian tidak disimpan.",
    NAMELESS: "Penilaian warga tidak dipindahkan: waktu itu tidak ada nama petugas yang tercatat.",
}


@blueprint.get("/koreksi-jadwal")
@open_to(STAFF)
def list_corrections() -> Response:
    where = Scope(None) if me().roles & SEES_ALL else scope()
    waiting = found.corrections_waiting_for(db(), me(), today())
    ids = {one.row.id for one in waiting}
    others = [one for one in found.corrections_in(db(), where, me().id) if one.row.id not in ids]
    names = person_names(db(), found.people_of([*waiting, *others]))
    return render_page(
        "feedback/rosters/corrections.html", waiting=[_line(one, names) for one in waiting],
        others=[_line(one, names) for one in others], may_plan=not scope().is_empty,
    )  # fmt: skip


@blueprint.get("/kelola/jadwal/<uuid:point_id>/koreksi")
@open_to(STAFF)
def new_correction(point_id) -> Response:
    point, form = planned_point(point_id), Form(CorrectionFields)
    duty = queries.duty_of(db(), asked_uuid(request.args.get("giliran")))
    form.values = _of_duty(duty) if duty and duty.point_id == point.id else _of_day(request.args.get("hari"))
    return _form_page(point, form, request.args.get("cari", "")[:100], str(duty.id) if duty else "")


@blueprint.post("/kelola/jadwal/<uuid:point_id>/koreksi")
@open_to(STAFF)
def create_correction(point_id) -> Response:
    point, form, made = planned_point(point_id), Form(CorrectionFields, request.form), []

    def deed() -> None:
        what = _proposal(point_id, form.fields)
        made.append(correcting.propose(db(), what, by=me().id, now=now()).id)

    status = attempt(form, deed)
    if status == DONE:
        there = url_for(".show_correction", correction_id=made[0], _anchor=ANCHOR)
        return leave(redirect(there, 303), "koreksi-diusulkan")
    return _form_page(point, form, form.values.get("cari", ""), form.values.get("asal", ""), status)


def _of_duty(duty: Duty) -> dict[str, str]:
    """The form as it begins from a turn that is wrong: its hours as far as they have passed."""
    starts, ends = page.local(duty.starts_at), page.local(max(duty.starts_at, min(duty.ends_at, now())))
    return {
        "hari": starts.date().isoformat(), "sampai": ends.date().isoformat(), "mulai": f"{starts:%H:%M}",
        "selesai": f"{ends:%H:%M}", "salah": str(duty.person_id), "giliran": duty.shift, "pindahkan": "tidak",
    }  # fmt: skip


def _of_day(day: str | None) -> dict[str, str]:
    """The form as it begins from a day when nobody was in the roster."""
    begins, ends = HOURS["penuh"]
    day = asked_day(day).isoformat()
    return {
        "hari": day, "sampai": day, "mulai": f"{begins:%H:%M}", "selesai": f"{ends:%H:%M}", "giliran": "penuh",
        "pindahkan": "tidak",
    }  # fmt: skip


@blueprint.get("/koreksi-jadwal/<uuid:correction_id>")
@open_to(STAFF)
def show_correction(correction_id) -> Response:
    return _show(_visible(correction_id), Form(DecisionFields))


@blueprint.post("/koreksi-jadwal/<uuid:correction_id>/keputusan")
@open_to(STAFF)
def create_decision(correction_id) -> Response:
    one, form = _visible(correction_id), Form(DecisionFields, request.form)
    if not found.decides(db(), me(), one.row, one.point.opd_id, today()):
        abort(403)
    accepts = form.ok and form.fields.keputusan == "setujui"
    verb = correcting.accept if accepts else correcting.refuse
    status = attempt(form, lambda: verb(db(), one.row, by=me().id, reason=form.fields.alasan, now=now()))
    if status == DONE:
        there = url_for(".show_correction", correction_id=correction_id, _anchor=ANCHOR)
        return leave(redirect(there, 303), "koreksi-disetujui" if accepts else "koreksi-ditolak")
    return _show(_visible(correction_id), form, status)


def _proposal(point_id: UUID, fields: CorrectionFields) -> correcting.Proposal:
    starts = datetime.combine(fields.hari, fields.mulai, zone())
    ends = datetime.combine(fields.sampai or fields.hari, fields.selesai, zone())
    return correcting.Proposal(
        point_id, (starts, ends), fields.salah, fields.benar, fields.giliran, fields.pindahkan == "ya",
        fields.alasan,
    )  # fmt: skip


def _visible(correction_id) -> Correction:
    """The correction, for whoever plans there, decides on it, is concerned by it, or inspects; else 404."""
    one = found.correction_of(db(), correction_id) or abort(404)
    may_see = (
        me().id in one.row.concerned or bool(me().roles & SEES_ALL) or scope().holds(one.point.opd_id)
        or found.decides(db(), me(), one.row, one.point.opd_id, today())
    )  # fmt: skip
    return one if may_see else abort(404)


def _form_page(point: ServicePoint, form: Form, search: str, origin: str, status: int = 200) -> Response:
    duty = queries.duty_of(db(), asked_uuid(origin))
    wrong = duty.person_id if duty and duty.point_id == point.id else None
    day = asked_day(form.values.get("hari"))
    people = staff_of(db(), opd_and_below(db(), point.opd_id), day, search.strip(), MOST_FOUND + 1)
    return render_page(
        "feedback/rosters/new_correction.html", status=status, point=point, form=form, search=search,
        origin=duty if wrong else None,
        people=[one for one in people[:MOST_FOUND] if one.id != wrong], has_more=len(people) > MOST_FOUND,
        wrong_name=person_names(db(), {wrong})[wrong] if wrong else None,
    )  # fmt: skip


def _line(one: Correction, names) -> dict:
    row = one.row
    return {
        "url": url_for("rosters.show_correction", correction_id=row.id), "point": one.point.name,
        "when": page.period_text(row.starts_at, row.ends_at),
        "wrong": names.get(row.wrong_person_id), "right": names.get(row.right_person_id), "by": names[row.proposed_by],
        "state": "wait" if one.decision is None else "good" if one.decision.is_accepted else "bad",
    }  # fmt: skip


def _show(one: Correction, form: Form, status: int = 200) -> Response:
    names = person_names(db(), found.people_of([one]))
    may_decide = one.decision is None and found.decides(db(), me(), one.row, one.point.opd_id, today())
    ahead = moving.outcome_before(db(), one.row)[0] if one.decision is None else None
    return render_page(
        "feedback/rosters/correction.html", status=status, form=form, one=one, line=_line(one, names), names=names,
        may_decide=may_decide, shift=page.SHIFT_WORDS[one.row.shift], asks=one.row.moves_ratings,
        proposed_on=page.local(one.row.proposed_at), decided_on=one.decision and page.local(one.decision.decided_at),
        outcome=RATINGS[one.decision.ratings] if one.decision and one.decision.is_accepted else None,
        cannot_move=RATINGS[ahead] if ahead in (PART_OF_DAY, NAMELESS) else None,
    )  # fmt: skip
