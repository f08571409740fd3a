"""What a citizen's browser may send."""

from typing import Annotated, Literal

from pydantic import Field

from webapp.platform.forms import MANY_LINES, Fields

Unsur = Literal["persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "sarana"]
Language = Annotated[str, Field(max_length=40)]  # one that is not spoken here falls back, it is no mistake
Sentence = Annotated[str, MANY_LINES, Field(min_length=1, max_length=500)]


class RatingFields(Fields):
    """The press of a button; reason and sentence may come along. `situs` is the trap for machines."""

    nilai: Literal["1", "2", "3", "4"]
    kunci: Annotated[str, Field(max_length=100)] = ""
    situs: Annotated[str, Field(max_length=500)] = ""
    alasan: Unsur | None = None
    komentar: Sentence | None = None
    bahasa: Language | None = None


class ReasonFields(Fields):
    """Which element it was."""

    alasan: Unsur


class CommentFields(Fields):
    """One sentence."""

    komentar: Sentence


class PointFields(Fields):
    """The code printed at the counter, typed by hand."""

    kode: Annotated[str, Field(max_length=60)]
    bahasa: Language | None = None


class ReceiptFields(Fields):
    """The code of a receipt, typed by hand."""

    kode: Annotated[str, Field(max_length=200)]
    bahasa: Language | None = None
