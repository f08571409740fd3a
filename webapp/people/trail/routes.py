"""Reading the trail, and taking a filtered part of it along; that too is recorded."""

from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, request, url_for
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from webapp.people.published import person_names
from webapp.people.trail import links, queries, words
from webapp.people.trail.forms import ExportFields, TrailFields
from webapp.people.trail.queries import Wanted
from webapp.platform import clock, sheets, tenancy
from webapp.platform.access import open_to
from webapp.platform.audit import AuditEvent, record
from webapp.platform.forms import Form
from webapp.platform.i18n import clock_time
from webapp.platform.i18n import gettext as _
from webapp.platform.pages import render_page
from webapp.platform.request import db

blueprint = Blueprint("trail", __name__)
READERS = ("inspektorat", "bkpsdm", "organisasi")
PAGE = 50
MOST = 20_000  # lines of one file
FILTERS = tuple(TrailFields.model_fields)
FOLDED = ("sejak", "sampai", "siapa", "tindakan")  # the fields of the form; a person or an object comes by a link


@blueprint.get("/kelola/jejak")
@open_to(*READERS)
def show() -> Response:
    form = Form(TrailFields, _asked(request.args, FILTERS))
    return _page(form, _after(request.args.get("setelah", "")))


@blueprint.post("/kelola/jejak/unduh")
@open_to(*READERS)
def create_export() -> Response:
    form = Form(ExportFields, request.form)
    found = _found(form.fields, MOST + 1) if form.ok else []
    if len(found) > MOST:
        form.refuse("sejak", _("Lebih dari 20.000 catatan. Persempit rentang tanggalnya, lalu unduh lagi."))
    if not form.ok:
        return _page(form, None)
    given = form.fields
    asked = {name: str(getattr(given, name)) for name in FILTERS if getattr(given, name)}
    record(
        db(), "jejak:diunduh", "tenant", tenancy.current().id, by=current_user.card.id,
        saringan=asked, banyak=len(found), bentuk=given.bentuk,
    )  # fmt: skip
    sheet = _sheet(found)
    db().commit()
    name = f"jejak-audit-{clock.today(tenancy.current().timezone).isoformat()}.{given.bentuk}"
    if given.bentuk == "xlsx":
        return sheets.attachment(sheets.as_xlsx(sheet), sheets.XLSX, name)
    return sheets.attachment(sheets.as_csv(sheet), sheets.CSV, name)


def _asked(given: MultiDict, names: tuple[str, ...]) -> MultiDict:
    """The filters of an address; what else stands there is none of ours."""
    return MultiDict((name, given[name]) for name in names if name in given)


def _page(form: Form, after: tuple[datetime, UUID] | None) -> Response:
    found = _found(form.fields, PAGE + 1, after) if form.ok else []
    shown, last = found[:PAGE], found[PAGE - 1] if len(found) > PAGE else None
    kept = {name: form.values[name] for name in FILTERS if form.values.get(name)}
    return render_page(
        "people/trail/show.html",
        status=422 if form.errors else 200,
        form=form,
        rows=_rows(shown),
        deeds=sorted(((code, words.deed(code)) for code in queries.actions(db())), key=lambda pair: pair[1]),
        kept=kept,
        folded=sum(name in FOLDED for name in kept),
        person=_one_person(form),
        first_url=url_for("trail.show", **kept) if after else None,
        next_url=url_for("trail.show", **kept, setelah=f"{last.at.isoformat()}~{last.id}") if last else None,
    )


def _found(fields: TrailFields, most: int, after: tuple[datetime, UUID] | None = None) -> list[AuditEvent]:
    people = None
    if fields.orang:
        people = [fields.orang]
    elif fields.siapa:
        people = queries.people_called(db(), fields.siapa)
    wanted = Wanted(
        since=_midnight(fields.sejak) if fields.sejak else None,
        before=_midnight(fields.sampai + timedelta(days=1)) if fields.sampai else None,
        people=people, action=fields.tindakan or None, thing=fields.objek,
        hidden=queries.hidden_from(db(), current_user.card.id, clock.today(tenancy.current().timezone)),
    )  # fmt: skip
    return list(queries.events(db(), wanted, most, after))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(tenancy.current().timezone))


def _after(text: str) -> tuple[datetime, UUID] | None:
    """Where a page goes on; an address that was tampered with begins anew."""
    moment, _sep, row_id = text.partition("~")
    try:
        at = datetime.fromisoformat(moment.replace(" ", "+"))
        return (at, UUID(row_id)) if at.tzinfo else None
    except ValueError:
        return None


def _one_person(form: Form) -> str | None:
    """The name of the one person a link asked for."""
    person_id = form.fields.orang if form.ok else None
    return person_names(db(), {person_id}).get(person_id) if person_id else None


def _rows(found: list[AuditEvent]) -> list[dict]:
    actors = {each.actor_id for each in found if each.actor_id}
    inside = {one for each in found for one in words.ids_in(each.detail)}
    names = links.names_of(db(), actors | inside | {each.object_id for each in found})
    zone, reader = tenancy.current().timezone, current_user.card
    known = words.Known(names, zone)
    return [
        {
            "at": clock.local(each.at, zone),
            "time": clock_time(clock.local(each.at, zone)),
            "who": names.get(each.actor_id) if each.actor_id else None,
            "who_id": each.actor_id,
            "whose": _("Pemegang tautan") if each.action in words.BY_LINK else _("Pamong sendiri"),
            "what": words.deed(each.action),
            "thing": words.thing(each.object_kind),
            "name": names.get(each.object_id),
            "thing_id": each.object_id,
            "url": links.link(each.object_kind, each.object_id, reader),
            "lines": words.lines(each.object_kind, each.detail, known),
        }
        for each in found
    ]


def _sheet(found: list[AuditEvent]) -> sheets.Sheet:
    columns = [_("Waktu"), _("Siapa"), _("Tindakan"), _("Kode tindakan"), _("Objek"), _("Nomor objek"), _("Rincian")]
    lines = [
        (
            f"{row['at']:%Y-%m-%d %H:%M:%S}",
            row["who"] or row["whose"],
            row["what"],
            each.action,
            row["thing"],
            str(row["thing_id"]),
            "; ".join(f"{label}: {text}" for label, text in row["lines"]),
        )
        for each, row in zip(found, _rows(found), strict=True)
    ]
    return sheets.Sheet(_("Jejak audit"), columns, lines)
