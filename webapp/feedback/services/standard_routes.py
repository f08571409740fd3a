"""The organisation bureau's room for a standar pelayanan: the editor, the publication, the versions."""

from collections.abc import Sequence

from flask import Response, request

from webapp.feedback.services import overview, standards
from webapp.feedback.services.components import COMPONENTS, REASON, SLUGS, TEXT
from webapp.feedback.services.desk import BUREAU, attempt, blueprint, done, found_service, me, today
from webapp.feedback.services.forms import NOT_HERE, DraftFields, PublicationFields
from webapp.feedback.services.models import Service
from webapp.platform.access import open_to
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.pages import render_page
from webapp.platform.request import db


@blueprint.get("/kelola/layanan/<uuid:service_id>/standar")
@open_to(BUREAU)
def edit_standard(service_id) -> Response:
    service, form = found_service(service_id), Form(DraftFields)
    parts, revision = standards.parts_to_edit(db(), service_id)
    form.values["revisi"] = str(revision)
    for slug in SLUGS:
        form.values[slug] = parts.get(slug, {}).get(TEXT, "")
        form.values[slug + NOT_HERE] = parts.get(slug, {}).get(REASON, "")
    unsaved = []
    if not parts and service.requirements:
        form.values["persyaratan"], unsaved = "\n".join(service.requirements), ["persyaratan"]
    return _editor(form, service, unsaved=unsaved)


@blueprint.post("/kelola/layanan/<uuid:service_id>/standar")
@open_to(BUREAU)
def update_standard(service_id) -> Response:
    service, form = found_service(service_id), Form(DraftFields, request.form)

    def deed() -> bool:
        standards.write(db(), service, form.fields.parts, by=me(), revision=form.fields.revisi)
        return True

    if attempt(form, deed) is None:
        if "revisi" in form.errors:
            form.values["revisi"] = str(standards.parts_to_edit(db(), service_id)[1])
        return _editor(form, service, status=422)
    db().commit()
    if standards.missing_now(db(), service_id):
        return done("draf-tersimpan", ".show_service", service_id=service_id)
    return done("draf-tersimpan", ".new_publication", service_id=service_id)


@blueprint.post("/kelola/layanan/<uuid:service_id>/standar/buang")
@open_to(BUREAU)
def remove_draft(service_id) -> Response:
    dropped = standards.drop_draft(db(), found_service(service_id), by=me())
    db().commit()
    return done("draf-dibuang" if dropped else "tidak-ada-perubahan", ".show_service", service_id=service_id)


@blueprint.get("/kelola/layanan/<uuid:service_id>/standar/terbit")
@open_to(BUREAU)
def new_publication(service_id) -> Response:
    form = Form(PublicationFields)
    form.values["berlaku"] = today().isoformat()
    return _publication(form, found_service(service_id))


@blueprint.post("/kelola/layanan/<uuid:service_id>/standar/terbit")
@open_to(BUREAU)
def create_publication(service_id) -> Response:
    service, form = found_service(service_id), Form(PublicationFields, request.form)

    def deed() -> object:
        return standards.publish(db(), service, by=me(), valid_from=form.fields.berlaku, today=today())

    if attempt(form, deed) is None:
        return _publication(form, service, status=422)
    db().commit()
    return done("standar-terbit", ".show_service", service_id=service_id)


def _editor(form: Form, service: Service, status: int = 200, unsaved: Sequence[str] = ()) -> Response:
    """The draft; what nobody has saved yet (`unsaved`) is not counted as filled, as on the service's own page."""
    given = [slug for slug in SLUGS if f"{form.values.get(slug, '')}{form.values.get(slug + NOT_HERE, '')}".strip()]
    open_ones = [each.slug for each in COMPONENTS if each.slug not in given or each.slug in unsaved]
    return render_page(
        "feedback/services/standard_edit.html", status=status, form=form, service=service, components=COMPONENTS,
        ending=NOT_HERE, filled=len(given) - len(unsaved), first=open_ones[0] if open_ones else "", unsaved=unsaved,
        labels={each.slug + ending: _(each.name) for each in COMPONENTS for ending in ("", NOT_HERE)},
    )  # fmt: skip


def _publication(form: Form, service: Service, status: int = 200) -> Response:
    return render_page(
        "feedback/services/standard_publish.html", status=status, form=form, service=service,
        **overview.publication(db(), service),
    )  # fmt: skip
