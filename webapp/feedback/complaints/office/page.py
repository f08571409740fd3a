"""How the pages of a case are made: the case itself, and the page that asks for what a step needs."""

from typing import Any
from uuid import UUID

from flask import Response

from webapp.feedback.complaints import desk, moving, queries, rules
from webapp.feedback.complaints import words as spoken
from webapp.feedback.complaints.here import private
from webapp.feedback.complaints.models import Complaint
from webapp.feedback.complaints.office import domain, lines, templates, words
from webapp.feedback.complaints.office.forms import HoldingFields, MessageFields
from webapp.feedback.complaints.office.here import reader, today
from webapp.feedback.masking import is_masked
from webapp.feedback.services.queries import points_by_id, service_by_id, service_names
from webapp.people.published import opd_names, person_names
from webapp.platform import clock
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.news import News
from webapp.platform.pages import render_page
from webapp.platform.request import db

SEND = "teruskan"
FIRST = ("mulai", "jawab", "teruskan", "lanjutkan", "buka")  # offered as buttons; the rest quietly


def head(row: Complaint) -> dict[str, Any]:
    """What stands at the top of every page about a case."""
    line = lines.cases(db(), [row], lines.days(db(), today()))[0]
    service = service_names(db()).get(row.service_id)
    point = points_by_id(db(), {row.point_id}).get(row.point_id) if row.point_id else None
    return {"line": line, "reader": reader(), "service": service, "is_held": _is_held(row),
            "point": point.name if point else ""}  # fmt: skip


def case(
    row: Complaint, *, form: Form | None = None, holding: Form | None = None, said: News | None = None,
    status: int = 200,
) -> Response:  # fmt: skip
    """The page of a case: what she wrote, where it stands, what happened, and what this reader may do now."""
    now = clock.now()
    can = moving.available(db(), row, reader().actor, now)
    handles = desk.may_see(db(), row, reader().actor, now)
    return private(render_page(
        "feedback/complaints/office/case.html", status=status, row=row, **head(row),
        items=lines.history(db(), row), files=queries.files(db(), row.id), deeds=_deeds(can), handles=handles,
        is_over=rules.is_end(row.state), may_write=handles and row.state != "ditutup" and not _is_held(row),
        may_pause="tunda" in can, has_originals=_is_masked(row),
        has_contact=reader().coordinates and queries.has_contact(db(), row.id), subject=_subject(row),
        consents=domain.has_consent(db(), row), others=_others(row, now) if handles else [], same=_same(row),
        kind=_(spoken.SHORT_KINDS[row.kind]), closing=_(spoken.CLOSINGS[row.closing]) if row.closing else "",
        form=form or Form(MessageFields), holding=holding or Form(HoldingFields), said=said,
        may_name=desk.may_name(db(), row, reader().actor), may_hold=handles and not rules.is_end(row.state),
        change=templates.change_of(db(), row),
    ))  # fmt: skip


def glance(row: Complaint) -> Response:
    """What a leader is shown of a case whose limit is near: where it lies and until when, no word of the citizen's."""
    line = lines.cases(db(), [row], lines.days(db(), today()))[0]
    return private(render_page("feedback/complaints/office/glance.html", line=line))


def step(row: Complaint, action: str, form: Form, status: int = 200) -> Response:
    """The page of one step: the case in short, what the step means, the fields it needs."""
    form.values.setdefault("versi", str(row.version))
    form.values["langkah"] = action
    if action == SEND and not form.errors:
        form.values.setdefault("unit", str(_unit_of(row) or ""))
    title, lead = words.DEEDS[action]
    rule = rules.TABLE.get((row.state, action))
    needs = rule.needs if rule else next(each.needs for (_s, name), each in rules.TABLE.items() if name == action)
    return private(render_page(
        "feedback/complaints/office/step.html", status=status, row=row, form=form, action=action, title=_(title),
        lead=_(lead), needs=needs, units=_units(row) if "unit" in needs else [], endings=_said(spoken.ENDINGS),
        archivings=_said(words.ARCHIVINGS), templates=templates.choices(db(), row) if action == "jawab" else [],
        items=[item for item in lines.history(db(), row) if item["look"] in ("hers", "ours")], **head(row),
    ))  # fmt: skip


