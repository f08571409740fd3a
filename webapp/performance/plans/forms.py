"""What browsers may send about SKP."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from webapp.platform.forms import MANY_LINES, Fields

Version = Annotated[int, Field(ge=1)]
Sentence = Annotated[str, MANY_LINES, Field(min_length=1, max_length=500)]
Reason = Annotated[str, MANY_LINES, Field(max_length=1000)]


class StartFields(Fields):
    """The year of the SKP to be started."""

    tahun: Annotated[int, Field(ge=2000, le=2200)]


class VersionFields(Fields):
    """The version of the SKP this page showed."""

    versi: Version


class StepFields(VersionFields):
    """A step, with a word of explanation if one is wanted."""

    alasan: Reason = ""


class SubmissionFields(StepFields):
    """`tetap`: nothing was changed after a clarification, and that is meant."""

    tetap: Literal["ya"] | None = None


class ClarificationFields(StepFields):
    """Comments per row: `baris` and `catatan` pair up in their order."""

    baris: list[UUID] = []
    catatan: list[Reason] = []


class RhkFields(VersionFields):
    """A rencana hasil kerja."""

    jenis: Literal["utama", "tambahan"]
    teks: Sentence
    intervensi: UUID | None = None


class IndicatorFields(VersionFields):
    """An indicator; `nilai_warga` binds it to a published score: 'sendiri' or the id of an OPD."""

    aspek: Literal["kuantitas", "kualitas", "waktu", "biaya"]
    teks: Sentence
    target: Annotated[str, Field(max_length=200)] = ""
    nilai_warga: Literal["sendiri"] | UUID | None = None

    @property
    def binding(self) -> str | None:
        """'own', 'unit' or None."""
        if self.nilai_warga is None:
            return None
        return "own" if self.nilai_warga == "sendiri" else "unit"

    @property
    def opd_id(self) -> UUID | None:
        """The OPD whose score it is bound to."""
        return self.nilai_warga if self.binding == "unit" else None
