"""A roster is planned by week: who may, what is refused, and that the past stays as it was."""

import threading
from datetime import timedelta

import psycopg
import pytest

from tests.feedback.rosters import at, clear, day_from_now, lead, on_duty, roster
from webapp.feedback.rosters import domain
from webapp.feedback.rosters.hours import day_text
from webapp.feedback.rosters.rules import Turn
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.tenancy import serving


@pytest.fixture(autouse=True)
def empty_roster(sql, world):
    clear(sql)
    lead(sql, world.pontianak.budi)


@pytest.fixture
def place(world):
    return world.pontianak


@pytest.fixture
def kiosk_id(sql, place):
    return sql("select id from service_point where code = %s and tenant_id = %s", place.kiosk, place.tenant.id)[0][0]


def fill(place, person, day, **more):
    whole = {"hari": day.isoformat(), "pegawai": str(person.id), "giliran": "penuh"}
    return whole | more


@pytest.mark.parametrize("who", ["oki", "budi"])
def test_the_organisation_bureau_and_the_head_plan(browser, place, sql, who):
    visitor, day = browser(place.people[who]), day_from_now(1)
    answer = visitor.post(f"/kelola/jadwal/{place.counter_id}/baru", fill(place, place.sari, day))
    assert answer.status == 303
    assert roster(sql, place.counter_id) == [(place.sari.id, at(day, 8), at(day, 16))]
    shown = visitor.follow(answer).words
    assert "Giliran tugas tersimpan" in shown and "Sari" in shown and "08.00-16.00" in shown
    assert sql("select action, actor_id from audit_event where object_kind = 'duty' order by at desc limit 1") == [
        ("jadwal:ditambah", place.people[who].id)
    ]


def test_who_plans_nowhere_is_refused_and_a_stranger_finds_nothing(browser, place, world):
    sari, nur = browser(place.sari), browser(world.gorontalo.nur)
    form = fill(place, place.sari, day_from_now(1))
    assert sari.get("/kelola/jadwal").status == 403
    assert sari.post(f"/kelola/jadwal/{place.counter_id}/baru", form).status == 403
    assert nur.get(f"/kelola/jadwal/{place.counter_id}/baru").status == 404
    assert nur.post(f"/kelola/jadwal/{place.counter_id}/baru", form).status == 404


def test_a_head_plans_below_and_not_beside(browser, place, sql, kiosk_id, inside):
    budi = browser(place.budi)
    assert budi.get(f"/kelola/jadwal/{kiosk_id}/baru").status == 200
    assert budi.get("/kelola/jadwal?opd=upt-selatan").status == 200
    assert budi.get("/kelola/jadwal?opd=tidak-ada").status == 404
    sql("update jabatan set opd_id = %s where leads and tenant_id = %s", place.upt, place.tenant.id)
    assert browser(place.budi).get(f"/kelola/jadwal/{place.counter_id}/baru").status == 404
    sql("update jabatan set opd_id = %s where leads and tenant_id = %s", place.dinas, place.tenant.id)


def test_nobody_is_planned_in_two_places_and_the_sentence_names_the_other(browser, place, inside, kiosk_id, sql):
    day = day_from_now(2)
    on_duty(inside, place, kiosk_id, place.sari, at(day, 9), at(day, 11))
    answer = browser(place.oki).post(f"/kelola/jadwal/{place.counter_id}/baru", fill(place, place.sari, day))
    assert answer.status == 422 and roster(sql, place.counter_id) == []
    assert f"sudah bertugas di Mesin pintu keluar pada {day_text(day)}, pukul 09.00 sampai 11.00" in answer.words


def test_one_turn_may_begin_when_the_other_ends(browser, place, sql):
    oki, day = browser(place.oki), day_from_now(2)
    for hours in ({"giliran": "pagi"}, {"giliran": "siang"}):
        assert oki.post(f"/kelola/jadwal/{place.counter_id}/baru", fill(place, place.sari, day, **hours)).status == 303
    assert [row[1:] for row in roster(sql, place.counter_id)] == [(at(day, 8), at(day, 12)), (at(day, 12), at(day, 16))]


def test_a_night_runs_over_midnight_and_stands_on_the_day_it_begins(browser, place, sql):
    oki, day = browser(place.oki), day_from_now(1)
    answer = oki.post(f"/kelola/jadwal/{place.counter_id}/baru", fill(place, place.sari, day, giliran="malam"))
    assert roster(sql, place.counter_id) == [(place.sari.id, at(day, 20), at(day + timedelta(days=1), 6))]
    assert "20.00-06.00 esoknya" in oki.follow(answer).words


def test_the_last_night_of_a_week_is_of_that_week_alone(browser, place, inside):
    sunday = day_from_now(0) + timedelta(days=6 - day_from_now(0).weekday() + 7)
    on_duty(inside, place, place.counter_id, place.sari, at(sunday, 20), at(sunday, 30), "malam")
    oki = browser(place.oki)
    assert "20.00-06.00" in oki.get(f"/kelola/jadwal?opd=disdukcapil&minggu={sunday}").words
    assert "20.00-06.00" not in oki.get(f"/kelola/jadwal?opd=disdukcapil&minggu={sunday + timedelta(days=1)}").words


