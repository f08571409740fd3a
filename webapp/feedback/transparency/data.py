"""Open data of the ratings: every score that is told in public, as texts that nobody has to round."""

import json
from collections.abc import Sequence
from datetime import date

from sqlmodel import col, select

from webapp.feedback.publication import queries
from webapp.feedback.publication.cards import distribution, shown
from webapp.feedback.publication.limits import in_force
from webapp.feedback.publication.models import PeriodScore, UnitScore
from webapp.feedback.publication.periods import WEEK, Period
from webapp.feedback.publication.series import families_of
from webapp.feedback.ratings.rules import week_of
from webapp.feedback.visits.response import ResponseRate, responses_of
from webapp.people.published import OpdPlace, opd_places
from webapp.platform.db import TenantSession
from webapp.platform.sheets import Sheet

ROLLING = "berjalan"
COLUMNS = ("unit", "nama", "periode", "sejak", "sampai", "n", "nilai", "batas_bawah", "batas_atas", "jawaban_1",
           "jawaban_2", "jawaban_3", "jawaban_4", "rumus", "undangan", "menanggapi")  # fmt: skip


def entries(session: TenantSession, today: date) -> list[dict]:
    """Every told score: the last six months ('berjalan'), and each quarter and year that is over; by unit."""
    places, least = opd_places(session), in_force(session).unit_answers
    told = select(PeriodScore).where(col(PeriodScore.kind) != WEEK).order_by(col(PeriodScore.since))
    rows = [(ROLLING, row) for row in queries.unit_scores(session)]
    rows += [(Period(row.kind, week_of(row.since), row.until).code, row) for row in session.exec(told)]
    families, responses = families_of(places), responses_of(session)
    found = []
    for code, row in rows:
        if row.opd_id in places:
            known = row.until if code == ROLLING else today  # a rolling score moves with its last day, and so does this
            response = responses.rate(families[row.opd_id], row.since, row.until, known)
            found.append(_entry(places[row.opd_id], code, shown(row, least), least, response))
    return sorted(found, key=lambda each: (each["unit"], each["sejak"], each["periode"]))


def _entry(
    office: OpdPlace, code: str, row: UnitScore | PeriodScore, least: int, response: ResponseRate
) -> dict:
    counts = [answer["n"] for answer in distribution(row, least)] or [None] * 4
    texts = [None if value is None else str(value) for value in (row.score, row.low, row.high)]
    values = (office.slug, office.name, code, row.since.isoformat(), row.until.isoformat(), row.n, *texts, *counts,
              row.formula, response.issued, response.redeemed)  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def as_json(found: Sequence[dict]) -> bytes:
    """The list as it is served."""
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


def as_sheet(found: Sequence[dict]) -> Sheet:
    """The same as one table."""
    return Sheet("penilaian", COLUMNS, [[each[name] for name in COLUMNS] for each in found])

