"""What other features may know of performance: what waits for a person, as plain values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import url_for

from webapp.people.published import reports_of
from webapp.performance.evidence.contests import undecided_for as undecided_contests
from webapp.performance.evidence.page import possible
from webapp.performance.evidence.queries import CardFile, newest_cards, team_cards
from webapp.performance.plans import queries
from webapp.performance.plans.models import Skp
from webapp.performance.plans.rules import DRAF, KLARIFIKASI
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import long_date, number
from webapp.platform.pages import typed

__all__ = ["Waiting", "undecided_contests", "waiting_for"]


@dataclass(frozen=True)
class Waiting:
    """Something that waits: what, in one sentence, more about it, where, and how many. `id`: the first of them;
    `is_late`: its limit has passed, so that it stands above the rest."""

    kind: str
    sentence: str
    url: str
    count: int = 1
    id: UUID | None = None
    detail: str = ""
    is_late: bool = False


def waiting_for(session: TenantSession, person_id: UUID, today: date, *, is_asn: bool = True) -> list[Waiting]:
    """What waits for this person in the room /kinerja, the most pressing first. At most four queries."""
    own, submitted = queries.skps_about(session, person_id)
    return [
        *_submitted_to_her(submitted),
        *(_own_plans(own, today) if is_asn else ()),
        *_own_cards(session, person_id, today),
        *_team_cards(session, person_id, today),
    ]


def _submitted_to_her(waiting: Sequence[Skp]) -> list[Waiting]:
    if not waiting:
        return []
    sentence = _("%(n)s SKP menunggu kesepakatan Anda.", n=number(len(waiting)))
    one = len(waiting) == 1
    url = url_for("performance.show_skp", skp_id=waiting[0].id) if one else url_for("performance.show", _anchor="tim")
    return [Waiting("skp_to_agree", sentence, url, len(waiting), waiting[0].id)]


def _own_plans(skps: Sequence[Skp], today: date) -> list[Waiting]:
    """Her SKP of whatever year: what was asked first, then what she has begun, then what she has not."""
    asked = [_to_clarify(skp) for skp in skps if skp.status == KLARIFIKASI]
    begun = [_to_submit(skp) for skp in skps if skp.status == DRAF]
    return [*asked, *begun, *_to_start(skps, today.year)]


def _to_clarify(skp: Skp) -> Waiting:
    sentence = _("Pejabat penilai meminta klarifikasi atas SKP %(year)s Anda.", year=skp.year)
    detail = _("Baca catatannya, perbaiki, lalu ajukan lagi.")
    return Waiting("skp_to_clarify", sentence, url_for("performance.show_skp", skp_id=skp.id), id=skp.id, detail=detail)


def _to_submit(skp: Skp) -> Waiting:
    sentence = _("Draf SKP %(year)s Anda belum diajukan.", year=skp.year)
    return Waiting("skp_to_submit", sentence, url_for("performance.show_skp", skp_id=skp.id), id=skp.id)


def _to_start(skps: Iterable[Skp], year: int) -> list[Waiting]:
    if any(skp.year == year for skp in skps):
        return []
    sentence = _("Anda belum menyusun sasaran kinerja pegawai (SKP) tahun %(year)s.", year=year)
    return [Waiting("skp_to_start", sentence, url_for("performance.show"))]


def _own_cards(session: TenantSession, person_id: UUID, today: date) -> list[Waiting]:
    """Cards she has said nothing about and still can."""
    return [
        _card_to_answer(file, today)
        for file in newest_cards(session, person_id)
        if len(possible(file, person_id, today)) == 2
    ]


def _card_to_answer(file: CardFile, today: date) -> Waiting:
    card = file.card
    url, text = url_for("performance.show_card", card_id=card.id), typed(file.indicator_text)
    about = {"url": url, "id": card.id, "detail": text}
    if today < card.superior_from:
        sentence = _("Kartu bukti baru. Atasan melihatnya mulai %(day)s.", day=long_date(card.superior_from))
        return Waiting("card_new", sentence, **about)
    sentence = _("Kartu bukti yang dapat Anda tanggapi sampai %(day)s.", day=long_date(card.contest_until))
    return Waiting("card_open", sentence, **about)


def _team_cards(session: TenantSession, person_id: UUID, today: date) -> list[Waiting]:
    """The cards that opened to her lately: as many as the room lists under that head."""
    reports = dict(reports_of(session, person_id, today))
    files = team_cards(session, reports, today).lately
    if not files:
        return []
    sentence = _("%(n)s kartu bukti baru dari pegawai Anda.", n=number(len(files)))
    first = files[0].card
    if len(files) > 1:
        url = url_for("performance.show", _anchor="kartu-baru")
        return [Waiting("cards_to_look_at", sentence, url, len(files), first.id)]
    url = url_for("performance.show_card", card_id=first.id)
    return [Waiting("cards_to_look_at", sentence, url, 1, first.id, detail=reports[first.person_id])]
