"""How the citizens' pages of complaints are made."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Response, url_for

from webapp.feedback.complaints import here, queries, timeline, words
from webapp.feedback.complaints.codes import Ticket
from webapp.feedback.complaints.forms import FilterFields, MessageFields
from webapp.feedback.complaints.limits import running_clock
from webapp.feedback.complaints.models import Complaint
from webapp.feedback.complaints.moving import available
from webapp.feedback.complaints.rules import HIGHEST, THE_CITIZEN, is_end
from webapp.feedback.masking import mask
from webapp.feedback.ratings.keys import grouped
from webapp.feedback.ratings.rules import CHOICES, REASONS
from webapp.feedback.ratings.tries import WINDOW
from webapp.feedback.services.models import ServicePoint
from webapp.feedback.services.queries import point_by_code, service_names
from webapp.people.published import opd_names
from webapp.platform import clock
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.news import News
from webapp.platform.pages import render_page
from webapp.platform.request import db

PAGE = 20


def report_form(form: Form, status: int = 200) -> Response:
    """The form, empty or as typed with what is wrong with it."""
    response = render_page(
        "feedback/complaints/new.html", status=status, form=form, kinds=_said(words.KINDS),
        visibilities=_said(words.VISIBILITIES), services=here.service_choices(service_names(db())),
        carried=_carried(form, ("kunci", "bahasa")), about=_about(form),
    )  # fmt: skip
    return here.private(response)


def point_of(form: Form) -> ServicePoint | None:
    """The counter the report is about, if it is still said to be."""
    code = form.values.get("titik", "").strip().lower()[:60]
    return point_by_code(db(), code) if code else None


def _about(form: Form) -> dict[str, str] | None:
    """The counter as the form names it, with the code that travels along."""
    point = point_of(form)
    return {"code": point.code, "name": f"{point.name}, {service_names(db())[point.service_id]}"} if point else None


def similar_first(form: Form, alike: list[Complaint], support_key: str) -> Response:
    """Before hers is kept: reports like it, each to be joined with one tap; hers travels along, whole."""
    names = service_names(db())
    new = ("tetap", "situs", "ikut", "kunci_ikut")
    kept = [(name, value) for name, value in form.values.items() if name not in new and value]
    response = render_page(
        "feedback/complaints/similar.html", form=form, kept=kept, support_key=support_key,
        cases=[_public_line(row, names) for row in alike],
    )  # fmt: skip
    return here.private(response)


def receipt(ticket: Ticket, row: Complaint) -> Response:
    """What was kept, and the code to follow it by."""
    return here.private(render_page(
        "feedback/complaints/receipt.html", row=row, code=ticket.code, code_grouped=grouped(ticket.code),
        has_contact=queries.has_contact(db(), row.id), kind=_(words.SHORT_KINDS[row.kind]),
        visibility=_(words.VISIBILITIES[row.visibility]),
    ))  # fmt: skip


def find(form: Form, status: int) -> Response:
    """Asks for a tracking code, with what was typed and what is wrong with it."""
    response = render_page("feedback/complaints/find.html", status=status, form=form)
    if status == 429:
        response.headers["Retry-After"] = str(WINDOW)
    return here.private(response)


def case(
    ticket: Ticket, row: Complaint, *, form: Form | None = None, said: News | None = None, status: int = 200
) -> Response:
    """Her page of the case, with all she typed on it. said: the word after a deed, when the page answers it itself."""
    talk = queries.messages(db(), row.id, with_notes=False)
    items = timeline.of(queries.steps(db(), row.id), talk, opd_names(db()), words.STEPS)
    shown = render_page(
        "feedback/complaints/case.html", status=status, row=row, code=ticket.code, code_grouped=grouped(ticket.code),
        items=items, answer=_answer(row, items), said=said, files=queries.files(db(), row.id),
        service=service_names(db()).get(row.service_id),
        same_url=_same_url(row), can=available(db(), row, THE_CITIZEN, clock.now()), is_over=is_end(row.state),
        is_highest=row.level >= HIGHEST, may_write=row.state != "ditutup", choices=_choices(),
        due=_due(row), **_told(row),
        form=form or Form(MessageFields),
    )  # fmt: skip
    return here.private(shown)


def _answer(row: Complaint, items: list[timeline.Item]) -> timeline.Item | None:
    """The answer she is asked about, while she is."""
    given = [item for item in items if item.what == _(words.MESSAGES["jawaban"])] if row.state == "dijawab" else []
    return given[-1] if given else None


def public_list(form: Form[FilterFields]) -> Response:
    """Reports that everybody may read, with how each of them ended."""
    wish = form.fields or FilterFields()
    names, offset = service_names(db()), (wish.halaman - 1) * PAGE
    rows = queries.public(db(), wish.keadaan, wish.layanan, PAGE + 1, offset)
    response = render_page(
        "feedback/complaints/list.html", form=form, services=here.service_choices(names),
        states=_said({state: words.PUBLIC_STATES[state] for state in words.STATES if state not in
                      ("diterima", "diarsipkan")}),
        cases=[_public_line(row, names) for row in rows[:PAGE]], page=_pages(wish, offset, rows),
    )  # fmt: skip
    response.headers["Cache-Control"] = "public, max-age=30"
    return response


def public_case(row: Complaint, problem: str | None = None, status: int = 200) -> Response:
    """One public report: the masked text, the answers, how it ended; nothing of who reported."""
    said = [one for one in queries.messages(db(), row.id, with_notes=False) if one.kind == "jawaban"]
    shown = timeline.of(queries.steps(db(), row.id), said, opd_names(db()), words.PUBLIC_STEPS, with_reasons=False,
                        veil=lambda text: mask(text).text)
    response = render_page(
        "feedback/complaints/public.html", status=status, row=row, line=_public_line(row, service_names(db())),
        items=shown, problem=problem, key=here.fresh_key(), is_over=is_end(row.state),
    )  # fmt: skip
    response.headers["Cache-Control"] = "no-store"
    return response


def reason_word(slug: str | None) -> str:
    """The element a rating pointed at, as the title of a report."""
    return REASONS[slug] if slug else ""


def _public_line(row: Complaint, services: Mapping[UUID, str]) -> dict[str, Any]:
    return {
        "id": row.id, "title": row.title, "text": row.text, "day": row.received_on, "supporters": row.supporters,
        "service": services.get(row.service_id), "kind": _(words.SHORT_KINDS[row.kind]), "score": row.handling_score,
        "url": url_for("complaints.show_public", complaint_id=row.id), "tone": words.TONES[row.state],
        "state": _(words.PUBLIC_STATES[row.state]), "ending": _(words.ENDINGS[row.ending]) if row.ending else None,
        "passed_to": row.passed_to, "closing": _(words.CLOSINGS[row.closing]) if row.closing else None,
    }  # fmt: skip


def _told(row: Complaint) -> dict[str, Any]:
    """The state, the end and the reason of an archiving in the reader's words."""
    return {
        "state": _(words.STATES[row.state]), "tone": words.TONES[row.state],
        "ending": _(words.ENDINGS[row.ending]) if row.ending else None,
        "closing": _(words.CLOSINGS[row.closing]) if row.closing else None,
        "archiving": _(words.ARCHIVINGS[row.archiving]) if row.archiving else None,
    }  # fmt: skip


