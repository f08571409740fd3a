"""The pages of the import: upload, columns, dry run, result, applying."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask_login import current_user

from webapp.people.imports import domain, files, leaving, mapping, page, queries, words
from webapp.people.imports.forms import ApplyFields, ColumnFields, SheetFields
from webapp.people.imports.models import CHECKED, UPLOADED, ImportRun
from webapp.platform import clock, tenancy
from webapp.platform.access import open_to
from webapp.platform.errors import Conflict
from webapp.platform.forms import Fields, Form
from webapp.platform.i18n import gettext as _
from webapp.platform.jobs import USUAL
from webapp.platform.news import ANCHOR, leave
from webapp.platform.pages import render_page
from webapp.platform.request import db, resources
from webapp.platform.sheets import CSV, XLSX, attachment
from webapp.platform.tables_in import Table, read_table, sentence
from webapp.platform.uploads import file_of, takes_files
from webapp.platform.workbooks import Unreadable

blueprint = Blueprint("imports", __name__)
SHOWN = 50  # imports in the history
MOST_TO_CORRECT = 60_000
WORK = "imports.work"


@blueprint.get("/kelola/impor")
@open_to("bkpsdm")
def list_runs() -> Response:
    return _list(Form(Fields))


@blueprint.post("/kelola/impor")
@open_to("bkpsdm")
@takes_files(10)
def create_run() -> Response:
    form, sent = Form(Fields), file_of("berkas")
    try:
        if sent is None:
            raise Unreadable("no_file")
        db().rollback()  # the database waits for nobody while a file is read
        run = domain.take_file(db(), by=me(), name=sent.name, content=sent.content, at=clock.now())
    except Unreadable as problem:
        db().rollback()
        form.refuse("berkas", sentence(problem))
        return _list(form, status=422)
    db().commit()
    return redirect(url_for(".show_run", run_id=run.id), 303)


@blueprint.get("/kelola/impor/templat")
@open_to("bkpsdm")
def download_template() -> Response:
    return attachment(files.template_xlsx(), XLSX, "templat-impor-pegawai.xlsx")


@blueprint.get("/kelola/impor/templat.csv")
@open_to("bkpsdm")
def download_csv_template() -> Response:
    return attachment(files.template_csv(), CSV, "templat-impor-pegawai.csv")


@blueprint.get("/kelola/impor/<uuid:run_id>")
@open_to("bkpsdm")
def show_run(run_id: UUID) -> Response:
    run = found(run_id)
    if run.state == UPLOADED:
        return _columns(run) if run.headers else _sheets(run)
    return _show(run)


@blueprint.post("/kelola/impor/<uuid:run_id>/lembar")
@open_to("bkpsdm")
def choose_sheet(run_id: UUID) -> Response:
    run, form = found(run_id), Form(SheetFields, request.form)
    if form.ok:
        try:
            table = _read_sheet(run, form.fields.lembar)
            attempt(lambda: domain.choose_sheet(db(), found(run_id), table))
        except Unreadable as problem:
            db().rollback()
            form.refuse("lembar", sentence(problem))
    if not form.ok:
        return _sheets(found(run_id), form, 422)
    return redirect(url_for(".show_run", run_id=run_id), 303)


@blueprint.get("/kelola/impor/<uuid:run_id>/kolom")
@open_to("bkpsdm")
def edit_columns(run_id: UUID) -> Response:
    run = found(run_id)
    return _columns(run) if _may_choose(run) else redirect(url_for(".show_run", run_id=run_id))


@blueprint.post("/kelola/impor/<uuid:run_id>/kolom")
@open_to("bkpsdm")
def update_columns(run_id: UUID) -> Response:
    run, form = found(run_id), Form(ColumnFields, request.form)
    if form.ok:
        _check_columns(run, form)
    if not form.ok:
        return _columns(run, form, 422)
    columns, scope = _chosen(form), form.fields.cakupan
    attempt(lambda: domain.choose_columns(db(), run, columns, scope, at=clock.now()))
    ring(run_id)
    return leave(redirect(url_for(".show_run", run_id=run_id, _anchor=ANCHOR), 303), "impor_dimulai")


@blueprint.post("/kelola/impor/<uuid:run_id>/periksa")
@open_to("bkpsdm")
def check_again(run_id: UUID) -> Response:
    run = found(run_id)
    attempt(lambda: domain.check_again(db(), run, at=clock.now()))
    ring(run_id)
    return leave(redirect(url_for(".show_run", run_id=run_id, _anchor=ANCHOR), 303), "impor_lagi")


@blueprint.post("/kelola/impor/<uuid:run_id>/terapkan")
@open_to("bkpsdm")
def apply_run(run_id: UUID) -> Response:
    run, form = found(run_id), Form(ApplyFields, request.form)
    if not form.ok:
        return _show(run, form, 422)
    wish = {"only_good": form.fields.hanya_benar == "ya", "let_go": form.fields.keluar == "ya",
            "typed": form.fields.jumlah}  # fmt: skip
    try:
        domain.ask_to_apply(db(), run, **wish, by=me(), at=clock.now())
        db().commit()
    except Conflict as problem:
        db().rollback()
        run = found(run_id)
        if str(problem) == "many_leave":
            form.refuse("jumlah", words.type_number(run.counts["keluar"]))
            return _show(run, form, 422)
        form.refuse("", _(words.CONFLICTS[str(problem)]))
        return _show(run, form, 409)
    ring(run_id)
    return leave(redirect(url_for(".show_run", run_id=run_id, _anchor=ANCHOR), 303), "impor_diminta")


@blueprint.post("/kelola/impor/<uuid:run_id>/batal")
@open_to("bkpsdm")
def cancel_run(run_id: UUID) -> Response:
    run = found(run_id)
    attempt(lambda: domain.cancel(db(), run, by=me()))
    return leave(redirect(url_for(".list_runs", _anchor=ANCHOR), 303), "impor_batal")


def me() -> UUID:
    """Who is signed in."""
    return current_user.card.id


def found(run_id: UUID) -> ImportRun:
    """The import of this pemda, or 404."""
    return queries.run(db(), run_id) or abort(404)


def attempt(deed: Callable[[], None]) -> None:
    """Does it and commits. A step that is not possible now is told with its sentence (409)."""
    try:
        deed()
    except Conflict as problem:
        db().rollback()
        raise Conflict(_(words.CONFLICTS[str(problem)])) from problem
    db().commit()


def ring(run_id: UUID) -> None:
    """Asks a worker; without one the clock's sweep finds the import within seconds."""
    resources().bell.ring(WORK, tenancy.current().slug, str(run_id), queue=USUAL)


