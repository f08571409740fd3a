"""An import from the file to the people: the whole way, its diff, again and again, and nothing by halves."""

import pytest

from tests.people.files import DISDUKCAPIL, HEADERS, UPT, apply, choices_of, dry_run, nip, people_of, upload, work, xlsx
from webapp.people.imports import applying, jobs
from webapp.people.imports.models import ImportRun

LED = "select count(*) from superior s join nip n on n.person_id = s.person_id where n.nip = %s"
EVERYTHING = """
select (select count(*) from person where tenant_id = %(t)s), (select count(*) from nip where tenant_id = %(t)s),
  (select count(*) from placement where tenant_id = %(t)s), (select count(*) from superior where tenant_id = %(t)s),
  (select count(*) from jabatan where tenant_id = %(t)s), (select count(*) from opd where tenant_id = %(t)s)
"""


@pytest.fixture
def hana(browser, world):
    return browser(world.pontianak.hana)


@pytest.fixture
def stock(sql, world):
    """How many rows of each kind Pontianak has."""
    return lambda: sql(EVERYTHING.replace("%(t)s", f"'{world.pontianak.tenant.id}'"))[0]


def three(first: int) -> list[tuple]:
    boss = nip(first)
    return [
        (boss, "AHMAD YANI", DISDUKCAPIL, "Kepala Bidang Data", ""),
        (nip(first + 1, sex=2), "Siti Aminah", UPT, "Pengelola Layanan", boss),
        (nip(first + 2), "Joko Susilo", UPT, "Pengelola Layanan", boss),
    ]


def test_new_people_arrive_with_nip_place_and_superior(hana, world, sql):
    url, page = dry_run(hana, world, xlsx(three(101)))
    assert "3 baru" in page.words and people_of(sql, world.pontianak).get(nip(101)) is None
    page = apply(hana, world, url)
    assert "Diterapkan" in page.words
    people = people_of(sql, world.pontianak)
    assert people[nip(101)] == "Ahmad Yani" and people[nip(102, sex=2)] == "Siti Aminah"
    places = sql(
        "select o.name, j.name, j.kind, j.leads from placement p "
        "join jabatan j on j.tenant_id = p.tenant_id and j.id = p.jabatan_id join opd o on o.id = j.opd_id "
        "join nip n on n.tenant_id = p.tenant_id and n.person_id = p.person_id where n.nip = %s", nip(101))  # fmt: skip
    assert places == [(DISDUKCAPIL, "Kepala Bidang Data", "administrator", False)]
    led = sql(
        "select b.nip from superior s join nip n on n.person_id = s.person_id "
        "join nip b on b.person_id = s.superior_id where n.nip = %s", nip(103))  # fmt: skip
    assert led == [(nip(101),)]
    assert sql("select count(*) from jabatan where name = 'Pengelola Layanan'") == [(1,)]
    assert "Ahmad Yani" in hana.get("/cari?q=ahm").words


def test_the_same_file_again_changes_nothing(hana, world, stock):
    content = xlsx(three(111))
    apply(hana, world, dry_run(hana, world, content)[0])
    before = stock()
    url, page = dry_run(hana, world, content)
    assert "3 tetap" in page.words and "baru" not in page.words.split("Bila diterapkan")[1].split("tetap")[0]
    refused = hana.post(f"{url}/terapkan")
    assert refused.status == 409 and "sudah sama dengan yang tercatat" in refused.words
    assert stock() == before


def test_the_diff_tells_new_moved_renamed_and_missing(hana, world, sql):
    rows = three(121)
    apply(hana, world, dry_run(hana, world, xlsx(rows))[0])
    again = [
        rows[0],
        (rows[1][0], "Siti Aminah Zahra", UPT, "Pengelola Layanan", rows[0][0]),
        (nip(124), "Rina Marlina", UPT, "Pengelola Layanan", ""),
    ]
    url, page = dry_run(hana, world, xlsx(again), cakupan="terakhir")
    assert "1 baru, 1 tidak ada di berkas, 1 berubah nama, 1 tetap" in page.words
    assert "Joko Susilo" in hana.get(f"{url}/daftar?isi=keluar").words
    assert "Nama Siti Aminah menjadi Siti Aminah Zahra" in hana.get(f"{url}/daftar?isi=nama").words
    apply(hana, world, url)
    assert sql("select left_on from person where name = 'Joko Susilo' and left_on is not null") == []


def test_the_missing_leave_only_when_that_is_ticked_and_their_places_end(hana, world, sql):
    rows = three(131)
    apply(hana, world, dry_run(hana, world, xlsx(rows))[0])
    url, _page = dry_run(hana, world, xlsx(rows[:2]), cakupan="terakhir")
    apply(hana, world, url, keluar="ya")
    left = sql(
        "select p.left_on is not null, l.valid_to is not null, s.valid_to is not null from person p "
        "join nip n on n.person_id = p.id join placement l on l.person_id = p.id join superior s on s.person_id = p.id "
        "where n.nip = %s", nip(133))  # fmt: skip
    assert left == [(True, True, True)]
    actions = "select count(*) from audit_event where action = 'pegawai:berhenti' and tenant_id = %s"
    assert sql(actions, world.pontianak.tenant.id)[0][0] >= 1


