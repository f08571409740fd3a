"""The citizen's own page of a case, opened by her code alone: receipt, conversation, files, her verdict."""

from collections.abc import Callable
from io import BytesIO
from uuid import UUID

import segno
from flask import Response, abort, make_response, request, url_for

from webapp.feedback.complaints import domain, files, here, queries, screens
from webapp.feedback.complaints.forms import MessageFields, ScoreFields, VerdictFields, WithdrawFields
from webapp.feedback.complaints.here import blueprint
from webapp.feedback.complaints.moving import move
from webapp.feedback.complaints.rules import HIGHEST, THE_CITIZEN, Refused
from webapp.feedback.complaints.words import BAD_FILES
from webapp.platform import clock, news
from webapp.platform.access import PUBLIC, open_to
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.pages import see_other
from webapp.platform.request import db
from webapp.platform.uploads import Crowded, file_of, takes_files

MEGABYTES = 6  # of a body with one file of five
SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"


@blueprint.get("/pengaduan/<code>/bukti")
@open_to(PUBLIC)
def show_receipt(code: str) -> Response:
    return screens.receipt(*here.case_of(code))


@blueprint.get("/pengaduan/<code>/qr")
@open_to(PUBLIC)
def show_qr(code: str) -> Response:
    ticket, _row = here.case_of(code)
    address, drawing = url_for(".show_case", code=ticket.code, _external=True), BytesIO()
    segno.make(address, error="m", micro=False).save(drawing, kind="svg", scale=4, border=4, light="#fff")
    return here.private(make_response(drawing.getvalue(), {"Content-Type": "image/svg+xml"}))


@blueprint.get("/pengaduan/<code>")
@open_to(PUBLIC)
def show_case(code: str) -> Response:
    return screens.case(*here.case_of(code))


@blueprint.post("/pengaduan/<code>/pesan")
@open_to(PUBLIC)
def create_message(code: str) -> Response:
    ticket, row = here.case_of(code)
    form = Form(MessageFields, request.form)
    if not form.ok:
        return screens.case(ticket, row, message=form, status=422)
    return _done(
        ticket.code, "pengaduan-pesan",
        lambda: domain.say(db(), here.vault(), row.id, THE_CITIZEN, form.fields.pesan, at=clock.now()),
    )  # fmt: skip


@blueprint.post("/pengaduan/<code>/berkas")
@open_to(PUBLIC)
@takes_files(MEGABYTES)
def create_file(code: str) -> Response:
    ticket, row = here.case_of(code)
    try:
        sent = file_of("berkas")
    except Crowded:
        return screens.case(ticket, row, wrong_file=_(BAD_FILES["busy"]), status=503)
    if sent is None:
        return screens.case(ticket, row, wrong_file=_("Belum ada berkas yang dipilih."), status=422)
    if too_many := here.too_many_uploads(row.id):
        return screens.case(ticket, row, wrong_file=_(BAD_FILES[too_many]), status=429)
    db().commit()  # nothing is held while the file is worked on
    try:
        is_new = domain.attach(db(), row.id, files.cleaned(sent.content), clock.now())
    except files.BadFile as problem:
        status = 503 if str(problem) == "busy" else 422
        return screens.case(ticket, row, wrong_file=_(BAD_FILES[str(problem)]), status=status)
    except Refused as problem:
        if problem.code == "files":
            return screens.case(ticket, row, wrong_file=_(BAD_FILES["files"]), status=422)
        raise here.conflict(problem) from None
    db().commit()
    return _back(ticket.code, "pengaduan-berkas" if is_new else "pengaduan-berkas-sama")


@blueprint.get("/pengaduan/<code>/berkas/<uuid:file_id>")
@open_to(PUBLIC)
def show_file(code: str, file_id: UUID) -> Response:
    _ticket, row = here.case_of(code)
    found = queries.file(db(), row.id, file_id) or abort(404)
    return as_download(found.content, found.mime, found.name)


@blueprint.post("/pengaduan/<code>/tanggapan")
@open_to(PUBLIC)
def create_verdict(code: str) -> Response:
    ticket, row = here.case_of(code)
    form = Form(VerdictFields, request.form)
    if form.ok and form.fields.beres == "tidak" and not form.fields.alasan:
        form.refuse("alasan", _("Tulis apa yang belum beres, supaya petugas di atasnya dapat melanjutkan."))
    if not form.ok:
        return screens.case(ticket, row, verdict=form, status=422)
    action = "konfirmasi"
    if form.fields.beres == "tidak":
        action = "tolak" if row.level >= HIGHEST else "sanggah"
    said = {"konfirmasi": "beres", "tolak": "tutup", "sanggah": "sanggah"}[action]
    reason, version = form.fields.alasan, form.fields.versi
    return _done(
        ticket.code, f"pengaduan-{said}",
        lambda: domain.react(db(), here.vault(), row.id, action, reason, at=clock.now(), version=version),
    )  # fmt: skip


@blueprint.post("/pengaduan/<code>/nilai")
@open_to(PUBLIC)
def create_score(code: str) -> Response:
    ticket, row = here.case_of(code)
    form = Form(ScoreFields, request.form)
    if not form.ok:
        return screens.case(ticket, row, score=form, status=422)
    return _done(ticket.code, "pengaduan-nilai",
                 lambda: domain.judge(db(), row.id, int(form.fields.nilai), clock.now()))  # fmt: skip


@blueprint.post("/pengaduan/<code>/tarik")
@open_to(PUBLIC)
def create_withdrawal(code: str) -> Response:
    ticket, row = here.case_of(code)
    form = Form(WithdrawFields, request.form)
    if not form.ok:
        return screens.case(ticket, row, withdrawal=form, status=422)
    return _done(ticket.code, "pengaduan-tarik", lambda: move(db(), row.id, "tarik", THE_CITIZEN, at=clock.now()))


def as_download(content: bytes, mime: str, name: str) -> Response:
    """A kept file, to be saved and never shown as a page of ours; for staff too."""
    response = here.private(make_response(content, {"Content-Type": mime}))
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Security-Policy"] = SANDBOX
    return response


def _done(code: str, said: str, deed: Callable[[], object]) -> Response:
    """Does it and goes back to the page; what is not possible any more is 409, in words."""
    try:
        deed()
    except Refused as problem:
        raise here.conflict(problem) from None
    db().commit()
    return _back(code, said)


def _back(code: str, said: str) -> Response:
    return news.leave(see_other(url_for(".show_case", code=code) + "#kabar"), said)