def _may_choose(run: ImportRun) -> bool:
    return bool(run.headers) and not page.is_running(run) and run.state not in ("diterapkan", "dibatalkan")


def _read_sheet(run: ImportRun, sheet: str) -> Table:
    """Read while no transaction is open. Raises Unreadable."""
    content = queries.content(db(), run.id) or abort(404)
    db().rollback()
    return read_table(content, domain.TABLE, sheet)


def _check_columns(run: ImportRun, form: Form) -> None:
    columns = _chosen(form)
    for key, code in mapping.wrong(columns).items():
        form.refuse(key, _(words.COLUMNS[code]))
    for key, column in columns.items():
        if column >= len(run.headers):
            form.refuse(key, _(words.COLUMNS["strange"]))
    if form.fields.cakupan not in dict(_scopes()):
        form.refuse("cakupan", _("Pilih salah satu jawaban yang tersedia."))


def _chosen(form: Form) -> dict[str, int]:
    chosen = {field.key: getattr(form.fields, field.key) for field in mapping.FIELDS}
    return {key: column for key, column in chosen.items() if column is not None}


def _scopes() -> list[tuple[str, str]]:
    return page.scope_options(queries.unit_choices(db()), queries.last_applied(db()) is not None)


def _list(form: Form, status: int = 200) -> Response:
    lines = [page.history_line(line) for line in queries.history(db(), SHOWN)]
    return render_page("people/imports/list.html", status=status, form=form, lines=lines)


def _sheets(run: ImportRun, form: Form | None = None, status: int = 200) -> Response:
    sheets = [(name, name) for name in run.source.get("sheets", [])]
    return render_page("people/imports/sheets.html", status=status, run=run, form=form or Form(Fields), sheets=sheets)


def _columns(run: ImportRun, form: Form | None = None, status: int = 200) -> Response:
    if form is None:
        form = Form(Fields)
        form.values = {key: str(column) for key, column in run.columns.items()}
        form.values["cakupan"] = str(run.choices.get("scope", queries.NOBODY))
    return render_page(
        "people/imports/columns.html",
        status=status,
        run=run,
        form=form,
        fields=page.fields_of_form(),
        options=page.column_options(run),
        scopes=_scopes(),
        read_as=page.read_as(run),
        unused=page.unused(run),
    )


def _duties(run: ImportRun) -> dict[UUID, int]:
    """What is planned for those who would leave; asked only while that is to be decided."""
    if run.state != CHECKED or not run.counts.get("keluar"):
        return {}
    return leaving.duties_of(db(), queries.missing_ids(db(), run.id), clock.today(tenancy.current().timezone))


def _show(run: ImportRun, form: Form | None = None, status: int = 200) -> Response:
    wrong = queries.first_wrong(db(), run.id, page.FIRST) if run.counts.get("salah") else []
    word, tone = words.STATES[run.state]
    return render_page(
        "people/imports/show.html",
        block="work",
        status=status,
        run=run,
        form=form or Form(Fields),
        state=(_(word), tone),
        is_running=page.is_running(run),
        progress=page.progress(run),
        remark=_(words.REMARKS[run.remark]) if run.remark else "",
        summary=page.applied(run) if run.applied_at else page.summary(run.counts),
        groups=page.groups(run),
        lines=page.lines(run, wrong),
        units=page.unknown_units(run),
        leaving=page.leaving(run, _duties(run)),
        may_take_back=leaving.may_be_taken_back(run, clock.now()),
        may_change=_may_choose(run),
        when=page.when,
    )
