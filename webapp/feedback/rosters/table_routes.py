"""A roster from a table: an example to begin with, a look at what is wrong, and all of it taken in or nothing."""

from flask import Response, redirect, request, url_for

from webapp.feedback.rosters import page, taking_in
from webapp.feedback.rosters.attempts import DONE, attempt
from webapp.feedback.rosters.forms import TableFields
from webapp.feedback.rosters.here import blueprint, me, now, require_planner, today
from webapp.feedback.rosters.lines import COLUMNS, known_headers
from webapp.feedback.rosters.rules import DAY
from webapp.platform import sheets
from webapp.platform.access import STAFF, open_to
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.news import ANCHOR, leave
from webapp.platform.pages import render_page
from webapp.platform.request import db
from webapp.platform.tables_in import Wish, as_cell, read_table, sentence
from webapp.platform.uploads import Upload, file_of, takes_files
from webapp.platform.workbooks import Unreadable

TABLE = Wish(known_headers, as_cell, most_rows=2000)
MEGABYTES = 2


@blueprint.get("/kelola/jadwal/impor")
@open_to(STAFF)
def new_table() -> Response:
    require_planner()
    return _page(Form(TableFields))


@blueprint.post("/kelola/jadwal/impor")
@open_to(STAFF)
@takes_files(MEGABYTES)
def create_from_table() -> Response:
    where, form, file = require_planner(), Form(TableFields, request.form), file_of("berkas")
    if file is None:
        form.refuse("berkas", _("Pilih berkas CSV atau XLSX."))
        return _page(form, status=422)
    try:
        turns, wrong = taking_in.look(db(), read_table(file.content, TABLE), where, now())
    except Unreadable as problem:
        form.refuse("berkas", sentence(problem))
        return _page(form, status=422)
    if wrong or not form.ok or form.fields.langkah == "periksa":
        return _page(form, file, len(turns), wrong, 422 if wrong or not form.ok else 200)
    if attempt(form, lambda: taking_in.take_in(db(), turns, by=me().id)) == DONE:
        week = page.local(min(turn.starts_at for turn in turns)).date()
        return leave(redirect(url_for(".show_week", minggu=week.isoformat(), _anchor=ANCHOR), 303), "jadwal-diambil")
    return _page(form, file, 0, [], 422)


@blueprint.get("/kelola/jadwal/contoh.xlsx")
@open_to(STAFF)
def download_example() -> Response:
    require_planner()
    return sheets.attachment(sheets.as_xlsx(_example()), sheets.XLSX, "contoh-jadwal.xlsx")


@blueprint.get("/kelola/jadwal/contoh.csv")
@open_to(STAFF)
def download_example_csv() -> Response:
    require_planner()
    return sheets.attachment(sheets.as_csv(_example()), sheets.CSV, "contoh-jadwal.csv")


def _example() -> sheets.Sheet:
    """Two lines with a code of her own; the NIP is nobody's."""
    points = [point for point in page.visible_points(require_planner()) if point.is_open]
    code, nip = points[0].code if points else "loket1", "199001012015011000"
    rows = [
        ((today() + DAY).isoformat(), code, nip, "penuh", "", ""),
        ((today() + 2 * DAY).isoformat(), code, nip, "", "07.30", "15.30"),
    ]
    return sheets.Sheet("Jadwal", COLUMNS, rows)


def _page(form: Form, file: Upload | None = None, n: int = 0, wrong=(), status: int = 200) -> Response:
    return render_page(
        "feedback/rosters/table.html", status=status, form=form, file_name=file.name if file else None, n=n,
        wrong=wrong,
    )  # fmt: skip
