"""One office's result over one period: the same numbers for the staff's page, its files and its paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from webapp.feedback.publication import hours, queries, reasons, series
from webapp.feedback.publication.cards import (
    distribution,
    held_list,
    label,
    period_text,
    period_word,
    public_card,
    shown,
)
from webapp.feedback.publication.limits import in_force
from webapp.feedback.publication.models import PeriodScore, UnitScore
from webapp.feedback.publication.peers import Peers, peers_of, scale_of
from webapp.feedback.publication.periods import QUARTER, WEEK, Period
from webapp.feedback.publication.rules import Limits
from webapp.feedback.publication.service_lines import Line, of_office
from webapp.feedback.publication.windows import window
from webapp.feedback.ratings.rules import REASONS, week_of
from webapp.feedback.services.queries import all_services
from webapp.feedback.visits.response import ResponseRate, responses_of
from webapp.people.published import OpdPlace
from webapp.platform import charts
from webapp.platform.charts import Measure, Trend
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import short_date

ROLLING = ""
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
FEWEST_POINTS = 2  # of a course


@dataclass(frozen=True)
class Result:
    """`row` is None before the first batch; `period` is None for the rolling window. Reasons: (word, how many).

    Whatever tells what was answered is empty below the answers the pemda asks for (`limits`).
    """

    limits: Limits
    office: OpdPlace
    family: Sequence[UUID]
    row: UnitScore | PeriodScore | None
    period: Period | None
    choices: list[tuple[str, str]]
    weeks: list[Measure]
    good: list[tuple[str, int]]
    bad: list[tuple[str, int]]
    hours: list[hours.ReceivedHour]
    peers: Peers | None
    began: date | None
    services: list[Line]
    response: ResponseRate

    @property
    def title(self) -> str:
        """Of which period, in words."""
        return period_word(self.period) if self.period else _("Enam bulan terakhir")


def find(
    session: TenantSession, office: OpdPlace, families: dict[UUID, list[UUID]], names: dict, code: str, today: date
) -> Result | None:
    """The result of this office over the period of this code ('' is the rolling window); None without such a period."""
    told = series.periods_of(session, office.id)
    larger = {period.code: (period, row) for row in told if (period := _period(row)).kind != WEEK}
    if code != ROLLING and code not in larger:
        return None
    period, row = larger[code] if code else (None, queries.unit_score(session, office.id))
    since, until = (period.since, period.until) if period else window(today)
    family = families[office.id]
    limits = in_force(session)
    least = limits.unit_answers
    is_enough = row is not None and row.n >= least
    pointed = reasons.told(session, office.id, families, since, until) if is_enough else reasons.NOTHING
    weeks = weeks_of(told, least, since, until)
    return Result(
        limits=limits,
        office=office,
        family=family,
        row=row and shown(row, least),
        period=period,
        choices=[(ROLLING, _("Enam bulan terakhir")), *((key, period_word(larger[key][0])) for key in sorted(larger))],
        weeks=weeks,
        good=[(_(REASONS[unsur]), n) for unsur, n in pointed["good"]],
        bad=[(_(REASONS[unsur]), n) for unsur, n in pointed["bad"]],
        hours=[] if period else hours.hours_of(session, office.id),
        peers=peers_of(session, family, names, office.name, since, until, least) if is_enough else None,
        began=min((row.since for row in told), default=None),
        services=_services(session, office, period, today),
        response=responses_of(session).rate(family, since, until, today),
    )


def _services(session: TenantSession, office: OpdPlace, period: Period | None, today: date) -> list[Line]:
    if period and period.kind != QUARTER:
        return []
    return of_office(session, office, {each.id: each for each in all_services(session, today)}, period, today)


def weeks_of(told: Sequence[PeriodScore], least: int, since: date, until: date) -> list[Measure]:
    """The scores of the weeks in these days as they may be shown; none at all where it makes no course."""
    weeks = [_measure(shown(row, least)) for row in told if row.kind == WEEK and since <= row.since <= until]
    return weeks if sum(each.value is not None for each in weeks) >= FEWEST_POINTS else []


def page_of(result: Result) -> dict:
    """What the templates draw."""
    row = result.row
    found = {"found": result, "result": None, "row": row, "period_title": result.title}
    if row is None:
        return found
    return found | {
        "result": public_card(row, result.office.name, "", result.response),
        "answers": distribution(row, result.limits.unit_answers),
        "held": held_list(row),
        "held_share": held_share(row),
        "trend": course(result.weeks),
        "trend_about": course_in_words(result.weeks),
        "good": bars(result.good),
        "bad": bars(result.bad),
        "heat": heat_of(result.hours),
        "peers": result.peers,
        "meaning": label(row),
        "period_text": period_text(row.since, row.until),
    }


def held_share(row: UnitScore | PeriodScore) -> int | None:
    """Per cent of all ratings of the period that count for nothing or less than in full; None without ratings."""
    held = sum(row.held.values())
    left_out = sum(one["count"] for one in held_list(row)["left_out"])
    whole = row.n + left_out
    return min(100, round(100 * held / whole)) if whole else None


def course(weeks: Sequence[Measure]) -> Trend | None:
    """The drawing of the course, or None."""
    return charts.trend(weeks, *scale_of(weeks)) if weeks else None


def course_in_words(weeks: Sequence[Measure]) -> str:
    """Whether the intervals of the first and the last known week part; no more can be said of two weeks."""
    known = [each for each in weeks if each.value is not None]
    if len(known) < FEWEST_POINTS:
        return ""
    first, last = known[0], known[-1]
    if last.low > first.high:
        return _("Pekan terakhir lebih baik daripada pekan pertama: rentangnya tidak bertumpang tindih.")
    if last.high < first.low:
        return _("Pekan terakhir lebih rendah daripada pekan pertama: rentangnya tidak bertumpang tindih.")
    return _("Antara pekan pertama dan terakhir tidak ada perubahan yang pasti: rentangnya bertumpang tindih.")


def bars(pairs: Sequence[tuple[str, int]]) -> list[dict]:
    """Counts as bars, in per cent of the longest."""
    most = max((n for _word, n in pairs), default=0)
    return [{"word": word, "n": n, "width": round(100 * n / most, 1)} for word, n in pairs]


def heat_of(cells: Sequence[hours.ReceivedHour]) -> dict | None:
    """Hours and weekdays that have cells, with the weeks they were counted over."""
    if not cells:
        return None
    days = range(max(5, max(cell.weekday for cell in cells) + 1))
    rows = range(min(cell.hour for cell in cells), max(cell.hour for cell in cells) + 1)
    counts = {(cell.weekday, cell.hour): cell.n for cell in cells}
    top = max(cells, key=lambda cell: (cell.n, -cell.weekday, -cell.hour))
    return {
        "rows": charts.heat(counts, days, rows),
        "weekdays": [_(WEEKDAYS[day]) for day in days],
        "hours": [f"{hour:02}" for hour in rows],
        "period": period_text(cells[0].since, cells[0].until),
        "busiest": _("Paling ramai: %(day)s pukul %(hour)s.", day=_(WEEKDAYS[top.weekday]), hour=f"{top.hour:02}.00"),
    }


def _period(row: PeriodScore) -> Period:
    return Period(row.kind, week_of(row.since), row.until)


def _measure(row: PeriodScore) -> Measure:
    return Measure(short_date(row.since), row.score, row.low, row.high, row.n)
