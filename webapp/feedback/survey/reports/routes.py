"""A period's results in the bureau's room: publishing, counting again, the report's texts, and its files."""

from uuid import UUID

from flask import Blueprint, Response, abort, current_app, redirect, request, url_for

from webapp.feedback.survey.index import smallest_sample
from webapp.feedback.survey.models import SurveyPeriod
from webapp.feedback.survey.publishing import domain, here, page, queries
from webapp.feedback.survey.publishing.forms import PublishFields
from webapp.feedback.survey.publishing.models import SurveyPublication
from webapp.feedback.survey.publishing.public_routes import WORK
from webapp.feedback.survey.publishing.refusals import REFUSALS, NotPossible
from webapp.feedback.survey.reports import domain as reports
from webapp.feedback.survey.reports import facts, files, notices
from webapp.feedback.survey.reports.forms import TextFields
from webapp.feedback.survey.reports.models import CHAPTERS
from webapp.people.published import opd_places
from webapp.platform import clock, news, pdf, sheets, tenancy
from webapp.platform.access import STAFF, open_to
from webapp.platform.addresses import public_root
from webapp.platform.forms import Form, Stale
from webapp.platform.i18n import gettext as _
from webapp.platform.jobs import USUAL
from webapp.platform.pages import render_page
from webapp.platform.request import db, resources

blueprint = Blueprint("reports", __name__)
BUREAU, INSPECTOR = "organisasi", "inspektorat"
NEWS = {
    "survei-diterbitkan": "Hasil survei sudah terbit untuk umum. Angkanya tidak berubah lagi.",
    "survei-dihitung": "Penghitungan ulang dimulai. Semua jawaban dibaca satu per satu.",
    "laporan-tersimpan": "Teks laporan tersimpan.",
}
JSON = "application/json; charset=utf-8"


@blueprint.get("/kelola/survei/<uuid:period_id>/hasil")
@open_to(STAFF)
def show(period_id: UUID) -> Response:
    return _page(here.readable_period(period_id))


@blueprint.get("/kelola/survei/<uuid:period_id>/terbitkan")
@open_to(BUREAU)
def new_publication(period_id: UUID) -> Response:
    return _publication(here.period_or_404(period_id), Form(PublishFields))


@blueprint.post("/kelola/survei/<uuid:period_id>/terbitkan")
@open_to(BUREAU)
def create_publication(period_id: UUID) -> Response:
    period, form = here.period_or_404(period_id), Form(PublishFields, request.form)
    if not form.ok:
        return _publication(period, form, 422)
    try:
        domain.publish(
            db(), period, form.fields.alasan, by=here.me().id, at=clock.now(), today=here.today(),
            is_aware=form.fields.sadar == "ya",
        )  # fmt: skip
    except NotPossible as problem:
        db().rollback()
        form.refuse(problem.field, _(problem.sentence))
        return _publication(period, form, 422)
    db().commit()
    return _back(period_id, "survei-diterbitkan")


@blueprint.post("/kelola/survei/<uuid:period_id>/hitung-ulang")
@open_to(BUREAU, INSPECTOR)
def create_recount(period_id: UUID) -> Response:
    period = here.period_or_404(period_id)
    total = queries.kept_figures(db(), period).n
    recount_id = domain.ask_recount(db(), period, total, by=here.me().id, at=clock.now())
    db().commit()
    resources().bell.ring(WORK, tenancy.current().slug, str(recount_id), queue=USUAL)
    return _back(period_id, "survei-dihitung")


@blueprint.get("/kelola/survei/<uuid:period_id>/laporan")
@open_to(BUREAU)
def edit_texts(period_id: UUID) -> Response:
    period, found = _found(period_id)
    form = Form(TextFields)
    form.values = _written(period)
    form.check_unchanged(*_written(period).values())
    return _texts(found, form)


@blueprint.post("/kelola/survei/<uuid:period_id>/laporan")
@open_to(BUREAU)
def update_texts(period_id: UUID) -> Response:
    period, found = _found(period_id)
    form = Form(TextFields, request.form)
    if not form.ok:
        return _texts(found, form, 422)
    try:
        form.check_unchanged(*_written(period).values())
    except Stale:
        return _texts(found, form, 409)
    texts = {chapter: getattr(form.fields, chapter) for chapter in CHAPTERS}
    reports.write(db(), period, texts, by=here.me().id, at=clock.now())
    db().commit()
    return _back(period_id, "laporan-tersimpan")


@blueprint.get("/kelola/survei/<uuid:period_id>/laporan.pdf")
@open_to(STAFF)
def export_pdf(period_id: UUID) -> Response:
    _period, found = _found(period_id)
    return _paper(period_id, "laporan", lambda: pdf.as_pdf(
        "feedback/surveyreport/paper.html", made_on=here.today(), **found), found)  # fmt: skip


