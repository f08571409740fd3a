"""The week of an office, and one duty: plan it, look at it, take it away."""

from datetime import date
from uuid import UUID

from flask import Response, abort, redirect, request, url_for

from webapp.feedback.rosters import domain, page
from webapp.feedback.rosters.attempts import DONE, attempt
from webapp.feedback.rosters.forms import DutyFields, NoFields, TurnFields
from webapp.feedback.rosters.here import (
    asked_day,
    asked_week,
    blueprint,
    me,
    now,
    planned_duty,
    planned_point,
    require_planner,
    today,
    zone,
)
from webapp.feedback.rosters.rules import HOURS, WEEK, Turn, monday_of, period_of
from webapp.feedback.services.models import Duty, ServicePoint
from webapp.people.published import opd_and_below, opd_places, person_card, person_names, staff_of
from webapp.platform.access import STAFF, open_to
from webapp.platform.forms import Form
from webapp.platform.news import ANCHOR, leave
from webapp.platform.pages import render_page
from webapp.platform.request import db

MOST_FOUND = 30


@blueprint.get("/kelola/jadwal")
@open_to(STAFF)
def show_week() -> Response:
    points = page.visible_points(require_planner())
    offices = page.offices_with(points)
    office = page.chosen_office(offices, request.args.get("opd"), me().opd_id)
    if office is None and request.args.get("opd"):
        abort(404)
    monday = asked_week(request.args.get("minggu"))
    return render_page(
        "feedback/rosters/week.html", offices=list(offices.values()), office=office, monday=monday,
        this_monday=monday_of(today()), next_monday=monday + WEEK, previous_monday=monday - WEEK,
        sunday=monday + WEEK - page.DAY, week=page.week(office, points, monday) if office else None,
    )  # fmt: skip


@blueprint.get("/kelola/jadwal/<uuid:point_id>/baru")
@open_to(STAFF)
def new_duty(point_id) -> Response:
    point = planned_point(point_id)
    form = Form(DutyFields)
    day = asked_day(request.args.get("hari")).isoformat()
    form.values, form.lists = {"giliran": "penuh", "minggu": day}, {"hari": [day]}
    return _duty_page(point, form, request.args.get("cari", "")[:100])


@blueprint.post("/kelola/jadwal/<uuid:point_id>/baru")
@open_to(STAFF)
def create_duty(point_id) -> Response:
    form, point = Form(DutyFields, request.form), planned_point(point_id)

    def deed() -> None:
        for day in sorted(set(form.fields.hari)):
            domain.plan(db(), turn_on(point_id, day, form.fields), by=me().id, now=now())

    status = attempt(form, deed)
    if status == DONE:
        return leave(redirect(week_url(point, min(form.fields.hari)), 303), "jadwal-ditambah")
    return _duty_page(point, form, form.values.get("cari", ""), status)


@blueprint.get("/kelola/jadwal/<uuid:duty_id>")
@open_to(STAFF)
def show_duty(duty_id) -> Response:
    return _show(planned_duty(duty_id), Form(NoFields))


@blueprint.post("/kelola/jadwal/<uuid:duty_id>/hapus")
@open_to(STAFF)
def remove_duty(duty_id) -> Response:
    duty, form = planned_duty(duty_id), Form(NoFields, request.form)
    point, day, had_begun = planned_point(duty.point_id), page.local(duty.starts_at).date(), duty.starts_at <= now()
    status = attempt(form, lambda: domain.take_away(db(), duty, by=me().id, now=now()))
    if status == DONE:
        return leave(redirect(week_url(point, day), 303), "jadwal-diakhiri" if had_begun else "jadwal-dihapus")
    return _show(planned_duty(duty_id), form, status)


def turn_on(point_id: UUID, day: date, fields: TurnFields) -> Turn:
    """What the form plans for this day."""
    begins, ends = (fields.mulai, fields.selesai) if fields.mulai and fields.selesai else HOURS[fields.giliran]
    return Turn(point_id, fields.pegawai, fields.giliran, *period_of(day, begins, ends, zone()))


def week_url(point: ServicePoint, day: date) -> str:
    """The week of the point's office that holds this day."""
    slug = opd_places(db())[point.opd_id].slug
    return url_for(".show_week", opd=slug, minggu=monday_of(day).isoformat(), _anchor=ANCHOR)


def _duty_page(point: ServicePoint, form: Form, search: str, status: int = 200) -> Response:
    day = asked_day(form.values.get("minggu") or form.values.get("hari"))
    found = staff_of(db(), opd_and_below(db(), point.opd_id), day, search.strip(), MOST_FOUND + 1)
    return render_page(
        "feedback/rosters/new_duty.html", status=status, point=point, form=form, search=search, day=day,
        people=found[:MOST_FOUND], has_more=len(found) > MOST_FOUND, shifts=page.shift_options(),
        days=_days_ahead(day), is_past=day < today(), back_url=week_url(point, day),
    )  # fmt: skip


def _days_ahead(day: date) -> list[tuple[str, str]]:
    """The days of this week that may still be planned; the day itself when all of them are over."""
    week = [monday_of(day) + page.DAY * step for step in range(7)]
    return [(each.isoformat(), page.day_text(each)) for each in week if each >= today() or each == day]


def _show(duty: Duty, form: Form, status: int = 200) -> Response:
    point = planned_point(duty.point_id)
    card = person_card(db(), duty.person_id, today())
    return render_page(
        "feedback/rosters/duty.html", status=status, form=form, duty=duty, point=point,
        name=card.name if card else person_names(db(), {duty.person_id})[duty.person_id],
        jabatan=card.jabatan_name if card else "", shift=page.SHIFT_WORDS[duty.shift],
        hours=page.hours_text(duty.starts_at, duty.ends_at), day_text=page.day_text(page.local(duty.starts_at).date()),
        is_past=duty.ends_at <= now(), has_begun=duty.starts_at <= now(),
        back_url=week_url(point, page.local(duty.starts_at).date()),
    )  # fmt: skip
