"""Copying a week: what would be added is shown before it is done."""

from datetime import date

from flask import Response, abort, redirect, request, url_for

from webapp.feedback.rosters import copying, page, queries
from webapp.feedback.rosters.attempts import DONE, attempt
from webapp.feedback.rosters.forms import CopyFields
from webapp.feedback.rosters.here import asked_week, blueprint, me, now, require_planner, today
from webapp.feedback.rosters.rules import MOST_WEEKS, WEEK, monday_of
from webapp.people.published import OpdPlace, person_names
from webapp.platform.access import STAFF, open_to
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.news import ANCHOR, leave
from webapp.platform.pages import render_page
from webapp.platform.request import db

WHY_NOT = {
    "lewat": "Waktunya sudah lewat",
    "libur": "Hari libur",
    "tutup": "Titik layanan ditutup, atau petugasnya tidak lagi di kantor ini",
    "terisi": "Sudah ada petugas di titik itu",
    "di_tempat_lain": "Petugasnya sudah bertugas di tempat lain",
}


@blueprint.get("/kelola/jadwal/salin")
@open_to(STAFF)
def new_copy() -> Response:
    office, source = _office(request.args.get("opd")), asked_week(request.args.get("minggu"))
    asked = {asked_week(day) for day in request.args.getlist("ke")} or {_weeks(source)[0]}
    return _page(office, source, sorted(asked.intersection(_weeks(source))), Form(CopyFields))


@blueprint.post("/kelola/jadwal/salin")
@open_to(STAFF)
def create_copy() -> Response:
    form = Form(CopyFields, request.form)
    office, source = _office(form.values.get("opd")), asked_week(form.values.get("minggu"))
    weeks = sorted({monday_of(day) for day in form.fields.ke}.intersection(_weeks(source))) if form.ok else []
    status = attempt(form, lambda: copying.copy(db(), office.id, source, weeks, by=me().id, now=now()))
    if status == DONE:
        there = url_for(".show_week", opd=office.slug, minggu=(weeks or [source])[0].isoformat(), _anchor=ANCHOR)
        return leave(redirect(there, 303), "jadwal-disalin")
    return _page(office, source, weeks, form, status)


def _office(slug: str | None) -> OpdPlace:
    points = page.visible_points(require_planner())
    return page.chosen_office(page.offices_with(points), slug, me().opd_id) or abort(404)


def _weeks(source: date) -> list[date]:
    """The weeks a week may be copied to: the next ones, from this week on."""
    first = max(source + WEEK, monday_of(today()))
    return [first + WEEK * step for step in range(MOST_WEEKS)]


def _page(office: OpdPlace, source: date, weeks: list[date], form: Form, status: int = 200) -> Response:
    found = copying.foresee(db(), office.id, source, weeks, now())
    people = {turn.person_id for turn in found.turns} | {one.turn.person_id for one in found.skipped}
    names = person_names(db(), people)
    points = queries.points_by_id(
        db(), {turn.point_id for turn in found.turns} | {one.turn.point_id for one in found.skipped}
    )

    def line(turn) -> dict:
        return {
            "day": page.day_text(page.local(turn.starts_at).date()), "name": names[turn.person_id],
            "point": points[turn.point_id].name, "hours": page.hours_text(turn.starts_at, turn.ends_at),
        }  # fmt: skip

    return render_page(
        "feedback/rosters/copy.html", status=status, form=form, office=office, monday=source,
        sunday=source + WEEK - page.DAY,
        weeks=[{"monday": monday, "sunday": monday + WEEK - page.DAY, "is_chosen": monday in weeks}
               for monday in _weeks(source)],
        added=[line(turn) for turn in found.turns],
        skipped=[line(one.turn) | {"why": _(WHY_NOT[one.reason])} for one in found.skipped],
    )  # fmt: skip
