"""What the form pages about a person ask."""

from collections.abc import Collection, Sequence
from uuid import UUID

from flask import url_for

from webapp.people.confirmations.models import POWERFUL
from webapp.people.directory import labels
from webapp.people.directory.form_page import Entry, Finder, Question
from webapp.people.models import Person
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _

Options = Sequence[tuple[object, str]]


def options(words: dict[str, str], *without: str) -> list[tuple[str, str]]:
    """(code, word) to choose from."""
    return [(code, _(word)) for code, word in words.items() if code not in without]


def day(label: str, name: str = "tanggal", hint: str | None = None, *, required: bool = True) -> Entry:
    """A date."""
    return Entry(name, label, "date", hint, required)


def of_person(person: Person, title: str, button: str, *entries: Entry, **more) -> Question:
    """A question about one person, leading back to his page."""
    back_url = url_for("staff.show_person", person_id=person.id)
    return Question(title, button, entries, back_url, _("Kembali ke halaman pegawai"), eyebrow=person.name, **more)


def new_person() -> Question:
    """Somebody new."""
    return Question(
        _("Tambah pegawai"),
        _("Simpan pegawai"),
        (
            Entry("kunci", how="hidden"),
            Entry("nama_pegawai", _("Nama lengkap dengan gelar"), hint=_("Contoh: Dr. Sari Wulandari, S.E., M.M."),
                  maxlength=200),
            Entry("status", _("Status kepegawaian"), "radios", options=options(labels.PERSON_KINDS)),
            Entry("nip", _("NIP"), hint=_("Nomor Induk Pegawai, 18 angka; spasi boleh ditulis. Kosongkan untuk pejabat "
                                          "negara."), required=False, inputmode="numeric", maxlength=40),
            day(_("Bekerja di sini sejak")),
        ),
        url_for("staff.list_people"),
        _("Kembali ke daftar pegawai"),
        lead=_("Jabatan, atasan, dan akun ditetapkan sesudahnya, di halaman pegawai itu."),
    )  # fmt: skip


def name(person: Person) -> Question:
    """How he is written."""
    return of_person(
        person, _("Perbaiki nama"), _("Simpan nama"),
        Entry("versi", how="hidden"), Entry("nama_pegawai", _("Nama lengkap dengan gelar"), maxlength=200),
        lead=_("Nama sebelumnya tetap tercatat di jejak audit."),
    )  # fmt: skip


def nip(person: Person) -> Question:
    """Another NIP."""
    why = (("baru", _("NIP baru; yang lama disimpan sebagai riwayat")), ("koreksi", _("Yang sekarang salah tulis")))
    return of_person(
        person, _("Ubah NIP"), _("Simpan NIP"),
        Entry("nip", _("NIP yang benar"), hint=_("Nomor Induk Pegawai, 18 angka; spasi boleh ditulis."),
              inputmode="numeric", maxlength=40),
        Entry("status", _("Status kepegawaian"), "radios", options=options(labels.PERSON_KINDS, "pejabat_negara")),
        Entry("alasan", _("Mengapa berubah"), "radios", options=why),
        day(_("Berlaku sejak")),
    )  # fmt: skip


def placement(person: Person, finder: Finder, posts: Options) -> Question:
    """A jabatan in the OPD the finder chose."""
    return of_person(
        person, _("Tetapkan jabatan"), _("Tetapkan jabatan"),
        Entry("jabatan", _("Jabatan"), "select", options=posts),
        Entry("dasar", _("Sebagai"), "radios", options=options(labels.BASES)),
        day(_("Mulai"), hint=_("Boleh tanggal yang akan datang.")),
        day(_("Sampai"), "sampai", _("Wajib untuk Plt. dan Plh."), required=False),
        lead=_("Jabatan definitif yang sekarang berakhir sehari sebelum yang baru mulai."), finder=finder,
    )  # fmt: skip


def superior(person: Person, finder: Finder, people: Options) -> Question:
    """One of the people found."""
    return of_person(
        person, _("Tetapkan atasan"), _("Tetapkan atasan"),
        Entry("atasan", _("Atasan langsung (pejabat penilai)"), "radios", options=people),
        day(_("Mulai"), hint=_("Boleh tanggal yang akan datang.")),
        lead=_("Atasan yang sekarang berakhir sehari sebelumnya; riwayatnya tetap disimpan."), finder=finder,
    )  # fmt: skip


