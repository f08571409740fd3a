"""What is said of invitations, as messages to be translated where they are shown."""

API_REFUSALS = {
    "json-rusak": "Pesan tidak dapat dibaca: kirim satu objek JSON dengan isian berupa teks, bilangan bulat, atau "
                  "benar/salah.",
    "kunci-tidak-dikenal": "Kunci perangkat tidak dikenal. Kirim kepala Authorization: Bearer diikuti kunci dari "
                           "halaman perangkat.",
    "kunci-dicabut": "Perangkat ini sudah dicabut. Minta kunci baru kepada bagian organisasi.",
    "bukan-sistem-antrean": "Kunci ini milik mesin penilaian, bukan sistem antrean.",
    "titik-tidak-dikenal": "Titik layanan ini tidak ada di kantor tempat perangkat terdaftar. Periksa kodenya.",
    "sudah-dilaporkan": "Kunjungan dengan rujukan ini sudah dilaporkan di titik ini pekan ini atau pekan lalu. "
                        "Undangannya tidak disimpan, jadi tidak dapat dikirim lagi.",
    "titik-tutup": "Titik layanan ini sedang tutup, jadi tidak ada undangan yang dibuat.",
    "terlalu-besar": "Pesan terlalu besar: paling banyak 4.096 bita.",
    "bukan-json": "Kirim pesan dengan Content-Type: application/json.",
    "isian-salah": "Ada isian yang perlu diperbaiki.",
    "terlalu-sering": "Terlalu banyak pesan. Tunggu satu menit, lalu kirim lagi.",
}  # fmt: skip
API_STATUSES = {
    "json-rusak": 400, "kunci-tidak-dikenal": 401, "kunci-dicabut": 401, "bukan-sistem-antrean": 403,
    "titik-tidak-dikenal": 404, "sudah-dilaporkan": 409, "titik-tutup": 409, "terlalu-besar": 413, "bukan-json": 415,
    "isian-salah": 422, "terlalu-sering": 429,
}  # fmt: skip
NEWS = {
    "kunjungan-tercatat": "Kunjungan selesai tanpa undangan tercatat.",
    "undangan-sudah": "Undangan untuk kunjungan itu sudah ditampilkan. Tekan lagi hanya untuk kunjungan berikutnya.",
    "lembar-dibatalkan": "Lembar undangan yang belum dipakai sudah dibatalkan.",
    "lembar-sudah-dibatalkan": "Lembar undangan ini sudah dibatalkan sebelumnya.",
}
ORIGINS = {"antrean": "Sistem antrean", "loket": "Layar loket", "lembar": "Lembar tercetak"}
# For makers of queue systems: what is sent.
FIELDS = ("titik", "rujukan", "dilayani", "undang")
MESSAGE = """POST {address}
Authorization: Bearer KUNCI
Content-Type: application/json

{{"titik": "{code}", "rujukan": "20261122-A017", "dilayani": 1, "undang": true}}"""
