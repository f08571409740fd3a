"""The verifikator decides about held survey answers; sums and recounts follow, published results never move."""

import pytest

from tests.feedback.reviewing import appoint
from tests.feedback.survey_holds import REASON, counted, decide, held_ids, plant_held
from tests.feedback.surveyed import TABLES
from webapp.feedback.survey import counting
from webapp.feedback.survey import queries as surveys
from webapp.feedback.survey.publishing import recounting
from webapp.feedback.survey.publishing.jobs import recount
from webapp.platform.db import TenantSession
from webapp.platform.tenancy import serving

ROOM = "/kelola/tinjauan"


@pytest.fixture
def place(world):
    return world.pontianak


@pytest.fixture(autouse=True)
def afresh(sql):
    def clear():
        for table in TABLES:
            sql(f"delete from {table}")
        sql("delete from audit_event where object_kind = 'survey_hold_decision'")

    clear()
    yield
    clear()


@pytest.fixture
def judge(browser, world, place):
    return browser(appoint(world, place, "wira", "Wira Utama", "verifikator"))


@pytest.fixture
def second(browser, world, place):
    return browser(appoint(world, place, "yuni", "Yuni Astuti", "verifikator"))


@pytest.fixture
def running(world, place):
    """A period that runs: four devices answered once, one answered seven times."""
    return plant_held(world, place, 4, 6, (20, -10))


@pytest.fixture
def over(world, place):
    """The same, ended within the fortnight of the review."""
    return plant_held(world, place, 4, 6, (20, 5))


def total(sql) -> int:
    return sql("select coalesce(sum(n1 + n2 + n3 + n4), 0) from survey_sum where question = 0")[0][0]


def exact(world, place, period) -> int:
    """How many answers a recount reads; asserts that sums and answers say the same to the letter."""
    with serving(place.tenant), TenantSession(world.resources.engine) as session:
        assert counting.differences(session) == []
        row = surveys.period_by_id(session, period)
        figures = recounting.from_answers(session, row, 0, lambda *_told: None)
        assert recounting.compared(session, row, figures)["equal_sums"]
        assert figures.n == recounting.expected(session, period)
        return figures.n


def publish(browser, place, period, **fields):
    return browser(place.oki).post(f"/kelola/survei/{period}/terbitkan", {"sadar": "ya"} | fields)


def test_held_answers_are_listed_without_what_was_answered(judge, running):
    assert "Jawaban survei yang ditahan" in judge.get(ROOM).words
    page = judge.get(f"{ROOM}/survei/{running}").words
    assert "jawaban ke-7 dari perangkatnya" in page and "hari yang sama dengan yang pertama" in page
    for word in ("Laki-laki", "SMA", "wasta", "30–39", "baik"):
        assert word not in page, word


def test_let_go_they_count_and_every_recount_agrees(world, place, judge, running, sql):
    assert total(sql) == exact(world, place, running) == 5
    assert decide(judge, running, held_ids(sql)[:2]).status == 303
    assert total(sql) == exact(world, place, running) == 7
    assert sql("select sum(n) from survey_profile where trait = 'age'") == [(7,)]
    found = sql("select action, detail->>'putusan' from audit_event where object_kind = 'survey_hold_decision'")
    assert found == [("survei:tahanan-diputus", "dilepas")]
    assert REASON in judge.get(f"{ROOM}/putusan").words


def test_upheld_they_never_count(browser, world, place, judge, running, sql):
    assert decide(judge, running, held_ids(sql), "dipertahankan").status == 303
    assert total(sql) == exact(world, place, running) == 5 and held_ids(sql) == []
    assert "Tidak ada yang menunggu" in judge.get(ROOM).words
    assert "Tetap tidak dihitung: 6" in browser(place.oki).get(f"/kelola/survei/{running}").words


