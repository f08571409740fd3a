"""The room for forums: announcing, questions, minutes, promises. The bureau's, and each head's for the own unit."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask_login import current_user

from webapp.feedback.forums import domain, pages, queries
from webapp.feedback.forums.forms import (
    CancelFields,
    DecisionFields,
    ForumFields,
    MinutesFields,
    MoveFields,
    PromiseFields,
    StepFields,
)
from webapp.feedback.forums.models import Forum
from webapp.feedback.forums.refusals import NotPossible
from webapp.people.published import led_opds, opd_and_below, opd_places
from webapp.platform import clock, news, tenancy
from webapp.platform.access import open_to
from webapp.platform.forms import Fields, Form
from webapp.platform.i18n import gettext as _
from webapp.platform.pages import render_page
from webapp.platform.request import db

blueprint = Blueprint("forums", __name__)
BUREAU, HEAD = "organisasi", "atasan"
NEWS = {
    "forum-diumumkan": "Forum sudah diumumkan. Warga dapat mengirim pertanyaan sampai forum dimulai.",
    "forum-dibatalkan": "Forum dibatalkan. Halamannya mengatakan sebabnya.",
    "forum-dipindahkan": "Forum dipindahkan. Halamannya mengatakan waktu dan tempat yang baru, dan sebabnya.",
    "forum-diputuskan": "Keputusan tersimpan.",
    "forum-notulen": "Notulen sudah terbit.",
    "forum-janji": "Janji tercatat dan tampil bagi warga.",
    "forum-langkah": "Perkembangan janji tersimpan dan tampil bagi warga.",
}


@blueprint.get("/kelola/forum")
@open_to(BUREAU, HEAD)
def list_forums() -> Response:
    forums, today = queries.all_forums(db(), _mine()), _today()
    promises = queries.promises(db(), [each.id for each in forums])
    return render_page(
        "feedback/forums/list.html",
        lines=pages.meetings(db(), forums, clock.now(), waiting=True),
        open_promises=[
            each for each in pages.promise_lines(db(), promises, today) if each.next_states
        ],
        may_announce=bool(_offices()),
        states=pages.STATE_WORDS,
        promise_words=pages.PROMISE_WORDS,
    )  # fmt: skip


@blueprint.get("/kelola/forum/baru")
@open_to(BUREAU, HEAD)
def new_forum() -> Response:
    return _form_page(Form(ForumFields))


@blueprint.post("/kelola/forum")
@open_to(BUREAU, HEAD)
def create_forum() -> Response:
    form = Form(ForumFields, request.form)
    if form.ok and form.fields.unit not in dict(_offices()):
        form.refuse("unit", _("Unit itu tidak ada dalam daftar Anda. Pilih yang lain."))
    if not form.ok:
        return _form_page(form)
    forum = _try(form, lambda: domain.announce(db(), _plan(form.fields), by=_me(), at=clock.now()))
    if forum is None:
        return _form_page(form)
    db().commit()
    return _done(forum.id, "forum-diumumkan")


@blueprint.get("/kelola/forum/<uuid:forum_id>")
@open_to(BUREAU, HEAD)
def show_forum(forum_id: UUID) -> Response:
    return _page(_forum(forum_id))


@blueprint.post("/kelola/forum/<uuid:forum_id>/batal")
@open_to(BUREAU, HEAD)
def create_cancelling(forum_id: UUID) -> Response:
    def deed(forum: Forum, sent) -> None:
        domain.cancel(db(), forum, sent.alasan, by=_me(), at=clock.now())

    return _deed(forum_id, CancelFields, deed, "forum-dibatalkan")


@blueprint.post("/kelola/forum/<uuid:forum_id>/pindah")
@open_to(BUREAU, HEAD)
def create_move(forum_id: UUID) -> Response:
    def deed(forum: Forum, sent) -> None:
        domain.move(db(), forum, *_hours(sent), sent.tempat, sent.sebab, by=_me(), at=clock.now())

    return _deed(forum_id, MoveFields, deed, "forum-dipindahkan")


@blueprint.post("/kelola/forum/<uuid:forum_id>/pertanyaan")
@open_to(BUREAU, HEAD)
def create_decision(forum_id: UUID) -> Response:
    def deed(forum: Forum, sent) -> None:
        domain.decide(db(), forum, sent.pertanyaan, sent.keputusan, sent.isi, by=_me(), at=clock.now())

    return _deed(forum_id, DecisionFields, deed, "forum-diputuskan")


@blueprint.post("/kelola/forum/<uuid:forum_id>/notulen")
@open_to(BUREAU, HEAD)
def create_minutes(forum_id: UUID) -> Response:
    def deed(forum: Forum, sent) -> None:
        domain.publish_minutes(db(), forum, sent.notulen, by=_me(), at=clock.now())

    return _deed(forum_id, MinutesFields, deed, "forum-notulen")


@blueprint.post("/kelola/forum/<uuid:forum_id>/janji")
@open_to(BUREAU, HEAD)
def create_promise(forum_id: UUID) -> Response:
    def deed(forum: Forum, sent) -> None:
        if sent.unit not in opd_places(db()):
            raise NotPossible("unit", "opd-unknown")
        domain.promise(
            db(), forum, sent.isi_janji, sent.unit, sent.hari_kerja, by=_me(), at=clock.now(), today=_today()
        )

    return _deed(forum_id, PromiseFields, deed, "forum-janji")


@blueprint.post("/kelola/forum/<uuid:forum_id>/janji/langkah")
@open_to(BUREAU, HEAD)
def create_step(forum_id: UUID) -> Response:
    def deed(forum: Forum, sent) -> None:
        domain.step(db(), forum, sent.janji, sent.keadaan, sent.catatan, by=_me(), at=clock.now())

    return _deed(forum_id, StepFields, deed, "forum-langkah")


def _deed(forum_id: UUID, kind: type[Fields], deed: Callable[[Forum, Fields], None], said: str) -> Response:
    """One deed on one forum: done and told, or the page again with what was typed."""
    forum, form = _forum(forum_id), Form(kind, request.form)
    if form.ok:
        _try(form, lambda: deed(forum, form.fields))
    if not form.ok:
        return _page(_forum(forum_id), form)
    db().commit()
    return _done(forum_id, said)


def _try(form: Form, deed: Callable):
    """What the deed gives; None, with the sentence at the field, when it is not possible."""
    try:
        return deed()
    except NotPossible as problem:
        db().rollback()
        form.refuse(problem.field, _(problem.sentence))
        return None


def _done(forum_id: UUID, code: str) -> Response:
    return news.leave(redirect(url_for(".show_forum", forum_id=forum_id, _anchor=news.ANCHOR), 303), code)


def _page(forum: Forum, form: Form | None = None) -> Response:
    now = clock.now()
    form, minutes, meeting = form or Form(Fields), queries.minutes(db(), forum.id), pages.meeting(db(), forum, now)
    form.values.setdefault("notulen", minutes.text if minutes else "")
    for name, value in _as_typed(meeting).items():
        form.values.setdefault(name, value)
    return render_page(
        "feedback/forums/manage.html",
        status=422 if form.errors else 200,
        form=form,
        meeting=meeting,
        formers=pages.formers(db(), forum),
        questions=queries.questions(db(), forum.id),
        promises=pages.promise_lines(db(), queries.promises(db(), [forum.id]), _today()),
        offices=sorted(((each.id, each.name) for each in opd_places(db()).values()), key=lambda each: each[1]),
        is_to_come=domain.takes_questions(forum, now),
        states=pages.STATE_WORDS,
        question_words=pages.QUESTION_WORDS,
        promise_words=pages.PROMISE_WORDS,
    )


def _as_typed(meeting: pages.Meeting) -> dict[str, str]:
    """When and where, as the fields for moving it hold them."""
    day, hours = meeting.starts.date().isoformat(), [f"{each:%H:%M}" for each in (meeting.starts, meeting.ends)]
    return {"tanggal": day, "mulai": hours[0], "selesai": hours[1], "tempat": meeting.forum.place}


def _form_page(form: Form) -> Response:
    return render_page(
        "feedback/forums/new.html", status=422 if form.errors else 200, form=form, offices=_offices()
    )


def _plan(sent: ForumFields) -> domain.Plan:
    starts, ends = _hours(sent)
    return domain.Plan(
        sent.unit, sent.judul, sent.pokok, starts, ends, sent.tempat, sent.tautan or "", sent.kapasitas
    )


def _hours(sent: ForumFields | MoveFields) -> tuple[datetime, datetime]:
    """When it begins and ends, on the pemda's clock."""
    zone = ZoneInfo(tenancy.current().timezone)
    starts, ends = (each.replace(tzinfo=None) for each in (sent.mulai, sent.selesai))
    return datetime.combine(sent.tanggal, starts, zone), datetime.combine(sent.tanggal, ends, zone)


def _mine() -> set[UUID] | None:
    """The OPD whose forums are hers; None: all of the pemda's."""
    if BUREAU in current_user.roles:
        return None
    led = led_opds(db(), _me(), _today())
    return {below for opd_id in led for below in opd_and_below(db(), opd_id)}


def _offices() -> list[tuple[UUID, str]]:
    mine = _mine()
    named = [(each.id, each.name) for each in opd_places(db()).values() if mine is None or each.id in mine]
    return sorted(named, key=lambda each: each[1])


def _forum(forum_id: UUID) -> Forum:
    """The forum, if it is hers to manage; else 404."""
    forum, mine = queries.by_id(db(), forum_id), _mine()
    if forum is None or (mine is not None and forum.opd_id not in mine):
        abort(404)
    return forum


def _me() -> UUID:
    return current_user.card.id


def _today() -> date:
    return clock.today(tenancy.current().timezone)
