"""Jabatan and superiors from a day on: what was stays, what will be is shown, a circle is refused with its chain."""

from datetime import date, timedelta

import psycopg
import pytest
from sqlmodel import select

from tests.world import today
from webapp.people import queries
from webapp.people.models import Jabatan, Placement, Superior


def soon(days: int = 10) -> date:
    return today() + timedelta(days=days)


@pytest.fixture
def hana(browser, world):
    return browser(world.pontianak.hana)


@pytest.fixture
def post(world, inside):
    """A free jabatan of the dinas."""
    with inside(world.pontianak) as session:
        row = Jabatan(opd_id=world.pontianak.dinas, name="Analis Data", kind="fungsional")
        session.add(row)
        session.flush()
        return row.id


def page_of(someone, part="") -> str:
    return f"/kelola/pegawai/{someone.id}{part}"


def move(hana, someone, post, since, basis="definitif", until=""):
    return hana.post(page_of(someone, "/penempatan"),
                     {"jabatan": str(post), "dasar": basis, "tanggal": str(since), "sampai": str(until)})  # fmt: skip


def lead(hana, someone, superior, since):
    return hana.post(page_of(someone, "/atasan"), {"atasan": str(superior.id), "tanggal": str(since)})


def test_a_future_move_is_shown_and_takes_effect_that_day(hana, world, inside, post):
    dewi = world.pontianak.dewi
    assert move(hana, dewi, post, soon()).status == 303
    assert "Akan berlaku" in hana.get(page_of(dewi)).words
    with inside(world.pontianak) as session:
        before = queries.person_card(session, dewi.id, soon() - timedelta(days=1)).jabatan_name
        assert (before, queries.person_card(session, dewi.id, soon()).jabatan_name) == ("Jabatan Dewi", "Analis Data")
    assert "mulai " in hana.get(f"/kelola/opd/{world.pontianak.dinas}").words


def test_a_planned_move_can_be_taken_back_and_the_one_before_goes_on(hana, world, inside):
    dewi = world.pontianak.dewi
    with inside(world.pontianak) as session:
        planned = session.exec(
            select(Placement.id).where(Placement.person_id == dewi.id, Placement.valid_from == soon())
        ).one()
    assert hana.post(f"/kelola/penempatan/{planned}/batal").status == 303
    with inside(world.pontianak) as session:
        assert queries.person_card(session, dewi.id, soon(20)).jabatan_name == "Jabatan Dewi"
        begun = session.exec(select(Placement.id).where(Placement.person_id == dewi.id)).one()
    assert hana.post(f"/kelola/penempatan/{begun}/batal").status == 409


def test_the_same_move_sent_twice_is_one(hana, world, sql, post):
    vera = world.pontianak.vera
    assert [move(hana, vera, post, today()).status for _ in range(2)] == [303, 303]
    assert sql("select count(*) from placement where person_id = %s", vera.id) == [(2,)]


def test_a_move_before_a_planned_one_is_refused(hana, world, post):
    oki = world.pontianak.oki
    assert move(hana, oki, post, soon(20)).status == 303
    answer = move(hana, oki, post, soon())
    assert answer.status == 422 and "Sudah ada perubahan yang berlaku mulai" in answer.words


@pytest.mark.parametrize(
    ("basis", "until", "sentence"),
    [
        ("plt", "", "Plt. dan Plh. selalu ada batasnya"),
        ("plh", -1, "Tanggal berakhir mendahului tanggal mulai"),
        ("raja", "", "Pilih salah satu jawaban yang tersedia"),
    ],
)
def test_dates_and_words_that_cannot_be_are_refused_in_the_form(hana, world, post, basis, until, sentence):
    answer = move(hana, world.pontianak.sari, post, today(), basis, until and soon(until))
    assert answer.status == 422 and sentence in answer.words


def test_a_leading_jabatan_has_one_holder_and_one_who_stands_in(hana, world, inside):
    place = world.pontianak
    with inside(place) as session:
        chair = Jabatan(opd_id=place.upt, name="Kepala UPT", kind="pengawas", leads=True)
        session.add(chair)
        session.flush()
        chair_id = chair.id
    assert move(hana, place.budi, chair_id, today()).status == 303
    answer = move(hana, place.tuti, chair_id, today())
    assert answer.status == 422 and "dipegang Budi Santoso" in answer.words
    assert move(hana, place.tuti, chair_id, today(), "plh", soon()).status == 303
    assert "sudah dijalankan Tuti Hartati" in move(hana, place.vera, chair_id, soon(), "plh", soon(20)).words
    assert "Plh." in hana.get(page_of(place.tuti)).words


