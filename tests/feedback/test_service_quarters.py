"""Scores of single services: told once a quarter, only where they tell no single answer and no single officer."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.world import add
from webapp.feedback.publication.domain import release, turn_windows
from webapp.feedback.publication.recheck import differences, repair
from webapp.feedback.publication.service_quarters import scores_of
from webapp.feedback.ratings import drain
from webapp.feedback.ratings.rules import week_of
from webapp.feedback.services.models import Service, ServicePoint
from webapp.people.models import Opd
from webapp.platform.db import TenantSession
from webapp.platform.tenancy import serving

pytestmark = pytest.mark.usefixtures("no_ratings")
BEGIN = date(2026, 3, 30)  # the first Monday of the weeks of quarter 2
OVER = date(2026, 6, 29)
RATING = """
insert into rating (tenant_id, id, point_id, service_id, opd_id, officer_id, channel, day, score)
select p.tenant_id, %s, p.id, p.service_id, p.opd_id, %s, 'open', %s, %s from service_point p where p.code = %s
and p.tenant_id = %s
"""
EVENT = """
insert into rating_event (tenant_id, rating_id, week, minute, attempts, network) values (%s, %s, %s, 600, 0, %s)
"""
STRICTER = """
insert into publication_limit (tenant_id, id, batch, unit_answers, officer_answers, officer_verified, by_id, at)
values (%s, gen_random_uuid(), 5, 30, 10, 5, %s, now())
"""


@pytest.fixture
def second(world):
    """The code of a counter for another service at the same office, and the service."""
    place, code = world.pontianak, f"s{uuid4().hex[:5]}"
    with serving(place.tenant), TenantSession(world.resources.engine) as session:
        service = Service(opd_id=place.dinas, slug=f"surat-{code}", name="Surat pindah")
        session.add(service)
        session.flush()
        session.add(ServicePoint(service_id=service.id, opd_id=place.dinas, code=code, name="Loket 2"))
        session.commit()
        yield code, service.id


class Office:
    """Visitors of several weeks, counted and let out on their day."""

    def __init__(self, world, sql):
        self.place, self.sql, self.engine = world.pontianak, sql, world.resources.engine
        self.offices = [self.place.dinas, self.place.upt]

    def week(self, number: int, **answers) -> None:
        """`answers`: of each point's code, (officer or None, score) of each visitor."""
        day = BEGIN + timedelta(weeks=number)
        for code, whose in answers.items():
            for officer, score in whose:
                rating = uuid4()
                self.sql(RATING, rating, officer, day, score, code, self.place.tenant.id)
                self.sql(EVENT, self.place.tenant.id, rating, week_of(day), rating.bytes)
        with self.session() as session:
            drain.drain(session)
            release(session, self.offices, day)
            session.commit()

    def turn(self, day: date) -> None:
        with self.session() as session:
            turn_windows(session, self.offices, day)
            session.commit()

    def told(self) -> dict:
        """(n1..n4, status) of each service."""
        with self.session() as session:
            return {row.service_id: (row.n1, row.n2, row.n3, row.n4, row.status) for row in scores_of(session)}

    def session(self) -> TenantSession:
        return TenantSession(self.engine)


@pytest.fixture
def office(world, sql):
    with serving(world.pontianak.tenant):
        yield Office(world, sql)


def mixed(office, code, weeks=3):
    """Each week six visitors of each service, at counters of several officers."""
    sari, dewi = office.place.sari.id, office.place.dewi.id
    for number in range(weeks):
        whose = [(sari, 4), (sari, 4), (dewi, 4), (dewi, 3), (None, 4), (dewi, 4)]
        office.week(number, loket1=whose, **{code: [(officer, 2) for officer, _score in whose]})


def test_services_that_come_mixed_are_told_when_their_quarter_is_over(office, second, sql):
    code, service_id = second
    mixed(office, code)
    office.turn(OVER - timedelta(days=1))
    assert office.told() == {}
    office.turn(OVER)
    told = office.told()
    assert told[service_id] == (0, 18, 0, 0, "early")
    assert sorted(told.values()) == [(0, 0, 3, 15, "early"), (0, 18, 0, 0, "early")]
    assert sql("select undivided from service_quarter where opd_id = %s", office.place.dinas) == [(0,)]


