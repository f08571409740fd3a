"""The room where posters, cards and stickers are printed: choose, look, take the PDF; single pieces as SVG."""

from flask import Blueprint, Response, make_response, request

from webapp.feedback.services import desk, posters, queries
from webapp.feedback.services.desk import BUREAU, found_point
from webapp.feedback.services.drawing import Piece
from webapp.feedback.services.forms import PrintFields
from webapp.feedback.services.models import ServicePoint
from webapp.people.published import opd_names
from webapp.platform import pdf, tenancy
from webapp.platform.access import open_to
from webapp.platform.addresses import public_root
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.pages import render_page
from webapp.platform.request import db
from webapp.platform.sheets import attachment

blueprint = Blueprint("printing", __name__)
MOST = 200  # points in one document: laying out a page takes about a tenth of a second
FORMS = {
    "poster": "Poster dinding, kertas A4",
    "kartu": "Kartu meja, kertas A5 melintang",
    "tenda": "Kartu meja lipat dua, kertas A4",
    "stiker": "Lembar stiker, kertas A4",
}
LANGUAGES = {"id": "Bahasa Indonesia", "en": "Bahasa Inggris", "dua": "Dua bahasa: Indonesia dan Inggris"}
SVG = "image/svg+xml"


@blueprint.get("/kelola/cetak")
@open_to(BUREAU)
def new_print() -> Response:
    return _page(Form(PrintFields, request.args))


@blueprint.post("/kelola/cetak/berkas.pdf")
@open_to(BUREAU)
def create_document() -> Response:
    form = Form(PrintFields, request.form)
    points = _chosen(form.fields) if form.ok else []
    if form.ok and not points:
        form.refuse("titik", _("Tidak ada titik layanan yang cocok. Ubah pilihannya."))
    if len(points) > MOST:
        sentence = _("Paling banyak %(n)s titik layanan dalam satu berkas. Pilih satu kantor atau satu layanan.",
                     n=MOST)  # fmt: skip
        form.refuse("titik", sentence)
    if not form.ok:
        return _page(form, status=422)
    wanted = form.fields
    leaves = posters.pages_of(_pieces(points, wanted.tulisan), wanted.bentuk, wanted.jumlah)
    codes = [point.code for point in points]
    db().rollback()  # nothing was written, and the database need not wait for the paper
    try:
        body = pdf.as_pdf("feedback/services/paper.html", leaves=leaves, size=posters.PAPER[wanted.bentuk])
    except pdf.NoPaper:
        form.refuse("bentuk", _("Server ini belum dapat membuat PDF. Unduh gambarnya satu per satu, lalu cetak."))
        return _page(form, status=422)
    posters.note_print(db(), wanted.bentuk, codes, by=desk.me())
    db().commit()
    return attachment(body, pdf.KIND, f"{wanted.bentuk}-{tenancy.current().slug}.pdf")


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
    tenant, names = tenancy.current(), posters.Names(queries.service_names(db()), opd_names(db()))
    return posters.pieces_of(points, names, tenant, public_root(tenant), languages, posters.logo_of(db()))


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
        for each in points[:MOST]
    ]  # fmt: skip
    return render_page(
        "feedback/services/print.html", status=status, form=form, points=listed, sample=sample, more=len(points) > MOST,
        offices=desk.opd_options(), services=sorted(services.items(), key=lambda each: each[1]),
        forms=[(value, _(word)) for value, word in FORMS.items()], wanted=wanted,
        languages=[(value, _(word)) for value, word in LANGUAGES.items()],
    )  # fmt: skip
