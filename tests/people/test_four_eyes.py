"""No clerk alone becomes somebody else, or gives power: asked by one, let happen by another, told to the third."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.world import today
from webapp.people.models import RoleGrant
from webapp.platform import clock

GOOD = "tiga kucing di pelabuhan"


@pytest.fixture
def hana(browser, world):
    return browser(world.pontianak.hana)


@pytest.fixture
def bear(world, inside):
    """bear(someone, role): somebody bears this role from today on, for the time of the test."""

    def give(someone, role):
        with inside(world.pontianak) as session:
            row = RoleGrant(person_id=someone.id, role=role, valid_from=today())
            session.add(row)
            session.flush()
            given.append(row.id)

    given: list = []
    yield give
    with inside(world.pontianak) as session:
        for row_id in given:
            session.get(RoleGrant, (world.pontianak.tenant.id, row_id)).ended_at = clock.now()


@pytest.fixture
def waiting(sql):
    """waiting(someone): the ids of what waits about this person."""
    return lambda one: [
        row[0] for row in sql("select id from confirmation where person_id = %s and decision is null", one.id)
    ]


@pytest.fixture(autouse=True)
def nothing_waits(sql):
    yield
    sql("update confirmation set decision = 'dibatalkan', decided_at = now() where decision is null")


def page_of(someone, part="") -> str:
    return f"/kelola/pegawai/{someone.id}{part}"


def ask_link(hana, someone):
    return hana.post(page_of(someone, "/undangan"))


def propose(hana, someone, role="inspektorat"):
    return hana.post(page_of(someone, "/peran"), {"peran": role, "tanggal": str(today())})


def agree(visitor, confirmation_id):
    return visitor.post(f"/kelola/persetujuan/{confirmation_id}/setuju")


def test_a_clerk_alone_gets_no_link_into_an_account(browser, hana, world, waiting, sql):
    sari = world.pontianak.sari
    answer = ask_link(hana, sari)
    assert answer.status == 303 and "/undangan/" not in answer.text
    assert sql("select count(*) from invitation where person_id = %s", sari.id) == [(0,)]
    assert agree(hana, waiting(sari)[0]).status == 409, "who asked does not let it happen"
    assert all("Batalkan permintaan" in hana.get(path).words for path in (page_of(sari), "/kelola/persetujuan"))
    assert "bin/pamong tenants confirm pontianak" in hana.get(page_of(sari)).words
    assert "masih menunggu" in ask_link(hana, sari).words
    assert "Hana Pertiwi meminta tautan kata sandi baru untuk akun Anda" in browser(sari).get("/beranda").words


def test_a_reset_is_released_by_another_clerk_told_and_on_the_trail(browser, hana, world, bear, waiting, sql):
    dewi, tuti = world.pontianak.dewi, world.pontianak.tuti
    bear(tuti, "bkpsdm")
    ask_link(hana, dewi)
    there = browser(tuti)
    assert "1 permintaan menunggu persetujuan Anda" in there.get("/beranda").words
    assert "Tautan kata sandi baru untuk Dewi Lestari" in there.get("/kelola/persetujuan").words
    shown = agree(there, waiting(dewi)[0])
    token = shown.text.partition("/undangan/")[2].partition("<")[0]
    assert shown.status == 200 and len(token) >= 43
    fields = {"nama": dewi.account, "sandi": GOOD, "ulangi": GOOD}
    assert browser(tenant=world.pontianak.tenant).post(f"/undangan/{token}", fields).status == 303
    deeds = dict(sql("select action, actor_id from audit_event where object_id = %s", dewi.id))
    assert deeds["akun:setel_ulang_diminta"] == world.pontianak.hana.id
    assert deeds["akun:setel_ulang_dibuka"] == tuti.id
    assert deeds["akun:disetel_ulang"] is None and "akun:dibuka" not in deeds
    detail = sql("select detail from audit_event where action = 'akun:disetel_ulang' and object_id = %s", dewi.id)[0][0]
    assert (detail["diminta"], detail["dibuka"]) == ("Hana Pertiwi", "Tuti Hartati")
    told = sql("select code from notice where person_id = %s", dewi.id)
    assert {"akun:setel_ulang_diminta", "akun:setel_ulang_dibuka", "akun:disetel_ulang"} <= {row[0] for row in told}


def test_a_powerful_role_waits_for_another_clerk_and_then_counts(browser, hana, world, bear, waiting):
    sari, tuti = world.pontianak.sari, world.pontianak.tuti
    bear(tuti, "bkpsdm")
    assert "Tuti Hartati" in hana.get(page_of(sari, "/peran")).words
    assert propose(hana, sari, "organisasi").status == 303
    assert browser(sari).get("/kelola/layanan").status == 403
    asked = waiting(sari)[0]
    assert agree(hana, asked).status == 409 and agree(browser(sari), asked).status == 403
    assert agree(browser(tuti), asked).status == 303
    assert browser(sari).get("/kelola/layanan").status == 200
    again = agree(browser(tuti), asked)
    assert again.status == 409 and "sudah diputuskan" in again.words


def test_a_puppet_gives_its_maker_nothing(browser, hana, world, bear, waiting):
    """The clerk and somebody she proposed cannot pass roles to each other."""
    vera = world.pontianak.vera
    assert propose(hana, vera, "bkpsdm").status == 303
    assert browser(vera).get("/kelola/pegawai").status == 403
    assert agree(hana, waiting(vera)[0]).status == 409
    assert propose(browser(vera), world.pontianak.hana, "organisasi").status == 403


def test_the_head_confirms_roles_where_there_is_one_clerk_but_no_links(browser, hana, world, bear, waiting):
    budi, sari = world.pontianak.budi, world.pontianak.sari
    bear(budi, "kepala")
    assert propose(hana, sari, "inspektorat").status == 303 and ask_link(hana, world.pontianak.oki).status == 303
    head = browser(budi)
    page = head.get("/kelola/persetujuan").words
    assert "Peran Inspektorat untuk Sari Wulandari" in page
    assert agree(head, waiting(world.pontianak.oki)[0]).status == 409
    assert agree(head, waiting(sari)[0]).status == 303
    assert browser(sari).get("/kelola/jejak").status == 200


def test_who_asked_takes_back_who_may_decide_refuses_and_others_do_neither(browser, hana, world, bear, waiting, sql):
    tuti, oki = world.pontianak.tuti, world.pontianak.oki
    bear(tuti, "bkpsdm")
    for visitor, decision in ((hana, "dibatalkan"), (browser(tuti), "ditolak")):
        propose(hana, oki)
        asked = waiting(oki)[0]
        bear(world.pontianak.budi, "kepala")
        assert browser(world.pontianak.budi).post(f"/kelola/persetujuan/{asked}/tolak").status == 404
        assert visitor.post(f"/kelola/persetujuan/{asked}/tolak").status == 303
        assert sql("select decision from confirmation where id = %s", asked) == [(decision,)]
    assert "Tidak disetujui: Inspektorat untuk Oki Saputra" in hana.get("/kabar").words
    assert browser(world.gorontalo.nur).post(f"/kelola/persetujuan/{asked}/setuju").status == 403


def test_a_new_person_is_invited_by_one_clerk_until_power_is_given(hana, world, bear, sql, waiting, browser):
    person_id = uuid4()
    hana.post("/kelola/pegawai/baru", {"kunci": str(person_id), "nama_pegawai": "Wakil Baru",
                                       "status": "pejabat_negara", "nip": "", "tanggal": "2020-01-01"})  # fmt: skip
    first = hana.post(f"/kelola/pegawai/{person_id}/undangan")
    token = first.text.partition("/undangan/")[2].partition("<")[0]
    assert first.status == 200 and browser(tenant=world.pontianak.tenant).get(f"/undangan/{token}").status == 200
    bear(world.pontianak.tuti, "bkpsdm")
    hana.post(f"/kelola/pegawai/{person_id}/peran", {"peran": "kepala", "tanggal": str(today())})
    asked = sql("select id from confirmation where person_id = %s", person_id)[0][0]
    assert agree(browser(world.pontianak.tuti), asked).status == 303
    closed = browser(tenant=world.pontianak.tenant).get(f"/undangan/{token}")
    assert closed.status == 404, "the link one clerk holds does not open a powerful account"
    assert hana.post(f"/kelola/pegawai/{person_id}/undangan").status == 303


def test_the_table_itself_refuses_two_of_the_same_eyes(world, hana, sql, waiting):
    import psycopg

    propose(hana, world.pontianak.budi)
    hers = world.pontianak.hana.id
    with pytest.raises(psycopg.errors.CheckViolation):
        sql("update confirmation set decision = 'disetujui', decided_at = now(), decided_by_id = %s where id = %s",
            hers, waiting(world.pontianak.budi)[0])  # fmt: skip


def test_a_proposal_for_a_day_gone_by_begins_when_it_is_agreed_to(browser, hana, world, bear, waiting, sql):
    tuti, budi = world.pontianak.tuti, world.pontianak.budi
    bear(tuti, "bkpsdm")
    fields = {"peran": "inspektorat", "tanggal": str(today() - timedelta(days=40))}
    assert hana.post(page_of(budi, "/peran"), fields).status == 303
    assert agree(browser(tuti), waiting(budi)[0]).status == 303
    began = sql("select valid_from from role_grant where person_id = %s and role = 'inspektorat'", budi.id)
    assert began == [(today(),)]


def test_a_role_without_a_room_is_not_offered(hana, world):
    page = hana.get(page_of(world.pontianak.sari, "/peran"))
    assert 'value="mentor"' not in page.text and 'value="petugas"' not in page.text
    answer = propose(hana, world.pontianak.sari, "petugas")
    assert answer.status == 422 and "belum ada ruangnya" in answer.words
    assert 'value="verifikator"' in hana.get(page_of(world.pontianak.vera, "/peran")).text, "she bears it"