def _same_url(row: Complaint) -> str | None:
    """The public page of the case hers is the same as, if everybody may read that one."""
    other = queries.complaint(db(), row.same_as_id) if row.same_as_id else None
    return url_for("complaints.show_public", complaint_id=other.id) if other and other.is_public else None


def _due(row: Complaint):
    """Until when the office owes the next step, or None."""
    found = running_clock(row.state, {"verifikasi": row.verify_due, "tindak_lanjut": row.first_due,
                                      "jawaban": row.resolve_due})  # fmt: skip
    return found[1] if found else None


def _pages(wish: FilterFields, offset: int, rows: list) -> dict[str, str | None]:
    def address(number: int) -> str:
        return url_for(".list_public", keadaan=wish.keadaan, layanan=wish.layanan, halaman=number)

    shown = min(len(rows), PAGE)
    return {
        "previous_url": address(wish.halaman - 1) if wish.halaman > 1 else None,
        "next_url": address(wish.halaman + 1) if len(rows) > PAGE else None,
        "text": _("%(first)s sampai %(last)s", first=offset + 1, last=offset + shown) if shown else "",
    }


def _carried(form: Form, names: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(name, form.values[name]) for name in names if form.values.get(name)]


def _choices() -> list[tuple[int, str]]:
    return [(choice.value, _(choice.word)) for choice in CHOICES]


def _said(table: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(value, _(word)) for value, word in table.items()]
