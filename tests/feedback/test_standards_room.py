"""A standar pelayanan is drafted, published whole, read by citizens, replaced, and never changed."""

from datetime import date, timedelta
from uuid import uuid4

import psycopg
import pytest

from tests.feedback.offering import publish, whole
from webapp.feedback.services.components import SLUGS
from webapp.feedback.services.forms import NOT_HERE
from webapp.platform import clock

FILLED = {slug: f"Isi {slug}" for slug in SLUGS}


@pytest.fixture
def bureau(browser, world):
    return browser(world.pontianak.oki)


@pytest.fixture
def service(bureau, world):
    """The path of a service of its own."""
    answer = bureau.post(
        "/kelola/layanan",
        {"nama": f"Izin usaha kecil {uuid4().hex[:6]}", "opd": str(world.pontianak.dinas),
         "persyaratan": "KTP-el asli"},
    )  # fmt: skip
    return answer.location.split("#")[0]


@pytest.fixture
def slug(sql, service):
    return sql("select slug from service where id = %s", service.rsplit("/", 1)[-1])[0][0]


def today(world):
    return clock.today(world.pontianak.tenant.timezone)


def save(bureau, service, revision=0, **parts):
    return bureau.post(f"{service}/standar", {"revisi": str(revision)} | parts)


def test_a_draft_may_be_saved_with_gaps_and_says_how_many(bureau, service, browser, slug):
    page = bureau.follow(save(bureau, service, biaya="Gratis")).words
    assert "Draf standar sudah tersimpan" in page and "1 dari 14 komponen terisi" in page
    assert "Gratis" not in browser().get(f"/layanan/{slug}").words


def test_the_editor_begins_with_the_requirements_that_are_known(bureau, service):
    assert "KTP-el asli</textarea>" in bureau.get(f"{service}/standar").text


def test_nothing_is_published_with_a_gap(bureau, service, world, sql):
    save(bureau, service, **(FILLED | {"evaluasi": ""}))
    page = bureau.get(f"{service}/standar/terbit").words
    assert "Belum dapat diterbitkan" in page and "Evaluasi kinerja pelaksana" in page
    answer = bureau.post(f"{service}/standar/terbit", {"berlaku": today(world).isoformat()})
    assert answer.status == 422 and "Standar belum diterbitkan." in answer.words
    assert sql("select count(*) from service_standard where service_id = %s", service.rsplit("/", 1)[-1]) == [(0,)]


def test_what_does_not_apply_says_why_and_may_be_published(bureau, service, browser, world, slug):
    parts = FILLED | {"jaminan_keamanan": "", f"jaminan_keamanan{NOT_HERE}": "Dilayani lewat internet."}
    assert save(bureau, service, **parts).location.split("#")[0].endswith("/standar/terbit")
    answer = bureau.post(f"{service}/standar/terbit", {"berlaku": today(world).isoformat()})
    assert "Standar pelayanan sudah terbit." in bureau.follow(answer).words
    page = browser().get(f"/layanan/{slug}").words
    assert "Tidak berlaku: Dilayani lewat internet." in page and "Berlaku sejak" in page


def test_text_and_reason_together_are_refused(bureau, service):
    answer = save(bureau, service, biaya="Gratis", **{f"biaya{NOT_HERE}": "Tidak ada"})
    assert answer.status == 422 and "Pilih salah satu: tulis isinya" in answer.words and "Gratis" in answer.text


def test_citizens_read_what_they_ask_for_first(bureau, service, browser, world, slug):
    publish(world, world.pontianak, service=service.rsplit("/", 1)[-1])
    text = browser().get(f"/layanan/{slug}").text
    order = [text.index(word) for word in ("Isi persyaratan", "Isi prosedur", "Isi waktu", "Isi biaya", "Isi produk")]
    assert order == sorted(order) and text.index("Isi dasar_hukum") > order[-1] and text.count("<details") == 9
    assert "Yang perlu Anda bawa" not in text


def test_without_a_standard_the_requirements_stay(service, browser, slug):
    page = browser().get(f"/layanan/{slug}").words
    assert "Yang perlu Anda bawa" in page and "KTP-el asli" in page


def test_a_later_version_waits_for_its_day(bureau, service, browser, world, slug):
    one = service.rsplit("/", 1)[-1]
    publish(world, world.pontianak, service=one)
    save(bureau, service, **(FILLED | {"biaya": "Rp5.000"}))
    bureau.post(f"{service}/standar/terbit", {"berlaku": (today(world) + timedelta(days=9)).isoformat()})
    page = browser().get(f"/layanan/{slug}")
    assert "Isi biaya" in page.words and "Rp5.000" not in page.words and "Lihat versi lain" in page.words
    versions = browser().get(f"/layanan/{slug}/versi").words
    assert "Rp5.000" in versions and "Belum berlaku" in versions and "Berlaku sekarang" in versions


