"""The pages of a print that a job lays out: how far it is, its file, making it again."""

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, url_for

from webapp.feedback.services import desk
from webapp.feedback.services.desk import BUREAU
from webapp.feedback.services.prints import domain, page, queries
from webapp.feedback.services.prints.models import GONE, PrintJob
from webapp.feedback.services.refusals import NotPossible
from webapp.platform import clock, news, pdf, tenancy
from webapp.platform.access import open_to
from webapp.platform.addresses import public_root
from webapp.platform.forms import Fields, Form
from webapp.platform.i18n import gettext as _
from webapp.platform.jobs import USUAL
from webapp.platform.pages import render_page
from webapp.platform.request import db, resources
from webapp.platform.sheets import attachment

blueprint = Blueprint("prints", __name__)
WORK = "prints.work"
CODE = "cetakan-diminta"


@blueprint.get("/kelola/cetak/<uuid:print_id>")
@open_to(BUREAU)
def show_print(print_id: UUID) -> Response:
    return _show(_found(print_id))


@blueprint.get("/kelola/cetak/<uuid:print_id>/berkas.pdf")
@open_to(BUREAU)
def download(print_id: UUID) -> Response:
    job = _found(print_id)
    state = page.state_of(job, clock.now())
    content = queries.content(db(), job.id) if state != GONE else None
    if content is None:
        return _show(job, status=410 if state == GONE else 409)
    return attachment(content, pdf.KIND, f"{job.form}-{tenancy.current().slug}.pdf")


@blueprint.post("/kelola/cetak/<uuid:print_id>/ulang")
@open_to(BUREAU)
def create_again(print_id: UUID) -> Response:
    job = _found(print_id)
    try:
        domain.ask_again(db(), job, root=public_root(tenancy.current()), by=desk.me(), at=clock.now())
    except NotPossible as problem:
        db().rollback()
        form = Form(Fields)
        form.refuse("", _(problem.sentence))
        return _show(_found(print_id), form, 409)
    db().commit()
    return to_print(job)


def to_print(job: PrintJob) -> Response:
    """To the page of a print that was just asked for; a worker is told, or the clock's sweep finds it in seconds."""
    resources().bell.ring(WORK, tenancy.current().slug, str(job.id), queue=USUAL)
    return news.leave(redirect(url_for("prints.show_print", print_id=job.id, _anchor=news.ANCHOR), 303), CODE)


def _found(print_id: UUID) -> PrintJob:
    return queries.job(db(), print_id) or abort(404)


def _show(job: PrintJob, form: Form | None = None, status: int = 200) -> Response:
    card = page.card(job, clock.now())
    return render_page(
        "feedback/services/printed.html", block="work", status=status, job=card, form=form or Form(Fields)
    )
