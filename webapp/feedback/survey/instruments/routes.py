"""The room of the questionnaire: its versions, and the draft of the next."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask_login import current_user

from webapp.feedback.survey.index import UNSUR
from webapp.feedback.survey.instruments import domain, page, queries, rules
from webapp.feedback.survey.instruments.forms import (
    NewQuestionFields,
    NoFields,
    PublishFields,
    QuestionFields,
    values_of,
)
from webapp.feedback.survey.instruments.models import SurveyDraft
from webapp.feedback.survey.refusals import NotPossible
from webapp.feedback.survey.results import UNSUR_WORDS
from webapp.people.published import person_names
from webapp.platform import clock, news
from webapp.platform.access import open_to
from webapp.platform.forms import Form, Stale, version_of
from webapp.platform.i18n import gettext as _
from webapp.platform.pages import render_page
from webapp.platform.request import db

blueprint = Blueprint("instruments", __name__)
BUREAU = "organisasi"
READERS = (BUREAU, "inspektorat", "kepala")
NEWS = {
    "kuesioner-terbit": "Versi baru sudah terbit. Masa survei yang dibuka sesudah ini memakainya.",
    "kuesioner-dibuang": "Rancangan sudah dibuang. Versi yang terbit tidak berubah.",
    "pertanyaan-tersimpan": "Pertanyaan sudah tersimpan dalam rancangan.",
    "pertanyaan-dihapus": "Pertanyaan sudah dihapus dari rancangan.",
}


@blueprint.get("/kelola/survei/kuesioner")
@open_to(*READERS)
def list_versions() -> Response:
    found, draft = queries.versions(db()), queries.draft(db())
    return render_page("feedback/survey/instruments/list.html", versions=found, draft=len(draft), standard=len(UNSUR))


@blueprint.get("/kelola/survei/kuesioner/<uuid:instrument_id>")
@open_to(*READERS)
def show_version(instrument_id: UUID) -> Response:
    version = queries.version_by_id(db(), instrument_id) or abort(404)
    maker = version.instrument.made_by_id
    names = person_names(db(), {maker}) if maker else {}
    return render_page(
        "feedback/survey/instruments/version.html", version=version, made_by=names.get(maker),
        groups=page.groups(version.instrument.questions),
    )  # fmt: skip


@blueprint.get("/kelola/survei/kuesioner/<uuid:instrument_id>/pratinjau")
@open_to(*READERS)
def preview_version(instrument_id: UUID) -> Response:
    version = queries.version_by_id(db(), instrument_id) or abort(404)
    here, back = (url_for(view, instrument_id=instrument_id) for view in (".preview_version", ".show_version"))
    return page.preview(version.instrument.questions, here, back, _("Versi %(n)s", n=version.instrument.number))


@blueprint.post("/kelola/survei/kuesioner/draf")
@open_to(BUREAU)
def create_draft() -> Response:
    Form(NoFields, request.form).ok or abort(422)
    domain.begin_draft(db())
    db().commit()
    return redirect(url_for(".show_draft"), 303)


@blueprint.get("/kelola/survei/kuesioner/draf")
@open_to(BUREAU)
def show_draft() -> Response:
    return _draft_page(Form(PublishFields))


@blueprint.get("/kelola/survei/kuesioner/draf/pratinjau")
@open_to(BUREAU)
def preview_draft() -> Response:
    questions = _questions(queries.draft(db()))
    if not questions:
        return redirect(url_for(".list_versions"), 303)
    return page.preview(questions, url_for(".preview_draft"), url_for(".show_draft"), _("Rancangan versi baru"))


@blueprint.get("/kelola/survei/kuesioner/draf/pertanyaan/baru")
@open_to(BUREAU)
def new_question() -> Response:
    form, unsur = Form(NewQuestionFields), request.args.get("unsur", "")
    form.values["unsur"] = unsur if unsur in UNSUR else ""
    return _question_page(form, url_for(".create_question"))


@blueprint.post("/kelola/survei/kuesioner/draf/pertanyaan")
@open_to(BUREAU)
def create_question() -> Response:
    form = Form(NewQuestionFields, request.form)
    if not _attempt(form, lambda: domain.add_question(db(), form.fields.unsur, form.fields.words)):
        return _question_page(form, url_for(".create_question"), 422)
    db().commit()
    return _to_draft("pertanyaan-tersimpan")


@blueprint.get("/kelola/survei/kuesioner/draf/pertanyaan/<uuid:question_id>")
@open_to(BUREAU)
def edit_question(question_id: UUID) -> Response:
    row = queries.draft_question(db(), question_id) or abort(404)
    form = Form(QuestionFields)
    form.values = values_of(row.words) | {"versi": version_of(row.words)}
    return _question_page(form, url_for(".update_question", question_id=question_id), row=row)


@blueprint.post("/kelola/survei/kuesioner/draf/pertanyaan/<uuid:question_id>")
@open_to(BUREAU)
def update_question(question_id: UUID) -> Response:
    row = queries.draft_question(db(), question_id) or abort(404)
    form = Form(QuestionFields, request.form)
    if not _attempt(form, lambda: _change(form, row)):
        return _question_page(form, url_for(".update_question", question_id=question_id), 422, row=row)
    db().commit()
    return _to_draft("pertanyaan-tersimpan")


@blueprint.post("/kelola/survei/kuesioner/draf/pertanyaan/<uuid:question_id>/hapus")
@open_to(BUREAU)
def remove_question(question_id: UUID) -> Response:
    queries.draft_question(db(), question_id) or abort(404)
    form = Form(NoFields, request.form)
    if not _attempt(form, lambda: domain.remove_question(db(), question_id) or True):
        return _draft_page(form, 422)
    db().commit()
    return _to_draft("pertanyaan-dihapus")


@blueprint.post("/kelola/survei/kuesioner/draf/terbit")
@open_to(BUREAU)
def create_version() -> Response:
    form = Form(PublishFields, request.form)
    version = _attempt(
        form, lambda: domain.publish(db(), form.fields.catatan, by=current_user.card.id, at=clock.now())
    )
    if not version:
        return _draft_page(form, 422)
    db().commit()
    there = url_for(".show_version", instrument_id=version.id, _anchor=news.ANCHOR)
    return news.leave(redirect(there, 303), "kuesioner-terbit")


@blueprint.post("/kelola/survei/kuesioner/draf/buang")
@open_to(BUREAU)
def discard_draft() -> Response:
    form = Form(NoFields, request.form)
    if not _attempt(form, lambda: domain.discard(db(), by=current_user.card.id) or True):
        return _draft_page(form, 422)
    db().commit()
    return news.leave(redirect(url_for(".list_versions", _anchor=news.ANCHOR), 303), "kuesioner-dibuang")


def _attempt(form: Form, deed: Callable[[], object]) -> object:
    """What the deed returned; None with the sentence in the form when the form or the deed is refused."""
    if not form.ok:
        return None
    try:
        return deed()
    except NotPossible as problem:
        db().rollback()
        form.refuse(problem.field, _(problem.sentence))
    except Stale:
        db().rollback()
    return None


def _change(form: Form, row: SurveyDraft) -> bool:
    db().refresh(row, with_for_update=True)
    form.check_unchanged(row.words)
    domain.change_question(db(), row, form.fields.words)
    return True


def _questions(draft: list[SurveyDraft]) -> list[dict]:
    """The draft as a version would keep it, each question with its id."""
    return [{"unsur": row.unsur, "id": row.id, **row.words} for row in draft]


def _to_draft(code: str) -> Response:
    return news.leave(redirect(url_for(".show_draft", _anchor=news.ANCHOR), 303), code)


def _draft_page(form: Form, status: int = 200) -> Response:
    draft = queries.draft(db())
    return render_page(
        "feedback/survey/instruments/draft.html", status=status, form=form, groups=page.groups(_questions(draft)),
        n=len(draft), most=rules.MOST,
    )  # fmt: skip


def _question_page(form: Form, url: str, status: int = 200, row: SurveyDraft | None = None) -> Response:
    unsur = [(slug, _(word)) for slug, word in UNSUR_WORDS.items()]
    alone = row is not None and [each.unsur for each in queries.draft(db())].count(row.unsur) == 1
    return render_page(
        "feedback/survey/instruments/question.html", status=status, form=form, url=url, row=row, unsur=unsur,
        is_alone=alone, unsur_word=_(UNSUR_WORDS[row.unsur]) if row else "",
    )  # fmt: skip
