"""A period that was opened: corrected, ended early, cancelled while nobody answered; its QR code and poster."""

from datetime import timedelta

import pytest

from tests.feedback.surveying import FORM, answers, extend, fresh, open_period, whole
from webapp.platform import clock

WHY = "Permintaan dinas karena libur panjang"


@pytest.fixture(autouse=True)
def nothing_yet(sql, app):
    fresh(sql)


@pytest.fixture
def oki(browser, world):
    return browser(world.pontianak.oki)


@pytest.fixture
def today(world):
    return clock.today(world.pontianak.tenant.timezone)


@pytest.fixture
def period(oki, world):
    return open_period(oki, world).location.split("#")[0].split("/pontianak")[-1]


def changed(oki, period, **fields):
    page = oki.get(f"{period}/ubah").page
    shown = {field["name"]: field.get("value", "") for field in page.fields if field.get("name")} | page.hidden
    return oki.post(f"{period}/ubah", {name: shown[name] for name in ("versi", "nama", "sampai", "pengguna", "_csrf")
                                      if name in shown} | {"alasan": WHY} | fields)  # fmt: skip


def answered(oki, browser, world):
    citizen = browser(tenant=world.pontianak.tenant)
    assert whole(citizen, world, answers(oki, citizen)).status == 303


@pytest.mark.parametrize("days", [0, 5, 90])
def test_the_last_day_moves_forward_or_back_and_what_was_given_stays(oki, browser, world, period, today, sql, days):
    answered(oki, browser, world)
    until = today + timedelta(days=days)
    answer = changed(oki, period, nama="Semester 2, diperbaiki", sampai=until.isoformat(), pengguna="1200")
    assert answer.status == 303, answer.words
    assert sql("select name, until, population from survey_period") == [("Semester 2, diperbaiki", until, 1200)]
    assert sql("select count(*) from survey_response") == [(1,)]
    page = oki.get(period).words
    assert "Masa survei diubah" in page and WHY in page and "Nama masa survei: Semester 2 tahun 2026 → " in page
    ((detail,),) = sql("select detail from audit_event where action = 'survei:ubah' and object_id = %s",
                       period.rsplit("/", 1)[-1])  # fmt: skip
    assert detail["alasan"] == WHY and detail["sesudah"]["sampai"] == until.isoformat()


@pytest.mark.parametrize(
    ("days", "fields", "sentence"),
    [
        (-1, {}, "Hari terakhir paling awal hari ini"),
        (366, {}, "paling lama satu tahun"),
        (30, {}, "Belum ada yang berubah"),
        (20, {"alasan": ""}, "wajib diisi"),
        (20, {"pengguna": "0"}, "di luar batas"),
    ],
)
def test_a_change_that_cannot_be_is_refused(oki, period, today, sql, days, fields, sentence):
    answer = changed(oki, period, sampai=(today + timedelta(days=days)).isoformat(), **fields)
    assert answer.status == 422 and sentence in answer.words
    assert sql("select until - since, population from survey_period") == [(30, 220)]


def test_a_last_day_inside_the_next_period_is_refused(oki, world, period, today, sql):
    assert open_period(oki, world, days=(40, 50)).status == 303
    answer = changed(oki, period, sampai=(today + timedelta(days=45)).isoformat())
    assert answer.status == 422 and "sudah memiliki masa survei pada hari-hari itu" in answer.words


def test_who_changes_what_a_colleague_just_changed_is_told(oki, period, sql):
    page = oki.get(f"{period}/ubah").page
    sql("update survey_period set name = 'Nama lain'")
    sent = {"versi": page.hidden["versi"], "nama": "Nama saya", "sampai": "2027-01-01", "pengguna": "9", "alasan": WHY}
    answer = oki.post(f"{period}/ubah", sent)
    assert answer.status == 409 and "baru saja diubah orang lain" in answer.words
    assert sql("select name from survey_period") == [("Nama lain",)]


