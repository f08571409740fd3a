"""The inbox: cases by what is due first, with filters, search, counts and pages."""

from flask import Response, request, url_for

from webapp.feedback.complaints import words as spoken
from webapp.feedback.complaints.office import bulk, lines, queries, words
from webapp.feedback.complaints.office.forms import BulkFields, InboxFields
from webapp.feedback.complaints.office.here import HANDLER, INSPECTOR, blueprint, me, reader, today
from webapp.feedback.complaints.office.queries import Wish
from webapp.people.published import opd_names
from webapp.platform.access import open_to
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import number
from webapp.platform.pages import render_page
from webapp.platform.request import db

PAGE = 25
FILTERS = ("keadaan", "jenis", "unit", "pegang", "waktu", "cari")


@blueprint.get("/kelola/pengaduan")
@open_to(HANDLER, INSPECTOR)
def list_cases() -> Response:
    return inbox(Form(InboxFields, request.args))


def inbox(form: Form[InboxFields], several: Form | None = None) -> Response:
    """The list as wished; with a wish nobody understands the open cases, and why. several: picked cases, refused."""
    asked = form.fields or InboxFields()
    wish = wish_of(asked)
    on, who, offset = lines.days(db(), today()), reader(), (asked.halaman - 1) * PAGE
    total = queries.count(db(), who, wish, on)
    rows = queries.listed(db(), who, wish, on, PAGE, offset)
    return render_page(
        "feedback/complaints/office/inbox.html", status=200 if form.ok and not several else 422, form=form, asked=asked,
        cases=lines.cases(db(), rows, on), total=total, counts=queries.counts(db(), who, on), page=_pages(asked, total),
        tabs=_tabs(asked), chosen=_chosen(asked), units=_units(), reader=who, keep=_address_parts(asked),
        states=_said(words.SHOWN), kinds=_said(spoken.SHORT_KINDS), holdings=_said(words.HOLDINGS),
        times=_said(words.TIMES), several=several or Form(BulkFields), deeds=_bulk_deeds(), all_units=_all_units(),
        archivings=_said({each: word for each, word in words.ARCHIVINGS.items() if each != "ganda"}),
        handlers=bulk.petugas_of(db(), who, today()),
    )  # fmt: skip


def _bulk_deeds() -> list[tuple[str, str]]:
    """What may be done with several at once: routing and archiving are the coordinator's."""
    own = words.BULK if reader().coordinates else {"serahkan": words.BULK["serahkan"]}
    return _said(own) if HANDLER in me().roles else []


def _all_units() -> list[tuple]:
    return sorted(opd_names(db()).items(), key=lambda pair: pair[1].lower()) if reader().coordinates else []


def wish_of(asked: InboxFields) -> Wish:
    """What the filters mean."""
    return Wish(asked.keadaan, asked.jenis, asked.unit, asked.pegang, asked.waktu, asked.cari)


def _address_parts(asked: InboxFields, **changes) -> dict:
    """The filters as they stand in an address, without those that say nothing."""
    parts = {name: getattr(asked, name) for name in FILTERS} | changes
    parts["keadaan"] = None if parts["keadaan"] == words.OPEN else parts["keadaan"]
    return {name: value for name, value in parts.items() if value}


def _url(asked: InboxFields, **changes) -> str:
    return url_for("complaint_inbox.list_cases", **_address_parts(asked, **changes))


def _tabs(asked: InboxFields) -> dict[str, str]:
    """Where each of the counts above the list leads."""
    bare = dict.fromkeys(FILTERS) | {"keadaan": words.OPEN}
    return {
        "open": _url(asked, **bare), "late": _url(asked, **bare | {"waktu": "lewat"}),
        "near": _url(asked, **bare | {"waktu": "dekat"}), "mine": _url(asked, **bare | {"pegang": "saya"}),
        "free": _url(asked, **bare | {"pegang": "kosong"}),
    }  # fmt: skip


def _chosen(asked: InboxFields) -> list[dict]:
    units = opd_names(db())
    told = {
        "keadaan": _(words.SHOWN[asked.keadaan]) if asked.keadaan != words.OPEN else "",
        "jenis": _(spoken.SHORT_KINDS[asked.jenis]) if asked.jenis else "", "unit": units.get(asked.unit, ""),
        "pegang": _(words.HOLDINGS[asked.pegang]) if asked.pegang else "",
        "waktu": _(words.TIMES[asked.waktu]) if asked.waktu else "", "cari": asked.cari,
    }  # fmt: skip
    bare = {"keadaan": words.OPEN}
    return [
        {"text": text, "remove_url": _url(asked, **{name: bare.get(name)})} for name, text in told.items() if text
    ]


def _units() -> list[tuple]:
    names = opd_names(db())
    used = [(unit, names[unit]) for unit in queries.units_used(db(), reader()) if unit in names]
    return sorted(used, key=lambda pair: pair[1].lower())


def _pages(asked: InboxFields, total: int) -> dict:
    first, last = (asked.halaman - 1) * PAGE + 1, min(asked.halaman * PAGE, total)
    parts = _address_parts(asked)

    def address(page: int) -> str:
        return url_for("complaint_inbox.list_cases", halaman=page, **parts)

    return {
        "previous_url": address(asked.halaman - 1) if asked.halaman > 1 else None,
        "next_url": address(asked.halaman + 1) if last < total else None,
        "text": _("%(first)s sampai %(last)s dari %(all)s", first=number(first), last=number(last), all=number(total))
        if total and first <= last else "",
    }  # fmt: skip


def _said(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(value, _(word)) for value, word in table.items()]
