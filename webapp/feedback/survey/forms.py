"""What browsers may send about the survey. The answers' fields come from the instrument, one for each question."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, create_model

from webapp.platform.forms import Fields

Answer = Literal["1", "2", "3", "4"]


class ProfileFields(Fields):
    """Who answers, as the annex asks: in classes, without a name or number. `situs` is the trap for machines."""

    layanan: UUID
    kelamin: Literal["L", "P"]
    usia: Literal["di_bawah_20", "20_29", "30_39", "40_49", "50_59", "60_ke_atas"]
    pendidikan: Literal["SD", "SMP", "SMA", "S1", "S2", "S3"]
    pekerjaan: Literal["PNS", "TNI", "POLRI", "swasta", "wirausaha", "lainnya"]
    disabilitas: Literal["ya", "tidak"] | None = None
    kunci: Annotated[str, Field(max_length=100)] = ""
    situs: Annotated[str, Field(max_length=500)] = ""
    bahasa: Annotated[str, Field(max_length=40)] | None = None
    bentuk: Literal["langkah", "semua"] = "langkah"
    nomor: Annotated[str, Field(max_length=4)] = ""
    arah: Literal["kembali", "kirim"] | None = None


class PeriodFields(Fields):
    """A new period: which unit, when, and how many people use its services in that time."""

    unit: UUID
    nama: Annotated[str, Field(min_length=3, max_length=80)]
    sejak: date
    sampai: date
    pengguna: Annotated[int, Field(ge=1, le=100_000_000)]


def names_of(unsur: Sequence[str]) -> list[str]:
    """The field of each question: its unsur, from the second of it on with a number ('waktu', 'waktu_2')."""
    seen: Counter[str] = Counter()
    names = []
    for slug in unsur:
        seen[slug] += 1
        names.append(slug if seen[slug] == 1 else f"{slug}_{seen[slug]}")
    return names


@lru_cache(maxsize=64)
def survey_fields(names: tuple[str, ...]) -> type[ProfileFields]:
    """The whole form of an instrument with these questions; every one must be answered."""
    questions: dict[str, Any] = dict.fromkeys(names, (Answer, ...))
    return create_model("SurveyFields", __base__=ProfileFields, **questions)
