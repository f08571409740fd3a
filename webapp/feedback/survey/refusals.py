"""Why a deed on the survey is not possible; the edge says it in the reader's language."""

REFUSALS = {
    "opd-unknown": "Unit itu tidak ada dalam daftar. Pilih yang lain.",
    "no-service": "Unit ini belum memiliki titik layanan. Tambahkan dahulu layanan dan titiknya.",
    "backwards": "Hari terakhir harus sama dengan atau sesudah hari pertama.",
    "too-late": "Hari pertama sudah lebih dari satu tahun lagi atau yang lalu. Periksa tahunnya.",
    "too-long": "Satu masa survei paling lama satu tahun.",
    "overlap": "Unit ini sudah memiliki masa survei pada hari-hari itu. Pilih hari yang lain.",
    "day-past": "Hari terakhir paling awal hari ini, dan tidak sebelum hari pertamanya. Pilih hari yang lain.",
    "period-over": "Hari terakhirnya sudah lewat, jadi masa survei ini tidak dapat diubah lagi.",
    "nothing-changed": "Belum ada yang berubah. Ubah nama, hari terakhir, atau banyaknya pengguna layanan.",
    "not-begun": "Masa survei ini belum mulai, jadi belum dapat ditutup. Anda dapat membatalkannya.",
    "ends-today": "Hari ini sudah hari terakhirnya. Masa survei ini berakhir dengan sendirinya.",
    "has-answers": "Sudah ada jawaban warga, dan itu tidak dibuang. Tutup hari ini bila survei harus berhenti.",
    "has-paper": "Sudah ada bendel kertas pada masa survei ini. Tutup hari ini bila survei harus berhenti.",
    "draft-gone": "Rancangan ini sudah diterbitkan atau dibuang. Buka daftar kuesioner.",
    "too-many-questions": "Satu kuesioner paling banyak 40 pertanyaan. Hapus satu pertanyaan dahulu.",
    "last-of-unsur": "Tiap unsur memerlukan sedikitnya satu pertanyaan. Tambahkan yang lain dahulu.",
    "unsur-missing": "Masih ada unsur tanpa pertanyaan. Tambahkan dahulu, karena kesembilan unsur wajib ditanyakan.",
    "same-questions": "Rancangan ini sama dengan versi yang berlaku. Ubah dahulu, atau buang rancangannya.",
    "too-late-for-paper": "Masa survei ini sudah berakhir. Bendel disiapkan selama masa survei berlangsung.",
    "own-unit": "Lembar ini menilai unit Anda sendiri, atau unit di atas atau di bawahnya. Unit lain yang mengetiknya.",
    "no-unit": "Anda belum tercatat memegang jabatan pada satu unit. Hubungi bagian kepegawaian.",
    "both-taken": "Bendel ini sudah diambil oleh dua pengetik.",
    "not-taken": "Anda bukan pengetik bendel ini. Ambil dahulu bendelnya.",
    "typing-over": "Kedua pengetik sudah selesai. Perubahan sekarang lewat pencocokan dengan kertasnya.",
    "batch-closed": "Bendel ini sudah disahkan atau dibatalkan.",
    "no-difference": "Lembar ini tidak berbeda, jadi tidak perlu dicocokkan.",
    "not-ready": "Bendel belum dapat disahkan: selesaikan dahulu pengetikan dan perbedaannya.",
    "sheet-unknown": "Nomor lembar itu tidak ada dalam bendel ini.",
    "outside-period": "Tanggalnya di luar masa survei ini. Periksa tanggal pada kertas.",
}


class NotPossible(Exception):
    """The deed is refused: the field it is about, and the name of the sentence in REFUSALS."""

    def __init__(self, field: str, why: str):
        super().__init__(why)
        self.field, self.sentence = field, REFUSALS[why]