def test_a_move_keeps_history_and_the_old_ends_the_day_before(hana, world, sql):
    headers = (*HEADERS, "TMT JABATAN")
    rows = [(*three(141)[0], "01-02-2020")]
    apply(hana, world, dry_run(hana, world, xlsx(rows, headers))[0])
    moved = [(nip(141), "AHMAD YANI", UPT, "Kepala UPT", "", "1 Maret 2025")]
    url, page = dry_run(hana, world, xlsx(moved, headers))
    assert "1 pindah" in page.words
    assert "Pindah dari Kepala Bidang Data" in hana.get(f"{url}/daftar?isi=pindah").words
    apply(hana, world, url)
    history = sql(
        "select j.name, p.valid_from::text, p.valid_to::text from placement p join jabatan j on j.id = p.jabatan_id "
        "join nip n on n.person_id = p.person_id where n.nip = %s order by 2", nip(141))  # fmt: skip
    assert history == [("Kepala Bidang Data", "2020-02-01", "2025-02-28"), ("Kepala UPT", "2025-03-01", None)]


def test_nothing_is_taken_while_a_row_is_wrong_unless_told_to(hana, world, stock, sql):
    rows = [*three(151), ("123", "Salah Nomor", UPT, "Pengelola", "")]
    before = stock()
    url, page = dry_run(hana, world, xlsx(rows))
    assert "1 baris perlu diperbaiki" in page.words and "3 baru" in page.words
    assert "NIP terdiri atas 18 angka." in page.words
    refused = hana.post(f"{url}/terapkan")
    assert refused.status == 409 and "Ambil baris yang benar saja" in refused.words
    work(world, url)
    assert stock() == before
    apply(hana, world, url, hanya_benar="ya")
    assert nip(151) in people_of(sql, world.pontianak) and stock()[0] == before[0] + 3


def test_whoever_follows_a_wrong_row_comes_without_superior_and_is_told(hana, world, sql):
    boss, member = three(161)[0], three(161)[1]
    url, _page = dry_run(hana, world, xlsx([(boss[0], "", *boss[2:]), member]))
    assert "dipasang ketika baris itu diambil" in hana.get(f"{url}/daftar?isi=baru").words
    apply(hana, world, url, hanya_benar="ya")
    assert sql(LED, member[0]) == [(0,)]
    apply(hana, world, dry_run(hana, world, xlsx([boss, member]))[0])
    assert sql(LED, member[0]) == [(1,)]


def test_a_second_apply_of_the_same_import_is_refused(hana, world):
    url, _page = dry_run(hana, world, xlsx(three(171)))
    apply(hana, world, url)
    again = hana.post(f"{url}/terapkan")
    assert again.status == 409 and "sudah selesai atau dibatalkan" in again.words


def test_killed_in_the_middle_nothing_is_there_and_it_can_be_done_again(hana, world, stock, monkeypatch, sql):
    url, _page = dry_run(hana, world, xlsx(three(181)))
    before = stock()
    hana.post(f"{url}/terapkan")

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(applying, "remember_words", killed)
        with pytest.raises(KeyboardInterrupt):
            work(world, url)
    assert stock() == before and "Sedang diterapkan" in hana.get(url).words
    sql("update import_run set beat_at = beat_at - interval '2 minutes' where state = 'menerapkan'")
    jobs.sweep(world.resources, world.pontianak.tenant)
    assert stock()[0] == before[0] + 3 and "Diterapkan" in hana.get(url).words


def test_a_failure_of_ours_stops_the_import_and_says_so(hana, world, stock, monkeypatch):
    url, _page = dry_run(hana, world, xlsx(three(191)))
    before = stock()
    hana.post(f"{url}/terapkan")
    with monkeypatch.context() as broken:
        broken.setattr(applying, "remember_words", lambda *_: 1 / 0)
        work(world, url)
    page = hana.get(url)
    assert "Terhenti" in page.words and "Tidak ada yang ditulis sebagian" in page.words and stock() == before
    assert hana.post(f"{url}/periksa").status == 303
    work(world, url)
    assert "Diterapkan" in apply(hana, world, url).words


def test_what_nobody_rang_for_is_found_by_the_clock(hana, world, sql):
    sent = upload(hana, xlsx(three(201)))
    hana.post(f"{sent.location}/kolom", choices_of(hana.follow(sent)))
    jobs.sweep(world.resources, world.pontianak.tenant)
    assert "Sedang diperiksa" in hana.get(sent.location).words
    sql("update import_run set beat_at = beat_at - interval '10 seconds' where state = 'memeriksa'")
    jobs.sweep(world.resources, world.pontianak.tenant)
    assert "3 baru" in hana.get(sent.location).words