def end_of_placement(person: Person, title: str) -> Question:
    """The last day in a jabatan."""
    return of_person(
        person, _("Akhiri jabatan"), _("Akhiri jabatan"), day(_("Hari terakhir")), lead=title, tone="grave"
    )


def role(person: Person, deciders: Sequence[str], held: Collection[str]) -> Question:
    """A role. `deciders`: who may confirm a powerful one; `held`: what he bears now."""
    told = [
        (code, f"{_(word)}: {_(labels.ROLE_MEANINGS[code])}")
        for code, word in labels.ROLES.items() if code not in labels.WITHOUT_ROOM or code in held
    ]  # fmt: skip
    return of_person(
        person, _("Beri peran"), _("Beri peran"),
        Entry("peran", _("Peran"), "radios", options=told),
        day(_("Mulai")), day(_("Sampai"), "sampai", required=False),
        warning=(_("Peran membuka data orang lain."), _("Beri hanya yang diperlukan. Nama Anda dicatat.")),
        lead=_who_confirms(deciders),
    )  # fmt: skip


def _who_confirms(deciders: Sequence[str]) -> str:
    powerful = ", ".join(_(labels.ROLES[code]) for code in POWERFUL if code not in labels.WITHOUT_ROOM)
    if deciders:
        return _("Peran berwenang (%(roles)s) baru berlaku sesudah disetujui orang kedua: %(names)s.",
                 roles=powerful, names=", ".join(deciders[:5]))  # fmt: skip
    return _("Peran berwenang (%(roles)s) baru berlaku sesudah disetujui orang kedua. Di sini belum ada orang itu: "
             "mintalah pengelola sistem (operator) Pamong menyetujuinya.", roles=powerful)  # fmt: skip


def leaving(person: Person, led: int) -> Question:
    """The last day at work."""
    lead = _("Sesudah hari itu akunnya tertutup. Jabatan, atasan, dan perannya berakhir; data dan riwayatnya tetap.")
    warning = None
    if led:
        warning = (_("%(number)s orang tercatat sebagai bawahannya.", number=led, n=led),
                   _("Tetapkan atasan baru bagi mereka, supaya penilaiannya tidak terhenti."))  # fmt: skip
    return of_person(
        person, _("Catat pegawai berhenti"), _("Catat berhenti"),
        day(_("Hari kerja terakhir")), Entry("alasan", _("Alasan"), "textarea", _("Misalnya pensiun, pindah, atau "
            "mengundurkan diri."), maxlength=500),
        lead=lead, tone="grave", warning=warning,
    )  # fmt: skip


def coming_back(person: Person) -> Question:
    """He works here again."""
    return of_person(
        person, _("Batalkan catatan berhenti"), _("Catat bekerja kembali"),
        Entry("alasan", _("Alasan"), "textarea", maxlength=500),
        lead=_("Jabatan, atasan, dan peran ditetapkan lagi sesudahnya. Akun dibuka dengan undangan baru."),
    )  # fmt: skip


def closing(person: Person) -> Question:
    """The account is closed."""
    return of_person(
        person, _("Tutup akun"), _("Tutup akun sekarang"),
        Entry("alasan", _("Alasan"), "textarea", maxlength=500),
        lead=_("Semua peramban yang sedang masuk langsung keluar. Datanya tetap. Undangan baru membukanya lagi."),
        tone="grave",
    )  # fmt: skip


def finder_of_opd(form: Form, choices: list[tuple[UUID, str]]) -> Finder:
    """Chooses the OPD whose jabatan are listed below."""
    return Finder(Entry("opd", _("Organisasi perangkat daerah (OPD)"), "select", options=choices), form,
                  _("Tampilkan jabatan"))  # fmt: skip


def finder_of_people(form: Form) -> Finder:
    """Looks for people to choose from below."""
    return Finder(Entry("cari", _("Cari nama atau NIP"), "text", maxlength=100), form, _("Cari orang"))
