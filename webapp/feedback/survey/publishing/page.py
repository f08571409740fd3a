"""What the pages of a published period show: the index with its working, the profile, the recount, the course."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from webapp.feedback.publication.rules import SMALLEST_CELL
from webapp.feedback.survey.followups import queries as followups
from webapp.feedback.survey.followups import rules as followup_rules
from webapp.feedback.survey.followups import words as followup_words
from webapp.feedback.survey.holding import queries as holding
from webapp.feedback.survey.index import CONVERSION, GRADES, smallest_sample
from webapp.feedback.survey.publishing import domain, queries
from webapp.feedback.survey.publishing.figures import Figures, figures_of, tellable, working
from webapp.feedback.survey.publishing.models import STOPPED, SurveyPublication, SurveyRecount
from webapp.feedback.survey.results import TRAITS, UNSUR_WORDS
from webapp.people.published import opd_places
from webapp.platform import charts, clock, tenancy
from webapp.platform.db import TenantSession
from webapp.platform.i18n import clock_time, long_date, number, short_date
from webapp.platform.i18n import gettext as _

LOWEST, HIGHEST, STEP = 25, 100, 25  # of the course's drawing


def unsur_word(slug: str) -> str:
    """The unsur in the reader's words; its own slug where a questionnaire has one of its own."""
    return _(UNSUR_WORDS[slug]) if slug in UNSUR_WORDS else slug


def offices(session: TenantSession) -> list[dict]:
    """The newest published period of every OPD, by name, with what was published before it."""
    places, found = opd_places(session), {}
    for row in queries.newest_of_each(session):
        found.setdefault(row.opd_id, []).append(row)
    lines = [{"office": places[opd], "row": rows[0], "earlier": rows[1:]} for opd, rows in found.items()]
    return sorted(lines, key=lambda line: line["office"].name)


def of_publication(session: TenantSession, row: SurveyPublication, now: datetime) -> dict:
    """Everything that is public of a period."""
    figures = figures_of(row.unsur, row.counts)
    history = [each for each in queries.newest_of_each(session, [row.opd_id]) if each.since <= row.since]
    return {
        "office": opd_places(session)[row.opd_id],
        "row": row,
        "versions": versions_of(session, row.period_id),
        "target": smallest_sample(row.population),
        "caution": caution_of(row.n, smallest_sample(row.population)),
        "working": working_of(figures),
        "profile": profile_of(row.profile),
        "course": course_of(history[::-1]),
        "plans": plans_of(session, row),
        "recount": recount_of(queries.newest_recount(session, row.period_id), now),
        "last": recount_of(queries.last_recount(session, row.period_id), now),
        "late": holding.late(row.held, holding.stand_of(session, row.period_id)),
        "sums_equal": figures == queries.kept_figures_of(session, row.period_id),
    }


def caution_of(n: int, target: int) -> str | None:
    """What is said wherever an index stands on fewer answers than the smallest sample; None when there are enough."""
    if n >= target:
        return None
    return _(
        "Jawaban belum mencapai sampel minimal (%(n)s dari %(target)s); hasilnya gambaran, bukan ukuran pasti.",
        n=number(n), target=number(target),
    )  # fmt: skip


def versions_of(session: TenantSession, period_id: UUID) -> list[dict]:
    """How a period was told, the newest version first, each with its day here."""
    zone = tenancy.current().timezone
    return [
        {"n": row.version, "ikm": Decimal(row.told["ikm"]), "reason": row.reason,
         "day": clock.local(row.published_at, zone).date()}
        for row in queries.versions(session, period_id)
    ]  # fmt: skip


def working_of(figures: Figures) -> dict:
    """The index step by step, and the classes it is read in."""
    index, steps = figures.index(), working(figures)
    return {
        "index": index,
        "steps": [{"word": unsur_word(step.slug), "step": step} for step in steps],
        "weight": fraction(steps[0].weight),
        "value": fraction(index.value),
        "conversion": CONVERSION,
        "grades": GRADES,
        "priorities": [
            {"word": unsur_word(step.slug), "step": step} for step in sorted(steps, key=lambda step: step.priority)
        ],
    }


def fraction(value: Fraction) -> str:
    """1/9"""
    return f"{value.numerator}/{value.denominator}"


def profile_of(counts: dict[str, dict[str, int]]) -> list[dict]:
    """Respondents by kind, with what would tell of fewer than five left out."""
    shown = []
    for trait, title, words in TRAITS:
        told = tellable({kind: counts.get(trait, {}).get(kind, 0) for kind in words}, SMALLEST_CELL)
        shown.append({"trait": trait, "title": _(title), "rows": [(_(words[kind]), n) for kind, n in told.items()]})
    return shown


def course_of(rows: list[SurveyPublication]) -> charts.Trend | None:
    """The index over the published periods of an OPD, the first one first; None with only one."""
    if len(rows) < 2:
        return None
    measures = [charts.Measure(each.name, Decimal(each.told["ikm"]), None, None, each.n) for each in rows]
    drawn = charts.trend(measures, LOWEST, HIGHEST)
    return replace(drawn, grid=[line for line in drawn.grid if line[1] % STEP == 0])


def plans_of(session: TenantSession, row: SurveyPublication) -> list[dict]:
    """What the office does about this period: without names."""
    shown = followups.items(session, period_ids=[row.period_id])
    return [
        {"word": unsur_word(each.row.unsur), "what": each.row.what, "due": each.step.due,
         "state": _(followup_words.STATES[each.step.state]), "tone": followup_words.TONES[each.step.state]}
        for each in shown
    ]  # fmt: skip


def share_done(session: TenantSession, period_id: UUID) -> tuple[int, int]:
    """(done, all) follow-ups of a period."""
    return followup_rules.done_of(each.step.state for each in followups.items(session, period_ids=[period_id]))


def recount_of(recount: SurveyRecount | None, now: datetime) -> dict | None:
    """A recount as pages show it."""
    if recount is None:
        return None
    return {
        "is_running": domain.is_running(recount),
        "is_stopped": recount.state == STOPPED,
        "done": recount.done if recount.stage else None,
        "total": recount.total,
        "when": moment(recount.finished_at or recount.at),
        "found": recount.found,
        "ikm": Decimal(recount.found["ikm"]) if "ikm" in recount.found else None,
        "equal_told": recount.equal_told,
        "equal_sums": recount.equal_sums,
        "is_new": bool(recount.finished_at and now - recount.finished_at < domain.REMEMBERED),
    }


def moment(at: datetime) -> str:
    """21 Nov 2026, 14.05 on the pemda's clock."""
    local = clock.local(at, tenancy.current().timezone)
    return f"{short_date(local)}, {clock_time(local)}"


def days_of(since: date, until: date) -> str:
    """1 Juli 2026 sampai 31 Desember 2026"""
    return _("%(since)s sampai %(until)s", since=long_date(since), until=long_date(until))
