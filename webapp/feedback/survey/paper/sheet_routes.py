"""Typing a sheet, and matching one that two people read differently with the paper."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Response, redirect, request, url_for

from webapp.feedback.survey.paper import codes, domain, page, queries, rules
from webapp.feedback.survey.paper.attempts import attempt
from webapp.feedback.survey.paper.forms import VoidFields, sheet_fields
from webapp.feedback.survey.paper.here import TYPISTS, batch_page, blueprint, found, me, today
from webapp.feedback.survey.paper.page import Paper
from webapp.feedback.survey.refusals import REFUSALS
from webapp.platform import clock, news
from webapp.platform.access import open_to
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.pages import render_page
from webapp.platform.request import db


@blueprint.get("/kelola/survei/kertas/<uuid:batch_id>/ketik")
@open_to(*TYPISTS)
def new_sheet(batch_id: UUID) -> Response:
    """The sheet that is asked for (`lembar`), else the next one."""
    paper = page.paper_of(db(), found(batch_id))
    typing = domain.typing_of(paper.batch, me())
    refused = domain.objection(db(), paper.period, me(), today())
    typed = queries.typed(db(), [batch_id])[batch_id]
    if typing is None or refused or typed.is_whole(paper.batch.sheets) or paper.batch.cancelled_at:
        return _refuse(paper, refused or ("typing-over" if typing else "not-taken"))
    mine = typed.of(typing)
    number = _asked(paper) or rules.next_sheet(list(mine), paper.batch.sheets)
    if number is None:
        return redirect(url_for(".show_batch", batch_id=batch_id), 303)
    form = Form(_fields(paper))
    form.values = paper.fields_of(mine.get(number, {})) or {"tanggal": queries.last_day(db(), batch_id, typing)}
    form.values["lembar"] = str(number)
    return _sheet_page(paper, form, url_for(".create_sheet", batch_id=batch_id), mine=mine)


@blueprint.post("/kelola/survei/kertas/<uuid:batch_id>/ketik")
@open_to(*TYPISTS)
def create_sheet(batch_id: UUID) -> Response:
    paper = page.paper_of(db(), found(batch_id))
    form = Form(VoidFields if "rusak" in request.form else _fields(paper), request.form)
    if not _kept(paper, form, domain.type_sheet):
        mine = queries.typed(db(), [batch_id])[batch_id].of(domain.typing_of(paper.batch, me()) or rules.CORRECTION)
        return _again(paper, form, url_for(".create_sheet", batch_id=batch_id), mine=mine)
    mine = queries.typed(db(), [batch_id])[batch_id].of(domain.typing_of(paper.batch, me()))
    if rules.next_sheet(list(mine), paper.batch.sheets) is None:
        return _to_batch(batch_id, "bendel-diketik")
    return redirect(url_for(".new_sheet", batch_id=batch_id), 303)


@blueprint.get("/kelola/survei/kertas/<uuid:batch_id>/cocokkan")
@open_to(*TYPISTS)
def new_match(batch_id: UUID) -> Response:
    """The differing sheet that is asked for (`lembar`), else the first: filled in as far as both agree."""
    paper = page.paper_of(db(), found(batch_id))
    refused = domain.objection(db(), paper.period, me(), today())
    typed = queries.typed(db(), [batch_id])[batch_id]
    different = typed.differing() if typed.is_whole(paper.batch.sheets) else []
    if refused or not different:
        return _refuse(paper, refused or "no-difference")
    number = _asked(paper) if _asked(paper) in different else different[0]
    form, apart = Form(_fields(paper)), paper.apart(typed, number)
    unsure = {each["name"] for each in apart}
    agreed = {} if "" in unsure else paper.fields_of(typed.first[number])
    form.values = {name: code for name, code in agreed.items() if name not in unsure} | {"lembar": str(number)}
    return _sheet_page(paper, form, url_for(".create_match", batch_id=batch_id), apart=apart)


@blueprint.post("/kelola/survei/kertas/<uuid:batch_id>/cocokkan")
@open_to(*TYPISTS)
def create_match(batch_id: UUID) -> Response:
    paper = page.paper_of(db(), found(batch_id))
    form = Form(VoidFields if "rusak" in request.form else _fields(paper), request.form)
    if not _kept(paper, form, domain.match_sheet):
        return _again(paper, form, url_for(".create_match", batch_id=batch_id))
    if queries.typed(db(), [batch_id])[batch_id].differing():
        return redirect(url_for(".new_match", batch_id=batch_id), 303)
    return _to_batch(batch_id, "bendel-dicocokkan")


def _kept(paper: Paper, form: Form, deed) -> bool:
    """Whether the sheet was kept and committed; else its sentence is in the form."""

    def keep() -> bool:
        deed(db(), paper.batch, form.fields.lembar, _entry(paper, form), by=me(), at=clock.now(), day=today())
        return True

    return attempt(form, keep) is not None


def _entry(paper: Paper, form: Form) -> Mapping[str, Any]:
    if isinstance(form.fields, VoidFields):
        return {rules.VOID: form.fields.rusak}
    return codes.entry_of(form.fields, paper.batch.services, paper.names)


def _fields(paper: Paper):
    return sheet_fields(tuple(paper.names), len(paper.batch.services))


def _asked(paper: Paper) -> int | None:
    """The number of a sheet in the address, when this batch has it."""
    asked = request.args.get("lembar", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 0
    return number if 1 <= number <= paper.batch.sheets else None


def _refuse(paper: Paper, why: str) -> Response:
    form = Form(VoidFields)
    form.refuse("", _(REFUSALS[why]))
    return batch_page(paper.batch, form, 409)


def _again(paper: Paper, form: Form, url: str, mine: Mapping[int, rules.Entry] | None = None) -> Response:
    """The sheet as it was typed, with its sentence; what may not be typed at all leads to the batch."""
    if "" in form.errors or "lembar" in form.errors:
        return batch_page(paper.batch, form, 409)
    return _sheet_page(paper, form, url, 422, mine=mine or {})


def _to_batch(batch_id: UUID, code: str) -> Response:
    return news.leave(redirect(url_for(".show_batch", batch_id=batch_id, _anchor=news.ANCHOR), 303), code)


def _sheet_page(paper: Paper, form: Form, url: str, status: int = 200, **more: Any) -> Response:
    labels = {"tanggal": _(page.TITLES["tanggal"])} | {each.name: each.text for each in paper.about}
    labels |= {each.name: _("Pertanyaan %(n)s", n=n) for n, each in enumerate(paper.asked, start=1)}
    differs = next((one["name"] for one in more.get("apart") or []), "")
    focus = differs or next((name for name in labels if not form.values.get(name)), "")
    return render_page(
        "feedback/survey/paper/sheet.html", status=status, form=form, paper=paper, url=url, labels=labels, focus=focus,
        number=form.values.get("lembar", ""), voids=[(key, _(word)) for key, word in rules.VOID_WORDS.items()],
        **({"apart": None, "mine": {}} | more),
    )  # fmt: skip
