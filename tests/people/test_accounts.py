"""Invitations open an account once; closing it and leaving end every session at once; roles are others' to give."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.world import today
from webapp.people.directory import invitations
from webapp.people.models import RoleGrant
from webapp.platform import clock

GOOD = "tiga kucing di pelabuhan"
NEW_NIP = "19920202 201601 2 777"


@pytest.fixture
def hana(browser, world):
    return browser(world.pontianak.hana)


@pytest.fixture
def later(monkeypatch):
    start = clock.now()
    return lambda gone: monkeypatch.setattr(clock, "now", lambda: start + gone)


def page_of(someone, part="") -> str:
    return f"/kelola/pegawai/{someone.id}{part}"


@pytest.fixture
def tuti(world, inside, sql):
    """A second clerk: without her nobody lets a link into an account be made."""
    clerk = world.pontianak.tuti
    if not sql("select 1 from role_grant where person_id = %s and role = 'bkpsdm'", clerk.id):
        with inside(world.pontianak) as session:
            session.add(RoleGrant(person_id=clerk.id, role="bkpsdm", valid_from=today()))
    return clerk


@pytest.fixture
def invite(browser, hana, tuti, sql):
    """invite(someone): the token of a new link into an account, asked for by Hana, let happen by Tuti."""

    def make(someone) -> str:
        assert hana.post(page_of(someone, "/undangan")).status == 303
        waiting = sql("select id from confirmation where person_id = %s and decision is null", someone.id)[0][0]
        text = browser(tuti).post(f"/kelola/persetujuan/{waiting}/setuju").text
        return text.partition("/undangan/")[2].partition("<")[0]

    return make


def choose(visitor, token, name, password=GOOD, again=None):
    return visitor.post(f"/undangan/{token}", {"nama": name, "sandi": password, "ulangi": again or password})


def test_a_link_opens_an_account_once(browser, hana, world, sql, invite):
    dewi, token = world.pontianak.dewi, invite(world.pontianak.dewi)
    assert len(token) >= 43
    assert sql("select count(*) from invitation i where i::text like %s", f"%{token}%") == [(0,)]
    visitor = browser()
    assert [visitor.get(f"/undangan/{token}").status for _ in range(2)] == [200, 200]
    assert choose(visitor, token, "Dewi.Lestari@Kota.go.id").status == 303
    assert browser(replace(dewi, account="dewi.lestari@kota.go.id", password=GOOD)).get("/beranda").status == 200
    assert visitor.get(f"/undangan/{token}").status == 404
    again = choose(visitor, token, "lain@kota.go.id")
    assert again.status == 404 and "sudah dipakai" in again.words


def test_a_new_link_ends_the_old_and_a_week_ends_both(browser, hana, world, later, invite):
    old, new = invite(world.pontianak.vera), invite(world.pontianak.vera)
    assert (browser().get(f"/undangan/{old}").status, browser().get(f"/undangan/{new}").status) == (404, 200)
    later(invitations.LIVES + timedelta(minutes=1))
    assert choose(browser(), new, "vera@kota.go.id").status == 404


@pytest.mark.parametrize(
    ("name", "password", "again", "sentence"),
    [
        ("vera@kota.go.id", "pendek", None, "paling sedikit 12 huruf"),
        ("vera@kota.go.id", "aaaaaaaaaaaaaaa", None, "itu-itu saja"),
        ("vera@kota.go.id", "anggraini-2026-baru", None, "memuat nama Anda"),
        ("vera@kota.go.id", "x19900101yz-panjang", None, "bagian NIP"),
        ("vera@kota.go.id", "qwertyuiop12345", None, "pertama dicoba orang"),
        ("vera@kota.go.id", GOOD, GOOD + "!", "tidak sama"),
        ("hana@pontianak.uji", GOOD, None, "sudah dipakai orang lain"),
    ],
)
def test_a_weak_password_or_a_taken_name_uses_nothing_up(browser, hana, world, name, password, again, sentence, invite):
    token = invite(world.pontianak.vera)
    answer = choose(browser(), token, name, password, again)
    assert answer.status == 422 and sentence in answer.words and password not in answer.text
    assert browser().get(f"/undangan/{token}").status == 200


def test_a_link_signs_nobody_else_out_and_opens_nothing_at_the_other_pemda(browser, hana, world, invite):
    token = invite(world.pontianak.vera)
    assert browser(tenant=world.gorontalo.tenant).get(f"/undangan/{token}").status == 404
    vera, oki = browser(world.pontianak.vera), browser(world.pontianak.oki)
    assert choose(oki, token, world.pontianak.vera.account).status == 303
    assert oki.get("/beranda").status == 200 and vera.get("/beranda").status == 302


def test_a_closed_account_is_out_at_its_next_request_and_an_invitation_opens_it_again(browser, hana, world, invite):
    oki = world.pontianak.oki
    there = browser(oki)
    assert hana.post(page_of(oki, "/akun"), {"alasan": "Diperiksa"}).status == 303
    assert there.get("/beranda").status == 302
    assert there.post("/masuk", {"nama": oki.account, "sandi": oki.password}).status == 422
    assert choose(browser(), invite(oki), oki.account).status == 303
    assert browser(replace(oki, password=GOOD)).get("/beranda").status == 200


def test_whoever_left_yesterday_is_out_at_once_and_is_said_to_have_left(browser, hana, world, invite):
    budi, yesterday = world.pontianak.budi, today() - timedelta(days=1)
    there = browser(budi)
    answer = hana.post(page_of(budi, "/berhenti"), {"tanggal": str(yesterday), "alasan": "Pensiun"})
    assert answer.status == 303 and there.get("/beranda").status == 302
    assert "Sudah berhenti" in hana.get(page_of(budi)).words
    assert "Sudah tidak bekerja di sini" in hana.get(f"/pegawai/{budi.id}").words
    assert hana.post(page_of(budi, "/undangan")).status == 409
    assert hana.post(page_of(budi, "/kembali"), {"alasan": "Keliru dicatat"}).status == 303
    assert choose(browser(), invite(budi), budi.account).status == 303


@pytest.mark.parametrize("part", ["/berhenti", "/akun"])
def test_nobody_shuts_himself_out(hana, world, part):
    more = {"tanggal": str(today())} if part == "/berhenti" else {}
    answer = hana.post(page_of(world.pontianak.hana, part), more | {"alasan": "Mencoba saja"})
    assert answer.status == 422 and "Mintalah rekan Anda" in answer.words and hana.get("/beranda").status == 200


def test_a_role_counts_at_once_and_is_gone_at_once_and_says_who_gave_it(browser, hana, world, sql, tuti):
    sari = world.pontianak.sari
    there = browser(sari)
    assert there.get("/kelola/pegawai").status == 403
    given = {"peran": "bkpsdm", "tanggal": str(today())}
    assert hana.post(page_of(sari, "/peran"), given).status == 303
    assert there.get("/kelola/pegawai").status == 403, "not before a second person agrees"
    asked = sql("select id from confirmation where person_id = %s and decision is null", sari.id)[0][0]
    assert browser(tuti).post(f"/kelola/persetujuan/{asked}/setuju").status == 303
    assert there.get("/kelola/pegawai").status == 200
    assert "sudah dipunyai sejak" in hana.post(page_of(sari, "/peran"), given).words
    grant = sql("select id, granted_by_id from role_grant where person_id = %s and role = 'bkpsdm'", sari.id)[0]
    assert grant[1] == world.pontianak.hana.id and "Hana Pertiwi" in hana.get(page_of(sari)).words
    assert hana.post(f"/kelola/peran/{grant[0]}/cabut").status == 303
    assert there.get("/kelola/pegawai").status == 403


def test_nobody_changes_his_own_roles(hana, world, sql):
    own = world.pontianak.hana
    answer = hana.post(page_of(own, "/peran"), {"peran": "inspektorat", "tanggal": str(today())})
    assert answer.status == 422 and "tidak dapat diubah sendiri" in answer.words
    grant = sql("select id from role_grant where person_id = %s and role = 'bkpsdm'", own.id)[0][0]
    assert hana.post(f"/kelola/peran/{grant}/cabut").status == 409


def test_somebody_new_is_added_once_found_and_his_nip_refused_to_another(hana, world, sql):
    fields = {"kunci": "0190b6a0-0000-7000-8000-000000000001", "nama_pegawai": "Dr. Zulfa Kirana, M.Si.",
              "status": "pns", "nip": NEW_NIP, "tanggal": "2020-01-01"}  # fmt: skip
    assert [hana.post("/kelola/pegawai/baru", fields).status for _ in range(2)] == [303, 303]
    assert sql("select count(*) from person where name like 'Dr. Zulfa%%'") == [(1,)]
    assert "Dr. Zulfa Kirana" in hana.get("/kelola/pegawai?cari=kir zul").words
    assert "Dr. Zulfa Kirana" in hana.get("/kelola/pegawai?cari=1992 0202 20").words
    other = fields | {"kunci": "0190b6a0-0000-7000-8000-000000000002", "nama_pegawai": "Orang Lain"}
    answer = hana.post("/kelola/pegawai/baru", other)
    assert answer.status == 422 and "sudah tercatat atas nama Dr. Zulfa Kirana" in answer.words
    wrong = hana.post("/kelola/pegawai/baru", other | {"nip": "123"})
    assert wrong.status == 422 and "18 angka" in wrong.words


def test_a_name_is_corrected_and_another_nip_keeps_the_one_before(hana, world, sql):
    dewi = world.pontianak.dewi
    before = sql("select nip from nip where person_id = %s", dewi.id)[0][0]
    assert hana.post(page_of(dewi, "/nama"), {"nama_pegawai": "Dewi Kusumawati"}).status == 303
    fields = {"nip": "199001012015012888", "status": "pns", "alasan": "baru", "tanggal": "2025-03-01"}
    assert hana.post(page_of(dewi, "/nip"), fields | {"tanggal": "2024-01-01"}).status == 422
    assert hana.post(page_of(dewi, "/nip"), fields).status == 303
    words = hana.get(page_of(dewi)).words
    assert "Dewi Kusumawati" in words and before in words and "199001012015012888" in words
    assert "Dewi Kusumawati" in hana.get(f"/kelola/pegawai?cari={before}").words
    detail = sql("select detail from audit_event where object_id = %s and action = 'pegawai:nama-dikoreksi'", dewi.id)
    assert detail == [({"before": "Dewi Lestari", "after": "Dewi Kusumawati"},)]


def test_the_own_profile_ends_other_sessions_and_changes_the_password(browser, world):
    sari = world.pontianak.sari
    here, elsewhere = browser(sari), browser(sari)
    assert "Keluar dari semua peramban lain" in here.get("/profil").words
    assert here.post("/profil/sesi").status == 303
    assert (here.get("/profil").status, elsewhere.get("/profil").status) == (200, 302)
    wrong = here.post("/profil/sandi", {"lama": "bukan ini", "sandi": GOOD, "ulangi": GOOD})
    assert wrong.status == 422 and "tidak cocok" in wrong.words
    assert here.post("/profil/sandi", {"lama": sari.password, "sandi": GOOD, "ulangi": GOOD}).status == 303
    assert browser(replace(sari, password=GOOD)).get("/profil").status == 200


def test_a_role_is_told_to_whom_it_is_taken_from_and_given(browser, hana, world, sql):
    tuti = world.pontianak.tuti
    grant = sql("select id from role_grant where person_id = %s and role = 'atasan'", tuti.id)[0][0]
    hana.post(f"/kelola/peran/{grant}/cabut")
    assert "Peran Anda berakhir: Pejabat penilai." in browser(tuti).get("/kabar").words
    assert hana.post(page_of(tuti, "/peran"), {"peran": "atasan", "tanggal": str(today())}).status == 303
    assert "Anda mendapat peran: Pejabat penilai." in browser(tuti).get("/beranda").words
    assert "pejabat penilai" not in browser(world.gorontalo.rahman).get("/kabar").words.lower()
