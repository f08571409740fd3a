"""Who is at which counter now, and one tap to send somebody else."""

from flask import Blueprint, Response, abort, redirect, request, url_for

from webapp.feedback.rosters import domain, page, queries
from webapp.feedback.rosters.attempts import DONE, attempt
from webapp.feedback.rosters.forms import ReplaceFields
from webapp.feedback.rosters.here import me, now, planned_duty, planned_point, scope, today
from webapp.feedback.services.models import Duty
from webapp.people.published import opd_and_below, person_names, staff_of
from webapp.platform.access import STAFF, open_to
from webapp.platform.forms import Form
from webapp.platform.news import ANCHOR, leave
from webapp.platform.pages import render_page
from webapp.platform.request import db
from webapp.tenants.published import days_of

blueprint = Blueprint("counters", __name__)


@blueprint.get("/loket-sekarang")
@open_to(STAFF)
def show() -> Response:
    points = page.visible_points(queries.seen_by(db(), me(), scope()))
    offices = page.offices_with(points)
    slug = request.args.get("opd")
    office = page.chosen_office(offices, slug, None) if slug else None
    if slug and office is None:
        abort(404)
    calendar = days_of(db(), today(), today())
    shown = [point for point in points if office is None or point.opd_id == office.id]
    cards = page.at_this_moment(shown, calendar.is_working(today()))
    return render_page(
        "feedback/rosters/now.html", cards=cards, offices=list(offices.values()), office=office,
        names={place.id: place.name for place in offices.values()}, time=page.clock_text(page.local(now())),
        day_text=page.day_text(today()), holiday=calendar.holidays.get(today()),
        is_working=calendar.is_working(today()), may_plan=not scope().is_empty,
    )  # fmt: skip


@blueprint.get("/loket-sekarang/<uuid:duty_id>/ganti")
@open_to(STAFF)
def new_replacement(duty_id) -> Response:
    return _page(planned_duty(duty_id), Form(ReplaceFields))


@blueprint.post("/loket-sekarang/<uuid:duty_id>/ganti")
@open_to(STAFF)
def create_replacement(duty_id) -> Response:
    duty, form = planned_duty(duty_id), Form(ReplaceFields, request.form)
    status = attempt(form, lambda: domain.replace(db(), duty, form.fields.pegawai, by=me().id, now=now()))
    if status == DONE:
        return leave(redirect(url_for(".show", _anchor=ANCHOR), 303), "petugas-diganti")
    return _page(planned_duty(duty_id), form, status)


def _page(duty: Duty, form: Form, status: int = 200) -> Response:
    point = planned_point(duty.point_id)
    people = staff_of(db(), opd_and_below(db(), point.opd_id), today(), request.args.get("cari", "").strip()[:100])
    period = now(), max(duty.ends_at, now() + page.DAY / 24)
    busy = {each.person_id: each for each in queries.duties_of(db(), [one.id for one in people], period)}
    places = queries.points_by_id(db(), {each.point_id for each in busy.values()})
    return render_page(
        "feedback/rosters/replace.html", status=status, form=form, duty=duty, point=point,
        name=person_names(db(), {duty.person_id})[duty.person_id], until=page.until_text(duty),
        is_now=duty.withdrawn_at is None and duty.starts_at <= now() < duty.ends_at,
        free=[one for one in people if one.id not in busy],
        busy=[(one, places[busy[one.id].point_id].name) for one in people
              if one.id in busy and one.id != duty.person_id],
    )  # fmt: skip
