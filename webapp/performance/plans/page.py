"""The page of one SKP, computed before it is drawn: rows and what was said about them, the open form, the history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import Response, url_for

from webapp.people.published import PersonCard, ancestors_of, opd_names, person_names, superior_id_of
from webapp.performance import words
from webapp.performance.evidence.page import response_of
from webapp.performance.evidence.queries import CardFile, cards_of_skp
from webapp.performance.here import me, today
from webapp.performance.plans import queries, rules
from webapp.performance.plans.domain import is_unchanged
from webapp.performance.plans.forms import IndicatorFields, RhkFields, StepFields
from webapp.performance.plans.models import Skp
from webapp.performance.plans.queries import HistoryStep, IndicatorLine, RhkLine
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import long_date
from webapp.platform.pages import in_other_language, render_page
from webapp.platform.request import db


@dataclass
class Opened:
    """The one open form: `what` is rhk or indicator, `line` the row being changed, `parent` its RHK."""

    what: str
    line: RhkLine | IndicatorLine | None = None
    parent: UUID | None = None


def skp_page(
    skp: Skp,
    *,
    add: str = "",
    change: str = "",
    form: Form | None = None,
    gaps: Sequence[rules.Gap] = (),
    status: int = 200,
) -> Response:
    """Draws the SKP for whoever is signed in. `add`: 'rhk' or an RHK's id; `change`: id of a row to be changed."""
    session, reader, day = db(), me(), today()
    lines = queries.lines_of(session, skp.id)
    history = queries.history_of(session, skp.id)
    role = rules.role_of(reader.id, skp.person_id, skp.superior_id)
    may_edit = rules.edit_refusal(skp.status, role) is None
    superior_id = skp.superior_id or superior_id_of(session, skp.person_id, day)
    leaders = {line.leader_id for line in lines} | {superior_id}
    names = _names(session, skp, leaders - {None}, history, reader)
    opened = find_opened(lines, add or ("" if lines else "rhk"), change) if may_edit else None
    offices = _offices(session, lines, opened)
    form = _form_to_draw(form, opened)
    return render_page(
        "performance/skp.html",
        status=status,
        skp=skp,
        names=names,
        superior_id=superior_id,
        lines=lines,
        offices=offices,
        actions=rules.available(skp.status, role),
        **_of_the_whole(session, skp, lines, history, may_edit),
        opened=opened,
        form=form,
        options=_options(session, skp, opened, superior_id, reader, offices) if opened else {},
        **_cards(session, skp, reader, day),
        steps=[_step(each, names) for each in history],
        **_wording(skp, reader),
        **_conversation(skp, history),
        **_tell_gaps(form, gaps, lines),
    )


def _of_the_whole(session: TenantSession, skp: Skp, lines: list[RhkLine], history: list, may_edit: bool) -> dict:
    return {
        "may_edit": may_edit,
        "may_delete": may_edit and bool(lines) and not history,
        "is_unchanged": may_edit and is_unchanged(session, skp, lines),
    }


def find_opened(lines: list[RhkLine], add: str, change: str) -> Opened | None:
    """Which form these words of the address open."""
    for line in lines:
        if change == str(line.id):
            return Opened("rhk", line)
        if add == str(line.id):
            return Opened("indicator", parent=line.id)
        for each in line.indicators:
            if change == str(each.id):
                return Opened("indicator", each, line.id)
    return Opened("rhk") if add == "rhk" else None


def _tell_gaps(form: Form, gaps: Sequence[rules.Gap], lines: list[RhkLine]) -> dict:
    """Puts what is missing into the form's errors; returns it by row, and each such row's text by its place."""
    texts = {row.id: row.text for line in lines for row in (line, *line.indicators)}
    for gap in gaps:
        form.refuse(_place(gap.line), _(gap.sentence))
    return {
        "gaps": {gap.line: _(gap.sentence) for gap in gaps},
        "incomplete": {_place(gap.line): texts[gap.line] for gap in gaps if gap.line},
    }


def _place(line_id: UUID | None) -> str:
    return f"baris-{line_id}"


def _wording(skp: Skp, reader: PersonCard) -> dict:
    return {
        "state": words.status(skp.status),
        "meaning": words.meaning(skp.status, for_owner=skp.person_id == reader.id),
        "other_language_url": in_other_language(url_for("performance.show_skp", skp_id=skp.id)),
        "kinds": words.KINDS,
        "aspects": words.ASPECTS,
        "local_day": _local_day,
    }


