"""What everybody may see: one page of all offices, one of each, what was done, open data, and a badge."""

import csv
import io
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from tests.client import Browser
from tests.feedback.steps import give, turn
from tests.feedback.surveyed import plant_followup, plant_published
from webapp.feedback.transparency import badge
from webapp.feedback.transparency.board import Deed, Share


@pytest.fixture(scope="module")
def rated(app, world):
    """Enough answers for a released score."""

    def visitor(tenant=None):
        return Browser(app, tenant or world.pontianak.tenant)

    give(app, visitor, world, [4, 3, 4, 2, 4] * 8)
    turn(app, world.pontianak)


def _parsed(picture):
    return ET.fromstring(picture)  # noqa: S314 - our own picture


def test_all_offices_are_told_without_a_ranking(browser, world, rated):
    page = browser().get("/transparansi")
    assert page.status == 200 and "Transparansi" in page.words and "40 penilaian" in page.words
    assert "peringkat" not in page.words.casefold()
    assert "Belum ada survei yang terbit" in page.words


def test_an_office_without_anything_public_is_not_there(browser, world, rated):
    assert browser().get("/transparansi/disdukcapil").status == 200
    assert browser().get("/transparansi/tidak-ada").status == 404
    assert browser(tenant=world.gorontalo.tenant).get("/lencana/tidak-ada.svg").status == 404


