"""Every sentence of the import, by its code: what happened, and what to do. Shown through `_()`."""

import re
from collections.abc import Mapping
from datetime import date

from webapp.people.imports.mapping import BY_KEY, FIELDS
from webapp.people.notices.kinds import Kind
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import long_date, number

TWICE_ENDED = re.compile(r"\.\.(?=\s|$)")  # a name that ends in a title closes the sentence itself
COLUMNS = {
    "needed": "Kolom ini wajib dipilih.",
    "together": "Unit kerja dan jabatan dipilih bersama, atau dikosongkan bersama.",
    "twice": "Kolom ini sudah dipakai untuk isian lain.",
    "strange": "Pilih salah satu kolom dari berkas.",
}
FAULTS = {
    "name_missing": ("Nama kosong.", "Isi nama tanpa gelar."),
    "nip_missing": ("NIP kosong.", "Isi 18 angka NIP atau NI PPPK."),
    "nip_eaten": (
        "NIP ini sudah diubah Excel menjadi bilangan (%(text)s), dan angka-angka terakhirnya hilang.",
        "Ubah format kolom menjadi Teks, lalu tulis ulang 18 angkanya dari dokumen asal. Menampilkan angkanya "
        "lagi tidak "
        "mengembalikan yang hilang.",
    ),
    "nip_rounded": (
        "NIP ini berakhir dengan 000 (%(text)s), biasanya karena Excel membulatkannya.",
        "Ubah format kolom menjadi Teks, lalu tulis ulang 18 angkanya dari dokumen asal.",
    ),
    "nip_wrong": ("%(why)s", "Cocokkan dengan SK atau kartu pegawai, lalu perbaiki."),
    "nip_twice": ("NIP ini, atau orang ini, ada juga di baris %(rows)s.", "Sisakan satu baris untuk setiap orang."),
    "nip_of_other": (
        "NIP ini sudah dipakai %(name)s, bukan orang dengan NIP sebelumnya itu.",
        "Perbaiki salah satu dari kedua NIP.",
    ),
    "nip_former": (
        "NIP ini pernah dipakai %(name)s, yang sekarang ber-NIP %(nip)s.",
        "Tulis NIP yang sekarang berlaku.",
    ),
    "kind_unknown": ("Jenis pegawai \"%(text)s\" tidak dikenal.", "Tulis PNS, CPNS atau PPPK."),
    "date_short": ("Tahun pada %(text)s tidak ditulis dengan empat angka.", "Tulis misalnya 31-12-2025."),
    "date_number": (
        "%(text)s adalah bilangan, bukan tanggal.",
        "Ubah format selnya menjadi Tanggal, atau tulis misalnya 31-12-2025.",
    ),
    "date_impossible": ("Tanggal %(text)s tidak ada di kalender.", "Perbaiki hari atau bulannya."),
    "date_far": ("Tanggal %(text)s terlalu jauh dari sekarang.", "Periksa tahunnya."),
    "date_strange": ("\"%(text)s\" tidak terbaca sebagai tanggal.", "Tulis misalnya 31-12-2025."),
    "unit_missing": ("Unit kerja kosong.", "Isi nama unit kerja pegawai ini."),
    "unit_unknown": (
        "Unit kerja \"%(text)s\" belum ada di Pamong.",
        "Perbaiki namanya, atau minta unit ini dibuat lewat Buat unit baru.",
    ),
    "unit_alike": (
        "Unit kerja \"%(text)s\" belum ada di Pamong. Yang mirip: %(alike)s.",
        "Perbaiki namanya, atau minta unit ini dibuat lewat Buat unit baru.",
    ),
    "unit_ambiguous": (
        "Ada %(n)s unit yang bernama \"%(text)s\".",
        "Isi kolom unit induk, supaya jelas unit yang mana.",
    ),
    "unit_closed": ("Unit kerja %(text)s sudah ditutup.", "Tulis unit yang menggantikannya."),
    "unit_circle": (
        "Unit ini di dalam berkas berada di bawah dirinya sendiri: %(way)s.",
        "Perbaiki unit induknya, atau kosongkan untuk unit paling atas.",
    ),
    "jabatan_missing": ("Jabatan kosong.", "Isi nama jabatan pegawai ini."),
    "jabatan_kind_unknown": (
        "Jenis jabatan \"%(text)s\" tidak dikenal.",
        "Tulis pimpinan tinggi, administrator, pengawas, fungsional atau pelaksana.",
    ),
    "chair_twice": (
        "Jabatan %(jabatan)s memimpin unit ini, dan ada juga di baris %(rows)s.",
        "Sisakan satu baris. Penjabat sementara ditetapkan nanti di halaman pegawai sebagai Plt. atau Plh.",
    ),
    "chair_taken": (
        "Jabatan %(jabatan)s memimpin unit ini, dan sekarang dipegang %(name)s.",
        "Tulis jabatan baru %(name)s di berkas, atau akhiri dahulu jabatannya di halaman pegawai.",
    ),
    "move_planned": (
        "Perpindahan orang ini sudah direncanakan: %(jabatan)s, %(day)s.",
        "Ubah rencana itu di halaman pegawai, atau samakan barisnya.",
    ),
    "since_too_early": (
        "Tanggal mulai jabatan (TMT) ini tidak sesudah yang tercatat: %(jabatan)s, %(day)s.",
        "Perbaiki tanggalnya, atau kosongkan supaya berlaku mulai hari ini.",
    ),
    "superior_self": ("Pejabat penilainya adalah orang ini sendiri.", "Isi NIP atasannya, atau kosongkan."),
    "superior_unknown": (
        "Pejabat penilai ber-NIP %(nip)s tidak ada di Pamong maupun di berkas ini.",
        "Perbaiki NIP-nya, atau tambahkan orangnya ke berkas.",
    ),
    "superior_left": ("Pejabat penilainya, %(name)s, sudah keluar.", "Isi NIP penggantinya."),
    "superior_circle": (
        "Rantai pejabat penilai kembali ke orang yang sama: %(way)s.",
        "Perbaiki NIP pejabat penilai pada salah satu baris.",
    ),
}
FACTS = {
    "placed": "Menempati %(new)s mulai %(day)s.",
    "moved": "Pindah dari %(old)s ke %(new)s mulai %(day)s.",
    "renamed": "Nama %(old)s menjadi %(new)s.",
    "renamed_wholly": "Nama %(old)s menjadi %(new)s. Namanya sama sekali lain: pastikan orangnya sama.",
    "kind": "Jenis pegawai %(old)s menjadi %(new)s.",
    "nip": "NIP %(old)s menjadi %(new)s.",
    "back": "Tercatat keluar pada %(day)s, sekarang kembali.",
    "superior": "Pejabat penilai %(old)s menjadi %(new)s.",
    "superior_first": "Pejabat penilai: %(new)s.",
    "superior_later": "Pejabat penilai (%(nip)s) ada di baris yang masih salah; ia dipasang ketika baris itu diambil.",
}
CHANGES = {
    "salah": "Perlu diperbaiki",
    "baru": "Baru",
    "pindah": "Pindah",
    "nama": "Berubah nama",
    "lain": "Perubahan lain",
    "keluar": "Tidak ada di berkas",
    "tetap": "Tetap",
}
STATES = {
    "diunggah": ("Menunggu pilihan kolom", "wait"),
    "memeriksa": ("Sedang diperiksa", "info"),
    "diperiksa": ("Menunggu keputusan", "wait"),
    "menerapkan": ("Sedang diterapkan", "info"),
    "diterapkan": ("Diterapkan", "good"),
    "terhenti": ("Terhenti", "bad"),
    "dibatalkan": ("Dibatalkan", "neutral"),
}
STAGES = {
    "": "Menunggu giliran",
    "membaca": "Membaca berkas",
    "memeriksa": "Memeriksa baris",
    "menyimpan": "Menyimpan hasil pemeriksaan",
    "orang": "Menulis pegawai",
    "NIP": "Menulis NIP",
    "jabatan": "Menulis jabatan",
    "penempatan": "Menulis penempatan",
    "atasan": "Menulis pejabat penilai",
    "keluar": "Mencatat pegawai keluar",
}
REMARKS = {
    "changed": "Data pegawai berubah sejak pemeriksaan terakhir, jadi tidak ada yang ditulis. Berkas sudah "
    "diperiksa lagi: "
    "lihat hasil yang baru, lalu terapkan.",
    "failed": "Pekerjaan ini terhenti karena gangguan di pihak kami. Tidak ada yang ditulis sebagian. Tekan "
    "Periksa lagi; "
    "bila terulang, hubungi pengelola Pamong.",
    "unreadable": "Berkas yang disimpan tidak dapat dibaca lagi. Tidak ada yang ditulis. Unggah berkasnya sekali lagi.",
}
CONFLICTS = {
    "nothing_to_do": "Tidak ada yang perlu ditulis: semua pegawai di berkas ini sudah sama dengan yang tercatat.",
    "has_faults": "Masih ada baris yang perlu diperbaiki. Perbaiki dahulu, atau centang Ambil baris yang benar saja.",
    "left_with_faults": "Pegawai yang tidak ada di berkas baru dapat dicatat keluar bila semua baris sudah benar.",
    "not_taken_back": "Keluarnya pegawai lewat impor ini tidak dapat dibatalkan lagi. Buka halaman pegawai yang "
    "bersangkutan, lalu tekan Batalkan berhenti.",
    "other_import": "Impor lain sedang diterapkan. Tunggu sampai selesai, lalu tekan lagi.",
    "running": "Impor ini sedang dikerjakan. Tunggu sampai selesai.",
    "over": "Impor ini sudah selesai atau dibatalkan, sehingga tidak dapat diterapkan lagi. Untuk memperbarui "
    "data, unggah "
    "berkasnya sebagai impor baru.",
}
NEWS = {
    "impor_dimulai": "Pilihan kolom tersimpan.",
    "impor_lagi": "Berkas diperiksa lagi.",
    "impor_diminta": "Keputusan Anda tersimpan.",
    "impor_batal": "Impor dibatalkan. Tidak ada yang ditulis.",
    "impor_keluar_batal": "Keluarnya pegawai lewat impor ini dibatalkan.",
    "impor_unit": "Pilihan unit tersimpan. Berkas diperiksa lagi.",
}
EXPLAINED = (
    "18 angka, sebagai teks. Ubah format kolom menjadi Teks sebelum menulis, supaya Excel tidak membulatkannya.",
    "Hanya bila NIP-nya berganti: 18 angka NIP yang tercatat sekarang. Kosongkan bila tidak.",
    "Tanpa gelar.",
    "Boleh kosong.",
    "Boleh kosong.",
    "PNS, CPNS atau PPPK. Bila kosong, dibaca dari NIP.",
    "Nama unit tempat ia bekerja, seperti yang tercatat di Pamong.",
    "Nama unit di atasnya. Wajib hanya bila ada beberapa unit bernama sama.",
    "Nama jabatan. Jabatan yang belum ada dibuat di unit itu.",
    "Pimpinan tinggi, administrator, pengawas, fungsional atau pelaksana.",
    "Hari-bulan-tahun, misalnya 31-12-2025. Bila kosong, perpindahan berlaku mulai hari impor.",
    "NIP atasan yang menilai kinerjanya. Orangnya boleh ada di berkas yang sama.",
)
SEPARATORS = {";": "titik koma", ",": "koma", "\t": "tab"}
SCOPES = (
    ("sebagian", "Sebagian pegawai: yang tidak ada di berkas tetap seperti sekarang"),
    ("terakhir", "Semua pegawai dari impor terakhir"),
    ("semua", "Semua pegawai pemerintah daerah ini"),
)


