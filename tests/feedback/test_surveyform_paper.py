"""Paper: prepared in batches, typed by two people of another unit, matched with the paper, confirmed, counted once."""

import re
from datetime import timedelta

import pytest

from tests.feedback.surveying import FORM, answers, extend, fresh, neighbours, open_period, prepare, sheet
from tests.platform.test_pdf import unpacked
from webapp.feedback.survey import counting
from webapp.feedback.survey.index import UNSUR
from webapp.feedback.survey.jobs import count as count_job
from webapp.feedback.survey.paper.page import Blank
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.tenancy import serving


@pytest.fixture(scope="module")
def others(world):
    return neighbours(world)


@pytest.fixture(autouse=True)
def nothing_yet(sql, app):
    fresh(sql)


@pytest.fixture
def oki(browser, world):
    return browser(world.pontianak.oki)


@pytest.fixture
def period(oki, world):
    return open_period(oki, world).location.split("#")[0].rsplit("/", 1)[-1]


@pytest.fixture
def mia(browser, others):
    return browser(others["mia"])


@pytest.fixture
def nia(browser, others):
    return browser(others["nia"])


@pytest.fixture
def batch(oki, period):
    return prepare(oki, period)


def typed(batch, mia, nia, **second):
    """Both type two sheets; the second reads the second sheet with these differences."""
    for person, changes in ((mia, {}), (nia, second)):
        assert person.post(f"{batch}/ambil", {}).status == 303
        assert person.post(f"{batch}/ketik", sheet(1, "3")).location.endswith("/ketik")
        answer = person.post(f"{batch}/ketik", sheet(2, "4", **changes))
        assert answer.status == 303 and "ketik" not in answer.location, answer.words


def count(app, world):
    return count_job(app.config["RESOURCES"], world.pontianak.tenant)


def test_two_people_type_alike_and_the_batch_is_counted_once(app, world, batch, period, mia, nia, oki, sql):
    typed(batch, mia, nia)
    page = mia.get(batch)
    assert "Siap disahkan" in page.words and "2 dari 2 lembar" in page.words
    assert mia.post(f"{batch}/sahkan", {}).status == 303
    assert mia.post(f"{batch}/sahkan", {}).status == nia.post(f"{batch}/sahkan", {}).status == 303
    assert count(app, world) == 2 and count(app, world) == 0
    rows = sql("select channel, answers, sex, age, education, occupation, band from survey_response order by answers")
    person = ("P", "30_39", "SMA", "wirausaha", "pagi")
    assert rows == [("kertas", [value] * 9, *person) for value in (3, 4)]
    assert "Lewat tautan: 0. Lewat kertas: 2." in oki.get(f"/kelola/survei/{period}").words
    with serving(world.pontianak.tenant), TenantSession(world.resources.engine) as session:
        assert counting.differences(session) == []


def test_home_tells_the_bureau_of_paper_that_both_have_typed(batch, mia, nia, oki):
    waits = "1 bendel survei kertas menunggu dicocokkan atau disahkan."
    assert waits not in oki.get("/beranda").words
    typed(batch, mia, nia)
    assert waits in oki.get("/beranda").words
    mia.post(f"{batch}/sahkan", {})
    assert waits not in oki.get("/beranda").words


def test_what_was_typed_stands_though_the_browser_is_closed(browser, others, batch, mia, sql):
    mia.post(f"{batch}/ambil", {})
    mia.post(f"{batch}/ketik", sheet(1))
    again = browser(others["mia"])
    assert "Ketik lembar 2" in again.get(f"{batch}/ketik").words
    first = again.get(f"{batch}/ketik?lembar=1")
    assert [each["value"] for each in first.page.fields if each.get("name") == "sarana"] == ["4"]


