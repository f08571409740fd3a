"""What browsers may send about evidence cards."""

from typing import Annotated, Literal

from pydantic import Field

from webapp.platform.forms import MANY_LINES, Fields

Text = Annotated[str, MANY_LINES, Field(min_length=1, max_length=2000)]
Ground = Literal[
    "bukan_transaksi_saya", "di_luar_kewenangan", "diwajibkan_aturan", "ancaman_atau_kebencian", "kekeliruan_nyata"
]


class AnswerFields(Fields):
    """What she says about the card."""

    tanggapan: Text


class ContestFields(Fields):
    """Why the card should not stand as it is. 'Tidak setuju' is no ground."""

    dasar: Ground
    uraian: Text
