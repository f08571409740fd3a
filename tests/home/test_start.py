"""The first run of a pemda: six steps, resumable, with samples that can be taken away again."""

import pytest
import sqlalchemy as sa
from sqlmodel import select

from webapp.feedback.services.models import Service, ServicePoint
from webapp.people.models import Opd, Person
from webapp.platform import clock, samples

SAMPLE_TABLES = ("opd", "person", "jabatan", "placement", "superior", "service", "service_point")


@pytest.fixture(autouse=True)
def no_samples_are_left(browser, world):
    yield
    press(browser(world.pontianak.oki), "contoh/hapus")


@pytest.fixture
def count(sql):
    """count(table): its rows, samples or not."""
    return lambda table: sql(f"select count(*) from {table}")[0][0]


def press(reader, way: str, **fields):
    return reader.post(f"/kelola/mulai/{way}", fields)


def test_the_path_says_what_is_done_and_what_comes_next(browser, world):
    page = browser(world.pontianak.oki).get("/kelola/mulai")
    assert "Menyiapkan Pamong untuk Kota Pontianak" in page.words
    assert "4 dari 6 langkah selesai" in page.words and page.words.count("Langkah berikutnya") == 1
    assert f"/pontianak/n/{world.pontianak.kiosk}" in page.page.links or "/n/" in page.text


def test_a_step_can_be_called_done_and_stays_so(browser, world):
    reader = browser(world.gorontalo.nur)
    before = reader.get("/kelola/mulai").words
    assert press(reader, "langkah", langkah="poster").status == 303
    assert press(reader, "langkah", langkah="poster").status == 303
    after = reader.get("/kelola/mulai").words
    assert after.count("Tandai selesai") == before.count("Tandai selesai") - 1


@pytest.mark.parametrize("step", ["", "semua", "x" * 300])
def test_a_step_that_is_none_changes_nothing(browser, world, sql, step):
    before = sql("select count(*) from start_step")
    assert press(browser(world.pontianak.oki), "langkah", langkah=step).status == 303
    assert sql("select count(*) from start_step") == before


@pytest.mark.parametrize("name", ["sari", "budi", "vera"])
def test_only_those_who_set_up_find_it(browser, world, name):
    reader = browser(getattr(world.pontianak, name))
    assert reader.get("/kelola/mulai").status == 403
    for way in ("langkah", "contoh", "contoh/hapus"):
        assert press(reader, way).status == 403
    assert "Persiapan" not in reader.get("/beranda").words


def test_samples_come_and_go_without_a_trace_in_the_rooms(browser, world, count):
    reader, before = browser(world.pontianak.oki), {table: count(table) for table in SAMPLE_TABLES}
    press(reader, "contoh")
    press(reader, "contoh")
    assert count("opd") == before["opd"] + 1 and count("person") == before["person"] + 3
    assert "Dinas Contoh" in reader.get("/kelola/mulai").words
    assert browser(world.gorontalo.nur).get("/cari?q=contoh").words.count("Dinas Contoh") == 0
    assert press(reader, "contoh/hapus").status == 303
    assert {table: count(table) for table in SAMPLE_TABLES} == before and count("sample_row") == 0


def test_no_rating_can_lean_on_a_sample(browser, world):
    reader = browser(world.pontianak.oki)
    press(reader, "contoh")
    citizen = browser()
    assert "Ini contoh untuk belajar" in citizen.get("/n/contoh").words
    assert "kunci" not in citizen.get("/n/contoh").page.hidden
    press(reader, "contoh/hapus")


def test_a_sample_that_real_data_lean_on_stays(browser, world, inside, count):
    reader = browser(world.pontianak.oki)
    press(reader, "contoh")
    with inside(world.pontianak) as session:
        sample = session.exec(select(Opd).where(Opd.slug == "dinas-contoh")).one()
        real = Opd(slug="bidang-sungguhan", name="Bidang sungguhan", short_name="Bidang", kind="bidang")
        real.parent_id = sample.id
        session.add(real)
    assert "kecuali yang sudah dipakai" in reader.follow(press(reader, "contoh/hapus")).words
    assert count("sample_row") == 1
    with inside(world.pontianak) as session:
        session.exec(sa.update(Opd).where(Opd.slug == "bidang-sungguhan").values(parent_id=None))
    press(reader, "contoh/hapus")
    assert count("sample_row") == 0


@pytest.mark.parametrize("table", SAMPLE_TABLES)
def test_the_application_deletes_nothing_that_is_real(world, inside, count, table):
    before = count(table)
    with inside(world.pontianak) as session:
        deleted = session.connection().execute(
            sa.text(f"delete from {table} where tenant_id = :tenant"), {"tenant": session.tenant.id}
        )
        assert before > 0 and deleted.rowcount == 0
    assert count(table) == before


@pytest.mark.parametrize("row", [Opd, Person, Service, ServicePoint])
def test_nothing_that_is_there_can_be_made_a_sample(world, inside, row):
    with inside(world.pontianak) as session:
        id_ = session.exec(select(row.id)).first()
        session.add(samples.SampleRow(id=id_, kind="superior", planted_at=clock.now()))
        with pytest.raises(sa.exc.ProgrammingError, match="row-level security"):
            session.flush()
        session.rollback()


def test_every_way_a_step_offers_opens_for_whoever_finds_it_there(browser, world):
    for reader in (browser(world.pontianak.oki), browser(world.pontianak.hana)):
        page = reader.get("/kelola/mulai")
        shown = page.text.partition('class="start-steps')[2].partition("</ol>")[0]
        links = [link for link in page.page.links if f'href="{link}"' in shown]
        assert links and all(reader.get(link).status == 200 for link in links), links


def test_the_page_says_how_long_it_takes_and_each_step_does(browser, world):
    from webapp.home.start.words import LEAST, MORE

    page = browser(world.gorontalo.nur).get("/kelola/mulai").words
    assert f"sekitar {LEAST} menit untuk memulai dengan beberapa pegawai" in page
    assert f"dengan impor berkas menambah sekitar {MORE} menit" in page
    assert "lima belas" not in page and "Sekitar" in page


def test_after_saving_the_way_leads_on_until_all_is_done(browser, world, sql):
    reader, steps = browser(world.pontianak.oki), ("identitas", "kantor", "pegawai", "layanan", "poster", "uji")
    sql("delete from start_step")
    form = {"nama": "Kota Pontianak", "sebutan": "Pontianak", "telepon": "0561-123456"}
    saved = reader.follow(reader.post("/kelola/pengaturan", form))
    assert "Lanjut ke langkah berikutnya" in saved.words and "langkah selesai." in saved.words
    assert "Lanjut ke langkah berikutnya" not in reader.get("/kelola/pengaturan").words, "only after a deed"
    for step in steps:
        press(reader, "langkah", langkah=step)
    assert "Lanjut ke langkah" not in reader.follow(reader.post("/kelola/pengaturan", form)).words
    sql("delete from start_step")
