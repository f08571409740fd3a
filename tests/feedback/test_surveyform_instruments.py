"""The questionnaire in versions: a draft is written and published; periods keep the version they were opened with."""

from datetime import timedelta
from fractions import Fraction

import pytest

from tests.feedback.surveying import FORM, PROFILE, answers, extend, fresh, open_period, question, whole
from webapp.feedback.survey import domain, queries
from webapp.feedback.survey.index import Answers, index_of
from webapp.feedback.survey.jobs import count as count_job
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.tenancy import serving

DRAFT = "/kelola/survei/kuesioner/draf"


@pytest.fixture(autouse=True)
def nothing_yet(sql, app):
    fresh(sql)


@pytest.fixture
def oki(browser, world):
    return browser(world.pontianak.oki)


@pytest.fixture
def draft(oki):
    assert oki.post(DRAFT, {}).status == 303
    return oki


def first_question(sql, unsur="waktu"):
    return sql("select id from survey_draft where unsur = %s order by place limit 1", unsur)[0][0]


def test_a_new_version_with_sixteen_questions_holds_for_periods_opened_after(browser, world, oki, sql):
    before = open_period(oki, world, world.pontianak.upt)
    extend(oki)
    after = open_period(oki, world)
    assert before.status == after.status == 303
    rows = sql("select i.number, jsonb_array_length(i.questions) from survey_period p "
               "join survey_instrument i on i.id = p.instrument_id order by p.opened_at")  # fmt: skip
    assert rows == [(1, 9), (2, 16)]
    citizen = browser(tenant=world.pontianak.tenant)
    assert "Pertanyaan 1 dari 16" in citizen.get(FORM).words
    assert "Pertanyaan 1 dari 9" in citizen.get("/skm/upt-selatan").words


def test_sixteen_answers_make_an_index_of_nine_equal_unsur(app, browser, world, oki, monkeypatch):
    extend(oki)
    period = open_period(oki, world).location.split("#")[0].rsplit("/", 1)[-1]
    given = answers(oki, browser(tenant=world.pontianak.tenant), lambda n: "4" if n % 3 else "3")
    for _person in range(5):
        sent = browser(tenant=world.pontianak.tenant)
        assert whole(sent, world, given).status == 303
    count_job(app.config["RESOURCES"], world.pontianak.tenant)
    later = clock.now() + timedelta(days=40)
    monkeypatch.setattr(clock, "now", lambda: later)
    unsur = [name.split("_")[0] for name in given]
    expected = index_of([(slug, Answers(5, 5 * int(value))) for slug, value in zip(unsur, given.values(), strict=True)])
    assert len(expected.unsur) == 9
    means = [Fraction(sum(int(v) for n, v in given.items() if n.split("_")[0] == slug),
                      sum(n.split("_")[0] == slug for n in given)) for slug in expected.unsur]  # fmt: skip
    assert expected.value == sum(means) / 9
    page = browser(world.pontianak.oki).get(f"/kelola/survei/{period}").words
    assert str(expected.ikm).replace(".", ",") in page and f"mutu {expected.grade.mutu}" in page
    with serving(world.pontianak.tenant), TenantSession(world.resources.engine) as session:
        found = queries.periods(session)
        assert domain.indexes(session, found, clock.today("Asia/Pontianak"))[found[0].id].value == expected.value


def test_every_one_of_sixteen_questions_must_be_answered(browser, world, oki, sql):
    extend(oki)
    open_period(oki, world)
    citizen = browser(tenant=world.pontianak.tenant)
    given = answers(oki, citizen)
    assert len(given) == 16
    for name in ("prosedur_3", "pengaduan"):
        answer = whole(citizen, world, given | {name: ""})
        assert answer.status == 422 and "wajib diisi" in answer.words
    assert sql("select count(*) from survey_response") == [(0,)]