def test_people_changed_since_the_dry_run_are_checked_again_and_nothing_is_written(hana, world, inside, stock):
    rows = three(211)
    apply(hana, world, dry_run(hana, world, xlsx(rows))[0])
    url, page = dry_run(hana, world, xlsx([(rows[0][0], "Ahmad Yani Putra", *rows[0][2:])]))
    assert "1 berubah nama" in page.words
    with inside(world.pontianak) as session:
        from sqlmodel import select

        from webapp.people.models import Nip, Person

        bearer = session.exec(select(Nip.person_id).where(Nip.nip == rows[0][0])).one()
        session.get(Person, (session.tenant.id, bearer)).name = "Ahmad Yani Putra"
    page = apply(hana, world, url)
    assert "Data pegawai berubah sejak pemeriksaan terakhir" in page.words and "1 tetap" in page.words


def test_while_it_works_the_page_tells_how_far_and_asks_for_itself(hana, world, sql):
    sent = upload(hana, xlsx(three(221)))
    hana.post(f"{sent.location}/kolom", choices_of(hana.follow(sent)))
    sql("update import_run set stage = 'memeriksa', done = 2, total = 3 where state = 'memeriksa'")
    page = hana.get(sent.location)
    assert "2 dari 3" in page.words and 'hx-trigger="every 1s"' in page.text and "Lihat lagi" in page.words
    part = hana.get(sent.location, headers={"HX-Request": "true"})
    assert "<html" not in part.text and "Memeriksa baris" in part.words
    work(world, sent.location)
    assert 'hx-trigger="every 1s"' not in hana.get(sent.location, headers={"HX-Request": "true"}).text


def test_the_choice_of_columns_is_remembered_for_the_same_headers(hana, world):
    headers = ("Nomor", "Siapa", "Sebutan", "Catatan")
    rows = [(nip(231), "Ani", "Ani Saja", "x")]
    page = hana.follow(upload(hana, xlsx(rows, headers)))
    assert choices_of(page)["nip"] == ""
    chosen = choices_of(page) | {"nip": "0", "nama": "2", "cakupan": "sebagian"}
    sent = upload(hana, xlsx(rows, headers))
    assert hana.post(f"{sent.location}/kolom", chosen).status == 303
    shuffled = xlsx([("x", "Ani Saja", "Ani", nip(231))], headers[::-1])
    again = choices_of(hana.follow(upload(hana, shuffled)))
    assert (again["nip"], again["nama"]) == ("3", "1")


def test_columns_that_cannot_be_used_are_told_at_their_field(hana, world):
    sent = upload(hana, xlsx(three(241)))
    chosen = choices_of(hana.follow(sent))
    for changes, sentence in (
        ({"nip": ""}, "Kolom ini wajib dipilih."),
        ({"jabatan": ""}, "dipilih bersama"),
        ({"atasan": chosen["nip"]}, "sudah dipakai untuk isian lain"),
        ({"nip": "77"}, "Pilih salah satu kolom"),
        ({"cakupan": "x"}, "Pilih salah satu jawaban"),
    ):
        answer = hana.post(f"{sent.location}/kolom", chosen | changes)
        assert answer.status == 422 and sentence in answer.words, changes


def test_cancelled_while_it_works_everything_is_taken_back(hana, world, stock, monkeypatch):
    url, _page = dry_run(hana, world, xlsx(three(251)))
    before = stock()
    hana.post(f"{url}/terapkan")
    with monkeypatch.context() as slow:
        slow.setattr(applying, "remember_words", lambda *_: hana.post(f"{url}/batal"))
        work(world, url)
    assert stock() == before and "Impor ini dibatalkan" in hana.get(url).words


def test_rows_and_file_are_forgotten_after_thirty_days_and_counts_stay(hana, world, sql, inside):
    url, _page = dry_run(hana, world, xlsx([*three(261), ("1", "X", UPT, "Y", "")]))
    run_id = url.rsplit("/", 1)[-1]
    sql("update import_run set at = at - interval '31 days' where id = %s::uuid", run_id)
    jobs.forget(world.resources, world.pontianak.tenant)
    assert sql("select count(*) from import_row where run_id = %s::uuid", run_id) == [(0,)]
    assert sql("select count(*) from import_file where run_id = %s::uuid", run_id) == [(0,)]
    with inside(world.pontianak) as session:
        from uuid import UUID

        run = session.get(ImportRun, (session.tenant.id, UUID(run_id)))
        assert run.counts == {"baru": 3, "salah": 1} and run.state == "dibatalkan" and run.sample == []
    assert "3 baru" in hana.get(url).words
    assert "3 baru, 1 baris perlu diperbaiki" in hana.get("/kelola/impor").words


def test_whoever_uploaded_it_is_told_how_it_ended(hana, world, monkeypatch):
    apply(hana, world, dry_run(hana, world, xlsx(three(901)), "pegawai-baru.xlsx")[0])
    assert "Impor pegawai-baru.xlsx selesai diterapkan" in hana.get("/kabar").words

    def fail(*_arguments, **_more):
        raise RuntimeError("planned")

    url = dry_run(hana, world, xlsx(three(911)), "pegawai-lagi.xlsx")[0]
    monkeypatch.setattr(applying, "apply", fail)
    apply(hana, world, url)
    assert "Impor pegawai-lagi.xlsx terhenti" in hana.get("/beranda").words
