"""The words of this room: states, kinds, aspects and steps as the screen says them."""

from webapp.people.published import Kind
from webapp.platform.i18n import gettext as _

STATUS = {
    "draf": ("Draf", "neutral"),
    "diajukan": ("Diajukan", "wait"),
    "klarifikasi": ("Perlu klarifikasi", "wait"),
    "disepakati": ("Disepakati", "good"),
}
MEANING_FOR_OWNER = {
    "draf": "Hanya Anda yang melihat draf ini. Isinya dapat diubah sampai Anda mengajukannya.",
    "diajukan": "Menunggu jawaban pejabat penilai. Masih ada yang ingin diubah? Tarik kembali lebih dulu.",
    "klarifikasi": "Pejabat penilai meminta klarifikasi. Baca pesan dan catatannya, perbaiki, lalu ajukan lagi.",
    "disepakati": "Anda dan pejabat penilai sudah sepakat. Isinya tidak dapat diubah lagi.",
}
MEANING_FOR_SUPERIOR = {
    "diajukan": "Menunggu jawaban Anda: setujui, atau minta klarifikasi pada baris yang belum jelas.",
    "klarifikasi": "Pegawai sedang memperbaiki SKP ini menurut klarifikasi Anda, lalu mengajukannya lagi.",
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
NEWS = {
    "skp-dibuat": "Draf SKP sudah dibuat. Mulailah dengan rencana hasil kerja yang pertama.",
    "skp-dihapus": "Draf SKP dihapus. Anda dapat menyusunnya lagi dari awal.",
    "rhk-ditambah": "Rencana hasil kerja tersimpan. Sekarang tambahkan indikatornya.",
    "rhk-diubah": "Perubahan rencana hasil kerja tersimpan.",
    "rhk-dihapus": "Rencana hasil kerja dihapus dari SKP ini.",
    "indikator-ditambah": "Indikator tersimpan.",
    "indikator-diubah": "Perubahan indikator tersimpan.",
    "indikator-dihapus": "Indikator dihapus dari SKP ini.",
    "skp-diajukan": "SKP sudah diajukan. Anda akan melihat jawaban pejabat penilai di beranda.",
    "skp-ditarik": "SKP sudah ditarik kembali. Isinya dapat Anda ubah lagi.",
    "klarifikasi-diminta": "Permintaan klarifikasi terkirim. SKP ini kembali kepada pegawai.",
    "skp-disepakati": "SKP sudah Anda setujui. Isinya sekarang terkunci.",
    "tanggapan": "Tanggapan Anda terkirim dan tampil bersama kartu ini.",
    "sanggahan": "Sanggahan Anda tercatat dan tampil bersama kartu ini.",
}
NOTICES = {
    "skp:diajukan": Kind(
        "%(name)s mengajukan SKP %(year)s dan menunggu kesepakatan Anda.", "performance.show_skp", "skp_id", "plan"
    ),
    "skp:klarifikasi": Kind(
        "Pejabat penilai meminta klarifikasi atas SKP %(year)s Anda.", "performance.show_skp", "skp_id", "plan"
    ),
    "skp:disetujui": Kind(
        "SKP %(year)s Anda sudah disetujui pejabat penilai.", "performance.show_skp", "skp_id", "check"
    ),
    "bukti:baru": Kind(  # what was told before notices named the indicator
        "Ada kartu bukti baru. Anda yang pertama melihatnya, dan dapat menanggapinya.", "performance.show_card",
        "card_id", "evidence",
    ),
    "bukti:indikator": Kind(
        "Kartu bukti baru untuk indikator “%(indicator)s”. Anda yang pertama melihatnya, dan dapat menanggapinya.",
        "performance.show_card", "card_id", "evidence",
    ),
    "sanggahan:baru": Kind(
        "Ada sanggahan baru yang menunggu pemeriksaan Anda.", "contests.show_contest", "contest_id", "evidence"
    ),
    "sanggahan:terlambat": Kind(
        "Sebuah sanggahan belum diputus dan batas waktunya sudah lewat.", "contests.show_contest", "contest_id", "clock"
    ),
    "sanggahan:diperiksa": Kind(
        "Verifikator mulai memeriksa sanggahan Anda.", "performance.show_card", "card_id", "evidence"
    ),
    "sanggahan:dikecualikan": Kind(
        "Sanggahan Anda diterima: kartu itu tidak dipakai lagi.", "performance.show_card", "card_id", "check"
    ),
    "sanggahan:dipertahankan": Kind(
        "Sanggahan Anda sudah diputus: kartu itu tetap berlaku.", "performance.show_card", "card_id", "evidence"
    ),
    "sanggahan:dialihkan_ke_sistem": Kind(
        "Sanggahan Anda dialihkan ke perbaikan sistem: kartu itu tidak dipakai lagi.", "performance.show_card",
        "card_id", "check",
    ),
    "sanggahan:sistem": Kind(
        "Verifikator mengalihkan sebuah sanggahan ke perbaikan sistem.", "contests.list_causes", None, "info"
    ),
}
BESIDE_BEGUN = {
    "tanggapan": "Tanggapan Anda terkirim. Sanggahan yang sedang Anda tulis belum terkirim: lanjutkan di bawah.",
    "sanggahan": "Sanggahan Anda tercatat. Tanggapan yang sedang Anda tulis belum terkirim: lanjutkan di bawah.",
}


def status(name: str) -> tuple[str, str]:
    """(word, tone) of a state of the SKP."""
    word, tone = STATUS[name]
    return _(word), tone


def not_submitted() -> tuple[str, str]:
    """(word, tone) for everybody but the owner, who alone knows whether there is a draft."""
    return _("Belum diajukan"), "neutral"


def meaning(name: str, *, for_owner: bool) -> str:
    """What the state means for this reader, in one sentence."""
    return _((MEANING_FOR_OWNER if for_owner else MEANING_FOR_SUPERIOR)[name])


def options(words: dict[str, str]) -> list[tuple[str, str]]:
    """(value, word) pairs for a select or radios."""
    return [(value, _(word)) for value, word in words.items()]