def test_open_data_tells_the_same_in_both_forms(browser, world, rated):
    found = browser().get("/data/penilaian.json").response.json
    [one] = [each for each in found if each["unit"] == "disdukcapil" and each["periode"] == "berjalan"]
    assert one["n"] == 40 and one["jawaban_4"] == 24 and 1 <= float(one["nilai"]) <= 4
    answer = browser().get("/data/penilaian.csv")
    rows = list(csv.DictReader(io.StringIO(answer.response.get_data(as_text=True).lstrip("\ufeff"))))
    assert [row["n"] for row in rows if row["unit"] == "disdukcapil" and row["periode"] == "berjalan"] == ["40"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_open_data_is_asked_for_again_by_its_print(browser, world, rated):
    first, address = browser().get("/data/penilaian.json"), "/pontianak/data/penilaian.json"
    again = browser().client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_a_badge_is_a_picture_with_words_that_any_page_may_show(browser, world, rated):
    answer = browser().get("/lencana/disdukcapil.svg")
    assert answer.status == 200 and answer.headers["Content-Type"].startswith("image/svg+xml")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    root = _parsed(answer.response.get_data())
    assert "40 penilaian" in root.get("aria-label") and "dari 4" in root.get("aria-label")
    assert "script" not in answer.response.get_data(as_text=True)
    assert browser().get("/lencana/disdukcapil").status == 404


def test_a_store_on_the_way_does_not_mix_the_languages_of_badges(browser, world, rated):
    english = browser()
    english.get("/?bahasa=en")
    told = english.get("/lencana/disdukcapil.svg")
    assert "Visit ratings" in told.response.get_data(as_text=True) and "Cookie" in told.headers["Vary"]


def test_names_in_a_badge_cannot_become_markup():
    drawn = badge.draw(badge.Badge("Dinas <b>\"&'", "3,42", "dari 4", "x" * 200), "#123456")
    assert _parsed(drawn).get("aria-label").startswith('Dinas <b>"&')
    assert "x" * 60 not in drawn.split("</title>")[1]


def test_the_board_tells_what_was_not_done_as_well(browser, world, rated, monkeypatch):
    from webapp.feedback.transparency import board as boards

    def source(_session, _today, _places):
        words = ("Dinas", "Antrean lama", "Menambah loket", boards.NOT_DONE, "Tidak dilakukan", "wait")
        deed = Deed(world.pontianak.dinas, *words, date(2026, 11, 1))
        return [deed], Share("rencana selesai", 0, 1)

    monkeypatch.setattr(boards, "SOURCES", [source])
    page = browser().get("/anda-sampaikan")
    assert "Antrean lama" in page.words and "Tidak dilakukan" in page.words and "0 dari 1 rencana selesai" in page.words
    assert "Menambah loket" in browser().get("/transparansi/disdukcapil").words


COURSES = [
    ({"outcome": "selesai"}, "Sudah kami lakukan", "Selesai pada 1 November 2026"),
    ({"outcome": "berjalan", "due": date(2026, 11, 19)}, "Sedang kami lakukan", "Batas waktu 19 November 2026"),
    ({"outcome": "direncanakan", "due": date(2027, 5, 29)}, "Akan kami lakukan", "Batas waktu 29 Mei 2027"),
    ({"outcome": "tidak", "why": "ruangannya disewa"}, "Belum dapat kami lakukan", "Diputuskan pada 1 November 2026"),
    ({"outcome": "berjalan", "is_answer": True}, "Sudah kami lakukan", "Dijawab pada 1 November 2026"),
]


@pytest.mark.parametrize(("course", "heading", "dated"), COURSES)
def test_nothing_is_called_done_that_is_not_and_every_date_says_what_it_is(
    browser, world, rated, monkeypatch, course, heading, dated
):
    from webapp.feedback.transparency import board as boards

    deed = Deed(opd_id=world.pontianak.dinas, opd_name="Dinas", said="Antre", did="Menambah loket", state="Keadaan",
                tone="info", day=date(2026, 11, 1), **course)  # fmt: skip
    monkeypatch.setattr(boards, "SOURCES", [lambda *_: ([deed], Share("rencana", 0, 1))])
    page = browser().get("/anda-sampaikan").words
    assert f"{heading} Menambah loket" in page and dated in page
    assert ("Karena ruangannya disewa" in page) == ("why" in course)
    assert sum(page.count(one) for one in boards.HEADINGS.values()) == 1


def test_a_follow_up_that_was_dropped_tells_why_without_names(browser, world, sql):
    period = plant_published(world, world.pontianak, [[3, 3, 1, 4, 3, 3, 3, 2, 3]] * 6)
    plant_followup(world, world.pontianak, period, world.pontianak.sari.id)
    sql("update survey_followup_step set state = 'tidak_dilakukan', note = 'Menurut Sari Wulandari ruangannya disewa'")
    ((due,),) = sql("select due from survey_followup_step")
    page = browser().get("/anda-sampaikan").words
    assert "ruangannya disewa" in page and "Sari" not in page
    sql("update survey_followup_step set state = 'direncanakan', note = ''")
    assert f"Batas waktu {due.day} " in browser().get("/anda-sampaikan").words


def test_follow_ups_are_counted_over_all_published_periods_on_every_page(browser, world, sql):
    pontianak, answers = world.pontianak, [[3, 3, 1, 4, 3, 3, 3, 2, 3]] * 6
    for table in ("survey_followup_step", "survey_followup"):
        sql(f"delete from {table}")
    earlier = plant_published(world, pontianak, answers, days=(200, 160), name="Masa lalu")
    later = plant_published(world, pontianak, answers, days=(150, 110), name="Masa kini")
    done = plant_followup(world, pontianak, earlier, pontianak.sari.id)
    plant_followup(world, pontianak, later, pontianak.sari.id)
    sql("update survey_followup_step set state = 'selesai', note = 'Surat tugas terbit' where followup_id = %s", done)
    everywhere = browser().get("/transparansi").words
    assert "1 dari 2" in everywhere and "dari semua masa survei yang sudah terbit" in everywhere
    own = browser().get("/transparansi/disdukcapil").words
    assert "1 dari 2 tindak lanjut survei sudah selesai, dari semua masa survei yang sudah terbit" in own


def test_ratings_may_be_more_than_answered_invitations_and_the_page_says_why(browser, rated):
    assert "Warga juga dapat menilai tanpa undangan" in browser().get("/transparansi").words
