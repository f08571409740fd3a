"""A filled questionnaire and the one statement that keeps it: the citizens' hot path, safe to send twice."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from psycopg.errors import ForeignKeyViolation

from webapp.platform.fast import FastLane

KEEP = """
with kept as (
  insert into survey_response (tenant_id, id, period_id, service_id, channel, day, band, sex, age, education,
                               occupation, has_disability, answers)
  values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, cast(%s as smallint[]))
  on conflict (tenant_id, id) do nothing
  returning tenant_id, id
)
insert into survey_pending (tenant_id, response_id, device, doubt) select k.tenant_id, k.id, %s, %s from kept k
returning response_id
"""


@dataclass(frozen=True)
class Response:
    """A filled questionnaire: the answers 1..4 in the order of the instrument's questions, and who, in classes.

    device: the mark of the browser it came from (`holding.marks`), which goes no further than the outbox; doubt: why
    it must not count yet, known from the start.
    """

    id: UUID
    period_id: UUID
    service_id: UUID
    channel: str
    day: date
    band: str
    sex: str
    age: str
    education: str
    occupation: str
    has_disability: bool | None
    answers: list[int]
    device: bytes | None = None
    doubt: str | None = None

    def values(self, tenant_id: UUID) -> tuple[Any, ...]:
        """The parameters of KEEP; the answers as PostgreSQL writes an array."""
        return (
            tenant_id, self.id, self.period_id, self.service_id, self.channel, self.day, self.band, self.sex, self.age,
            self.education, self.occupation, self.has_disability, "{" + ",".join(map(str, self.answers)) + "}",
            self.device, self.doubt,
        )  # fmt: skip


class PeriodGone(Exception):
    """The period was cancelled while this form lay open."""


def store(lane: FastLane, tenant_id: UUID, response: Response) -> bool:
    """Keeps a response to be counted, after COMMIT; False if this very form was kept before. Raises PeriodGone."""
    try:
        return bool(lane.run(tenant_id, [(KEEP, response.values(tenant_id))])[0])
    except ForeignKeyViolation as problem:
        if "period_id" in (problem.diag.constraint_name or ""):
            raise PeriodGone from None
        raise