def test_the_second_typist_sees_nothing_of_the_first(batch, mia, nia):
    mia.post(f"{batch}/ambil", {})
    for number in (1, 2):
        mia.post(f"{batch}/ketik", sheet(number, "3"))
    assert "Perbedaan terlihat setelah" in mia.get(batch).words
    nia.post(f"{batch}/ambil", {})
    page = nia.get(f"{batch}/ketik?lembar=1")
    assert [each.get("value") for each in page.page.fields if each.get("name") in UNSUR] == [""] * 9
    assert nia.get(f"{batch}/cocokkan").status == 409


def test_one_person_never_types_twice(batch, mia, nia, browser, others, sql):
    for _again in range(2):
        assert mia.post(f"{batch}/ambil", {}).status == 303
    assert sql("select first_id is not null, second_id is null from survey_batch") == [(True, True)]
    nia.post(f"{batch}/ambil", {})
    third = browser(others["ola"]).post(f"{batch}/ambil", {})
    assert third.status == 409 and "dua pengetik" in third.words
    assert browser(others["ola"]).post(f"{batch}/ketik", sheet(1)).status == 409
    assert sql("select count(*) from survey_sheet") == [(0,)]


def test_a_difference_is_matched_with_the_paper_before_anything_counts(app, world, batch, mia, nia, others, sql):
    typed(batch, mia, nia, waktu="1", usia="6")
    page = nia.get(batch)
    assert "Lembar yang berbeda: 1" in page.words and "60 tahun ke atas" in page.words
    refused = nia.post(f"{batch}/sahkan", {})
    assert refused.status == 409 and "belum dapat disahkan" in refused.words
    assert sql("select count(*) from survey_response") == [(0,)]
    form = mia.get(f"{batch}/cocokkan?lembar=2")
    given = {each.get("name"): each.get("value") for each in form.page.fields}
    assert {name: given[name] for name in ("waktu", "usia", "sarana")} == {"waktu": "", "usia": "", "sarana": "4"}
    assert mia.post(f"{batch}/cocokkan", sheet(2, "4", waktu="2")).status == 303
    said = mia.get(batch)
    assert "Sudah dicocokkan dengan kertas" in said.words and "Mia Anjani" in said.words
    events = sql("select actor_id, detail->>'lembar' from audit_event where action = 'survei:bendel-dikoreksi'")
    assert events == [(others["mia"].id, "2")]
    assert nia.post(f"{batch}/sahkan", {}).status == 303
    assert sorted(answers[2] for (answers,) in sql("select answers from survey_response")) == [2, 3]
    assert sql("select count(*) from survey_sheet") == [(5,)]  # both readings stay


def test_a_sheet_on_which_both_agree_is_not_matched(batch, mia, nia):
    typed(batch, mia, nia, waktu="1")
    answer = mia.post(f"{batch}/cocokkan", sheet(1, "1"))
    assert answer.status == 409 and "tidak perlu dicocokkan" in answer.words
    over = mia.post(f"{batch}/ketik", sheet(1, "1"))
    assert over.status == 409 and "sudah selesai" in over.words


def test_an_incomplete_sheet_is_told_apart_and_not_counted(app, world, batch, mia, nia, sql):
    for person in (mia, nia):
        person.post(f"{batch}/ambil", {})
        person.post(f"{batch}/ketik", sheet(1))
    mia.post(f"{batch}/ketik", {"lembar": "2", "rusak": "tidak_lengkap"})
    nia.post(f"{batch}/ketik", sheet(2))
    assert "Seluruh lembar" in mia.get(batch).words
    assert mia.post(f"{batch}/cocokkan", {"lembar": "2", "rusak": "kosong"}).status == 303
    assert mia.post(f"{batch}/sahkan", {}).status == 303
    assert count(app, world) == 1


