"""The list of people: found by any words, filtered, paged, exported; as many statements for all as for one."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from webapp.people.models import Account, Person
from webapp.people.words import remember_words


@pytest.fixture(scope="module")
def crowd(app, world):
    """Sixty more people without account."""
    from webapp.platform.db import TenantSession
    from webapp.platform.tenancy import serving

    with serving(world.pontianak.tenant), TenantSession(world.resources.engine) as session:
        people = [Person(name=f"Zainal Ke{number:02d}", kind="pns") for number in range(60)]
        session.add_all(people)
        remember_words(session, [person.id for person in people])
        session.commit()


@pytest.fixture
def hana(browser, world):
    return browser(world.pontianak.hana)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("cari=sari", {"Sari Wulandari"}),
        ("cari=WUL+sa", {"Sari Wulandari"}),
        ("cari=santoso+budi", {"Budi Santoso"}),
        ("cari=budi+wulandari", set()),
        ("cari=%25", {"Budi Santoso", "Sari Wulandari"}),
        ("cari=rahman", set()),
        ("jenis=jpt", {"Tuti Hartati"}),
        ("status=tanpa-akun&cari=sari", set()),
        ("opd=00000000-0000-7000-8000-000000000000", set()),
        ("jenis=raja&cari=sari", {"Sari Wulandari"}),
    ],
)
def test_people_are_found(hana, asked, found):
    words = hana.get(f"/kelola/pegawai?{asked}").words
    names = {name for name in ("Budi Santoso", "Sari Wulandari", "Tuti Hartati", "Rahman Mooduto") if name in words}
    assert names >= found and (found or not names)


def test_pages_follow_one_another_and_back(hana, crowd):
    first = hana.get("/kelola/pegawai?cari=zainal")
    assert "60 orang" in first.words and "Zainal Ke24" in first.words and "Zainal Ke25" not in first.words
    following = next(link for link in first.page.links if "sesudah=" in link)
    second = hana.get(following)
    assert "Zainal Ke25" in second.words and "Zainal Ke49" in second.words and "Zainal Ke24" not in second.words
    third = hana.get(next(link for link in second.page.links if "sesudah=" in link))
    assert "Zainal Ke59" in third.words and not [link for link in third.page.links if "sesudah=" in link]
    back = hana.get(next(link for link in third.page.links if "sebelum=" in link))
    assert "Zainal Ke25" in back.words and "Zainal Ke50" not in back.words


def test_a_page_of_many_asks_no_more_than_a_page_of_one(hana, crowd, count_queries):
    with count_queries() as one:
        hana.get("/kelola/pegawai?cari=sari")
    with count_queries() as many:
        hana.get("/kelola/pegawai?cari=zainal")
    assert len(many) <= len(one) <= 14


def test_htmx_gets_the_list_alone(hana):
    part = hana.get("/kelola/pegawai?cari=sari", headers={"HX-Request": "true"})
    assert "<html" not in part.text and "Sari Wulandari" in part.text


def test_the_list_is_taken_along_with_its_filter_and_that_is_recorded(hana, world, sql):
    answer = hana.post("/kelola/pegawai/unduhan", {"cari": "sari", "bentuk": "csv"})
    lines = answer.response.get_data(as_text=True).splitlines()
    assert len(lines) == 2 and "Sari Wulandari" in lines[1] and answer.headers["Content-Disposition"].endswith('.csv"')
    book = CalamineWorkbook.from_filelike(
        BytesIO(hana.post("/kelola/pegawai/unduhan", {"cari": "sari", "bentuk": "xlsx"}).response.data)
    )
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[1][0].isdigit() and len(rows[1][0]) == 18
    deeds = sql(
        "select detail from audit_event where action = 'pegawai:diunduh' and actor_id = %s", world.pontianak.hana.id
    )
    assert {(detail["people"], detail["format"], detail["cari"]) for (detail,) in deeds} == {
        (1, "csv", "sari"),
        (1, "xlsx", "sari"),
    }


def test_a_name_that_is_a_formula_stays_a_text(hana, world, inside):
    with inside(world.pontianak) as session:
        person = Person(name="=HYPERLINK(1) Licik", kind="pns")
        session.add(person)
        remember_words(session, [person.id])
    body = hana.post("/kelola/pegawai/unduhan", {"cari": "licik", "bentuk": "csv"}).response.get_data(as_text=True)
    assert "'=HYPERLINK" in body


def test_without_account_means_none_that_opens(hana, world, inside):
    with inside(world.pontianak) as session:
        from sqlmodel import select

        from webapp.platform import clock

        account = session.exec(select(Account).where(Account.person_id == world.pontianak.vera.id)).one()
        account.disabled_at = clock.now()
    assert "Vera Anggraini" in hana.get("/kelola/pegawai?status=tanpa-akun").words


def test_who_has_no_place_yet_is_said_so(hana, crowd):
    words = hana.get("/kelola/pegawai?cari=Ke07").words
    assert "Belum punya jabatan" in words and "Belum ditempatkan" in words


def test_the_list_is_for_human_resources_only(browser, world):
    assert browser(world.pontianak.oki).get("/kelola/pegawai").status == 403
    assert browser(world.pontianak.oki).post("/kelola/pegawai/unduhan", {"bentuk": "csv"}).status == 403
