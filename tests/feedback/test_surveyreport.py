"""Results of a survey: told once and whole, shown with their working, counted again, reported, followed up."""

import json
from datetime import timedelta

import pytest

from tests.feedback.surveyed import TABLES, plant
from webapp.feedback.published import ikm_history, latest_ikm
from webapp.feedback.survey.index import UNSUR
from webapp.feedback.survey.publishing.jobs import recount, sweep
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.tenancy import serving

KEYS = ["unit", "periode", "instrumen", "n", "nrr", "nilai_indeks", "ikm", "mutu", "kinerja"]
BANTUL = (331, 335, 349, 393, 345, 339, 339, 376, 335)  # sums of a hundred responses: a published set of averages


@pytest.fixture(autouse=True)
def nothing_yet(sql, app):
    for table in TABLES:
        sql(f"delete from {table}")


@pytest.fixture
def today(world):
    return clock.today(world.pontianak.tenant.timezone)


def with_sums(sums, n=100):
    """n responses whose answers add up to these sums, question by question."""
    return [[sums[q] // n + (row < sums[q] % n) for q in range(len(sums))] for row in range(n)]


def publish(browser, world, period, **fields):
    return browser(world.pontianak.oki).post(f"/kelola/survei/{period}/terbitkan", {"sadar": "ya"} | fields)


@pytest.fixture
def published(browser, world):
    """A published period of a hundred responses; its id."""
    period = plant(world, world.pontianak, with_sums(BANTUL))
    assert publish(browser, world, period).status == 303
    return period


def citizen(browser, world):
    return browser(tenant=world.pontianak.tenant)


def test_what_is_published_is_data_to_the_letter(browser, world, published, today):
    answer = citizen(browser, world).get("/data/ikm.json")
    (entry,) = json.loads(answer.response.data)
    assert list(entry) == KEYS and answer.headers["Content-Type"].startswith("application/json")
    assert entry["unit"] == "disdukcapil" and entry["n"] == 100
    assert list(entry["nrr"]) == list(UNSUR)
    assert entry["nrr"] == {slug: f"{total / 100:.2f}" for slug, total in zip(UNSUR, BANTUL, strict=True)}
    assert (entry["nilai_indeks"], entry["ikm"], entry["mutu"], entry["kinerja"]) == ("3.4911", "87.28", "B", "Baik")
    assert entry["periode"] == f"{today - timedelta(days=60)}/{today - timedelta(days=20)}"


def test_the_table_says_the_same_and_both_may_be_kept(browser, world, published):
    visitor = citizen(browser, world)
    lines = visitor.get("/data/ikm.csv").text.lstrip("\ufeff").splitlines()
    assert lines[0] == "unit,periode,instrumen,n," + ",".join(f"nrr_{slug}" for slug in UNSUR) + (
        ",nilai_indeks,ikm,mutu,kinerja"
    )
    assert lines[1].endswith("3.35,3.4911,87.28,B,Baik")
    answer = visitor.get("/data/ikm.json")
    assert "max-age=300" in answer.headers["Cache-Control"] and answer.headers["ETag"]
    assert "nrr_waktu" in visitor.get("/data/ikm").words


def test_before_it_is_published_nothing_is_told(browser, world):
    period = plant(world, world.pontianak, with_sums(BANTUL))
    visitor = citizen(browser, world)
    assert visitor.get("/data/ikm.json").response.data == b"[]"
    assert visitor.get(f"/ikm/{period}").status == 404 and "Belum ada hasil survei" in visitor.get("/ikm").words


@pytest.mark.parametrize(
    ("days", "n", "count", "sentence"),
    [((60, -5), 9, True, "belum berakhir"), ((60, 20), 4, True, "kurang dari lima"),
     ((60, 20), 9, False, "sedang dijumlahkan")],
)  # fmt: skip
def test_a_period_that_may_not_be_told_is_not(browser, world, sql, days, n, count, sentence):
    period = plant(world, world.pontianak, [[3] * 9] * n, days, count=count)
    answer = publish(browser, world, period)
    assert answer.status == 422 and sentence in answer.words
    assert sql("select count(*) from survey_publication") == [(0,)]


def test_the_working_is_shown_and_told_numbers_never_move(browser, world, published, sql):
    page = citizen(browser, world).get(f"/ikm/{published}")
    for shown in ("331", "3,31", "1/9", "0,3678", "1571/450", "3,4911", "87,28", "88,31"):
        assert shown in page.words, shown
    sql("update survey_sum set n1 = n1 + 7 where question = 0")
    again = citizen(browser, world).get(f"/ikm/{published}").words
    assert "87,28" in again and "berbeda dari yang diterbitkan" in again


def test_fewer_than_the_smallest_sample_is_confirmed_first_and_said_with_every_figure(browser, world, sql):
    period = plant(world, world.pontianak, with_sums(BANTUL))
    sql("update survey_period set population = 1200")
    few = "Jawaban belum mencapai sampel minimal (100 dari 291); hasilnya gambaran, bukan ukuran pasti."
    oki = browser(world.pontianak.oki)
    assert few in oki.get(f"/kelola/survei/{period}/terbitkan").words
    refused = publish(browser, world, period, sadar="")
    assert refused.status == 422 and "Beri tanda bahwa Anda tahu" in refused.words
    assert sql("select count(*) from survey_publication") == [(0,)]
    assert publish(browser, world, period).status == 303
    assert few in citizen(browser, world).get(f"/ikm/{period}").words
    assert few in oki.get(f"/kelola/survei/{period}/hasil").words
    texts = oki.get(f"/kelola/survei/{period}/laporan")
    assert few in texts.words
    assert list(json.loads(citizen(browser, world).get("/data/ikm.json").response.data)[0]) == KEYS


def test_enough_answers_are_told_without_a_caution(browser, world, sql):
    period = plant(world, world.pontianak, with_sums(BANTUL))
    sql("update survey_period set population = 50")
    assert publish(browser, world, period, sadar="").status == 303
    assert "sampel minimal (" not in citizen(browser, world).get(f"/ikm/{period}").words


def test_a_correction_is_a_new_version_with_its_reason(browser, world, published, sql):
    assert "angkanya tidak berubah" in publish(browser, world, published, alasan="Salah hitung di awal").words
    sql("update survey_sum set n3 = n3 - 1, n4 = n4 + 1 where question = 2")
    refused = publish(browser, world, published)
    assert refused.status == 422 and "Tulis mengapa" in refused.words
    assert publish(browser, world, published, alasan="Jumlah unsur waktu keliru satu angka.").status == 303
    page = citizen(browser, world).get(f"/ikm/{published}").words
    assert "Versi 2" in page and "Versi 1" in page and "keliru satu angka" in page
    assert len(json.loads(citizen(browser, world).get("/data/ikm.json").response.data)) == 1


def test_a_correction_that_would_tell_one_persons_answers_is_refused(browser, world, published, sql):
    sql("update survey_sum set n4 = n4 + 1")
    answer = publish(browser, world, published, alasan="Satu kuesioner tertinggal di laci.")
    assert answer.status == 422 and "kurang dari lima dari yang sudah terbit" in answer.words


def test_a_third_version_may_not_be_near_the_first(browser, world, published, sql):
    sql("update survey_sum set n4 = n4 + 6")
    assert publish(browser, world, published, alasan="Enam kuesioner tertinggal di laci.").status == 303
    sql("update survey_sum set n4 = n4 - 5")
    answer = publish(browser, world, published, alasan="Lima di antaranya salah masuk.")
    assert answer.status == 422 and "kurang dari lima dari yang sudah terbit" in answer.words
    sql("update survey_sum set n4 = n4 - 1")
    assert publish(browser, world, published, alasan="Keenamnya ternyata salah masuk.").status == 303


def test_a_citizen_asks_for_a_recount_and_sees_that_it_is_the_same(app, browser, world, published, sql):
    visitor, address = citizen(browser, world), f"/ikm/{published}"
    assert visitor.post(f"{address}/hitung-ulang", {}).status == 303
    assert visitor.post(f"{address}/hitung-ulang", {}).status == 303
    assert sql("select count(*) from survey_recount") == [(1,)]
    assert "Sedang dihitung ulang" in visitor.get(address).words
    work(app, world, sql)
    page = visitor.get(address).words
    assert "100 jawaban yang tersimpan dibaca satu per satu" in page and "sama dengan yang diterbitkan" in page
    visitor.post(f"{address}/hitung-ulang", {})
    assert sql("select count(*) from survey_recount") == [(1,)]


def work(app, world, sql):
    for (recount_id,) in sql("select id from survey_recount where state = 'berjalan'"):
        recount(app.config["RESOURCES"], world.pontianak.tenant, str(recount_id))


def test_citizens_cannot_fill_the_queue(browser, world, sql):
    days = [(60, 50), (48, 40), (38, 30), (28, 20)]
    periods = [plant(world, world.pontianak, [[3] * 9] * 6, each) for each in days]
    assert {publish(browser, world, period).status for period in periods} == {303}
    visitor = citizen(browser, world)
    answers = [visitor.post(f"/ikm/{period}/hitung-ulang", {}).status for period in periods]
    assert answers == [303, 303, 303, 429]


def test_a_recount_finds_an_edited_answer_and_tells_no_numbers_in_public(app, browser, world, published, sql):
    one = "(select id from survey_response limit 1)"
    sql(f"update survey_response set answers = '{{1,1,1,1,1,1,1,1,1}}' where id = {one}")
    oki = browser(world.pontianak.oki)
    assert oki.post(f"/kelola/survei/{published}/hitung-ulang", {}).status == 303
    work(app, world, sql)
    assert "Berbeda dari yang diterbitkan" in oki.get(f"/kelola/survei/{published}/hasil").words
    public = citizen(browser, world).get(f"/ikm/{published}").words
    assert "Tidak sama" in public and "86," not in public


def test_the_sweep_counts_what_no_bell_announced(app, browser, world, published, sql):
    citizen(browser, world).post(f"/ikm/{published}/hitung-ulang", {})
    sql("update survey_recount set beat_at = beat_at - interval '1 minute'")
    sweep(app.config["RESOURCES"], world.pontianak.tenant)
    assert sql("select state, equal_told, equal_sums, done from survey_recount") == [("selesai", True, True, 100)]


def test_other_features_get_plain_values(world, published):
    with serving(world.pontianak.tenant), TenantSession(world.resources.engine) as session:
        told = latest_ikm(session)[world.pontianak.dinas]
        assert (str(told.ikm), told.mutu, told.n, str(told.nrr["biaya"])) == ("87.28", "B", 100, "3.93")
        assert (told.done, told.plans) == (0, 0)
        assert [each.period_id for each in ikm_history(session, world.pontianak.dinas)] == [published]
        assert latest_ikm(session, [world.pontianak.upt]) == {}


@pytest.mark.parametrize(
    ("file", "begins"),
    [("laporan.pdf", b"%PDF"), ("laporan.xlsx", b"PK"), ("poster.pdf", b"%PDF"), ("serah.json", b"{"),
     ("serah.csv", b"\xef\xbb\xbfbagian")],
)  # fmt: skip
def test_the_files_of_a_period(browser, world, published, file, begins):
    answer = browser(world.pontianak.oki).get(f"/kelola/survei/{published}/{file}")
    assert answer.status == 200 and answer.response.data.startswith(begins)


def test_the_handover_tells_sums_and_nobodys_answers(browser, world, published):
    handed = json.loads(browser(world.pontianak.oki).get(f"/kelola/survei/{published}/serah.json").response.data)
    assert handed["unsur"][0] == {"unsur": "persyaratan", "pertanyaan": 1, "jumlah_nilai": 331, "jawaban": 100,
                                  "nrr": "3.31", "konversi": "82.75", "mutu": "B"}  # fmt: skip
    assert handed["responden"]["jenis_kelamin"] == {"L": 80, "P": 20} and handed["sampel_minimal"] == 140


def test_an_official_writes_a_chapter_and_may_go_back_to_the_ready_text(browser, world, published):
    oki, address = browser(world.pontianak.oki), f"/kelola/survei/{published}/laporan"
    version = oki.get(address).page.hidden["versi"]
    assert oki.post(address, {"analisis": "Antrean terlalu panjang.", "versi": version}).status == 303
    stale = oki.post(address, {"analisis": "Yang lain.", "versi": version})
    assert stale.status == 409 and "diubah orang lain" in stale.words
    assert oki.post(address, {"analisis": "x" * 8001}).status == 422


def test_who_may_do_what(browser, world, published):
    sari, vera, nur = (browser(each) for each in (world.pontianak.sari, world.pontianak.vera, world.gorontalo.nur))
    for path in ("hasil", "laporan.pdf", "serah.json", "terbitkan"):
        assert sari.get(f"/kelola/survei/{published}/{path}").status == 403
        assert nur.get(f"/kelola/survei/{published}/{path}").status == 404
    assert vera.post(f"/kelola/survei/{published}/terbitkan", {}).status == 403
    assert vera.post(f"/kelola/survei/{published}/hitung-ulang", {}).status == 403
    assert browser(tenant=world.gorontalo.tenant).get(f"/ikm/{published}").status == 404
