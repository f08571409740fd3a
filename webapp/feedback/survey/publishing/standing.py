"""The published index of offices as plain values, for other features."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from webapp.feedback.survey.followups import queries as followups
from webapp.feedback.survey.followups.rules import done_of
from webapp.feedback.survey.publishing import queries
from webapp.feedback.survey.publishing.models import SurveyPublication
from webapp.platform import clock
from webapp.platform.db import TenantSession


@dataclass(frozen=True)
class PublishedIkm:
    """The IKM of one OPD in one period as it was told: 25..100 with two decimals; nrr: {unsur: 1..4, two decimals}.

    plans and done: follow-ups of all published periods of this OPD, and how many of them are done by now.
    """

    opd_id: UUID
    period_id: UUID
    name: str
    since: date
    until: date
    version: int
    published_on: date
    instrument: str
    n: int
    ikm: Decimal
    nilai_indeks: Decimal
    mutu: str
    kinerja: str
    nrr: Mapping[str, Decimal]
    plans: int
    done: int


def latest_ikm(session: TenantSession, opd_ids: Collection[UUID] | None = None) -> dict[UUID, PublishedIkm]:
    """The last published period of each of these OPD (None: of all); without one an OPD is left out."""
    found: dict[UUID, PublishedIkm] = {}
    for each in _told(session, opd_ids):
        found.setdefault(each.opd_id, each)
    return found


def ikm_history(session: TenantSession, opd_id: UUID) -> list[PublishedIkm]:
    """Every published period of an OPD, the first one first."""
    return _told(session, [opd_id])[::-1]


def _told(session: TenantSession, opd_ids: Collection[UUID] | None) -> list[PublishedIkm]:
    """The last period first."""
    rows = queries.newest_of_each(session, opd_ids)
    states: dict[UUID, list[str]] = {}
    for item in followups.items(session, period_ids={row.period_id for row in rows}) if rows else []:
        states.setdefault(item.row.opd_id, []).append(item.step.state)
    zone = session.tenant.timezone
    return [_plain(row, states.get(row.opd_id, []), zone) for row in rows]


def _plain(row: SurveyPublication, states: list[str], zone: str) -> PublishedIkm:
    told, (done, plans) = row.told, done_of(states)
    return PublishedIkm(
        opd_id=row.opd_id, period_id=row.period_id, name=row.name, since=row.since, until=row.until,
        version=row.version, published_on=clock.local(row.published_at, zone).date(), instrument=row.instrument,
        n=row.n, ikm=Decimal(told["ikm"]), nilai_indeks=Decimal(told["nilai_indeks"]), mutu=told["mutu"],
        kinerja=told["kinerja"], nrr={slug: Decimal(nrr) for slug, nrr in row.nrr.items()}, plans=plans, done=done,
    )  # fmt: skip