def test_a_decision_is_turned_once_by_somebody_else(world, place, judge, second, running, sql):
    decide(judge, running, held_ids(sql)[:1])
    [(first,)] = sql("select id from survey_hold_decision")
    turn = {"putusan": "dipertahankan", "alasan": "Ternyata dikirim beruntun dalam semenit."}
    address = f"{ROOM}/survei/putusan/{first}"
    assert "verifikator lain" in judge.post(f"{address}/ubah", turn).words
    assert second.post(f"{address}/ubah", turn | {"putusan": "dilepas"}).status == 409
    assert second.post(f"{address}/ubah", turn | {"alasan": "ya"}).status == 422
    assert second.post(f"{address}/ubah", turn).status == 303
    assert total(sql) == exact(world, place, running) == 5
    assert second.post(f"{address}/ubah", turn).status == 409
    [(again,)] = sql("select id from survey_hold_decision where reverses_id is not null")
    assert judge.post(f"{ROOM}/survei/putusan/{again}/ubah", turn | {"putusan": "dilepas"}).status == 409


def test_sums_of_which_nothing_is_left_are_gone(world, place, judge, second, sql):
    """The second answer alone is of another kind: let go and held again, its kind is nowhere."""
    period = plant_held(world, place, 0, 1, (20, -10))
    decide(judge, period, held_ids(sql))
    [(first,)] = sql("select id from survey_hold_decision")
    turn = {"putusan": "dipertahankan", "alasan": "Ternyata dikirim oleh pegawai."}
    assert second.post(f"{ROOM}/survei/putusan/{first}/ubah", turn).status == 303
    assert exact(world, place, period) == 1
    assert sql("select count(*) from survey_profile where n = 0") == [(0,)]


def test_a_decision_needs_a_reason_a_choice_and_an_answer(judge, running, sql):
    ids = held_ids(sql)
    assert "Terlalu pendek" in decide(judge, running, ids, reason="ya").words
    assert decide(judge, running, ids, "dialihkan_ke_sistem").status == 422
    assert decide(judge, running, []).status == 422
    assert len(held_ids(sql)) == 6


def test_an_answer_that_is_not_held_cannot_be_decided_nor_one_twice(judge, running, sql):
    [(free,)] = sql("select id from survey_response r where not exists (select from survey_hold h "
                    "where h.response_id = r.id) limit 1")  # fmt: skip
    assert decide(judge, running, [free]).status == 404
    ids = held_ids(sql)
    assert decide(judge, running, ids[:1]).status == 303
    assert "baru saja diputuskan" in decide(judge, running, ids[:2]).words
    assert len(held_ids(sql)) == 5


def test_other_roles_the_surveyed_unit_and_other_pemda_are_refused(browser, world, place, judge, running, sql):
    ids, address = held_ids(sql), f"{ROOM}/survei/{running}"
    for wrong in (place.oki, place.hana, place.sari):
        assert browser(wrong).get(address).status == decide(browser(wrong), running, ids).status == 403
    vera = browser(place.vera)  # a verifikator of the surveyed office itself
    assert vera.get(address).status == decide(vera, running, ids).status == 404
    assert "Jawaban survei yang ditahan" not in vera.get(ROOM).words
    stranger = browser(appoint(world, world.gorontalo, "wati", "Wati", "verifikator"))
    assert stranger.get(address).status == decide(stranger, running, ids).status == 404
    decide(judge, running, ids)
    [(decision,)] = sql("select id from survey_hold_decision")
    turn = {"putusan": "dipertahankan", "alasan": REASON}
    for other in (vera, stranger):
        assert other.get(f"{ROOM}/survei/putusan/{decision}").status == 404
        assert other.post(f"{ROOM}/survei/putusan/{decision}/ubah", turn).status == 404


def test_the_index_waits_for_the_review_and_is_told_with_all_of_it(browser, place, judge, over, sql):
    oki = browser(place.oki)
    assert "Menunggu putusan verifikator" in oki.get(f"/kelola/survei/{over}").words
    assert "belum diputus verifikator" in publish(browser, place, over).words
    assert "Nilai indeks" not in oki.get(f"/kelola/survei/{over}/hasil").words  # no draft that moves by one answer
    decide(judge, over, held_ids(sql)[:1])
    decide(judge, over, held_ids(sql), "dipertahankan")
    assert publish(browser, place, over).status == 303
    assert sql("select n, held from survey_publication") == [
        (6, {"ditahan": 0, "dilepas": 1, "dipertahankan": 5})]  # fmt: skip
    page = browser(tenant=place.tenant).get(f"/ikm/{over}").words
    assert "yang pernah ditahan" in page and "Dilepas dan ikut dihitung: 1" in page
    assert "6 jawaban" in oki.get(f"/kelola/survei/{over}/hasil").words


