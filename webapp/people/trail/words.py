"""Deeds in plain words. What is not listed is shown by its code, so that nothing is ever missing from the trail."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import short_date

DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")

DEEDS = {
    "sesi:masuk": "Masuk ke Pamong",
    "jejak:diunduh": "Mengunduh jejak audit",
    "pengaturan:identitas": "Mengubah identitas pemerintah daerah",
    "pengaturan:warna": "Mengganti warna",
    "pengaturan:logo-dipasang": "Memasang logo",
    "pengaturan:logo-diturunkan": "Menurunkan logo",
    "pengaturan:bahasa": "Mengubah bahasa yang ditawarkan",
    "pengaturan:masa-simpan": "Mengubah masa simpan",
    "pengaturan:ambang": "Mengubah ambang penerbitan nilai",
    "kalender:minggu-kerja": "Mengubah hari kerja",
    "kalender:libur-ditambah": "Menambah hari libur",
    "kalender:libur-dihapus": "Menghapus hari libur",
    "kalender:libur-diimpor": "Memasukkan hari libur ke kalender",
    "pengaduan:lapor": "Laporan warga diterima",
    "pengaduan:teruskan": "Meneruskan laporan warga",
    "pengaduan:alihkan": "Mengalihkan laporan warga",
    "pengaduan:kembalikan": "Mengembalikan laporan warga",
    "pengaduan:arsipkan": "Mengarsipkan laporan warga",
    "pengaduan:buka": "Membuka lagi laporan warga",
    "pengaduan:mulai": "Mulai mengerjakan laporan warga",
    "pengaduan:jawab": "Menjawab laporan warga",
    "pengaduan:tunda": "Menunda laporan warga",
    "pengaduan:lanjutkan": "Melanjutkan laporan warga",
    "pengaduan:konfirmasi": "Warga menyatakan laporannya beres",
    "pengaduan:sanggah": "Warga menyanggah jawaban laporan",
    "pengaduan:tolak": "Laporan ditutup tanpa persetujuan warga",
    "pengaduan:diamkan": "Laporan ditutup karena tidak ada tanggapan",
    "pengaduan:tarik": "Warga menarik laporannya",
    "pengaduan:nilai": "Warga menilai penanganan laporan",
    "pengaduan:golongkan": "Menggolongkan laporan warga",
    "pengaduan:sebut": "Mencatat siapa yang dilaporkan",
    "pengaduan:ambil": "Mengambil laporan warga",
    "pengaduan:lepas": "Melepas laporan warga",
    "pengaduan:identitas-dibaca": "Membuka identitas pelapor",
    "pengaduan:naskah-dibaca": "Membuka naskah asli laporan",
    "perangkat:daftar": "Mendaftarkan perangkat",
    "perangkat:tautan": "Membuat tautan pemasangan perangkat",
    "perangkat:pasang": "Memasang perangkat",
    "perangkat:kunci-baru": "Mengganti kunci perangkat",
    "perangkat:cabut": "Mencabut perangkat",
    "pesan:asli-dibaca": "Membaca pesan asli warga",
    "uji-petik:diundi": "Undian uji petik dibuat",
    "uji-petik:temuan": "Mencatat temuan uji petik",
    "tinjauan:diputus": "Memutus penilaian yang ditahan",
    "tinjauan:dibalik": "Mengubah putusan tinjauan",
    "pengaturan:pengirim": "Mengubah pengirim surel",
    "surel:dipilih": "Memilih kabar lewat surel",
    "surel:dihapus": "Menghapus alamat surel sendiri",
    "surel:dipastikan": "Memastikan alamat surel",
    "surat:dikirim-lagi": "Mengirim lagi surat",
    "surat:ditutup": "Menutup surat tanpa mengirim",
    "forum:diumumkan": "Mengumumkan forum warga",
    "forum:dibatalkan": "Membatalkan forum warga",
    "forum:pertanyaan-diterbitkan": "Menampilkan pertanyaan warga pada forum",
    "forum:pertanyaan-dijawab": "Menjawab pertanyaan warga pada forum",
    "forum:pertanyaan-disembunyikan": "Tidak menampilkan pertanyaan warga pada forum",
    "forum:notulen": "Menerbitkan notulen forum",
    "forum:janji": "Mencatat janji dari forum",
    "forum:janji-berjalan": "Menandai janji dari forum berjalan",
    "forum:janji-selesai": "Menandai janji dari forum selesai",
    "forum:janji-tidak_dapat_dipenuhi": "Menandai janji dari forum tidak dapat dipenuhi",
    "survei:buka": "Membuka masa survei kepuasan",
    "segel:dibuat": "Menyegel jawaban warga satu hari",
    "survei:terbitkan": "Menerbitkan hasil survei kepuasan",
    "survei:hitung-ulang": "Meminta hasil survei dihitung ulang",
    "survei:laporan": "Menulis teks laporan survei",
    "survei:rencana": "Membuat rencana tindak lanjut survei",
    "survei:perkembangan": "Mencatat keadaan tindak lanjut survei",
    "survei:kuesioner-terbit": "Menerbitkan versi kuesioner survei",
    "survei:kuesioner-dibuang": "Membuang rancangan kuesioner survei",
    "survei:bendel-dibuat": "Menyiapkan bendel survei kertas",
    "survei:bendel-diambil": "Mulai mengetik bendel survei kertas",
    "survei:bendel-dikoreksi": "Mencocokkan lembar survei kertas",
    "survei:bendel-disahkan": "Mengesahkan bendel survei kertas",
    "survei:bendel-dibatalkan": "Membatalkan bendel survei kertas",
    "skp:draf": "Memulai SKP",
    "skp:dihapus": "Menghapus draf SKP",
    "skp:rhk-ditambah": "Menambah rencana hasil kerja (RHK)",
    "skp:rhk-diubah": "Mengubah rencana hasil kerja (RHK)",
    "skp:rhk-dihapus": "Menghapus rencana hasil kerja (RHK)",
    "skp:indikator-ditambah": "Menambah indikator SKP",
    "skp:indikator-diubah": "Mengubah indikator SKP",
    "skp:indikator-dihapus": "Menghapus indikator SKP",
    "skp:ajukan": "Mengajukan SKP",
    "skp:tarik": "Menarik kembali SKP",
    "skp:minta_klarifikasi": "Meminta klarifikasi SKP",
    "skp:setujui": "Menyepakati SKP",
    "bukti:diambil": "Kartu bukti dibuat",
    "bukti:ditanggapi": "Menanggapi kartu bukti",
    "sanggahan:diperiksa": "Mulai memeriksa sanggahan",
    "sanggahan:dikecualikan": "Memutus sanggahan: dikecualikan",
    "sanggahan:dipertahankan": "Memutus sanggahan: dipertahankan",
    "sanggahan:dialihkan_ke_sistem": "Memutus sanggahan: dialihkan ke perbaikan sistem",
    "sanggahan:terlambat": "Sanggahan lewat batas waktu",
    "bukti:disanggah": "Menyanggah kartu bukti",
    "pegawai:ditambah": "Menambah pegawai",
    "pegawai:berhenti": "Mencatat pegawai berhenti",
    "pegawai:kembali": "Mencatat pegawai kembali",
    "pegawai:nama-dikoreksi": "Membetulkan nama pegawai",
    "pegawai:nip-dikoreksi": "Membetulkan NIP pegawai",
    "pegawai:nip-baru": "Mencatat NIP baru pegawai",
    "pegawai:diunduh": "Mengunduh daftar pegawai",
    "peran:diberikan": "Memberi peran",
    "peran:dicabut": "Mencabut peran",
    "akun:dibuka": "Membuka akun",
    "akun:ditutup": "Menutup akun",
    "akun:sandi-diganti": "Mengganti kata sandi",
    "akun:setel_ulang_diminta": "Meminta tautan kata sandi baru",
    "akun:setel_ulang_dibuka": "Menyetujui tautan kata sandi baru",
    "akun:setel_ulang_ditolak": "Menolak tautan kata sandi baru",
    "akun:setel_ulang_dibatalkan": "Membatalkan permintaan tautan kata sandi",
    "akun:disetel_ulang": "Kata sandi diganti melalui tautan",
    "peran:diusulkan": "Mengusulkan peran berwenang",
    "peran:disetujui": "Menyetujui peran berwenang",
    "peran:usulan_ditolak": "Menolak usulan peran",
    "peran:usulan_dibatalkan": "Membatalkan usulan peran",
    "undangan:dibuat": "Membuat undangan",
    "penempatan:ditetapkan": "Menetapkan penempatan",
    "penempatan:diakhiri": "Mengakhiri penempatan",
    "atasan:ditetapkan": "Menetapkan pejabat penilai",
    "jabatan:ditambah": "Menambah jabatan",
    "jabatan:diubah": "Mengubah jabatan",
    "jabatan:ditutup": "Menutup jabatan",
    "opd:ditambah": "Menambah organisasi perangkat daerah",
    "opd:diubah": "Mengubah organisasi perangkat daerah",
    "opd:dipindah": "Memindahkan organisasi perangkat daerah",
    "opd:ditutup": "Menutup organisasi perangkat daerah",
    "impor:diunggah": "Mengunggah berkas data",
    "impor:diminta terapkan": "Meminta berkas data diterapkan",
    "impor:diterapkan": "Menerapkan berkas data",
    "impor:keluar-dibatalkan": "Membatalkan keluarnya pegawai lewat berkas data",
    "impor:dibatalkan": "Membatalkan berkas data",
    "layanan:ditambah": "Menambah layanan",
    "layanan:diubah": "Mengubah layanan",
    "layanan:dibuka": "Membuka layanan",
    "layanan:ditutup": "Menutup layanan",
    "titik:ditambah": "Menambah loket",
    "titik:diubah": "Mengubah loket",
    "titik:dibuka": "Membuka loket",
    "titik:ditutup": "Menutup loket",
    "undangan:lembar": "Mengunduh lembar undangan akun",
    "poster:dicetak": "Mencetak poster, kartu, atau stiker QR",
    "cetakan:diminta": "Meminta cetakan banyak lembar",
    "jam:diubah": "Mengubah jam buka",
    "standar:mulai": "Mulai menulis standar pelayanan",
    "standar:terbit": "Menerbitkan standar pelayanan",
    "standar:draf-dibuang": "Membuang draf standar pelayanan",
    "jadwal:ditambah": "Menambah jadwal petugas",
    "jadwal:dihapus": "Menghapus jadwal petugas",
    "jadwal:diubah": "Mengubah jadwal petugas",
    "jadwal:diganti": "Mengganti jadwal petugas",
    "jadwal:disalin": "Menyalin jadwal petugas",
    "jadwal:diambil": "Memasukkan jadwal petugas dari berkas",
    "jadwal:diakhiri": "Mengakhiri jadwal petugas",
    "koreksi-jadwal:diusulkan": "Mengusulkan koreksi jadwal petugas",
    "koreksi-jadwal:disetujui": "Menyetujui koreksi jadwal petugas",
    "koreksi-jadwal:ditolak": "Menolak koreksi jadwal petugas",
    "ringkasan:dimulai": "Mulai menerima ringkasan bulanan",
    "ringkasan:dihentikan": "Berhenti menerima ringkasan bulanan",
    "persiapan:selesai": "Menandai langkah persiapan selesai",
    "contoh:diisi": "Mengisi data contoh",
    "contoh:dihapus": "Menghapus data contoh",
    "opd:dibuat": "Menambah organisasi perangkat daerah dari berkas",
    "orang:diubah": "Mengubah pegawai dari berkas",
    "orang:keluar": "Mencatat pegawai berhenti dari berkas",
    "penempatan:dibatalkan": "Membatalkan penempatan",
    "penempatan:dikoreksi": "Membetulkan penempatan",
    "atasan:dibatalkan": "Membatalkan pejabat penilai",
    "atasan:dikoreksi": "Membetulkan pejabat penilai",
}
THINGS = {
    "tenant": "Pemerintah daerah",
    "holiday": "Hari libur",
    "person": "Pegawai",
    "account": "Akun",
    "opd": "Organisasi perangkat daerah",
    "jabatan": "Jabatan",
    "role_grant": "Peran",
    "placement": "Penempatan",
    "superior": "Pejabat penilai",
    "service": "Layanan",
    "service_point": "Loket",
    "device": "Perangkat",
    "survey_period": "Masa survei",
    "complaint": "Laporan warga",
    "survey_followup": "Tindak lanjut survei",
    "letter": "Surat keluar",
    "survey_instrument": "Kuesioner survei",
    "survey_draft": "Rancangan kuesioner survei",
    "survey_batch": "Bendel survei kertas",
    "forum": "Forum warga",
    "duty": "Jadwal petugas",
    "roster_correction": "Koreksi jadwal petugas",
    "import_run": "Impor pegawai",
    "print_job": "Cetakan",
    "start_step": "Langkah persiapan",
    "digest_subscription": "Ringkasan bulanan",
    "skp": "SKP",
    "evidence_card": "Kartu bukti",
}
KEYS = {
    "dari": "Dari keadaan",
    "ke": "Menjadi",
    "peran": "Sebagai",
    "sebelum": "Sebelum",
    "sesudah": "Sesudah",
    "nama": "Nama",
    "sebutan": "Sebutan singkat",
    "kontak": "Kontak",
    "telepon": "Telepon",
    "surel": "Surel (email)",
    "situs": "Situs",
    "alamat": "Alamat",
    "warna": "Warna",
    "diminta": "Diminta",
    "diminta_oleh": "Diminta oleh",
    "dibuka": "Disetujui oleh",
    "bahasa": "Bahasa",
    "hari": "Hari",
    "mulai": "Mulai berlaku",
    "tanggal": "Tanggal",
    "jenis": "Jenis",
    "versi": "Versi",
    "tahun": "Tahun",
    "urutan": "Urutan",
    "dasar": "Dasar",
    "banyak": "Banyaknya",
    "bentuk": "Bentuk",
    "saringan": "Saringan",
    "width": "Lebar",
    "height": "Tinggi",
    "sha256": "Sidik gambar",
    "session_days": "Catatan masuk pegawai (hari)",
    "failure_days": "Percobaan masuk yang belum berhasil (hari)",
    "tenggat": "Batas waktu",
    "unsur": "Unsur",
    "bagian": "Bab laporan",
    "ikm": "IKM",
    "batch": "Penilaian yang diterbitkan bersama",
    "unit_answers": "Jawaban sebelum nilai kantor tampil",
    "officer_answers": "Jawaban sebelum nilai pegawai tampil",
    "officer_verified": "Kunjungan tercatat sebelum nilai pegawai tampil",
}
# Done by whoever held a link, and that is not proven to be the one it was made for.
BY_LINK = frozenset({"akun:disetel_ulang"})
# What citizens said is read where it is protected, never through the trail, whoever may have recorded it.
CITIZENS = "rating"
SAID_BY_CITIZENS = frozenset({"nilai", "komentar", "alasan", "jawaban", "score", "comment", "text"})
LONGEST = 300


def deed(action: str) -> str:
    """The deed in the reader's words; its code when nobody has given it words."""
    return _(DEEDS[action]) if action in DEEDS else action


def thing(kind: str) -> str:
    """The kind of thing in the reader's words."""
    return _(THINGS[kind]) if kind in THINGS else kind


def key(name: str) -> str:
    """The word for a part of a detail."""
    return _(KEYS[name]) if name in KEYS else name.replace("_", " ").replace("-", " ")


def lines(kind: str, detail: dict[str, Any]) -> list[tuple[str, str]]:
    """A detail as (word, text) lines, in their order; nothing of what citizens said."""
    if kind.startswith(CITIZENS):
        return []
    return [(label, text[:LONGEST]) for label, text in _flat(detail, ()) if text]


def _flat(value: Any, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in SAID_BY_CITIZENS:
                yield from _flat(inner, (*path, name))
    elif isinstance(value, list) and any(isinstance(inner, dict) for inner in value):
        for inner in value:
            yield " · ".join(map(key, path)), ", ".join(text for _name, text in _flat(inner, ()))
    else:
        yield " · ".join(map(key, path)), _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, str) and DAY.fullmatch(value):
        return short_date(date.fromisoformat(value))
    return "" if value is None else str(value)
