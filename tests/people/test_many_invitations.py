"""Invitations for many at once: one sheet, links that open accounts, nobody twice, bounded and on record."""

import csv
import io

import pytest

from tests.client import Browser
from webapp.people.directory import many_invitations
from webapp.platform.ids import uuid7

URL = "/kelola/pegawai/undangan"
GOOD = "tiga kucing di pelabuhan"


@pytest.fixture
def place(world):
    return world.pontianak


@pytest.fixture
def hana(browser, place):
    return browser(place.hana)


@pytest.fixture(autouse=True)
def three_without_account(sql, place):
    """Sari, Dewi and Budi have no account, and nobody holds a link."""
    sql("update invitation set ended_at = now() where ended_at is null")
    people = [place.sari.id, place.dewi.id, place.budi.id]
    sql("update account set disabled_at = now() where person_id = any(%s)", people)
    yield
    sql("update account set disabled_at = null")


def lines(answer) -> list[dict]:
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


def test_a_table_holds_a_link_for_each_that_opens_the_account(hana, app, place, sql):
    answer = hana.post(URL, {"bentuk": "csv"})
    assert answer.status == 200 and "attachment" in answer.headers["Content-Disposition"]
    found = lines(answer)
    assert {place.sari.name, place.dewi.name, place.budi.name} <= {each["Nama"] for each in found}
    hers = next(each for each in found if each["Nama"] == place.sari.name)
    link = hers["Tautan undangan"].partition("/pontianak")[2]
    visitor = Browser(app, place.tenant)
    assert visitor.post(link, {"nama": place.sari.account, "sandi": GOOD, "ulangi": GOOD}).status == 303
    assert visitor.get(link).status == 404, "it works once"
    assert sql("select count(*) from audit_event where action = 'undangan:lembar'")[0][0] >= 1


def test_whoever_holds_a_link_gets_no_second_one(hana, place):
    assert lines(hana.post(URL, {"bentuk": "csv"}))
    again = hana.post(URL, {"bentuk": "csv"})
    assert again.status == 422 and "Tidak ada pegawai yang perlu diundang." in again.words
    assert "memegang undangan yang masih berlaku" in hana.get(URL).words


def test_a_sheet_is_bounded_and_the_next_one_goes_on(hana, monkeypatch):
    monkeypatch.setattr(many_invitations, "MOST", 2)
    first, second = lines(hana.post(URL, {"bentuk": "csv"})), lines(hana.post(URL, {"bentuk": "csv"}))
    assert len(first) == 2 and second and not {each["Nama"] for each in first} & {each["Nama"] for each in second}


def test_slips_come_on_paper(hana):
    answer = hana.post(URL, {"bentuk": "pdf"})
    assert answer.status == 200 and answer.response.get_data().startswith(b"%PDF")


@pytest.mark.parametrize("kind", ["", "exe"])
def test_another_kind_of_file_makes_no_invitation(hana, sql, kind):
    before = sql("select count(*) from invitation")
    assert hana.post(URL, {"bentuk": kind}).status == 422 and sql("select count(*) from invitation") == before


@pytest.mark.parametrize("who", ["oki", "budi"])
def test_only_human_resources_invite(browser, place, sql, who):
    sql("update account set disabled_at = null")
    assert browser(place.people[who]).get(URL).status == 403
    assert browser(place.people[who]).post(URL, {"bentuk": "csv"}).status == 403


def test_nobody_of_another_pemda_is_on_the_sheet(browser, world, hana):
    names = {each["Nama"] for each in lines(hana.post(URL, {"bentuk": "csv"}))}
    assert not names & {one.name for one in world.gorontalo.people.values()}


def test_a_single_link_has_a_button_to_copy_it(hana, place):
    new = {"kunci": str(uuid7()), "nama_pegawai": "Orang Baru", "status": "pejabat_negara", "nip": "",
           "tanggal": "2020-01-01"}  # fmt: skip
    assert hana.post("/kelola/pegawai/baru", new).status == 303
    page = hana.post(f"/kelola/pegawai/{new['kunci']}/undangan")
    assert 'data-copy="tautan"' in page.text and "js/copy.js" in page.text
