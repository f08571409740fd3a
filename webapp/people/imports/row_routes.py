"""The lists of a dry run, the file of rows to correct, and the units that are to be made."""

from uuid import UUID

from flask import Response, abort, redirect, request, url_for

from webapp.people.imports import domain, files, leaving, page, queries, words
from webapp.people.imports.forms import UnitFields
from webapp.people.imports.models import CHECKED, ImportRun
from webapp.people.imports.routes import MOST_TO_CORRECT, attempt, blueprint, found, me, ring
from webapp.people.imports.units import loops, parent_of
from webapp.people.imports.values import Wrong, fold
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
    fields = form.fields
    offered = {one["name"] for one in page.unknown_units(run)}
    wanted = {name: above for name, above in zip(fields.nama, fields.induk, strict=False) if name in fields.buat}
    if not wanted or not set(wanted) <= offered or len(fields.nama) != len(fields.induk):
        form.refuse("buat", _("Centang paling sedikit satu unit yang perlu dibuat."))
        return {}
    new = {fold(name) for name in wanted} | set(run.choices.get("units", {}))
    world = queries.world(db(), clock.today(tenancy.current().timezone), {})
    found_units = {}
    for name, above in wanted.items():
        try:
            parent = parent_of(above, new, world)
        except Wrong as problem:
            form.refuse("induk", words.fault_text(problem.code, problem.values))
            return {}
        kept = "" if parent is None else f"new:{parent}" if isinstance(parent, str) else f"id:{parent}"
        found_units[fold(name)] = (name, kept)
    _refuse_circles(form, run, found_units)
    return found_units


def _refuse_circles(form: Form, run: ImportRun, units: dict[str, tuple[str, str]]) -> None:
    whole = {key: (name, parent) for key, (name, parent) in run.choices.get("units", {}).items()} | units
    above = {key: parent[4:] for key, (_name, parent) in whole.items() if parent.startswith("new:")}
    for circle in loops(above):
        way = " → ".join(whole[key][0] for key in [*circle, circle[0]])
        form.refuse("induk", words.fault_text("unit_circle", {"way": way}))


def _units(run: ImportRun, form: Form | None = None, status: int = 200) -> Response:
    units = page.unknown_units(run)
    if form is None:
        form = Form(UnitFields)
        form.lists = {"buat": [], "nama": [one["name"] for one in units], "induk": [one["above"] for one in units]}
    known = queries.unit_choices(db())
    return render_page(
        "people/imports/units.html", status=status, run=run, form=form, units=page.with_typed(units, form),
        parents=sorted({name for _id, name in known} | {one["name"] for one in units}),
    )  # fmt: skip
