"""What a cell says, and what it is refused for."""

from datetime import date

import pytest

from webapp.people.imports import mapping, values
from webapp.people.imports.units import loops

TODAY = date(2026, 11, 22)
DAYS = {
    "31-12-2025": date(2025, 12, 31), "1/2/2020": date(2020, 2, 1), "2020-02-01": date(2020, 2, 1),
    "1 Februari 2020": date(2020, 2, 1), "01 Agt 2020": None, "17 Agu 2019": date(2019, 8, 17),
    "2020-02-01 00:00:00": date(2020, 2, 1), " ": None, "31.12.2025": date(2025, 12, 31),
}  # fmt: skip


@pytest.mark.parametrize("text, day", [pair for pair in DAYS.items() if pair[0] != "01 Agt 2020"])
def test_dates_are_read_as_people_write_them(text, day):
    assert values.day_of(text, TODAY) == day


@pytest.mark.parametrize("text, code", [
    ("1-1-20", "date_short"), ("30-02-2020", "date_impossible"), ("01 Agt 2020", "date_impossible"),
    ("1-1-2099", "date_far"), ("1-1-1800", "date_far"), ("43831", "date_number"), ("kapan-kapan", "date_strange"),
])  # fmt: skip
def test_dates_that_cannot_be_are_refused(text, code):
    with pytest.raises(values.Wrong) as wrong:
        values.day_of(text, TODAY)
    assert wrong.value.code == code


@pytest.mark.parametrize("text", [
    "198505152010031001", " 19850515 201003 1 001 ", "'198505152010031001", "19850515.201003.1.001",
])  # fmt: skip
def test_a_nip_is_read_with_the_marks_people_put_into_it(text):
    assert values.nip_of(text) == "198505152010031001"


@pytest.mark.parametrize("text", ["1.98505E+17", "1,98505E+17", "1E17", "1.98505152010031E+17"])
def test_a_nip_that_excel_has_eaten_is_never_guessed(text):
    with pytest.raises(values.Wrong) as wrong:
        values.nip_of(text)
    assert wrong.value.code == "nip_eaten"


@pytest.mark.parametrize("text, kind", [
    ("PNS", "pns"), ("CPNS", "pns"), ("P", "pns"), ("c", "pns"), ("PPPK", "pppk"), ("PPPK Paruh Waktu", "pppk"),
    ("P3K", "pppk"), ("PNS Daerah Kabupaten", "pns"), ("", None),
])  # fmt: skip
def test_kinds_of_civil_servants(text, kind):
    assert values.kind_of_person(text) == kind


@pytest.mark.parametrize("text, echelon, title, kind", [
    ("Jabatan Struktural", "II.b", "Kepala Dinas Sosial", "jpt"), ("", "III.a", "", "administrator"),
    ("", "IV.a", "", "pengawas"), ("Jabatan Fungsional Tertentu", "", "", "fungsional"),
    ("Jabatan Fungsional Umum", "", "", "pelaksana"), ("", "", "Perawat Ahli Muda", "fungsional"),
    ("", "", "Kepala Badan Kepegawaian", "jpt"), ("", "", "Camat Selatan", "administrator"),
    ("Jabatan Struktural", "", "Kepala Apa Saja", "pengawas"), ("", "", "Pengelola", "pelaksana"),
])  # fmt: skip
def test_kinds_of_jabatan(text, echelon, title, kind):
    assert values.kind_of_jabatan(text, echelon, title) == kind


