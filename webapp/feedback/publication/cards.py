"""Scores as the templates show them: every number with its unit, n, period and one sentence."""

from datetime import date, timedelta
from decimal import Decimal

from webapp.feedback.publication.models import UnitScore
from webapp.feedback.ratings.rules import CHOICES
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import long_date, short_date

WEEK = timedelta(days=7)
SMALLEST_CELL = 5  # below this many answers in all, no distribution
HELD = {
    "perangkat_sama": "Perangkat yang sama menilai lagi dalam pekan yang sama",
    "isian_mesin": "Terisi oleh mesin",
    "staf_unit": "Dikirim dari akun pegawai kantor ini sendiri",
    "same_device": "Perangkat yang sama menilai lagi",
    "same_network": "Banyak penilaian dari satu jaringan",
    "kiosk_pace": "Mesin penilaian ditekan terlalu cepat",
    "day_burst": "Lonjakan pada satu hari",
    "channel_share": "Batas bagian kanal yang belum terverifikasi",
    "contradiction": "Kanal bertentangan dengan penilaian terverifikasi",
}


def public_card(row: UnitScore, opd_name: str, url: str) -> dict:
    """A result in a list or at the head of its page."""
    return {
        "opd_name": opd_name,
        "url": url,
        "score": row.score,
        "low": row.low,
        "high": row.high,
        "n": row.n,
        "n_effective": row.n_effective,
        "period_text": period_text(row.since, row.until),
        "label": label(row),
        "comparison": row.same_service,
    }


def label(row: UnitScore) -> str:
    """What the score means, in one sentence."""
    if row.status == "insufficient":
        return _("Belum cukup data untuk dinilai dengan adil.")
    sentences = [_("Nilai sementara: datanya masih sedikit.")] if row.status == "early" else []
    if row.verified_share == 0:
        sentences.append(_("Semua penilaian dari kanal terbuka, belum ada yang terverifikasi."))
    return " ".join(sentences) or _("Datanya cukup untuk dipakai.")


def period_text(since, until) -> str:
    """Of when: '25 Mei 2026 sampai 22 November 2026'."""
    return _("%(since)s sampai %(until)s", since=long_date(since), until=long_date(until))


def distribution(row: UnitScore) -> list[dict]:
    """How many gave which answer; nothing below the smallest cell."""
    if row.n < SMALLEST_CELL:
        return []
    counts = (row.n1, row.n2, row.n3, row.n4)
    return [{"value": c.value, "word": _(c.word), "n": counts[c.value - 1]} for c in CHOICES]


def held_list(row: UnitScore) -> list[dict]:
    """What does not count in full, with its reason."""
    return held_reasons(sorted(row.held.items()))


def held_reasons(held) -> list[dict]:
    """(reason slug, count) pairs in the reader's words."""
    return [{"reason": _(HELD.get(reason, reason)), "count": count} for reason, count in held]


def weekly(rows: list[tuple], today: date) -> list[dict]:
    """Answers by week; the mean only of a week that is over and where enough answered.

    A mean that moves with every answer would tell the counter what the citizen who just left has said.
    """
    cards = []
    for monday, n, *counts in rows:
        total = sum(value * count for value, count in enumerate(counts, start=1))
        is_over = monday + WEEK <= today
        mean = Decimal(int(total)) / int(n) if is_over and n >= SMALLEST_CELL else None
        cards.append({"week": short_date(monday), "n": int(n), "mean": mean, "is_over": is_over})
    return cards
