"""What browsers may send to the import."""

from typing import Annotated, Literal

from pydantic import Field

from webapp.platform.forms import Fields

Column = Annotated[int, Field(ge=0, le=99)] | None
Name = Annotated[str, Field(max_length=500)]


class SheetFields(Fields):
    """Which sheet of the workbook."""

    lembar: Annotated[str, Field(max_length=100)]


class ColumnFields(Fields):
    """Field -> column of the file; and who should be in the file."""

    nip: Column = None
    nip_lama: Column = None
    nama: Column = None
    gelar_depan: Column = None
    gelar_belakang: Column = None
    jenis: Column = None
    unit: Column = None
    unit_induk: Column = None
    jabatan: Column = None
    jenis_jabatan: Column = None
    eselon: Column = None
    tmt: Column = None
    atasan: Column = None
    cakupan: Annotated[str, Field(max_length=36)] = "sebagian"


class UnitFields(Fields):
    """New OPD, one line each: whether it is made, its name, the name of the one above (empty: the top)."""

    buat: list[Name] = []
    nama: list[Name]
    induk: list[Name]


class ApplyFields(Fields):
    """What applying may do beyond the plain case."""

    hanya_benar: Literal["ya"] | None = None
    keluar: Literal["ya"] | None = None
    jumlah: Annotated[int, Field(ge=0, le=10**6)] | None = None
