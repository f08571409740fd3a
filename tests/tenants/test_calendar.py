"""The calendar of a pemda: days off, the working week, and the yearly decree out of an ICS file."""

import io
import re
from datetime import date, timedelta

import pytest

from tests.tenants.making import calendar, whole_day
from webapp.platform import clock
from webapp.tenants.published import holidays_between, working_days_after

ROOT = "/kelola/pengaturan"


@pytest.fixture
def oki(browser, world, app):
    app.config["RESOURCES"].directory.forget()
    return browser(world.pontianak.oki)


@pytest.fixture
def trail(sql, world):
    """The records of this action at Pontianak, the newest last."""

    def read(action: str) -> list:
        statement = "select detail from audit_event where tenant_id = %s and action = %s order by id"
        return [row[0] for row in sql(statement, world.pontianak.tenant.id, action)]

    return read


def test_a_day_off_is_added_seen_and_taken_away_with_a_trail(oki, inside, world, trail, sql):
    fields = {"tanggal": "2026-10-23", "nama": "Hari Jadi Kota Pontianak", "jenis": "daerah"}
    shown = oki.follow(oki.post(f"{ROOT}/kalender/libur", fields))
    assert "Hari libur ditambahkan" in shown.words and "23 Oktober 2026" in shown.words and "day-daerah" in shown.text
    with inside(world.pontianak) as session:
        assert holidays_between(session, date(2026, 10, 1), date(2026, 10, 31)) == {date(2026, 10, 23): fields["nama"]}
        assert working_days_after(session, date(2026, 10, 22), 1) == date(2026, 10, 26)
    again = oki.post(f"{ROOT}/kalender/libur", fields)
    assert again.status == 422 and "sudah libur: Hari Jadi Kota Pontianak" in again.words
    row = sql("select id from holiday where day = '2026-10-23' and tenant_id = %s", world.pontianak.tenant.id)[0][0]
    assert "dihapus" in oki.follow(oki.post(f"{ROOT}/kalender/libur/{row}/hapus")).words
    assert trail("kalender:libur-dihapus")[-1]["sebelum"]["nama"] == fields["nama"]
    assert oki.post(f"{ROOT}/kalender/libur/{row}/hapus").status == 404


def test_a_day_off_of_the_other_pemda_is_not_there(oki, browser, world, sql):
    fields = {"tanggal": "2026-01-23", "nama": "Hari Patriotik", "jenis": "daerah"}
    assert browser(world.gorontalo.nur).post(f"{ROOT}/kalender/libur", fields).status == 303
    row = sql("select id from holiday where tenant_id = %s", world.gorontalo.tenant.id)[0][0]
    assert oki.post(f"{ROOT}/kalender/libur/{row}/hapus").status == 404
    assert "Hari Patriotik" not in oki.get(f"{ROOT}/kalender?tahun=2026").words


@pytest.mark.parametrize(
    "fields",
    [{"tanggal": "23-10-2026"}, {"tanggal": "1900-01-01"}, {"jenis": "pribadi"}, {"nama": "x"}, {"tanggal": ""}],
)
def test_a_wrong_day_off_is_refused(oki, fields):
    whole = {"tanggal": "2026-10-24", "nama": "Hari lain", "jenis": "daerah"} | fields
    assert oki.post(f"{ROOT}/kalender/libur", whole).status == 422


def test_days_with_fixed_dates_are_added_at_a_press_and_only_once(oki):
    assert "5 libur nasional bertanggal tetap belum ada" in oki.get(f"{ROOT}/kalender?tahun=2027").words
    shown = oki.follow(oki.post(f"{ROOT}/kalender/libur-tetap", {"tahun": "2027"}))
    assert "17 Agustus 2027" in shown.words and "bertanggal tetap belum ada" not in shown.words
    assert "Tidak ada yang berubah" in oki.follow(oki.post(f"{ROOT}/kalender/libur-tetap", {"tahun": "2027"})).words


@pytest.mark.parametrize("year", ["abcd", "1", "99999", "-1", "1900", "²⁰²⁶"])
def test_a_year_that_is_none_shows_this_one(oki, year):
    assert f"Kalender {clock.today('Asia/Pontianak').year}" in oki.get(f"{ROOT}/kalender?tahun={year}").words


