"""The words of this room: states, kinds, aspects and steps as the screen says them."""

from webapp.platform.i18n import gettext as _

STATUS = {
    "draf": ("Draf", "neutral"),
    "diajukan": ("Diajukan", "wait"),
    "klarifikasi": ("Perlu klarifikasi", "wait"),
    "disepakati": ("Disepakati", "good"),
}
MEANING_FOR_OWNER = {
    "draf": "Baru Anda yang melihat draf ini. Isinya dapat diubah sampai Anda mengajukannya.",
    "diajukan": "Menunggu pejabat penilai. Tarik kembali bila masih ada yang ingin Anda ubah.",
    "klarifikasi": "Pejabat penilai meminta penjelasan pada beberapa baris. Perbaiki, lalu ajukan lagi.",
    "disepakati": "Anda dan pejabat penilai sudah sepakat. Isinya tidak dapat diubah lagi.",
}
MEANING_FOR_SUPERIOR = {
    "diajukan": "Menunggu Anda: setujui, atau minta klarifikasi pada baris yang belum jelas.",
    "klarifikasi": "Pegawai sedang memperbaiki baris yang Anda beri catatan.",
    "disepakati": "SKP ini sudah disepakati. Isinya tidak dapat diubah lagi.",
}
KINDS = {"utama": "Utama", "tambahan": "Tambahan"}
ASPECTS = {"kuantitas": "Kuantitas", "kualitas": "Kualitas", "waktu": "Waktu", "biaya": "Biaya"}
STEPS = {
    "ajukan": "SKP diajukan",
    "tarik": "SKP ditarik kembali menjadi draf",
    "minta_klarifikasi": "Klarifikasi diminta",
    "setujui": "SKP disepakati",
}


def status(name: str) -> tuple[str, str]:
    """(word, tone) of a state of the SKP."""
    word, tone = STATUS[name]
    return _(word), tone


def meaning(name: str, *, for_owner: bool) -> str:
    """What the state means for this reader, in one sentence."""
    return _((MEANING_FOR_OWNER if for_owner else MEANING_FOR_SUPERIOR)[name])


def options(words: dict[str, str]) -> list[tuple[str, str]]:
    """(value, word) pairs for a select or radios."""
    return [(value, _(word)) for value, word in words.items()]
