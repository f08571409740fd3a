"""What browsers may send about people and organisation."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from webapp.platform.forms import AS_TYPED, MANY_LINES, Fields, Versioned

Kind = Literal["jpt", "administrator", "pengawas", "fungsional", "pelaksana", "kepala_daerah"]
Text = Annotated[str, Field(min_length=1, max_length=200)]
Reason = Annotated[str, MANY_LINES, Field(min_length=5, max_length=500)]
PersonKind = Literal["pns", "pppk", "pejabat_negara"]
OpdKind = Literal[
    "sekretariat", "dinas", "badan", "inspektorat", "kecamatan", "kelurahan", "upt", "rsud", "bidang", "bagian",
    "kepala_daerah",
]  # fmt: skip
Role = Literal["pegawai", "atasan", "mentor", "bkpsdm", "organisasi", "petugas", "verifikator", "inspektorat", "kepala"]
Day = Annotated[date, Field(ge=date(1950, 1, 1), le=date(2199, 12, 31))]


class WishFields(Fields):
    """Which people to list: words, an OPD, a kind of jabatan, a status; after or before whom."""

    cari: Annotated[str, Field(max_length=100)] = ""
    opd: UUID | None = None
    jenis: Kind | None = None
    status: Literal["aktif", "berhenti", "tanpa-akun", "tanpa-atasan"] | None = None
    sesudah: UUID | None = None
    sebelum: UUID | None = None


class ExportFields(WishFields):
    """The same wish, and as what kind of file."""

    bentuk: Literal["xlsx", "csv"]


class NewPersonFields(Fields):
    """Somebody new. `kunci` is his id, made with the form: sent twice it is one person."""

    kunci: UUID
    nama_pegawai: Text
    status: PersonKind
    nip: Annotated[str, Field(max_length=40)] = ""
    tanggal: Day


class NameFields(Versioned):
    """How a person is written."""

    nama_pegawai: Text


class NipFields(Fields):
    """Another NIP, or a correction of the one there is."""

    nip: Annotated[str, Field(max_length=40)]
    status: Literal["pns", "pppk"]
    alasan: Literal["baru", "koreksi"]
    tanggal: Day


class PlacementFields(Fields):
    """A jabatan from a day on."""

    jabatan: UUID
    dasar: Literal["definitif", "plt", "plh"]
    tanggal: Day
    sampai: Day | None = None


class SuperiorFields(Fields):
    """A superior from a day on."""

    atasan: UUID
    tanggal: Day


class DayFields(Fields):
    """A last day, or a first."""

    tanggal: Day


class RoleFields(Fields):
    """A role from a day on."""

    peran: Role
    tanggal: Day
    sampai: Day | None = None


class LeaveFields(Fields):
    """The last day at work and why."""

    tanggal: Day
    alasan: Reason


class ReasonFields(Fields):
    """Why."""

    alasan: Reason


class NothingFields(Fields):
    """A button only."""


class OpdFields(Versioned):
    """An OPD, new or changed."""

    nama_opd: Text
    singkatan: Annotated[str, Field(min_length=1, max_length=60)]
    jenis: OpdKind


class NewOpdFields(OpdFields):
    """A new OPD: its id as made with the form, and what it hangs below (nothing: at the top)."""

    kunci: UUID
    induk: UUID | None = None


class ParentFields(Fields):
    """Where an OPD is hung; nothing means at the top."""

    induk: UUID | None = None


class JabatanFields(Versioned):
    """A jabatan, new or changed."""

    nama_jabatan: Text
    jenis: Kind
    jenjang: Annotated[str, Field(max_length=80)] | None = None
    memimpin: Literal["ya", "tidak"]


class NewJabatanFields(JabatanFields):
    """A new jabatan: its id as made with the form."""

    kunci: UUID


class AccountFields(Fields):
    """The name and password somebody chooses."""

    nama: Annotated[str, Field(min_length=3, max_length=120)]
    sandi: Annotated[str, AS_TYPED, Field(max_length=256)]
    ulangi: Annotated[str, AS_TYPED, Field(max_length=256)]


class PasswordFields(Fields):
    """Another password, after the one there is."""

    lama: Annotated[str, AS_TYPED, Field(max_length=256)]
    sandi: Annotated[str, AS_TYPED, Field(max_length=256)]
    ulangi: Annotated[str, AS_TYPED, Field(max_length=256)]


class SheetFields(Fields):
    """How a sheet of invitations comes: slips to cut apart, or a table."""

    bentuk: Literal["pdf", "csv"]
