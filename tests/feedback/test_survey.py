"""The survey: a period is opened, citizens answer by steps or at once, all is counted, the index told at the end."""

from datetime import timedelta

import pytest

from webapp.feedback.survey import counting
from webapp.feedback.survey.index import UNSUR
from webapp.feedback.survey.jobs import count as count_job
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.tenancy import serving

TABLES = ("survey_hold", "survey_device", "survey_profile", "survey_sum",
          "survey_pending", "survey_response", "survey_period", "survey_instrument")  # fmt: skip
FORM = "/skm/disdukcapil"
PROFILE = {"kelamin": "P", "usia": "30_39", "pendidikan": "SMA", "pekerjaan": "wirausaha"}


@pytest.fixture(autouse=True)
def nothing_yet(sql, app):
    for table in TABLES:
        sql(f"delete from {table}")


@pytest.fixture
def today(world):
    return clock.today(world.pontianak.tenant.timezone)


@pytest.fixture
def period(browser, world, today):
    """A running period of the office, opened through the page; its id."""
    answer = open_period(browser(world.pontianak.oki), world, today)
    assert answer.status == 303, answer.words
    return answer.location.split("#")[0].rsplit("/", 1)[-1]


def open_period(oki, world, today, **fields):
    sent = {"unit": str(world.pontianak.dinas), "nama": "Semester 2 tahun 2026", "sejak": today.isoformat(),
            "sampai": (today + timedelta(days=30)).isoformat(), "pengguna": "220"}  # fmt: skip
    return oki.post("/kelola/survei", sent | fields)


def whole(browser, world, value="4", **changes):
    """Answers everything on one page; returns the answer."""
    key = changes.pop("kunci", None) or browser.get(f"{FORM}?bentuk=semua").page.hidden["kunci"]
    answers = dict.fromkeys(UNSUR, value) | PROFILE | {"layanan": str(world.pontianak.service)}
    return browser.post(FORM, answers | {"kunci": key, "bentuk": "semua", "arah": "kirim"} | changes)


def count(app, world):
    return count_job(app.config["RESOURCES"], world.pontianak.tenant)


def at_the_end(monkeypatch):
    later = clock.now() + timedelta(days=40)
    monkeypatch.setattr(clock, "now", lambda: later)


def test_one_question_a_step_and_the_profile_at_the_end(app, browser, world, period, sql):
    citizen = browser(tenant=world.pontianak.tenant)
    page = citizen.get(FORM)
    for number, slug in enumerate(UNSUR, start=1):
        assert f"Pertanyaan {number} dari 9" in page.words
        page = citizen.post(FORM, page.page.hidden | {slug: "3"})
    assert "Terakhir: sedikit tentang Anda" in page.words
    sent = page.page.hidden | PROFILE | {"layanan": str(world.pontianak.service), "arah": "kirim"}
    assert citizen.post(FORM, sent).location.endswith("/skm/disdukcapil/terima-kasih")
    assert count(app, world) == 1
    assert sql("select answers, channel, sex, age from survey_response") == [([3] * 9, "tautan", "P", "30_39")]


def test_going_back_keeps_every_answer(browser, period, world):
    citizen = browser(tenant=world.pontianak.tenant)
    page = citizen.get(FORM)
    for slug in UNSUR[:3]:
        page = citizen.post(FORM, page.page.hidden | {slug: "2"})
    back = citizen.post(FORM, page.page.hidden | {"arah": "kembali"})
    assert "Pertanyaan 3 dari 9" in back.words and "jawaban Anda tadi" in back.words
    again = citizen.post(FORM, back.page.hidden | {"waktu": "4"})
    assert "Pertanyaan 4 dari 9" in again.words and again.page.hidden["waktu"] == "4"