@pytest.mark.parametrize("who", ["own", "above", "below"])
def test_who_belongs_to_the_surveyed_line_touches_none_of_its_paper(browser, world, others, oki, sql, who):
    place, mia_id = world.pontianak, others["mia"].id
    surveyed, own = {"own": (place.dinas, place.dinas), "above": (place.upt, place.dinas),
                     "below": (place.dinas, place.upt)}[who]  # fmt: skip
    period = open_period(oki, world, surveyed).location.split("#")[0].rsplit("/", 1)[-1]
    batch = prepare(oki, period)
    chair = sql("select jabatan_id from placement where person_id = %s", mia_id)[0][0]
    before = sql("select opd_id from jabatan where id = %s", chair)[0][0]
    sql("update jabatan set opd_id = %s where id = %s", own, chair)
    try:
        mia = browser(others["mia"])
        for deed, sent in (("ambil", {}), ("ketik", sheet(1)), ("cocokkan", sheet(1)), ("sahkan", {})):
            answer = mia.post(f"{batch}/{deed}", sent)
            assert answer.status == 409 and "menilai unit Anda sendiri" in answer.words, deed
        assert mia.get(f"{batch}/ketik").status == mia.get(f"{batch}/cocokkan").status == 409
        assert "Ambil dan mulai mengetik" not in mia.get(batch).words
    finally:
        sql("update jabatan set opd_id = %s where id = %s", before, chair)
    assert sql("select count(*) from survey_sheet") == [(0,)]


def test_the_surveyed_unit_reads_no_single_sheet(oki, batch, mia, nia):
    typed(batch, mia, nia, waktu="1")
    page = oki.get(batch)  # Oki serves in the surveyed office
    assert "menilai unit Anda sendiri" in page.words and "Lembar yang berbeda" not in page.words


def test_whoever_holds_no_post_types_nothing(browser, others, batch, sql):
    sql("update placement set valid_to = '2025-01-02' where person_id = %s", others["nia"].id)
    answer = browser(others["nia"]).post(f"{batch}/ambil", {})
    sql("update placement set valid_to = null where person_id = %s", others["nia"].id)
    assert answer.status == 409 and "jabatan pada satu unit" in answer.words


def test_the_index_waits_for_open_paper_and_is_told_once(app, browser, world, others, oki, period, monkeypatch):
    batch = prepare(oki, period, 6)
    later = clock.now() + timedelta(days=40)
    today = clock.today("Asia/Pontianak").isoformat()
    monkeypatch.setattr(clock, "now", lambda: later)
    oki, mia, nia = browser(world.pontianak.oki), browser(others["mia"]), browser(others["nia"])
    assert "Menunggu bendel kertas" in oki.get(f"/kelola/survei/{period}").words
    assert "menunggu bendel kertas" in oki.get("/kelola/survei").words
    for person in (mia, nia):
        person.post(f"{batch}/ambil", {})
        for number in range(1, 7):
            assert person.post(f"{batch}/ketik", sheet(number, tanggal=today)).status == 303
    assert nia.post(f"{batch}/sahkan", {}).status == 303
    assert "Menunggu" in oki.get(f"/kelola/survei/{period}").words  # not counted yet
    count(app, world)
    assert "100,00" in oki.get(f"/kelola/survei/{period}").words
    refused = oki.post(f"/kelola/survei/{period}/kertas", {"lembar": "1"})
    assert refused.status == 422 and "sudah berakhir" in refused.words


def test_a_batch_is_cancelled_with_a_reason_and_never_counts(batch, oki, mia, nia, sql):
    typed(batch, mia, nia)
    assert oki.post(f"{batch}/batal", {"alasan": "ya"}).status == 422
    assert mia.post(f"{batch}/batal", {"alasan": "Kertasnya hilang"}).status == 403
    assert oki.post(f"{batch}/batal", {"alasan": "Kertasnya hilang"}).status == 303
    for deed, sent in (("sahkan", {}), ("ketik", sheet(1)), ("cocokkan", sheet(1))):
        assert mia.post(f"{batch}/{deed}", sent).status == 409
    assert oki.post(f"{batch}/batal", {"alasan": "Sekali lagi"}).status == 422
    assert "Kertasnya hilang" in mia.get(batch).words
    assert sql("select count(*) from survey_response") == [(0,)]


