"""A roster from a table: all of it or nothing, and every line that is wrong says why."""

import io

import pytest

from tests.feedback.rosters import at, clear, day_from_now, on_duty, roster
from webapp.platform.sheets import Sheet, as_csv, as_xlsx

COLUMNS = ("tanggal", "titik", "nip", "giliran", "mulai", "selesai")


@pytest.fixture(autouse=True)
def empty_roster(sql):
    clear(sql)


@pytest.fixture
def place(world):
    return world.pontianak


@pytest.fixture
def nip(sql):
    return lambda person: sql("select nip from nip where person_id = %s", person.id)[0][0]


@pytest.fixture
def send(browser, place):
    """Sends rows as a file and presses a button."""

    def press(rows, button="simpan", name="jadwal.csv", who=None, columns=COLUMNS):
        sheet = Sheet("Jadwal", columns, rows)
        content = rows if isinstance(rows, bytes) else as_xlsx(sheet) if name.endswith("xlsx") else as_csv(sheet)
        form = {"langkah": button, "berkas": (io.BytesIO(content), name)}
        return browser(who or place.oki).post("/kelola/jadwal/impor", form)

    return press


@pytest.mark.parametrize("name", ["jadwal.csv", "jadwal.xlsx"])
def test_a_table_is_taken_in_with_shifts_and_own_hours(send, place, nip, sql, name):
    day, number = day_from_now(3), nip(place.sari)
    rows = [(day, "loket1", number, "pagi", "", ""), (day, "LOKET1", number, "", "13.00", "15:30")]
    answer = send(rows, name=name)
    assert answer.status == 303
    assert roster(sql, place.counter_id) == [
        (place.sari.id, at(day, 8), at(day, 12)), (place.sari.id, at(day, 13), at(day, 15.5)),
    ]  # fmt: skip
    assert sql("select shift from duty order by starts_at") == [("pagi",), ("siang",)]


def test_looking_takes_nothing(send, place, nip, sql):
    answer = send([(day_from_now(3), "loket1", nip(place.sari), "pagi", "", "")], "periksa")
    assert answer.status == 200 and "Semua benar: 1 giliran" in answer.words and roster(sql, place.counter_id) == []


def test_every_wrong_line_says_why_and_nothing_is_taken(send, place, nip, sql, world, inside):
    day, sari, dewi = day_from_now(3), nip(place.sari), nip(place.dewi)
    on_duty(inside, place, place.counter_id, place.dewi, at(day, 8), at(day, 9))
    wrong = {
        3: (("besok", "loket1", sari, "pagi", "", ""), "Tanggal tidak terbaca"),
        4: ((day, "tidakada", sari, "pagi", "", ""), "Tidak ada titik layanan dengan kode tidakada"),
        5: ((day, "loket1", "1990", "pagi", "", ""), "NIP harus 18 angka"),
        6: ((day, "loket1", "1,99001E+17", "pagi", "", ""), "NIP terbaca sebagai angka"),
        7: ((day, "loket1", nip(world.gorontalo.rahman), "pagi", "", ""), "bukan pegawai kantor ini"),
        8: ((day, "loket1", sari, "sore", "", ""), "Giliran harus pagi, siang, malam, atau penuh"),
        9: ((day, "loket1", sari, "", "08.00", ""), "Isi jam mulai dan jam selesai"),
        10: ((day, "loket1", sari, "", "8 pagi", "25.00"), "Jam tidak terbaca"),
        11: ((day, "loket1", sari, "", "", ""), "Isi giliran, atau jam mulai dan jam selesai"),
        12: ((day_from_now(-3), "loket1", sari, "pagi", "", ""), "Waktu itu sudah lewat"),
        13: ((day, "loket1", sari, "penuh", "", ""), "menurut baris 2"),
        14: ((day, "loket1", dewi, "pagi", "", ""), "sudah bertugas di Loket 1"),
        15: ((day, "tutup1", sari, "pagi", "", ""), "sedang ditutup"),
        16: ((day, "", sari, "pagi", "", ""), "Kode titik layanan belum diisi"),
    }
    before = roster(sql, place.counter_id)
    answer = send([(day, "loket1", sari, "pagi", "", ""), *(row for row, _ in wrong.values())])
    assert answer.status == 422 and roster(sql, place.counter_id) == before
    assert "Ada 14 baris yang perlu diperbaiki" in answer.words
    for number, (_, sentence) in wrong.items():
        line = answer.words.partition(f"Baris {number} ")[2][:160]
        assert sentence in line, number


def test_a_nip_that_a_sheet_made_a_number_is_refused_with_its_own_sentence(send, place, nip, sql):
    rows = [(day_from_now(3), "loket1", int(nip(place.sari)), "pagi", "", "")]
    answer = send(rows, name="jadwal.xlsx")
    assert answer.status == 422 and "angka belakangnya hilang" in answer.words and roster(sql, place.counter_id) == []


@pytest.mark.parametrize(
    "content, sentence",
    [
        (b"", "Berkas ini kosong"),
        (b"a,b,c\n1,2,3\n", "Yang belum ada: tanggal titik nip"),
        (b"tanggal,titik,nip\n", "tanpa baris di bawahnya"),
        (b"PK\x03\x04 nothing", "Berkas ini rusak"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "Excel lama (.xls)"),
        (b"\x00\x01\x02", "tidak dapat dibaca"),
        (b'tanggal,titik,nip\n"a,b,c\n', "Tanda kutip yang dibuka di baris 2 tidak ditutup"),
        (b"tanggal,titik,nip\n" + b"a,b,c\n" * 2001, "paling banyak 2.000"),
    ],
)
def test_a_file_that_is_no_roster_is_told_apart(send, content, sentence):
    answer = send(content)
    assert answer.status == 422 and sentence in answer.words


def test_semicolons_and_a_byte_order_mark_are_read(send, place, nip, sql):
    text = f"\ufeffTanggal;Titik;NIP;Giliran\r\n{day_from_now(3):%d/%m/%Y};loket1;'{nip(place.sari)};penuh\r\n;;;\r\n"
    assert send(text.encode()).status == 303 and len(roster(sql, place.counter_id)) == 1


def test_no_file_is_no_table(browser, place):
    answer = browser(place.oki).post("/kelola/jadwal/impor", {"langkah": "simpan"})
    assert answer.status == 422 and "Pilih berkas CSV atau XLSX" in answer.words


@pytest.mark.parametrize("name", ["contoh.csv", "contoh.xlsx"])
def test_the_example_is_a_table_that_only_lacks_a_person(browser, send, place, name):
    content = browser(place.oki).get(f"/kelola/jadwal/{name}").response.get_data()
    answer = send(content, "periksa", name)
    assert answer.status == 422 and answer.words.count("bukan pegawai kantor ini") == 2


def test_others_may_not_send_tables_and_a_stranger_finds_no_point(send, place, world, nip):
    rows = [(day_from_now(3), "loket1", nip(place.sari), "pagi", "", "")]
    assert send(rows, who=place.sari).status == 403


def test_the_largest_table_is_taken_in_a_few_seconds(send, place, nip, sql, count_queries):
    number = nip(place.sari)
    rows = [(day_from_now(1 + n), "loket1", number, "penuh", "", "") for n in range(60)]
    with count_queries() as statements:
        assert send(rows).status == 303
    assert len(statements) < 200 and len(roster(sql, place.counter_id)) == 60
