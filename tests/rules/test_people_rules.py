"""What a NIP says (Perka BKN 22/2007 and 43/2007), and how slow a guesser gets."""

from datetime import date

import pytest

from webapp.people.rules import FREE_TRIES, NAME_TRIES, NETWORK_TRIES, is_held, may_try, read_nip, search_words

PNS = "199001012015011001"
PPPK = "199009132025242014"  # part-time PPPK: digits 13 and 14 are 24, no month


def test_the_nip_of_a_pns_tells_birth_year_of_appointment_and_sex():
    facts = read_nip(PNS, "pns")
    assert (facts.born, facts.appointed_year, facts.sex, facts.unusual) == (date(1990, 1, 1), 2015, "L", False)


def test_the_ni_of_a_pppk_has_the_kind_of_contract_where_a_pns_has_the_month():
    facts = read_nip(PPPK, "pppk")
    assert (facts.born, facts.appointed_year, facts.sex) == (date(1990, 9, 13), 2025, "P")


def test_the_same_digits_are_refused_for_a_pns():
    with pytest.raises(ValueError, match="Bulan pengangkatan"):
        read_nip(PPPK, "pns")


@pytest.mark.parametrize("written", ["19900101 201501 1 001", " 199001012015011001 ", "19900101\t201501 1\n001"])
def test_blanks_do_not_matter(written):
    assert read_nip(written, "pns").nip == PNS


WRONG = {
    "too short": (PNS[:17], "18 angka"),
    "too long": (PNS + "1", "18 angka"),
    "empty": ("", "18 angka"),
    "a letter": (PNS[:17] + "x", "18 angka"),
    "other digits": (PNS[:17] + "١", "18 angka"),
    "dashes": ("19900101-201501-1-001", "18 angka"),
    "month 13": ("19901301" + PNS[8:], "tanggal lahir"),
    "30 February": ("19900230" + PNS[8:], "tanggal lahir"),
    "29 February of no leap year": ("19910229" + PNS[8:], "tanggal lahir"),
    "a woman's day plus forty, as in a NIK": ("19900141" + PNS[8:], "tanggal lahir"),
    "appointed in month 00": (PNS[:12] + "00" + PNS[14:], "Bulan"),
    "appointed in month 13": (PNS[:12] + "13" + PNS[14:], "Bulan"),
    "sex 3": (PNS[:14] + "3" + PNS[15:], "ke-15"),
    "sex 0": (PNS[:14] + "0" + PNS[15:], "ke-15"),
    "serial 000": (PNS[:15] + "000", "tiga angka terakhir"),
}


@pytest.mark.parametrize("written, sentence", WRONG.values(), ids=WRONG)
def test_what_cannot_be_a_nip_is_refused_with_the_reason(written, sentence):
    with pytest.raises(ValueError, match=sentence):
        read_nip(written, "pns")


def test_a_leap_day_is_a_birthday():
    assert read_nip("19920229" + PNS[8:], "pns").born == date(1992, 2, 29)


@pytest.mark.parametrize("year, unusual", [("2004", True), ("2005", False), ("1989", True)])
def test_an_appointment_before_fifteen_is_marked_and_not_refused(year, unusual):
    assert read_nip("19900101" + year + PNS[12:], "pns").unusual is unusual


@pytest.mark.parametrize(
    "pair, network, answered",
    [
        (0, 0, True),
        (FREE_TRIES - 1, FREE_TRIES - 1, True),
        (FREE_TRIES, FREE_TRIES, False),
        (0, NETWORK_TRIES - 1, True),
        (0, NETWORK_TRIES, False),
    ],
)
def test_a_guesser_is_answered_so_often(pair, network, answered):
    assert may_try(pair, network) is answered


@pytest.mark.parametrize("failures, held", [(0, False), (NAME_TRIES - 1, False), (NAME_TRIES, True)])
def test_a_name_many_guess_at_is_held(failures, held):
    assert is_held(failures) is held


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Budi Santoso", ["budi", "santoso"]),
        ("Dr. H. Nur'aini, S.T., M.Si.", ["dr", "h", "nuraini", "st", "msi"]),
        ("H.Ahmad  Yani", ["h", "ahmad", "yani"]),
        ("José Évora", ["jose", "evora"]),
        ("19900101 201501 1 001", ["199001012015011001"]),
        ("sari 1990", ["sari", "1990"]),
        ("Sari SARI sari", ["sari"]),
        (" ,.-_% ", []),
        ("", []),
        ("a" * 100, ["a" * 40]),
    ],
)
def test_a_name_or_nip_is_found_by_its_words(text, words):
    assert search_words(text) == words
