"""Why a deed on the results of a survey is not possible; the edge says it in the reader's language."""

REFUSALS = {
    "running": "Masa survei ini belum berakhir. Sampai sehari sesudah hari terakhirnya, warga yang sudah membuka "
    "halamannya masih dapat mengirim. Hasilnya dapat diterbitkan mulai hari berikutnya.",
    "counting": "Jawaban terakhir sedang dijumlahkan. Tunggu sebentar, lalu tekan lagi.",
    "held": "Ada jawaban yang ditahan dan belum diputus verifikator. Hasilnya dapat diterbitkan setelah semua diputus, "
    "paling lama 15 hari sesudah masa survei berakhir.",
    "too-few": "Jawabannya kurang dari lima. Hasilnya tidak dapat diterbitkan, supaya jawaban seorang warga tidak "
    "terbaca.",
    "unchanged": "Hasil ini sudah diterbitkan dan angkanya tidak berubah. Tidak ada yang perlu dibetulkan.",
    "below-sample": "Jawabannya belum mencapai sampel minimal. Beri tanda bahwa Anda tahu, lalu terbitkan.",
    "reason": "Tulis mengapa angkanya dibetulkan, paling sedikit 10 huruf. Alasan ini ikut diumumkan.",
    "too-near": "Jumlah jawabannya berbeda kurang dari lima dari yang sudah terbit. Selisihnya akan membuka jawaban "
    "seorang warga, jadi pembetulan ini tidak dapat diterbitkan.",
    "meanwhile": "Hasil ini baru saja diterbitkan orang lain. Muat ulang halaman untuk melihatnya.",
    "many-recounts": "Beberapa penghitungan ulang sedang berjalan. Coba lagi beberapa menit lagi.",
    "person": "Pilih satu orang atau satu jabatan dari daftar.",
    "unsur": "Pilih satu unsur dari daftar.",
    "due": "Batas waktu tidak boleh sebelum hari ini.",
    "far": "Batas waktu paling lama lima tahun dari hari ini.",
    "proof": "Tulis bukti penyelesaiannya, paling sedikit 10 huruf.",
    "why-not": "Tulis alasan tidak dilakukan, paling sedikit 10 huruf.",
    "why-again": "Tulis alasan dibuka kembali, paling sedikit 10 huruf.",
    "state": "Rencana yang sudah dimulai tidak dapat kembali menjadi direncanakan.",
    "stale": "Keadaannya baru saja dicatat orang lain. Periksa dahulu catatan yang sekarang, lalu kirim lagi.",
}


class NotPossible(Exception):
    """The deed is refused: the field it is about (empty: none), and the name of the sentence in REFUSALS."""

    def __init__(self, field: str, why: str):
        super().__init__(why)
        self.field, self.sentence = field, REFUSALS[why]
