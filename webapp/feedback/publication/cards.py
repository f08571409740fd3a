"""Scores as the templates show them: every number with its unit, n, period and one sentence."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from webapp.feedback.publication.models import PeriodScore, UnitScore
from webapp.feedback.publication.periods import QUARTER, YEAR, Period
from webapp.feedback.publication.rules import SMALLEST_CELL
from webapp.feedback.publication.service_models import ServiceScore
from webapp.feedback.ratings.models import DOUBTS
from webapp.feedback.ratings.rules import CHOICES
from webapp.feedback.visits.response import ResponseRate
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import long_date, short_date

HELD = {
    "perangkat_sama": "Ponsel atau perangkat yang sama menilai lebih dari satu kali",
    "isian_mesin": "Dikirim oleh program komputer, bukan oleh orang",
    "staf_unit": "Dikirim dari akun pegawai kantor ini atau pengelola pemda",
    "same_device": "Ponsel atau perangkat yang sama menilai lebih dari satu kali",
    "same_network": "Banyak penilaian dari satu jaringan internet",
    "kiosk_pace": "Mesin penilaian ditekan berkali-kali dalam waktu singkat",
    "day_burst": "Terlalu banyak penilaian pada satu hari",
    "channel_share": "Belum pasti dari orang yang dilayani di sini, jadi bagiannya dibatasi",
    "contradiction": "Belum pasti dari orang yang dilayani di sini, dan jauh berbeda dari yang pasti",
}

Told = TypeVar("Told", UnitScore, PeriodScore, ServiceScore)


def public_card(row: UnitScore | PeriodScore, opd_name: str, url: str, response: ResponseRate) -> dict:
    """A result in a list or at the head of its page, with how many of the invited have rated."""
    return {
        "opd_id": row.opd_id,
        "opd_name": opd_name,
        "url": url,
        "until": row.until,
        "score": row.score,
        "low": row.low,
        "high": row.high,
        "n": row.n,
        "n_effective": row.n_effective,
        "plain": plain_mean(row),
        "period_text": period_text(row.since, row.until),
        "label": label(row),
        "response": response,
        "is_early": row.status == "early",
        "comparison": getattr(row, "same_service", None),  # of a period that is over nothing else is told
    }


def plain_mean(row: UnitScore | PeriodScore) -> Decimal | None:
    """The mean of the answers as they are, each as heavy as the other; None while the score itself is not shown."""
    if row.score is None:
        return None
    return Decimal(row.n1 + 2 * row.n2 + 3 * row.n3 + 4 * row.n4) / row.n


def label(row: UnitScore | PeriodScore) -> str:
    """What the score means, in a sentence or two."""
    if row.status == "insufficient":
        return _("Penilaiannya belum cukup banyak untuk dihitung dengan adil.")
    how_sure = (
        _("Nilai ini masih sementara, karena penilaiannya masih sedikit.")
        if row.status == "early"
        else _("Penilaiannya cukup banyak untuk dipakai.")
    )
    if row.verified_share:
        return how_sure
    return f"{how_sure} " + _("Belum ada penilaian yang terhubung dengan catatan kunjungan.")


def common_period(cards: Iterable[dict]) -> str | None:
    """The period most of these results are about, to be said once; the others go on saying their own."""
    periods = Counter(card["period_text"] for card in cards)
    return periods.most_common(1)[0][0] if periods else None


def period_text(since, until) -> str:
    """Of when: '25 Mei 2026 sampai 22 November 2026'."""
    return _("%(since)s sampai %(until)s", since=long_date(since), until=long_date(until))


def period_word(period: Period) -> str:
    """'Triwulan 3 tahun 2026', 'Tahun 2026', 'Pekan 2 November 2026'."""
    middle = period.since + timedelta(days=3)
    if period.kind == YEAR:
        return _("Tahun %(year)s", year=middle.year)
    if period.kind == QUARTER:
        return _("Triwulan %(quarter)s tahun %(year)s", quarter=period.code[-1], year=middle.year)
    return _("Pekan %(day)s", day=long_date(period.since))


def shown(row: Told, least: int) -> Told:
    """The score as it may be shown where so many answers are asked for: below that a copy that tells n alone.

    The numbers of a period that is over are kept as they were computed; the pemda's own limit may have come later.
    """
    if row.n >= least or row.score is None:
        return row
    nothing = dict.fromkeys(("score", "low", "high")) | {"status": "insufficient"}
    return type(row)(**(row.model_dump() | nothing))


def distribution(row: UnitScore | PeriodScore, least: int) -> list[dict]:
    """How many gave which answer; nothing below the smallest cell, or below what the pemda asks for if that is more."""
    if row.n < max(SMALLEST_CELL, least):
        return []
    counts = (row.n1, row.n2, row.n3, row.n4)
    return [{"value": c.value, "word": _(c.word), "n": counts[c.value - 1]} for c in CHOICES]


def held_list(row: UnitScore | PeriodScore) -> dict[str, list[dict]]:
    """What does not count in full, with its reason: whole ratings left out, and votes that were made lighter."""
    held = sorted(dict(row.held).items())
    return {
        "left_out": held_reasons(pair for pair in held if pair[0] in DOUBTS),
        "lighter": held_reasons(pair for pair in held if pair[0] not in DOUBTS),
    }


def held_reasons(held: Iterable[tuple[str, int]]) -> list[dict]:
    """(reason slug, count) pairs in the reader's words; what reads the same is one line."""
    counts: Counter[str] = Counter()
    for reason, count in held:
        counts[_(HELD.get(reason, reason))] += count
    return [{"reason": reason, "count": count} for reason, count in counts.items()]


def weekly(rows: list[tuple[date, int]]) -> list[dict]:
    """How many ratings each week brought."""
    return [{"week": short_date(monday), "n": int(n)} for monday, n in rows]
