"""Numbers and addresses in disguise are hidden, and what only looks like one stays: both as tables."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.feedback.masking import mask

DISGUISED = (
    "6171, 0112, 0390, 0001", "6171    0112    0390    0001", "6171;0112;0390;0001", "6171=0112=0390=0001",
    "6171#0112#0390#0001", "6171 ; 0112 ; 0390 ; 0001", "0812;3456;7890", "0812=3456=7890", "0812#3456#7890",
    "0812, 3456, 7890", "0812😀3456😀7890", "0812    3456    7890", "rek BCA 1234567", "no rek 123 456 789",
    "no rek 123 456", "rekening bank kalbar 1234567", "norek: 7654321", "BCA 7654321", "7654321 a.n. Ani",
    "KB/1234/XY", "KB_1234_XY", "KB.1234.XY", "mobil KB 1234", "motor KB-1234", "mobil avanza hitam KB 1234",
    "nopol KB/1234", "ani(at)gmail dot com", "ani%40gmail.com", "ani{at}gmail.com", "ani[at]gmail{dot}com",
    "ani@gmail . com", "ani @ gmail  .  com", "ani at gmail . com", "ani@gmail", "ig ani_99", "ig saya ani_99",
    "line id ani99", "id line ani99", "line ani99", "follow @ani", "follow @an", "WA 08I2E4567890",
    "WA 08I2-E456-7890", "O8I2 E4S6 789O", "08satu2345678", "08 satu dua 3 4 lima 6 7 8",
    "nol delapan satu 2 3 4 5 6 7", "nol8satu2tiga4567",
    "noldelapansatuduatigaempatlimaenam", "零八一二三四五六七八九〇",
    "〇八一二 三四五六 七八九〇", "０８１２３４５６７８９０", "٠٨١٢٣٤٥٦٧٨٩٠", "۰۸۱۲۳۴۵۶۷۸۹۰", "paspor A1234567",
    "paspor no. B 1234567",
    "paspor C7654321 hilang", "C7654321",
)  # fmt: skip
HARMLESS = (
    "Bayar Rp 1.200.000 saja", "Bayar Rp1200000 saja", "Harga 1.200.000, 1.500.000, 1.700.000",
    "Harga 1200, 1500, 1700, 2000", "12/03/2025, 13/03/2025, 14/03/2025", "12/03/2025 - 11/04/2025",
    "12/03/2025;13/03/2025", "Antrean 081, 082, 083, 084", "nomor antrean B012, B013",
    "Nomor laporan 13B4M-7KQ2T-9XZ1P-4ABCD", "kode 13B4M-22B7E-0B8A1-1E5S9",
    "UU 25/2009, PP 96/2012, Perpres 76/2013", "UU Nomor 25 Tahun 2009, Pasal 21",
    "buka 08.00 - 15.30; istirahat 12.00-13.00", "buka 08:00, 09:00, 10:00, 11:00", "ruang B 12, lantai 3",
    "ruang B/12, lantai 3", "tahun 2019, 2020, 2021, 2022", "surat B/1234/XI/2025", "surat nomor 800/1234/BKPSDM",
    "surat S-12/MK/2020", "B/12/X", "fotokopi @500, @Rp 1.000", "fotokopi @Rp1.000", "parkir motor di blok B 12",
    "mobil dinas parkir 2 jam", "motor saya 3 hari di sini", "setor lewat BRI 1500000",
    "setor lewat bank BRI Rp 150.000", "rekening listrik 3 bulan", "08 saat itu ramai", "jam 08 sampai 12",
    "satu dua orang, tiga empat jam", "skor 4, 3, 2, 1", "datang 3 kali: 12/03, 13/03, 14/03", "ig saya diblokir",
    "lihat line up loket", "titik layanan dot matriks", "RT 05 RW 02 No. 12", "pukul 10.30; 11.30; 12.30",
    "umur 45, 46, 47 tahun", "biaya 50.000;75.000;100.000", "tel 112 dan 110", "call 1500 567", "antrean A012;A013",
    "Bayar 1=2 kali", "tgl 1-3-2025 s/d 5-3-2025", "anak ke-1, ke-2; 3 hari", "blok C7 no 21", "x 12 kali",
    "2026-11-22T08:30", "kode A4 B5 C6", "tarif 10.000 / 20.000 / 30.000", "Jl. Ahmad Yani No. 12, 78121",
    "kode pos 78121", "x: 3 kali",
)  # fmt: skip


@pytest.mark.parametrize("text", DISGUISED)
def test_it_is_hidden_whatever_stands_between(text):
    masked = mask(f"saya {text} ya")
    assert masked.found and not any(map(str.isdigit, masked.text)), masked.text
    assert "ani" not in masked.text and mask(masked.text).text == masked.text


@pytest.mark.parametrize("text", HARMLESS)
def test_what_names_nobody_stays(text):
    masked = mask(text)
    assert (masked.text, masked.found) == (text, ())


BETWEEN = st.sampled_from(
    [", ", " ; ", "; ", " = ", "#", " # ", " | ", "😀", " … ", "__", "!!", "\n", " / ", "~ ~"]
)  # fmt: skip
NIK = st.builds("617101{:02}{:02}{:06}".format, st.integers(1, 31), st.integers(1, 12), st.integers(900001, 999999))


@given(NIK, BETWEEN, BETWEEN)
def test_no_nik_in_groups_survives_anything_between_them(nik, first, second):
    written = nik[:4] + first + nik[4:8] + second + nik[8:12] + first + nik[12:]
    assert not any(map(str.isdigit, mask(f"NIK saya {written} ya").text))


@given(st.from_regex(r"08[1-9][0-9][2-9][0-9]{3}[0-9]{4}", fullmatch=True), BETWEEN, BETWEEN)
def test_no_mobile_number_in_groups_survives_anything_between_them(number, first, second):
    written = number[:4] + first + number[4:8] + second + number[8:]
    seen = "".join(filter(str.isdigit, mask(f"saya {written} ya").text))
    assert number[4:] not in seen


LONG = ("1 ", "1, ", "satu", "a.a.", "@a", "08i2", "ig ", "mobil ", "b1", "rek no ", "081, ", "1;", "o8", "nol8",
        "a at ", "ig saya id ", "1/", " ", "(at)", "gmail dot ", "bank no ", "12/03/2025, ", "三", "1_")  # fmt: skip


@pytest.mark.parametrize("part", LONG)
def test_long_texts_of_one_part_take_no_long_time(part):
    text = (part * 2000)[:2000]
    began = time.perf_counter()
    mask(text)
    assert time.perf_counter() - began < 1
