"""What an office does about its survey: planned, moved on, told to who is responsible, carried into the next period."""

from datetime import date, timedelta

import pytest

from tests.feedback.surveyed import TABLES, plant_published
from tests.world import add
from webapp.feedback.published import latest_ikm
from webapp.feedback.survey.followups.jobs import remind
from webapp.people.models import Jabatan, Placement
from webapp.platform import clock
from webapp.platform.db import TenantSession, unit_of_work
from webapp.platform.tenancy import serving

ANSWERS = [[3, 3, 1, 4, 3, 3, 3, 2, 3]] * 6
WHAT = "Menambah satu loket pada hari Senin"


@pytest.fixture(autouse=True)
def nothing_yet(sql, app):
    for table in TABLES:
        sql(f"delete from {table}")
    sql("delete from notice")


@pytest.fixture
def today(world):
    return clock.today(world.pontianak.tenant.timezone)


@pytest.fixture
def period(world):
    return plant_published(world, world.pontianak, ANSWERS)


@pytest.fixture
def item(browser, world, period, today):
    """A follow-up for which Sari is responsible; its address."""
    return planned(browser, world, period, today)


def planned(browser, world, period, today, **fields):
    answer = plan(browser(world.pontianak.oki), world, period, today, **fields)
    assert answer.status == 303, answer.words
    return answer.location.partition("#")[0].removeprefix("/pontianak")


def plan(visitor, world, period, today, **fields):
    sent = {"unsur": "waktu", "apa": WHAT, "tenggat": (today + timedelta(days=30)).isoformat(),
            "penanggung": f"orang:{world.pontianak.sari.id}"}  # fmt: skip
    return visitor.post(f"/kelola/survei/{period}/tindak-lanjut", sent | fields)


def move(visitor, address, state, note="", **fields):
    form = visitor.get(address).page.hidden
    values = {name: form[name] for name in ("langkah", "tenggat", "penanggung") if name in form}
    return visitor.post(f"{address}/perkembangan", values | {"keadaan": state, "catatan": note} | fields)


def test_the_lowest_unsur_stands_first(browser, world, period):
    page = browser(world.pontianak.oki).get(f"/kelola/survei/{period}/tindak-lanjut/baru").text
    places = [page.index(f'value="{slug}"') for slug in ("waktu", "sarana", "persyaratan")]
    assert places == sorted(places) and 'value="waktu" selected' in page


def test_a_jabatan_stands_beside_its_office(browser, world, period):
    page = browser(world.pontianak.oki).get(f"/kelola/survei/{period}/tindak-lanjut/baru").words
    assert "Dinas Kependudukan dan Pencatatan Sipil" in page.partition("Jabatan: ")[2].partition("Jabatan: ")[0]


def test_who_is_responsible_is_told_and_moves_it_on(browser, world, item, sql):
    sari = browser(world.pontianak.sari)
    assert sql("select code, words->>'apa' from notice where person_id = %s", world.pontianak.sari.id) == [
        ("tindak-lanjut:ditunjuk", WHAT)
    ]
    assert WHAT in sari.get("/tindak-lanjut").words
    assert move(sari, item, "berjalan").status == 303
    refused = move(sari, item, "selesai", "sudah")
    assert refused.status == 422 and "Tulis bukti penyelesaiannya" in refused.words
    assert move(sari, item, "selesai", "Surat tugas 12/2026 terbit, loket dibuka.").status == 303
    assert sql("select state from survey_followup_step order by number") == [
        ("direncanakan",), ("berjalan",), ("selesai",),
    ]  # fmt: skip
    page = sari.get(item).words
    assert "Surat tugas 12/2026" in page and "Berjalan" in page and "Direncanakan" in page


def test_dropping_and_opening_again_need_their_reason(browser, world, item, today):
    sari = browser(world.pontianak.sari)
    assert "Tulis alasan tidak dilakukan" in move(sari, item, "tidak_dilakukan").words
    assert move(sari, item, "tidak_dilakukan", "Anggarannya dialihkan ke bencana.").status == 303
    assert "Tulis alasan dibuka kembali" in move(sari, item, "berjalan").words
    assert "tidak dapat kembali" in move(sari, item, "direncanakan", "Diulang dari awal saja.").words


def test_who_is_only_responsible_changes_neither_day_nor_person(browser, world, item, today, sql):
    later = (today + timedelta(days=300)).isoformat()
    dewi = f"orang:{world.pontianak.dewi.id}"
    assert move(browser(world.pontianak.sari), item, "berjalan", tenggat=later, penanggung=dewi).status == 303
    due, person = sql("select due, person_id from survey_followup_step where number = 2")[0]
    assert due == today + timedelta(days=30) and person == world.pontianak.sari.id


def test_the_bureau_hands_it_over_and_the_new_one_is_told(browser, world, item, today, sql):
    values = {"tenggat": (today + timedelta(days=90)).isoformat(), "penanggung": f"orang:{world.pontianak.dewi.id}"}
    assert move(browser(world.pontianak.oki), item, "berjalan", **values).status == 303
    assert sql("select count(*) from notice where person_id = %s", world.pontianak.dewi.id) == [(1,)]
    assert browser(world.pontianak.sari).get(item).status == 404


