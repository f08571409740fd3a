"""Why a step of a complaint is not possible, in the reader's language."""

REFUSALS = {
    "state": "Langkah ini tidak dapat dilakukan pada keadaan laporan sekarang. Muat ulang halaman untuk melihatnya.",
    "version": "Laporan ini baru saja berubah, jadi langkah Anda belum disimpan. Muat ulang, lalu coba lagi.",
    "actor": "Langkah ini bukan bagian Anda pada laporan ini.",
    "subject": "Laporan ini menyangkut Anda atau atasan Anda, jadi ditangani orang lain.",
    "disputed": "Jawaban Anda disanggah warga, jadi laporan ini diteruskan oleh orang lain.",
    "disputed-unit": "Jawaban unit ini disanggah warga. Pilih unit di atasnya atau inspektorat.",
    "nobody": "Tidak ada lagi yang boleh menangani laporan tentang orang ini. Minta pemerintah daerah menunjuk petugas "
    "inspektorat dahulu, lalu tetapkan lagi.",
    "level": "Sanggahan sudah sampai tingkat tertinggi. Langkah berikutnya Ombudsman Republik Indonesia.",
    "not-yet": "Anda masih dapat menyanggah jawaban ini; pakai langkah itu dahulu.",
    "too-early": "Hari tanggapan warga belum habis.",
    "barred-unit": "Unit ini menyangkut orang yang dilaporkan. Pilih unit di atasnya atau inspektorat.",
    "needs-unit": "Pilih unit yang menangani.",
    "needs-reason": "Tulis alasannya. Warga membacanya.",
    "needs-ending": "Pilih bagaimana laporan ini berakhir.",
    "needs-text": "Tulis jawaban untuk warga.",
    "needs-passed_to": "Tulis ke lembaga mana laporan ini diteruskan.",
    "needs-same_as": "Pilih laporan yang sama, supaya dukungannya dihitung di sana.",
    "same-as": "Laporan yang dipilih tidak ada, sudah diarsipkan, atau laporan ini sendiri. Pilih yang lain.",
    "messages": "Percakapan ini sudah mencapai dua ratus pesan. Tulis yang baru sebagai laporan lain.",
    "ended": "Laporan itu baru saja berakhir, jadi dukungan Anda tidak dihitung.",
    "needs-archiving": "Pilih mengapa laporan ini diarsipkan.",
}
FIELDS = {"needs-unit": "unit", "needs-reason": "alasan", "needs-ending": "akhir", "needs-text": "jawaban",
          "needs-passed_to": "diteruskan_ke", "needs-archiving": "arsip", "barred-unit": "unit",
          "disputed-unit": "unit",
          "needs-same_as": "sama_dengan", "same-as": "sama_dengan"}  # fmt: skip
