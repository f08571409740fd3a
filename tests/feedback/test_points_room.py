"""Service points: their codes are made, they move, close and open again, and the rating page follows within seconds."""

import re

import pytest

from webapp.feedback.services import catalogue, codes
from webapp.feedback.services.models import Service

NEW = {"nama": "Loket 7", "jenis": "counter", "alamat": "Lantai 2"}


@pytest.fixture
def bureau(browser, world):
    return browser(world.pontianak.oki)


@pytest.fixture
def add(bureau, world, sql):
    """add(**fields): (path of the new point, its code)."""

    def add_point(**more):
        path = f"/kelola/layanan/{world.pontianak.service}/titik"
        answer = bureau.post(path, NEW | {"opd": str(world.pontianak.dinas)} | more)
        assert answer.status == 303, answer.words
        address = answer.location.split("#")[0]
        return address, sql("select code from service_point where id = %s", address.rsplit("/", 1)[-1])[0][0]

    return add_point


def test_a_new_point_gets_a_code_and_can_be_rated_at_once(add, browser):
    _address, code = add()
    assert re.fullmatch(f"[{codes.LETTERS}]{{6}}", code)
    assert "Loket 7" in browser().get(f"/n/{code}").words


def test_a_code_cannot_be_chosen(bureau, world):
    path = f"/kelola/layanan/{world.pontianak.service}/titik"
    answer = bureau.post(path, NEW | {"opd": str(world.pontianak.dinas), "kode": "abcdef"})
    assert answer.status == 422 and "Isian ini tidak dikenal." in answer.words


def test_a_code_that_is_taken_is_made_again(inside, world, monkeypatch):
    made = iter(["loket1", "loket1", "xyxyxy"])
    monkeypatch.setattr(catalogue, "new_code", lambda choose: next(made))
    with inside(world.pontianak) as session:
        service = session.get(Service, (world.pontianak.tenant.id, world.pontianak.service))
        facts = {"name": "Loket 8", "kind": "counter", "opd_id": world.pontianak.dinas, "address": ""}
        point = catalogue.add_point(session, service, by=world.pontianak.oki.id, **facts)
        assert point.code == "xyxyxy"


def test_when_no_code_is_free_it_says_so_and_keeps_what_was_typed(bureau, world, monkeypatch):
    monkeypatch.setattr(catalogue, "new_code", lambda choose: "loket1")
    path = f"/kelola/layanan/{world.pontianak.service}/titik"
    answer = bureau.post(path, NEW | {"opd": str(world.pontianak.dinas)})
    assert answer.status == 422 and "Kode baru belum dapat dibuat" in answer.words and "Lantai 2" in answer.text


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("nama", "", "Isian ini wajib diisi."),
        ("jenis", "helikopter", "Pilih salah satu jawaban yang tersedia."),
        ("alamat", "x" * 201, "Terlalu panjang"),
    ],
)
def test_bad_input_comes_back_with_its_sentence(bureau, world, field, value, sentence):
    path = f"/kelola/layanan/{world.pontianak.service}/titik"
    answer = bureau.post(path, NEW | {"opd": str(world.pontianak.dinas)} | {field: value})
    assert answer.status == 422 and sentence in answer.words


def test_a_renamed_point_keeps_its_code(add, bureau, app, browser):
    address, code = add()
    page = bureau.get(f"{address}/ubah").page
    assert "kode" not in {field.get("name") for field in page.fields}
    fields = NEW | {"nama": "Loket 77", "opd": selected(bureau.get(f"{address}/ubah").text)}
    assert "Perubahan titik layanan sudah tersimpan." in bureau.follow(bureau.post(f"{address}/ubah", fields)).words
    app.extensions["points"].forget()
    app.extensions["rating_pages"]._known.clear()
    assert "Loket 77" in browser().get(f"/n/{code}").words


def selected(text: str) -> str:
    return re.search(r'<option value="([^"]+)" selected', text)[1]


def test_a_closed_point_sends_citizens_to_the_alternative_and_opens_again(add, bureau, browser, world, app):
    address, code = add(nama="Loket 11")
    facts = {"tanggal": "2026-02-02", "alasan": "Loket diperbaiki.", "pengganti": str(world.pontianak.counter_id)}
    assert "Penutupan sudah tersimpan" in bureau.follow(bureau.post(f"{address}/tutup", facts)).words
    app.extensions["points"].forget()
    closed = browser().get(f"/n/{code}")
    assert closed.status == 410 and "Loket diperbaiki." in closed.words and "Nilai Loket 1" in closed.words
    bureau.post(f"{address}/buka")
    app.extensions["points"].forget()
    assert browser().get(f"/n/{code}").status == 200


def test_the_history_tells_who_did_what(add, bureau):
    address, _code = add(nama="Loket 12")
    bureau.post(f"{address}/tutup", {"tanggal": "2026-02-02", "alasan": "Loket diperbaiki."})
    words = bureau.get(address).words
    assert "Titik layanan ditambahkan" in words and "Oki Saputra" in words and "2026-02-02: Loket diperbaiki." in words


