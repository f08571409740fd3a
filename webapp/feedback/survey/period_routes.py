"""The bureau corrects, ends or cancels a period, and takes the QR code and the poster that lead to its form."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask_login import current_user

from webapp.feedback.survey import changing, domain, posters, queries
from webapp.feedback.survey.models import SurveyPeriod
from webapp.feedback.survey.paper.attempts import attempt
from webapp.feedback.survey.period_forms import ChangeFields, ReasonFields
from webapp.people.published import OpdPlace, opd_places
from webapp.platform import clock, news, pdf, sheets, tenancy
from webapp.platform.access import open_to
from webapp.platform.addresses import public_root
from webapp.platform.forms import Form, Stale
from webapp.platform.i18n import gettext as _
from webapp.platform.pages import render_page
from webapp.platform.request import db

blueprint = Blueprint("periods", __name__)
BUREAU = "organisasi"
SVG, PNG = "image/svg+xml", "image/png"
NEWS = {
    "survei-diubah": "Masa survei sudah diubah. Jawaban yang sudah masuk tetap ada.",
    "survei-ditutup": "Hari ini menjadi hari terakhir. Halaman yang sedang terbuka masih dapat dikirim sampai besok.",
    "survei-dibatalkan": "Masa survei sudah dibatalkan. Alasannya tersimpan pada jejak audit.",
}


@blueprint.get("/kelola/survei/<uuid:period_id>/ubah")
@open_to(BUREAU)
def edit_period(period_id: UUID) -> Response:
    period, form = _period(period_id), Form(ChangeFields)
    form.values = {"nama": period.name, "sampai": period.until.isoformat(), "pengguna": str(period.population)}
    form.check_unchanged(*_values(period))
    return _page(period, form)


@blueprint.post("/kelola/survei/<uuid:period_id>/ubah")
@open_to(BUREAU)
def update_period(period_id: UUID) -> Response:
    period, form = _period(period_id), Form(ChangeFields, request.form)
    if form.ok:
        try:
            form.check_unchanged(*_values(period))
        except Stale:
            return _page(period, form, status=409)
    sent = form.fields
    if not _deed(form, lambda: changing.change(
        db(), period, sent.nama, sent.sampai, sent.pengguna, sent.alasan, by=_me(), today=_today()
    )):  # fmt: skip
        return _page(_period(period_id), form, status=422)
    return _back(period_id, "survei-diubah")


@blueprint.post("/kelola/survei/<uuid:period_id>/tutup")
@open_to(BUREAU)
def close_period(period_id: UUID) -> Response:
    period, form = _period(period_id), Form(ReasonFields, request.form)
    if not _deed(form, lambda: changing.close(db(), period, form.fields.alasan, by=_me(), today=_today())):
        return _ending(_period(period_id), form, 422)
    return _back(period_id, "survei-ditutup")


@blueprint.get("/kelola/survei/<uuid:period_id>/tutup")
@open_to(BUREAU)
def end_period(period_id: UUID) -> Response:
    return _ending(_period(period_id), Form(ReasonFields))


@blueprint.post("/kelola/survei/<uuid:period_id>/batal")
@open_to(BUREAU)
def cancel_period(period_id: UUID) -> Response:
    period, form = _period(period_id), Form(ReasonFields, request.form)
    if not _deed(form, lambda: changing.cancel(db(), period, form.fields.alasan, by=_me(), today=_today())):
        return _ending(_period(period_id), form, 422)
    return news.leave(redirect(url_for("surveys.list_periods", _anchor=news.ANCHOR), 303), "survei-dibatalkan")


@blueprint.get("/kelola/survei/<uuid:period_id>/kode.svg")
@open_to(BUREAU)
def export_svg(period_id: UUID) -> Response:
    office = _open_office(period_id)
    return sheets.attachment(posters.drawn(_address(office), "svg"), SVG, f"survei-{office.slug}.svg")


@blueprint.get("/kelola/survei/<uuid:period_id>/kode.png")
@open_to(BUREAU)
def export_png(period_id: UUID) -> Response:
    office = _open_office(period_id)
    return sheets.attachment(posters.drawn(_address(office), "png"), PNG, f"survei-{office.slug}.png")


@blueprint.get("/kelola/survei/<uuid:period_id>/ajakan.pdf")
@open_to(BUREAU)
def export_poster(period_id: UUID) -> Response:
    """The poster that asks citizens to answer; as a picture where this machine cannot lay out text."""
    office, period = _open_office(period_id), _period(period_id)
    svg = posters.poster_of(db(), office.name, _address(office), len(queries.instrument_of(db(), period).questions))
    try:
        body = pdf.laid_out(posters.on_paper(svg, _("Ajakan mengisi survei kepuasan %(opd)s", opd=office.name)))
    except pdf.NoPaper:
        return sheets.attachment(svg.encode(), SVG, f"ajakan-survei-{office.slug}.svg")
    return sheets.attachment(body, pdf.KIND, f"ajakan-survei-{office.slug}.pdf")


def _deed(form: Form, deed: Callable[[], object]) -> bool:
    """Whether the deed was done and committed; else its sentence is in the form."""
    return attempt(form, lambda: (deed(), True)) is not None


def _page(period: SurveyPeriod, form: Form, status: int = 200) -> Response:
    return render_page(
        "feedback/survey/change.html", status=status, form=form, period=period, office=_office(period),
        is_past=_today() > period.until,
    )  # fmt: skip


def _ending(period: SurveyPeriod, form: Form, status: int = 200) -> Response:
    return render_page(
        "feedback/survey/end.html", status=status, form=form, period=period, office=_office(period),
        may_close=period.since <= _today() < period.until, may_cancel=changing.may_cancel(db(), period),
        is_past=_today() > period.until,
    )  # fmt: skip


def _period(period_id: UUID) -> SurveyPeriod:
    return queries.period_by_id(db(), period_id) or abort(404)


def _office(period: SurveyPeriod) -> OpdPlace:
    return opd_places(db())[period.opd_id]


def _open_office(period_id: UUID) -> OpdPlace:
    """The office of a period that can still be answered; 404 for one that is over."""
    period = _period(period_id)
    return abort(404) if domain.is_over(period, _today()) else _office(period)


def _address(office: OpdPlace) -> str:
    return f"{public_root(tenancy.current())}/skm/{office.slug}"


def _values(period: SurveyPeriod) -> tuple[object, ...]:
    return period.name, period.until, period.population


def _back(period_id: UUID, code: str) -> Response:
    return news.leave(redirect(url_for("surveys.show_period", period_id=period_id, _anchor=news.ANCHOR), 303), code)


def _me() -> UUID:
    return current_user.card.id


def _today():
    return clock.today(tenancy.current().timezone)
