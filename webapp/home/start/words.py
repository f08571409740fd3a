"""The steps of a first run as the screen says them, and where each leads: (words, endpoint), the main way first."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StepWords:
    """A step: its name, what to do, and the ways to do it."""

    name: str
    what: str
    ways: tuple[tuple[str, str], ...]
    minutes: int  # for the least of it, as clerks needed who saw Pamong for the first time
    more_minutes: int = 0  # on top, when all of it is taken in from a file


STEPS = {
    "identitas": StepWords(
        "Nama, warna, dan kontak",
        "Tulis nomor telepon atau surel yang dibaca warga, lalu pilih warna dan logo.",
        (("Isi identitas", "settings.show_identity"), ("Pilih warna dan logo", "settings.show_looks")),
        3,
    ),
    "kantor": StepWords(
        "Kantor",
        "Tambahkan dinas, badan, kecamatan, dan bagiannya. Kantor juga dapat terisi dari impor pegawai.",
        (("Tambah kantor", "units.new_unit"),),
        3,
    ),
    "pegawai": StepWords(
        "Pegawai",
        "Impor dari berkas kepegawaian, atau tambahkan satu per satu. Berkas diperiksa dulu sebelum disimpan.",
        (("Impor pegawai", "imports.list_runs"), ("Tambah satu pegawai", "staff.new_person"),
         ("Undang yang belum punya akun", "staff.new_invitations")),
        5, 20,
    ),
    "layanan": StepWords(
        "Layanan dan loket",
        "Tambahkan satu layanan dan loketnya. Sisanya dapat menyusul.",
        (("Tambah layanan", "offers.new_service"),),
        6,
    ),
    "poster": StepWords(
        "Poster QR",
        "Cetak poster atau kartu meja untuk loket itu, lalu pasang di tempat warga menunggu.",
        (("Cetak poster", "printing.new_print"),),
        3,
    ),
    "uji": StepWords(
        "Penilaian uji",
        "Beri satu penilaian dari komputer ini. Selama Anda masuk sebagai pengelola, penilaian Anda tersimpan, "
        "tetapi tidak ikut dihitung. Bukti penilaiannya menuliskan itu.",
        (),
        2,
    ),
}
LEAST = sum(each.minutes for each in STEPS.values())
MORE = sum(each.more_minutes for each in STEPS.values())
NEWS = {
    "langkah-selesai": "Langkah itu sudah ditandai selesai.",
    "contoh-diisi": "Data contoh sudah diisi: satu kantor, tiga pegawai, satu layanan, satu loket.",
    "contoh-dihapus": "Semua data contoh sudah dihapus.",
    "contoh-tersisa": "Data contoh sudah dihapus, kecuali yang sudah dipakai oleh data sungguhan.",
}
