"""Rosters stay within a year, survive days out of the calendar, and change for several days or one duty at once."""

from io import BytesIO

import pytest

from tests.feedback.rosters import REASON, at, clear, day_from_now, lead, on_duty, roster
from tests.feedback.test_roster_planning import fill
from webapp.feedback.rosters.rules import monday_of

FAR = "9999-12-31"


@pytest.fixture(autouse=True)
def empty_roster(sql, world):
    clear(sql)
    lead(sql, world.pontianak.budi)


@pytest.fixture
def place(world):
    return world.pontianak


@pytest.fixture
def nip(sql):
    return lambda person: sql("select nip from nip where person_id = %s", person.id)[0][0]


@pytest.fixture
def oki(browser, place):
    return browser(place.oki)


def a_week_ahead():
    """The Monday of next week."""
    return monday_of(day_from_now(7))


@pytest.mark.parametrize("day", [FAR, "0001-01-01", "2099-01-01"])
@pytest.mark.parametrize("hours", [{}, {"mulai": "20:00", "selesai": "06:00"}])
def test_a_day_far_away_is_refused_at_the_field(oki, place, sql, day, hours):
    answer = oki.post(f"/kelola/jadwal/{place.counter_id}/baru", {"hari": day, "pegawai": str(place.sari.id), **hours})
    assert answer.status == 422 and roster(sql, place.counter_id) == []
    assert "Tulis tanggal antara tahun 1950 dan 2199." in answer.words or "paling jauh satu tahun" in answer.words


@pytest.mark.parametrize("day", [FAR, "01-01-0001", "2099-01-01"])
def test_a_table_with_a_day_far_away_is_refused_by_line(oki, place, sql, nip, day):
    table = f"tanggal;titik;nip;giliran\n{day};{place.counter};{nip(place.sari)};malam\n".encode()
    answer = oki.post("/kelola/jadwal/impor", {"langkah": "simpan", "berkas": (BytesIO(table), "jadwal.csv")})
    assert answer.status == 422 and "Baris 2" in answer.words and roster(sql, place.counter_id) == []


def test_a_correction_reaches_back_one_year(oki, place, sql):
    form = {"hari": "2024-01-02", "mulai": "08:00", "sampai": "2024-01-02", "selesai": "16:00", "salah": "",
            "benar": str(place.sari.id), "pindahkan": "tidak", "alasan": REASON}  # fmt: skip
    answer = oki.post(f"/kelola/jadwal/{place.counter_id}/koreksi", form)
    assert answer.status == 422 and "Koreksi hanya untuk satu tahun terakhir." in answer.words
    form |= {"hari": FAR, "sampai": FAR}
    assert oki.post(f"/kelola/jadwal/{place.counter_id}/koreksi", form).status == 422
    assert sql("select count(*) from roster_correction")[0][0] == 0


def test_several_days_are_planned_by_one_form(oki, place, sql):
    monday, url = a_week_ahead(), f"/kelola/jadwal/{place.counter_id}/baru"
    days = [day_from_now((monday - day_from_now(0)).days + step) for step in range(5)]
    shown = oki.get(f"{url}?hari={monday}")
    assert shown.text.count('type="checkbox" name="hari"') == 7
    form = fill(place, place.sari, monday) | {"hari": [day.isoformat() for day in days]}
    assert oki.post(url, form).status == 303
    assert roster(sql, place.counter_id) == [(place.sari.id, at(day, 8), at(day, 16)) for day in days]


def test_when_one_of_the_days_cannot_be_none_is_planned(oki, place, sql, inside):
    monday, tuesday = a_week_ahead(), day_from_now((a_week_ahead() - day_from_now(0)).days + 1)
    on_duty(inside, place, place.counter_id, place.sari, at(tuesday, 9), at(tuesday, 10))
    form = fill(place, place.sari, monday) | {"hari": [monday.isoformat(), tuesday.isoformat()]}
    answer = oki.post(f"/kelola/jadwal/{place.counter_id}/baru", form)
    assert answer.status == 422 and "sudah bertugas" in answer.words
    assert len(roster(sql, place.counter_id)) == 1


def test_person_and_hours_of_a_planned_duty_change(oki, place, sql, inside):
    day = a_week_ahead()
    duty = on_duty(inside, place, place.counter_id, place.sari, at(day, 8), at(day, 16))
    url = f"/kelola/jadwal/{duty}/ubah"
    assert "Ubah petugas atau jam" in oki.get(f"/kelola/jadwal/{duty}").words
    assert place.sari.name in oki.get(url).words
    form = {"pegawai": str(place.dewi.id), "giliran": "pagi", "mulai": "07:30", "selesai": "11:30"}
    answer = oki.post(url, form)
    assert answer.status == 303 and "Giliran tugas diubah" in oki.follow(answer).words
    (one,) = roster(sql, place.counter_id)
    assert one[0] == place.dewi.id and (one[2] - one[1]).total_seconds() == 4 * 3600
    newest = "select action from audit_event where object_kind = 'duty' order by at desc limit 1"
    assert sql(newest) == [("jadwal:diubah",)]
    again = oki.post(url, form)
    assert again.status == 422 and "sudah diubah orang lain" in again.words


def test_who_plans_nowhere_changes_nothing_and_a_stranger_finds_nothing(browser, place, world, inside):
    duty = on_duty(inside, place, place.counter_id, place.sari, at(day_from_now(3), 8), at(day_from_now(3), 16))
    assert browser(place.sari).get(f"/kelola/jadwal/{duty}/ubah").status == 403
    assert browser(world.gorontalo.nur).get(f"/kelola/jadwal/{duty}/ubah").status == 404


def test_a_day_before_the_point_existed_offers_no_correction(oki, place, inside):
    first, last = monday_of(day_from_now(-7)), day_from_now(-21)
    week = f"/kelola/jadwal?minggu={first}"
    link = f"/kelola/jadwal/{place.counter_id}/koreksi"
    assert link not in oki.get(week).text, "the point was added today"
    on_duty(inside, place, place.counter_id, place.sari, at(last, 8), at(last, 16))
    assert link in oki.get(week).text, "somebody served there earlier"


def test_a_day_that_has_passed_leads_to_the_correction(oki, place):
    day = day_from_now(-1)
    answer = oki.post(f"/kelola/jadwal/{place.counter_id}/baru", fill(place, place.sari, day))
    assert answer.status == 422 and f"/kelola/jadwal/{place.counter_id}/koreksi?hari={day}" in answer.text


def test_all_is_saved_only_after_the_file_was_checked(oki, place, nip):
    assert "Simpan semua giliran" not in oki.get("/kelola/jadwal/impor").words
    table = f"tanggal;titik;nip;giliran\n{day_from_now(2)};{place.counter};{nip(place.sari)};pagi\n".encode()
    checked = oki.post("/kelola/jadwal/impor", {"langkah": "periksa", "berkas": (BytesIO(table), "jadwal.csv")})
    assert checked.status == 200 and 'value="simpan"' in checked.text
