"""The satisfaction survey: instruments, periods, answers as they were given, and the sums an index is made of.

An answer holds no name, no number and no time finer than half a day, and nothing ties it to a visit or an officer.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, ExcludeConstraint
from sqlmodel import Field, SQLModel

from webapp.feedback.survey.holding.rules import DOUBTS
from webapp.feedback.survey.profile import AGES, BANDS, EDUCATIONS, OCCUPATIONS, SEXES
from webapp.platform.db import TenantRecord, belongs_to, one_of

MOMENT = sa.DateTime(timezone=True)
CHANNELS = ("tautan", "kertas")


class SurveyInstrument(TenantRecord, table=True):
    """A version of the questionnaire: [{unsur, text: {lang: words}, options: {lang: four words}}]. Never changed."""

    __tablename__ = "survey_instrument"
    __table_args__ = (
        belongs_to("person", "made_by_id"),
        sa.UniqueConstraint("tenant_id", "number"),
        sa.CheckConstraint("number >= 1", "number"),
        sa.CheckConstraint("jsonb_array_length(questions) between 9 and 40", "questions"),
        sa.CheckConstraint("length(note) between 3 and 200", "note"),
    )

    number: int = Field(sa_type=sa.SmallInteger)
    questions: list[dict[str, Any]] = Field(sa_type=JSONB)
    made_by_id: UUID | None = None
    made_at: datetime = Field(sa_type=MOMENT)
    note: str | None = None  # what is new in it


class SurveyPeriod(TenantRecord, table=True):
    """One OPD surveyed over some days with one instrument. `population`: users of its services in that time."""

    __tablename__ = "survey_period"
    __table_args__ = (
        belongs_to("opd", "opd_id"),
        belongs_to("survey_instrument", "instrument_id"),
        belongs_to("person", "opened_by_id"),
        ExcludeConstraint(
            ("tenant_id", "="), ("opd_id", "="), (sa.text("daterange(since, until, '[]')"), "&&"),
            name="survey_period_one_at_a_time_excl", using="gist",
        ),
        sa.CheckConstraint("since <= until", "days"),
        sa.CheckConstraint("population >= 1", "population"),
        sa.CheckConstraint("length(name) between 1 and 80", "name"),
    )  # fmt: skip

    opd_id: UUID
    instrument_id: UUID
    name: str
    since: date
    until: date
    population: int
    opened_by_id: UUID
    opened_at: datetime = Field(sa_type=MOMENT)


class SurveyResponse(TenantRecord, table=True):
    """One filled questionnaire: all questions answered, 1..4 in their order, and the profile the form asks for."""

    __tablename__ = "survey_response"
    __table_args__ = (
        belongs_to("survey_period", "period_id"),
        belongs_to("service", "service_id"),
        sa.Index(None, "tenant_id", "period_id"),
        sa.CheckConstraint("1 <= all(answers) and 4 >= all(answers)", "answers"),
        sa.CheckConstraint("array_ndims(answers) = 1 and array_position(answers, null) is null", "complete"),
        one_of("channel", CHANNELS),
        one_of("band", BANDS),
        one_of("sex", SEXES),
        one_of("age", AGES),
        one_of("education", EDUCATIONS),
        one_of("occupation", OCCUPATIONS),
    )

    id: UUID = Field(primary_key=True, default_factory=uuid4)
    period_id: UUID
    service_id: UUID
    channel: str
    day: date
    band: str
    sex: str
    age: str
    education: str
    occupation: str
    has_disability: bool | None = None
    answers: list[int] = Field(sa_type=ARRAY(sa.SmallInteger))


class SurveyPending(SQLModel, table=True):
    """The outbox: written with the response, taken in the transaction that adds it to the sums.

    device: the mark of the browser, see `holding.marks`; doubt: why the response must not count yet.
    """

    __tablename__ = "survey_pending"
    __table_args__ = (belongs_to("survey_response", "response_id"), one_of("doubt", DOUBTS))

    tenant_id: UUID = Field(primary_key=True)
    response_id: UUID = Field(primary_key=True)
    device: bytes | None = None
    doubt: str | None = None


class SurveySum(SQLModel, table=True):
    """Of a period, service, channel and question (0: the first): how many answered each of 1..4."""

    __tablename__ = "survey_sum"
    __table_args__ = (belongs_to("survey_period", "period_id"), belongs_to("service", "service_id"))

    tenant_id: UUID = Field(primary_key=True)
    period_id: UUID = Field(primary_key=True)
    service_id: UUID = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    question: int = Field(primary_key=True, sa_type=sa.SmallInteger, sa_column_kwargs={"autoincrement": False})
    n1: int = 0
    n2: int = 0
    n3: int = 0
    n4: int = 0


class SurveyProfile(SQLModel, table=True):
    """How many respondents of a period were of each kind: (trait, value) -> n."""

    __tablename__ = "survey_profile"
    __table_args__ = (belongs_to("survey_period", "period_id"),)

    tenant_id: UUID = Field(primary_key=True)
    period_id: UUID = Field(primary_key=True)
    trait: str = Field(primary_key=True)
    value: str = Field(primary_key=True)
    n: int = 0
