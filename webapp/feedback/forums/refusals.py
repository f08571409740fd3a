"""Why a deed on a forum is not possible; the edge says it in the reader's language."""

REFUSALS = {
    "opd-unknown": "Unit itu tidak ada dalam daftar Anda. Pilih yang lain.",
    "backwards": "Jam selesai harus sesudah jam mulai.",
    "past": "Waktunya sudah lewat. Pilih waktu yang akan datang.",
    "too-late": "Tanggalnya lebih dari satu tahun lagi. Periksa tahunnya.",
    "not-open": "Pertanyaan hanya dapat dikirim sebelum forum dimulai.",
    "text-needed": "Isi dahulu: warga membaca jawabannya atau alasannya.",
    "not-held": "Forum ini belum selesai. Notulen dan janji dicatat sesudahnya.",
    "cancelled": "Forum ini dibatalkan.",
    "over": "Forum ini sudah dimulai, jadi tidak dapat dibatalkan.",
    "too-late-to-move": "Forum ini sudah dimulai, jadi tidak dapat dipindahkan.",
    "same": "Waktu dan tempatnya masih sama. Ubah dahulu waktu atau tempatnya.",
    "step": "Janji ini sudah berada pada keadaan itu atau sudah berakhir.",
    "reason-needed": "Tulis alasannya: warga perlu tahu mengapa janji ini tidak dapat dipenuhi.",
    "gone": "Isian itu sudah tidak ada di forum ini. Muat ulang halamannya.",
}


class NotPossible(Exception):
    """The deed is refused: the field it is about, and the name of the sentence in REFUSALS."""

    def __init__(self, field: str, why: str):
        super().__init__(why)
        self.field, self.sentence = field, REFUSALS[why]
