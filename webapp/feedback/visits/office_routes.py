"""The office's room for invitations: what became of them, what to ask about, slips to print and to call in."""

from uuid import UUID

from flask import Blueprint, Response, abort, current_app, redirect, request, url_for
from flask_login import current_user

from webapp.feedback.ratings.rules import week_of
from webapp.feedback.rosters import queries as rosters
from webapp.feedback.rosters.queries import Point, Scope
from webapp.feedback.visits import domain, overview, picture, queries
from webapp.feedback.visits.forms import SlipFields
from webapp.feedback.visits.models import VisitSlips
from webapp.feedback.visits.rules import WEEK, last_day
from webapp.platform import clock, tenancy
from webapp.platform.access import STAFF, open_to
from webapp.platform.addresses import public_root
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.news import ANCHOR, leave
from webapp.platform.pages import render_page
from webapp.platform.pdf import KIND, NoPaper, as_pdf
from webapp.platform.request import db, resources
from webapp.platform.sheets import attachment

blueprint = Blueprint("invitations", __name__)
DAY = WEEK / 7
READERS = {"inspektorat", "kepala"}


@blueprint.get("/kelola/undangan")
@open_to(STAFF)
def show() -> Response:
    return _page(Form(SlipFields))


@blueprint.post("/kelola/undangan/lembar.pdf")
@open_to(STAFF)
def create_slips() -> Response:
    points, form = _planned(), Form(SlipFields, request.form)
    point = next((each for each in points if form.ok and each.id == form.fields.titik), None)
    if form.ok and point is None:
        form.refuse("titik", _("Titik layanan itu tidak ada dalam daftar. Pilih yang lain."))
    if point is None:
        return _page(form, 422)
    try:
        return _slips(point, form)
    except NoPaper:
        db().rollback()
        form.refuse("", _("Berkas PDF tidak dapat dibuat di komputer ini, jadi belum ada undangan yang dibuat. "
                          "Beri tahu pengelola sistem: pustaka Pango belum terpasang."))  # fmt: skip
        return _page(form, 503)


@blueprint.post("/kelola/undangan/lembar/<uuid:slips_id>/batal")
@open_to(STAFF)
def create_cancellation(slips_id: UUID) -> Response:
    printed = _held(slips_id)
    is_new = printed.cancelled_at is None
    if is_new:
        domain.cancel_slips(db(), printed, by=current_user.card.id, at=clock.now())
        db().commit()
    answer = redirect(url_for(".show", _anchor=ANCHOR), 303)
    return leave(answer, "lembar-dibatalkan" if is_new else "lembar-sudah-dibatalkan")


def _slips(chosen: Point, form: Form[SlipFields]) -> Response:
    """The slips on paper. They are issued only once the file is complete, and the file is nowhere but in the answer."""
    tenant, now, sent = tenancy.current(), clock.now(), form.fields
    week = week_of(_today()) + WEEK * (sent.pekan == "depan")
    point = current_app.extensions["points"].find(tenant, chosen.code, now) or abort(404)
    _printed, tokens = domain.print_slips(
        db(), resources().keys, point, week, sent.jumlah, by=current_user.card.id, at=now
    )
    root = public_root(tenant)
    body = as_pdf(
        "feedback/visits/slips.html", point=point, week=week, until=last_day(week),
        slips=[{"number": number, "qr": picture.carried(f"{root}/k/{token}")}
               for number, token in enumerate(tokens, start=1)],
    )  # fmt: skip
    db().commit()
    return attachment(body, KIND, f"undangan-{point.code}-{week.isoformat()}.pdf")


def _page(form: Form, status: int = 200) -> Response:
    scope, points = _seen(), _planned_or_nothing()
    since, before = overview.span(_today())
    return render_page(
        "feedback/visits/overview.html", status=status, form=form, since=since, until=before - DAY,
        lines=overview.lines(db(), scope, _today()), asked=overview.asked_about(db(), scope, _today()),
        points=overview.choices(db(), points),
        prints=overview.printed(db(), points, clock.now()),
    )  # fmt: skip


def _held(slips_id: UUID) -> VisitSlips:
    """The print, if it is of a point where she plans; else 404."""
    printed = queries.held_print(db(), slips_id)
    if printed is None or printed.point_id not in {each.id for each in _planned()}:
        abort(404)
    return printed


def _scope() -> Scope:
    return rosters.scope_of(db(), current_user.card, _today())


def _seen() -> Scope:
    """What she may read: all for who oversees, else where she plans; 403 where that is nowhere."""
    if READERS & current_user.roles:
        return Scope(None)
    scope = _scope()
    return abort(403) if scope.is_empty else scope


def _planned() -> list[Point]:
    """The points she may print for; 403 without any scope."""
    return abort(403) if _scope().is_empty else _planned_or_nothing()


def _planned_or_nothing() -> list[Point]:
    scope = _scope()
    return [] if scope.is_empty else rosters.points_in(db(), scope, _today())


def _today():
    return clock.today(tenancy.current().timezone)