def test_sixteen_steps_lead_to_the_profile(browser, world, oki, sql):
    extend(oki)
    open_period(oki, world)
    citizen = browser(tenant=world.pontianak.tenant)
    page, names = citizen.get(FORM), list(answers(oki, citizen))
    for number, name in enumerate(names, start=1):
        assert f"Pertanyaan {number} dari 16" in page.words
        page = citizen.post(FORM, page.page.hidden | {name: "2"})
    sent = page.page.hidden | PROFILE | {"layanan": str(world.pontianak.service), "arah": "kirim"}
    assert citizen.post(FORM, sent).status == 303
    assert sql("select answers from survey_response") == [([2] * 16,)]


def test_a_question_without_english_is_asked_in_indonesian_and_says_so(browser, world, oki, draft):
    assert oki.post(f"{DRAFT}/pertanyaan", question("persyaratan", "Apakah berkas mudah disiapkan?")).status == 303
    assert oki.post(f"{DRAFT}/terbit", {"catatan": "Satu pertanyaan baru"}).status == 303
    open_period(oki, world)
    page = browser(tenant=world.pontianak.tenant).get(f"{FORM}?bentuk=semua&bahasa=en")
    assert "How quickly was the service given?" in page.text
    assert 'lang="id"' in page.text and "Apakah berkas mudah disiapkan?" in page.text


def test_what_a_citizen_will_see_is_shown_before_publishing(oki, draft):
    step = oki.get(f"{DRAFT}/pratinjau?nomor=2&waktu=3")
    assert "Pertanyaan 3 dari 9" in step.words and "Sangat cepat" in step.words
    at_once = oki.get(f"{DRAFT}/pratinjau?bentuk=semua")
    assert at_once.text.count("<fieldset") == 9 and "Tidak ada yang disimpan" in at_once.words
    assert oki.get(f"{DRAFT}/pratinjau?nomor=99").status == oki.get(f"{DRAFT}/pratinjau?nomor=x").status == 200


def test_a_published_version_is_never_changed(oki, sql):
    extend(oki)
    version = sql("select id from survey_instrument where number = 2")[0][0]
    before = sql("select questions from survey_instrument where number = 2")
    assert "Berlaku" in oki.get(f"/kelola/survei/kuesioner/{version}").words
    oki.post(DRAFT, {})
    oki.post(f"{DRAFT}/pertanyaan/{first_question(sql)}", question(None, "Seberapa cepat Anda dilayani?"))
    assert oki.post(f"{DRAFT}/terbit", {"catatan": "Kata-kata lain"}).status == 303
    assert sql("select questions from survey_instrument where number = 2") == before
    assert sql("select count(*) from survey_instrument") == [(3,)]
    grants = sql("select privilege_type from information_schema.role_table_grants "
                 "where grantee = 'pamong_app' and table_name = 'survey_instrument'")  # fmt: skip
    assert {each for (each,) in grants} == {"SELECT", "INSERT"}


def test_the_only_question_of_an_unsur_stays(oki, draft, sql):
    answer = oki.post(f"{DRAFT}/pertanyaan/{first_question(sql)}/hapus", {})
    assert answer.status == 422 and "sedikitnya satu pertanyaan" in answer.words
    oki.post(f"{DRAFT}/pertanyaan", question("waktu", "Seberapa cepat Anda dilayani?"))
    assert oki.post(f"{DRAFT}/pertanyaan/{first_question(sql)}/hapus", {}).status == 303
    assert sql("select count(*) from survey_draft") == [(9,)]


def test_nothing_new_is_not_a_version(oki, draft):
    answer = oki.post(f"{DRAFT}/terbit", {"catatan": "Sama saja"})
    assert answer.status == 422 and "sama dengan versi yang berlaku" in answer.words


def test_who_changes_a_question_that_a_colleague_just_changed_is_told(oki, draft, sql):
    place = f"{DRAFT}/pertanyaan/{first_question(sql)}"
    drawn = oki.get(place).page.hidden["versi"]
    assert oki.post(place, question(None, "Yang pertama menyimpan?") | {"versi": drawn}).status == 303
    answer = oki.post(place, question(None, "Yang kedua menyimpan?") | {"versi": drawn})
    assert answer.status == 422 and "baru saja diubah orang lain" in answer.words


