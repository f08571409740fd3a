"""Correcting, ending and cancelling a period that was opened; each with its reason. Nothing here commits.

What was answered stays as it is, and so do its questions: the questionnaire of a period is never another one.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.feedback.survey.domain import LONGEST
from webapp.feedback.survey.models import SurveyPeriod
from webapp.feedback.survey.refusals import NotPossible
from webapp.people.published import person_names
from webapp.platform.audit import AuditEvent, record
from webapp.platform.db import TenantSession

DEEDS = {"survei:buka": "Masa survei dibuka", "survei:ubah": "Masa survei diubah", "survei:tutup": "Ditutup lebih awal"}
FIELDS = {"nama": "Nama masa survei", "sampai": "Hari terakhir", "pengguna": "Pengguna layanan pada masa itu"}
MOST = 50  # deeds shown, the latest first
ANSWERED = sa.text("""
select exists (select from survey_response where tenant_id = :tenant and period_id = :period)
""")
PAPER = sa.text("select exists (select from survey_batch where tenant_id = :tenant and period_id = :period)")


def change(
    session: TenantSession, period: SurveyPeriod, name: str, until: date, population: int, reason: str,
    *, by: UUID, today: date,
) -> None:  # fmt: skip
    """Another name, last day or number of users. Raises NotPossible: a last day is never before today."""
    _hold(session, period, today)
    if until < max(today, period.since):
        raise NotPossible("sampai", "day-past")
    if until - period.since >= LONGEST:
        raise NotPossible("sampai", "too-long")
    before = _facts(period)
    period.name, period.until, period.population = name, until, population
    after = _facts(period)
    changed = [field for field in FIELDS if before[field] != after[field]]
    if not changed:
        raise NotPossible("", "nothing-changed")
    _keep(session, period)
    facts = {
        "sebelum": {field: before[field] for field in changed},
        "sesudah": {field: after[field] for field in changed},
    }
    record(session, "survei:ubah", "survey_period", period.id, by=by, alasan=reason, **facts)


def close(session: TenantSession, period: SurveyPeriod, reason: str, *, by: UUID, today: date) -> None:
    """Today becomes the last day; a form that is open may still be sent, as after any last day. Raises NotPossible."""
    _hold(session, period, today)
    if today < period.since:
        raise NotPossible("alasan", "not-begun")
    if today == period.until:
        raise NotPossible("alasan", "ends-today")
    facts = {"sebelum": {"sampai": period.until.isoformat()}, "sesudah": {"sampai": today.isoformat()}}
    period.until = today
    _keep(session, period)
    record(session, "survei:tutup", "survey_period", period.id, by=by, alasan=reason, **facts)


def cancel(session: TenantSession, period: SurveyPeriod, reason: str, *, by: UUID, today: date) -> None:
    """Takes away a period nobody answered; the trail keeps what it was. Raises NotPossible.

    An answer that is being sent right now either comes first, and then the period stays, or finds it gone.
    """
    _hold(session, period, today)
    why = _bound(session, period)
    if why:
        raise NotPossible("alasan", why)
    facts = _facts(period) | {"unit": str(period.opd_id), "sejak": period.since.isoformat()}
    record(session, "survei:batalkan", "survey_period", period.id, by=by, alasan=reason, **facts)
    session.delete(period)
    session.flush()


def may_cancel(session: TenantSession, period: SurveyPeriod) -> bool:
    """Whether nothing hangs on this period yet."""
    return _bound(session, period) is None


def history_of(
    session: TenantSession, period_id: UUID, say: Callable[[str], str], day_of: Callable[[datetime], str]
) -> list[dict]:
    """What was done to a period for the timeline, the latest first. `say` translates, `day_of` writes the day."""
    rows = select(AuditEvent).where(AuditEvent.object_id == period_id, col(AuditEvent.action).in_(DEEDS))
    deeds = list(session.exec(rows.order_by(col(AuditEvent.at).desc()).limit(MOST)))
    names = person_names(session, {deed.actor_id for deed in deeds if deed.actor_id})
    return [
        {
            "what": say(DEEDS[deed.action]), "when_text": day_of(deed.at), "who": names.get(deed.actor_id),
            "note": _note(deed.detail, say), "is_done": True,
        }
        for deed in deeds
    ]  # fmt: skip


def _hold(session: TenantSession, period: SurveyPeriod, today: date) -> None:
    session.refresh(period, with_for_update=True)
    if today > period.until:
        raise NotPossible("", "period-over")


def _keep(session: TenantSession, period: SurveyPeriod) -> None:
    session.add(period)
    try:
        session.flush()
    except sa.exc.IntegrityError as problem:
        if "survey_period_one_at_a_time_excl" in str(problem.orig):
            raise NotPossible("sampai", "overlap") from None
        raise


def _bound(session: TenantSession, period: SurveyPeriod) -> str | None:
    """What keeps a period from being cancelled: the name of a refusal."""
    asked = {"tenant": session.tenant.id, "period": period.id}
    if session.connection().execute(ANSWERED, asked).scalar():
        return "has-answers"
    return "has-paper" if session.connection().execute(PAPER, asked).scalar() else None


def _facts(period: SurveyPeriod) -> dict[str, Any]:
    return {"nama": period.name, "sampai": period.until.isoformat(), "pengguna": period.population}


def _note(detail: dict[str, Any], say: Callable[[str], str]) -> str | None:
    """What differs, and the reason that was given."""
    before, after = detail.get("sebelum", {}), detail.get("sesudah", {})
    lines = [f"{say(FIELDS[field])}: {old} → {after[field]}" for field, old in before.items()]
    return "\n".join([*lines, *([detail["alasan"]] if "alasan" in detail else [])]) or None
