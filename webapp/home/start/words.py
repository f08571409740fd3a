"""The steps of a first run as the screen says them, and where each leads: (words, endpoint), the main way first."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StepWords:
    """A step: its name, what to do, and the ways to do it."""

    name: str
    what: str
    ways: tuple[tuple[str, str], ...]


STEPS = {
    "identitas": StepWords(
        "Nama, warna, dan kontak",
        "Tulis nomor telepon atau surel yang dibaca warga, lalu pilih warna dan logo.",
        (("Isi identitas", "settings.show_identity"), ("Pilih warna dan logo", "settings.show_looks")),
    ),
    "kantor": StepWords(
        "Kantor",
        "Tambahkan dinas, badan, kecamatan, dan bagiannya. Kantor juga dapat terisi dari impor pegawai.",
        (("Tambah kantor", "units.new_unit"),),
    ),
    "pegawai": StepWords(
        "Pegawai",
        "Impor dari berkas kepegawaian, atau tambahkan satu per satu. Berkas diperiksa dulu sebelum disimpan.",
        (("Impor pegawai", "imports.list_runs"), ("Tambah satu pegawai", "staff.new_person")),
    ),
    "layanan": StepWords(
        "Layanan dan loket",
        "Tambahkan satu layanan dan loketnya. Sisanya dapat menyusul.",
        (("Tambah layanan", "offers.new_service"),),
    ),
    "poster": StepWords(
        "Poster QR",
        "Cetak poster atau kartu meja untuk loket itu, lalu pasang di tempat warga menunggu.",
        (("Cetak poster", "printing.new_print"),),
    ),
    "uji": StepWords(
        "Penilaian uji",
        "Beri satu penilaian dari komputer ini. Selama Anda masuk sebagai pengelola, penilaian Anda tersimpan, "
        "tetapi tidak ikut dihitung.",
        (),
    ),
}
NEWS = {
    "langkah-selesai": "Langkah itu sudah ditandai selesai.",
    "contoh-diisi": "Data contoh sudah diisi: satu kantor, tiga pegawai, satu layanan, satu loket.",
    "contoh-dihapus": "Semua data contoh sudah dihapus.",
    "contoh-tersisa": "Data contoh sudah dihapus, kecuali yang sudah dipakai oleh data sungguhan.",
}
