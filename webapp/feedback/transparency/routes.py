"""The public pages: every office, one office, what was done, open data, and the badge."""

from flask import Blueprint, Response, abort, url_for

from webapp.feedback.publication.here import blueprint as results
from webapp.feedback.publication.here import today
from webapp.feedback.publication.limits import in_force
from webapp.feedback.transparency import badge, data
from webapp.feedback.transparency.board import board
from webapp.feedback.transparency.lines import UNIT_PAGE, Line, lines
from webapp.feedback.transparency.unit import unit_page
from webapp.platform import sheets, tenancy
from webapp.platform.access import PUBLIC, open_to
from webapp.platform.i18n import decimals, number
from webapp.platform.i18n import gettext as _
from webapp.platform.pages import kept, render_page
from webapp.platform.request import db
from webapp.tenants.published import palette_of

blueprint = Blueprint("transparency", __name__)
FOR_A_MOMENT = "public, max-age=30"
NEWEST = 6  # of the board, on the first page
MOST = 100  # of the board
JSON, SVG = "application/json; charset=utf-8", "image/svg+xml; charset=utf-8"


@results.get("/transparansi")
@open_to(PUBLIC)
def show_all() -> Response:
    told = board(db(), today())
    response = render_page(
        "feedback/transparency/all.html", results=lines(db()), limits=in_force(db()), deeds=told["deeds"][:NEWEST],
        shares=told["shares"], has_more=len(told["deeds"]) > NEWEST,
    )  # fmt: skip
    response.headers["Cache-Control"] = FOR_A_MOMENT
    return response


@results.get("/transparansi/<slug>")
@open_to(PUBLIC)
def show_unit(slug: str) -> Response:
    found = unit_page(db(), slug, today()) or abort(404)
    code = badge_code(found["office"].name, slug)
    response = render_page("feedback/transparency/unit.html", newest=NEWEST, badge_code=code, **found)
    response.headers["Cache-Control"] = FOR_A_MOMENT
    return response


@blueprint.get("/anda-sampaikan")
@open_to(PUBLIC)
def show_board() -> Response:
    told = board(db(), today())
    response = render_page("feedback/transparency/board.html", deeds=told["deeds"][:MOST], shares=told["shares"])
    response.headers["Cache-Control"] = FOR_A_MOMENT
    return response


@blueprint.get("/data")
@open_to(PUBLIC)
def show_data() -> Response:
    return render_page("feedback/transparency/data.html")


@blueprint.get("/data/penilaian.json")
@open_to(PUBLIC)
def show_json() -> Response:
    return kept(data.as_json(data.entries(db(), today())), JSON)


@blueprint.get("/data/penilaian.csv")
@open_to(PUBLIC)
def show_csv() -> Response:
    response = kept(sheets.as_csv(data.as_sheet(data.entries(db(), today()))), sheets.CSV)
    response.headers["Content-Disposition"] = 'attachment; filename="penilaian.csv"'
    return response


@blueprint.get("/lencana/<slug>")
@open_to(PUBLIC)
def show_badge(slug: str) -> Response:
    line = next((each for each in lines(db())["rows"] if f"{each.slug}.svg" == slug), None) or abort(404)
    drawn = badge.draw(_badge(line) or abort(404), palette_of(tenancy.current())["--nila"])
    response = kept(drawn.encode(), SVG)
    response.headers["Vary"] = "Cookie"  # its words are in the reader's language
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _badge(line: Line) -> badge.Badge | None:
    """The index where there is one, else the score; None where neither may be told."""
    if line.ikm:
        basis = _("Indeks Kepuasan Masyarakat, %(name)s, %(n)s jawaban", name=line.ikm.name, n=number(line.ikm.n))
        return badge.Badge(line.name, decimals(line.ikm.ikm), f"{line.ikm.mutu} · {_(line.ikm.kinerja)}", basis)
    if line.card and line.card["score"] is not None:
        basis = _("Penilaian kunjungan, enam bulan terakhir, %(n)s penilaian", n=number(line.card["n"]))
        return badge.Badge(line.name, decimals(line.card["score"]), _("dari 4"), basis)
    return None


def badge_code(line_name: str, slug: str) -> str:
    """What a page puts in to show the badge: HTML."""
    picture = url_for("transparency.show_badge", slug=f"{slug}.svg", _external=True)
    page = url_for(UNIT_PAGE, slug=slug, _external=True)
    alt = badge.safe(line_name)
    return f'<a href="{page}"><img src="{picture}" width="{badge.WIDTH}" height="{badge.HEIGHT}" alt="{alt}"></a>'

