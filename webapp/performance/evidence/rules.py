"""Pure rules of evidence cards: when one is taken, who sees it when, what may be contested. No rule here judges."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

FIRST_SIGHT_DAYS = 5  # working days the civil servant has the card to herself
CONTEST_DAYS = 10  # working days to contest, counted from the same day
LATELY = timedelta(days=14)  # how long a card is new to the superior it opened to
ANSWER, CONTEST = "answer", "contest"
USABLE, EARLY, INSUFFICIENT = "usable", "early", "insufficient"
STATUSES = (USABLE, EARLY, INSUFFICIENT)

# "I do not agree" is deliberately no ground: it is what the answer is for.
GROUNDS = {
    "bukan_transaksi_saya": "Bukan pelayanan yang saya berikan",
    "di_luar_kewenangan": "Di luar kewenangan saya",
    "diwajibkan_aturan": "Yang saya lakukan diwajibkan oleh aturan",
    "ancaman_atau_kebencian": "Berisi ancaman atau kebencian",
    "kekeliruan_nyata": "Ada kekeliruan yang dapat ditunjukkan",
}
CONTEST_STATES = ("diajukan", "diperiksa", "dikecualikan", "dipertahankan", "dialihkan_ke_sistem")
UNDECIDED = CONTEST_STATES[:2]
CONTEST_WORDS = {
    "diajukan": "Sanggahan tercatat",
    "diperiksa": "Sanggahan sedang diperiksa",
    "dikecualikan": "Sanggahan diterima",
    "dipertahankan": "Penilaian dipertahankan",
    "dialihkan_ke_sistem": "Dialihkan ke perbaikan sistem",
}
DECIDED = CONTEST_STATES[2:]  # final: a contest is decided once
DECIDE_DAYS = 10  # working days the verifikator has, counted from the day of the contest
EXAMINE = "periksa"
STEPS = {
    EXAMINE: ("diajukan", "diperiksa"),
    "kecualikan": ("diperiksa", "dikecualikan"),
    "pertahankan": ("diperiksa", "dipertahankan"),
    "alihkan": ("diperiksa", "dialihkan_ke_sistem"),
}
STEP_WORDS = {
    EXAMINE: "Mulai periksa",
    "kecualikan": "Kecualikan: kartu ini tidak dipakai, dan kartu tanpa nilai menggantikannya",
    "pertahankan": "Pertahankan: kartu ini tetap berlaku apa adanya",
    "alihkan": "Alihkan ke perbaikan sistem: sebabnya bukan pada pegawai ini; kartunya tidak dipakai",
}
EXCLUDES = frozenset({"dikecualikan", "dialihkan_ke_sistem"})
NOT_NOW = {
    "diajukan": "Sanggahan ini belum mulai diperiksa. Mulai periksa dulu, baru putuskan.",
    "diperiksa": "Sanggahan ini sudah diperiksa orang lain.",
    "dikecualikan": "Sanggahan ini sudah diputus: dikecualikan. Putusan itu final.",
    "dipertahankan": "Sanggahan ini sudah diputus: dipertahankan. Putusan itu final.",
    "dialihkan_ke_sistem": "Sanggahan ini sudah diputus: dialihkan ke perbaikan sistem. Putusan itu final.",
}
MOVED_ON = "Sanggahan ini baru saja diubah orang lain. Periksa keadaannya yang sekarang, lalu putuskan lagi."
NO_REASON = "Tulis alasan putusan, paling sedikit 10 huruf."
SHORTEST_REASON = 10
NOT_IN_CARD = "Pilih hari di dalam masa kartu ini."
BACKWARDS = "Hari terakhir tidak boleh sebelum hari pertama."
FIELDS = {NO_REASON: "alasan"}
REPLACED = "Kartu ini hasil putusan atas sanggahan, jadi tidak ditanggapi atau disanggah lagi."
OWN_ONLY = "Hanya pegawai pemilik kartu yang dapat menanggapi atau menyanggah."
ANSWERED = "Kartu ini sudah Anda tanggapi. Tanggapan itu tetap tersimpan."
CONTESTED = "Kartu ini sudah Anda sanggah. Sanggahan itu tetap tersimpan."
TOO_LATE = "Waktu untuk menanggapi atau menyanggah kartu ini sudah lewat."


def is_due(last_shown_on: date | None, day: date) -> bool:
    """A card is taken when there is none, or when the calendar month has changed since the last one."""
    return last_shown_on is None or (last_shown_on.year, last_shown_on.month) < (day.year, day.month)


def shown_numbers(binding: str, status: str, value: Any, low: Any, high: Any, comparison: Any) -> tuple:
    """(value, low, high, comparison) as the card may show them.

    A person's own score shows only when it is earned ('usable'); an office's when there is one at all.
    Otherwise nothing is shown: 'Belum cukup data', neutral, never zero.
    """
    earned = status == USABLE if binding == "own" else status != INSUFFICIENT
    if not earned or value is None:
        return None, None, None, None
    return value, low, high, comparison


def is_open_to_superior(superior_from: date, day: date) -> bool:
    """Whether the five working days of the civil servant are over."""
    return day >= superior_from


def opened_lately(superior_from: date, day: date) -> bool:
    """Whether the card has opened to the superior so recently that it is announced to him."""
    return is_open_to_superior(superior_from, day) and day - superior_from <= LATELY


def possible(*, is_owner: bool, answered: bool, contested: bool, until: date, day: date) -> frozenset[str]:
    """What this reader can still do with the card today: ANSWER, CONTEST, both or nothing."""
    window = {"is_owner": is_owner, "until": until, "day": day}
    refusals = {
        ANSWER: answer_refusal(answered=answered, **window),
        CONTEST: contest_refusal(contested=contested, **window),
    }
    return frozenset(deed for deed, refused in refusals.items() if refused is None)


def answer_refusal(*, is_owner: bool, answered: bool, until: date, day: date) -> str | None:
    """Why an answer is refused, or None."""
    return _refusal(is_owner, ANSWERED if answered else None, until, day)


def step_refusal(step: str, state: str, reason: str, *, seen: int, sequence: int) -> str | None:
    """Why a step on a contest is refused, or None. `seen`: the number of its last state when the page was drawn."""
    if STEPS[step][0] != state:
        return NOT_NOW[state]
    if seen != sequence:
        return MOVED_ON
    return NO_REASON if step != EXAMINE and len(reason) < SHORTEST_REASON else None


def days_named(since: date | None, until: date | None, card: tuple[date, date]) -> tuple[date, date]:
    """The days a decision takes out: where one is not named, from the first or to the last of the card."""
    return since or card[0], until or card[1]


def days_refusal(days: tuple[date, date], card: tuple[date, date]) -> tuple[str, str] | None:
    """Why days cannot be taken out of a card of this time, as (field, sentence); None if they can."""
    for field, day in zip(("sejak", "sampai"), days, strict=True):
        if not card[0] <= day <= card[1]:
            return field, NOT_IN_CARD
    return ("sampai", BACKWARDS) if days[1] < days[0] else None


def contest_refusal(*, is_owner: bool, contested: bool, until: date, day: date) -> str | None:
    """Why a contest is refused, or None."""
    return _refusal(is_owner, CONTESTED if contested else None, until, day)


def state_of(
    *, status: str, value: Decimal | None, contest: str | None, is_newest: bool, is_owner: bool = True,
    replaces: bool = False, is_withheld: bool = False,
) -> tuple[str, str]:  # fmt: skip
    """(word, tone) of a card: about the card's standing, never about how good the value is.

    There may be a newer card that only its owner sees yet: to everybody else this one is the newest he may see.
    `is_withheld`: it holds no number because days of its time were taken out after an earlier contest.
    """
    if replaces:
        return "Penilaian masa ini dikecualikan", "info"
    if contest:
        return CONTEST_WORDS[contest], "wait" if contest in UNDECIDED else "info"
    if not is_newest:
        return "Digantikan kartu yang lebih baru", "neutral"
    if is_withheld:
        return "Tanpa nilai setelah sanggahan", "info"
    if value is not None and status == EARLY:
        return "Nilai masih sementara", "info"
    return ("Kartu terbaru" if is_owner else "Kartu terbaru yang sudah dapat Anda lihat"), "neutral"


def _refusal(is_owner: bool, already: str | None, until: date, day: date) -> str | None:
    if not is_owner:
        return OWN_ONLY
    if already:
        return already
    return TOO_LATE if day > until else None
