"""What the office's pages of complaints call things; translated where they are shown."""

from webapp.feedback.complaints import refusals, words
from webapp.feedback.complaints.notices import CASE
from webapp.people.published import Kind

NOTICES = {
    "pengaduan:diserahkan": Kind("Laporan %(kasus)s diserahkan kepada Anda.", CASE, "complaint_id"),
}

STATES = words.PUBLIC_STATES | {"diterima": "Belum diverifikasi", "dijawab": "Dijawab, menunggu warga"}
STEPS = words.PUBLIC_STEPS | {
    "golongkan": "Jenis dan keterbukaan ditetapkan", "sebut": "Pegawai yang dilaporkan ditetapkan",
    "ambil": "Diambil petugas", "lepas": "Dilepas petugas", "serahkan": "Diserahkan kepada petugas lain",
    "izin": "Izin meneruskan identitas ditetapkan",
}  # fmt: skip
VISIBILITIES = {"terbuka": "Terbuka", "anonim": "Anonim", "rahasia": "Rahasia"}
# What one presses; the sentence under the head of the page that asks for the rest.
DEEDS = {
    "teruskan": ("Teruskan kepada unit",
                 "Laporan ini menjadi tanggung jawab unit itu, dan hari kerjanya mulai dihitung."),
    "jawab": ("Jawab warga", "Jawaban resmi. Warga membacanya, dan dapat menyanggah."),
    "mulai": ("Mulai kerjakan", "Anda memegang laporan ini, dan warga melihat bahwa laporannya dikerjakan."),
    "tunda": ("Tunda", "Batas waktu berhenti sampai dilanjutkan atau warga menulis. Warga membaca alasannya."),
    "lanjutkan": ("Lanjutkan", "Batas waktu berjalan lagi, digeser sebanyak hari kerja yang tertunda."),
    "alihkan": ("Alihkan ke unit lain", "Batas waktunya tetap. Warga membaca alasannya."),
    "kembalikan": ("Kembalikan ke koordinator", "Koordinator mencari unit yang tepat. Warga membaca alasannya."),
    "arsipkan": ("Arsipkan", "Laporan berakhir tanpa jawaban unit. Warga membaca alasannya dan dapat menyanggah."),
    "buka": ("Buka lagi", "Laporan kembali menunggu verifikasi. Warga membaca alasannya."),
}  # fmt: skip
ARCHIVINGS = {
    "pengadilan": "Perkaranya sedang di pengadilan",
    "pidana": "Dugaan korupsi atau tindak pidana",
    "bukan_pemda": "Bukan urusan pemerintah daerah ini",
    "ganda": "Sama dengan laporan lain",
    "tidak_jelas": "Isinya belum cukup jelas",
    "mesin": "Bukan dari seorang warga",
}
HOLDS = {
    "mesin": "Diduga kiriman mesin: periksa dahulu",
    "cepat": "Dikirim sangat cepat: periksa dahulu",
    "banyak": "Banyak laporan dari satu jaringan: periksa dahulu",
}
HOLDINGS = {"saya": "Saya pegang", "kosong": "Belum dipegang"}
TIMES = {"lewat": "Terlambat", "dekat": "Segera jatuh tempo"}
BULK = {
    "teruskan": "Teruskan kepada unit",
    "arsipkan": "Arsipkan dengan alasan",
    "serahkan": "Serahkan kepada petugas",
}
OPEN, ALL = "terbuka", "semua"
SHOWN = {OPEN: "Belum berakhir", ALL: "Semua"} | STATES
REFUSALS = refusals.REFUSALS | {
    "held": "Laporan ini sedang dikerjakan petugas lain, jadi langkah Anda belum disimpan. Isian Anda masih ada.",
    "version": "Laporan ini baru saja berubah, jadi langkah Anda belum disimpan. Isian Anda masih ada: periksa keadaan "
               "laporan yang sekarang, lalu kirim lagi bila masih perlu.",
    "looser": "Keterbukaan hanya dapat dibuat lebih ketat daripada pilihan warga, tidak lebih longgar.",
    "taken-back": "Laporan yang ditarik atau diarsipkan tidak dapat dibuka untuk umum.",
    "shown": "Teksnya berubah sejak ditampilkan, jadi belum diumumkan. Baca lagi, lalu umumkan.",
    "secret": "Laporan rahasia tidak pernah diumumkan.",
    "person": "Petugas itu tidak menangani unit laporan ini. Pilih yang lain.",
    "unknown-unit": "Pilih unit dari daftar.",
    "consent": "Identitas hanya dapat diteruskan untuk laporan terbuka yang menyertakan kontak.",
}  # fmt: skip
FIELDS = refusals.FIELDS | {"looser": "tampil", "secret": "umum", "taken-back": "umum",
                            "person": "petugas", "unknown-unit": "unit",
                            "consent": "setuju"}  # fmt: skip
NEWS = {
    "inbox-langkah": "Langkah tersimpan, dan warga dapat melihatnya.",
    "inbox-jawab": "Jawaban terkirim kepada warga.",
    "inbox-golongkan": "Jenis dan keterbukaan tersimpan.",
    "inbox-umumkan": "Laporan ini sekarang terbaca umum, persis seperti yang Anda baca tadi.",
    "inbox-sebut": "Tersimpan. Yang dilaporkan dan yang di bawah keputusannya tidak dapat melihat laporan ini.",
    "inbox-ambil": "Anda memegang laporan ini.",
    "inbox-lepas": "Laporan ini dilepas dan dapat diambil petugas lain.",
    "inbox-serahkan": "Laporan ini diserahkan.",
    "inbox-pesan": "Pesan terkirim kepada warga.",
    "inbox-tanya": "Pertanyaan terkirim, dan batas waktu berhenti sampai warga menulis.",
    "inbox-catatan": "Catatan tersimpan. Warga tidak melihatnya.",
    "inbox-templat": "Templat tersimpan.",
    "inbox-templat-hapus": "Templat dihapus dari daftar.",
    "inbox-izin": "Izin pelapor tersimpan.",
}
