"""What the pages of follow-ups show."""

from datetime import date
from uuid import UUID

from webapp.feedback.survey import queries as surveys
from webapp.feedback.survey.domain import is_over
from webapp.feedback.survey.followups import domain, queries, rules, words
from webapp.feedback.survey.followups.domain import Responsible
from webapp.feedback.survey.followups.forms import JABATAN, PERSON
from webapp.feedback.survey.followups.models import SurveyFollowupStep
from webapp.feedback.survey.followups.queries import Item
from webapp.feedback.survey.publishing.page import moment, unsur_word
from webapp.people.published import PersonCard, jabatan_names, opd_names, person_names
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import short_date

ALL, LATE, OPEN, ENDED = "", "lewat", "jalan", "akhir"
FILTERS = {ALL: "Semua", LATE: "Terlambat", OPEN: "Belum selesai", ENDED: "Sudah berakhir"}


def visible_items(
    session: TenantSession, card: PersonCard, sees_all: bool, day: date, period_id: UUID | None = None
) -> list[Item]:
    """The follow-ups this person may see: all, those of what she leads, and those she is responsible for."""
    every = queries.items(session, period_ids=[period_id] if period_id else None)
    if sees_all:
        return every
    planned = domain.planned_opds(session, card, day)
    return [
        each for each in every
        if planned is None or each.row.opd_id in planned or is_responsible(session, each, card, day)
    ]  # fmt: skip


def led_periods(session: TenantSession, card: PersonCard, day: date) -> list[dict]:
    """The periods that are over of the OPD this person leads, the last one first; the bureau has its own list."""
    planned = domain.planned_opds(session, card, day) or set()
    offices = opd_names(session) if planned else {}
    return [
        {"period": each, "office": offices[each.opd_id]}
        for each in (surveys.periods(session) if planned else [])
        if each.opd_id in planned and is_over(each, day)
    ]


def is_responsible(session: TenantSession, item: Item, card: PersonCard, day: date) -> bool:
    """Whether this person is responsible for it today."""
    step = item.step
    return card.id in domain.responsible_people(session, Responsible(step.person_id, step.jabatan_id), day)


def listed(session: TenantSession, items: list[Item], wanted: str, today: date) -> dict:
    """The list, what has not ended first, and how many there are of each kind."""
    kinds = {
        ALL: items,
        LATE: [each for each in items if each.is_overdue(today)],
        OPEN: [each for each in items if each.is_open],
        ENDED: [each for each in items if not each.is_open],
    }
    shown = sorted(kinds.get(wanted, items), key=lambda each: not each.is_open)
    names, offices = names_of(session, shown), opd_names(session)
    return {
        "lines": [line_of(each, names, offices, today) for each in shown],
        "filters": [(kind, _(word), len(kinds[kind])) for kind, word in FILTERS.items()],
        "wanted": wanted if wanted in kinds else ALL,
        "done": rules.done_of(each.step.state for each in items),
    }


def line_of(item: Item, names: dict[UUID, str], offices: dict[UUID, str], today: date) -> dict:
    """A follow-up in a list."""
    row, step = item.row, item.step
    return {
        "id": row.id,
        "what": row.what,
        "word": unsur_word(row.unsur),
        "office": offices.get(row.opd_id, ""),
        "who": names.get(step.person_id or step.jabatan_id, ""),
        "due": step.due,
        "term": _(words.TERMS[rules.term_of(row.at.date(), step.due)]),
        "state": _(words.STATES[step.state]),
        "tone": words.TONES[step.state],
        "is_overdue": item.is_overdue(today),
    }


def of_item(session: TenantSession, item: Item, today: date) -> dict:
    """One follow-up with its course."""
    steps = queries.steps_of(session, item.row.id)
    named = {each.by_id for each in steps} | {each.person_id for each in steps if each.person_id}
    people = person_names(session, named)
    names = people | jabatan_names(session, {each.jabatan_id for each in steps if each.jabatan_id})
    period = surveys.period_by_id(session, item.row.period_id)
    return {
        "line": line_of(item, names, opd_names(session), today),
        "period": period,
        "steps": [_step(each, names) for each in steps],
        "number": item.step.number,
    }


def _step(step: SurveyFollowupStep, names: dict[UUID, str]) -> dict:
    due = _("%(keadaan)s, batas waktu %(hari)s, penanggung jawab %(siapa)s", keadaan=_(words.STATES[step.state]),
            hari=short_date(step.due), siapa=names.get(step.person_id or step.jabatan_id, ""))  # fmt: skip
    return {"what": due, "when_text": moment(step.at), "who": names.get(step.by_id, ""), "note": step.note,
            "is_done": step.state == rules.DONE}  # fmt: skip


def states() -> list[tuple[str, str]]:
    """The states in the reader's words."""
    return [(state, _(word)) for state, word in words.STATES.items()]


def choices(session: TenantSession, opd_id: UUID, day: date) -> list[tuple[str, str]]:
    """Who may be responsible, as a form lists them: jabatan first, then people."""
    jabatan, people = domain.candidates(session, opd_id, day)
    return [
        *((f"{JABATAN}:{key}", _("Jabatan: %(nama)s", nama=f"{name}, {office}")) for key, name, office in jabatan),
        *((f"{PERSON}:{key}", name) for key, name in people),
    ]


def names_of(session: TenantSession, items: list[Item]) -> dict[UUID, str]:
    """The people and the jabatan that are responsible for these."""
    people = {each.step.person_id for each in items if each.step.person_id}
    jabatan = {each.step.jabatan_id for each in items if each.step.jabatan_id}
    return person_names(session, people) | jabatan_names(session, jabatan)