def classify(row: Complaint, form: Form, status: int = 200) -> Response:
    """The page of the coordinator's findings, as they stand or as typed."""
    if not form.values:
        form.values = {"jenis": row.kind, "tampil": row.visibility, "berkadar": "ya" if row.is_grave else "",
                       "umum": "ya" if row.is_public else "", "versi": str(row.version)}  # fmt: skip
    allowed = [each for each in words.VISIBILITIES if desk.STRICTER[each] >= desk.STRICTER[row.visibility]]
    return private(render_page(
        "feedback/complaints/office/classify.html", status=status, row=row, form=form, kinds=_said(spoken.SHORT_KINDS),
        visibilities=[(each, _(words.VISIBILITIES[each])) for each in allowed], **head(row),
    ))  # fmt: skip


def publish(row: Complaint, form: Form, closed: list[str], status: int = 200) -> Response:
    """What everybody would read, to be looked at and covered further before they do."""
    words_now = desk.public_words(db(), row, closed, clock.now())
    kept = [(name, form.values.get(name, "")) for name in ("versi", "jenis", "tampil", "berkadar", "umum")]
    if not form.errors:
        form.values["kata"] = ""
    return private(render_page(
        "feedback/complaints/office/publish.html", status=status, row=row, form=form, shown=words_now,
        carried=[pair for pair in kept if pair[1]] + [("tutup", word) for word in closed]
        + [("cap", desk.mark_of(words_now))], closed=closed, **head(row),
    ))  # fmt: skip


def subject(row: Complaint, form: Form, hits=(), status: int = 200) -> Response:
    """The page that asks which officer the report is about."""
    form.values.setdefault("versi", str(row.version))
    return private(render_page("feedback/complaints/office/subject.html", status=status, row=row, form=form, hits=hits,
                               subject=_subject(row), **head(row)))  # fmt: skip


def _deeds(can: list[str]) -> list[dict]:
    found = [{"action": each, "word": _(words.DEEDS[each][0]), "is_first": each in FIRST} for each in can
             if each in words.DEEDS]  # fmt: skip
    return sorted(found, key=lambda deed: FIRST.index(deed["action"]) if deed["is_first"] else len(FIRST))


def _is_held(row: Complaint) -> bool:
    """Whether somebody else has it in hand."""
    return row.holder_id is not None and row.holder_id != reader().id


def _is_masked(row: Complaint) -> bool:
    """Whether she wrote something that is not read here: hidden in the report, or in what came later."""
    return is_masked(f"{row.title} {row.text}") or len(queries.originals(db(), row.id)) > 1


def _subject(row: Complaint) -> str:
    return person_names(db(), {row.subject_id}).get(row.subject_id, "") if row.subject_id else ""


def _others(row: Complaint, now) -> list[tuple[UUID, str]]:
    ids = domain.may_hold(db(), row, now) - {row.holder_id}
    return sorted(person_names(db(), ids).items(), key=lambda pair: pair[1])


def _same(row: Complaint) -> UUID | None:
    """The case hers is the same as."""
    return row.same_as_id


def _unit_of(row: Complaint) -> UUID | None:
    """The unit that gives the service the report is about."""
    service = service_by_id(db(), row.service_id) if row.service_id else None
    return service.opd_id if service else None


def _units(row: Complaint) -> list[tuple[UUID, str]]:
    names = opd_names(db())
    found = [(unit, names[unit]) for unit in desk.units_to_choose(db(), row, clock.now())]
    return sorted(found, key=lambda pair: pair[1].lower())


def _said(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(value, _(word)) for value, word in table.items()]
