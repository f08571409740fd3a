"""Bulk triage: what is picked in the inbox is done case by case, and what became of each is shown."""

from uuid import UUID

from flask import Response, redirect, request, url_for

from webapp.feedback.complaints.here import private
from webapp.feedback.complaints.office import bulk, inbox_routes, lines, words
from webapp.feedback.complaints.office.forms import BulkFields, InboxFields, ResultFields
from webapp.feedback.complaints.office.here import HANDLER, blueprint, reader, today
from webapp.feedback.complaints.office.reading import case_for
from webapp.people.published import opd_names
from webapp.platform import clock
from webapp.platform.access import open_to
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.pages import render_page
from webapp.platform.request import db


@blueprint.post("/kelola/pengaduan/sekaligus")
@open_to(HANDLER)
def create_bulk() -> Response:
    form = Form(BulkFields, request.form)
    if form.ok:
        _ask_for_more(form)
    if not form.ok:
        return inbox_routes.inbox(Form(InboxFields, request.args), form)
    sent = form.fields
    picks = [(UUID(case), int(version)) for case, _dot, version in (each.partition(".") for each in sent.pilih)]
    deed = bulk.Deed(sent.sekaligus, sent.ke_unit, sent.sebab, sent.alasan, sent.petugas)
    found = bulk.run(db(), reader(), list(dict(picks).items()), deed, clock.now())
    db().commit()
    return redirect(url_for(".list_results", h=[f"{case}.{code}" for case, code in found]), 303)


@blueprint.get("/kelola/pengaduan/hasil")
@open_to(HANDLER)
def list_results() -> Response:
    form = Form(ResultFields, request.args)
    told = [each.partition(".") for each in (form.fields.h if form.ok else [])]
    now, found = clock.now(), []
    for case, _dot, code in told:
        row = case_for(db(), reader(), UUID(case), now)
        if row:
            line = lines.cases(db(), [row], lines.days(db(), today()))[0]
            found.append(line | {"is_done": code == bulk.DONE, "outcome": _outcome(code)})
    done = sum(each["is_done"] for each in found)
    return private(render_page("feedback/complaints/office/results.html", cases=found, done=done,
                               left=len(told) - len(found)))  # fmt: skip


def _outcome(code: str) -> str:
    return _("Berhasil") if code == bulk.DONE else _(words.REFUSALS.get(code, words.REFUSALS["state"]))


def _ask_for_more(form: Form[BulkFields]) -> None:
    sent = form.fields
    if sent.sekaligus == "teruskan" and sent.ke_unit not in opd_names(db()):
        form.refuse("ke_unit", _("Pilih unit yang menangani."))
    if sent.sekaligus == "arsipkan" and not sent.sebab:
        form.refuse("sebab", _("Pilih mengapa laporan ini diarsipkan."))
    if sent.sekaligus == "arsipkan" and not sent.alasan:
        form.refuse("alasan", _("Tulis alasannya. Warga membacanya."))
    if sent.sekaligus == "serahkan" and sent.petugas is None:
        form.refuse("petugas", _("Pilih petugas yang menerima."))
