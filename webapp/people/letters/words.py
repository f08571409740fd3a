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
REFUSED = "ditolak"
REASON_WORDS = {
    "tidak-terhubung": "Server surel belum dapat dihubungi. Dicoba lagi dengan sendirinya.",
    REFUSED: "Server surel menolak alamat atau isi surat ini.",
    "ditunda": "Server surel meminta menunggu. Dicoba lagi dengan sendirinya.",
    "terputus": "Hubungan terputus setelah isi surat dikirim. Mungkin sudah sampai, mungkin belum.",
    "kunci-berganti": "Kunci rahasia sudah berganti, jadi isi surat tidak terbaca lagi.",
    "terlalu-lama": "Sudah dicoba lima hari.",
    "jenis-tidak-dikenal": "Bagian yang menulis surat ini sedang tidak terpasang.",
    "diminta-berhenti": "Penerima meminta surat seperti ini dihentikan.",
}
# What a mail server answered, by the beginning of it: the error's own name, or the number of the answer.
REPLY_WORDS = {
    "TimeoutError": "Server surel tidak menjawab pada waktunya.",
    "ConnectionRefusedError": "Server surel menolak sambungan.",
    "ConnectionResetError": "Server surel memutus sambungan.",
    "ConnectionAbortedError": "Server surel memutus sambungan.",
    "BrokenPipeError": "Server surel memutus sambungan.",
    "SMTPServerDisconnected": "Server surel memutus sambungan.",
    "gaierror": "Nama server surel tidak ditemukan.",
    "SSLError": "Sambungan aman ke server surel tidak dapat dibuat.",
    "SSLCertVerificationError": "Sertifikat keamanan server surel tidak dapat dipercaya.",
    "SMTPNotSupportedError": "Server surel tidak mengenal cara masuk atau sambungan aman yang diminta.",
    "OSError": "Jaringan ke server surel sedang bermasalah.",
    "PermissionError": "Folder surat di server Pamong tidak dapat ditulis.",
    "FileNotFoundError": "Folder surat di server Pamong tidak ditemukan.",
    "530": "Server surel meminta nama pengguna dan kata sandi.",
    "534": "Server surel menolak nama pengguna atau kata sandi Pamong.",
    "535": "Server surel menolak nama pengguna atau kata sandi Pamong.",
    "550": "Server surel menolak alamat ini.",
    "551": "Server surel menolak alamat ini.",
    "552": "Kotak surat penerima penuh.",
    "553": "Server surel menolak alamat ini.",
    "554": "Server surel menolak surat ini.",
}
RULES_OF_SERVER = "Server surel menolak surat ini menurut aturannya, misalnya karena disangka surat sampah."
UNKNOWN_FAULT = "Sambungan ke server surel bermasalah."
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


def reply_meaning(reply: str) -> str:
    """What the answer of a mail server means, in a sentence; nothing for one that is in its own words only."""
    code, _blank, more = reply.partition(" ")
    if code.startswith("5") and more.startswith("5.7."):
        return REPLY_WORDS.get(code, RULES_OF_SERVER) if code in ("530", "534", "535") else RULES_OF_SERVER
    return REPLY_WORDS.get(code, "" if _is_answer(reply) or not reply else UNKNOWN_FAULT)


def reply_as_sent(reply: str) -> str:
    """The server's own words; nothing where there are none but the name of an error that has its sentence."""
    return "" if reply in REPLY_WORDS else reply


def _is_answer(reply: str) -> bool:
    return reply[:3].isdigit()


def group_of(code: str) -> str:
    """The group a notice belongs to."""
    return OF_GROUP.get(code.partition(":")[0], "lainnya")


def shown() -> list[str]:
    """Every word a page or a letter looks up here."""
    tables = (PURPOSES, GROUPS, OFTEN_WORDS, STATE_WORDS, REASON_WORDS, REPLY_WORDS, NEWS)
    words = [word for table in tables for word in table.values()] + [RULES_OF_SERVER, UNKNOWN_FAULT]
    return words + [text for kind in LETTERS.values() for text in (kind.name, kind.subject, kind.why)]