def test_killed_while_confirming_nothing_is_kept_and_again_is_enough(app, world, others, batch, mia, nia, sql):
    from webapp.feedback.survey.paper import domain, queries

    typed(batch, mia, nia)
    batch_id, now = sql("select id from survey_batch")[0][0], clock.now()

    def confirm(session):
        return domain.confirm(session, queries.batch_by_id(session, batch_id), by=others["mia"].id, at=now,
                              day=clock.today("Asia/Pontianak"))  # fmt: skip

    with serving(world.pontianak.tenant):
        with TenantSession(world.resources.engine) as session:
            assert confirm(session) == 2  # and the process dies before it commits
        assert sql("select count(*) from survey_response") == [(0,)]
        with TenantSession(world.resources.engine) as session:
            assert confirm(session) == 2
            session.commit()
            assert confirm(session) == 0
            session.commit()
    assert count(app, world) == 2
    assert sql("select count(*) from survey_response") == [(2,)]


def test_sixteen_questions_are_typed_too(app, browser, world, others, oki, mia, nia, sql):
    extend(oki)
    period = open_period(oki, world).location.split("#")[0].rsplit("/", 1)[-1]
    names = list(answers(oki, browser(tenant=world.pontianak.tenant)))
    batch = prepare(oki, period, 1)
    for person in (mia, nia):
        person.post(f"{batch}/ambil", {})
        assert person.post(f"{batch}/ketik", sheet(1)).status == 422  # nine answers are not all
        assert person.post(f"{batch}/ketik", sheet(1) | dict.fromkeys(names, "2")).status == 303
    assert mia.post(f"{batch}/sahkan", {}).status == 303
    assert sql("select answers from survey_response") == [([2] * 16,)]
    assert browser(tenant=world.pontianak.tenant).get(FORM).status == 200


def test_the_form_on_paper_names_its_batch_and_sheet(oki, batch):
    answer = oki.get(f"{batch}/formulir.pdf")
    assert answer.status == 200 and answer.headers["Content-Type"] == "application/pdf"
    assert answer.response.data.startswith(b"%PDF")


def test_sixteen_questions_stand_on_one_page_and_no_answer_is_broken(oki, world, sql):
    sql("delete from survey_batch")
    sql("delete from survey_period")
    extend(oki)
    period = open_period(oki, world).location.split("#")[0].rsplit("/", 1)[-1]
    paper = oki.get(f"{prepare(oki, period)}/formulir.pdf").response.data
    assert len(re.findall(rb"/Type /Page\b", unpacked(paper))) == 2  # two sheets were prepared
    kept = Blank("waktu", "Berapa lama?", [("3", "Cepat"), ("4", "Sangat cepat")]).printed
    assert kept.endswith("\N{NO-BREAK SPACE}Sangat\N{NO-BREAK SPACE}cepat") and "\N{EM SPACE} " in kept


def test_typing_begins_at_the_first_empty_field_and_errors_are_numbered(batch, mia):
    assert mia.post(f"{batch}/ambil", {}).status == 303
    page = mia.get(f"{batch}/ketik?lembar=1")
    focused = [field["name"] for field in page.page.fields if "autofocus" in field]
    assert focused == ["tanggal"]
    wrong = mia.post(f"{batch}/ketik", {"lembar": "1"})
    assert wrong.status == 422 and "Pertanyaan 3: Isian ini wajib diisi." in wrong.words


def test_the_room_is_for_those_who_type_and_of_this_pemda(browser, world, batch, period):
    assert browser(world.pontianak.sari).get(batch).status == 403
    assert browser(world.gorontalo.nur).get(batch).status == 404
    assert browser(world.gorontalo.nur).post(f"{batch}/ambil", {}).status == 404
    assert browser(world.gorontalo.nur).post(f"/kelola/survei/{period}/kertas", {"lembar": "1"}).status == 404
    assert browser(world.gorontalo.nur).get(f"{batch}/formulir.pdf").status == 404
