"""The page of a case for the office, and what is read there: files, her own words, who she is."""

from uuid import UUID

from flask import Response, abort

from webapp.feedback.complaints import desk, queries
from webapp.feedback.complaints.case_routes import as_download
from webapp.feedback.complaints.here import private, vault
from webapp.feedback.complaints.office import page
from webapp.feedback.complaints.office.here import (
    BUREAU,
    HANDLER,
    HEAD,
    INSPECTOR,
    blueprint,
    case_of,
    me,
    reader,
    told_of,
)
from webapp.feedback.complaints.office.reading import case_for
from webapp.feedback.complaints.rules import Refused
from webapp.people.published import read_about
from webapp.platform import clock
from webapp.platform.access import open_to
from webapp.platform.pages import render_page
from webapp.platform.request import db


@blueprint.get("/kelola/pengaduan/<uuid:complaint_id>")
@open_to(HANDLER, INSPECTOR, BUREAU, HEAD)
def show_case(complaint_id: UUID) -> Response:
    row = case_for(db(), reader(), complaint_id, clock.now())
    shown = page.case(row) if row else page.glance(told_of(complaint_id))
    if read_about(db(), me().id, complaint_id, clock.now()):
        db().commit()
    return shown


@blueprint.get("/kelola/pengaduan/<uuid:complaint_id>/berkas/<uuid:file_id>")
@open_to(HANDLER, INSPECTOR)
def show_file(complaint_id: UUID, file_id: UUID) -> Response:
    found = queries.file(db(), case_of(complaint_id).id, file_id) or abort(404)
    return as_download(found.content, found.mime, found.name)


@blueprint.get("/kelola/pengaduan/<uuid:complaint_id>/naskah")
@open_to(HANDLER)
def show_originals(complaint_id: UUID) -> Response:
    return _asked_first(complaint_id, "naskah")


@blueprint.post("/kelola/pengaduan/<uuid:complaint_id>/naskah")
@open_to(HANDLER)
def create_originals_reading(complaint_id: UUID) -> Response:
    return _sealed(complaint_id, "originals.html", desk.read_originals)


@blueprint.get("/kelola/pengaduan/<uuid:complaint_id>/identitas")
@open_to(HANDLER)
def show_identity(complaint_id: UUID) -> Response:
    return _asked_first(complaint_id, "identitas")


@blueprint.post("/kelola/pengaduan/<uuid:complaint_id>/identitas")
@open_to(HANDLER)
def create_identity_reading(complaint_id: UUID) -> Response:
    return _sealed(complaint_id, "identity.html", desk.read_contact)


def _asked_first(complaint_id: UUID, what: str) -> Response:
    """What opening means, with the button that opens; nothing is read or recorded yet."""
    row = case_of(complaint_id)
    if not reader().coordinates:
        abort(403)
    return private(render_page("feedback/complaints/office/sealed.html", row=row, what=what, **page.head(row)))


def _sealed(complaint_id: UUID, template: str, read) -> Response:
    """What lies sealed, for a coordinator; the reading is in the trail before the page is."""
    row = case_of(complaint_id)
    try:
        found = read(db(), vault(), row.id, reader().actor, at=clock.now())
    except Refused:
        abort(403)
    db().commit()
    return private(render_page(f"feedback/complaints/office/{template}", row=row, found=found, **page.head(row)))
