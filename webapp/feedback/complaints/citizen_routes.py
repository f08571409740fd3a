"""The citizens' side before there is a case: writing a report, similar ones, the receipt, the public list."""

from datetime import date, timedelta
from uuid import UUID

from flask import Response, abort, current_app, request, url_for
from pydantic import TypeAdapter

from webapp.feedback.complaints import domain, here, queries, screens
from webapp.feedback.complaints.codes import Ticket
from webapp.feedback.complaints.forms import CodeFields, FilterFields, ReportFields, SupportFields
from webapp.feedback.complaints.here import blueprint
from webapp.feedback.complaints.models import Complaint
from webapp.feedback.complaints.refusals import REFUSALS
from webapp.feedback.complaints.rules import Refused
from webapp.feedback.complaints.similar import most_alike
from webapp.feedback.complaints.words import ELSEWHERE
from webapp.feedback.ratings import store
from webapp.feedback.services.queries import point_by_code, service_names
from webapp.platform import clock, news, tenancy
from webapp.platform.access import PUBLIC, open_to
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import language
from webapp.platform.pages import see_other
from webapp.platform.request import db, resources

CODE_LETTERS = 26
DAY = TypeAdapter(date)
RECENT = timedelta(days=90)


@blueprint.get("/pengaduan")
@open_to(PUBLIC)
def list_public() -> Response:
    return screens.public_list(Form(FilterFields, request.args))


@blueprint.get("/pengaduan/baru")
@open_to(PUBLIC)
def new_complaint() -> Response:
    form = Form(ReportFields)
    form.values |= _known_already() | {"kunci": here.fresh_key()}
    return screens.report_form(form)


@blueprint.post("/pengaduan/baru")
@open_to(PUBLIC)
def create_complaint() -> Response:
    form = Form(ReportFields, request.form)
    ticket = here.ticket_of(form)
    if ticket and queries.complaint(db(), ticket.complaint_id):
        return _to_receipt(ticket)
    point = _check(form)
    if ticket is None or not form.ok:
        return screens.report_form(form, 422)
    if form.fields.ikut:
        return _join(form)
    alike = [] if form.fields.tetap else _alike(form.fields)
    if alike:
        return screens.similar_first(form, alike, here.fresh_key())
    report = _report(ticket, form.fields, point)
    domain.receive(db(), here.vault(), report, clock.now())
    db().commit()
    return _to_receipt(ticket)


@blueprint.post("/pengaduan/umum/<uuid:complaint_id>/ikut")
@open_to(PUBLIC)
def create_support(complaint_id: UUID) -> Response:
    form = Form(SupportFields, request.form)
    row = _public_case(complaint_id)
    ticket = here.ticket_of(form)
    if ticket is None:
        return screens.public_case(row, form.errors[""], 422)
    said = _supported(row, ticket, is_machine=bool(form.fields.situs))
    if said is None:
        return screens.public_case(_public_case(complaint_id), _(REFUSALS["ended"]), 409)
    return _to_public(complaint_id, said)


def _join(form: Form[ReportFields]) -> Response:
    """One more for a report like hers, instead of hers; where that one was closed meanwhile, hers is still there."""
    ticket, row = here.ticket_of(form, "kunci_ikut"), _public(form.fields.ikut)
    said = _supported(row, ticket, is_machine=bool(form.fields.situs)) if row and ticket else None
    if said:
        return _to_public(form.fields.ikut, said)
    form.errors.setdefault("", _("%(why)s Tulisan Anda masih ada di bawah: kirim sebagai laporan sendiri.",
                                 why=_(REFUSALS["ended"])))  # fmt: skip
    return screens.report_form(form, 409)


def _supported(row: Complaint, ticket: Ticket, *, is_machine: bool) -> str | None:
    """Counts one more; the code of what is said about it, or None where the report was closed meanwhile."""
    if is_machine:
        return "pengaduan-ikut"
    if not here.may_support(row.id):
        return "pengaduan-ikut-banyak"
    try:
        is_new = domain.support(db(), row.id, ticket.complaint_id, here.today())
    except Refused:
        db().rollback()
        return None
    db().commit()
    return "pengaduan-ikut" if is_new else "pengaduan-ikut-sama"


def _to_public(complaint_id: UUID, said: str) -> Response:
    return news.leave(see_other(url_for(".show_public", complaint_id=complaint_id) + "#kabar"), said)


@blueprint.get("/pengaduan/umum/<uuid:complaint_id>")
@open_to(PUBLIC)
def show_public(complaint_id: UUID) -> Response:
    return screens.public_case(_public_case(complaint_id))


