"""The cases of the inbox's filters as a file for SP4N-LAPOR!."""

from flask import Response, abort, request

from webapp.feedback.complaints.here import private, vault
from webapp.feedback.complaints.office import export, inbox_routes, lines, queries
from webapp.feedback.complaints.office.forms import ExportFields
from webapp.feedback.complaints.office.here import HANDLER, blueprint, reader, today
from webapp.platform import clock
from webapp.platform.access import open_to
from webapp.platform.forms import Form
from webapp.platform.request import db
from webapp.platform.sheets import CSV, XLSX, as_csv, as_xlsx, attachment


@blueprint.get("/kelola/pengaduan/ekspor")
@open_to(HANDLER)
def export_cases() -> Response:
    form = Form(ExportFields, request.args)
    if not form.ok:
        abort(400)
    wish = inbox_routes.wish_of(form.fields)
    rows = queries.listed(db(), reader(), wish, lines.days(db(), today()), export.MOST, 0)
    sheet = export.sheet(db(), vault(), reader(), rows, clock.now())
    make, kind = (as_csv, CSV) if form.fields.bentuk == "csv" else (as_xlsx, XLSX)
    body = make(sheet)
    db().commit()
    return private(attachment(body, kind, f"laporan-warga-{today().isoformat()}.{form.fields.bentuk}"))