@pytest.mark.parametrize(
    "change, sentence",
    [
        ({"mulai": "08:00"}, "Isi jam mulai dan jam selesai, atau kosongkan keduanya."),
        ({"pegawai": ""}, "Isian ini wajib diisi."),
        ({"giliran": "sore"}, "Pilih salah satu jawaban yang tersedia."),
        ({"hari": "2024-01-02"}, "Waktu itu sudah lewat."),
        ({"asing": "1"}, "Isian ini tidak dikenal."),
    ],
)
def test_what_cannot_be_planned_is_said_at_its_place(browser, place, sql, change, sentence):
    whole = fill(place, place.sari, day_from_now(1)) | change
    answer = browser(place.oki).post(f"/kelola/jadwal/{place.counter_id}/baru", whole)
    assert answer.status == 422 and sentence in answer.words and roster(sql, place.counter_id) == []


def test_who_has_left_and_who_works_elsewhere_are_refused(browser, place, world, sql):
    day = day_from_now(3)
    sql("update person set left_on = %s where id = %s", day - timedelta(days=1), place.dewi.id)
    for person in (place.dewi, world.gorontalo.rahman):
        answer = browser(place.oki).post(f"/kelola/jadwal/{place.counter_id}/baru", fill(place, person, day))
        assert answer.status == 422 and "bukan pegawai kantor ini" in answer.words
    sql("update person set left_on = null where id = %s", place.dewi.id)


def test_people_are_found_by_a_part_of_the_name_and_by_nip(browser, place, sql):
    oki, start = browser(place.oki), f"/kelola/jadwal/{place.counter_id}/baru?cari="
    nip = sql("select nip from nip where person_id = %s", place.dewi.id)[0][0]
    for search in ("DEWI", nip):
        words = oki.get(start + search).words
        assert place.dewi.name in words and place.sari.name not in words
    assert "Tidak ada pegawai yang cocok" in oki.get(start + "100%25").words


def test_a_duty_to_come_is_taken_out_and_its_row_stays(browser, place, inside, sql):
    day = day_from_now(1)
    duty = on_duty(inside, place, place.counter_id, place.sari, at(day, 8), at(day, 16))
    answer = browser(place.budi).post(f"/kelola/jadwal/{duty}/hapus")
    assert answer.status == 303 and roster(sql, place.counter_id) == []
    assert sql("select count(*) from duty where id = %s and withdrawn_at is not null", duty) == [(1,)]


def test_a_duty_that_has_begun_ends_now_and_what_was_stays(browser, place, inside, sql):
    now = clock.now()
    duty = on_duty(inside, place, place.counter_id, place.sari, now - timedelta(hours=2), now + timedelta(hours=2))
    browser(place.budi).post(f"/kelola/jadwal/{duty}/hapus")
    ((person, starts, ends),) = roster(sql, place.counter_id)
    assert person == place.sari.id and starts == now - timedelta(hours=2)
    assert timedelta() <= ends - now < timedelta(seconds=30)


def test_the_past_is_not_changed_here(browser, place, inside, sql):
    now = clock.now()
    duty = on_duty(inside, place, place.counter_id, place.sari, now - timedelta(hours=9), now - timedelta(hours=1))
    budi, before = browser(place.budi), roster(sql, place.counter_id)
    answer = budi.post(f"/kelola/jadwal/{duty}/hapus")
    assert answer.status == 422 and "sudah selesai" in answer.words and roster(sql, place.counter_id) == before
    assert "usulkan koreksi" in budi.get(f"/kelola/jadwal/{duty}").words


def test_a_duty_of_another_pemda_is_not_there(browser, world, inside):
    place, day = world.pontianak, day_from_now(1)
    duty = on_duty(inside, place, place.counter_id, place.sari, at(day, 8), at(day, 16))
    nur = browser(world.gorontalo.nur)
    for path in (f"/kelola/jadwal/{duty}", f"/loket-sekarang/{duty}/ganti"):
        assert nur.get(path).status == 404
    assert nur.post(f"/kelola/jadwal/{duty}/hapus").status == 404


def test_two_who_press_at_once_plan_one(app, place, kiosk_id, sql):
    day, results, ready = day_from_now(4), [], threading.Barrier(2)

    def press(point_id):
        turn = Turn(point_id, place.dewi.id, "penuh", at(day, 8), at(day, 16))
        with serving(place.tenant), TenantSession(app.config["RESOURCES"].engine) as session:
            domain._refuse_two_places(session, turn)
            ready.wait(10)
            try:
                domain.add(session, turn)
                session.commit()
                results.append("planned")
            except domain.Refused as problem:
                results.append(str(problem))

    both = [threading.Thread(target=press, args=(point,)) for point in (place.counter_id, kiosk_id)]
    for one in both:
        one.start()
    for one in both:
        one.join(20)
    assert results.count("planned") == 1 and sum("sudah bertugas di" in each for each in results) == 1
    assert len(roster(sql, place.counter_id) + roster(sql, kiosk_id)) == 1


def test_the_table_itself_refuses_two_places(place, inside, kiosk_id, sql):
    day = day_from_now(5)
    on_duty(inside, place, place.counter_id, place.sari, at(day, 8), at(day, 16))
    again = (
        "insert into duty (tenant_id, id, point_id, person_id, shift, starts_at, ends_at) "
        "values (%s, gen_random_uuid(), %s, %s, 'pagi', %s, %s)"
    )
    with pytest.raises(psycopg.errors.ExclusionViolation):
        sql(again, place.tenant.id, kiosk_id, place.sari.id, at(day, 15), at(day, 17))