def test_the_last_day_of_a_jabatan_cannot_come_before_its_first(hana, world, inside):
    with inside(world.pontianak) as session:
        row = session.exec(select(Placement).where(Placement.person_id == world.pontianak.sari.id)).one()
    answer = hana.post(f"/kelola/penempatan/{row.id}/akhir", {"tanggal": "2020-01-01"})
    assert answer.status == 422 and "tidak dapat mendahului hari pertama" in answer.words
    assert hana.post(f"/kelola/penempatan/{row.id}/akhir", {"tanggal": str(soon())}).status == 303


def test_the_database_refuses_two_definitive_jabatan_or_two_superiors_on_one_day(sql, world):
    place = world.pontianak
    for table, column, value in (("superior", "superior_id", place.vera.id), ("placement", "jabatan_id", None)):
        value = value or sql("select jabatan_id from placement where person_id = %s", place.hana.id)[0][0]
        extra, word = (", basis", ", 'definitif'") if table == "placement" else ("", "")
        with pytest.raises(psycopg.errors.ExclusionViolation):
            sql(f"insert into {table} (tenant_id, id, person_id, {column}, valid_from, valid_to{extra}) "
                f"values (%s, gen_random_uuid(), %s, %s, '2025-06-01', '2025-07-01'{word})",
                place.tenant.id, place.hana.id, value)  # fmt: skip


def test_what_was_in_force_cannot_be_deleted_by_the_application(inside, world):
    with inside(world.pontianak) as session:
        row = session.exec(select(Superior).where(Superior.person_id == world.pontianak.hana.id)).first()
        result = session.connection().exec_driver_sql(
            "delete from superior where tenant_id = %s and id = %s", (row.tenant_id, row.id)
        )
        assert result.rowcount == 0


def test_a_superior_follows_another_with_history(hana, world, inside):
    sari, vera, budi = world.pontianak.sari, world.pontianak.vera, world.pontianak.budi
    assert lead(hana, sari, vera, soon()).status == 303
    with inside(world.pontianak) as session:
        assert queries.superior_of(session, sari.id, soon() - timedelta(days=1)).id == budi.id
        assert queries.superior_of(session, sari.id, soon()).id == vera.id
    words = hana.get(page_of(sari)).words
    assert "Akan berlaku" in words and "Vera Anggraini" in words and "Budi Santoso" in words


def test_a_circle_is_refused_with_its_chain_also_when_it_lies_ahead(hana, world):
    place = world.pontianak
    answer = lead(hana, place.tuti, place.sari, soon(20))
    chain = "Tuti Hartati → Sari Wulandari → Vera Anggraini → Tuti Hartati"
    assert answer.status == 422 and chain in answer.words


def test_nobody_is_his_own_superior(hana, world):
    answer = lead(hana, world.pontianak.oki, world.pontianak.oki, today())
    assert answer.status == 422 and "atasan dirinya sendiri" in answer.words


@pytest.mark.parametrize("part", ["/penempatan", "/atasan", "/peran", "/nama", "/nip", "/berhenti", ""])
def test_only_human_resources_come_here(browser, world, part):
    sari = world.pontianak.sari
    assert browser(world.pontianak.oki).get(page_of(sari, part)).status == 403
    assert browser(world.pontianak.hana).get(page_of(world.gorontalo.rahman, part)).status == 404


def test_ids_of_the_other_pemda_are_nobodys(hana, world, sql):
    place, rahman = world.pontianak, world.gorontalo.rahman
    theirs = sql("select id from jabatan where tenant_id = %s", world.gorontalo.tenant.id)[0][0]
    assert lead(hana, place.dewi, rahman, today()).status == 404
    assert move(hana, place.dewi, theirs, soon(20) + timedelta(days=1)).status == 404


def test_nobody_can_be_placed_after_he_left(hana, world, post):
    answer = hana.post(page_of(world.pontianak.budi, "/berhenti"), {"tanggal": str(soon()), "alasan": "Pensiun"})
    assert answer.status == 303
    answer = move(hana, world.pontianak.budi, post, date(today().year + 1, 12, 1))
    assert answer.status == 422 and "berhenti pada" in answer.words


def test_both_are_told_of_a_new_superior(browser, hana, world):
    dewi, oki = world.pontianak.dewi, world.pontianak.oki
    assert lead(hana, dewi, oki, today()).status == 303
    assert "Oki Saputra ditetapkan sebagai pejabat penilai Anda" in browser(dewi).get("/kabar").words
    reader = browser(oki)
    told = reader.get("/kabar")
    assert "Anda ditetapkan sebagai pejabat penilai Dewi Lestari" in told.words
    opened = reader.post(next(form["action"] for form in told.page.forms if "/kabar/" in (form.get("action") or "")))
    assert opened.status == 303 and opened.location.endswith(f"/pegawai/{dewi.id}")
