"""Pure: the numbers that stand beside the answers on paper, and a sheet as those numbers or as what they mean."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from webapp.feedback.survey import profile

NOT_SAID = "0"
# field on the page, key of an entry, what 1, 2, 3 … mean
TRAITS: Sequence[tuple[str, str, Sequence[str]]] = (
    ("jam", "band", profile.BANDS),
    ("kelamin", "sex", profile.SEXES),
    ("usia", "age", profile.AGES),
    ("pendidikan", "education", profile.EDUCATIONS),
    ("pekerjaan", "occupation", profile.OCCUPATIONS),
)
DISABILITY = {NOT_SAID: None, "1": True, "2": False}


def entry_of(sent: Any, services: Sequence[UUID], names: Sequence[str]) -> dict[str, Any]:
    """What was typed (a form's fields), as it is kept: what the numbers mean, never the numbers."""
    traits = {key: values[int(getattr(sent, field)) - 1] for field, key, values in TRAITS}
    return {
        "day": sent.tanggal.isoformat(),
        "service": str(services[sent.layanan - 1]),
        **traits,
        "has_disability": DISABILITY[sent.disabilitas],
        "answers": [int(getattr(sent, name)) for name in names],
    }


def typed_of(entry: Mapping[str, Any], services: Sequence[UUID], names: Sequence[str]) -> dict[str, str]:
    """The fields of the page for an entry; none for a sheet that cannot count."""
    if "answers" not in entry:
        return {}
    traits = {field: str(values.index(entry[key]) + 1) for field, key, values in TRAITS}
    disability = next(code for code, meant in DISABILITY.items() if meant is entry["has_disability"])
    answers = {name: str(value) for name, value in zip(names, entry["answers"], strict=True)}
    number = str(services.index(UUID(entry["service"])) + 1)
    return {"tanggal": entry["day"], "layanan": number, **traits, "disabilitas": disability, **answers}