def test_a_draft_is_begun_once_and_can_be_thrown_away(oki, draft, sql):
    oki.post(DRAFT, {})
    assert sql("select count(*) from survey_draft") == [(9,)]
    assert oki.post(f"{DRAFT}/buang", {}).status == 303
    assert oki.post(f"{DRAFT}/buang", {}).status == 422
    assert oki.post(f"{DRAFT}/terbit", {"catatan": "Tidak ada"}).status == 422
    assert sql("select count(*) from survey_draft") == [(0,)]


def test_forty_questions_are_enough(oki, draft, sql):
    for number in range(31):
        sent = question("waktu", f"Pertanyaan ke-{number} tentang waktu?")
        assert oki.post(f"{DRAFT}/pertanyaan", sent).status == 303
    answer = oki.post(f"{DRAFT}/pertanyaan", question("waktu", "Satu lagi tentang waktu?"))
    assert answer.status == 422 and "paling banyak 40" in answer.words


BAD = [
    ("teks", "x" * 301, "Terlalu panjang"),
    ("teks", "", "wajib diisi"),
    ("teks", "Berapa\x00 lama?", "tidak terlihat"),
    ("teks", "Berapa \u202elama?", "tidak terlihat"),
    ("teks", ["Berapa lama?", "Berapa cepat?"], "lebih dari satu kali"),
    ("jawaban_2", "x" * 61, "Terlalu panjang"),
    ("jawaban_2", "", "wajib diisi"),
    ("jawaban_2", "Satu", "harus berbeda"),
    ("jawaban_3", "Tiga\x00", "tidak terlihat"),
    ("jawaban_4", ["a", "b"], "lebih dari satu kali"),
    ("teks_en", "How long?", "kosongkan semuanya"),
    ("teks_en", "x" * 301, "Terlalu panjang"),
    ("jawaban_1_en", "x" * 61, "Terlalu panjang"),
    ("unsur", "waktu_2", "Pilih salah satu"),
    ("unsur", "", "wajib diisi"),
    ("lain", "x", "tidak dikenal"),
]


@pytest.mark.parametrize(("field", "value", "sentence"), BAD)
def test_a_question_that_cannot_be_is_refused(oki, draft, field, value, sentence, sql):
    answer = oki.post(f"{DRAFT}/pertanyaan", question("waktu", "Berapa lama Anda menunggu?") | {field: value})
    assert answer.status == 422 and sentence in answer.words
    assert sql("select count(*) from survey_draft") == [(9,)]


@pytest.mark.parametrize("text", ["Apakah antrean 😀 nyaman?", "هل الخدمة جيدة؟", "<b>Apakah</b> cepat?"])
def test_letters_of_all_kinds_are_kept_as_they_are(oki, draft, text, sql):
    assert oki.post(f"{DRAFT}/pertanyaan", question("waktu", text)).status == 303
    assert sql("select words->'text'->>'id' from survey_draft where place = 2") == [(text,)]
    assert "<b>Apakah</b>" not in oki.get(DRAFT).text


@pytest.mark.parametrize(
    ("note", "sentence"),
    [("", "wajib diisi"), ("x" * 201, "Terlalu panjang"), ("a\x00bc", "tidak terlihat"),
     (["abc", "def"], "lebih dari satu kali")],
)  # fmt: skip
def test_a_note_that_cannot_be_is_refused(oki, draft, note, sentence):
    answer = oki.post(f"{DRAFT}/terbit", {"catatan": note})
    assert answer.status == 422 and sentence in answer.words


def test_the_room_is_the_bureaus_and_of_this_pemda(browser, world, oki, draft, sql):
    extra = first_question(sql)
    for stranger, status in ((world.pontianak.sari, 403), (world.gorontalo.nur, 404)):
        person = browser(stranger)
        assert person.post(f"{DRAFT}/pertanyaan/{extra}/hapus", {}).status == status
        assert person.get(f"{DRAFT}/pertanyaan/{extra}").status == status
    assert browser(world.pontianak.vera).get("/kelola/survei/kuesioner").status == 403
