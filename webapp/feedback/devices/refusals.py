"""Why a deed on a device is not possible; the edge says it in the reader's language."""

REFUSALS = {
    "point-unknown": "Titik layanan itu tidak ada dalam daftar. Pilih yang lain.",
    "point-online": "Layanan daring tidak memerlukan mesin penilaian. Pilih loket atau mesin penilaian.",
    "code-unknown": "Kode ini tidak dikenal, sudah dipakai, atau sudah habis waktunya. "
                    "Minta tautan baru kepada bagian organisasi.",
}  # fmt: skip


class NotPossible(Exception):
    """The deed is refused: the field it is about, and the name of the sentence in REFUSALS."""

    def __init__(self, field: str, why: str):
        super().__init__(why)
        self.field, self.sentence = field, REFUSALS[why]
