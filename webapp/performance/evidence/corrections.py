"""Corrections of rosters as they stand beside a card: which days, and whether the ratings followed."""

from datetime import date, timedelta

from flask import url_for

from webapp.feedback.published import Told, corrections_about
from webapp.performance.evidence.models import EvidenceCard
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import long_date

MOMENT = timedelta(microseconds=1)  # hours that end at midnight still belong to the day before


def corrections_beside(session: TenantSession, card: EvidenceCard, *, is_own: bool) -> list[dict]:
    """What was put right in the time of a card about the officer herself; the way to it for her alone, who may see it.

    A card about an office tells none: who stood at which counter changes nothing in it.
    """
    if card.binding != "own":
        return []
    zone = session.tenant.timezone
    found = [(told, *_days(told, zone)) for told in corrections_about(session, card.person_id)]
    return [
        {
            "text": f"{_where(told, first, last)} {_outcome(told, card)}",
            "url": url_for("rosters.show_correction", correction_id=told.id) if is_own else None,
        }
        for told, first, last in found
        if first <= card.until and last >= card.since
    ]


def _days(told: Told, zone: str) -> tuple[date, date]:
    return clock.local(told.starts_at, zone).date(), clock.local(told.ends_at - MOMENT, zone).date()


def _where(told: Told, first: date, last: date) -> str:
    if first == last:
        return _("Jadwal pada %(day)s di %(point)s dikoreksi.", day=long_date(first), point=told.point_name)
    return _(
        "Jadwal pada %(since)s sampai %(until)s di %(point)s dikoreksi.",
        since=long_date(first), until=long_date(last), point=told.point_name,
    )  # fmt: skip


def _outcome(told: Told, card: EvidenceCard) -> str:
    if not told.ratings_moved:
        return _("Penilaian pada waktu itu tetap tercatat seperti semula.")
    moved = (
        _("Penilaian pada waktu itu tidak lagi dicatat untuk pemilik kartu ini.")
        if told.takes_away
        else _("Penilaian pada waktu itu sekarang dicatat untuk pemilik kartu ini.")
    )
    if told.decided_at <= card.taken_at:
        return moved
    return f"{moved} {_('Kartu ini dibuat sebelum koreksi itu, jadi nilainya belum ikut berubah.')}"
