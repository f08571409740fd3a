"""What the import says is so, once, and in whole sentences."""

import pytest

from tests.people.files import DISDUKCAPIL, UPT, apply, choices_of, dry_run, nip, upload, work, xlsx
from webapp.people.imports import words


@pytest.fixture
def hana(browser, world):
    return browser(world.pontianak.hana)


def test_a_name_that_ends_in_a_title_closes_the_sentence_itself():
    kept = {"code": "renamed", "values": {"old": "Gunawan", "new": "Gunawan, S.E."}}
    assert words.fact(kept) == "Nama Gunawan menjadi Gunawan, S.E."
    wholly = words.fact({"code": "renamed_wholly", "values": {"old": "Ani", "new": "Beni, S.H."}})
    assert "Beni, S.H. Namanya sama sekali lain" in wholly


def test_wrong_rows_are_no_effect_and_an_applied_import_no_longer_lists_them(hana, world):
    rows = [(nip(571), "Ani", UPT, "Pengelola", ""), ("1", "Salah", UPT, "Pengelola", "")]
    url, page = dry_run(hana, world, xlsx(rows), "satu-salah.xlsx")
    assert page.words.split("Bila diterapkan")[1].strip().startswith("1 baru")
    apply(hana, world, url, hanya_benar="ya")
    line = hana.get("/kelola/impor").words.split("satu-salah.xlsx")[1][:80]
    assert "Diterapkan 1 baru" in line and "perlu diperbaiki" not in line


def test_rows_of_an_unknown_unit_are_told_once(hana, world):
    rows = [(nip(581 + n), f"Orang {n}", "Bidang Antah", "Pengelola", "") for n in range(4)]
    url, page = dry_run(hana, world, xlsx(rows))
    assert page.words.count("Bidang Antah") == 1 and "Bidang Antah 4 baris" in page.words
    assert hana.get(f"{url}/daftar?isi=salah").words.count("lewat Buat unit baru") == 4


def test_the_news_are_true_before_and_after_the_work(hana, world):
    sent = upload(hana, xlsx([(nip(591), "Ani", DISDUKCAPIL, "Pengelola", "")]))
    asked = hana.post(f"{sent.location}/kolom", choices_of(hana.follow(sent)))
    work(world, sent.location)
    page = hana.follow(asked)
    assert "Pilihan kolom tersimpan." in page.words and "dimulai" not in page.words


def test_after_an_applied_import_the_page_says_what_next(hana, world):
    page = apply(hana, world, dry_run(hana, world, xlsx([(nip(596), "Ani", DISDUKCAPIL, "Pengelola", "")]))[0])
    assert '/kelola/pegawai"' in page.text.split('id="next"')[1] and '/kelola/mulai"' in page.text.split('id="next"')[1]
    assert hana.get("/kelola/pegawai").status == hana.get("/kelola/mulai").status == 200
