"""What a browser may send about the limits of publication."""

from typing import Annotated

from pydantic import AfterValidator

from webapp.feedback.publication.rules import HIGHEST, PLATFORM
from webapp.platform.forms import Fields

SENTENCES = {
    "batch": "Tulis antara 5 dan 30: batas Pamong 5, dan hanya boleh diperketat.",
    "unit_answers": "Tulis antara 10 dan 100: batas Pamong 10, dan hanya boleh diperketat.",
    "officer_answers": "Tulis antara 10 dan 100: batas Pamong 10, dan hanya boleh diperketat.",
    "officer_verified": "Tulis antara 5 dan 50: batas Pamong 5, dan hanya boleh diperketat.",
}


def _strict(name: str) -> AfterValidator:
    def check(number: int) -> int:
        if not getattr(PLATFORM, name) <= number <= getattr(HIGHEST, name):
            raise ValueError(SENTENCES[name])
        return number

    return AfterValidator(check)


class LimitFields(Fields):
    """The limits, in the order of `Limits`."""

    sekaligus: Annotated[int, _strict("batch")]
    kantor: Annotated[int, _strict("unit_answers")]
    pegawai: Annotated[int, _strict("officer_answers")]
    kunjungan: Annotated[int, _strict("officer_verified")]
