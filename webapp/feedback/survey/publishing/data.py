"""The open data of the survey: what was published, as texts that nobody has to round."""

import json
from collections.abc import Sequence

from webapp.feedback.survey.index import UNSUR
from webapp.feedback.survey.publishing import queries
from webapp.feedback.survey.publishing.models import SurveyPublication
from webapp.people.published import opd_places
from webapp.platform.db import TenantSession
from webapp.platform.sheets import Sheet

FIXED = ("unit", "periode", "instrumen", "n")
RESULT = ("nilai_indeks", "ikm", "mutu", "kinerja")


def entries(session: TenantSession) -> list[dict]:
    """Every published period in its newest version, by unit and then by time."""
    slugs = {opd_id: place.slug for opd_id, place in opd_places(session).items()}
    found = [_entry(slugs[row.opd_id], row) for row in queries.newest_of_each(session)]
    return sorted(found, key=lambda each: (each["unit"], each["periode"]))


def as_json(found: Sequence[dict]) -> bytes:
    """The list as it is served."""
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


def as_sheet(found: Sequence[dict]) -> Sheet:
    """The same as one table: the nine statutory unsur always, in their order, then whatever others there are."""
    others = sorted({slug for each in found for slug in each["nrr"]} - set(UNSUR))
    slugs = (*UNSUR, *others)
    columns = [*FIXED, *(f"nrr_{slug}" for slug in slugs), *RESULT]
    rows = [
        [*(each[name] for name in FIXED), *(each["nrr"].get(slug) for slug in slugs), *(each[name] for name in RESULT)]
        for each in found
    ]
    return Sheet("ikm", columns, rows)


def _entry(slug: str, row: SurveyPublication) -> dict:
    told = row.told
    return {
        "unit": slug,
        "periode": f"{row.since.isoformat()}/{row.until.isoformat()}",
        "instrumen": row.instrument,
        "n": told["n"],
        "nrr": row.nrr,
        **{name: told[name] for name in RESULT},
    }
