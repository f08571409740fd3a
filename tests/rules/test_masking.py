"""Personal data in what citizens write are hidden; what a reader needs stays readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.feedback.masking import PLACEHOLDERS, mask

NAMES = (
    "Sari Dewi Lestari, S.Sos.", "Drs. H. Ahmad Fauzi, M.Si.", "Budi Santoso", "Nur Aini", "Renée Indah Cahaya", "Edi",
)  # fmt: skip

HIDDEN = [
    ("NIK saya 6171011203900001", "nik", "6171011203900001"),
    ("6171-0112-0390-0001 itu NIK ibu", "nik", "0390"),
    ("6171 0112 0390 0001", "nik", "6171"),
    ("61.71.01.120390.0001", "nik", "120390"),
    ("KTP ６１７１０１１２０３９００００１ hilang", "nik", "６１７１"),
    ("KTP ٦١٧١٠١١٢٠٣٩٠٠٠٠١ hilang", "nik", "٦١٧١"),
    ("617101\u200b120390\u200d0001", "nik", "120390"),
    ("\u202e6171011203900001\u202c", "nik", "6171011203900001"),
    ("NIP 199003122015031002 bertugas", "nip", "19900312"),
    ("NIP 19900312 201503 1 002 bertugas", "nip", "201503"),
    ("hubungi 081234567890 ya", "telepon", "0812"),
    ("hubungi 0812-3456-7890 ya", "telepon", "3456"),
    ("hubungi 0812 3456 789", "telepon", "3456"),
    ("hubungi 0812.3456.7890", "telepon", "3456"),
    ("hubungi +62 812 3456 7890", "telepon", "3456"),
    ("hubungi +62.812.345.678", "telepon", "345"),
    ("hubungi (0561) 736123", "telepon", "736123"),
    ("hubungi 0561-736123", "telepon", "736123"),
    ("telp 736123", "nomor", "736123"),
    ("WA saya 0 8 1 2 3 4 5 6 7 8 9 0", "telepon", "3 4 5"),
    ("O8l234567890", "nomor", "234567"),
    ("nol delapan satu dua tiga empat lima enam tujuh", "telepon", "enam"),
    ("rekening 1234567890123 bank", "nomor", "1234567890123"),
    ("transfer ke 0012345678", "telepon", "0012345678"),
    ("mobil B 1234 XYZ parkir", "plat", "1234"),
    ("mobil KB 12 AB parkir", "plat", "KB 12 AB"),
    ("mobil kb1234ab parkir", "plat", "1234"),
    ("nopol KB 1234", "plat", "1234"),
    ("surel saya warga.satu@contoh.co.id", "surel", "warga.satu"),
    ("warga (at) gmail.com", "surel", "gmail"),
    ("warga at gmail dot com", "surel", "gmail"),
    ("lihat https://instagram.com/budi_99 ya", "tautan", "budi_99"),
    ("wa.me/6281234567890", "tautan", "6281"),
    ("akun @budi_santai", "akun", "budi_santai"),
    ("ig: warga.kota", "akun", "warga.kota"),
    ("Bu Sari lambat", "petugas", "Sari"),
    ("bu sari lambat", "petugas", "sari"),
    ("BU SARI LAMBAT SEKALI MELAYANI", "petugas", "SARI"),
    ("Bu Sa\u200bri lambat", "petugas", "ri lambat"),
    ("dilayani Sari dengan baik", "petugas", "Sari"),
    ("Pak Ahmad membentak", "petugas", "Ahmad"),
    ("bapak H. Ahmad Fauzi membentak", "petugas", "Fauzi"),
    ("AHMAD FAUZI membentak", "petugas", "FAUZI"),
    ("ahmad fauzi membentak", "petugas", "fauzi"),
    ("Аhmad Fauzi membentak", "petugas", "Fauzi"),
    ("pak Áhmad membentak", "petugas", "hmad"),
    ("renee indah cahaya menolong", "petugas", "cahaya"),
    ("Renee menolong", "petugas", "Renee"),
    ("pak edi menolong", "petugas", "edi"),
    ("mbak nur aini menolong", "petugas", "aini"),
    ("petugas santoso kasar", "petugas", "santoso"),
    ("Pak Joko di loket kasar", "nama", "Joko"),
    ("Ibu Rina Marlina di loket kasar", "nama", "Marlina"),
    ("Petugas bernama Kartono kasar", "nama", "Kartono"),
]

READABLE = [
    "Antrean A012 dipanggil pukul 10.30",
    "antrean B 12 ke loket 3",
    "Nomor antrean 045 lama sekali",
    "Bayar Rp1.500.000 tanpa kuitansi",
    "Bayar Rp 150000 di loket",
    "Biaya 12.500.000 sampai 13.000.000 rupiah",
    "Anggaran Rp 2.345.678.900,00",
    "Datang 12/03/2025 pukul 08:15, selesai 11:45",
    "Datang 12-03-2025 10.30 - 11.45",
    "Tanggal 2025-03-12 sampai 2025-03-14",
    "tahun 2019 2020 2021 sama saja",
    "Pasal 12 ayat (3) huruf b",
    "UU 25/2009 dan PermenPANRB 14/2017",
    "Perda Nomor 3 Tahun 2011 pasal 4.2.1",
    "buka 08.00-15.30, istirahat 12.00-13.00",
    "menunggu 2 jam 30 menit, 14 orang di depan",
    "lulusan S1 PNS dan D3",
    "kertas A4 dan formulir F1.01",
    "RT 05 RW 02",
    "umur 45 tahun, anak 3, nilai 87,5",
    "sari kelapa dan bunga indah",
    "pelayanan ramah, tempatnya indah dan bercahaya",
    "Pak RT dan Bu Camat sudah datang",
    "Terima kasih Ibu. Semoga sukses",
    "Terima kasih Bapak Ibu petugas yang baik",
    "TOLONG PAK DIPERCEPAT PELAYANANNYA",
    "lihat https://pontianak.go.id/layanan",
    "loket 1, 2, 3, 4, 5, 6, 7, 8, 9 tutup",
    "Senin sampai Jumat, loket 4 kosong satu jam",
    "dr pagi sampai siang dr loket ke loket",
    "50% warga; 3,5 dari 4",
    "",
    "👍🙏",
]


@pytest.mark.parametrize(("text", "kind", "gone"), HIDDEN)
def test_it_hides(text, kind, gone):
    masked = mask(text, NAMES)
    assert gone not in masked.text
    assert PLACEHOLDERS[kind] in masked.text
    assert kind in dict(masked.found)


@pytest.mark.parametrize("text", READABLE)
def test_it_leaves_readable(text):
    masked = mask(text, NAMES)
    assert (masked.text, masked.found) == (text, ())


DISGUISED = (
    "S a r i Dewi kasar", "B-u-d-i S-a-n-t-o-s-o", "(B)(u)(d)(i) (S)(a)(n)(t)(o)(s)(o)", "BudiSantoso kasar",
    "budisantoso kasar", "budi santoso", "sari dewi", "Bud1 Sant0so",
    "8udi Sant0s0", "Ɓudı Șantoso", "ʙᴜᴅɪ sᴀɴᴛᴏsᴏ", "Bսdi Santosօ",
    "🅱🆄🅳🅸 🆂🅰🅽🆃🅾🆂🅾", "🇧🇺🇩🇮 🇸🇦🇳🇹🇴🇸🇴", "Buđi Santøso",
)  # fmt: skip


@pytest.mark.parametrize("text", DISGUISED)
def test_a_name_in_disguise_is_hidden_all_the_same(text):
    masked = mask(f"Tadi {text} sekali", ("Sari Dewi", "Budi Santoso, S.E."))
    assert masked.names_somebody()
    left = masked.text.replace("[nama petugas]", "").split()
    assert set(left) <= {"Tadi", "sekali", "kasar", "(", ")", "()"}, masked.text


def test_letters_and_digits_that_spell_nobody_stay():
    for text in ("Formulir F1A2 dan A4B5", "K T P e l saya", "ruang B3A1 lantai 2", "a b c d e f g", "S1 PNS 2024"):
        assert mask(text, ("Sari Dewi", "Budi Santoso")).text == text


def test_eight_as_people_say_it_is_part_of_a_number():
    assert mask("hubungi nol lapan satu dua tiga empat lima enam").text == "hubungi [nomor telepon]"


def test_several_things_are_hidden_at_once_and_the_rest_stays():
    text = "Bu Sari (0812-3456-7890) minta Rp50.000 pada 12/03/2025, NIK 6171011203900001 dicatat."
    assert mask(text, NAMES).text == (
        "Bu [nama petugas] ([nomor telepon]) minta Rp50.000 pada 12/03/2025, NIK [nomor induk kependudukan] dicatat."
    )


def test_it_says_how_often_it_hid_what():
    masked = mask("Bu Sari dan Pak Ahmad, 081234567890", NAMES)
    assert masked.found == (("petugas", 2), ("telepon", 1))
    assert masked.names_somebody() and mask("Pak Joko kasar").names_somebody()
    assert not mask("081234567890", NAMES).names_somebody()


def test_invisible_characters_do_not_reach_the_reader():
    assert mask("ter\u200bima\u202e ka\u00adsih\u2066").text == "terima kasih"


def test_names_of_officers_elsewhere_are_not_looked_for():
    assert mask("dilayani sari dengan baik").found == ()


SEPARATORS = st.sampled_from(["", " ", ".", "-", " - ", "/", "\u200b", "\u2009", ";", "=", "#", ",", "    "])


@given(st.text(max_size=300))
def test_it_takes_any_text_and_masking_again_changes_nothing(text):
    once = mask(text, NAMES)
    again = mask(once.text, NAMES)
    assert (again.text, again.found) == (once.text, ())


TALK = st.sampled_from(
    ["Bu", "Sari", "ahmad", "fauzi", "KB", "12", "AB", "0812", "3456", "@", "gmail.com", "https://", "Rp", "1.500.000",
     "12/03/2025", "6171011203900001", "[nama petugas]", "\u200b", "⑩", "²", "pak", "Pak.", "\n", "(0561)", "-", "nol",
     "satu", "08I2", "rek", "BCA", "KB/", "mobil", "(at)", "dot", "line id", "ani_99", "paspor", "A1234567", ";", ", ",
     "三", "satu", "[", "]", "é", "\u0301", "ig:", "nopol"]
)  # fmt: skip


@given(st.lists(st.tuples(TALK, st.sampled_from(["", " "])), max_size=25))
def test_masking_again_changes_nothing_whatever_stands_together(parts):
    once = mask("".join(word + gap for word, gap in parts), NAMES)
    assert mask(once.text, NAMES) == type(once)(once.text)


@given(st.from_regex(r"[0-9]{16}", fullmatch=True), st.lists(st.integers(1, 6), min_size=1, max_size=16), SEPARATORS)
def test_no_sixteen_digits_survive_however_they_are_grouped(nik, sizes, separator):
    groups, rest = [], nik
    for size in [*sizes, 16]:
        groups.append(rest[:size])
        rest = rest[size:]
    written = separator.join(group for group in groups if group)
    seen = "".join(filter(str.isdigit, mask(f"nomor saya {written} ya").text))
    assert nik not in seen


@given(st.sampled_from(["08", "+628", "628"]), st.from_regex(r"[0-9]{8,10}", fullmatch=True), SEPARATORS)
def test_no_mobile_number_survives(beginning, rest, separator):
    written = beginning + separator.join([rest[:2], rest[2:6], rest[6:]])
    assert rest not in "".join(filter(str.isdigit, mask(f"telepon saya {written} ya").text))
