"""What the form pages about an OPD or a jabatan ask."""

from collections.abc import Sequence

from flask import url_for

from webapp.people.directory import labels
from webapp.people.directory.form_page import Entry, Question
from webapp.people.directory.questions import day, options
from webapp.people.models import Jabatan, Opd
from webapp.platform.i18n import gettext as _

Options = Sequence[tuple[object, str]]


def new_opd(choices: Options) -> Question:
    """A new OPD."""
    return Question(
        _("Tambah unit kerja"), _("Simpan unit kerja"), (Entry("kunci", how="hidden"), *_names(), _parent(choices)),
        url_for("units.list_units"), _("Kembali ke daftar unit kerja"),
    )  # fmt: skip


def opd(unit: Opd) -> Question:
    """Its names and kind."""
    return _of_opd(unit, _("Ubah nama unit kerja"), _("Simpan perubahan"), Entry("versi", how="hidden"), *_names(),
                   lead=_("Alamat halamannya tidak berubah, karena mungkin sudah tercetak di poster."))  # fmt: skip


def parent(unit: Opd, choices: Options) -> Question:
    """What it hangs below."""
    return _of_opd(unit, _("Pindahkan unit kerja"), _("Pindahkan"), _parent(choices),
                   lead=_("Semua yang ada di bawahnya ikut pindah. Nilai yang sudah terbit tidak berubah."),
                   )  # fmt: skip


def closing(unit: Opd) -> Question:
    """It is closed."""
    return _of_opd(
        unit, _("Tutup unit kerja"), _("Tutup unit kerja"),
        day(_("Ditutup mulai")), Entry("alasan", _("Alasan"), "textarea", _("Misalnya digabung dengan dinas lain, dan "
            "nomor peraturannya."), maxlength=500),
        lead=_("Hanya dapat ditutup bila tidak ada lagi orang dan unit di bawahnya. Riwayatnya tetap ada."),
        tone="grave",
    )  # fmt: skip


def new_jabatan(unit: Opd) -> Question:
    """A new jabatan."""
    return _of_opd(unit, _("Tambah jabatan"), _("Simpan jabatan"), Entry("kunci", how="hidden"), *_of_jabatan())


def jabatan(row: Jabatan) -> Question:
    """Its name, kind and grade."""
    return _about_jabatan(row, _("Ubah jabatan"), _("Simpan perubahan"), Entry("versi", how="hidden"),
                          *_of_jabatan())  # fmt: skip


def closing_of_jabatan(row: Jabatan) -> Question:
    """It is closed."""
    return _about_jabatan(row, _("Tutup jabatan"), _("Tutup jabatan"), day(_("Ditutup mulai")), tone="grave",
                          lead=_("Hanya dapat ditutup bila tidak ada yang memegangnya pada hari itu atau sesudahnya."),
                          )  # fmt: skip


def _of_opd(unit: Opd, title: str, button: str, *entries: Entry, **more) -> Question:
    back_url = url_for("units.show_unit", opd_id=unit.id)
    return Question(title, button, entries, back_url, _("Kembali ke unit kerja"), eyebrow=unit.name, **more)


def _about_jabatan(row: Jabatan, title: str, button: str, *entries: Entry, **more) -> Question:
    back_url = url_for("units.show_unit", opd_id=row.opd_id)
    return Question(title, button, entries, back_url, _("Kembali ke unit kerja"), eyebrow=row.name, **more)


def _names() -> tuple[Entry, ...]:
    return (
        Entry("nama_opd", _("Nama lengkap"), hint=_("Contoh: Dinas Kependudukan dan Pencatatan Sipil"), maxlength=200),
        Entry("singkatan", _("Nama pendek"), hint=_("Contoh: Disdukcapil"), maxlength=60),
        Entry("jenis", _("Jenis unit kerja"), "select", options=options(labels.OPD_KINDS)),
    )


def _parent(choices: Options) -> Entry:
    return Entry("induk", _("Berada di bawah"), "select", required=False, options=choices,
                 nothing=_("Langsung di bawah pemerintah daerah"))  # fmt: skip


def _of_jabatan() -> tuple[Entry, ...]:
    leads = (("ya", _("Ya, memimpin unit ini")), ("tidak", _("Tidak")))
    return (
        Entry("nama_jabatan", _("Nama jabatan"), maxlength=200),
        Entry("jenis", _("Jenis jabatan"), "select", options=options(labels.JABATAN_KINDS)),
        Entry("jenjang", _("Jenjang"), hint=_("Contoh: Ahli Muda"), required=False, maxlength=80),
        Entry("memimpin", _("Memimpin unit kerja"), "radios", _("Hanya satu orang yang memegangnya secara definitif."),
              options=leads),
    )  # fmt: skip
