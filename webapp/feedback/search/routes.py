"""Everything that was found, page by page: services, and citizens' messages, by office and by week."""

from datetime import date, timedelta
from typing import Annotated, Literal
from uuid import UUID

from flask import Blueprint, Response, request, url_for
from pydantic import Field
from werkzeug.datastructures import MultiDict

from webapp.feedback.publication.here import today, tree, visible_opds
from webapp.feedback.publication.reach import Tree
from webapp.feedback.ratings.rules import week_of
from webapp.feedback.search import asking, messages, services
from webapp.feedback.search.asking import Asked
from webapp.platform.access import STAFF, open_to
from webapp.platform.forms import Fields, Form
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import number
from webapp.platform.pages import render_page
from webapp.platform.request import db

blueprint = Blueprint("search", __name__)
PAGE = 20
LAST_PAGE = 500
PERIODS = {"4": "4 pekan terakhir", "13": "3 bulan terakhir", "52": "1 tahun terakhir"}


class WishFields(Fields):
    """What the list is narrowed to: an office with all under it, weeks up to now, and which page."""

    opd: UUID | None = None
    masa: Literal["4", "13", "52"] | None = None
    halaman: Annotated[int, Field(ge=1, le=LAST_PAGE)] = 1


@blueprint.get("/cari/layanan")
@open_to(STAFF)
def list_services() -> Response:
    asked, wish, offices = asking.read(request.args.get("q", "")), _wish(), tree()
    family = _family(offices, wish, None)
    page = services.Page([], 0)
    if asked.text and not asked.is_refused:
        page = services.find(db(), asked, today(), PAGE, _skip(wish), family)
    return _page("feedback/search/services.html", asked, wish, offices, None, page.hits,
                 page.total > _skip(wish) + PAGE, _("%(n)s layanan", n=number(page.total)))  # fmt: skip


@blueprint.get("/cari/pesan-warga")
@open_to(STAFF)
def list_messages() -> Response:
    asked, wish, offices = asking.read(request.args.get("q", "")), _wish(), tree()
    visible = visible_opds(offices)
    family = _family(offices, wish, visible)
    page = messages.find(db(), asked, family, PAGE, _skip(wish), _since(wish))
    return _page("feedback/search/messages.html", asked, wish, offices, visible, page.hits, page.has_more,
                 _("%(n)s pesan di halaman ini", n=number(len(page.hits))), periods=PERIODS)  # fmt: skip


def _wish() -> WishFields:
    """What cannot be understood is as if it had not been said."""
    known = MultiDict((name, value) for name, value in request.args.items() if name in WishFields.model_fields)
    return Form(WishFields, known).fields or WishFields()


def _skip(wish: WishFields) -> int:
    return (wish.halaman - 1) * PAGE


def _since(wish: WishFields) -> date | None:
    return week_of(today()) - timedelta(weeks=int(wish.masa) - 1) if wish.masa else None


def _family(offices: Tree, wish: WishFields, visible: set[UUID] | None) -> set[UUID] | None:
    """The chosen office with all under it, as far as it is visible; without a choice all that is."""
    if wish.opd is None:
        return visible
    chosen = set(offices.families.get(wish.opd, ()))
    return chosen if visible is None else chosen & visible


def _page(
    template: str, asked: Asked, wish: WishFields, offices: Tree, visible: set[UUID] | None, hits: list,
    has_more: bool, total: str, **more: object,
) -> Response:  # fmt: skip
    names = offices.names()
    choices = [(key, name) for key, name in names.items() if visible is None or key in visible]
    return render_page(
        template, "found", asked=asked, wish=wish, names=names, hits=hits, total=total if hits else "",
        offices=sorted(choices, key=lambda each: each[1]), pager=_pager(asked, wish, len(hits), has_more),
        first=_skip(wish) + 1, **more,
    )  # fmt: skip


def _pager(asked: Asked, wish: WishFields, shown: int, has_more: bool) -> dict | None:
    if wish.halaman == 1 and not has_more:
        return None

    def to(page: int) -> str:
        return url_for(str(request.endpoint), q=asked.text, opd=wish.opd, masa=wish.masa, halaman=page)

    return {
        "previous_url": to(wish.halaman - 1) if wish.halaman > 1 else None,
        "next_url": to(wish.halaman + 1) if has_more and wish.halaman < LAST_PAGE else None,
        "text": f"{number(_skip(wish) + 1)}–{number(_skip(wish) + shown)}" if shown else "",
    }
