"""Where the pages of paper share what they need: the blueprint, who asks, what is found, the words after a deed."""

from datetime import date
from uuid import UUID

from flask import Blueprint, Response, abort
from flask_login import current_user

from webapp.feedback.survey.paper import page, queries
from webapp.feedback.survey.paper.forms import CancelFields
from webapp.feedback.survey.paper.models import SurveyBatch
from webapp.platform import clock, tenancy
from webapp.platform.forms import Form
from webapp.platform.pages import render_page
from webapp.platform.request import db

blueprint = Blueprint("papers", __name__)
BUREAU = "organisasi"
TYPISTS = (BUREAU, "petugas")
NEWS = {
    "bendel-dibuat": "Bendel sudah disiapkan. Cetak formulirnya, lalu serahkan lembar yang terisi kepada unit lain.",
    "bendel-diketik": "Semua lembar bendel ini sudah Anda ketik.",
    "bendel-dicocokkan": "Semua perbedaan sudah dicocokkan dengan kertasnya.",
    "bendel-disahkan": "Bendel sudah disahkan. Jawabannya dihitung satu kali.",
    "bendel-dibatalkan": "Bendel sudah dibatalkan dan tidak dihitung.",
}


def today() -> date:
    """The pemda's date."""
    return clock.today(tenancy.current().timezone)


def me() -> UUID:
    """Who asks."""
    return current_user.card.id


def found(batch_id: UUID) -> SurveyBatch:
    """The batch of this pemda; 404 if there is none."""
    return queries.batch_by_id(db(), batch_id) or abort(404)


def batch_page(batch: SurveyBatch, form: Form | None = None, status: int = 200) -> Response:
    """The batch, with what was refused."""
    paper = page.paper_of(db(), batch)
    return render_page(
        "feedback/survey/paper/batch.html", status=status, form=form or Form(CancelFields),
        **page.page_of(db(), paper, me(), today()),
    )  # fmt: skip