def test_two_who_write_at_once_do_not_overwrite(browser, world, item):
    oki, sari = browser(world.pontianak.oki), browser(world.pontianak.sari)
    old = sari.get(item).page.hidden
    assert move(sari, item, "berjalan").status == 303
    values = {name: old[name] for name in ("langkah", "tenggat", "penanggung")}
    answer = oki.post(f"{item}/perkembangan", values | {"keadaan": "selesai", "catatan": "Sudah dibuka sejak Senin."})
    assert answer.status == 422 and "baru saja dicatat orang lain" in answer.words


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"apa": "pendek"}, "paling sedikit 10 huruf"),
        ({"unsur": "senyum"}, "Pilih satu unsur"),
        ({"tenggat": "2020-01-01"}, "tidak boleh sebelum hari ini"),
        ({"tenggat": "2190-01-01"}, "paling lama lima tahun"),
        ({"penanggung": "orang:00000000-0000-0000-0000-000000000000"}, "satu orang atau satu jabatan"),
        ({"penanggung": "siapa saja"}, "tidak dapat dipahami"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(browser, world, period, today, fields, sentence, sql):
    answer = plan(browser(world.pontianak.oki), world, period, today, **fields)
    assert answer.status == 422 and sentence in answer.words
    assert sql("select count(*) from survey_followup") == [(0,)]


def test_a_stranger_is_nobody_to_be_responsible(browser, world, period, today):
    answer = plan(browser(world.pontianak.oki), world, period, today,
                  penanggung=f"orang:{world.gorontalo.rahman.id}")  # fmt: skip
    assert answer.status == 422 and "satu orang atau satu jabatan" in answer.words


def test_the_head_of_the_unit_plans_and_a_jabatan_may_be_responsible(browser, world, period, today, sql):
    tuti = leading(world)
    assert f"/kelola/survei/{period}/hasil" in browser(world.pontianak.tuti).get("/tindak-lanjut").text
    answer = plan(browser(world.pontianak.tuti), world, period, today, penanggung=f"jabatan:{tuti}")
    assert answer.status == 303
    assert "Kepala Dinas" in browser(world.pontianak.tuti).get(f"/kelola/survei/{period}/hasil").words
    sql("delete from placement where jabatan_id = %s", tuti)


def leading(world):
    """Tuti leads the dinas from now on; the id of her jabatan."""
    place = world.pontianak
    with serving(place.tenant), unit_of_work(world.resources.engine) as session:
        chair = add(session, Jabatan(opd_id=place.dinas, name="Kepala Dinas", kind="jpt", leads=True))
        add(session, Placement(person_id=place.tuti.id, jabatan_id=chair.id, valid_from=date(2025, 1, 1), basis="plt"))
        return chair.id


def test_what_is_late_is_shown_and_told_once(app, browser, world, item, sql, today):
    sql("update survey_followup_step set due = %s", today - timedelta(days=1))
    for told in (1, 0):
        assert remind(app.config["RESOURCES"], world.pontianak.tenant) == told
    assert sql("select count(*) from notice where code = 'tindak-lanjut:lewat'") == [(1,)]
    page = browser(world.pontianak.oki).get("/tindak-lanjut?keadaan=lewat").words
    assert WHAT in page and "terlambat" in page


def test_home_tells_the_bureau_what_is_late(browser, world, item, sql, today):
    assert "lewat batas waktu" not in browser(world.pontianak.oki).get("/beranda").words
    sql("update survey_followup_step set due = %s", today - timedelta(days=2))
    words = browser(world.pontianak.oki).get("/beranda").words
    assert words.index("1 tindak lanjut survei lewat batas waktu.") < words.index("Anda belum menyusun sasaran kinerja")
    assert "tindak lanjut survei" not in browser(world.gorontalo.nur).get("/beranda").words


def test_it_lives_on_into_the_next_period(browser, world, today, sql):
    first = plant_published(world, world.pontianak, ANSWERS, (200, 120), "Semester lalu")
    second = plant_published(world, world.pontianak, ANSWERS, (60, 20), "Semester ini")
    done, waits = (planned(browser, world, first, today, apa=text) for text in (WHAT, "Memasang pendingin ruangan"))
    assert move(browser(world.pontianak.sari), done, "selesai", "Loket baru dibuka pekan lalu.").status == 303
    page = browser(world.pontianak.oki).get(f"/kelola/survei/{second}/hasil").words
    assert "Tindak lanjut masa sebelumnya" in page and "1 dari 2 sudah selesai" in page
    assert "Memasang pendingin ruangan" in page and waits
    before = browser(world.pontianak.oki).get(f"/kelola/survei/{first}/hasil").words
    assert "Tindak lanjut masa sebelumnya" not in before
    with serving(world.pontianak.tenant), TenantSession(world.resources.engine) as session:
        told = latest_ikm(session)[world.pontianak.dinas]
        assert (told.done, told.plans) == (1, 2)  # of all published periods


def test_the_public_sees_what_is_done_without_names(browser, world, period, item):
    page = browser(tenant=world.pontianak.tenant).get(f"/ikm/{period}").words
    assert WHAT in page and "Direncanakan" in page and "Sari" not in page


def test_who_may_see_and_do_what(browser, world, period, item):
    for name, status in (("sari", 200), ("oki", 200), ("dewi", 404), ("vera", 404)):
        assert browser(world.pontianak.people[name]).get(item).status == status, name
    assert browser(world.pontianak.dewi).get(f"/kelola/survei/{period}/tindak-lanjut/baru").status == 403
    nur = browser(world.gorontalo.nur)
    assert nur.get(item).status == 404 and nur.post(f"{item}/perkembangan", {}).status == 404
    assert nur.get(f"/kelola/survei/{period}/tindak-lanjut/baru").status == 404