def shown() -> list[str]:
    """Every sentence of these tables, for the catalogue."""
    tables = (COLUMNS, FACTS, CHANGES, STAGES, REMARKS, CONFLICTS, NEWS)
    found = [text for table in tables for text in table.values()]
    found += [text for pair in FAULTS.values() for text in pair] + [word for word, _tone in STATES.values()]
    found += [*EXPLAINED, *SEPARATORS.values(), *(word for _scope, word in SCOPES)]
    return [text for text in found if text != "%(why)s"] + [field.label for field in FIELDS]

NOTICES = {
    "impor:diterapkan": Kind("Impor %(berkas)s selesai diterapkan.", "imports.show_run", "run_id", "import"),
    "impor:terhenti": Kind(
        "Impor %(berkas)s terhenti. Tidak ada yang ditulis.", "imports.show_run", "run_id", "import"
    ),
}


def type_number(n: int) -> str:
    """Asks for the number of those who leave, written by hand."""
    return _("Ketik %(n)s di isian ini untuk memastikan sebanyak itu yang keluar.", n=number(n))


def fault(kept: Mapping, headers: Mapping[str, str]) -> dict[str, str]:
    """A kept fault for the reader: the column, what is wrong, what to do. `headers`: field -> header of the file."""
    what, do = FAULTS[kept["code"]]
    values = _shown(kept["values"])
    column = headers.get(kept["field"]) or _(BY_KEY[kept["field"]].label)
    return {"column": column, "what": _(what, **values) if values else _(what),
            "do": _(do, **values) if "%(" in do else _(do)}  # fmt: skip


def fault_text(code: str, values: Mapping[str, str]) -> str:
    """What is wrong, without its column."""
    return _(FAULTS[code][0], **_shown(values))


def fact(kept: Mapping) -> str:
    """A kept fact for the reader."""
    return TWICE_ENDED.sub(".", _(FACTS[kept["code"]], **_shown(kept["values"])))


def _shown(values: Mapping[str, str]) -> dict[str, str]:
    """What is filled in, as this reader reads it: days as people say them, sentences of the rules translated."""
    return {key: _SHOWN[key](text) if key in _SHOWN else text for key, text in values.items()}


_SHOWN = {"day": lambda text: long_date(date.fromisoformat(text)), "why": _}
