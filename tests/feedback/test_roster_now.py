"""Who is at which counter now: in two taps from home, gaps first, and one tap to send somebody else."""

from datetime import timedelta

import pytest

from tests.feedback.rosters import clear, lead, on_duty, roster
from tests.feedback.steps import rate
from tests.world import today
from webapp.platform import clock

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def empty_roster(sql, world):
    clear(sql)
    lead(sql, world.pontianak.budi)
    sql("update working_week set days = '{1,2,3,4,5,6,7}'")
    sql("delete from holiday")


@pytest.fixture
def place(world):
    return world.pontianak


@pytest.fixture
def on_now(inside, place):
    """Puts somebody at the counter from an hour ago until in two hours."""

    def put(person, begins=-1, ends=2):
        now = clock.now()
        return on_duty(inside, place, place.counter_id, person, now + begins * HOUR, now + ends * HOUR)

    return put


def test_it_is_two_taps_from_home(browser, place, on_now):
    on_now(place.sari)
    budi = browser(place.budi)
    (there,) = {link for link in budi.get("/beranda").page.links if link.endswith("/loket-sekarang")}
    assert place.sari.name in budi.get(there).words


def test_it_says_who_until_when_and_who_comes_next(browser, place, on_now):
    on_now(place.sari)
    on_now(place.dewi, begins=3, ends=4)
    words = browser(place.vera).get("/loket-sekarang").words
    ends = clock.local(clock.now() + 2 * HOUR, "Asia/Pontianak")
    day = "" if ends.date() == clock.today("Asia/Pontianak") else "besok "
    assert f"sampai {day}pukul {ends:%H.}" in words and f"Berikutnya: {place.dewi.name}" in words
    assert "Ganti petugas" not in words


def test_a_counter_without_anybody_comes_first_and_closed_ones_are_left_out(browser, place, on_now, sql):
    on_now(place.sari)
    sql(
        "insert into service_point (tenant_id, id, service_id, opd_id, code, name, kind, address) "
        "select tenant_id, gen_random_uuid(), service_id, opd_id, 'sepi01', 'Loket Z sepi', 'counter', '' "
        "from service_point where id = %s",
        place.counter_id,
    )
    words = browser(place.budi).get("/loket-sekarang").words
    assert "Belum ada petugas" in words and words.index("Loket Z sepi") < words.index(place.sari.name)
    assert "Loket 9" not in words
    sql("update working_week set days = array[%s]", today().isoweekday() % 7 + 1)  # tomorrow alone
    assert "Belum ada petugas" not in browser(place.budi).get("/loket-sekarang").words
    sql("delete from service_point where code = 'sepi01'")


def test_a_stranger_sees_his_own_counters_only(browser, world, on_now):
    on_now(world.pontianak.sari)
    assert world.pontianak.sari.name not in browser(world.gorontalo.nur).get("/loket-sekarang").words


def test_somebody_else_takes_over_now_and_new_ratings_are_hers(browser, place, on_now, sql, app):
    duty = on_now(place.sari)
    budi = browser(place.budi)
    assert f"Tugaskan {place.dewi.name}" in budi.get(f"/loket-sekarang/{duty}/ganti").words
    rate(browser(), place.counter)
    answer = budi.post(f"/loket-sekarang/{duty}/ganti", {"pegawai": str(place.dewi.id)})
    assert answer.status == 303 and "Petugas diganti" in budi.follow(answer).words
    (before, after) = roster(sql, place.counter_id)
    assert (before[0], after[0]) == (place.sari.id, place.dewi.id) and before[2] == after[1]
    app.extensions["points"].forget()
    rate(browser(), place.counter)
    asked = "select officer_id from rating where point_id = %s order by (officer_id = %s)"
    made = sql(asked, place.counter_id, place.dewi.id)
    assert made == [(place.sari.id,), (place.dewi.id,)]
    assert sql("select detail->>'lama' from audit_event where action = 'jadwal:diganti'") == [(str(place.sari.id),)]


def test_who_serves_elsewhere_cannot_be_sent_and_a_second_press_changes_nothing(browser, place, on_now, inside, sql):
    now = clock.now()
    duty = on_now(place.sari)
    kiosk = sql("select id from service_point where code = %s and tenant_id = %s", place.kiosk, place.tenant.id)[0][0]
    on_duty(inside, place, kiosk, place.dewi, now - HOUR, now + HOUR)
    budi, before = browser(place.budi), roster(sql, place.counter_id)
    answer = budi.post(f"/loket-sekarang/{duty}/ganti", {"pegawai": str(place.dewi.id)})
    assert answer.status == 422 and "sudah bertugas di Mesin pintu keluar" in answer.words
    assert roster(sql, place.counter_id) == before
    budi.post(f"/loket-sekarang/{duty}/ganti", {"pegawai": str(place.vera.id)})
    again = budi.post(f"/loket-sekarang/{duty}/ganti", {"pegawai": str(place.hana.id)})
    assert again.status == 422 and "sudah diubah orang lain" in again.words


def test_who_does_not_lead_may_not_send_anybody(browser, place, on_now):
    duty = on_now(place.sari)
    assert browser(place.sari).get(f"/loket-sekarang/{duty}/ganti").status == 403
    assert browser(place.sari).post(f"/loket-sekarang/{duty}/ganti", {"pegawai": str(place.dewi.id)}).status == 403
