"""The lists of a dry run, the file of rows to correct, and the units that are to be made."""

from uuid import UUID

from flask import Response, abort, redirect, request, url_for

from webapp.people.imports import domain, files, leaving, page, queries, words
from webapp.people.imports.forms import UnitFields
from webapp.people.imports.models import CHECKED, ImportRun
from webapp.people.imports.routes import MOST_TO_CORRECT, attempt, blueprint, found, me, ring
from webapp.people.imports.units import loops
from webapp.people.imports.values import fold
from webapp.platform import clock, tenancy
from webapp.platform.access import open_to
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.news import ANCHOR, leave
from webapp.platform.pages import render_page
from webapp.platform.request import db
from webapp.platform.sheets import XLSX, attachment


@blueprint.get("/kelola/impor/<uuid:run_id>/daftar")
@open_to("bkpsdm")
def list_rows(run_id: UUID) -> Response:
    run = found(run_id)
    change = page.known_change(request.args.get("isi", "salah")) or abort(404)
    asked = request.args.get("hal", "1")
    current = max(1, int(asked)) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1
    rows = queries.rows_of(db(), run.id, change, first=(current - 1) * page.AT_ONCE, at_most=page.AT_ONCE)
    asked = [row.person_id for row in rows if change == "keluar" and row.person_id] if run.state == CHECKED else []
    duties = leaving.duties_of(db(), asked, clock.today(tenancy.current().timezone)) if asked else {}
    return render_page(
        "people/imports/rows.html",
        run=run,
        change=change,
        word=_(words.CHANGES[change]),
        lines=page.lines(run, rows, duties),
        turn=page.pager(run, change, current),
    )


@blueprint.get("/kelola/impor/<uuid:run_id>/perbaikan")
@open_to("bkpsdm")
def download_wrong(run_id: UUID) -> Response:
    run = found(run_id)
    rows = queries.rows_of(db(), run.id, "salah", at_most=MOST_TO_CORRECT)
    if not rows:
        abort(404)
    return attachment(files.to_correct(run, rows), XLSX, "perlu-diperbaiki.xlsx")


@blueprint.post("/kelola/impor/<uuid:run_id>/kembali")
@open_to("bkpsdm")
def take_back_leaving(run_id: UUID) -> Response:
    run = found(run_id)
    attempt(lambda: leaving.take_back(db(), run, by=me(), now=clock.now()))
    return leave(redirect(url_for(".show_run", run_id=run_id, _anchor=ANCHOR), 303), "impor_keluar_batal")


@blueprint.get("/kelola/impor/<uuid:run_id>/unit")
@open_to("bkpsdm")
def edit_units(run_id: UUID) -> Response:
    run = found(run_id)
    return _units(run) if page.unknown_units(run) else redirect(url_for(".show_run", run_id=run_id))


@blueprint.post("/kelola/impor/<uuid:run_id>/unit")
@open_to("bkpsdm")
def update_units(run_id: UUID) -> Response:
    run, form = found(run_id), Form(UnitFields, request.form)
    units = _read_units(run, form) if form.ok else {}
    if not form.ok:
        return _units(run, form, 422)
    attempt(lambda: domain.choose_units(db(), run, units, at=clock.now()))
    ring(run_id)
    return leave(redirect(url_for(".show_run", run_id=run_id, _anchor=ANCHOR), 303), "impor_unit")


def _read_units(run: ImportRun, form: Form) -> dict[str, tuple[str, str]]:
    """Folded name -> (name, parent): 'id:<uuid>', 'new:<folded name>', or nothing for the top."""
    fields, unknown = form.fields, page.unknown_units(run)
    wanted = {name: above for name, above in zip(fields.nama, fields.induk, strict=False) if name in fields.buat}
    if not wanted or not set(wanted) <= {one["name"] for one in unknown} or len(fields.nama) != len(fields.induk):
        form.refuse("buat", _("Centang paling sedikit satu unit yang perlu dibuat."))
        return {}
    made = {f"new:{key}" for key in {fold(name) for name in wanted} | set(run.choices.get("units", {}))}
    offered = {value for value, _word in page.unit_options(queries.open_units(db()), []) if value} | made | {""}
    if not set(wanted.values()) <= offered:
        form.refuse("induk", _("Pilih unit yang sudah ada, atau unit baru yang juga Anda centang."))
        return {}
    units = {fold(name): (name, above) for name, above in wanted.items()}
    _refuse_circles(form, run, units)
    return units


def _refuse_circles(form: Form, run: ImportRun, units: dict[str, tuple[str, str]]) -> None:
    whole = {key: (name, parent) for key, (name, parent) in run.choices.get("units", {}).items()} | units
    above = {key: parent[4:] for key, (_name, parent) in whole.items() if parent.startswith("new:")}
    for circle in loops(above):
        way = " → ".join(whole[key][0] for key in [*circle, circle[0]])
        form.refuse("induk", words.fault_text("unit_circle", {"way": way}))


def _units(run: ImportRun, form: Form | None = None, status: int = 200) -> Response:
    units = page.unknown_units(run)
    options = page.unit_options(queries.open_units(db()), units)
    if form is None:
        form = Form(UnitFields)
        above = [page.proposed_parent(one["above"], options) for one in units]
        form.lists = {"buat": [], "nama": [one["name"] for one in units], "induk": above}
    return render_page(
        "people/imports/units.html", status=status, run=run, form=form, units=page.with_chosen(units, form),
        options=options,
    )  # fmt: skip
