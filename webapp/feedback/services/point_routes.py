"""The organisation bureau's room for service points: add, change, close, open again, opening hours."""

from flask import Response, request

from webapp.feedback.services import catalogue, desk, hours, overview, queries
from webapp.feedback.services.desk import (
    BUREAU,
    attempt,
    blueprint,
    check_unchanged,
    close,
    done,
    found_point,
    found_service,
    me,
    today,
)
from webapp.feedback.services.forms import WEEK, ClosingFields, HoursFields, PointFields
from webapp.feedback.services.models import Service, ServicePoint
from webapp.feedback.services.opening import Hours, as_text, spans_of
from webapp.feedback.services.refusals import REFUSALS
from webapp.platform.access import open_to
from webapp.platform.forms import Form, version_of
from webapp.platform.i18n import gettext as _
from webapp.platform.pages import render_page
from webapp.platform.request import db

KINDS = {
    "counter": "Loket: petugas melayani langsung",
    "kiosk": "Mesin penilaian: satu layar dipakai bergantian",
    "online": "Layanan daring: dilayani lewat internet",
}


@blueprint.get("/kelola/layanan/<uuid:service_id>/titik")
@open_to(BUREAU)
def new_point(service_id) -> Response:
    service, form = found_service(service_id), Form(PointFields)
    form.values |= {"opd": str(service.opd_id), "jenis": "counter"}
    return _form_page(form, service)


@blueprint.post("/kelola/layanan/<uuid:service_id>/titik")
@open_to(BUREAU)
def create_point(service_id) -> Response:
    service, form = found_service(service_id), Form(PointFields, request.form)
    point = attempt(form, lambda: catalogue.add_point(db(), service, by=me(), **_facts(form.fields)))
    if point is None:
        return _form_page(form, service, status=422)
    db().commit()
    return done("titik-ditambah", ".show_point", point_id=point.id)


@blueprint.get("/kelola/titik/<uuid:point_id>")
@open_to(BUREAU)
def show_point(point_id) -> Response:
    return render_page("feedback/services/point.html", **overview.one_point(db(), found_point(point_id), today()))


@blueprint.get("/kelola/titik/<uuid:point_id>/ubah")
@open_to(BUREAU)
def edit_point(point_id) -> Response:
    point, form = found_point(point_id), Form(PointFields)
    form.values |= {"nama": point.name, "jenis": point.kind, "opd": str(point.opd_id), "alamat": point.address}
    form.values["versi"] = version_of(*_stored(point))
    return _form_page(form, found_service(point.service_id), point)


@blueprint.post("/kelola/titik/<uuid:point_id>/ubah")
@open_to(BUREAU)
def update_point(point_id) -> Response:
    point, form = found_point(point_id), Form(PointFields, request.form)

    def deed() -> bool:
        check_unchanged(form, point, lambda: _stored(point))
        return catalogue.change(db(), point, by=me(), **_facts(form.fields))

    changed = attempt(form, deed)
    if changed is None:
        return _form_page(form, found_service(point.service_id), point, status=422)
    db().commit()
    return done("titik-diubah" if changed else "tidak-ada-perubahan", ".show_point", point_id=point_id)


@blueprint.get("/kelola/titik/<uuid:point_id>/tutup")
@open_to(BUREAU)
def new_point_closing(point_id) -> Response:
    point, form = found_point(point_id), Form(ClosingFields)
    form.values |= overview.closing_values(point, today())
    return _closing_page(form, point)


@blueprint.post("/kelola/titik/<uuid:point_id>/tutup")
@open_to(BUREAU)
def create_point_closing(point_id) -> Response:
    point, form = found_point(point_id), Form(ClosingFields, request.form)
    if not close(form, point):
        return _closing_page(form, point, status=422)
    db().commit()
    return done("penutupan-tersimpan", ".show_point", point_id=point_id)


