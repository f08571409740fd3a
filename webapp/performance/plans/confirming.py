"""The question before what cannot be taken back: removing a row or a draft, agreeing an SKP. Without JavaScript too.

Each page shows what the answer is about, as it stands at the version that the form then carries.
"""

from uuid import UUID

from flask import Response, url_for

from webapp.people.published import person_names
from webapp.performance import words
from webapp.performance.here import me
from webapp.performance.plans import queries, rules
from webapp.performance.plans.domain import why_not_delete
from webapp.performance.plans.forms import StepFields
from webapp.performance.plans.models import Skp
from webapp.performance.plans.page import skp_page
from webapp.performance.plans.queries import RhkLine
from webapp.platform.errors import NotYours
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.pages import render_page
from webapp.platform.request import db


def ask_removal(skp: Skp, line_id: UUID) -> Response:
    """Asks the owner whether this RHK or indicator shall go; shows the SKP when she may not change it now."""
    refused = rules.edit_refusal(skp.status, rules.role_of(me().id, skp.person_id, skp.superior_id))
    if refused:
        return _not_now(skp, refused)
    for line in queries.lines_of(db(), skp.id):
        if line.id == line_id:
            return _ask_rhk(skp, line)
        for each in line.indicators:
            if each.id == line_id:
                return _ask_indicator(skp, each)
    raise NotYours


def ask_agreement(skp: Skp) -> Response:
    """Asks the superior whether she agrees to all of it; shows the SKP when it is not hers to agree now."""
    refused = rules.refusal("setujui", skp.status, rules.role_of(me().id, skp.person_id, skp.superior_id))
    if refused:
        return _not_now(skp, refused)
    name = person_names(db(), {skp.person_id})[skp.person_id]
    return _ask(
        skp,
        title=_("Setujui SKP %(year)s, %(name)s?", year=skp.year, name=name),
        consequence=_("Baca sekali lagi. Setelah Anda setujui, isinya terkunci dan tidak dapat diubah lagi."),
        lines=queries.lines_of(db(), skp.id),
        url=url_for(".create_agreement", skp_id=skp.id),
        yes=_("Ya, setujui SKP ini"),
    )


def ask_deletion(skp: Skp) -> Response:
    """Asks the owner whether the whole draft shall go; shows the SKP when it may not."""
    refused = why_not_delete(db(), skp, me().id)
    if refused:
        return _not_now(skp, refused)
    return _ask(
        skp,
        title=_("Hapus draf SKP %(year)s?", year=skp.year),
        consequence=_("Semua rencana hasil kerja dan indikator di bawah ini terhapus. Ini tidak dapat dibatalkan, "
                      "tetapi Anda dapat menyusun SKP tahun ini lagi dari awal."),
        lines=queries.lines_of(db(), skp.id),
        url=url_for(".create_deletion", skp_id=skp.id),
        yes=_("Ya, hapus draf SKP"),
        tone="grave",
    )  # fmt: skip


def _ask_rhk(skp: Skp, line: RhkLine) -> Response:
    return _ask(
        skp,
        title=_("Hapus rencana hasil kerja ini?"),
        consequence=_("Indikatornya ikut terhapus dari SKP Anda. Ini tidak dapat dibatalkan."),
        lines=[line],
        url=url_for(".create_rhk_removal", rhk_id=line.id),
        yes=_("Ya, hapus rencana hasil kerja"),
        tone="grave",
    )


def _ask_indicator(skp: Skp, indicator: queries.IndicatorLine) -> Response:
    return _ask(
        skp,
        title=_("Hapus indikator ini?"),
        consequence=_("Indikator ini hilang dari SKP Anda. Ini tidak dapat dibatalkan."),
        indicators=[indicator],
        url=url_for(".create_indicator_removal", indicator_id=indicator.id),
        yes=_("Ya, hapus indikator"),
        tone="grave",
    )


def _ask(skp: Skp, *, tone: str = "", lines=(), indicators=(), **question) -> Response:
    return render_page(
        "performance/confirm.html",
        skp=skp,
        lines=lines,
        indicators=indicators,
        tone=tone,
        kinds=words.KINDS,
        aspects=words.ASPECTS,
        **question,
    )


def _not_now(skp: Skp, sentence: str) -> Response:
    form = Form(StepFields)
    form.refuse("", _(sentence))
    return skp_page(skp, form=form, status=409)
