"""Why a deed on the survey is not possible; the edge says it in the reader's language."""

REFUSALS = {
    "opd-unknown": "Unit itu tidak ada dalam daftar. Pilih yang lain.",
    "no-service": "Unit ini belum memiliki titik layanan. Tambahkan dahulu layanan dan titiknya.",
    "backwards": "Hari terakhir harus sama dengan atau sesudah hari pertama.",
    "too-late": "Hari pertama sudah lebih dari satu tahun lagi atau yang lalu. Periksa tahunnya.",
    "too-long": "Satu masa survei paling lama satu tahun.",
    "overlap": "Unit ini sudah memiliki masa survei pada hari-hari itu. Pilih hari yang lain.",
    "draft-gone": "Rancangan ini sudah diterbitkan atau dibuang oleh rekan Anda. Buka daftar kuesioner.",
    "too-many-questions": "Satu kuesioner paling banyak 40 pertanyaan. Hapus satu pertanyaan dahulu.",
    "last-of-unsur": "Tiap unsur memerlukan sedikitnya satu pertanyaan. Ubah kata-katanya, atau tambahkan yang lain dahulu.",
    "unsur-missing": "Masih ada unsur tanpa pertanyaan. Tambahkan dahulu, karena kesembilan unsur wajib ditanyakan.",
    "same-questions": "Rancangan ini sama dengan versi yang berlaku. Ubah dahulu, atau buang rancangannya.",
}


class NotPossible(Exception):
    """The deed is refused: the field it is about, and the name of the sentence in REFUSALS."""

    def __init__(self, field: str, why: str):
        super().__init__(why)
        self.field, self.sentence = field, REFUSALS[why]
