"""What the citizens of the demonstration say: scores, elements, sentences. Always the same for the same seed."""

import random

from webapp.demo.counters import OFFICER_QUALITY, SERVICE_QUALITY, Counter

USUAL, SPREAD = 3.46, 0.72  # before rounding to 1..4: mostly 3 and 4
MISHAPS = 0.025
WITH_REASON, WITH_COMMENT = 0.18, 0.035
GOOD_REASONS = ("perilaku",) * 4 + ("waktu",) * 3 + ("kompetensi",) * 2 + ("prosedur", "sarana", "produk", "biaya")
BAD_REASONS = ("waktu",) * 5 + ("prosedur",) * 3 + ("persyaratan",) * 2 + ("sarana",) * 2 + ("perilaku", "produk")
GOOD_COMMENTS = (
    "Petugas ramah dan menjelaskan dengan sabar.",
    "Cepat, tidak sampai lima belas menit selesai.",
    "Syaratnya jelas, sekali datang langsung selesai.",
    "Ruang tunggunya bersih dan antreannya tertib.",
    "Terima kasih, berkas saya dibantu sampai selesai.",
    "Nomor antrean berjalan lancar.",
    "Ada kursi untuk orang tua, mohon dipertahankan.",
    "Tidak ada pungutan sama sekali. Bagus.",
    "Petugasnya mengerti aturan dan tidak bertele-tele.",
    "Informasi di papan pengumuman sudah lengkap.",
)
BAD_COMMENTS = (
    "Menunggu hampir dua jam, padahal antrean tidak panjang.",
    "Loket buka terlambat.",
    "Diminta kembali lagi karena jaringan sedang gangguan.",
    "Syarat di papan pengumuman berbeda dengan yang diminta di loket.",
    "Tempat parkirnya sempit dan panas.",
    "Hasilnya belum jadi pada hari yang dijanjikan.",
    "Hanya satu loket yang melayani saat ramai.",
    "Kurang penjelasan, saya bolak-balik melengkapi berkas.",
)


def quality_of(counter: Counter, officer: str | None, progress: float) -> float:
    """The middle of the answers at a counter with this officer, `progress` (0..1) of the way through the months."""
    own = OFFICER_QUALITY.get(officer or "", 0.0)
    return USUAL + SERVICE_QUALITY[counter.service] + counter.quality + own + counter.growth * (progress - 0.5)


def score_around(chance: random.Random, middle: float) -> int:
    """One answer, 1..4. Now and then a visit goes wrong, whoever serves."""
    if chance.random() < MISHAPS:
        return chance.choice((1, 1, 2))
    return min(4, max(1, round(chance.gauss(middle, SPREAD))))


def reason_for(chance: random.Random, score: int) -> str | None:
    """The element pointed at, by those who point."""
    if chance.random() >= WITH_REASON:
        return None
    return chance.choice(GOOD_REASONS if score >= 3 else BAD_REASONS)


def comment_for(chance: random.Random, score: int) -> str | None:
    """A sentence, by those who write one. None holds anything about a person."""
    if chance.random() >= WITH_COMMENT:
        return None
    return chance.choice(GOOD_COMMENTS if score >= 3 else BAD_COMMENTS)
