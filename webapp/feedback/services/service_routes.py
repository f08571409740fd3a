"""The organisation bureau's room for services: list, add, change, close, open again."""

from flask import Response, request

from webapp.feedback.services import catalogue, desk, overview, queries
from webapp.feedback.services.desk import (
    BUREAU,
    attempt,
    blueprint,
    check_unchanged,
    close,
    done,
    found_service,
    me,
    today,
)
from webapp.feedback.services.finding import index_service
from webapp.feedback.services.forms import ClosingFields, FilterFields, ServiceFields
from webapp.feedback.services.models import Service
from webapp.platform.access import open_to
from webapp.platform.forms import Form, version_of
from webapp.platform.pages import render_page
from webapp.platform.request import db


@blueprint.get("/kelola/layanan")
@open_to(BUREAU)
def list_services() -> Response:
    form = Form(FilterFields, request.args)
    wanted = form.fields or FilterFields()
    return render_page(
        "feedback/services/manage.html", "found", form=form, offices=desk.opd_options(),
        **overview.all_services(db(), today(), wanted.cari, wanted.opd),
    )  # fmt: skip


@blueprint.get("/kelola/layanan/baru")
@open_to(BUREAU)
def new_service() -> Response:
    return _form_page(Form(ServiceFields))


@blueprint.post("/kelola/layanan")
@open_to(BUREAU)
def create_service() -> Response:
    form = Form(ServiceFields, request.form)

    def deed() -> Service:
        added = catalogue.add_service(db(), by=me(), **_facts(form.fields))
        index_service(db(), added, today())
        return added

    service = attempt(form, deed)
    if service is None:
        return _form_page(form, status=422)
    db().commit()
    return done("layanan-ditambah", ".show_service", service_id=service.id)


@blueprint.get("/kelola/layanan/<uuid:service_id>")
@open_to(BUREAU)
def show_service(service_id) -> Response:
    service = found_service(service_id)
    return render_page("feedback/services/service.html", **overview.one_service(db(), service, today()))


@blueprint.get("/kelola/layanan/<uuid:service_id>/ubah")
@open_to(BUREAU)
def edit_service(service_id) -> Response:
    service, form = found_service(service_id), Form(ServiceFields)
    form.values |= {"opd": str(service.opd_id), "nama": service.name, "uraian": service.description,
                    "persyaratan": "\n".join(service.requirements), "versi": version_of(*_stored(service))}  # fmt: skip
    return _form_page(form, service)


@blueprint.post("/kelola/layanan/<uuid:service_id>/ubah")
@open_to(BUREAU)
def update_service(service_id) -> Response:
    service, form = found_service(service_id), Form(ServiceFields, request.form)

    def deed() -> bool:
        check_unchanged(form, service, lambda: _stored(service))
        changed = catalogue.change(db(), service, by=me(), **_facts(form.fields))
        index_service(db(), service, today())
        return changed

    changed = attempt(form, deed)
    if changed is None:
        return _form_page(form, service, status=422)
    db().commit()
    return done("layanan-diubah" if changed else "tidak-ada-perubahan", ".show_service", service_id=service_id)


@blueprint.get("/kelola/layanan/<uuid:service_id>/tutup")
@open_to(BUREAU)
def new_closing(service_id) -> Response:
    service, form = found_service(service_id), Form(ClosingFields)
    form.values |= overview.closing_values(service, today())
    return _closing_page(form, service)


@blueprint.post("/kelola/layanan/<uuid:service_id>/tutup")
@open_to(BUREAU)
def create_closing(service_id) -> Response:
    service, form = found_service(service_id), Form(ClosingFields, request.form)
    if not close(form, service):
        return _closing_page(form, service, status=422)
    db().commit()
    return done("penutupan-tersimpan", ".show_service", service_id=service_id)


@blueprint.post("/kelola/layanan/<uuid:service_id>/buka")
@open_to(BUREAU)
def create_opening(service_id) -> Response:
    opened = catalogue.open_again(db(), found_service(service_id), by=me())
    db().commit()
    return done("dibuka-kembali" if opened else "tidak-ada-perubahan", ".show_service", service_id=service_id)


def _stored(service: Service) -> tuple:
    return service.opd_id, service.name, service.description, service.requirements


def _facts(fields: ServiceFields) -> dict:
    return {"opd_id": fields.opd, "name": fields.nama, "description": fields.uraian,
            "requirements": fields.requirements}  # fmt: skip


def _form_page(form: Form, service: Service | None = None, status: int = 200) -> Response:
    return render_page(
        "feedback/services/edit.html", status=status, form=form, service=service, offices=desk.opd_options()
    )


def _closing_page(form: Form, service: Service, status: int = 200) -> Response:
    others = [(row.id, row.name) for row in queries.all_services(db(), today())
              if row.id != service.id and row.closed_note is None]  # fmt: skip
    return render_page(
        "feedback/services/close.html", status=status, form=form, thing=service, others=others, is_service=True
    )
