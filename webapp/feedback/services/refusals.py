"""Why a deed on services, points, hours or standards is not possible; the edge says it in the reader's language."""

REFUSALS = {
    "itself": "Pilih pengganti lain: tempat ini tidak dapat menggantikan dirinya sendiri.",
    "alternative-closed": "Pengganti itu sendiri tutup pada tanggal tersebut. Pilih yang buka.",
    "alternative-unknown": "Pengganti itu tidak ada lagi dalam daftar. Pilih yang lain.",
    "opd-unknown": "Kantor itu tidak ada dalam daftar. Pilih yang lain.",
    "no-code": "Kode baru belum dapat dibuat. Isian Anda masih ada: kirim sekali lagi.",
    "name-taken": "Nama ini baru saja dipakai layanan lain. Isian Anda masih ada: kirim sekali lagi.",
    "both": "Pilih salah satu: tulis isinya, atau tulis alasan mengapa tidak berlaku.",
    "changed": "Draf ini baru saja diubah orang lain. Tulisan Anda masih ada di halaman ini: bandingkan dengan draf "
    "yang tersimpan, lalu simpan sekali lagi.",
    "same-name": "Kantor ini sudah memiliki layanan dengan nama itu. Beri nama lain, atau buka layanan yang sudah ada.",
    "empty": "Isi dahulu, atau tulis alasan mengapa tidak berlaku. Standar belum diterbitkan.",
    "too-early": "Versi yang sudah terbit mulai berlaku sesudah tanggal ini. Pilih tanggal yang sama atau sesudahnya.",
    "too-late": "Tanggal berlakunya lebih dari satu tahun lagi. Pilih tanggal yang lebih dekat.",
    "too-old": "Tanggal ini terlalu lama berlalu. Periksa tahunnya.",
    "overlap": "Ada jam yang bertumpuk pada hari ini. Periksa jam buka dan jam tutupnya.",
    "backwards": "Jam tutup harus sesudah jam buka. Untuk tengah malam tulis 24.00.",
    "prints-running": "Dua cetakan besar sedang dibuat. Tunggu sampai selesai, lalu coba lagi.",
    "prints-kept": "Terlalu banyak berkas cetakan besar hari ini. Cetak lebih sedikit titik, atau coba lagi besok.",
    "no-clock": "Tulis jam seperti 08.00-15.00, dan pisahkan dengan koma bila lebih dari satu.",
}


class NotPossible(Exception):
    """The deed is refused: the field it is about, and the name of the sentence in REFUSALS."""

    def __init__(self, field: str, why: str):
        super().__init__(why)
        self.field, self.sentence = field, REFUSALS[why]