def test_closed_today_who_is_answering_may_still_send(oki, browser, world, period, today, sql, monkeypatch):
    citizen = browser(tenant=world.pontianak.tenant)
    given, key = answers(oki, citizen), citizen.get(f"{FORM}?bentuk=semua").page.hidden["kunci"]
    assert oki.post(f"{period}/tutup", {"alasan": WHY}).status == 303
    assert sql("select until from survey_period") == [(today,)]
    assert "Ditutup lebih awal" in oki.get(period).words
    again = oki.post(f"{period}/tutup", {"alasan": WHY})
    assert again.status == 422 and "Hari ini sudah hari terakhirnya" in again.words
    tomorrow = clock.now() + timedelta(hours=11)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    assert whole(citizen, world, given, kunci=key).status == 303


def test_a_period_to_come_is_not_closed_but_cancelled(oki, world, sql):
    period = open_period(oki, world, days=(5, 30)).location.split("#")[0].split("/pontianak")[-1]
    answer = oki.post(f"{period}/tutup", {"alasan": WHY})
    assert answer.status == 422 and "belum mulai" in answer.words
    assert oki.post(f"{period}/batal", {"alasan": WHY}).status == 303
    assert sql("select count(*) from survey_period") == [(0,)]


def test_nobody_answered_it_is_cancelled_and_the_trail_keeps_what_it_was(oki, browser, world, period, sql):
    citizen = browser(tenant=world.pontianak.tenant)
    given, key = answers(oki, citizen), citizen.get(f"{FORM}?bentuk=semua").page.hidden["kunci"]
    assert oki.post(f"{period}/batal", {"alasan": ""}).status == 422
    assert oki.post(f"{period}/batal", {"alasan": WHY}).location.split("#")[0].endswith("/kelola/survei")
    ((detail,),) = sql("select detail from audit_event where action = 'survei:batalkan' and object_id = %s",
                       period.rsplit("/", 1)[-1])  # fmt: skip
    assert (detail["alasan"], detail["nama"]) == (WHY, "Semester 2 tahun 2026")
    late = whole(citizen, world, given, kunci=key)
    assert late.status == 410 and sql("select count(*) from survey_response") == [(0,)]
    assert open_period(oki, world).status == 303


def test_what_somebody_answered_is_never_cancelled(oki, browser, world, period, sql):
    answered(oki, browser, world)
    answer = oki.post(f"{period}/batal", {"alasan": WHY})
    assert answer.status == 422 and "Sudah ada jawaban warga" in answer.words
    assert "Batalkan masa survei" not in oki.get(f"{period}/tutup").words
    assert sql("select count(*) from survey_period") == [(1,)]


def test_what_has_paper_is_never_cancelled(oki, period, sql):
    assert oki.post(f"{period}/kertas", {"lembar": "5"}).status == 303
    answer = oki.post(f"{period}/batal", {"alasan": WHY})
    assert answer.status == 422 and "bendel kertas" in answer.words


def test_what_is_over_does_not_change(oki, period, today, sql):
    sql("update survey_period set since = since - 60, until = %s", today - timedelta(days=1))
    assert "Ubah masa survei" not in oki.get(period).words
    for deed in ("tutup", "batal"):
        answer = oki.post(f"{period}/{deed}", {"alasan": WHY})
        assert answer.status == 422 and "Hari terakhirnya sudah lewat" in answer.words


def test_the_page_shows_link_and_code_and_gives_both_to_print(oki, period):
    page = oki.get(period)
    assert "/skm/disdukcapil" in page.words and "data:image/svg+xml" in page.text
    extend(oki)
    kinds = {"kode.svg": "image/svg+xml", "kode.png": "image/png", "ajakan.pdf": "application/pdf"}
    for name, kind in kinds.items():
        answer = oki.get(f"{period}/{name}")
        assert answer.status == 200 and answer.headers["Content-Type"].startswith(kind)


def test_only_the_bureau_of_this_pemda_changes_a_period(browser, world, period, sql):
    for who, status in ((world.pontianak.hana, 403), (world.gorontalo.nur, 404)):
        someone = browser(who)
        for deed in ("ubah", "tutup", "batal"):
            assert someone.post(f"{period}/{deed}", {"alasan": WHY}).status == status
        for name in ("ubah", "tutup", "kode.svg", "kode.png", "ajakan.pdf"):
            assert someone.get(f"{period}/{name}").status == status
    assert sql("select count(*) from survey_period") == [(1,)]
