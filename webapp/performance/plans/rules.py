"""Pure rules of the SKP (PermenPANRB 6/2022 articles 7-11): its states, who may do what, when it is complete."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

DRAF, DIAJUKAN, KLARIFIKASI, DISEPAKATI = "draf", "diajukan", "klarifikasi", "disepakati"
STATUSES = (DRAF, DIAJUKAN, KLARIFIKASI, DISEPAKATI)
EDITABLE = frozenset({DRAF, KLARIFIKASI})
PEGAWAI, PENILAI = "pegawai", "penilai"
APPROACHES = ("kuantitatif", "kualitatif")
KINDS = ("utama", "tambahan")
ASPECTS = ("kuantitas", "kualitas", "waktu", "biaya")
UNIT, OWN = "unit", "own"
BINDINGS = (UNIT, OWN)

OWN_OBJECT = "Anda tidak dapat menilai SKP Anda sendiri."
OTHER_ROLE = "Langkah ini hanya dapat dilakukan oleh pegawai pemilik SKP."
NOT_HIS_SUPERIOR = "Langkah ini hanya dapat dilakukan oleh pejabat penilai yang menerima pengajuan SKP ini."
ALREADY = {
    DRAF: "SKP ini masih draf dan belum diajukan.",
    DIAJUKAN: "SKP ini sudah diajukan dan menunggu pejabat penilai.",
    KLARIFIKASI: "SKP ini sedang diklarifikasi oleh pegawai.",
    DISEPAKATI: "SKP ini sudah disepakati, jadi isinya tidak dapat diubah lagi.",
}
SUBMITTED_ONCE = "SKP yang pernah diajukan tidak dapat dihapus: riwayatnya menyangkut dua orang."
NOTHING_TO_DELETE = "Draf ini masih kosong, jadi tidak ada yang perlu dihapus."
NO_MAIN_RHK = "Tambahkan paling sedikit satu rencana hasil kerja utama."
NO_INDICATOR = "Rencana hasil kerja ini belum punya indikator."
NO_TARGET = "Indikator ini belum punya target."
NOTHING_CHANGED = (
    "Isi SKP masih sama seperti saat klarifikasi diminta. Perbaiki dahulu, atau beri tanda bahwa memang tetap begitu."
)
NO_COMMENT = "Tulis pesan di sini atau catatan pada satu baris, supaya pegawai tahu apa yang perlu dijelaskan."


@dataclass(frozen=True)
class Step:
    """An action: from which states, to which, by whom."""

    sources: frozenset[str]
    target: str
    role: str


STEPS = {
    "ajukan": Step(EDITABLE, DIAJUKAN, PEGAWAI),
    "tarik": Step(frozenset({DIAJUKAN}), DRAF, PEGAWAI),
    "minta_klarifikasi": Step(frozenset({DIAJUKAN}), KLARIFIKASI, PENILAI),
    "setujui": Step(frozenset({DIAJUKAN}), DISEPAKATI, PENILAI),
}


@dataclass(frozen=True)
class Gap:
    """What is missing before the SKP can be submitted; `line` is the row it is missing from, None for the whole."""

    line: Any
    sentence: str


def role_of(actor: Any, person: Any, superior: Any) -> str | None:
    """Pegawai, penilai or None. The owner is only ever pegawai: nobody acts on his own object in a second role."""
    if actor == person:
        return PEGAWAI
    if superior is not None and actor == superior:
        return PENILAI
    return None


def available(status: str, role: str | None) -> tuple[str, ...]:
    """The actions this role has in this state: what the page offers as buttons."""
    return tuple(name for name, step in STEPS.items() if step.role == role and status in step.sources)


def refusal(action: str, status: str, role: str | None) -> str | None:
    """The sentence why the action is refused, or None when it is allowed."""
    step = STEPS[action]
    if role != step.role:
        if step.role == PEGAWAI:
            return OTHER_ROLE
        return OWN_OBJECT if role == PEGAWAI else NOT_HIS_SUPERIOR
    if status not in step.sources:
        return ALREADY[status]
    return None


def edit_refusal(status: str, role: str | None) -> str | None:
    """The sentence why the content may not be changed, or None when it may."""
    if role != PEGAWAI:
        return OTHER_ROLE
    return None if status in EDITABLE else ALREADY[status]


def deletion_refusal(status: str, role: str | None, *, was_submitted: bool, is_empty: bool) -> str | None:
    """The sentence why the whole may not be deleted, or None: only a draft that nobody but its owner ever saw may."""
    if role != PEGAWAI:
        return OTHER_ROLE
    if status != DRAF:
        return ALREADY[status]
    if was_submitted:
        return SUBMITTED_ONCE
    return NOTHING_TO_DELETE if is_empty else None


def may_start(year: int, this_year: int) -> bool:
    """An SKP is drafted for the year that runs or the one that comes."""
    return year in (this_year, this_year + 1)


def gaps(lines: Iterable[Any]) -> list[Gap]:
    """What keeps these RHK (.id .kind .indicators, each .id .target) from being submitted."""
    lines = list(lines)
    found = [] if any(line.kind == "utama" for line in lines) else [Gap(None, NO_MAIN_RHK)]
    for line in lines:
        if not line.indicators:
            found.append(Gap(line.id, NO_INDICATOR))
        found += [Gap(each.id, NO_TARGET) for each in line.indicators if not each.target.strip()]
    return found


def comments_by_line(lines: Sequence[Any], texts: Sequence[str]) -> dict[Any, str]:
    """The comments that say something, by row. ValueError when rows and texts do not pair."""
    if len(lines) != len(texts):
        raise ValueError("each row has one text")
    return {line: text.strip() for line, text in zip(lines, texts, strict=True) if text.strip()}
