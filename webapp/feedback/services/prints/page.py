"""What the pages show of a print."""

from datetime import datetime
from typing import Any

from flask import url_for

from webapp.feedback.services.prints import rules, words
from webapp.feedback.services.prints.models import GONE, READY, RUNNING, PrintJob
from webapp.platform import clock, tenancy
from webapp.platform.i18n import clock_time, number, short_date
from webapp.platform.i18n import gettext as _


def state_of(job: PrintJob, now: datetime) -> str:
    """Its state; a file whose time is over counts as GONE before the clock has deleted it."""
    is_over = job.state == READY and rules.goes_at(job.ready_at) <= now
    return GONE if is_over else job.state


def what(job: PrintJob) -> str:
    """Poster dinding, kertas A4, 24 lembar."""
    return _("%(form)s, %(n)s lembar", n=number(job.total), form=_(words.FORMS[job.form]))


def line(job: PrintJob, now: datetime) -> dict[str, Any]:
    """A print in the list."""
    word, tone = words.STATES[state_of(job, now)]
    return {"url": url_for("prints.show_print", print_id=job.id), "what": what(job), "when": when(job.at),
            "state": _(word), "tone": tone}  # fmt: skip


def card(job: PrintJob, now: datetime) -> dict[str, Any]:
    """Everything about a print: what, its state, how far it is, until when its file is kept."""
    state = state_of(job, now)
    return line(job, now) | {
        "id": job.id,
        "languages": _(words.LANGUAGES[job.languages]),
        "is_running": state == RUNNING,
        "is_ready": state == READY,
        "is_gone": state == GONE,
        "stage": _(words.STAGES[job.stage]),
        "done": job.done if job.stage else None,
        "total": job.total,
        "remark": _(words.REMARKS[job.remark]) if job.remark else "",
        "until": when(rules.goes_at(job.ready_at)) if job.ready_at else "",
    }


def when(moment: datetime) -> str:
    """21 Nov 2026, 14.05: day and time on the pemda's clock."""
    local = clock.local(moment, tenancy.current().timezone)
    return f"{short_date(local)}, {clock_time(local)}"
