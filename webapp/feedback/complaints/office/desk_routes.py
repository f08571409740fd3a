"""What is done with a case: a step of the table, the coordinator's findings, holding, writing."""

from collections.abc import Callable
from uuid import UUID

from flask import Response, abort, redirect, request

from webapp.feedback.complaints import desk
from webapp.feedback.complaints.here import vault
from webapp.feedback.complaints.models import Complaint
from webapp.feedback.complaints.office import domain, forms, page, queries, templates
from webapp.feedback.complaints.office.here import (
    HANDLER,
    INSPECTOR,
    address,
    blueprint,
    case_of,
    reader,
    refuse,
    today,
)
from webapp.feedback.complaints.rules import Refused
from webapp.people.published import find_people
from webapp.platform import clock
from webapp.platform.access import open_to
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.news import News, leave
from webapp.platform.request import db

CASE = "/kelola/pengaduan/<uuid:complaint_id>"
MOST_HITS = 5
ANSWER = "jawab"


@blueprint.get(f"{CASE}/langkah")
@open_to(HANDLER, INSPECTOR)
def new_step(complaint_id: UUID) -> Response:
    row, asked = case_of(complaint_id), Form(forms.DeedFields, request.args)
    if not asked.ok:
        return redirect(address(row.id), 303)
    return page.step(row, asked.fields.langkah, Form(forms.StepFields))


@blueprint.post(f"{CASE}/langkah")
@open_to(HANDLER, INSPECTOR)
def create_step(complaint_id: UUID) -> Response:
    row, form = case_of(complaint_id), Form(forms.StepFields, request.form)
    action = form.values.get("langkah", "")
    if not form.ok:
        return page.step(row, action, form, 422) if action in page.words.DEEDS else abort(400)
    if form.fields.pakai:
        return _use_template(row, form)

    def deed() -> None:
        sent = form.fields
        domain.step(
            db(), row.id, action, reader(), at=clock.now(), version=sent.versi, change=sent.perubahan, unit=sent.unit,
            reason=sent.alasan, ending=sent.akhir, text=sent.jawaban, passed_to=sent.diteruskan_ke,
            archiving=sent.arsip, same_as=_same_as(sent),
        )  # fmt: skip

    if form.fields.unit and form.fields.unit not in dict(page._units(row)):
        form.refuse("unit", _(page.words.REFUSALS["unknown-unit"]))
        return page.step(row, action, form, 422)
    said = "inbox-jawab" if action == ANSWER else "inbox-langkah"
    return _done(row, form, deed, said, lambda status: page.step(_now(complaint_id), action, form, status))


def _same_as(sent: forms.StepFields) -> UUID | None:
    """The case of the short name typed, if this reader may see it."""
    found = queries.by_reference(db(), reader(), sent.sama_dengan) if sent.sama_dengan else None
    return found.id if found else None


def _use_template(row: Complaint, form: Form) -> Response:
    """The answer with the template's text below what was typed; nothing is sent yet."""
    text = templates.text_for(db(), row, form.fields.templat, today())
    if text is None:
        form.refuse("templat", _("Pilih templat dahulu."))
        return page.step(row, ANSWER, form, 422)
    form.values["jawaban"] = "\n\n".join(part for part in (form.fields.jawaban, text) if part)
    return page.step(row, ANSWER, form)


@blueprint.get(f"{CASE}/golongkan")
@open_to(HANDLER)
def edit_class(complaint_id: UUID) -> Response:
    return page.classify(_coordinated(complaint_id), Form(forms.ClassFields))


@blueprint.post(f"{CASE}/golongkan")
@open_to(HANDLER)
def update_class(complaint_id: UUID) -> Response:
    row, form = _coordinated(complaint_id), Form(forms.ClassFields, request.form)
    if not form.ok:
        return page.classify(row, form, 422)
    if form.fields.umum and _may_be_public(row, form.fields.tampil):
        return _publish(row, form)

    def deed() -> None:
        sent = form.fields
        domain.held(db(), row.id, "golongkan", reader(), sent.versi)
        desk.classify(db(), row.id, reader().actor, at=clock.now(), version=sent.versi, kind=sent.jenis,
                      is_grave=bool(sent.berkadar), visibility=sent.tampil, is_public=bool(sent.umum))  # fmt: skip

    return _done(row, form, deed, "inbox-golongkan", lambda status: page.classify(_now(complaint_id), form, status))


def _may_be_public(row: Complaint, visibility: str) -> bool:
    return visibility != "rahasia" and desk.STRICTER[visibility] >= desk.STRICTER[row.visibility]


def _publish(row: Complaint, form: Form[forms.ClassFields]) -> Response:
    """Shows what everybody would read, with one more word covered if one was typed; only what was shown goes out."""
    sent, closed, now = form.fields, [word for word in form.fields.tutup if word], clock.now()
    if sent.kata:
        before = desk.public_words(db(), row, closed, now)
        if desk.public_words(db(), row, [*closed, sent.kata], now) == before:
            form.refuse("kata", _("Kata itu tidak ada dalam judul atau isinya. Tulis seperti yang tampil."))
            return page.publish(row, form, closed, 422)
        closed.append(sent.kata)
    if sent.kata or sent.lanjut != "umumkan":
        return page.publish(row, form, closed)

    def deed() -> None:
        domain.held(db(), row.id, "golongkan", reader(), sent.versi)
        desk.classify(db(), row.id, reader().actor, at=now, version=sent.versi, kind=sent.jenis, closed=closed,
                      is_grave=bool(sent.berkadar), visibility=sent.tampil, is_public=True, shown=sent.cap)  # fmt: skip

    row_id = row.id
    return _done(row, form, deed, "inbox-umumkan", lambda status: page.publish(_now(row_id), form, closed, status))


