"""Results of the surveys: two published periods in a row for each office, with follow-ups in every state."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from webapp.feedback.survey import counting, domain, profile, queries
from webapp.feedback.survey.followups import domain as followups
from webapp.feedback.survey.followups.domain import Responsible, Stand
from webapp.feedback.survey.followups.queries import item_by_id
from webapp.feedback.survey.followups.rules import DONE, DROPPED, RUNNING
from webapp.feedback.survey.index import UNSUR
from webapp.feedback.survey.models import SurveyPeriod
from webapp.feedback.survey.publishing.domain import publish
from webapp.feedback.survey.reports.domain import write
from webapp.people.published import opd_and_below
from webapp.platform.db import TenantSession
from webapp.platform.i18n import month_name

EARLIER, ANSWERED, POPULATION = (364, 204), 120, 1100  # days ago: first and last day
TOLD = (195, 12)  # days ago: the two publications
BY_UNSUR = dict(zip(UNSUR, (-0.1, -0.2, -0.6, 0.5, 0.0, -0.1, 0.1, -0.4, -0.2), strict=True))  # liked more and less
# about which unsur, what, days from the plan until due, its end: (state, days after the plan, why or what proves it)
EARLIER_PLANS = (
    ("waktu", "Menambah satu loket pada hari Senin sampai Rabu, saat antrean paling panjang.", 90,
     (DONE, 70, "Surat tugas 821/14 terbit; loket tambahan dibuka sejak awal triwulan.")),
    ("sarana", "Memasang pendingin ruangan dan dua puluh kursi di ruang tunggu.", 170,
     (RUNNING, 60, "Pengadaan selesai, pemasangan menunggu jadwal teknisi.")),
    ("prosedur", "Menggabungkan dua formulir permohonan menjadi satu.", 120,
     (DROPPED, 100, "Formulirnya ditetapkan peraturan menteri dan tidak dapat diubah daerah.")),
)  # fmt: skip
PLANS = (
    ("waktu", "Mengirim pesan kepada pemohon saat dokumennya siap diambil.", 120,
     (RUNNING, 5, "Uji coba di dua loket.")),
    ("sarana", "Mengecat jalur kursi roda dan memasang pegangan di pintu masuk.", 9, None),
    ("pengaduan", "Memasang papan cara mengadu di setiap loket beserta nomor pengaduan.", 200, None),
)
ANALYSIS = (
    "Waktu penyelesaian membaik setelah loket tambahan dibuka pada hari paling ramai. Keluhan yang tersisa "
    "terutama tentang ruang tunggu: kursi kurang pada pagi hari, dan ruangannya panas."
)


@dataclass(frozen=True)
class Telling:
    """Who tells, and the day and moment of the demonstration."""

    by: UUID
    today: date
    at: datetime

    def ago(self, days: int) -> "Telling":
        """The same so many days before."""
        return Telling(self.by, self.today - timedelta(days=days), self.at - timedelta(days=days))


def plant_survey_results(session: TenantSession, by: UUID, today: date, at: datetime) -> None:
    """Adds an earlier period to every one that is over, publishes both, and plans what is done about them."""
    chance, now = random.Random(f"survey results {session.tenant.slug}"), Telling(by, today, at)  # noqa: S311
    over = [period for period in queries.periods(session) if domain.is_over(period, today)]
    for period in over:
        earlier = _earlier(session, period.opd_id, now, chance)
        while counting.count_waiting(session):
            pass
        for each, days, plans in zip((earlier, period), TOLD, (EARLIER_PLANS, PLANS), strict=True):
            then = now.ago(days)
            publish(session, each, "", by=by, at=then.at, today=then.today)
            _plan(session, each, plans, then)
        write(session, period, {"pendahuluan": "", "metode": "", "analisis": ANALYSIS, "kesimpulan": ""}, by=by, at=at)


def _earlier(session: TenantSession, opd_id: UUID, now: Telling, chance: random.Random) -> SurveyPeriod:
    since, until = (now.today - timedelta(days=days) for days in EARLIER)
    period = domain.open_period(
        session, opd_id, f"Survei {month_name(since)}", since, until, POPULATION,
        by=now.by, at=now.at, today=now.today,
    )  # fmt: skip
    services = [each for each, _name in queries.services_of(session, opd_and_below(session, opd_id))]
    unsur = queries.unsur_of(session)[period.instrument_id]
    for _number in range(ANSWERED):
        domain.keep(session, _response(period, services, unsur, chance))
    return period


def _response(
    period: SurveyPeriod, services: Sequence[UUID], unsur: Sequence[str], chance: random.Random
) -> domain.Response:
    mood = chance.gauss(3.1, 0.5)
    return domain.Response(
        id=uuid4(), period_id=period.id, service_id=chance.choice(services), channel="tautan",
        day=period.since + timedelta(days=chance.randint(0, (period.until - period.since).days)),
        band=chance.choice(profile.BANDS), sex=chance.choice(profile.SEXES), age=chance.choice(profile.AGES),
        education=chance.choices(profile.EDUCATIONS, (6, 14, 48, 40, 9, 2))[0],
        occupation=chance.choice(profile.OCCUPATIONS), has_disability=chance.choice((None, None, False, True)),
        answers=[min(4, max(1, round(mood + BY_UNSUR[slug] + chance.gauss(0, 0.45)))) for slug in unsur],
    )  # fmt: skip


def _plan(session: TenantSession, period: SurveyPeriod, plans: Sequence[tuple], then: Telling) -> None:
    jabatan, people = followups.candidates(session, period.opd_id, then.today)
    who = [Responsible(jabatan_id=jabatan[0][0]), *(Responsible(person_id=each) for each, _name in people)]
    slugs = [unsur for unsur, *_rest in plans]
    for number, (unsur, what, days, end) in enumerate(plans):
        stand = Stand("direncanakan", then.today + timedelta(days=days), who[number % len(who)])
        row = followups.plan(session, period, slugs, unsur, what, stand, by=then.by, at=then.at, today=then.today)
        session.flush()
        if end:
            state, after, note = end
            later, moved = then.ago(-after), Stand(state, stand.due, stand.responsible, note)
            followups.move(session, item_by_id(session, row.id), 1, moved, by=then.by, at=later.at, today=later.today)
