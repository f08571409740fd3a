"""An import invents no leaders, seats one person in a jabatan that leads, and never makes PPPK of PNS in silence."""

import pytest

from tests.people.files import DISDUKCAPIL, HEADERS, UPT, apply, choices_of, dry_run, nip, upload, xlsx

LEADS = "select j.name, j.leads from jabatan j join opd o on o.id = j.opd_id where o.name = %s order by 1"
UNITS = (*HEADERS, "UNOR INDUK NAMA")
KECAMATAN = "Kecamatan Contoh Barat"


@pytest.fixture
def hana(browser, world):
    return browser(world.pontianak.hana)


@pytest.fixture
def with_unit(hana, world):
    """A dry run in which the new kecamatan is made."""

    def make(rows):
        url, _page = dry_run(hana, world, xlsx(rows, UNITS))
        hana.post(f"{url}/unit", {"buat": [KECAMATAN], "nama": [KECAMATAN], "induk": [""]})
        from tests.people.files import work

        work(world, url)
        return url

    return make


def test_a_camat_leads_his_kecamatan_and_the_heads_in_it_do_not(hana, world, sql, with_unit):
    titles = ("Kepala Bidang Tata Pemerintahan", "Camat", "Kepala Seksi Umum")
    rows = [(nip(521 + n), f"Orang {521 + n}", KECAMATAN, title, "", "") for n, title in enumerate(titles)]
    apply(hana, world, with_unit(rows))
    assert dict(sql(LEADS, KECAMATAN)) == {titles[0]: False, "Camat": True, titles[2]: False}


def test_two_people_in_one_jabatan_that_leads_are_told(hana, world):
    rows = [(nip(531 + n), f"Orang {531 + n}", UPT, "Kepala UPT", "") for n in range(2)]
    _url, page = dry_run(hana, world, xlsx(rows))
    assert "2 baris perlu diperbaiki" in page.words
    assert "Jabatan Kepala UPT memimpin unit ini, dan ada juga di baris 3." in page.words


def test_nobody_is_seated_where_somebody_leads_unless_the_file_moves_him(hana, world, sql):
    head = (nip(541), "Orang Pertama", UPT, "Kepala UPT Dukcapil Selatan", "")
    apply(hana, world, dry_run(hana, world, xlsx([head]))[0])
    second = (nip(542), "Orang Kedua", UPT, "Kepala UPT Dukcapil Selatan", "")
    _url, page = dry_run(hana, world, xlsx([second]))
    assert "sekarang dipegang Orang Pertama" in page.words and "Tulis jabatan baru Orang Pertama" in page.words
    sql("update placement set valid_from = valid_from - 30 where person_id = "
        "(select person_id from nip where nip = %s)", head[0])  # fmt: skip
    moved = (head[0], head[1], DISDUKCAPIL, "Analis", "")
    url, page = dry_run(hana, world, xlsx([second, moved]))
    assert "1 baru, 1 pindah" in page.words
    apply(hana, world, url)
    sits = (
        "select n.nip from placement p join jabatan j on j.id = p.jabatan_id join nip n on n.person_id = p.person_id "
        "where j.name = 'Kepala UPT Dukcapil Selatan' and p.valid_to is null"
    )
    assert sql(sits) == [(second[0],)]


@pytest.mark.parametrize("header", ["JENIS", "Jenis ASN", "Status Kepegawaian", "KEDUDUKAN HUKUM", "Status Pegawai"])
def test_the_kind_of_employee_is_found_under_its_usual_headers(hana, header):
    content = xlsx([(nip(551), "Ani", "PPPK")], ("NIP", "NAMA", header))
    assert choices_of(hana.follow(upload(hana, content)))["jenis"] == "2"


def test_a_column_of_pns_and_pppk_that_nobody_chose_is_told(hana, world):
    rows = [(nip(556), "Ani", "PPPK", "x"), (nip(557), "Beni", "PNS", "y"), (nip(558), "Citra", "", "z")]
    content = xlsx(rows, ("NIP", "NAMA", "Golongan Orang", "Catatan"))
    _url, page = dry_run(hana, world, content)
    assert "Kolom Golongan Orang berisi PNS atau PPPK" in page.words
    _url, page = dry_run(hana, world, content, jenis="2")
    assert "berisi PNS atau PPPK" not in page.words


def test_another_kind_is_written_to_the_nip_as_well(hana, world, sql):
    content = xlsx([(nip(561), "Ani Nip")], ("NIP", "NAMA"))
    apply(hana, world, dry_run(hana, world, content)[0])
    again = xlsx([(nip(561), "Ani Nip", "PPPK")], ("NIP", "NAMA", "JENIS"))
    url, page = dry_run(hana, world, again)
    assert "1 perubahan lain" in page.words, page.words
    apply(hana, world, url)
    both = "select p.kind, n.kind from person p join nip n on n.person_id = p.id where n.nip = %s"
    assert sql(both, nip(561)) == [("pppk", "pppk")]