def _form_to_draw(form: Form | None, opened: Opened | None) -> Form:
    """What was typed, if something was; else the open form as it begins."""
    if opened and (form is None or not (form.values or form.errors)):
        return _form_of(opened)
    return form or Form(StepFields)


def _form_of(opened: Opened) -> Form:
    form = Form(RhkFields if opened.what == "rhk" else IndicatorFields)
    line = opened.line
    if opened.what == "rhk":
        form.values = {
            "jenis": line.kind if line else "utama",
            "teks": line.text if line else "",
            "intervensi": str(line.serves_id or "") if line else "",
        }
    elif line:
        bound = "sendiri" if line.binding == rules.OWN else str(line.opd_id or "")
        form.values = {"aspek": line.aspek, "teks": line.text, "target": line.target, "nilai_warga": bound}
    return form


def _offices(session: TenantSession, lines: list[RhkLine], opened: Opened | None) -> dict[UUID, str]:
    """The names of the OPD, when a row or the open form names one."""
    bound = any(each.opd_id for line in lines for each in line.indicators)
    return opd_names(session) if bound or (opened and opened.what == "indicator") else {}


def _options(session: TenantSession, skp: Skp, opened: Opened, superior_id, reader: PersonCard, offices: dict) -> dict:
    if opened.what == "rhk":
        return {"jenis": words.options(words.KINDS), "intervensi": _leader_options(session, skp, opened, superior_id)}
    return {"aspek": words.options(words.ASPECTS), "nilai_warga": _score_options(session, reader, offices)}


def _leader_options(
    session: TenantSession, skp: Skp, opened: Opened, superior_id: UUID | None
) -> list[tuple[str, str]]:
    offered = queries.leader_rhks(session, superior_id, skp.year) if superior_id else []
    options = [
        (str(rhk.id), _("%(text)s (masih draf)", text=rhk.text) if rhk.is_draft else rhk.text) for rhk in offered
    ]
    line = opened.line
    if line and line.serves_id and str(line.serves_id) not in dict(options):
        options.append((str(line.serves_id), line.serves_text))
    return options


def _score_options(session: TenantSession, reader: PersonCard, names: dict[UUID, str]) -> list[tuple[str, str]]:
    options = [("sendiri", _("Nilai pelayanan saya sendiri (tampil hanya bila datanya cukup)"))]
    if reader.opd_id:
        above = ancestors_of(session, {reader.opd_id})
        above = sorted(above, key=lambda opd_id: (opd_id != reader.opd_id, names[opd_id]))
        options += [(str(opd_id), _("Nilai kantor: %(name)s", name=names[opd_id])) for opd_id in above]
    return options


def _names(
    session: TenantSession, skp: Skp, leaders: set[UUID], history: list[HistoryStep], reader: PersonCard
) -> dict[UUID, str]:
    others = {skp.person_id, *(step.actor_id for step in history), *leaders} - {reader.id}
    return {reader.id: reader.name} | (person_names(session, others) if others else {})


def _comments(history: list[HistoryStep]) -> dict[UUID, list]:
    """Comments by row, the newest first."""
    found: dict[UUID, list] = {}
    for step in reversed(history):
        for comment in step.comments:
            found.setdefault(comment.line_id, []).append(comment)
    return found


def _conversation(skp: Skp, history: list[HistoryStep]) -> dict:
    """The comments by row, and the step that asked for the clarification in hand if it has a message for the whole."""
    asked = history[-1] if skp.status == rules.KLARIFIKASI and history else None
    return {"comments": _comments(history), "message": asked if asked and asked.reason else None}


def _cards(session: TenantSession, skp: Skp, reader: PersonCard, day: date) -> dict:
    """The newest card this reader may see, and how many of the invited had rated, by indicator."""
    files = _files(session, skp, reader, day)
    return {
        "cards": {file.card.indicator_id: file.card for file in files},
        "rates": {file.card.indicator_id: response_of(file.card) for file in files},
    }


def _files(session: TenantSession, skp: Skp, reader: PersonCard, day: date) -> list[CardFile]:
    if skp.status != rules.DISEPAKATI:
        return []
    if skp.person_id == reader.id:
        return cards_of_skp(session, skp.id, None)
    if superior_id_of(session, skp.person_id, day) == reader.id:
        return cards_of_skp(session, skp.id, day)
    return []


def _step(step: HistoryStep, names: dict[UUID, str]) -> dict:
    return {
        "what": _(words.STEPS[step.action]),
        "when_text": long_date(_local_day(step.at)),
        "who": names[step.actor_id],
        "note": step.reason or None,
        "is_done": True,
    }


def _local_day(moment) -> date:
    return clock.local(moment, db().tenant.timezone).date()
