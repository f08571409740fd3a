"""The citizen's own page of a case, opened by her code alone: receipt, conversation, files, her verdict."""

from collections.abc import Callable
from io import BytesIO
from uuid import UUID

import segno
from flask import Response, abort, make_response, request, url_for

from webapp.feedback.complaints import domain, files, here, queries, screens
from webapp.feedback.complaints.codes import Ticket
from webapp.feedback.complaints.forms import MessageFields, ScoreFields, VerdictFields, WithdrawFields
from webapp.feedback.complaints.here import blueprint
from webapp.feedback.complaints.models import Complaint
from webapp.feedback.complaints.moving import move
from webapp.feedback.complaints.refusals import REFUSALS
from webapp.feedback.complaints.rules import HIGHEST, THE_CITIZEN, Refused
from webapp.feedback.complaints.words import BAD_FILES, NEWS
from webapp.platform import clock, news
from webapp.platform.access import PUBLIC, open_to
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.pages import see_other
from webapp.platform.request import db
from webapp.platform.uploads import Crowded, file_of, is_too_large, takes_files

MEGABYTES = 19  # of a body with one photo, and of one too large that is told so beside her words
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
@takes_files(MEGABYTES)
def create_message(code: str) -> Response:
    return _add(code)


@blueprint.post("/pengaduan/<code>/berkas")
@open_to(PUBLIC)
@takes_files(MEGABYTES)
def create_file(code: str) -> Response:
    return _add(code)


@blueprint.get("/pengaduan/<code>/berkas/<uuid:file_id>")
@open_to(PUBLIC)
def show_file(code: str, file_id: UUID) -> Response:
    _ticket, row = here.case_of(code)
    found = queries.file(db(), row.id, file_id) or abort(404)
    return as_download(found.content, found.mime, found.name)


@blueprint.post("/pengaduan/<code>/tanggapan")
@open_to(PUBLIC)
@takes_files(MEGABYTES)
def create_verdict(code: str) -> Response:
    ticket, row = here.case_of(code)
    if is_too_large():
        return _too_large(ticket, row)
    form = Form(VerdictFields, request.form)
    if form.ok and form.fields.beres == "tidak" and not form.fields.alasan:
        form.refuse("alasan", _("Tulis apa yang belum beres, supaya petugas di atasnya dapat melanjutkan."))
    if not form.ok:
        return screens.case(ticket, row, form=form, status=422)
    action = "konfirmasi"
    if form.fields.beres == "tidak":
        action = "tolak" if row.level >= HIGHEST else "sanggah"
    said = {"konfirmasi": "beres", "tolak": "tutup", "sanggah": "sanggah"}[action]
    reason, version = form.fields.alasan, form.fields.versi
    return _done(
        ticket, row, form, f"pengaduan-{said}", ("pesan",),
        lambda: domain.react(db(), here.vault(), row.id, action, reason, at=clock.now(), version=version),
    )  # fmt: skip


@blueprint.post("/pengaduan/<code>/nilai")
@open_to(PUBLIC)
def create_score(code: str) -> Response:
    ticket, row = here.case_of(code)
    form = Form(ScoreFields, request.form)
    if not form.ok:
        return screens.case(ticket, row, form=form, status=422)
    return _done(ticket, row, form, "pengaduan-nilai", (),
                 lambda: domain.judge(db(), row.id, int(form.fields.nilai), clock.now()))  # fmt: skip


@blueprint.post("/pengaduan/<code>/tarik")
@open_to(PUBLIC)
@takes_files(MEGABYTES)
def create_withdrawal(code: str) -> Response:
    ticket, row = here.case_of(code)
    if is_too_large():
        return _too_large(ticket, row)
    form = Form(WithdrawFields, request.form)
    if "yakin" in form.errors:
        form.refuse("yakin", _("Centang dahulu bahwa Anda menarik laporan ini. Laporan belum berubah."))
    if not form.ok:
        return screens.case(ticket, row, form=form, status=422)
    return _done(ticket, row, form, "pengaduan-tarik", (),
                 lambda: move(db(), row.id, "tarik", THE_CITIZEN, at=clock.now()))  # fmt: skip


