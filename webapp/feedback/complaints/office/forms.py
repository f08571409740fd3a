"""What browsers may send in the office's rooms of complaints."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from webapp.feedback.complaints import rules
from webapp.feedback.complaints.forms import Begun, Version
from webapp.feedback.complaints.office import words
from webapp.platform.forms import MANY_LINES, Fields

Page = Annotated[int, Field(ge=1, le=1000)]
Reason = Annotated[str, MANY_LINES, Field(max_length=2000)]
Deed = Literal[tuple(words.DEEDS)]


class InboxFields(Fields):
    """The filters of the inbox."""

    keadaan: Literal[tuple(words.SHOWN)] = words.OPEN
    jenis: Literal[rules.KINDS] | None = None
    unit: UUID | None = None
    pegang: Literal["saya", "kosong"] | None = None
    waktu: Literal["lewat", "dekat"] | None = None
    cari: Annotated[str, Field(max_length=100)] = ""
    bahasa: Literal["id", "en"] | None = None
    halaman: Page = 1


class DeedFields(Fields):
    """Which step a page is asked for."""

    langkah: Deed
    bahasa: Literal["id", "en"] | None = None


class StepFields(Fields):
    """A step of a case. What it needs beyond the version, the rules say."""

    langkah: Deed
    versi: Version
    unit: UUID | None = None
    alasan: Reason = ""
    akhir: Literal[rules.ENDINGS] | None = None
    jawaban: Annotated[str, MANY_LINES, Field(max_length=4000)] = ""
    diteruskan_ke: Annotated[str, Field(max_length=120)] = ""
    arsip: Literal[rules.ARCHIVINGS] | None = None
    sama_dengan: Annotated[str, Field(max_length=20)] = ""
    perubahan: Annotated[str, Field(max_length=200)] = ""
    templat: UUID | None = None
    pakai: Literal["ya"] | None = None


Word = Annotated[str, Field(max_length=100)]


class ClassFields(Fields):
    """The coordinator's findings. Not ticked means not: nothing becomes public by forgetting.

    What is to be public is shown first: kata is one more word to cover, tutup those covered so far, cap the mark of
    what was shown.
    """

    versi: Version
    jenis: Literal[rules.KINDS]
    tampil: Literal[rules.VISIBILITIES]
    berkadar: Literal["ya"] | None = None
    umum: Literal["ya"] | None = None
    kata: Word = ""
    tutup: Annotated[list[Word], Field(max_length=50)] = []
    cap: Annotated[str, Field(max_length=64)] = ""
    lanjut: Literal["tutup", "umumkan"] | None = None


class SubjectFields(Fields):
    """The officer a report is about, found by name or NIP."""

    versi: Version
    pegawai: Annotated[str, Field(max_length=100)] = ""


class HoldingFields(Fields):
    """Taking a case, laying it back, giving it to somebody."""

    versi: Version
    pegang: Literal["ambil", "lepas", "serahkan"]
    petugas: UUID | None = None


class DeskFields(Fields):
    """What stands beside what is sent: it travels along, is not sent, and is not lost."""

    versi: Version
    pesan: Begun = ""
    tunda: Literal["ya"] | None = None
    alasan: Begun = ""
    catatan: Begun = ""


class MessageFields(DeskFields):
    """A word to the citizen. tunda: the clock stops until she writes, for this reason."""

    pesan: Annotated[str, MANY_LINES, Field(min_length=1, max_length=4000)]
    alasan: Reason = ""


class NoteFields(DeskFields):
    """A word among staff."""

    versi: Version | None = None

    catatan: Annotated[str, MANY_LINES, Field(min_length=1, max_length=4000)]


class ConsentFields(Fields):
    """Whether the reporter agreed that who she is goes on to SP4N-LAPOR."""

    versi: Version
    setuju: Literal["ya"] | None = None


CASE = r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\."  # its id and a point; what follows is said by each field
Pick = Annotated[str, Field(pattern=CASE + r"[0-9]{1,7}$")]


class BulkFields(Fields):
    """Several cases at once. pilih: '<id>.<version>' of each: what changed meanwhile is told, not overwritten."""

    pilih: Annotated[list[Pick], Field(min_length=1, max_length=50)]
    sekaligus: Literal["teruskan", "arsipkan", "serahkan"]
    ke_unit: UUID | None = None
    sebab: Literal[tuple(each for each in rules.ARCHIVINGS if each != "ganda")] | None = None
    alasan: Reason = ""
    petugas: UUID | None = None


class ResultFields(Fields):
    """What became of each: '<id>.<code>'."""

    h: Annotated[list[Annotated[str, Field(pattern=CASE + r"[a-z_-]{1,20}$")]], Field(max_length=50)] = []
    bahasa: Literal["id", "en"] | None = None


class TemplateFields(Fields):
    """A template for replies. unit empty: for the whole pemda."""

    nama: Annotated[str, Field(min_length=3, max_length=80)]
    unit: UUID | None = None
    isi: Annotated[str, MANY_LINES, Field(min_length=10, max_length=3000)]


class YearFields(Fields):
    """Which year's figures."""

    tahun: Annotated[int, Field(ge=2000, le=2199)] | None = None
    bahasa: Literal["id", "en"] | None = None


class ExportFields(InboxFields):
    """The cases of the inbox's filters, as a table."""

    bentuk: Literal["csv", "xlsx"] = "xlsx"
