"""What browsers may send about evidence cards."""

from typing import Annotated, Literal

from pydantic import Field

from webapp.platform.forms import MANY_LINES, Day, Fields

Text = Annotated[str, MANY_LINES, Field(min_length=1, max_length=2000)]
Begun = Annotated[str, MANY_LINES, Field(max_length=10_000)]
Ground = Literal[
    "bukan_transaksi_saya", "di_luar_kewenangan", "diwajibkan_aturan", "ancaman_atau_kebencian", "kekeliruan_nyata"
]


class AnswerFields(Fields):
    """What she says about the card; a contest she has begun beside it travels along and is not sent."""

    tanggapan: Text
    dasar: Begun = ""
    uraian: Begun = ""


class StepFields(Fields):
    """A step of the verifikator on a contest. `versi`: the number of the state the page was drawn with. The days are
    those an exclusion takes out; other steps read none."""

    langkah: Literal["periksa", "kecualikan", "pertahankan", "alihkan"]
    alasan: Annotated[str, MANY_LINES, Field(max_length=1000)] = ""
    sejak: Day | None = None
    sampai: Day | None = None
    versi: Annotated[int, Field(ge=1, le=99)]


class ContestFields(Fields):
    """Why the card should not stand as it is. 'Tidak setuju' is no ground. A begun answer travels along."""

    dasar: Ground
    uraian: Text
    tanggapan: Begun = ""
