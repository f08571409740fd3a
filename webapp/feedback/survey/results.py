"""What the pages say of a period: how many answered of how many asked for, and the index with its working."""

from datetime import date

from webapp.feedback.publication.rules import SMALLEST_CELL
from webapp.feedback.survey import domain, profile, queries
from webapp.feedback.survey.holding.queries import stand_of
from webapp.feedback.survey.index import HIGHEST, Index, smallest_sample
from webapp.feedback.survey.models import SurveyPeriod
from webapp.feedback.survey.publishing.figures import tellable
from webapp.people.published import opd_places
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _

UNSUR_WORDS = {
    "persyaratan": "Persyaratan",
    "prosedur": "Sistem, mekanisme, dan prosedur",
    "waktu": "Waktu penyelesaian",
    "biaya": "Biaya atau tarif",
    "produk": "Produk spesifikasi jenis pelayanan",
    "kompetensi": "Kompetensi pelaksana",
    "perilaku": "Perilaku pelaksana",
    "sarana": "Sarana dan prasarana",
    "pengaduan": "Penanganan pengaduan, saran, dan masukan",
}
TRAITS = (
    ("sex", "Jenis kelamin", profile.SEX_WORDS),
    ("age", "Usia", profile.AGE_WORDS),
    ("education", "Pendidikan terakhir", profile.EDUCATION_WORDS),
    ("occupation", "Pekerjaan", profile.OCCUPATION_WORDS),
)


def lines(session: TenantSession, today: date) -> list[dict]:
    """Every period, the newest first, with how much was collected and, when it is over, its index."""
    periods, places, collected = queries.periods(session), opd_places(session), queries.collected(session)
    told = domain.indexes(session, periods, today)
    return [
        _line(period, places[period.opd_id], collected.get(period.id, 0), today)
        | {"index": told.get(period.id)}
        for period in periods
    ]


def page_of(session: TenantSession, period: SurveyPeriod, today: date) -> dict:
    """One period. Its index is told when it is over, once and for all: a number that moves tells single answers."""
    office, n = opd_places(session)[period.opd_id], queries.collected(session).get(period.id, 0)
    index = domain.indexes(session, [period], today).get(period.id)
    return {
        "line": _line(period, office, n, today),
        "index": index,
        "held": stand_of(session, period.id),
        "unsur": _unsur(index) if index else [],
        "profile": _profile(session, period) if index else [],
        "most": HIGHEST,
    }


def _line(period: SurveyPeriod, office, n: int, today: date) -> dict:
    target = smallest_sample(period.population)
    state = "over" if domain.is_over(period, today) else ("running" if today >= period.since else "planned")
    share = min(100, 100 * n // target) if target else 100
    return {"period": period, "office": office, "n": n, "target": target, "state": state, "share": share}


def _unsur(index: Index) -> list[dict]:
    priorities = {slug: place for place, slug in enumerate(index.priorities, start=1)}
    return [
        {"word": _(UNSUR_WORDS[slug]), "unsur": unsur, "priority": priorities[slug]}
        for slug, unsur in index.unsur.items()
    ]


def _profile(session: TenantSession, period: SurveyPeriod) -> list[dict]:
    """Respondents by kind, as far as they may be told."""
    known = queries.profile_of(session, period.id)
    return [{"title": _(title), "rows": _kinds(known.get(trait, {}), words)} for trait, title, words in TRAITS]


def _kinds(counts: dict[str, int], words: dict[str, str]) -> list[tuple[str, int | None]]:
    told = tellable({value: counts.get(value, 0) for value in words}, SMALLEST_CELL)
    return [(_(word), told[value]) for value, word in words.items()]
