"""What other features may know of performance: what waits for a person, as plain values."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from flask import url_for

from webapp.people.published import reports_of
from webapp.performance.evidence.queries import newest_cards, newest_cards_open_to_superior
from webapp.performance.plans import queries
from webapp.performance.plans.rules import DRAF, KLARIFIKASI
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import long_date, number

__all__ = ["Waiting", "waiting_for"]

RECENT = timedelta(days=14)  # how long a card that became visible is announced to the superior


@dataclass(frozen=True)
class Waiting:
    """Something that waits: what, in one sentence, where, and how many. `id` is the first of them, if there is one."""

    kind: str
    sentence: str
    url: str
    count: int = 1
    id: UUID | None = None


def waiting_for(session: TenantSession, person_id: UUID, today: date, *, is_asn: bool = True) -> list[Waiting]:
    """What waits for this person in the room /kinerja, the most pressing first. Five queries."""
    return [
        *_submitted_to_her(session, person_id),
        *(_own_plan(session, person_id, today) if is_asn else ()),
        *_own_cards(session, person_id, today),
        *_team_cards(session, person_id, today),
    ]


def _submitted_to_her(session: TenantSession, person_id: UUID) -> list[Waiting]:
    waiting = queries.waiting_for_superior(session, person_id)
    if not waiting:
        return []
    sentence = _("%(n)s SKP menunggu kesepakatan Anda.", n=number(len(waiting)))
    url = url_for("performance.show_skp", skp_id=waiting[0].id) if len(waiting) == 1 else url_for("performance.show")
    return [Waiting("skp_to_agree", sentence, url, len(waiting), waiting[0].id)]


def _own_plan(session: TenantSession, person_id: UUID, today: date) -> list[Waiting]:
    skp = queries.skp_of(session, person_id, today.year)
    if skp is None:
        sentence = _("Anda belum menyusun SKP tahun %(year)s.", year=today.year)
        return [Waiting("skp_to_start", sentence, url_for("performance.show"))]
    url = url_for("performance.show_skp", skp_id=skp.id)
    if skp.status == KLARIFIKASI:
        sentence = _("Pejabat penilai meminta klarifikasi atas SKP Anda.")
        return [Waiting("skp_to_clarify", sentence, url, id=skp.id)]
    if skp.status == DRAF:
        return [Waiting("skp_to_submit", _("Draf SKP Anda belum diajukan."), url, id=skp.id)]
    return []


def _own_cards(session: TenantSession, person_id: UUID, today: date) -> list[Waiting]:
    """Cards she has to herself for now and has not answered."""
    return [
        Waiting(
            "card_new",
            _("Kartu bukti baru. Atasan melihatnya mulai %(day)s.", day=long_date(file.card.superior_from)),
            url_for("performance.show_card", card_id=file.card.id),
            id=file.card.id,
        )
        for file in newest_cards(session, person_id)
        if today < file.card.superior_from and not file.answer and not file.contest
    ]


def _team_cards(session: TenantSession, person_id: UUID, today: date) -> list[Waiting]:
    reports = [report_id for report_id, _name in reports_of(session, person_id, today)]
    files = [
        file
        for file in newest_cards_open_to_superior(session, reports, today)
        if today - file.card.superior_from <= RECENT
    ]
    if not files:
        return []
    sentence = _("%(n)s kartu bukti pegawai Anda dapat dilihat.", n=number(len(files)))
    first = files[0].card.id
    url = url_for("performance.show_card", card_id=first) if len(files) == 1 else url_for("performance.show")
    return [Waiting("cards_to_look_at", sentence, f"{url}#tim" if len(files) > 1 else url, len(files), first)]
