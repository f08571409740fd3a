"""A duty that has not begun: another person, or other hours."""

from flask import Response, redirect, request, url_for

from webapp.feedback.rosters import domain, page
from webapp.feedback.rosters.attempts import DONE, attempt
from webapp.feedback.rosters.forms import TurnFields
from webapp.feedback.rosters.here import blueprint, me, now, planned_duty, planned_point
from webapp.feedback.rosters.routes import MOST_FOUND, turn_on, week_url
from webapp.feedback.rosters.rules import HOURS
from webapp.feedback.services.models import Duty
from webapp.people.published import opd_and_below, staff_of
from webapp.platform.access import STAFF, open_to
from webapp.platform.forms import Form
from webapp.platform.news import leave
from webapp.platform.pages import render_page
from webapp.platform.request import db


@blueprint.get("/kelola/jadwal/<uuid:duty_id>/ubah")
@open_to(STAFF)
def edit_duty(duty_id) -> Response:
    duty, form = planned_duty(duty_id), Form(TurnFields)
    starts, ends = page.local(duty.starts_at), page.local(duty.ends_at)
    form.values = {"pegawai": str(duty.person_id), "giliran": duty.shift}
    if (starts.time(), ends.time()) != HOURS[duty.shift]:
        form.values |= {"mulai": f"{starts:%H:%M}", "selesai": f"{ends:%H:%M}"}
    return _page(duty, form, request.args.get("cari", "")[:100])


@blueprint.post("/kelola/jadwal/<uuid:duty_id>/ubah")
@open_to(STAFF)
def update_duty(duty_id) -> Response:
    duty, form = planned_duty(duty_id), Form(TurnFields, request.form)
    point, day = planned_point(duty.point_id), page.local(duty.starts_at).date()

    def deed() -> None:
        domain.change(db(), duty, turn_on(point.id, day, form.fields), by=me().id, now=now())

    status = attempt(form, deed)
    if status == DONE:
        return leave(redirect(week_url(point, day), 303), "jadwal-diubah")
    return _page(planned_duty(duty_id), form, form.values.get("cari", ""), status)


def _page(duty: Duty, form: Form, search: str, status: int = 200) -> Response:
    point, day = planned_point(duty.point_id), page.local(duty.starts_at).date()
    offices = opd_and_below(db(), point.opd_id)
    found = staff_of(db(), offices, day, search.strip(), MOST_FOUND + 1)
    there = [] if search.strip() else staff_of(db(), offices, day, only=duty.person_id)
    others = [one for one in found[:MOST_FOUND] if one.id not in {each.id for each in there}]
    return render_page(
        "feedback/rosters/change_duty.html", status=status, point=point, form=form, search=search, duty=duty,
        people=[*there, *others], has_more=len(found) > MOST_FOUND, shifts=page.shift_options(),
        day_text=page.day_text(day), back_url=url_for(".show_duty", duty_id=duty.id),
    )  # fmt: skip
