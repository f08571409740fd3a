"""Forums: announced, asked beforehand without personal data, answered, minuted, and every promise kept track of."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from tests.feedback.rosters import lead
from webapp.feedback.forums import queries
from webapp.platform import clock
from webapp.tenants.published import working_days_after

TABLES = ("forum_move", "forum_step", "forum_promise", "forum_minutes", "forum_support", "forum_decision",
          "forum_question", "forum")  # fmt: skip
QUESTION = "Mengapa antrean perekaman baru dibuka pukul sembilan pagi?"


@pytest.fixture(autouse=True)
def no_forums(sql, app):
    for table in TABLES:
        sql(f"delete from {table}")


@pytest.fixture
def oki(browser, world):
    return browser(world.pontianak.oki)


@pytest.fixture
def citizen(browser, world):
    return browser(tenant=world.pontianak.tenant)


def fields(world, **changes):
    day = clock.today("Asia/Pontianak") + timedelta(days=10)
    sent = {"unit": str(world.pontianak.dinas), "judul": "Dialog layanan kependudukan",
            "pokok": "Apa yang masih menyulitkan warga?", "tanggal": day.isoformat(), "mulai": "09:00",
            "selesai": "11:30", "tempat": "Aula lantai 2", "tautan": "https://rapat.contoh.id/1", "kapasitas": "80"}
    return {name: value for name, value in (sent | changes).items() if value is not None}  # fmt: skip


def announce(who, world, **changes) -> str:
    """The path of the forum in the office's room."""
    answer = who.post("/kelola/forum", fields(world, **changes))
    assert answer.status == 303, answer.words
    return answer.location.partition("#")[0]


@pytest.fixture
def room(oki, world):
    return announce(oki, world)


@pytest.fixture
def page(room, sql):
    return f"/forum/{sql('select slug from forum')[0][0]}"


@pytest.fixture
def held(room, sql):
    """The same forum, which has taken place."""
    sql("update forum set starts_at = starts_at - interval '20 days', ends_at = ends_at - interval '20 days'")
    return room


def ask(visitor, page, text=QUESTION, **more):
    key = visitor.get(page).page.hidden["kunci"]
    return visitor.post(page, {"pertanyaan": text, "kunci": key} | more)


def question_id(sql) -> str:
    return str(sql("select id from forum_question order by text")[0][0])


def decide(who, room, question, state="diterbitkan", text=""):
    return who.post(f"{room}/pertanyaan", {"pertanyaan": question, "keputusan": state, "isi": text})


def promise(who, room, world, **changes):
    sent = {"isi_janji": "Menambah dua puluh kursi di ruang tunggu.", "unit": str(world.pontianak.dinas),
            "hari_kerja": "10"}  # fmt: skip
    return who.post(f"{room}/janji", sent | changes)


def step(who, room, sql, state, note=""):
    (number,) = sql("select id from forum_promise")[0]
    return who.post(f"{room}/janji/langkah", {"janji": str(number), "keadaan": state, "catatan": note})


def test_an_announced_forum_is_public_at_once(citizen, page):
    assert "Dialog layanan kependudukan" in citizen.get("/forum").words
    shown = citizen.get(page)
    assert "pukul 09.00 sampai 11.30" in shown.words and "Aula lantai 2" in shown.words and "80" in shown.words


@pytest.mark.parametrize("wrong, said", [
    ({"selesai": "08:00"}, "sesudah jam mulai"), ({"tanggal": "2020-01-01"}, "sudah lewat"),
    ({"tanggal": "2150-01-01"}, "satu tahun"), ({"tautan": "http://x.id"}, "https://"),
    ({"tautan": "https://a@b.id"}, "https://"), ({"tautan": "javascript:alert(1)"}, "https://"),
    ({"kapasitas": "0"}, "di luar batas"), ({"kapasitas": "banyak"}, "angka"), ({"mulai": "pagi"}, "dipahami"),
    ({"judul": ""}, "wajib"), ({"judul": "x" * 121}, "Terlalu panjang"), ({"unit": "x"}, "dipahami"),
    ({"lain": "1"}, "tidak dikenal"),
])  # fmt: skip
def test_what_cannot_be_announced_is_refused(oki, world, sql, wrong, said):
    answer = oki.post("/kelola/forum", fields(world, **wrong))
    assert answer.status == 422 and said in answer.words
    assert sql("select count(*) from forum") == [(0,)]