def test_the_next_version_replaces_the_first_which_stays_readable(bureau, service, browser, world, slug):
    publish(world, world.pontianak, service=service.rsplit("/", 1)[-1])
    save(bureau, service, **(FILLED | {"biaya": "Rp7.500"}))
    bureau.post(f"{service}/standar/terbit", {"berlaku": today(world).isoformat()})
    assert "Rp7.500" in browser().get(f"/layanan/{slug}").words
    versions = browser().get(f"/layanan/{slug}/versi").words
    assert "Sudah diganti" in versions and "Isi biaya" in versions
    assert "Terbit, versi 2" in bureau.get(service).words


@pytest.mark.parametrize(
    ("since", "sentence"),
    [(400, "lebih dari satu tahun lagi"), (date(1999, 12, 31), "terlalu lama berlalu"),
     (-1, "mulai berlaku sesudah tanggal ini")],
)  # fmt: skip
def test_a_date_that_cannot_be_is_refused(bureau, service, world, since, sentence):
    publish(world, world.pontianak, service=service.rsplit("/", 1)[-1], since=today(world))
    save(bureau, service, **FILLED)
    day = since if isinstance(since, date) else today(world) + timedelta(days=since)
    answer = bureau.post(f"{service}/standar/terbit", {"berlaku": day.isoformat()})
    assert answer.status == 422 and sentence in answer.words


def test_two_who_write_at_once_lose_nothing(bureau, service, browser, world):
    save(bureau, service, biaya="Gratis")
    other = save(browser(world.pontianak.oki), service, biaya="Rp1.000")
    assert other.status == 422 and "baru saja diubah orang lain" in other.words and "Rp1.000" in other.text
    again = save(bureau, service, revision=other.page.hidden["revisi"], biaya="Rp1.000")
    assert again.status == 303


def test_a_draft_is_thrown_away_and_the_published_stays(bureau, service, browser, world, slug):
    publish(world, world.pontianak, service=service.rsplit("/", 1)[-1])
    save(bureau, service, biaya="Rp9.000")
    assert "Draf sudah dibuang." in bureau.follow(bureau.post(f"{service}/standar/buang")).words
    assert "Isi biaya" in bureau.get(f"{service}/standar").text
    assert "Isi biaya" in browser().get(f"/layanan/{slug}").words


def test_the_database_refuses_to_change_what_is_published(world, sql):
    publish(world, world.pontianak, service=world.pontianak.other_service, parts=whole("Tetap"))
    for statement in ("update service_standard set version = 9", "delete from service_standard"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            sql(statement, role="app")


def test_odd_and_long_texts_are_shown_as_they_are(bureau, service, browser, world, slug):
    odd = '<script>alert("x")</script> & ' + "panjang " * 400
    parts = whole() | {"biaya": {"text": odd}}
    publish(world, world.pontianak, service=service.rsplit("/", 1)[-1], parts=parts)
    text = browser().get(f"/layanan/{slug}").text
    assert "<script>alert" not in text and "&lt;script&gt;alert" in text
    assert save(bureau, service, biaya="x" * 4001).status == 422


def test_a_service_without_a_standard_has_no_versions(browser, service, slug):
    assert browser().get(f"/layanan/{slug}/versi").status == 404


@pytest.mark.parametrize("who", ["sari", "hana"])
def test_only_the_bureau_may(browser, world, who):
    visitor, path = browser(getattr(world.pontianak, who)), f"/kelola/layanan/{world.pontianak.service}/standar"
    assert visitor.get(path).status == visitor.get(f"{path}/terbit").status == 403
    assert {visitor.post(path + end).status for end in ("", "/buang", "/terbit")} == {403}


def test_the_editor_counts_as_the_service_does_and_folds_what_is_filled(bureau, service):
    save(bureau, service, biaya="Gratis")
    editor, shown = bureau.get(f"{service}/standar"), bureau.get(service)
    assert "1 dari 14 komponen terisi" in editor.words and "1 dari 14 komponen terisi" in shown.words
    assert "setelah keempat belas komponen terisi" in editor.words
    assert "Standar dapat terbit setelah semuanya" in shown.words
    assert editor.text.count('<details class="part"') == 14 and editor.text.count('<details class="part" open') == 1
    assert editor.words.count("Belum terisi") == 13