def test_a_question_is_called_missing_only_by_who_pressed_on_without_an_answer(browser, period, world):
    citizen = browser(tenant=world.pontianak.tenant)
    first = citizen.get(FORM)
    second = citizen.post(FORM, first.page.hidden | {UNSUR[0]: "3"})
    assert "belum dijawab" not in first.words + second.words and 'role="alert"' not in second.text
    third = citizen.post(FORM, second.page.hidden | {UNSUR[1]: "3"})
    back = citizen.post(FORM, third.page.hidden | {"arah": "kembali"})
    assert third.status == back.status == 200 and "belum dijawab" not in third.words + back.words
    pressed_on = citizen.post(FORM, back.page.hidden)
    assert pressed_on.status == 422 and "Pertanyaan 2 dari 9" in pressed_on.words
    assert "Pertanyaan ini belum dijawab. Jawaban Anda yang lain masih ada." in pressed_on.words
    again = citizen.post(FORM, pressed_on.page.hidden | {UNSUR[1]: "2"})
    assert "Pertanyaan 3 dari 9" in again.words and "belum dijawab" not in again.words


def test_the_only_service_of_an_office_is_not_asked_for(app, browser, world, today, sql):
    open_period(browser(world.pontianak.oki), world, today, unit=str(world.pontianak.upt))
    ((slug,),) = sql("select slug from opd where id = %s", world.pontianak.upt)
    citizen = browser(tenant=world.pontianak.tenant)
    page = citizen.get(f"/skm/{slug}?bentuk=semua")
    assert "<select" not in page.text and "Layanan yang Anda terima: Perekaman KTP-el" in page.words
    answers = dict.fromkeys(UNSUR, "4") | PROFILE | page.page.hidden | {"arah": "kirim"}
    assert citizen.post(f"/skm/{slug}", answers).status == 303
    assert sql("select service_id from survey_response") == [(world.pontianak.service,)]
    gone = citizen.post(f"/skm/{slug}", answers | {"layanan": str(world.pontianak.other_service)})
    assert gone.status == 422 and "<select" in gone.text


@pytest.mark.parametrize("slug", UNSUR)
def test_no_answer_can_be_missing(browser, world, period, sql, slug):
    answer = whole(browser(tenant=world.pontianak.tenant), world, **{slug: ""})
    assert answer.status == 422 and "wajib diisi" in answer.words
    assert sql("select count(*) from survey_response") == [(0,)]


@pytest.mark.parametrize("value", ["0", "5", "4.0", "-1", "empat", "٤", "4\x00", "<b>"])
def test_what_is_no_answer_is_refused_and_the_rest_is_kept(browser, world, period, sql, value):
    answer = whole(browser(tenant=world.pontianak.tenant), world, waktu=value)
    assert answer.status == 422 and "Isian Anda yang lain tidak hilang" in answer.words
    assert sql("select count(*) from survey_response") == [(0,)]


def test_the_same_form_counts_once(app, browser, world, period, sql):
    citizen = browser(tenant=world.pontianak.tenant)
    key = citizen.get(f"{FORM}?bentuk=semua").page.hidden["kunci"]
    for value in ("4", "1"):
        assert whole(citizen, world, value, kunci=key).status == 303
    assert count(app, world) == 1 and count(app, world) == 0
    assert sql("select answers from survey_response") == [([4] * 9,)]


def test_an_old_page_is_told_so_and_loses_nothing(browser, world, period, monkeypatch):
    citizen = browser(tenant=world.pontianak.tenant)
    key = citizen.get(f"{FORM}?bentuk=semua").page.hidden["kunci"]
    later = clock.now() + timedelta(hours=13)
    monkeypatch.setattr(clock, "now", lambda: later)
    answer = whole(citizen, world, kunci=key)
    assert answer.status == 422 and "Jawaban Anda masih ada" in answer.words
    assert whole(citizen, world, kunci=answer.page.hidden["kunci"]).status == 303


def test_a_service_of_another_pemda_is_none(browser, world, period):
    answer = whole(browser(tenant=world.pontianak.tenant), world, layanan=str(world.gorontalo.service))
    assert answer.status == 422 and "tidak ada pada unit ini" in answer.words


def test_a_machine_is_thanked_and_not_kept(browser, world, period, sql):
    assert whole(browser(tenant=world.pontianak.tenant), world, situs="x").status == 303
    assert sql("select count(*) from survey_response") == [(0,)]