@blueprint.get(f"{CASE}/terlapor")
@open_to(HANDLER, INSPECTOR)
def edit_subject(complaint_id: UUID) -> Response:
    return page.subject(_nameable(complaint_id), Form(forms.SubjectFields))


@blueprint.post(f"{CASE}/terlapor")
@open_to(HANDLER, INSPECTOR)
def update_subject(complaint_id: UUID) -> Response:
    row, form = _nameable(complaint_id), Form(forms.SubjectFields, request.form)
    sought = form.fields.pegawai if form.ok else ""
    hits = find_people(db(), sought, MOST_HITS, today()) if sought else []
    if form.ok and sought and len(hits) != 1:
        form.refuse("pegawai", _("Tidak tepat satu pegawai yang cocok. Tulis nama lengkap atau NIP-nya."))
    if not form.ok:
        return page.subject(row, form, hits, 422)

    def deed() -> None:
        desk.name_subject(db(), row.id, reader().actor, hits[0].id if hits else None, at=clock.now(),
                          version=form.fields.versi)  # fmt: skip

    return _done(row, form, deed, "inbox-sebut", lambda status: page.subject(_now(complaint_id), form, hits, status))


@blueprint.post(f"{CASE}/izin")
@open_to(HANDLER)
def update_consent(complaint_id: UUID) -> Response:
    row, form = _coordinated(complaint_id), Form(forms.ConsentFields, request.form)
    if not form.ok:
        return page.case(row, holding=form, status=422)

    def deed() -> None:
        domain.note_consent(db(), row.id, reader(), bool(form.fields.setuju), at=clock.now(),
                            version=form.fields.versi)  # fmt: skip

    def again(status: int) -> Response:
        return page.case(_now(complaint_id), holding=form, status=status)

    return _done(row, form, deed, "inbox-izin", again)


@blueprint.post(f"{CASE}/pegang")
@open_to(HANDLER, INSPECTOR)
def update_holding(complaint_id: UUID) -> Response:
    row, form = case_of(complaint_id), Form(forms.HoldingFields, request.form)
    if not form.ok:
        return page.case(row, holding=form, status=422)

    def deed() -> None:
        sent, now = form.fields, clock.now()
        if sent.pegang == "serahkan":
            if sent.petugas is None:
                raise Refused("person", sent.pegang, row.state)
            domain.hand_over(db(), row.id, reader(), sent.petugas, at=now, version=sent.versi)
        else:
            if sent.pegang == "lepas":
                domain.held(db(), row.id, "lepas", reader(), sent.versi)
            does = desk.take if sent.pegang == "ambil" else desk.release
            does(db(), row.id, reader().actor, at=now, version=sent.versi)

    said = f"inbox-{form.fields.pegang}"
    return _done(row, form, deed, said, lambda status: page.case(_now(complaint_id), holding=form, status=status))


@blueprint.post(f"{CASE}/pesan")
@open_to(HANDLER, INSPECTOR)
def create_message(complaint_id: UUID) -> Response:
    row, form = case_of(complaint_id), Form(forms.MessageFields, request.form)
    if form.ok and form.fields.tunda and not form.fields.alasan:
        form.refuse("alasan", _("Tulis mengapa batas waktu perlu berhenti. Warga membacanya."))
    if not form.ok:
        return page.case(row, form=form, status=422)

    def deed() -> None:
        sent = form.fields
        domain.tell_her(db(), vault(), row.id, reader(), sent.pesan, at=clock.now(), version=sent.versi,
                        pause_for=sent.alasan if sent.tunda else "")  # fmt: skip

    said = "inbox-tanya" if form.fields.tunda else "inbox-pesan"

    def again(status: int) -> Response:
        return page.case(_now(complaint_id), form=form, status=status)

    return _done(row, form, deed, said, again, ("catatan",))


@blueprint.post(f"{CASE}/catatan")
@open_to(HANDLER, INSPECTOR)
def create_note(complaint_id: UUID) -> Response:
    row, form = case_of(complaint_id), Form(forms.NoteFields, request.form)
    if not form.ok:
        return page.case(row, form=form, status=422)

    def deed() -> None:
        domain.note(db(), vault(), row.id, reader(), form.fields.catatan, at=clock.now())

    def again(status: int) -> Response:
        return page.case(_now(complaint_id), form=form, status=status)

    return _done(row, form, deed, "inbox-catatan", again, ("pesan", "tunda", "alasan"))


def _done(
    row: Complaint, form: Form, deed: Callable[[], None], said: str, again: Callable[[int], Response],
    others: tuple[str, ...] = (),
) -> Response:  # fmt: skip
    """Does it and goes back to the case; refused, the page again with what was typed, and the version that is now.

    others: fields of the page that were not sent; what was begun there comes back at once.
    """
    case_id = row.id
    try:
        deed()
    except Refused as problem:
        db().rollback()
        status = refuse(form, problem)
        form.values["versi"] = str(case_of(case_id).version)
        return again(status)
    db().commit()
    begun = {name: form.values[name] for name in others if form.values.get(name, "").strip()}
    if not begun:
        return leave(redirect(address(case_id), 303), said)
    form.values = begun
    word = f"{_(page.words.NEWS[said])} {_('Tulisan Anda yang lain masih ada di bawah, dan belum dikirim.')}"
    return page.case(_now(case_id), form=form, said=News(word))


def _now(complaint_id: UUID) -> Complaint:
    """The case as it is after a refusal."""
    return case_of(complaint_id)


def _nameable(complaint_id: UUID) -> Complaint:
    row = case_of(complaint_id)
    return row if desk.may_name(db(), row, reader().actor) else abort(403)


def _coordinated(complaint_id: UUID) -> Complaint:
    row = case_of(complaint_id)
    return row if reader().coordinates else abort(403)