@blueprint.get("/kelola/survei/<uuid:period_id>/laporan.xlsx")
@open_to(STAFF)
def export_xlsx(period_id: UUID) -> Response:
    _period, found = _found(period_id)
    return sheets.attachment(sheets.as_xlsx(*files.workbook(found)), sheets.XLSX, _name("laporan", found, "xlsx"))


@blueprint.get("/kelola/survei/<uuid:period_id>/poster.pdf")
@open_to(STAFF)
def export_poster(period_id: UUID) -> Response:
    _period, found = _published(period_id)
    svg = notices.poster_of(db(), found, public_root(tenancy.current()))
    title = _("Indeks Kepuasan Masyarakat %(opd)s", opd=found["office"].name)
    return _paper(period_id, "poster", lambda: pdf.laid_out(notices.on_paper(svg, title)), found)


@blueprint.get("/kelola/survei/<uuid:period_id>/serah.json")
@open_to(STAFF)
def export_json(period_id: UUID) -> Response:
    _period, found = _published(period_id)
    handed = files.handover(found, found["row"], tenancy.current())
    return sheets.attachment(files.as_json(handed), JSON, _name("skm", found, "json"))


@blueprint.get("/kelola/survei/<uuid:period_id>/serah.csv")
@open_to(STAFF)
def export_csv(period_id: UUID) -> Response:
    _period, found = _published(period_id)
    handed = files.handover(found, found["row"], tenancy.current())
    return sheets.attachment(sheets.as_csv(files.as_lines(handed)), sheets.CSV, _name("skm", found, "csv"))


def _row(period: SurveyPeriod) -> SurveyPublication | None:
    return facts.told_row(db(), period, here.today(), by=here.me().id, at=clock.now())


def _found(period_id: UUID) -> tuple[SurveyPeriod, dict]:
    """The period with its report; 404 while there is none."""
    period = here.readable_period(period_id)
    row = _row(period) or abort(404)
    return period, facts.report_of(db(), period, row, here.today())


def _published(period_id: UUID) -> tuple[SurveyPeriod, dict]:
    """The same, once it is published."""
    period, found = _found(period_id)
    return (period, found) if found["row"].version else abort(404)


def _page(period: SurveyPeriod, no_paper: bool = False) -> Response:
    row, now = _row(period), clock.now()
    why = domain.objection_to(db(), period, queries.kept_figures(db(), period), here.today())
    return render_page(
        "feedback/surveyreport/room.html",
        block="recount",
        period=period,
        office=opd_places(db())[period.opd_id],
        report=facts.report_of(db(), period, row, here.today()) if row else None,
        versions=page.versions_of(db(), period.id),
        objection=_(REFUSALS[why]) if why else None,
        recount=page.recount_of(queries.newest_recount(db(), period.id), now),
        last=page.recount_of(queries.last_recount(db(), period.id), now),
        may_plan=here.may_plan(period.opd_id),
        no_paper=no_paper,
    )


def _publication(period: SurveyPeriod, form: Form, status: int = 200) -> Response:
    figures = queries.kept_figures(db(), period)
    why = domain.objection_to(db(), period, figures, here.today())
    return render_page(
        "feedback/surveyreport/publish.html", status=status, form=form, period=period,
        office=opd_places(db())[period.opd_id], row=queries.newest(db(), period.id),
        working=None if why else page.working_of(figures), n=figures.n, objection=_(REFUSALS[why]) if why else None,
        caution=page.caution_of(figures.n, smallest_sample(period.population)),
    )  # fmt: skip


def _written(period: SurveyPeriod) -> dict[str, str]:
    known = reports.texts_of(db(), period.id)
    return {chapter: known[chapter].text if chapter in known else "" for chapter in CHAPTERS}


def _texts(found: dict, form: Form, status: int = 200) -> Response:
    return render_page("feedback/surveyreport/texts.html", status=status, form=form, **found)


def _paper(period_id: UUID, name: str, make, found: dict) -> Response:
    try:
        body = make()
    except pdf.NoPaper:
        current_app.logger.warning("no PDF: this machine lacks the libraries that lay out text")
        return _page(here.readable_period(period_id), no_paper=True)
    return sheets.attachment(body, pdf.KIND, _name(name, found, "pdf"))


def _name(what: str, found: dict, ending: str) -> str:
    """laporan-disdukcapil-2026-06-30.pdf"""
    return f"{what}-{found['office'].slug}-{found['row'].until.isoformat()}.{ending}"


def _back(period_id: UUID, code: str) -> Response:
    return news.leave(redirect(url_for(".show", period_id=period_id, _anchor=news.ANCHOR), 303), code)