def test_after_a_fortnight_the_index_waits_no_more_and_says_what_was_not_decided(browser, world, place, sql):
    period = plant_held(world, place, 4, 2, (60, 17))
    assert "Menunggu putusan" not in browser(place.oki).get(f"/kelola/survei/{period}").words
    assert publish(browser, place, period).status == 303
    assert sql("select n, held->>'ditahan' from survey_publication") == [(5, "2")]
    assert "2 tidak diputus sampai batas waktunya" in browser(tenant=place.tenant).get(f"/ikm/{period}").words


def test_when_the_index_is_known_fewer_than_five_are_not_let_go(browser, world, place, judge, second, sql):
    period = plant_held(world, place, 4, 9, (60, 17))
    ids = held_ids(sql)
    answer = decide(judge, period, ids[:4])
    assert answer.status == 409 and "paling sedikit lima" in answer.words
    assert decide(judge, period, ids[:4], "dipertahankan").status == 303
    [(first,)] = sql("select id from survey_hold_decision")
    turned = second.post(f"{ROOM}/survei/putusan/{first}/ubah", {"putusan": "dilepas", "alasan": REASON})
    assert turned.status == 409 and "paling sedikit lima" in turned.words
    assert decide(judge, period, ids[4:]).status == 303
    assert total(sql) == exact(world, place, period) == 10


def test_let_go_after_publication_they_change_nothing_published_until_a_new_version(
    app, browser, world, place, judge, second, sql
):
    period = plant_held(world, place, 4, 6, (60, 17))
    assert publish(browser, place, period).status == 303
    visitor = browser(tenant=place.tenant)
    before = visitor.get("/data/ikm.json").response.data
    assert decide(judge, period, held_ids(sql)).status == 303
    assert visitor.get("/data/ikm.json").response.data == before
    assert sql("select n, version from survey_publication") == [(5, 1)]
    page = visitor.get(f"/ikm/{period}").words
    assert "6 jawaban yang ditahan dilepas verifikator sesudah hasil ini terbit" in page
    [(first,)] = sql("select id from survey_hold_decision")
    turn = {"putusan": "dipertahankan", "alasan": "Ternyata dikirim beruntun dalam semenit."}
    assert "sudah ikut dalam angka" in second.post(f"{ROOM}/survei/putusan/{first}/ubah", turn).words
    assert publish(browser, place, period, alasan="Enam jawaban yang ditahan dilepas.").status == 303
    assert sql("select n, version from survey_publication order by version") == [(5, 1), (11, 2)]
    browser(place.oki).post(f"/kelola/survei/{period}/hitung-ulang", {})
    [(work,)] = sql("select id from survey_recount where state = 'berjalan'")
    recount(app.config["RESOURCES"], place.tenant, str(work))
    assert sql("select equal_told, equal_sums from survey_recount") == [(True, True)]
    page = visitor.get(f"/ikm/{period}").words
    assert "sesudah hasil ini terbit" not in page and "juga sama dengan yang diterbitkan" in page


def test_repairing_wrong_sums_leaves_held_answers_out(world, place, judge, running, sql):
    decide(judge, running, held_ids(sql)[:3])
    sql("update survey_sum set n1 = n1 + 9")
    with serving(place.tenant), TenantSession(world.resources.engine) as session:
        assert counting.repair(session)
        session.commit()
    assert total(sql) == exact(world, place, running) == 8


def test_answers_that_still_wait_to_be_counted_are_held_when_they_are(app, world, place, sql):
    period = plant_held(world, place, 4, 6, (20, -10), count=False)
    assert total(sql) == 0 and held_ids(sql) == []
    assert counted(app, place) == 11 and len(held_ids(sql)) == 6
    assert total(sql) == exact(world, place, period) == 5