def test_a_unit_of_the_other_pemda_is_none(oki, world):
    assert oki.post("/kelola/forum", fields(world, unit=str(world.gorontalo.dinas))).status == 422


def test_a_question_is_read_by_the_office_before_it_is_shown(citizen, oki, room, page, sql):
    assert "sudah sampai" in citizen.follow(ask(citizen, page)).words
    assert QUESTION not in citizen.get(page).words and "1 pertanyaan sedang dibaca" in citizen.get(page).words
    assert (waits := "1 pertanyaan forum belum diputuskan.") in oki.get("/beranda").words
    assert decide(oki, room, question_id(sql)).status == 303
    assert QUESTION in citizen.get(page).words and waits not in oki.get("/beranda").words
    decide(oki, room, question_id(sql), "dijawab", "Mulai bulan depan pukul delapan.")
    assert "Mulai bulan depan" in citizen.get(page).words
    decide(oki, room, question_id(sql), "disembunyikan", "Menyinggung orang lain.")
    assert QUESTION not in citizen.get(page).words and len(sql("select 1 from forum_decision")) == 3


def test_personal_data_are_hidden_before_anybody_reads_them(citizen, page, sql):
    text = "Telepon saya 0812-3456-7890, NIK 6171012001900003. Mengapa Sari Wulandari tidak di loket?"
    ask(citizen, page, text)
    (stored,) = sql("select text from forum_question")[0]
    assert "0812" not in stored and "617101" not in stored and "Wulandari" not in stored and "loket" in stored


def test_nothing_tells_who_asked_and_no_citizens_words_are_in_the_trail(citizen, oki, room, page, sql):
    ask(citizen, page)
    decide(oki, room, question_id(sql), "dijawab", "Jawaban kantor.")
    columns = {row[0] for row in sql("select column_name from information_schema.columns "
                                     "where table_name = 'forum_question'")}  # fmt: skip
    assert columns == {"tenant_id", "id", "forum_id", "text", "day"}
    assert not sql("select 1 from audit_event where detail::text like %s", "%antrean perekaman%")


@pytest.mark.parametrize("text", ["", "pendek", "x" * 801, "a\x00" * 20, "\u202eterbalik pertanyaan saya"])
def test_what_is_no_question_is_refused_and_kept_in_the_form(citizen, page, sql, text):
    assert ask(citizen, page, text).status == 422 and sql("select count(*) from forum_question") == [(0,)]


def test_emoji_script_and_other_letters_are_shown_as_they_are(citizen, oki, room, page, sql):
    ask(citizen, page, "<script>alert(1)</script> 😀 ꦱꦺꦴꦭ mengapa antre?")
    decide(oki, room, question_id(sql))
    shown = citizen.get(page)
    assert "&lt;script&gt;" in shown.text and "😀" in shown.text


def test_the_same_form_is_kept_once_and_a_machine_is_thanked(citizen, page, sql):
    key = citizen.get(page).page.hidden["kunci"]
    for _press in range(2):
        assert citizen.post(page, {"pertanyaan": QUESTION, "kunci": key}).status == 303
    assert ask(citizen, page, situs="https://x").status == 303
    assert sql("select count(*) from forum_question") == [(1,)]


def test_an_old_or_foreign_key_is_told_and_loses_nothing(citizen, page):
    answer = citizen.post(page, {"pertanyaan": QUESTION, "kunci": "x"})
    assert answer.status == 422 and "Pertanyaan Anda masih ada" in answer.words and QUESTION in answer.text


