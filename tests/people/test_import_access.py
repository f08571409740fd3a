"""Who may import: human resources of this very pemda, and nobody else."""

import pytest

from tests.people.files import dry_run, nip, upload, xlsx
from tests.world import add
from webapp.people.models import RoleGrant
from webapp.platform import clock

ROWS = [(nip(401), "Ani Rahma", "", "", "")]
PAGES = ("", "/kolom", "/daftar?isi=baru", "/perbaikan", "/unit")
DEEDS = ("/lembar", "/kolom", "/periksa", "/terapkan", "/batal", "/unit", "/kembali")


@pytest.fixture
def address(browser, world):
    """An import of Pontianak with one wrong row."""
    return dry_run(browser(world.pontianak.hana), world, xlsx(ROWS))[0].removeprefix("/pontianak")


@pytest.mark.parametrize("name", ["sari", "tuti", "oki", "vera"])
def test_other_roles_may_not(browser, world, address, name):
    visitor = browser(getattr(world.pontianak, name))
    assert visitor.get("/kelola/impor").status == 403 and visitor.get("/kelola/impor/templat").status == 403
    assert upload(visitor, xlsx(ROWS)).status == 403
    assert {visitor.get(address + page).status for page in PAGES} == {403}
    assert {visitor.post(address + deed).status for deed in DEEDS} == {403}


def test_to_human_resources_of_another_pemda_it_is_not_there(browser, world, address, inside, sql):
    with inside(world.gorontalo) as session:
        day = clock.today(world.gorontalo.tenant.timezone)
        add(session, RoleGrant(person_id=world.gorontalo.nur.id, role="bkpsdm", valid_from=day))
    nur = browser(world.gorontalo.nur)
    before = sql("select state, choices::text, beat_at from import_run order by id")
    assert {nur.get(address + page).status for page in PAGES} == {404}
    assert {nur.post(address + deed).status for deed in DEEDS} == {404}
    assert sql("select state, choices::text, beat_at from import_run order by id") == before
    assert "pegawai.xlsx" not in nur.get("/kelola/impor").words


def test_the_history_says_who_when_and_what(browser, world, address):
    page = browser(world.pontianak.hana).get("/kelola/impor")
    assert "pegawai.xlsx" in page.words and "Hana Pertiwi" in page.words and "1 baris perlu diperbaiki" in page.words


def test_the_templates_are_tables_with_an_explanation_and_can_be_imported_themselves(browser, world):
    from io import BytesIO

    from python_calamine import CalamineWorkbook

    hana = browser(world.pontianak.hana)
    content = hana.get("/kelola/impor/templat").response.get_data()
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    assert book.sheet_names == ["Pegawai", "Petunjuk"]
    people, explained = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
    assert [line[0] for line in explained[1:]] == people[0]
    sent = upload(hana, hana.get("/kelola/impor/templat.csv").response.get_data(), "templat.csv")
    page = hana.follow(sent)
    assert sent.status == 303 and page.text.count(" selected>") >= 12


def test_deeds_that_come_too_late_or_too_early_are_told_so(browser, world):
    hana = browser(world.pontianak.hana)
    sent = upload(hana, xlsx(ROWS))
    for deed in ("/terapkan", "/periksa", "/unit"):
        answer = hana.post(sent.location + deed, {"buat": "x", "nama": "x", "induk": ""})
        assert answer.status in (409, 422), deed
    assert hana.post(f"{sent.location}/batal").status == 303
    again = hana.post(f"{sent.location}/batal")
    assert again.status == 409 and "sudah selesai atau dibatalkan" in again.words
    assert hana.get(f"{sent.location}/daftar?isi=rahasia").status == 404
    assert hana.get(f"{sent.location}/daftar?hal=99999999&isi=baru").status == 200