def test_a_point_cannot_stand_in_for_itself(add, bureau):
    address, _code = add(nama="Loket 13")
    facts = {"tanggal": "2026-02-02", "alasan": "Loket diperbaiki.", "pengganti": address.rsplit("/", 1)[-1]}
    answer = bureau.post(f"{address}/tutup", facts)
    assert answer.status == 422 and "dirinya sendiri" in answer.words


def test_hours_are_kept_and_shown_to_citizens(bureau, browser, world):
    path = f"/kelola/titik/{world.pontianak.counter_id}"
    week = {f"hari_{day}": "00.00-24.00" for day in range(1, 8)} | {"libur": "buka"}
    assert "Jam buka sudah tersimpan." in bureau.follow(bureau.post(f"{path}/jam", week)).words
    assert "Buka terus, siang dan malam" in browser().get("/layanan/ktp-el").words
    shown = bureau.get(path).words
    assert "Senin–Minggu" in shown and "Buka juga pada hari libur." in shown
    assert "Tidak ada yang berubah" in bureau.follow(bureau.post(f"{path}/jam", week)).words


def test_hours_of_a_day_that_cannot_be_are_refused_at_that_day(bureau, world):
    path = f"/kelola/titik/{world.pontianak.counter_id}/jam"
    answer = bureau.post(path, {"hari_1": "15.00-08.00", "hari_2": "pagi", "hari_3": "08.00-12.00, 11.00-15.00"})
    assert answer.status == 422 and "Jam tutup harus sesudah jam buka" in answer.words
    assert "Tulis jam seperti 08.00-15.00" in answer.words and 'value="pagi"' in answer.text
    overlap = bureau.post(path, {"hari_3": "08.00-12.00, 11.00-15.00"})
    assert overlap.status == 422 and "Ada jam yang bertumpuk" in overlap.words


def test_monday_is_copied_into_the_form_and_not_yet_saved(bureau, world, sql):
    before = sql("select count(*) from audit_event where action = 'jam:diubah'")
    answer = bureau.post(
        f"/kelola/titik/{world.pontianak.counter_id}/jam", {"hari_1": "07.30-14.00", "langkah": "samakan"}
    )
    assert answer.status == 200 and answer.text.count('value="07.30-14.00"') == 5
    assert sql("select count(*) from audit_event where action = 'jam:diubah'") == before


def test_hours_can_be_given_to_the_other_points_of_the_office(add, bureau, world, sql):
    address, _code = add(nama="Loket 14")
    bureau.post(f"{address}/jam", {"hari_1": "09.00-10.00", "semua": "ya"})
    rows = sql(
        "select count(*) from opening_hours h join service_point p on p.tenant_id = h.tenant_id and p.id = h.point_id "
        "where p.opd_id = %s and h.weekday = 1 and h.opens = 540", world.pontianak.dinas,
    )  # fmt: skip
    points = sql("select count(*) from service_point where opd_id = %s and kind <> 'online'", world.pontianak.dinas)
    assert rows == points and rows[0][0] >= 3


def test_a_holiday_of_the_pemda_closes_the_point_and_is_named(bureau, browser, world, sql):
    from webapp.platform import clock

    week = {f"hari_{day}": "08.00-15.00" for day in range(1, 8)}
    bureau.post(f"/kelola/titik/{world.pontianak.counter_id}/jam", week)
    tenant = world.pontianak.tenant
    sql("insert into holiday (tenant_id, id, day, name) values (%s, gen_random_uuid(), %s, 'Hari Uji')",
        tenant.id, clock.today(tenant.timezone))  # fmt: skip
    assert "Tutup: hari libur, Hari Uji" in browser().get("/layanan/ktp-el").words
    sql("delete from holiday where name = 'Hari Uji'")


def test_the_rating_page_costs_no_further_query_for_hours(bureau, browser, world, count_queries, app):
    app.extensions["points"].forget()
    app.extensions["rating_pages"]._known.clear()
    with count_queries() as statements:
        browser().get(f"/n/{world.pontianak.counter}")
    assert len(statements) == 2 and not [text for text in statements if "opening_hours" in text]


@pytest.mark.parametrize("who", ["sari", "hana"])
def test_only_the_bureau_may(browser, world, who):
    visitor, path = browser(getattr(world.pontianak, who)), f"/kelola/titik/{world.pontianak.counter_id}"
    for end in ("", "/ubah", "/tutup", "/jam"):
        assert visitor.get(path + end).status == 403
    for end in ("/ubah", "/tutup", "/jam", "/buka"):
        assert visitor.post(path + end).status == 403


def test_the_bureau_of_another_pemda_finds_nothing(browser, world):
    stranger, path = browser(world.gorontalo.nur), f"/kelola/titik/{world.pontianak.counter_id}"
    for end in ("", "/ubah", "/tutup", "/jam", "/gambar.svg"):
        assert stranger.get(path + end).status == 404
    for end in ("/ubah", "/tutup", "/jam", "/buka"):
        assert stranger.post(path + end, NEW).status == 404
