"""Follow-ups: the list, planning one for a period, its course, writing down how it stands."""

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, request, url_for

from webapp.feedback.survey.followups import domain, page, queries
from webapp.feedback.survey.followups.domain import Responsible, Stand
from webapp.feedback.survey.followups.forms import PlanFields, StepFields, stand_of, who_is
from webapp.feedback.survey.followups.queries import Item
from webapp.feedback.survey.models import SurveyPeriod
from webapp.feedback.survey.publishing import here
from webapp.feedback.survey.publishing.figures import figures_of
from webapp.feedback.survey.publishing.page import unsur_word
from webapp.feedback.survey.publishing.refusals import NotPossible
from webapp.feedback.survey.reports.facts import told_row
from webapp.people.published import opd_names
from webapp.platform import clock, news
from webapp.platform.access import STAFF, open_to
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.pages import render_page
from webapp.platform.request import db

blueprint = Blueprint("followups", __name__)


@blueprint.get("/tindak-lanjut")
@open_to(STAFF)
def list_items() -> Response:
    items = page.visible_items(db(), here.me(), _sees_all(), here.today())
    shown = page.listed(db(), items, request.args.get("keadaan", ""), here.today())
    periods = page.led_periods(db(), here.me(), here.today())
    return render_page("feedback/surveyreport/followups.html", any=bool(items), periods=periods, **shown)


@blueprint.get("/kelola/survei/<uuid:period_id>/tindak-lanjut/baru")
@open_to(STAFF)
def new_item(period_id: UUID) -> Response:
    form = Form(PlanFields)
    period, slugs = _plannable(period_id)
    form.values["unsur"] = slugs[0]
    return _plan_page(period, slugs, form)


@blueprint.post("/kelola/survei/<uuid:period_id>/tindak-lanjut")
@open_to(STAFF)
def create_item(period_id: UUID) -> Response:
    period, slugs = _plannable(period_id)
    form = Form(PlanFields, request.form)
    if not form.ok:
        return _plan_page(period, slugs, form, 422)
    sent = form.fields
    try:
        row = domain.plan(db(), period, slugs, sent.unsur, sent.apa, stand_of(sent),
                          by=here.me().id, at=clock.now(), today=here.today())  # fmt: skip
    except NotPossible as problem:
        db().rollback()
        form.refuse(problem.field, _(problem.sentence))
        return _plan_page(period, slugs, form, 422)
    db().commit()
    return _to(row.id, "tindak-direncanakan")


@blueprint.get("/tindak-lanjut/<uuid:followup_id>")
@open_to(STAFF)
def show_item(followup_id: UUID) -> Response:
    return _item_page(_visible(followup_id), None)


@blueprint.post("/tindak-lanjut/<uuid:followup_id>/perkembangan")
@open_to(STAFF)
def create_step(followup_id: UUID) -> Response:
    item = _visible(followup_id)
    if not _may_move(item):
        abort(403)
    form = Form(StepFields, request.form)
    if not form.ok:
        return _item_page(item, form, 422)
    try:
        domain.move(db(), item, form.fields.langkah, _allowed(item, stand_of(form.fields)),
                    by=here.me().id, at=clock.now(), today=here.today())  # fmt: skip
    except NotPossible as problem:
        db().rollback()
        form.refuse(problem.field, _(problem.sentence))
        return _item_page(_visible(followup_id), form, 422)
    db().commit()
    return _to(followup_id, "tindak-dicatat")


def _plannable(period_id: UUID) -> tuple[SurveyPeriod, list[str]]:
    """The period and its unsur, lowest first; 404 while it has no result."""
    period = here.planned_period(period_id)
    row = told_row(db(), period, here.today(), by=here.me().id, at=clock.now()) or abort(404)
    return period, figures_of(row.unsur, row.counts).index().priorities


def _visible(followup_id: UUID) -> Item:
    """The follow-up, for who reads all, plans it, or is responsible for it; 404 for others."""
    item = queries.item_by_id(db(), followup_id) or abort(404)
    return item if _sees_all() or _may_move(item) else abort(404)


def _sees_all() -> bool:
    return bool(here.me().roles & here.READERS)


def _may_move(item: Item) -> bool:
    """Who plans it or is responsible for it writes down how it stands."""
    return here.may_plan(item.row.opd_id) or page.is_responsible(db(), item, here.me(), here.today())


def _allowed(item: Item, stand: Stand) -> Stand:
    """Who is only responsible changes neither the day nor who is responsible."""
    if here.may_plan(item.row.opd_id):
        return stand
    step = item.step
    return Stand(stand.state, step.due, Responsible(step.person_id, step.jabatan_id), stand.note)


def _plan_page(period: SurveyPeriod, slugs: list[str], form: Form, status: int = 200) -> Response:
    return render_page(
        "feedback/surveyreport/plan.html", status=status, form=form, period=period,
        office_name=opd_names(db())[period.opd_id], unsur=[(slug, unsur_word(slug)) for slug in slugs],
        choices=page.choices(db(), period.opd_id, here.today()),
    )  # fmt: skip


def _item_page(item: Item, form: Form | None, status: int = 200) -> Response:
    step = item.step
    if form is None:
        form = Form(StepFields)
        form.values = {"keadaan": step.state, "tenggat": step.due.isoformat(),
                       "penanggung": who_is(step.person_id, step.jabatan_id)}  # fmt: skip
    form.values["langkah"] = str(step.number)
    plans = here.may_plan(item.row.opd_id)
    return render_page(
        "feedback/surveyreport/followup.html", status=status, form=form, states=page.states(),
        may_move=_may_move(item), may_plan=plans, who=who_is(step.person_id, step.jabatan_id), due=step.due.isoformat(),
        choices=page.choices(db(), item.row.opd_id, here.today()) if plans else [],
        reads_results=plans or _sees_all(), **page.of_item(db(), item, here.today()),
    )  # fmt: skip


def _to(followup_id: UUID, code: str) -> Response:
    return news.leave(redirect(url_for(".show_item", followup_id=followup_id, _anchor=news.ANCHOR), 303), code)
