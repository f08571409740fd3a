"""The letters of this floor, the groups of notices one can ask for by mail, and the words of the pages."""

from webapp.people.letters.kinds import LetterKind

CONFIRM, NOTICES_MAIL = "alamat", "kabar"
NOTICES_BY_MAIL = "kabar-pegawai"
LETTERS = {
    CONFIRM: LetterKind(
        "Konfirmasi alamat surel",
        "Pastikan alamat surel Anda",
        "address",
        "Surat ini dikirim satu kali karena alamat ini ditulis di Pamong. Bukan Anda? Abaikan saja: tanpa konfirmasi "
        "tidak ada surat lain.",
    ),
    NOTICES_MAIL: LetterKind(
        "Kabar untuk pegawai",
        "%(n)s kabar baru untuk Anda di Pamong",
        "notices",
        "Anda menerima surat ini karena memilihnya di Profil saya.",
        NOTICES_BY_MAIL,
    ),
}
PURPOSES = {NOTICES_BY_MAIL: "Kabar untuk pegawai lewat surel"}
# Groups of notices, and the beginnings of the codes that belong to each; the last takes all others.
GROUPS = {
    "kinerja": "Sasaran kinerja (SKP) dan kartu bukti",
    "jadwal": "Jadwal petugas",
    "hasil": "Ringkasan hasil penilaian",
    "lainnya": "Kabar lain",
}
OF_GROUP = {"skp": "kinerja", "bukti": "kinerja", "koreksi-jadwal": "jadwal", "jadwal": "jadwal", "ringkasan": "hasil"}
OFTEN_WORDS = {"segera": "Segera", "harian": "Sekali sehari", "tidak": "Jangan lewat surel"}
STATE_WORDS = {
    "menunggu": "Menunggu",
    "mengirim": "Sedang dikirim",
    "terkirim": "Terkirim",
    "gagal": "Tidak terkirim",
    "tidak_pasti": "Tidak pasti",
    "dihentikan": "Diminta berhenti",
    "ditutup": "Ditutup",
}
REASON_WORDS = {
    "tidak-terhubung": "Server surel belum dapat dihubungi. Dicoba lagi dengan sendirinya.",
    "ditolak": "Server surel menolak alamat atau isi surat ini.",
    "ditunda": "Server surel meminta menunggu. Dicoba lagi dengan sendirinya.",
    "terputus": "Hubungan terputus setelah isi surat dikirim. Mungkin sudah sampai, mungkin belum.",
    "kunci-berganti": "Kunci rahasia sudah berganti, jadi isi surat tidak terbaca lagi.",
    "terlalu-lama": "Sudah dicoba lima hari.",
    "jenis-tidak-dikenal": "Bagian yang menulis surat ini sedang tidak terpasang.",
    "diminta-berhenti": "Penerima meminta surat seperti ini dihentikan.",
}
NEWS = {
    "surel-dipilih": "Pilihan Anda tersimpan.",
    "surel-dikonfirmasi-dulu": "Pilihan tersimpan. Buka surat yang baru kami kirim, lalu tekan tautannya: sesudah itu "
    "kabar dikirim ke sana.",
    "surel-dihapus": "Alamat Anda dihapus. Kabar tetap ada di lonceng.",
    "surel-sudah-pasti": "Alamat Anda sudah pasti. Kabar dikirim ke sana sesuai pilihan Anda.",
    "surat-berhenti": "Sudah dihentikan. Surat seperti itu tidak dikirim lagi ke alamat ini.",
    "surat-dikirim-lagi": "Surat itu dikirim lagi.",
    "surat-ditutup": "Surat itu ditutup dan tidak dikirim.",
    "pengirim-tersimpan": "Pengirim tersimpan. Surat berikutnya memakainya.",
}


def group_of(code: str) -> str:
    """The group a notice belongs to."""
    return OF_GROUP.get(code.partition(":")[0], "lainnya")


def shown() -> list[str]:
    """Every word a page or a letter looks up here."""
    tables = (PURPOSES, GROUPS, OFTEN_WORDS, STATE_WORDS, REASON_WORDS, NEWS)
    words = [word for table in tables for word in table.values()]
    return words + [text for kind in LETTERS.values() for text in (kind.name, kind.subject, kind.why)]
