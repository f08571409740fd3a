"""The OPD tree and its jabatan: never under itself, closed only when empty, seen by all staff as a chart."""

from datetime import timedelta

import pytest

from tests.world import today
from webapp.people.directory import units
from webapp.people.published import find_people, opd_tree

KEY = "0190b6a0-0000-7000-8000-00000000000{}"


@pytest.fixture
def oki(browser, world):
    return browser(world.pontianak.oki)


@pytest.fixture
def section(oki, world):
    """A section under the UPT, added twice by a double click."""
    fields = {"kunci": KEY.format(3), "nama_opd": "Subbagian Umum", "singkatan": "Subbag Umum", "jenis": "bagian",
              "induk": str(world.pontianak.upt)}  # fmt: skip
    assert [oki.post("/kelola/opd/baru", fields).status for _ in range(2)] == [303, 303]
    return KEY.format(3)


def test_a_unit_is_added_once_and_shown_in_the_tree_and_the_chart(oki, section, browser, world, sql):
    assert sql("select count(*), min(slug) from opd where name = 'Subbagian Umum'") == [(1, "subbag-umum")]
    assert "Subbagian Umum" in oki.get("/kelola/opd").words
    words = browser(world.pontianak.sari).get("/bagan").words
    assert "Subbagian Umum" in words and "7 orang" in words


def test_a_unit_does_not_move_under_itself_or_what_is_below_it(oki, section, world):
    for target in (world.pontianak.dinas, world.pontianak.upt, section):
        answer = oki.post(f"/kelola/opd/{world.pontianak.dinas}/induk", {"induk": str(target)})
        assert answer.status == 422 and "ke bawah dirinya sendiri" in answer.words


def test_a_unit_moves_with_what_is_below_it(oki, section, inside, world):
    assert oki.post(f"/kelola/opd/{section}/induk", {"induk": str(world.pontianak.dinas)}).status == 303
    with inside(world.pontianak) as session:
        (root,) = opd_tree(session, today())
        assert {part.name for part in root.parts} == {"Subbagian Umum", "UPT Dukcapil Selatan"}
    assert oki.post(f"/kelola/opd/{section}/induk", {"induk": str(world.pontianak.upt)}).status == 303


def test_a_name_is_changed_and_the_address_stays_and_twins_are_refused(oki, section, world, sql):
    fields = {"nama_opd": "Subbagian Tata Usaha", "singkatan": "Subbag TU", "jenis": "bagian"}
    assert oki.post(f"/kelola/opd/{section}/nama", fields).status == 303
    assert sql("select slug from opd where name = 'Subbagian Tata Usaha'") == [("subbag-umum",)]
    twin = fields | {"kunci": KEY.format(4), "induk": str(world.pontianak.upt)}
    answer = oki.post("/kelola/opd/baru", twin)
    assert answer.status == 422 and "Sudah ada unit dengan nama ini" in answer.words


def test_a_unit_with_parts_people_or_an_objection_is_not_closed(oki, section, world, monkeypatch):
    fields = {"tanggal": str(today()), "alasan": "Digabung"}
    answer = oki.post(f"/kelola/opd/{world.pontianak.upt}/penutupan", fields)
    assert answer.status == 422 and "di bawahnya" in answer.words
    monkeypatch.setattr(units, "OBJECTIONS", [lambda session, opd_id, day: "Masih ada titik layanan."])
    assert "Masih ada titik layanan." in oki.post(f"/kelola/opd/{section}/penutupan", fields).words


def test_a_unit_with_an_open_service_point_is_not_closed(oki, section, world):
    assert oki.post(f"/kelola/opd/{section}/induk", {"induk": str(world.pontianak.dinas)}).status == 303
    path = f"/kelola/opd/{world.pontianak.upt}/penutupan"
    answer = oki.post(path, {"tanggal": str(today()), "alasan": "Digabung"})
    assert answer.status == 422 and "masih dibuka (Mesin pintu keluar)" in answer.words
    assert oki.post(f"/kelola/opd/{section}/induk", {"induk": str(world.pontianak.upt)}).status == 303


def test_a_jabatan_is_closed_only_when_nobody_holds_it(oki, section, browser, world, sql):
    path, hana = f"/kelola/opd/{section}/jabatan", browser(world.pontianak.hana)
    fields = {"kunci": KEY.format(5), "nama_jabatan": "Pengelola Arsip", "jenis": "pelaksana", "memimpin": "tidak"}
    assert [oki.post(path, fields).status for _ in range(2)] == [303, 303]
    vera = world.pontianak.vera
    until = str(today() + timedelta(days=5))
    placed = {"jabatan": KEY.format(5), "dasar": "plt", "tanggal": str(today()), "sampai": until}
    assert hana.post(f"/kelola/pegawai/{vera.id}/penempatan", placed).status == 303
    refused = oki.post(f"/kelola/jabatan/{KEY.format(5)}/penutupan", {"tanggal": str(today())})
    assert refused.status == 422 and "Vera Anggraini" in refused.words
    assert "1 orang masih ditempatkan" in oki.post(f"/kelola/opd/{section}/penutupan",
                                                   {"tanggal": str(today()), "alasan": "Digabung"}).words  # fmt: skip
    after = {"tanggal": str(today() + timedelta(days=6)), "alasan": "Digabung"}
    assert oki.post(f"/kelola/jabatan/{KEY.format(5)}/penutupan", after).status == 422
    assert oki.post(f"/kelola/jabatan/{KEY.format(5)}/penutupan", {"tanggal": after["tanggal"]}).status == 303
    assert oki.post(f"/kelola/opd/{section}/penutupan", after).status == 303
    assert sql("select closed_note from opd where id = %s", section) == [("Digabung",)]


def test_only_those_who_keep_the_tree_come_here_and_strangers_find_nothing(browser, oki, world):
    assert browser(world.pontianak.sari).get("/kelola/opd").status == 403
    for part in ("", "/nama", "/induk", "/penutupan", "/jabatan"):
        assert oki.get(f"/kelola/opd/{world.gorontalo.dinas}{part}").status == 404
    answer = oki.post(f"/kelola/opd/{world.pontianak.upt}/induk", {"induk": str(world.gorontalo.dinas)})
    assert answer.status == 404


def test_colleagues_see_public_facts_only(browser, world):
    words = browser(world.pontianak.sari).get(f"/pegawai/{world.pontianak.budi.id}").words
    assert "Jabatan Budi" in words and "Tuti Hartati" in words and "1990" not in words
    assert browser(world.pontianak.sari).get(f"/pegawai/{world.gorontalo.rahman.id}").status == 404


def test_people_are_found_for_a_search_palette(world, inside):
    with inside(world.pontianak) as session:
        hits = find_people(session, "wul sa", 5, today())
        assert [(hit.name, hit.jabatan_name) for hit in hits] == [("Sari Wulandari", "Jabatan Sari")]
        assert find_people(session, " ,. ", 5, today()) == [] and find_people(session, "rahman", 5, today()) == []
