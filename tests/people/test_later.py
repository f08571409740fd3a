"""What was right when it was arranged is looked at again when days change: one head, no circle, nobody who has left."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from sqlmodel import select

from tests.client import Browser
from tests.world import today
from webapp.people import jobs
from webapp.people.models import Jabatan, Opd, Person, Placement, RoleGrant, Superior


def soon() -> date:
    return today() + timedelta(days=30)


def later() -> date:
    return today() + timedelta(days=60)


@pytest.fixture
def hana(browser, world):
    return browser(world.pontianak.hana)


@pytest.fixture
def make(world, inside):
    """make(table, **values): a row of Pontianak, its id."""

    def add(table, **values):
        with inside(world.pontianak) as session:
            row = table(**values)
            session.add(row)
            session.flush()
            return row.id

    return add


@pytest.fixture
def people(make):
    """people(n): new people."""
    return lambda n: [make(Person, name=f"Orang {letter}", kind="pejabat_negara") for letter in "ABCDEFG"[:n]]


@pytest.fixture
def chair(make, world):
    return lambda name="Kepala Uji": make(Jabatan, opd_id=world.pontianak.dinas, name=name, kind="jpt", leads=True)


def place(hana, person, jabatan, since, basis="definitif", until=""):
    fields = {"jabatan": str(jabatan), "dasar": basis, "tanggal": str(since), "sampai": str(until)}
    return hana.post(f"/kelola/pegawai/{person}/penempatan", fields)


def lead(hana, person, superior, since):
    return hana.post(f"/kelola/pegawai/{person}/atasan", {"atasan": str(superior), "tanggal": str(since)})


def row_of(inside, world, kind, person):
    """The last row of this person."""
    with inside(world.pontianak) as session:
        return session.exec(select(kind.id).where(kind.person_id == person).order_by(kind.valid_from.desc())).first()


def test_taking_a_move_back_makes_no_second_head(hana, world, inside, people, chair):
    (one, two), here, there = people(2), chair(), chair("Kepala Lain")
    statuses = [place(hana, one, here, today()), place(hana, one, there, soon()), place(hana, two, here, soon())]
    assert [each.status for each in statuses] == [303] * 3
    answer = hana.post(f"/kelola/penempatan/{row_of(inside, world, Placement, one)}/batal")
    assert answer.status == 409 and "dipegang Orang B" in answer.words


def test_a_head_does_not_stay_longer_than_the_next_one_begins(hana, world, inside, people, chair):
    (one, two), here = people(2), chair()
    place(hana, one, here, today())
    row = row_of(inside, world, Placement, one)
    assert hana.post(f"/kelola/penempatan/{row}/akhir", {"tanggal": str(soon())}).status == 303
    assert place(hana, two, here, soon() + timedelta(days=1)).status == 303
    answer = hana.post(f"/kelola/penempatan/{row}/akhir", {"tanggal": "2199-12-31"})
    assert answer.status == 422 and "dipegang Orang B" in answer.words
    assert hana.post(f"/kelola/penempatan/{row}/akhir", {"tanggal": str(today())}).status == 303


def test_taking_a_superior_back_makes_no_circle(hana, world, inside, people):
    one, two, three = people(3)
    statuses = [lead(hana, two, one, today()), lead(hana, two, three, soon()), lead(hana, one, two, soon())]
    assert [each.status for each in statuses] == [303] * 3
    answer = hana.post(f"/kelola/atasan/{row_of(inside, world, Superior, two)}/batal")
    assert answer.status == 409 and "Orang B → Orang A → Orang B" in answer.words
    with inside(world.pontianak) as session:
        held = session.exec(select(Superior.superior_id).where(Superior.person_id == two)).all()
    assert set(held) == {one, three}


def test_a_jabatan_with_two_holders_does_not_become_one_that_leads(hana, people, make, world):
    (one, two), post = people(2), make(Jabatan, opd_id=world.pontianak.dinas, name="Analis", kind="pelaksana")
    assert [place(hana, each, post, today()).status for each in (one, two)] == [303, 303]
    fields = {"nama_jabatan": "Analis", "jenis": "pelaksana", "jenjang": "", "memimpin": "ya"}
    answer = hana.post(f"/kelola/jabatan/{post}", fields)
    assert answer.status == 422 and "lebih dari satu orang" in answer.words


def test_nobody_is_kept_or_put_where_he_or_the_unit_is_no_more(hana, world, inside, people, make):
    (one, two) = people(2)
    unit = make(Opd, slug="uji-tutup", name="Unit Uji", short_name="Uji", kind="bidang")
    post = make(Jabatan, opd_id=unit, name="Staf", kind="pelaksana")
    place(hana, one, post, today() - timedelta(days=50))
    leaving = {"tanggal": str(today() - timedelta(days=9)), "alasan": "Pensiun"}
    assert hana.post(f"/kelola/pegawai/{one}/berhenti", leaving).status == 303
    row = row_of(inside, world, Placement, one)
    answer = hana.post(f"/kelola/penempatan/{row}/akhir", {"tanggal": "2199-12-31"})
    assert answer.status == 422 and "berhenti pada" in answer.words
    closing = {"tanggal": str(today() - timedelta(days=3)), "alasan": "Digabung"}
    assert hana.post(f"/kelola/opd/{unit}/penutupan", closing).status == 303
    answer = place(hana, two, post, today())
    assert answer.status == 422 and "unit kerjanya ditutup" in answer.words


def test_a_last_day_of_today_closes_the_account_the_day_after_and_coming_back_revives_nothing(
    browser, hana, world, sql, app
):
    dewi = world.pontianak.dewi
    there = browser(dewi)
    hana.post(f"/kelola/pegawai/{dewi.id}/berhenti", {"tanggal": str(today()), "alasan": "Pindah"})
    assert there.get("/profil").status == 200
    sql("update person set left_on = %s where id = %s", today() - timedelta(days=1), dewi.id)
    jobs.forget(app.config["RESOURCES"], world.pontianak.tenant)
    assert sql("select disabled_at is not null from account where person_id = %s", dewi.id) == [(True,)]
    assert sql("select count(*) from web_session where person_id = %s and ended_at is null", dewi.id) == [(0,)]
    assert hana.post(f"/kelola/pegawai/{dewi.id}/kembali", {"alasan": "Kembali bekerja"}).status == 303
    assert there.get("/profil").status == 302


def test_coming_back_before_the_clock_came_by_revives_no_old_browser(browser, hana, world, sql):
    vera = world.pontianak.vera
    there = browser(vera)
    hana.post(f"/kelola/pegawai/{vera.id}/berhenti", {"tanggal": str(today()), "alasan": "Pindah"})
    sql("update person set left_on = %s where id = %s", today() - timedelta(days=1), vera.id)
    assert hana.post(f"/kelola/pegawai/{vera.id}/kembali", {"alasan": "Kembali bekerja"}).status == 303
    assert there.get("/profil").status == 302
    assert browser().post("/masuk", {"nama": vera.account, "sandi": vera.password}).status == 422


def at_once(app, world, path, fields=None, times=3):
    """The statuses and words of the same press from several browsers of Hana at the same moment."""
    visitors = [Browser(app, world.pontianak.tenant) for _ in range(times)]
    for visitor in visitors:
        visitor.sign_in(world.pontianak.hana)
    barrier = Barrier(times)

    def press(visitor):
        barrier.wait()
        return visitor.post(path, fields or {})

    with ThreadPoolExecutor(times) as pool:
        return sorted(answer.status for answer in pool.map(press, visitors))


def test_two_presses_at_once_take_back_once_and_nobody_meets_an_error(app, hana, world, inside, people, chair, make):
    (one,) = people(1)
    place(hana, one, chair(), today())
    place(hana, one, chair("Kepala Lain"), soon())
    planned = row_of(inside, world, Placement, one)
    statuses = at_once(app, world, f"/kelola/penempatan/{planned}/batal")
    assert statuses[0] == 303 and set(statuses) <= {303, 404, 409}
    grant = make(RoleGrant, person_id=one, role="atasan", valid_from=soon())
    statuses = at_once(app, world, f"/kelola/peran/{grant}/cabut")
    assert statuses[0] == 303 and set(statuses) <= {303, 404, 409}


@pytest.mark.parametrize("path", ["/hasil/disdukcapil/langganan", "/kelola/mulai/contoh"])
def test_two_presses_at_once_begin_one_thing_and_both_are_thanked(app, world, sql, path):
    assert set(at_once(app, world, path)) == {303}
    assert sql("select count(*) from opd where slug = 'dinas-contoh'")[0][0] <= 1


def test_a_form_sent_three_times_at_once_makes_one_row_and_leads_to_it(app, world, sql):
    key = "0190b6a0-0000-7000-8000-0000000000b1"
    somebody = {"kunci": key, "nama_pegawai": "Sekali Saja", "status": "pejabat_negara", "nip": "",
                "tanggal": "2020-01-01"}  # fmt: skip
    assert at_once(app, world, "/kelola/pegawai/baru", somebody) == [303] * 3
    post = {"kunci": key, "nama_jabatan": "Sekali Saja", "jenis": "pelaksana", "jenjang": "", "memimpin": "tidak"}
    assert at_once(app, world, f"/kelola/opd/{world.pontianak.dinas}/jabatan", post) == [303] * 3
    assert sql("select count(*) from person where id = %s", key) == [(1,)]


@pytest.mark.parametrize("what", ["person", "opd", "jabatan"])
def test_the_second_of_two_who_change_the_same_is_told_and_decides(hana, world, make, what):
    place = world.pontianak
    post = make(Jabatan, opd_id=place.upt, name="Sekretaris", kind="pengawas")
    path, name, more = {
        "person": (f"/kelola/pegawai/{place.sari.id}/nama", "nama_pegawai", {}),
        "opd": (f"/kelola/opd/{place.upt}/nama", "nama_opd", {"singkatan": "UPT", "jenis": "upt"}),
        "jabatan": (f"/kelola/jabatan/{post}", "nama_jabatan",
                    {"jenis": "pengawas", "jenjang": "", "memimpin": "tidak"}),
    }[what]  # fmt: skip
    drawn = {"versi": hana.get(path).page.hidden["versi"], **more}
    assert hana.post(path, drawn | {name: "Pertama Menyimpan"}).status == 303
    answer = hana.post(path, drawn | {name: "Kedua Menyimpan"})
    assert answer.status == 422 and "baru saja diubah orang lain" in answer.words and "Kedua Menyimpan" in answer.text
    again = drawn | {name: "Kedua Menyimpan", "versi": answer.page.hidden["versi"]}
    assert hana.post(path, again).status == 303
