"""Forums for citizens: what is coming, what was, asking beforehand, wanting to know it too, the calendar file."""

import secrets

from flask import Blueprint, Response, abort, current_app, make_response, redirect, request, url_for

from webapp.feedback.forums import calendar, domain, pages, queries
from webapp.feedback.forums.forms import QuestionFields, SupportFields
from webapp.feedback.forums.models import Forum
from webapp.feedback.forums.refusals import NotPossible
from webapp.feedback.ratings.keys import BadKey, FormKeys
from webapp.people.published import opd_and_below, staff_of
from webapp.platform import clock, news, tenancy
from webapp.platform.access import PUBLIC, open_to
from webapp.platform.addresses import public_root
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.pages import render_page
from webapp.platform.request import cookie, db, network, resources

blueprint = Blueprint("forum", __name__)
COOKIE, COOKIE_AGE = "dukungan", 365 * 24 * 3600
MOST_NAMES = 5000
MOST_QUESTIONS, HOUR = 20, 3600.0  # for one forum from one network in an hour
MOST_SUPPORTS, DAY = 10, 24 * 3600.0  # of one question from one network in a day
NEWS = {
    "forum-ditanya": "Pertanyaan Anda sudah sampai. Kantor menampilkannya setelah membacanya; data pribadi di dalamnya "
    "sudah disamarkan.",
    "forum-didukung": "Tercatat: Anda juga ingin tahu jawabannya.",
    "forum-didukung-banyak": "Dari jaringan internet ini sudah banyak yang menekan tombol itu hari ini, jadi yang ini "
    "tidak dihitung lagi.",
}


@blueprint.get("/forum")
@open_to(PUBLIC)
def list_forums() -> Response:
    now = clock.now()
    found = pages.meetings(db(), queries.all_forums(db()), now)
    today = clock.today(tenancy.current().timezone)
    return render_page(
        "feedback/forums/all.html",
        coming=[each for each in reversed(found) if each.state in (pages.COMING, pages.RUNNING)],
        past=[each for each in found if each.state in (pages.OVER, pages.CANCELLED)],
        count=queries.promise_count(db(), today),
        states=pages.STATE_WORDS,
    )


@blueprint.get("/forum/<slug>")
@open_to(PUBLIC)
def show(slug: str) -> Response:
    return _page(_forum(slug), Form(QuestionFields))


@blueprint.post("/forum/<slug>")
@open_to(PUBLIC)
def create_question(slug: str) -> Response:
    forum, form, now = _forum(slug), Form(QuestionFields, request.form), clock.now()
    tenant = tenancy.current()
    if not domain.takes_questions(forum, now):
        form.refuse("", _("Pertanyaan hanya dapat dikirim sebelum forum dimulai."))
    if not form.ok:
        return _page(forum, form)
    try:
        ticket = _keys().read(tenant.id, forum.id, form.fields.kunci, now.timestamp())
    except BadKey:
        form.refuse("", _("Halaman ini sudah terlalu lama terbuka. Pertanyaan Anda masih ada: kirim sekali lagi."))
        return _page(forum, form)
    if not _counts("forum_questions", str(forum.id)):
        form.refuse("", _("Dari jaringan internet ini sudah banyak pertanyaan dikirim. Pertanyaan Anda masih ada: "
                          "kirim lagi satu jam lagi."))  # fmt: skip
        return _page(forum, form, 429)
    if not form.fields.situs:
        today = clock.today(tenant.timezone)
        staff = staff_of(db(), opd_and_below(db(), forum.opd_id), today, limit=MOST_NAMES)
        names = [each.name for each in staff]
        domain.ask(db(), forum, ticket.rating_id, form.fields.pertanyaan, names, today)
        db().commit()
    return _done(forum, "forum-ditanya")


@blueprint.post("/forum/<slug>/dukung")
@open_to(PUBLIC)
def create_support(slug: str) -> Response:
    forum, form = _forum(slug), Form(SupportFields, request.form)
    if not form.ok:
        abort(404)
    device = cookie(COOKIE) or ""
    device = device if 16 <= len(device) <= 64 and device.isascii() else secrets.token_urlsafe(16)
    question = form.fields.pertanyaan
    mark = resources().keys.mac("forum support", tenancy.current().id.bytes, question.bytes, device.encode())
    try:
        domain.support(db(), forum, question, mark)
    except NotPossible:
        abort(404)
    if not _counts("forum_supports", str(question)):
        db().rollback()
        return _done(forum, "forum-didukung-banyak")
    db().commit()
    response = _done(forum, "forum-didukung")
    response.set_cookie(
        COOKIE, device, max_age=COOKIE_AGE, path=f"{request.script_root}/forum", httponly=True, samesite="Lax",
        secure=current_app.config["SETTINGS"].cookies_need_tls,
    )  # fmt: skip
    return response


@blueprint.get("/forum/<slug>/undangan.ics")
@open_to(PUBLIC)
def download(slug: str) -> Response:
    forum, tenant = _forum(slug), tenancy.current()
    url, host = f"{public_root(tenant)}/forum/{forum.slug}", request.host.partition(":")[0]
    response = make_response(calendar.event_of(forum, queries.moves(db(), forum.id), tenant, url, host))
    response.mimetype = "text/calendar"
    response.headers["Content-Disposition"] = f'attachment; filename="{forum.slug}.ics"'
    return response


def _done(forum: Forum, code: str) -> Response:
    return news.leave(redirect(url_for(".show", slug=forum.slug, _anchor=news.ANCHOR), 303), code)


def _counts(what: str, about: str) -> bool:
    """Whether one more of this from this network is taken; the asking itself is counted."""
    known, name = current_app.extensions[what], tenancy.key_for(tenancy.current(), what, about, network())
    is_left = known.are_left(name)
    known.note_failure(name)
    return is_left


def _page(forum: Forum, form: Form, status: int = 422) -> Response:
    now, tenant = clock.now(), tenancy.current()
    asked = queries.questions(db(), forum.id)
    form.values["kunci"] = _keys().issue(tenant.id, forum.id, now.timestamp())
    promises = queries.promises(db(), [forum.id])
    return render_page(
        "feedback/forums/show.html",
        status=status if form.errors else 200,
        form=form,
        meeting=pages.meeting(db(), forum, now),
        formers=pages.formers(db(), forum),
        questions=[each for each in asked if each.is_public],
        waiting=sum(each.state == "menunggu" for each in asked),
        takes_questions=domain.takes_questions(forum, now),
        minutes=queries.minutes(db(), forum.id),
        promises=pages.promise_lines(db(), promises, clock.today(tenant.timezone)),
        states=pages.STATE_WORDS,
        promise_words=pages.PROMISE_WORDS,
    )


def _forum(slug: str) -> Forum:
    return queries.by_slug(db(), slug[:80]) or abort(404)


def _keys() -> FormKeys:
    return current_app.extensions["form_keys"]
