"""Counting a period again from its stored answers, each read once, and comparing what comes out. Commits nothing."""

from collections import Counter
from collections.abc import Callable
from uuid import UUID

import sqlalchemy as sa

from webapp.feedback.survey import queries as surveys
from webapp.feedback.survey.models import SurveyPeriod
from webapp.feedback.survey.publishing import queries
from webapp.feedback.survey.publishing.figures import Figures, figures_of, told
from webapp.platform.db import TenantSession

AT_ONCE = 5000  # rows held in memory
READ = "membaca"
ANSWERS = sa.text("""
select r.answers from survey_response r where r.tenant_id = :tenant and r.period_id = :period
  and not exists (select from survey_hold h
                  where h.tenant_id = :tenant and h.response_id = r.id and h.state <> 'dilepas')
""")
STORED = sa.text("""
select count(*) from survey_response r where r.tenant_id = :tenant and r.period_id = :period
  and not exists (select from survey_hold h
                  where h.tenant_id = :tenant and h.response_id = r.id and h.state <> 'dilepas')
""")


def expected(session: TenantSession, period_id: UUID) -> int:
    """How many responses of this period are stored, counted or not; without those that are held."""
    return session.connection().execute(STORED, {"tenant": session.tenant.id, "period": period_id}).scalar_one()


def from_answers(
    session: TenantSession, period: SurveyPeriod, total: int, tell: Callable[[str, int, int], None]
) -> Figures:
    """The figures of a period, read answer by answer; tell(stage, done, total) after each part."""
    unsur = surveys.unsur_of(session)[period.instrument_id]
    asked = {"tenant": session.tenant.id, "period": period.id}
    options = {"stream_results": True, "max_row_buffer": AT_ONCE}
    rows = session.connection().execute(ANSWERS, asked, execution_options=options)
    counts = [[0, 0, 0, 0] for _question in unsur]
    for number, part in enumerate(rows.partitions(AT_ONCE), start=1):
        _add(counts, [answers for (answers,) in part])
        tell(READ, min(number * AT_ONCE, total), total)
    return figures_of(unsur, counts) if sum(counts[0]) else Figures((), ())


def compared(session: TenantSession, period: SurveyPeriod, figures: Figures) -> dict[str, object]:
    """What a recount writes down: the index it found, and whether it is what was told and what the sums say."""
    published, index = queries.newest(session, period.id), figures.index()
    found = told(index) if index else {"n": 0}
    return {
        "found": found,
        "equal_told": None if published is None else found == published.told,
        "equal_sums": figures.counts == queries.kept_figures(session, period).counts,
    }


def _add(counts: list[list[int]], part: list[list[int]]) -> None:
    for question, values in enumerate(zip(*part, strict=True)):
        for value, times in Counter(values).items():
            counts[question][value - 1] += times
