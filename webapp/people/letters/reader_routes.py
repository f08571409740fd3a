"""What readers of letters open: stopping letters, and saying that an address is hers. A link alone does neither."""

from flask import Blueprint, Response, abort, make_response, redirect, request, url_for

from webapp.people.letters import mailboxes, posting
from webapp.people.letters.kinds import PURPOSES
from webapp.people.letters.tokens import BadToken, read_stop
from webapp.platform import clock, news, tenancy
from webapp.platform.access import PUBLIC, open_to
from webapp.platform.audit import record
from webapp.platform.i18n import gettext as _
from webapp.platform.pages import render_page
from webapp.platform.request import db, resources

blueprint = Blueprint("letter_links", __name__)
ONE_CLICK = "List-Unsubscribe"  # what a mail program sends by itself (RFC 8058)


@blueprint.get("/surat/berhenti/<token>")
@open_to(PUBLIC)
def show_stop(token: str) -> Response:
    purpose, mark = _stop(token)
    return render_page(
        "people/letters/stop.html", token=token, purpose=_(PURPOSES[purpose]),
        is_stopped=posting.is_stopped(db(), purpose, mark),
    )  # fmt: skip


@blueprint.post("/surat/berhenti/<token>")
@open_to(PUBLIC)
def create_stop(token: str) -> Response:
    purpose, mark = _stop(token)
    posting.stop(db(), purpose, mark, clock.now())
    db().commit()
    if ONE_CLICK in request.form:
        answer = make_response("")
        answer.mimetype = "text/plain"
        return answer
    return news.leave(redirect(url_for(".show_stop", token=token, _anchor=news.ANCHOR), 303), "surat-berhenti")


@blueprint.get("/surat/alamat/<token>")
@open_to(PUBLIC)
def show_address(token: str) -> Response:
    try:
        mailbox = mailboxes.find(db(), resources().keys, token, clock.now())
    except BadToken:
        return render_page("people/letters/address.html", status=404, token=None, is_confirmed=False)
    return render_page(
        "people/letters/address.html", token=token, is_confirmed=mailbox.confirmed_at is not None
    )


@blueprint.post("/surat/alamat/<token>")
@open_to(PUBLIC)
def create_address(token: str) -> Response:
    now = clock.now()
    try:
        mailbox = mailboxes.find(db(), resources().keys, token, now)
    except BadToken:
        return render_page("people/letters/address.html", status=404, token=None, is_confirmed=False)
    if mailbox.confirmed_at is None:
        mailboxes.confirm(mailbox, now)
        record(db(), "surel:dipastikan", "person", mailbox.person_id, by=None)
    db().commit()
    return news.leave(redirect(url_for(".show_address", token=token, _anchor=news.ANCHOR), 303), "surel-sudah-pasti")


def _stop(token: str) -> tuple[str, bytes]:
    try:
        purpose, mark = read_stop(resources().keys, tenancy.current().id, token)
    except BadToken:
        abort(404)
    return (purpose, mark) if purpose in PURPOSES else abort(404)
