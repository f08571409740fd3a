"""What pages show of a contest: its states with who and why, until when it is decided, and what may be done."""

from collections.abc import Iterable
from datetime import date

from flask import url_for

from webapp.people.published import person_names
from webapp.performance.evidence import contests, exclusions, rules
from webapp.performance.evidence.contests import Case
from webapp.performance.evidence.models import EvidenceContestStep
from webapp.performance.evidence.queries import CardFile
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import long_date

NEWS = {"sanggahan-langkah": "Langkah Anda tersimpan, dan pegawai sudah diberi tahu."}
HEADS = {
    "diajukan": "Sanggahan diajukan",
    "diperiksa": "Mulai diperiksa",
    "dikecualikan": "Diputus: dikecualikan",
    "dipertahankan": "Diputus: dipertahankan",
    "dialihkan_ke_sistem": "Diputus: dialihkan ke perbaikan sistem",
}


def of_card(session: TenantSession, file: CardFile, day: date) -> dict | None:
    """The contest of a card as its reader sees it; None without one."""
    if file.contest is None:
        return None
    steps = contests.steps_of(session, file.contest.id)
    is_open = steps[-1].status in rules.UNDECIDED
    due = contests.due_on(session, file.contest) if is_open else None
    return {
        "is_open": is_open,
        "is_late": is_open and due < day,
        "due": due,
        "history": history(session, steps),
    }


def history(session: TenantSession, steps: Iterable[EvidenceContestStep]) -> list[dict]:
    """The states as a timeline: what, on which day, by whom, and why."""
    steps = list(steps)
    names = person_names(session, {step.actor_id for step in steps})
    return [
        {
            "what": _(HEADS[step.status]),
            "when_text": long_date(clock.local(step.at, session.tenant.timezone).date()),
            "who": names.get(step.actor_id, ""),
            "note": _note(step),
            "is_done": True,
        }
        for step in steps
    ]


def _note(step: EvidenceContestStep) -> str:
    if step.since is None:
        return step.reason
    days = exclusions.in_words([(step.since, step.until)])
    return f"{step.reason}\n{_('Hari yang dikecualikan: %(days)s.', days=days)}"


def line(one: Case, names: dict, today: date) -> dict:
    """A contest in the list of the verifikator."""
    return {
        "url": url_for("contests.show_contest", contest_id=one.file.contest.id),
        "owner": names[one.file.card.person_id],
        "ground": _(rules.GROUNDS[one.file.contest.ground]),
        "state": _(rules.CONTEST_WORDS[one.last.status]),
        "is_open": one.is_open,
        "due": one.due,
        "is_late": one.is_open and one.due < today,
    }


def choices(one: Case) -> list[tuple[str, str]]:
    """The steps that are possible now, in words."""
    return [(step, _(word)) for step, word in rules.STEP_WORDS.items() if rules.STEPS[step][0] == one.last.status]