def as_download(content: bytes, mime: str, name: str) -> Response:
    """A kept file, to be saved and never shown as a page of ours; for staff too."""
    response = here.private(make_response(content, {"Content-Type": mime}))
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Security-Policy"] = SANDBOX
    return response


def _add(code: str) -> Response:
    """Her message, her file, or both; what cannot be kept is told beside the other, and nothing of it is kept."""
    ticket, row = here.case_of(code)
    if is_too_large():
        return _too_large(ticket, row)
    try:
        form, sent, clean = Form(MessageFields, request.form), file_of("berkas"), None
    except Crowded:
        return _too_large(ticket, row, "busy", 503)
    if form.ok and not form.fields.pesan and sent is None:
        form.refuse("pesan", _("Tulis pesan atau pilih berkas dahulu."))
    status = 422
    if sent and (too_many := here.too_many_uploads(row.id)):
        form.refuse("berkas", _(BAD_FILES[too_many]))
        status = 429
    elif sent:
        clean, status = _cleaned(form, sent.content)
    if not form.ok:
        if sent:
            form.errors.setdefault("berkas", _(BAD_FILES["again"]))
        return screens.case(ticket, row, form=form, status=status)
    return _keep(ticket, row, form, clean)


def _cleaned(form: Form, content: bytes) -> tuple[files.CleanFile | None, int]:
    """The file as it may be kept, and the status of the page when it may not."""
    db().commit()  # nothing is held while the file is worked on
    try:
        return files.cleaned(content), 422
    except files.BadFile as problem:
        form.refuse("berkas", _(BAD_FILES[str(problem)]))
        return None, 503 if str(problem) == "busy" else 422


def _keep(ticket: Ticket, row: Complaint, form: Form, clean: files.CleanFile | None) -> Response:
    text, said = form.fields.pesan, "pengaduan-pesan"
    try:
        if clean:
            is_new = domain.attach(db(), row.id, clean, clock.now())
            said = "pengaduan-pesan-berkas" if text else "pengaduan-berkas" if is_new else "pengaduan-berkas-sama"
        if text:
            domain.say(db(), here.vault(), row.id, THE_CITIZEN, text, at=clock.now())
    except Refused as problem:
        db().rollback()
        is_full = problem.code == "files"
        form.refuse("berkas" if is_full else "", _(BAD_FILES["files"] if is_full else REFUSALS[problem.code]))
        return screens.case(*here.case_of(ticket.code), form=form, status=422 if is_full else 409)
    return _after(ticket, form, said, ("beres", "alasan"))


def _too_large(ticket: Ticket, row: Complaint, why: str = "large", status: int = 413) -> Response:
    """Nothing of the body can be read: the page, with the sentence at the file."""
    form = Form(MessageFields)
    form.refuse("berkas", _(BAD_FILES[why]))
    return screens.case(ticket, row, form=form, status=status)


def _done(
    ticket: Ticket, row: Complaint, form: Form, said: str, others: tuple[str, ...], deed: Callable[[], object]
) -> Response:
    """Does it and goes back to the page; what is not possible any more is 409, in words, beside what she typed."""
    try:
        deed()
    except Refused as problem:
        db().rollback()
        form.refuse("", _(REFUSALS[problem.code]))
        return screens.case(*here.case_of(ticket.code), form=form, status=409)
    return _after(ticket, form, said, others)


def _after(ticket: Ticket, form: Form, said: str, others: tuple[str, ...]) -> Response:
    """Back to the page; where she had begun something else, the page at once, with what she had begun."""
    db().commit()
    begun = {name: form.values[name] for name in others if form.values.get(name, "").strip()}
    if not begun:
        return _back(ticket.code, said)
    form.values = begun
    word = f"{_(NEWS[said])} {_('Tulisan Anda yang lain masih ada di bawah, dan belum dikirim.')}"
    return screens.case(*here.case_of(ticket.code), form=form, said=news.News(word))


def _back(code: str, said: str) -> Response:
    return news.leave(see_other(url_for(".show_case", code=code) + "#kabar"), said)
