"""What cannot be a sheet or a batch of paper: each field refuses it with the right sentence, and nothing is kept."""

import pytest

from tests.feedback.surveying import fresh, neighbours, open_period, prepare, sheet


@pytest.fixture(scope="module")
def others(world):
    return neighbours(world)


@pytest.fixture(autouse=True)
def nothing_yet(sql, app):
    fresh(sql)


@pytest.fixture
def oki(browser, world):
    return browser(world.pontianak.oki)


@pytest.fixture
def period(oki, world):
    return open_period(oki, world).location.split("#")[0].rsplit("/", 1)[-1]


@pytest.fixture
def mia(browser, others):
    return browser(others["mia"])


@pytest.fixture
def batch(oki, period):
    return prepare(oki, period)


BAD = [
    ("lembar", "3", 409, "tidak ada dalam bendel"),
    ("lembar", "x", 409, "angka"),
    ("tanggal", "2020-01-01", 422, "di luar masa survei"),
    ("tanggal", "kemarin", 422, "tanggal yang benar"),
    ("tanggal", "", 422, "wajib diisi"),
    ("jam", "3", 422, "Pilih salah satu"),
    ("layanan", "9", 422, "di luar batas"),
    ("layanan", "😀", 422, "angka"),
    ("kelamin", "0", 422, "Pilih salah satu"),
    ("usia", "7", 422, "Pilih salah satu"),
    ("pendidikan", "\u202e1", 422, "tidak terlihat"),
    ("pekerjaan", "1\x00", 422, "tidak terlihat"),
    ("disabilitas", "3", 422, "Pilih salah satu"),
    ("waktu", "", 422, "wajib diisi"),
    ("waktu", "5", 422, "Pilih salah satu"),
    ("waktu", "٤", 422, "Pilih salah satu"),
    ("waktu", ["1", "2"], 422, "lebih dari satu kali"),
    ("waktu", "4" * 5000, 422, "Pilih salah satu"),
    ("rusak", "hilang", 422, "Pilih salah satu"),
    ("lain", "1", 422, "tidak dikenal"),
]


@pytest.mark.parametrize(("field", "value", "status", "sentence"), BAD)
def test_what_is_no_sheet_is_refused_and_nothing_kept(batch, mia, sql, field, value, status, sentence):
    mia.post(f"{batch}/ambil", {})
    answer = mia.post(f"{batch}/ketik", sheet(1) | {field: value})
    assert answer.status == status and sentence in answer.words
    assert sql("select count(*) from survey_sheet") == [(0,)]


@pytest.mark.parametrize("sheets", ["0", "26", "", "x", "1.5", "1\x00", ["1", "2"], "9" * 40])
def test_a_batch_has_one_to_twenty_five_sheets(oki, period, sheets, sql):
    assert oki.post(f"/kelola/survei/{period}/kertas", {"lembar": sheets}).status == 422
    assert sql("select count(*) from survey_batch") == [(0,)]