@blueprint.get("/pengaduan/lacak")
@open_to(PUBLIC)
def find_complaint() -> Response:
    form = Form(CodeFields, request.args if "kode" in request.args else None)
    if not form.ok:
        return screens.find(form, 422 if form.errors else 200)
    ticket, status = _typed(form)
    return see_other(url_for(".show_case", code=ticket.code)) if ticket else screens.find(form, status)


def _typed(form: Form[CodeFields]) -> tuple[Ticket | None, int]:
    """The ticket of a typed code whose case is here, else None, the status, and the sentence in the form."""
    counted, name = here.tries()
    ticket = here.codes().find(tenancy.current().id, form.fields.kode)
    if ticket is None:
        form.refuse("kode", _("Kode laporan terdiri atas %(n)s huruf dan angka. Periksa lagi satu per satu.",
                              n=CODE_LETTERS))  # fmt: skip
        return None, 422
    if not counted.are_left(name):
        form.refuse("kode", _("Terlalu banyak kode yang tidak dikenal dari jaringan ini. Coba lagi 15 menit lagi."))
        return None, 429
    if queries.complaint(db(), ticket.complaint_id) is None:
        counted.note_failure(name)
        form.refuse("kode", _("Kami tidak menemukan laporan dengan kode ini. Periksa lagi hurufnya satu per satu."))
        return None, 404
    return ticket, 303


def _known_already() -> dict[str, str]:
    """What the address brings along: the counter she stands at, the service, or what she said in a rating.

    Of a rating only her words are taken over, once, into a form she can still change; nothing ties the case to it.
    """
    known = {"jenis": "pengaduan", "tampil": "anonim", "bahasa": ""}
    point = point_by_code(db(), request.args.get("titik", "").lower()[:40])
    rating = _rating_of(request.args.get("bukti", ""))
    if rating:
        point = point_by_code(db(), rating.point_code)
        known |= {"isi": rating.comment or "", "judul": screens.reason_word(rating.reason)}
    if point:
        return known | {"titik": point.code, "layanan": str(point.service_id)}
    return known | {"layanan": request.args.get("layanan", "")[:40]}


def _rating_of(code: str) -> store.StoredRating | None:
    tenant = tenancy.current()
    ticket = current_app.extensions["form_keys"].from_receipt(tenant.id, code[:64]) if code else None
    rating = store.find(resources().lane, tenant.id, ticket.rating_id) if ticket else None
    return rating if rating and not rating.is_shared else None


def _check(form: Form[ReportFields]):
    """Adds what only the pemda knows to the form's errors, whatever else is wrong with it, so that all is told at
    once; returns the service point, if there is one."""
    sent = {name: value.strip() for name, value in form.values.items() if value.strip() and name not in form.errors}
    if sent.get("jenis") in ELSEWHERE:
        form.refuse("jenis", _(ELSEWHERE[sent["jenis"]]))
    if "layanan" in sent and UUID(sent["layanan"]) not in service_names(db()):
        form.refuse("layanan", _("Layanan ini tidak ada dalam daftar. Pilih yang lain."))
    if "kapan" in sent and DAY.validate_python(sent["kapan"]) > here.today():
        form.refuse("kapan", _("Tanggal itu belum tiba. Tulis tanggal kejadiannya."))
    return screens.point_of(form)


def _alike(sent: ReportFields) -> list[Complaint]:
    recent = queries.recent_public(db(), here.today() - RECENT, sent.layanan)
    return list(most_alike(sent.judul, sent.isi, [(each, each.title, each.text) for each in recent]))


def _report(ticket: Ticket, sent: ReportFields, point) -> domain.Report:
    contact = {name: value for name in ("nama", "surel", "telepon") if (value := getattr(sent, name))}
    if contact:
        contact[domain.LANGUAGE] = language()
    return domain.Report(
        complaint_id=ticket.complaint_id, kind=sent.jenis, title=sent.judul, text=sent.isi, visibility=sent.tampil,
        service_id=sent.layanan or (point.service_id if point else None), point_id=point.id if point else None,
        happened_on=sent.kapan, about_staff=sent.petugas == "ya", contact=contact or None,
        hold=here.hold_of(ticket, bool(sent.situs)),
    )  # fmt: skip


def _public_case(complaint_id: UUID) -> Complaint:
    return _public(complaint_id) or abort(404)


def _public(complaint_id: UUID) -> Complaint | None:
    row = queries.complaint(db(), complaint_id)
    return row if row and row.is_public and row.visibility != "rahasia" else None


def _to_receipt(ticket: Ticket) -> Response:
    return see_other(url_for(".show_receipt", code=ticket.code))