def test_a_device_wants_to_know_it_once(browser, world, citizen, oki, room, page, sql):
    ask(citizen, page)
    question = question_id(sql)
    assert citizen.post(f"{page}/dukung", {"pertanyaan": question}).status == 404
    decide(oki, room, question)
    for _press in range(3):
        citizen.post(f"{page}/dukung", {"pertanyaan": question})
    browser(tenant=world.pontianak.tenant).post(f"{page}/dukung", {"pertanyaan": question})
    assert "2 orang lain juga ingin tahu" in citizen.get(page).words
    for wrong in ("x", str(world.pontianak.dinas), ""):
        assert citizen.post(f"{page}/dukung", {"pertanyaan": wrong}).status == 404


def test_one_network_cannot_make_a_crowd(browser, world, citizen, oki, room, page, sql):
    ask(citizen, page)
    question = question_id(sql)
    decide(oki, room, question)
    for _person in range(14):
        other = browser(tenant=world.pontianak.tenant)
        answer = other.follow(other.post(f"{page}/dukung", {"pertanyaan": question}))
    assert "tidak dihitung lagi" in answer.words
    assert sql("select count(*) from forum_support") == [(10,)]


def test_one_network_cannot_bury_a_forum_in_questions(citizen, page, sql):
    for number in range(25):
        key = citizen.get(page).page.hidden["kunci"]
        answer = citizen.post(page, {"pertanyaan": f"{QUESTION} {number}", "kunci": key})
    assert answer.status == 429 and "satu jam lagi" in answer.words and QUESTION in answer.text
    assert sql("select count(*) from forum_question") == [(20,)]


def test_questions_end_when_the_forum_begins(citizen, page, sql):
    key = citizen.get(page).page.hidden["kunci"]
    sql("update forum set starts_at = now() - interval '1 minute'")
    answer = citizen.post(page, {"pertanyaan": QUESTION, "kunci": key})
    assert answer.status == 422 and "sebelum forum dimulai" in answer.words


def test_a_cancelled_forum_says_why_and_takes_no_questions(citizen, oki, room, page):
    assert oki.post(f"{room}/batal", {"alasan": ""}).status == 422
    assert oki.post(f"{room}/batal", {"alasan": "Aula banjir."}).status == 303
    shown = citizen.get(page)
    assert "Aula banjir." in shown.words and not shown.page.hidden.get("kunci")
    assert oki.post(f"{room}/batal", {"alasan": "Sekali lagi."}).status == 422
    calendar = Calendar.from_ical(citizen.client.get(f"/pontianak{page}/undangan.ics").get_data())
    assert calendar.walk("VEVENT")[0]["STATUS"] == "CANCELLED"


def test_the_calendar_file_says_when_and_where(citizen, page):
    answer = citizen.client.get(f"/pontianak{page}/undangan.ics", base_url="http://localhost")
    event = Calendar.from_ical(answer.get_data()).walk("VEVENT")[0]
    assert str(event["SUMMARY"]) == "Dialog layanan kependudukan" and event["DTSTART"].dt.hour == 2
    assert str(event["LOCATION"]) == "Aula lantai 2" and str(event["URL"]).endswith(f"/pontianak{page}")


def test_minutes_come_after_the_forum_and_earlier_ones_stay(citizen, oki, room, page, sql):
    text = "Hadir 40 warga. Dibahas antrean dan ruang tunggu."
    assert "belum selesai" in oki.post(f"{room}/notulen", {"notulen": text}).words
    sql("update forum set starts_at = now() - interval '3 hours', ends_at = now() - interval '1 hour'")
    for words in (text, f"{text} Dibetulkan."):
        assert oki.post(f"{room}/notulen", {"notulen": words}).status == 303
    assert "Dibetulkan." in citizen.get(page).words and sql("select count(*) from forum_minutes") == [(2,)]