@blueprint.post("/kelola/titik/<uuid:point_id>/buka")
@open_to(BUREAU)
def create_point_opening(point_id) -> Response:
    opened = catalogue.open_again(db(), found_point(point_id), by=me())
    db().commit()
    return done("dibuka-kembali" if opened else "tidak-ada-perubahan", ".show_point", point_id=point_id)


@blueprint.get("/kelola/titik/<uuid:point_id>/jam")
@open_to(BUREAU)
def edit_hours(point_id) -> Response:
    point, form = found_point(point_id), Form(HoursFields)
    week = hours.hours_of(db(), [point_id]).get(point_id, [])
    form.values |= {f"hari_{day}": as_text([(h.opens, h.closes) for h in week if h.weekday == day]) for day in WEEK}
    form.values["libur"] = "buka" if any(each.on_holidays for each in week) else ""
    form.values["versi"] = version_of(*_week_of(point))
    return _hours_page(form, point)


@blueprint.post("/kelola/titik/<uuid:point_id>/jam")
@open_to(BUREAU)
def update_hours(point_id) -> Response:
    point, form = found_point(point_id), Form(HoursFields, request.form)
    if form.ok and form.fields.langkah:
        form.values |= {f"hari_{day}": form.fields.hari_1 for day in range(2, 6)}
        return _hours_page(form, point)
    week = _typed_week(form)
    points = [point, *(_siblings(point) if form.ok and form.fields.semua else ())]

    def deed() -> list[bool]:
        check_unchanged(form, point, lambda: _week_of(point))
        return [hours.set_hours(db(), each, week, by=me()) for each in points]

    changed = attempt(form, deed)
    if changed is None:
        return _hours_page(form, point, status=422)
    db().commit()
    return done("jam-tersimpan" if any(changed) else "tidak-ada-perubahan", ".show_point", point_id=point_id)


def _typed_week(form: Form) -> list[Hours]:
    """The hours as typed; what cannot be read is an error of its day."""
    if not form.ok:
        return []
    week, on_holidays = [], form.fields.libur == "buka"
    for day in WEEK:
        try:
            week += [Hours(day, *span, on_holidays) for span in spans_of(getattr(form.fields, f"hari_{day}"))]
        except ValueError as problem:
            form.refuse(f"hari_{day}", _(REFUSALS[str(problem)]))
    return week


def _siblings(point: ServicePoint) -> list[ServicePoint]:
    """The other points of the same OPD where somebody serves in person."""
    return [each for each in queries.points_of_opd(db(), point.opd_id) if each.id != point.id and each.kind != "online"]


def _stored(point: ServicePoint) -> tuple:
    return point.opd_id, point.name, point.kind, point.address


def _week_of(point: ServicePoint) -> tuple:
    week = hours.hours_of(db(), [point.id]).get(point.id, [])
    return tuple(sorted((each.weekday, each.opens, each.closes, each.on_holidays) for each in week))


def _facts(fields: PointFields) -> dict:
    return {"name": fields.nama, "kind": fields.jenis, "opd_id": fields.opd, "address": fields.alamat}


def _form_page(form: Form, service: Service, point: ServicePoint | None = None, status: int = 200) -> Response:
    return render_page(
        "feedback/services/point_edit.html", status=status, form=form, service=service, point=point,
        offices=desk.opd_options(), kinds=[(value, _(word)) for value, word in KINDS.items()],
    )  # fmt: skip


def _closing_page(form: Form, point: ServicePoint, status: int = 200) -> Response:
    return render_page(
        "feedback/services/close.html", status=status, form=form, thing=point, is_service=False,
        others=overview.alternatives_to(db(), point, today()),
    )  # fmt: skip


def _hours_page(form: Form, point: ServicePoint, status: int = 200) -> Response:
    return render_page(
        "feedback/services/hours.html", status=status, form=form, point=point, days=overview.day_names(),
        labels={f"hari_{day}": word for day, word in overview.day_names()},
        siblings=len(_siblings(point)), opd_name=overview.opd_name(db(), point.opd_id),
    )  # fmt: skip