@pytest.mark.parametrize("title, unit, is_so", [
    ("Kepala Dinas", "Dinas Kesehatan", True), ("Kepala Dinas Kesehatan", "Dinas Kesehatan", True),
    ("Kepala Bidang Data", "Dinas Kependudukan", False), ("Kepala Bidang Data", "Bidang Data", True),
    ("Kepala Bidang Data", "Bidang Layanan", False), ("Kepala Seksi Umum", "Kecamatan Barat", False),
    ("Kepala Sub Bagian Umum", "Subbagian Umum", True), ("Kepala UPT", "UPTD Pasar", True),
    ("Kepala Puskesmas Alianyang", "UPT Puskesmas Alianyang", True), ("Kepala Dinas Sosial", "Dinas Kesehatan", False),
    ("Camat", "Kecamatan Barat", True), ("Camat Barat", "Kecamatan Barat", True), ("Camat", "Dinas Sosial", False),
    ("Camat Timur", "Kecamatan Barat", False), ("Sekretaris Camat", "Kecamatan Barat", False),
    ("Lurah", "Kelurahan Tengah", True), ("Direktur", "RSUD Sultan", True), ("Wakil Direktur", "RSUD Sultan", False),
    ("Inspektur Daerah", "Inspektorat", True), ("Inspektur Pembantu I", "Inspektorat", False),
    ("Sekretaris Daerah", "Sekretariat Daerah", True), ("Sekretaris Dinas", "Dinas Sosial", False),
])  # fmt: skip
def test_who_leads_is_said_by_the_title_and_the_name_of_the_unit(title, unit, is_so):
    assert values.leads("administrator", title, unit) is is_so
    assert not values.leads("pelaksana", title, unit)


@pytest.mark.parametrize("parts, name", [
    (("SARI WULANDARI", "", ""), "Sari Wulandari"), (("BUDI", "Dr.", "S.Sos."), "Dr. Budi, S.Sos."),
    (("DE'ASY ABD-RAHMAN", "-", " "), "De'Asy Abd-Rahman"), (("McArthur", "", "S.T."), "McArthur, S.T."),
])  # fmt: skip
def test_names_are_put_together_with_titles(parts, name):
    assert values.whole_name(*parts) == name


def test_kinds_of_offices_by_name():
    names = ("Dinas Sosial", "Badan Keuangan", "Kecamatan Barat", "Kelurahan Tengah", "RSUD X", "UPTD Pasar", "Seksi")
    kinds = ["dinas", "badan", "kecamatan", "kelurahan", "rsud", "upt", "bidang"]
    assert [values.kind_of_opd(name) for name in names] == kinds


SIASN = ("PNS ID", "NIP BARU", "NIP LAMA", "NAMA", "GELAR DEPAN", "GELAR BELAKANG", "JENIS PEGAWAI NAMA", "UNOR NAMA",
         "UNOR INDUK NAMA", "JABATAN NAMA", "JENIS JABATAN NAMA", "TMT JABATAN", "NIP ATASAN", "EMAIL")  # fmt: skip


@pytest.mark.parametrize("written", [str.upper, str.lower, lambda text: text.replace(" ", "_"), lambda t: f" {t}. "])
def test_the_headers_of_siasn_are_known_however_they_are_written(written):
    found = mapping.proposed([written(header) for header in SIASN])
    assert {key: SIASN[column] for key, column in found.items()} == {
        "nip": "NIP BARU", "nip_lama": "NIP LAMA", "nama": "NAMA", "gelar_depan": "GELAR DEPAN",
        "gelar_belakang": "GELAR BELAKANG", "jenis": "JENIS PEGAWAI NAMA", "unit": "UNOR NAMA",
        "unit_induk": "UNOR INDUK NAMA", "jabatan": "JABATAN NAMA", "jenis_jabatan": "JENIS JABATAN NAMA",
        "tmt": "TMT JABATAN", "atasan": "NIP ATASAN",
    }  # fmt: skip


def test_headers_in_another_order_and_with_our_own_column_have_the_same_key():
    assert mapping.headers_key(["NIP", "Nama"]) == mapping.headers_key(["NAMA", "nip", "Yang perlu diperbaiki"])
    assert mapping.headers_key(["NIP", "Nama"]) != mapping.headers_key(["NIP", "Nama", "Unit"])


def test_circles_are_found_once_each():
    assert loops({"a": "b", "b": "c", "c": "a", "d": "a", "e": "f"}) == [["a", "b", "c"]]
    assert loops({"a": "a"}) == [["a"]] and loops({}) == []
