"""One's own address, and what to be told there."""

from flask import Blueprint, Response, redirect, request, url_for

from webapp.people.letters import mailboxes
from webapp.people.letters.forms import MailboxFields
from webapp.people.letters.jobs import carriers_of
from webapp.people.letters.rules import EMAIL, masked
from webapp.people.letters.words import GROUPS, OFTEN_WORDS
from webapp.people.letters.writing import outside
from webapp.people.routes import me
from webapp.platform import clock, i18n, news, tenancy
from webapp.platform.access import STAFF, open_to
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.pages import render_page
from webapp.platform.request import db, resources

blueprint = Blueprint("mailboxes", __name__)
USUAL = "harian"


@blueprint.get("/profil/surel")
@open_to(STAFF)
def show() -> Response:
    form, mailbox = Form(MailboxFields), mailboxes.mailbox_of(db(), me().id)
    form.values = dict.fromkeys(GROUPS, USUAL) | (dict(mailbox.choices) if mailbox else {})
    form.values["alamat"] = (mailboxes.address_of(resources().keys, mailbox) if mailbox else None) or ""
    return _page(form)


@blueprint.post("/profil/surel")
@open_to(STAFF)
def update() -> Response:
    form = Form(MailboxFields, request.form)
    if not form.ok:
        return _page(form)
    given, held = form.fields, resources()
    choices = {group: getattr(given, group) for group in GROUPS}
    try:
        must_confirm = mailboxes.choose(
            db(), held.keys, me().id, given.alamat, choices, language=i18n.language(),
            root=outside(held.settings, tenancy.current()), at=clock.now(),
        )  # fmt: skip
    except mailboxes.TooMany:
        db().rollback()
        form.refuse("alamat", _("Hari ini sudah lima surat konfirmasi dikirim. Coba lagi besok."))
        return _page(form)
    db().commit()
    held.bell.ring("letters.send", tenancy.current().slug)
    return _done("surel-dikonfirmasi-dulu" if must_confirm else "surel-dipilih")


@blueprint.post("/profil/surel/hapus")
@open_to(STAFF)
def remove() -> Response:
    mailboxes.take_away(db(), me().id)
    db().commit()
    return _done("surel-dihapus")


def _done(code: str) -> Response:
    return news.leave(redirect(url_for(".show", _anchor=news.ANCHOR), 303), code)


def _page(form: Form) -> Response:
    mailbox = mailboxes.mailbox_of(db(), me().id)
    address = mailboxes.address_of(resources().keys, mailbox) if mailbox else None
    return render_page(
        "people/letters/own.html",
        status=422 if form.errors else 200,
        form=form,
        groups=[(group, _(word)) for group, word in GROUPS.items()],
        often=[(value, _(word)) for value, word in OFTEN_WORDS.items()],
        mailbox=mailbox,
        masked=masked(address) if address else None,
        is_on=EMAIL in carriers_of(resources().settings, tenancy.current()),
    )
