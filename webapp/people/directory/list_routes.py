"""The list of people: searched, filtered, paged, and taken along as a file."""

from dataclasses import dataclass

from flask import Response, abort, request, url_for
from werkzeug.datastructures import MultiDict

from webapp.people.directory import export, labels, search, tree
from webapp.people.directory.forms import ExportFields, WishFields
from webapp.people.directory.here import me, staff, today
from webapp.people.directory.search import PeoplePage, Wish
from webapp.platform.access import open_to
from webapp.platform.audit import record
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import number
from webapp.platform.pages import render_page
from webapp.platform.request import db
from webapp.platform.sheets import CSV, XLSX, as_csv, as_xlsx, attachment

FOLDED = ("opd", "jenis", "status")  # filters that fold on a phone; the words looked for stay in sight


@dataclass(frozen=True)
class Pager:
    """What parts/page.html draws under a list."""

    previous_url: str | None
    next_url: str | None
    text: str


@staff.get("/kelola/pegawai")
@open_to("bkpsdm")
def list_people() -> Response:
    fields = read_wish(request.args)
    day = today()
    page = search.page_of_people(db(), as_wish(fields), day, after=fields.sesudah, before=fields.sebelum)
    return render_page(
        "people/directory/list.html",
        "found",
        page=page,
        wish=fields,
        form=_form_of(fields),
        pager=_pager(fields, page),
        asked=_asked(fields),
        total=_total(page),
        folded=sum(name in FOLDED for name in _asked(fields)),
        opds=tree.opd_choices(db(), day),
        labels=labels,
        options={"jenis": _options(labels.JABATAN_KINDS), "status": _options(labels.STATUSES)},
    )


def read_wish(given: MultiDict[str, str]) -> WishFields:
    """What is looked for; what cannot be understood is as if it had not been said."""
    known = MultiDict((name, value) for name, value in given.items() if name in WishFields.model_fields)
    return Form(WishFields, known).fields or WishFields(cari=given.get("cari", "")[:100].strip())


def as_wish(fields: WishFields) -> Wish:
    """The same for the search."""
    return Wish(fields.cari, fields.opd, fields.jenis or "", fields.status or "")


def _options(words: dict[str, str]) -> list[tuple[str, str]]:
    return [(code, _(word)) for code, word in words.items()]


def _asked(fields: WishFields) -> dict[str, str]:
    """The wish as it stands in an address."""
    told = {"cari": fields.cari, "opd": fields.opd, "jenis": fields.jenis, "status": fields.status}
    return {name: str(value) for name, value in told.items() if value}


def _form_of(fields: WishFields) -> Form:
    form: Form = Form(WishFields)
    form.values = _asked(fields)
    return form


def _total(page: PeoplePage) -> str:
    if page.is_more:
        return _("Lebih dari %(number)s orang", number=number(search.COUNTED))
    return _("%(number)s orang", number=number(page.total), n=page.total)


def _pager(fields: WishFields, page: PeoplePage) -> Pager:
    asked, people = _asked(fields), page.people
    before = url_for(".list_people", sebelum=people[0].id, **asked) if page.has_before and people else None
    after = url_for(".list_people", sesudah=people[-1].id, **asked) if page.has_after and people else None
    return Pager(before, after, _total(page))


@staff.post("/kelola/pegawai/unduhan")
@open_to("bkpsdm")
def create_export() -> Response:
    form = Form(ExportFields, request.form)
    if not form.ok:
        abort(422)
    sheet = export.people_sheet(db(), as_wish(form.fields), today())
    kind = form.fields.bentuk
    record(db(), "pegawai:diunduh", "person", me().id, by=me().id, people=len(sheet.rows), format=kind,
           **_asked(form.fields))  # fmt: skip
    db().commit()
    if kind == "csv":
        return attachment(as_csv(sheet), CSV, f"pegawai-{today()}.csv")
    return attachment(as_xlsx(sheet), XLSX, f"pegawai-{today()}.xlsx")
