"""Results as the staff see them, and the same as files. What is public is told by `transparency`."""

from flask import Response, abort, current_app, request

from webapp.feedback.publication import digests, files, page, queries, result, series
from webapp.feedback.publication.cards import weekly
from webapp.feedback.publication.here import blueprint, me, office_or_404, today, tree, visible_opds
from webapp.feedback.publication.limits import in_force
from webapp.feedback.publication.messages import messages_of
from webapp.feedback.publication.reach import Tree
from webapp.feedback.publication.result import Result
from webapp.feedback.publication.windows import window
from webapp.feedback.review import comments
from webapp.platform import sheets
from webapp.platform.access import STAFF, open_to
from webapp.platform.pages import render_page
from webapp.platform.pdf import KIND, NoPaper, as_pdf
from webapp.platform.request import db


@blueprint.get("/hasil")
@open_to(STAFF)
def list_results() -> Response:
    offices, wanted = tree(), request.args.get("cari", "").strip()
    visible = visible_opds(offices)
    return render_page(
        "feedback/publication/list.html",
        "found",
        results=page.staff_list(db(), offices.places, visible, wanted),
        wanted=wanted,
        sees_all=visible is None,
        digests=digests.of_person(db(), me().id),
        least=in_force(db()).unit_answers,
    )


@blueprint.get("/hasil/<slug>")
@open_to(STAFF)
def show_result(slug: str) -> Response:
    found, offices = _found(slug)
    return _page(found, offices)


@blueprint.get("/hasil/<slug>/hasil.csv")
@open_to(STAFF)
def export_csv(slug: str) -> Response:
    found, _offices = _found(slug)
    return sheets.attachment(sheets.as_csv(files.one_table(found)), sheets.CSV, files.name_of(found, "csv"))


@blueprint.get("/hasil/<slug>/hasil.xlsx")
@open_to(STAFF)
def export_xlsx(slug: str) -> Response:
    found, _offices = _found(slug)
    return sheets.attachment(sheets.as_xlsx(*files.tables(found)), sheets.XLSX, files.name_of(found, "xlsx"))


@blueprint.get("/hasil/<slug>/hasil.pdf")
@open_to(STAFF)
def export_pdf(slug: str) -> Response:
    found, offices = _found(slug)
    try:
        body = as_pdf("feedback/publication/paper.html", made_on=today(), **result.page_of(found))
    except NoPaper:
        current_app.logger.warning("no PDF: this machine lacks the libraries that lay out text")
        return _page(found, offices, no_paper=True)
    return sheets.attachment(body, KIND, files.name_of(found, "pdf"))


def _found(slug: str) -> tuple[Result, Tree]:
    offices = tree()
    office = office_or_404(offices, slug)
    code = request.args.get("masa", "")
    found = result.find(db(), office, offices.families, offices.names(), code, today())
    return found or abort(404), offices


def _page(found: Result, offices: Tree, no_paper: bool = False) -> Response:
    since, until = window(today())
    received, received_week = queries.received(db(), found.family, since, until)
    return render_page(
        "feedback/publication/result.html",
        block="received",
        sees_all=visible_opds(offices) is None,
        no_paper=no_paper,
        received=received,
        received_week=received_week,
        weeks=[] if found.period else weekly(queries.weeks(db(), found.family, since, until)),
        messages=None if found.period else messages_of(db(), found.office.id, offices.families, today()),
        told=[] if found.period else comments.told(db(), found.family),
        began=series.began(db()) if not found.weeks else found.began,
        services=queries.services_given(db(), found.family),
        subscription=digests.subscription(db(), me().id, found.office.id),
        **result.page_of(found),
    )
