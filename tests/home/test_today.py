"""A home for each role: what waits, in few statements, each leading to where it can be done."""

from datetime import timedelta

import pytest

from tests.people.importing import make_import
from webapp.feedback.rosters import correcting
from webapp.feedback.services.models import Duty
from webapp.platform import clock

ROLES = ("sari", "budi", "tuti", "hana", "oki", "vera")
MOST_STATEMENTS = 18
OF_THE_WHOLE = 5  # more for those who look after the whole pemda, whatever its size


@pytest.fixture(scope="module")
def furnished(app, world):
    """A checked import with faults waits in Pontianak."""
    return make_import(app, world.pontianak)


@pytest.fixture
def at_ten(world, monkeypatch):
    """It is ten o'clock on a Tuesday there, and nobody is on duty any more."""
    moment = clock.local(clock.now(), world.pontianak.tenant.timezone)
    days = (1 - moment.weekday()) % 7 or 7
    moment = moment.replace(hour=10, minute=0) + timedelta(days=days)
    monkeypatch.setattr(clock, "now", lambda: moment)
    return moment


@pytest.mark.parametrize("name", ROLES)
def test_home_asks_the_database_little(browser, world, furnished, count_queries, name):
    reader = browser(getattr(world.pontianak, name))
    with count_queries() as statements:
        assert reader.get("/beranda").status == 200
    assert len(statements) <= MOST_STATEMENTS + (OF_THE_WHOLE if name == "oki" else 0), len(statements)


@pytest.mark.parametrize("name", ROLES)
def test_everything_on_it_can_be_opened(browser, world, furnished, name):
    reader = browser(getattr(world.pontianak, name))
    links = {link for link in reader.get("/beranda").page.links if link.startswith("/pontianak/")}
    assert len(links) > 3
    assert [link for link in links if reader.get(link).status not in (200, 302)] == []


def test_personnel_see_imports_and_people_without_superior(browser, world, furnished):
    words = browser(world.pontianak.hana).get("/beranda").words
    assert "Impor pegawai.xlsx sudah diperiksa" in words and "2 baris perlu diperbaiki" in words
    assert "1 pegawai belum punya pejabat penilai" in words, "Tuti stands above all"
    assert "belum punya akun" not in words, "everybody of the test world may sign in"
    assert "Undang atau pindahkan pegawai" in words
    listed = browser(world.pontianak.hana).get("/kelola/pegawai?status=tanpa-atasan").words
    assert "Tuti Hartati" in listed and "Sari Wulandari" not in listed


def test_others_see_none_of_that(browser, world, furnished):
    for name in ("sari", "oki"):
        words = browser(getattr(world.pontianak, name)).get("/beranda").words
        assert "Impor pegawai.xlsx" not in words and "pejabat penilai." not in words
    assert "Impor pegawai.xlsx" not in browser(world.gorontalo.nur).get("/beranda").words


def test_the_bureau_sees_counters_without_anybody_and_services_without_standard(browser, world, at_ten):
    words = browser(world.pontianak.oki).get("/beranda").words
    assert "1 loket buka tanpa petugas di jadwal sekarang" in words
    assert "2 layanan belum punya standar pelayanan" in words and "Atur jadwal minggu ini" in words
    assert "tanpa petugas" not in browser(world.pontianak.sari).get("/beranda").words


def test_no_counter_is_missed_at_night(browser, world, at_ten, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: at_ten.replace(hour=22))
    assert "tanpa petugas" not in browser(world.pontianak.oki).get("/beranda").words


def test_a_correction_waits_for_who_may_decide(browser, world, inside):
    place, ended = world.pontianak, clock.now() - timedelta(days=3)
    with inside(place) as session:
        begun = ended - timedelta(hours=4)
        session.add(Duty(point_id=place.counter_id, person_id=place.sari.id, starts_at=begun, ends_at=ended))
        session.flush()
        officers, why = (place.sari.id, place.dewi.id), "Sari sakit, Dewi menggantikan."
        what = correcting.Proposal(place.counter_id, (begun, ended), *officers, "pagi", False, why)
        correcting.propose(session, what, by=place.budi.id, now=clock.now())
    waits = "1 koreksi jadwal menunggu keputusan Anda"
    assert waits in browser(place.oki).get("/beranda").words
    for name in ("sari", "budi", "hana"):
        assert waits not in browser(getattr(place, name)).get("/beranda").words
    assert waits not in browser(world.gorontalo.nur).get("/beranda").words