def test_a_promise_is_public_with_its_last_day_in_working_days(citizen, oki, world, held, page, sql, inside):
    assert promise(oki, held, world).status == 303
    shown = citizen.get(page)
    assert "Menambah dua puluh kursi" in shown.words and "Direncanakan" in shown.words
    (due,) = sql("select due_on from forum_promise")[0]
    with inside(world.pontianak) as session:
        assert due == working_days_after(session, clock.today("Asia/Pontianak"), 10)
    assert "0 dari 1 janji sudah selesai" in citizen.get("/forum").words


def test_a_promise_goes_its_way_and_keeps_its_history(citizen, oki, world, held, page, sql):
    promise(oki, held, world)
    assert step(oki, held, sql, "berjalan", "Kursi dipesan.").status == 303
    assert step(oki, held, sql, "selesai", "Kursi terpasang.").status == 303
    assert step(oki, held, sql, "berjalan").status == 422
    shown = citizen.get(page).words
    assert "Kursi dipesan." in shown and "Kursi terpasang." in shown
    assert "1 dari 1 janji sudah selesai" in citizen.get("/forum").words


def test_what_cannot_be_kept_needs_a_reason(citizen, oki, world, held, page, sql):
    promise(oki, held, world)
    answer = step(oki, held, sql, "tidak_dapat_dipenuhi")
    assert answer.status == 422 and "Tulis alasannya" in answer.words
    assert step(oki, held, sql, "tidak_dapat_dipenuhi", "Anggarannya dialihkan.").status == 303
    assert "Anggarannya dialihkan." in citizen.get(page).words


def test_a_late_promise_says_so_in_public(citizen, oki, world, held, page, sql, inside):
    promise(oki, held, world)
    sql("update forum_promise set due_on = current_date - 3")
    assert "Terlambat" in citizen.get(page).words and "1 terlambat" in citizen.get("/forum").words
    with inside(world.pontianak) as session:
        count = queries.promise_count(session, clock.today("Asia/Pontianak"))
    assert (count.made, count.done, count.late, count.share_done) == (1, 0, 1, 0)


@pytest.mark.parametrize("wrong", [{"isi_janji": ""}, {"hari_kerja": "0"}, {"hari_kerja": "501"}, {"unit": "x"},
                                   {"hari_kerja": "besok"}, {"isi_janji": "x" * 601}])  # fmt: skip
def test_what_is_no_promise_is_refused(oki, world, held, sql, wrong):
    assert promise(oki, held, world, **wrong).status == 422 and sql("select count(*) from forum_promise") == [(0,)]


def test_a_head_keeps_the_forums_of_the_own_unit_only(browser, world, oki, room, sql):
    tuti, budi = browser(world.pontianak.tuti), browser(world.pontianak.budi)
    assert budi.get(room).status == 404 and "/kelola/forum/baru" not in budi.get("/kelola/forum").text
    before = sql("select id, leads from jabatan")
    lead(sql, world.pontianak.tuti)
    try:
        assert tuti.get(room).status == 200
        assert announce(tuti, world, judul="Forum kepala dinas").startswith("/pontianak/kelola/forum/")
    finally:
        for jabatan, leads in before:
            sql("update jabatan set leads = %s where id = %s", leads, jabatan)


def test_forums_of_one_pemda_are_strange_to_the_other(browser, world, oki, room, page, citizen, sql):
    ask(citizen, page)
    nur, stranger = browser(world.gorontalo.nur), browser(tenant=world.gorontalo.tenant)
    inside_path = room.removeprefix("/pontianak")
    assert nur.get(inside_path).status == 404 and stranger.get(page).status == 404
    assert decide(nur, inside_path, question_id(sql)).status == 404
    for who, status in ((world.pontianak.sari, 403), (world.pontianak.hana, 403)):
        assert browser(who).get(inside_path).status == status
    other = announce(oki, world)
    assert decide(oki, other, question_id(sql)).status == 422
