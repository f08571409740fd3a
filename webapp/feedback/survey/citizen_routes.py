"""The survey as citizens fill it: one question a step, or all on one page; both without a script.

Nothing is kept before the last step. Until then the answers travel in the form itself, so that leaving, going back and
a cut connection cost nobody anything.
"""

from uuid import UUID

from flask import Blueprint, Response, abort, current_app, request, url_for

from webapp.feedback.ratings.keys import BadKey, FormKeys, Ticket
from webapp.feedback.ratings.pressing import Device, has_a_stake
from webapp.feedback.survey import queries, sheets, store
from webapp.feedback.survey.holding.marks import mark
from webapp.feedback.survey.holding.rules import STAFF
from webapp.feedback.survey.pages import Sheet
from webapp.feedback.survey.profile import band_of
from webapp.people.published import OpdPlace
from webapp.platform import clock, tenancy
from webapp.platform.access import PUBLIC, open_to
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.pages import render_page, see_other
from webapp.platform.request import db, resources

blueprint = Blueprint("survey", __name__)
ALL, STEPS = "semua", "langkah"


@blueprint.get("/skm/<slug>")
@open_to(PUBLIC)
def new_response(slug: str) -> Response:
    office = _office(slug)
    period = queries.running_period(db(), office.id, _today())
    if period is None:
        return _closed(office)
    sheet = sheets.sheet_of(db(), office, period)
    form = Form(sheet.fields)
    form.values["kunci"] = _keys().issue(tenancy.current().id, period.id, clock.now().timestamp())
    is_whole = request.args.get("bentuk") == ALL
    return sheet.whole(form) if is_whole else sheet.question(form, 0)


@blueprint.post("/skm/<slug>")
@open_to(PUBLIC)
def create_response(slug: str) -> Response:
    sheet = sheets.kept(tenancy.current().id, slug, clock.now(), _today(), _fits) or _afresh(slug)
    if sheet is None:
        return _too_late(_office(slug))
    form = Form(sheet.fields, request.form)
    step = sheet.step_of(form)
    if step is not None:
        return step
    ticket = _ticket(sheet, form)
    if not sheet.gives(form.fields.layanan):
        sheet = _afresh(slug)
    if ticket is None or sheet is None or not sheet.gives(form.fields.layanan):
        return sheet.again(form) if sheet else _too_late(_office(slug))
    answer = see_other(url_for(".show_thanks", slug=slug))
    if not form.fields.situs:  # a machine is thanked, and nothing is kept
        device = Device.of_request()
        try:
            store.store(resources().lane, tenancy.current().id, _response(ticket, sheet, form, device.name))
        except store.PeriodGone:
            return _too_late(_office(slug))
        resources().bell.ring("survey.count", tenancy.current().slug)
        device.leave(answer)
    return answer


@blueprint.get("/skm/<slug>/terima-kasih")
@open_to(PUBLIC)
def show_thanks(slug: str) -> Response:
    return render_page("feedback/survey/thanks.html", office=_office(slug))


def _response(ticket: Ticket, sheet: Sheet, form: Form, device: str) -> store.Response:
    sent, now = form.fields, clock.local(clock.now(), tenancy.current().timezone)
    day = min(now.date(), sheet.period.until)
    disability = {"ya": True, "tidak": False, None: None}[sent.disabilitas]
    return store.Response(
        id=ticket.rating_id, period_id=sheet.period.id, service_id=sent.layanan, channel="tautan",
        day=day, band=band_of(now.hour), sex=sent.kelamin, age=sent.usia,
        education=sent.pendidikan, occupation=sent.pekerjaan, has_disability=disability,
        answers=[int(getattr(sent, name)) for name in sheet.names],
        device=mark(resources().keys, tenancy.current().id, sheet.period.id, sent.layanan, day, device),
        doubt=STAFF if has_a_stake(sheet.office.id, below=True) else None,
    )  # fmt: skip


def _ticket(sheet: Sheet, form: Form) -> Ticket | None:
    """The key of this form; None, with a fresh one and a sentence, when it is missing, invented or too old."""
    tenant, now = tenancy.current(), clock.now().timestamp()
    try:
        return _keys().read(tenant.id, sheet.period.id, form.fields.kunci, now)
    except BadKey:
        form.values["kunci"] = _keys().issue(tenant.id, sheet.period.id, now)
        form.refuse("kunci", _("Halaman ini sudah terlalu lama terbuka. Jawaban Anda masih ada: kirim sekali lagi."))
        return None


def _afresh(slug: str) -> Sheet | None:
    """The sheet this form was opened with, as long as it may be sent; else that of the running period."""
    found = sheets.answerable(db(), _office(slug), _today(), clock.now())
    return next((each for each in found if _fits(each.period.id)), next(iter(found), None))


def _fits(period_id: UUID) -> bool:
    """Whether the form that was sent was opened in this period."""
    try:
        _keys().read(tenancy.current().id, period_id, request.form.get("kunci", ""), clock.now().timestamp())
    except BadKey:
        return False
    return True


def _closed(office: OpdPlace) -> Response:
    return render_page("feedback/survey/closed.html", office=office, rate_url=url_for("home.front"))


def _too_late(office: OpdPlace) -> Response:
    """A form that lay open until the day after the last was over: she is told the truth about it."""
    rate_url = url_for("home.front")
    return render_page("feedback/survey/closed.html", status=410, office=office, rate_url=rate_url, sent=True)


def _office(slug: str) -> OpdPlace:
    return sheets.office_of(db(), slug) or abort(404)


def _keys() -> FormKeys:
    return current_app.extensions["form_keys"]


def _today():
    return clock.today(tenancy.current().timezone)