def test_the_working_week_changes_from_a_day_on_and_its_history_stays(oki, inside, world):
    today = clock.today("Asia/Pontianak")
    start = today + timedelta(days=7 - today.weekday())
    shown = oki.follow(oki.post(f"{ROOT}/kalender/minggu-kerja", {"hari": list("123456"), "mulai": start.isoformat()}))
    assert "Akan berlaku" in shown.words and "Sedang berlaku" in shown.words
    with inside(world.pontianak) as session:
        assert working_days_after(session, start + timedelta(days=3), 2) == start + timedelta(days=5)
    late = oki.post(f"{ROOT}/kalender/minggu-kerja", {"hari": "1", "mulai": (today - timedelta(1)).isoformat()})
    assert late.status == 422 and "Pilih hari ini atau sesudahnya" in late.words
    for days in ([], ["8"], ["x"]):
        assert oki.post(f"{ROOT}/kalender/minggu-kerja", {"hari": days, "mulai": start.isoformat()}).status == 422


def upload(oki, content: bytes, **fields):
    data = {"tahun": "2025", "jenis": "nasional"} | fields | {"berkas": (io.BytesIO(content), "skb.ics")}
    return oki.post(f"{ROOT}/kalender/impor", data, content_type="multipart/form-data")


def lines_of(answer) -> list[str]:
    return re.findall(r'name="baris" value="([^"]+)"', answer.text)


def test_a_calendar_is_looked_at_first_and_taken_over_when_agreed(oki, sql, world, trail):
    days = [whole_day("20250129", "Tahun Baru Imlek"), whole_day("20250128", "Cuti Bersama Imlek")]
    dry = upload(oki, calendar(*days, "DTSTART:20250101T010000Z\nSUMMARY:Rapat"))
    assert "2 hari baru" in dry.words and "1 catatan dilewati" in dry.words
    assert sql("select count(*) from holiday where day < '2026-01-01'") == [(0,)]
    fields = {"tahun": "2025", "baris": lines_of(dry)}
    shown = oki.follow(oki.post(f"{ROOT}/kalender/impor/simpan", fields))
    assert "29 Januari 2025" in shown.words and "day-cuti_bersama" in shown.text
    assert len(trail("kalender:libur-diimpor")[-1]["sesudah"]) == 2
    again = upload(oki, calendar(whole_day("20250129", "Tahun Baru Imlek 2576 Kongzili"), days[1]))
    assert "1 hari berganti nama" in again.words and "1 hari sudah ada" in again.words
    oki.post(f"{ROOT}/kalender/impor/simpan", {"tahun": "2025", "baris": lines_of(again)})
    row = "select name, kind from holiday where day = '2025-01-29' and tenant_id = %s"
    assert sql(row, world.pontianak.tenant.id) == [("Tahun Baru Imlek 2576 Kongzili", "nasional")]
    assert "Tidak ada yang perlu diubah" in upload(oki, calendar(days[1])).words


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<html>", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT", calendar()])
def test_a_wrong_calendar_is_refused_at_the_field(oki, content):
    answer = upload(oki, content)
    assert answer.status == 422 and 'id="berkas-error"' in answer.text


@pytest.mark.parametrize("line", ["x", "2025-01-01", "2025-01-01|lain|Hari", "2026-01-01|nasional|Hari lain", ""])
def test_a_list_that_was_tampered_with_is_not_taken(oki, sql, line):
    before = sql("select count(*) from holiday")
    answer = oki.post(f"{ROOT}/kalender/impor/simpan", {"tahun": "2025", "baris": [line]})
    assert answer.status == 422 and "tidak lengkap lagi" in answer.words
    assert sql("select count(*) from holiday") == before


def test_the_database_knows_three_kinds_of_days_off(sql, world):
    import psycopg

    with pytest.raises(psycopg.errors.CheckViolation):
        sql(
            "insert into holiday (tenant_id, id, day, name, kind) "
            "values (%s, gen_random_uuid(), '2030-01-01', 'x', 'y')",
            world.pontianak.tenant.id,
        )
