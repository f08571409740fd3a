"""The organisation bureau's room for the survey: periods, what was collected, and the index when they are over."""

from datetime import datetime
from uuid import UUID

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask_login import current_user

from webapp.feedback.survey import changing, domain, posters, queries, results
from webapp.feedback.survey.forms import PeriodFields
from webapp.feedback.survey.instruments import queries as instruments
from webapp.feedback.survey.models import SurveyPeriod
from webapp.feedback.survey.paper.queries import by_channel
from webapp.feedback.survey.refusals import NotPossible
from webapp.people.published import opd_places
from webapp.platform import clock, news, tenancy
from webapp.platform.access import open_to
from webapp.platform.addresses import public_root
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import long_date
from webapp.platform.pages import render_page
from webapp.platform.request import db

blueprint = Blueprint("surveys", __name__)
BUREAU = "organisasi"
READERS = (BUREAU, "inspektorat", "kepala")
NEWS = {"survei-dibuka": "Masa survei sudah tersimpan. Warga dapat mengisi sejak hari pertamanya."}


@blueprint.get("/kelola/survei")
@open_to(*READERS)
def list_periods() -> Response:
    return render_page(
        "feedback/survey/list.html", lines=results.lines(db(), _today()), waiting=queries.unfinished(db(), _today())
    )


@blueprint.get("/kelola/survei/baru")
@open_to(BUREAU)
def new_period() -> Response:
    return _form_page(Form(PeriodFields))


@blueprint.post("/kelola/survei")
@open_to(BUREAU)
def create_period() -> Response:
    form = Form(PeriodFields, request.form)
    if not form.ok:
        return _form_page(form, 422)
    sent = form.fields
    try:
        period = domain.open_period(
            db(), sent.unit, sent.nama, sent.sejak, sent.sampai, sent.pengguna,
            by=current_user.card.id, at=clock.now(), today=_today(),
        )  # fmt: skip
    except NotPossible as problem:
        db().rollback()
        form.refuse(problem.field, _(problem.sentence))
        return _form_page(form, 422)
    db().commit()
    return news.leave(
        redirect(url_for(".show_period", period_id=period.id, _anchor=news.ANCHOR), 303), "survei-dibuka"
    )


@blueprint.get("/kelola/survei/<uuid:period_id>")
@open_to(*READERS)
def show_period(period_id: UUID) -> Response:
    period = queries.period_by_id(db(), period_id) or abort(404)
    return render_page(
        "feedback/survey/period.html", "found", **results.page_of(db(), period, _today()),
        channels=by_channel(db(), period.id), waiting=period.id in queries.unfinished(db(), _today()),
        address=_address(period), qr=posters.picture_of, history=changing.history_of(db(), period.id, _, _day),
        may_change=BUREAU in current_user.card.roles and _today() <= period.until,
    )  # fmt: skip


def _form_page(form: Form, status: int = 200) -> Response:
    offices = sorted(((place.id, place.name) for place in opd_places(db()).values()), key=lambda each: each[1])
    version = instruments.now(db())
    return render_page("feedback/survey/new.html", status=status, form=form, offices=offices, version=version)


def _address(period: SurveyPeriod) -> str:
    """Where citizens answer."""
    return f"{public_root(tenancy.current())}/skm/{opd_places(db())[period.opd_id].slug}"


def _day(at: datetime) -> str:
    return long_date(clock.local(at, tenancy.current().timezone))


def _today():
    return clock.today(tenancy.current().timezone)
