"""The room where posters, cards and stickers are printed: choose, look, print; single pieces as SVG."""

from flask import Blueprint, Response, make_response, request

from webapp.feedback.services import desk, posters, queries
from webapp.feedback.services.desk import BUREAU, found_point
from webapp.feedback.services.drawing import Piece
from webapp.feedback.services.forms import PrintFields
from webapp.feedback.services.models import ServicePoint
from webapp.feedback.services.prints import domain, page, rules
from webapp.feedback.services.prints import queries as print_queries
from webapp.feedback.services.prints.domain import Wish
from webapp.feedback.services.prints.routes import to_print
from webapp.feedback.services.prints.words import FORMS, LANGUAGES
from webapp.people.published import opd_names
from webapp.platform import clock, pdf, tenancy
from webapp.platform.access import open_to
from webapp.platform.addresses import public_root
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import number
from webapp.platform.pages import render_page
from webapp.platform.request import db
from webapp.platform.sheets import attachment

blueprint = Blueprint("printing", __name__)
LISTED = 300  # points to tick one by one
RECENT = 5  # large prints shown
SVG = "image/svg+xml"


@blueprint.get("/kelola/cetak")
@open_to(BUREAU)
def new_print() -> Response:
    return _page(Form(PrintFields, request.args))


@blueprint.post("/kelola/cetak/berkas.pdf")
@open_to(BUREAU)
def create_document() -> Response:
    """A few sheets are the answer; many are laid out by a job, and the answer leads to its page."""
    form = Form(PrintFields, request.form)
    points = _chosen(form.fields) if form.ok else []
    if form.ok and not points:
        form.refuse("titik", _("Tidak ada titik layanan yang cocok. Ubah pilihannya."))
    if not form.ok:
        return _page(form, status=422)
    sent = form.fields
    wish = Wish(sent.bentuk, sent.tulisan, sent.jumlah, [point.code for point in points])
    most = rules.MOST[wish.form]
    if wish.sheets > most:
        sentence = _("Pilihan ini %(n)s lembar, paling banyak %(most)s dalam satu berkas. Pilih satu OPD atau layanan.",
                     n=number(wish.sheets), most=number(most))  # fmt: skip
        form.refuse("titik", sentence)
        return _page(form, status=422)
    return _at_once(form, wish, points) if rules.is_quick(wish.form, wish.sheets) else _by_a_job(form, wish)


def _at_once(form: Form, wish: Wish, points: list[ServicePoint]) -> Response:
    leaves = list(posters.pages_of(_pieces(points, wish.languages), wish.form, wish.stickers))
    db().rollback()  # nothing was written, and the database need not wait for the paper
    try:
        body = pdf.laid_out(posters.paper(leaves, wish.form, wish.languages, tenancy.current()))
    except pdf.NoPaper:
        form.refuse("bentuk", _("Server ini belum dapat membuat PDF. Unduh gambarnya satu per satu, lalu cetak."))
        return _page(form, status=422)
    posters.note_print(db(), wish.form, wish.codes, by=desk.me())
    db().commit()
    return attachment(body, pdf.KIND, f"{wish.form}-{tenancy.current().slug}.pdf")


def _by_a_job(form: Form, wish: Wish) -> Response:
    root = public_root(tenancy.current())
    job = desk.attempt(form, lambda: domain.ask(db(), wish, root=root, by=desk.me(), at=clock.now()))
    if job is None:
        return _page(form, status=409)
    db().commit()
    return to_print(job)


@blueprint.get("/kelola/titik/<uuid:point_id>/gambar.svg")
@open_to(BUREAU)
def show_picture(point_id) -> Response:
    point, form = found_point(point_id), Form(PrintFields, request.args)
    wanted = form.fields or PrintFields()
    response = make_response(posters.picture(_pieces([point], wanted.tulisan)[0], wanted.bentuk))
    response.mimetype = SVG
    response.headers["Content-Disposition"] = f'inline; filename="{wanted.bentuk}-{point.code}.svg"'
    return response


def _pieces(points: list[ServicePoint], languages: str) -> list[Piece]:
    return posters.pieces(db(), points, public_root(tenancy.current()), languages)


def _chosen(wanted: PrintFields) -> list[ServicePoint]:
    """The points asked for: those named, else all open ones of the OPD and the service."""
    if wanted.titik:
        return queries.points_by_code(db(), set(wanted.titik))
    return queries.open_points(db(), desk.today(), wanted.opd, wanted.layanan)


def _page(form: Form, status: int = 200) -> Response:
    wanted = form.fields or PrintFields()
    points = queries.open_points(db(), desk.today(), wanted.opd, wanted.layanan)
    services, offices = queries.service_names(db()), opd_names(db())
    form.values = {"bentuk": wanted.bentuk, "tulisan": wanted.tulisan, "jumlah": str(wanted.jumlah)} | form.values
    named = set(form.lists.get("titik", []))
    sample = next((point for point in points if point.code in named), points[0] if points else None)
    listed = [
        {"code": each.code, "name": each.name, "service": services[each.service_id],
         "opd_name": offices.get(each.opd_id, ""), "is_chosen": each.code in named}
        for each in points[:LISTED]
    ]  # fmt: skip
    return render_page(
        "feedback/services/print.html", status=status, form=form, points=listed, sample=sample,
        more=len(points) > LISTED, offices=desk.opd_options(),
        services=sorted(services.items(), key=lambda each: each[1]),
        forms=[(value, _(word)) for value, word in FORMS.items()], wanted=wanted,
        languages=[(value, _(word)) for value, word in LANGUAGES.items()],
        quick=rules.AT_ONCE, prints=_recent(),
    )  # fmt: skip


def _recent() -> list[dict]:
    """The large prints of the last day, the newest first."""
    now = clock.now()
    return [page.line(each, now) for each in print_queries.recent(db(), now - rules.KEPT, RECENT)]
