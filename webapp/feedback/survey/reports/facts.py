"""What the report of a period says, whether it is read on a page, on paper or in a table."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from webapp.feedback.publication.rules import SMALLEST_CELL
from webapp.feedback.survey import queries as surveys
from webapp.feedback.survey.domain import is_over
from webapp.feedback.survey.followups import queries as followups
from webapp.feedback.survey.followups import rules
from webapp.feedback.survey.followups.page import line_of, names_of
from webapp.feedback.survey.followups.queries import Item
from webapp.feedback.survey.index import smallest_sample
from webapp.feedback.survey.models import SurveyPeriod
from webapp.feedback.survey.publishing import domain as publishing
from webapp.feedback.survey.publishing import page, queries
from webapp.feedback.survey.publishing.figures import figures_of, tellable
from webapp.feedback.survey.publishing.models import SurveyPublication
from webapp.feedback.survey.reports import domain, texts
from webapp.people.published import opd_places
from webapp.platform import charts
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import language

CHANNELS = {"tautan": "daring, lewat tautan atau kode QR", "kertas": "kuesioner kertas"}


def told_row(
    session: TenantSession, period: SurveyPeriod, today: date, *, by: UUID, at: datetime
) -> SurveyPublication | None:
    """The period as it is published; before that, when it is over, as it would be (version 0). None while it runs,
    while something of it waits to be counted or decided, and when fewer than five answered."""
    row = queries.newest(session, period.id)
    if row is not None or not is_over(period, today) or period.id in surveys.unfinished(session, today):
        return row
    figures = queries.kept_figures(session, period)
    return publishing.drafted(session, period, figures, by=by, at=at) if figures.n >= SMALLEST_CELL else None


def report_of(session: TenantSession, period: SurveyPeriod, row: SurveyPublication, today: date) -> dict:
    """The whole report of a period as `row` tells it."""
    own, carried = followups.of_report(session, period)
    names = names_of(session, [*own, *carried])
    earlier = [each for each in queries.newest_of_each(session, [row.opd_id]) if each.since < row.since][::-1]
    found = {
        "office": opd_places(session)[row.opd_id],
        "period": period,
        "row": row,
        "target": smallest_sample(row.population),
        "caution": page.caution_of(row.n, smallest_sample(row.population)),
        "questions": _questions(session, period),
        "channels": _channels(row.channels),
        "working": page.working_of(figures_of(row.unsur, row.counts)),
        "profile": page.profile_of(row.profile),
        "services": _services(row),
        "before": earlier[-1] if earlier else None,
        "course": page.course_of([*earlier, row]),
        "history": [*earlier, row],
        "own": [_line(each, names, today) for each in own],
        "carried": [_line(each, names, today) for each in carried],
        "done": rules.done_of(each.step.state for each in carried),
    }
    found["bars"] = _bars(found["working"])
    written = domain.texts_of(session, period.id)
    defaults = texts.defaults(found)
    found["defaults"] = defaults
    found["texts"] = {
        chapter: written[chapter].text if chapter in written and written[chapter].text else text
        for chapter, text in defaults.items()
    }
    return found


def _bars(working: dict) -> list[dict]:
    """The unsur on the scale 1..4, for a drawing."""
    measures = [charts.Measure(each["word"], each["step"].nrr, None, None, each["step"].n) for each in working["steps"]]
    return [{"x": bar.x, "word": bar.measure.label, "value": bar.measure.value} for bar in charts.bars(measures)]


def _questions(session: TenantSession, period: SurveyPeriod) -> list[dict]:
    """The questionnaire in the reader's language, else in Indonesian."""
    wanted = language()
    return [
        {
            "word": page.unsur_word(each["unsur"]),
            "text": each["text"].get(wanted, each["text"]["id"]),
            "options": each["options"].get(wanted, each["options"]["id"]),
        }
        for each in surveys.instrument_of(session, period).questions
    ]


def _channels(counts: dict[str, int]) -> list[tuple[str, int | None]]:
    told = tellable(counts, SMALLEST_CELL)
    return [(_(CHANNELS[channel]) if channel in CHANNELS else channel, n) for channel, n in told.items()]


def _services(row: SurveyPublication) -> dict:
    """The index of each service where the period is about several; `known`: whether this version holds them."""
    lines = [
        {"name": each["name"], "told": each["told"] and each["told"] | _exact(each["told"])}
        for each in row.services or []
    ]
    return {"known": row.services is not None, "lines": lines if len(lines) > 1 else [],
            "hides": any(each["told"] is None for each in lines)}  # fmt: skip


def _exact(told: dict) -> dict[str, Decimal]:
    return {name: Decimal(told[name]) for name in ("nilai_indeks", "ikm")}


def _line(item: Item, names: dict[UUID, str], today: date) -> dict:
    """A follow-up in a table of the report: with what was written about it last."""
    return line_of(item, names, {}, today) | {"note": item.step.note}