def test_what_is_told_moves_no_more(office, second):
    mixed(office, second[0])
    office.turn(OVER)
    told = office.told()
    office.week(14, loket1=[(None, 1)] * 6)
    office.turn(OVER + timedelta(weeks=2))
    assert office.told() == told


def test_a_service_of_few_visitors_is_not_told(office, second, sql):
    for number in range(3):
        office.week(number, loket1=[(None, 4)] * 6, **({second[0]: [(None, 1)]} if number else {}))
    office.turn(OVER)
    assert office.told() == {}  # telling of the large one would tell of the two
    assert sql("select undivided from service_quarter where opd_id = %s", office.place.dinas) == [(20,)]


def test_a_service_that_one_officer_gives_is_hers_alone(office, second):
    sari = office.place.sari.id
    for number in range(3):
        office.week(number, loket1=[(sari, 4)] * 6, **{second[0]: [(None, 3)] * 6})
    office.turn(OVER)
    assert office.told() == {}


def test_an_office_whose_batches_are_not_known_is_not_divided(office, second, sql):
    mixed(office, second[0])
    sql("update rating_release set batch = null where rating_id = (select min(id::text)::uuid from rating)")
    office.turn(OVER)
    assert office.told() == {}


def test_stricter_limits_hold_for_services(office, second, world, sql):
    mixed(office, second[0], weeks=2)
    sql(STRICTER, office.place.tenant.id, world.pontianak.oki.id)
    try:
        office.turn(OVER)
        assert {status for *_n, status in office.told().values()} == {"insufficient"}
    finally:
        sql("delete from publication_limit")


def test_the_recount_finds_and_mends_a_service_told_wrongly(office, second, sql):
    mixed(office, second[0])
    office.turn(OVER)
    told = office.told()
    sql("update service_score set n2 = n2 + 1, n = n + 1 where service_id = %s", second[1])
    with office.session() as session:
        assert [found.what for found in differences(session, OVER)] == ["service"]
    with office.session() as session:
        repair(session, OVER)
        session.commit()
    with office.session() as session:
        assert differences(session, OVER) == []
    assert office.told() == told


def test_the_staff_see_it_on_the_pages_of_office_and_service_and_in_files(office, second, browser, world):
    code, _service = second
    mixed(office, code)
    office.turn(OVER)
    sari, slug = browser(world.pontianak.sari), f"surat-{code}"
    page = sari.get(f"/hasil/layanan/{slug}").words
    assert "Triwulan 2 tahun 2026" in page and "2,00 dari 4" in page
    quarter = sari.get("/hasil/disdukcapil?masa=2026-t2").words
    assert "Menurut layanan" in quarter and "Surat pindah" in quarter
    table = sari.get("/hasil/disdukcapil/hasil.csv").text
    assert "Surat pindah;Triwulan 2 tahun 2026" in table.replace(",", ";")
    assert browser(world.gorontalo.rahman).get(f"/hasil/layanan/{slug}").status == 404


def test_the_same_service_at_three_offices_is_drawn_as_a_funnel(office, browser, world, sql):
    place = world.pontianak
    with office.session() as session:
        opds = [add(session, Opd(slug=f"kec-{name}", name=f"Kecamatan {name}", short_name=name, kind="kecamatan"))
                for name in ("barat", "timur")]  # fmt: skip
        codes = [add(session, ServicePoint(service_id=place.service, opd_id=opd.id, code=f"kec{n}", name="Loket")).code
                 for n, opd in enumerate(opds)]  # fmt: skip
        session.commit()
        ids = [opd.id for opd in opds]
    office.offices += ids
    for number in range(2):
        office.week(number, loket1=[(None, 4)] * 6, **{code: [(None, 3)] * 6 for code in codes})
    office.turn(OVER)
    page = browser(place.oki).get("/hasil/layanan/ktp-el").words
    assert "Apakah layanan ini berbeda antarkantor, atau hanya kebetulan?" in page
    assert "Kecamatan barat" in page and "Kecamatan timur" in page