def test_who_began_on_the_last_evening_may_finish(app, browser, world, period, sql, today, monkeypatch):
    sql("update survey_period set until = %s", today)
    citizen = browser(tenant=world.pontianak.tenant)
    key = citizen.get(f"{FORM}?bentuk=semua").page.hidden["kunci"]
    later = clock.now() + timedelta(hours=11)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert whole(citizen, world, kunci=key).status == 303
    assert sql("select day from survey_response") == [(today,)]


def test_without_a_period_the_citizen_is_led_elsewhere(browser, world):
    page = browser(tenant=world.pontianak.tenant).get(FORM)
    assert "sedang tidak berlangsung" in page.words
    assert browser(tenant=world.pontianak.tenant).get("/skm/tiada").status == 404


def test_the_index_is_told_at_the_end_and_pools_all_answers(app, browser, world, period, monkeypatch):
    citizens = [browser(tenant=world.pontianak.tenant) for _ in range(6)]
    for number, citizen in enumerate(citizens):
        assert whole(citizen, world, "4" if number < 3 else "3").status == 303
    count(app, world)
    oki = browser(world.pontianak.oki)
    running = oki.get(f"/kelola/survei/{period}").words
    assert "6" in running and "sampel minimal 140" in running and "mutu" not in running
    at_the_end(monkeypatch)
    over = browser(world.pontianak.oki).get(f"/kelola/survei/{period}").words
    assert "87,50" in over and "mutu B, Baik" in over and "3,5000" in over


def test_fewer_than_five_tell_no_index(app, browser, world, period, monkeypatch):
    for _number in range(4):
        whole(browser(tenant=world.pontianak.tenant), world)
    count(app, world)
    at_the_end(monkeypatch)
    assert "Belum cukup jawaban" in browser(world.pontianak.oki).get(f"/kelola/survei/{period}").words


def test_the_sums_are_what_the_responses_say(app, browser, world, period, sql):
    for value in "1234":
        whole(browser(tenant=world.pontianak.tenant), world, value)
    count(app, world)
    with serving(world.pontianak.tenant), TenantSession(world.resources.engine) as session:
        assert counting.differences(session) == []
        session.rollback()
        sql("update survey_sum set n1 = n1 + 1 where question = 0")
        sql("delete from survey_profile where trait = 'age'")
        assert [found.what for found in counting.repair(session)] == ["survey", "survey profile"]
        session.commit()
        assert counting.differences(session) == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"sampai": "2020-01-01"}, "sama dengan atau sesudah hari pertama"),
        ({"sejak": "2020-01-01"}, "Periksa tahunnya"),
        ({"sampai": "9999-12-31"}, "paling lama satu tahun"),
        ({"pengguna": "0"}, "di luar batas"),
        ({"nama": ""}, "wajib diisi"),
        ({"unit": "00000000-0000-0000-0000-000000000000"}, "tidak ada dalam daftar"),
    ],
)
def test_a_period_that_cannot_be_is_refused(browser, world, today, fields, sentence):
    answer = open_period(browser(world.pontianak.oki), world, today, **fields)
    assert answer.status == 422 and sentence in answer.words


def test_a_unit_is_surveyed_once_at_a_time(browser, world, today, period):
    answer = open_period(browser(world.pontianak.oki), world, today)
    assert answer.status == 422 and "sudah memiliki masa survei" in answer.words


def test_the_room_is_the_bureaus(browser, world, period):
    assert browser(world.pontianak.sari).get(f"/kelola/survei/{period}").status == 403
    assert browser(world.pontianak.vera).get("/kelola/survei").status == 403
    assert browser(world.gorontalo.nur).get(f"/kelola/survei/{period}").status == 404


def test_the_front_page_leads_to_a_survey_while_it_runs(browser, world, period):
    assert "/pontianak" + FORM in browser().get("/").page.links
    assert "/gorontalo" + FORM not in browser(tenant=world.gorontalo.tenant).get("/").page.links


def test_the_front_page_is_silent_about_surveys_when_none_runs(browser):
    assert "Survei yang sedang berlangsung" not in browser().get("/").words
