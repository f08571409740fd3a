"""Files that cannot be taken, and rows that cannot: a sentence at the right place, and nothing is written."""

import io
import zipfile
from datetime import date

import pytest

from tests.people.files import DISDUKCAPIL, HEADERS, UPT, apply, choices_of, dry_run, nip, upload, work, xlsx

BOSS = (nip(301), "Ahmad Yani", DISDUKCAPIL, "Kepala Bidang Data", "")
TEXT = "NIP;Nama;Unit kerja;Jabatan\n"
STOCK = "select (select count(*) from person), (select count(*) from placement), (select count(*) from opd)"


@pytest.fixture
def hana(browser, world):
    return browser(world.pontianak.hana)


def zipped(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """A good workbook in which one part is another."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx([BOSS]))) as good, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bad:
        for member in good.namelist():
            bad.writestr(member, content if member == name else good.read(member))
    return file.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
FAR = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>' + (
    b'<row r="%d"><c r="%s%d" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>'
)
SHEET_OF = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
FILES = {
    "an empty file": (b"", "kosong"),
    "blanks": (b"   \r\n", "kosong"),
    "a picture called xlsx": (b"\x89PNG\r\n\x1a\n" + b"x" * 90, "Ini gambar"),
    "a photo": (b"\xff\xd8\xff\xe0" + b"x" * 90, "Ini gambar"),
    "a PDF": (b"%PDF-1.7 ...", "Ini berkas PDF"),
    "an old xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Excel lama (.xls)"),
    "an ods": (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", **{"content.xml": b"<x/>"}), ".ods"),
    "an xlsb": (zipped(**{"xl/workbook.bin": b"x"}), ".xlsb"),
    "a docx": (zipped(**{"word/document.xml": b"<x/>"}), "bukan tabel Excel"),
    "half a workbook": (xlsx([BOSS])[:900], "rusak"),
    "a workbook whose sheet is rubbish": (with_part(SHEET, b"<worksheet><sheetData><row>"), ""),
    "entities": (with_part(SHEET, b"<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet/>"), "rusak"),
    "a bomb of blanks": (with_part("xl/sharedStrings.xml", b" " * 60_000_000), "jauh lebih besar"),
    "a bomb of sizes": (with_part("xl/sharedStrings.xml", b" " * 210_000_000), "jauh lebih besar"),
    "too many members": (zipped(**{"xl/workbook.xml": b"<x/>", **{f"a{n}": b"" for n in range(2001)}}), "jauh lebih"),
    "a cell in the last row": (with_part(SHEET, FAR % (1048576, b"A", 1048576)), "terlalu banyak baris"),
    "a cell in the last column": (with_part(SHEET, FAR % (1, b"XFD", 1)), "terlalu banyak kolom"),
    "a workbook of nothing": (xlsx([], ()), "kosong"),
    "headers alone": (xlsx([]), "tanpa baris di bawahnya"),
    "a merged cell": (xlsx([BOSS, BOSS], merged=[(1, 2, 2, 2, UPT)]), "C2:C3"),
    "a merged header": (xlsx([BOSS], merged=[(0, 1, 0, 2, "NAMA")]), "B1:C1"),
    "too many columns": (";".join(f"k{n}" for n in range(101)).encode() + b"\n1;2\n", "terlalu banyak kolom"),
    "too many rows": (TEXT.encode() + b"1;2;3;4\n" * 60_001, "terlalu banyak baris"),
    "a quotation mark that is never closed": (TEXT.encode() + b'1;"2;3;4\n5;6;7;8\n', "di baris 2 tidak ditutup"),
    "letters nobody knows": (b"NIP;Nama\n1;\x81\x8d\n", "tidak dapat dibaca"),
    "rubbish": (bytes(range(1, 32)) * 20, "bukan teks"),
    "utf-16 cut in two": ("NIP;Nama".encode("utf-16-le")[:-1] + b"\0", ""),
}


@pytest.mark.parametrize("content, sentence", FILES.values(), ids=FILES)
def test_a_file_that_cannot_be_taken_is_told_at_its_field(hana, sql, content, sentence):
    before = sql("select count(*) from import_run")
    answer = upload(hana, content)
    assert answer.status == 422 and sentence in answer.words
    assert 'id="berkas-error"' in answer.text and sql("select count(*) from import_run") == before


def test_no_file_is_told_too(hana):
    answer = hana.post("/kelola/impor", {})
    assert answer.status == 422 and "Pilih berkas lebih dahulu" in answer.words


def test_a_file_too_large_is_refused_before_it_is_read(hana):
    kind = "multipart/form-data; boundary=x"
    assert hana.post("/kelola/impor", b"x" * 10_600_000, content_type=kind).status == 413




@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_csv_is_read_in_every_usual_encoding_and_separator(hana, world, encoding, separator):
    text = TEXT.replace(";", separator) + separator.join((nip(311), "Renée Café", DISDUKCAPIL, "Analis")) + "\n"
    sent = upload(hana, text.encode(encoding), "pegawai.csv")
    page = hana.follow(sent)
    assert sent.status == 303 and "Renée Café" in page.words
    assert ("dikira-kira" in page.words) is (encoding == "cp1252")


def test_titles_above_the_headers_empty_rows_and_several_sheets_are_no_trouble(hana, world):
    content = xlsx([BOSS, (None,), BOSS[:1]], above=[("DAFTAR PEGAWAI",), (None,)], sheets=["Catatan"])
    sent = upload(hana, content)
    page = hana.follow(sent)
    assert "Pilih lembar" in page.words and "Catatan" in page.words
    assert hana.post(f"{sent.location}/lembar", {"lembar": "Tiada"}).status == 422
    assert hana.post(f"{sent.location}/lembar", {"lembar": "Data"}).status == 303
    page = hana.get(sent.location)
    assert "Judul kolom di baris 3" in page.words and "2 baris ditemukan" in page.words


LATE = ("JENIS PEGAWAI", "TMT JABATAN", "UNOR INDUK NAMA", "JENIS JABATAN NAMA")


def row(serial: int, **cells) -> tuple:
    """A good row with some cells made otherwise: nip, name, unit, jabatan, atasan, jenis, tmt, induk, kind."""
    usual = {"nip": nip(serial), "name": f"Orang {serial}", "unit": UPT, "jabatan": "Pengelola", "atasan": "",
             "jenis": "PNS", "tmt": "", "induk": "", "kind": "Pelaksana"}  # fmt: skip
    return tuple((usual | cells).values())


ROWS = {
    "a number that has lost digits": (row(1, nip=199001012015011003), "diubah Excel menjadi bilangan (1.99001012015"),
    "scientific notation as text": (row(1, nip="1,99001E+17"), "diubah Excel menjadi bilangan"),
    "rounded to 000": (row(1, nip="199001012015011000"), "berakhir dengan 000"),
    "seventeen digits": (row(1, nip=nip(1)[:-1]), "NIP terdiri atas 18 angka"),
    "letters in the NIP": (row(1, nip="A" + nip(1)[1:]), "NIP terdiri atas 18 angka"),
    "no such birthday": (row(1, nip=nip(1, born="19850230")), "tanggal lahir yang benar"),
    "month 13 for a PNS": (row(1, nip=nip(1, since="201013")), "Bulan pengangkatan"),
    "no NIP": (row(1, nip=""), "NIP kosong"),
    "no name": (row(1, name=""), "Nama kosong"),
    "an unknown kind": (row(1, jenis="Honorer"), "tidak dikenal"),
    "an unknown unit": (row(1, unit="Dinas Antariksa"), "belum ada di Pamong"),
    "a unit written nearly right": (row(1, unit="UPT Dukcapil Selatn"), "Yang mirip: UPT Dukcapil Selatan"),
    "no unit": (row(1, unit=""), "Unit kerja kosong"),
    "no jabatan": (row(1, jabatan=""), "Jabatan kosong"),
    "an unknown kind of jabatan": (row(1, kind="Istimewa"), "tidak dikenal"),
    "a year of two digits": (row(1, tmt="01-02-20"), "empat angka"),
    "a day that is not": (row(1, tmt="31-02-2020"), "tidak ada di kalender"),
    "a date as a number": (row(1, tmt=43831), "bukan tanggal"),
    "a date of long ago": (row(1, tmt="01-01-1890"), "terlalu jauh"),
    "no date at all": (row(1, tmt="kemarin"), "tidak terbaca sebagai tanggal"),
    "an unknown superior": (row(1, atasan=nip(999)), "tidak ada di Pamong maupun di berkas ini"),
    "a superior eaten by Excel": (row(1, atasan="1.99E+17"), "diubah Excel"),
    "herself as superior": (row(1, atasan=nip(1)), "adalah orang ini sendiri"),
    "a unit under itself": (row(1, unit="Dinas Baru", induk="Dinas Baru"), "di bawah dirinya sendiri"),
}


@pytest.mark.parametrize("cells, sentence", ROWS.values(), ids=ROWS)
def test_a_wrong_row_is_told_with_number_column_and_what_to_do(hana, world, sql, cells, sentence):
    before = sql(STOCK)
    headers = (*HEADERS, *LATE)
    url, page = dry_run(hana, world, xlsx([row(2), cells], headers))
    assert "1 baru" in page.words and "1 baris perlu diperbaiki" in page.words, page.words
    assert sentence in page.words
    told = hana.get(f"{url}/daftar?isi=salah")
    assert "Baris 3" in told.words and sentence in told.words
    assert hana.post(f"{url}/terapkan").status == 409 and sql(STOCK) == before


def test_a_real_date_and_a_pppk_are_right(hana, world):
    cells = row(3, nip="198505152023212003", jenis="PPPK", tmt=date(2024, 2, 1))
    assert "1 baru" in dry_run(hana, world, xlsx([cells], (*HEADERS, *LATE)))[1].words


def test_the_same_nip_twice_names_the_other_row(hana, world):
    _url, page = dry_run(hana, world, xlsx([BOSS, (BOSS[0], "Lain Orang", *BOSS[2:])]))
    assert "2 baris perlu diperbaiki" in page.words and "ada juga di baris 3" in page.words


def test_superiors_in_a_circle_are_named(hana, world):
    ring = [(nip(n), f"Orang {n}", UPT, "Pengelola", nip(321 + (n - 320) % 3)) for n in (321, 322, 323)]
    _url, page = dry_run(hana, world, xlsx(ring))
    assert "3 baris perlu diperbaiki" in page.words
    assert "Orang 321 → Orang 322 → Orang 323 → Orang 321" in page.words


def test_a_circle_closed_through_people_we_have_is_found(hana, world, sql):
    """Budi leads Sari already: the file would have Sari lead Budi."""
    of = "select n.nip from nip n where n.person_id = %s"
    sari, budi = (sql(of, who.id)[0][0] for who in (world.pontianak.sari, world.pontianak.budi))
    line = (budi, "Budi Santoso", DISDUKCAPIL, "Jabatan Budi", sari)
    _url, page = dry_run(hana, world, xlsx([line]))
    assert "kembali ke orang yang sama" in page.words and "Sari Wulandari" in page.words


def test_a_former_nip_and_a_nip_of_another_are_refused(hana, world, sql):
    of = "select n.nip from nip n where n.person_id = %s"
    sari, budi = (sql(of, who.id)[0][0] for who in (world.pontianak.sari, world.pontianak.budi))
    _url, page = dry_run(hana, world, xlsx([(sari, budi, "Sari Wulandari")], ("NIP", "NIP sebelumnya", "Nama")))
    assert "sudah dipakai Sari Wulandari" in page.words


def test_the_file_to_correct_holds_the_same_columns_texts_and_no_formula(hana, world):
    from python_calamine import CalamineWorkbook

    evil = ("=HYPERLINK(\"http://x\")", "@SUM(A1)", UPT, "+1", "-2")
    url, _page = dry_run(hana, world, xlsx([BOSS, evil, (BOSS[0], *BOSS[1:])]))
    answer = hana.get(f"{url}/perbaikan")
    assert answer.headers["Content-Type"].startswith("application/vnd.openxml")
    content = answer.response.get_data()
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert b"<f>" not in parts.read(SHEET)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[0] == [*HEADERS, "Yang perlu diperbaiki"]
    assert [cells[0] for cells in rows[1:]] == [BOSS[0], evil[0], BOSS[0]] and "Baris 3" in rows[2][-1]
    fixed = hana.follow(upload(hana, content))
    assert "3 baris ditemukan" in fixed.words


def test_an_unknown_unit_is_made_under_the_one_that_was_named(hana, world, sql):
    rows = [(nip(331), "Ani Baru", "Bidang Arsip", "Kepala Bidang Arsip", "", DISDUKCAPIL),
            (nip(332), "Beni Baru", "Seksi Pindai", "Pengelola", "", "Bidang Arsip")]  # fmt: skip
    url, page = dry_run(hana, world, xlsx(rows, (*HEADERS, "UNOR INDUK NAMA")))
    assert "2 baris perlu diperbaiki" in page.words and "Buat unit baru" in page.words
    assert "Bidang Arsip 1 baris" in page.words and "belum ada di Pamong." not in page.words
    page = hana.get(f"{url}/unit")
    dinas = sql("select id from opd where name = %s and tenant_id = %s", DISDUKCAPIL, world.pontianak.tenant.id)[0][0]
    above = f"id:{dinas}"
    assert f'value="{above}" selected' in page.text and 'value="new:bidang arsip" selected' in page.text
    both = {"buat": ["Bidang Arsip", "Seksi Pindai"], "nama": ["Bidang Arsip", "Seksi Pindai"]}
    circle = hana.post(f"{url}/unit", both | {"induk": ["new:seksi pindai", "new:bidang arsip"]})
    assert circle.status == 422 and "di bawah dirinya sendiri" in circle.words
    for wrong in ("Entah", "new:entah", "id:x", "id:" + str(world.gorontalo.dinas)):
        nowhere = hana.post(f"{url}/unit", both | {"induk": [wrong, "new:bidang arsip"]})
        assert nowhere.status == 422 and "Pilih unit yang sudah ada" in nowhere.words
    alone = {"buat": ["Seksi Pindai"], "nama": both["nama"], "induk": [above, "new:bidang arsip"]}
    assert hana.post(f"{url}/unit", alone).status == 422
    assert hana.post(f"{url}/unit", {"nama": ["Bidang Arsip"], "induk": [""]}).status == 422
    assert hana.post(f"{url}/unit", both | {"induk": [above, "new:bidang arsip"]}).status == 303
    work(world, url)
    assert "2 baru" in hana.get(url).words
    apply(hana, world, url)
    tree = sql(
        "select o.slug, o.kind, a.slug from opd o join opd a on a.id = o.parent_id "
        "where o.name in ('Bidang Arsip', 'Seksi Pindai') order by 1"
    )
    assert tree == [("bidang-arsip", "bidang", "disdukcapil"), ("seksi-pindai", "bidang", "bidang-arsip")]


BOMBS = {
    "a reference of twelve letters": SHEET_OF % b'<row r="2"><c r="ZZZZZZZZZZZ2"><v>1</v></c></row>',
    "commas without end": b"NIP;Nama\n" + b"," * 9_000_000 + b"x",
    "lines without end": b"\n" * 9_000_000,
    "rows without end": b"1;2\n" * 2_300_000,
}


@pytest.mark.parametrize("part", BOMBS.values(), ids=BOMBS)
def test_a_file_made_to_hurt_is_refused_with_a_sentence_and_nothing_is_kept(hana, sql, part):
    content = with_part(SHEET, part) if part.startswith(b"<worksheet") else part
    before = sql("select count(*) from import_run")
    head = b'--x\r\nContent-Disposition: form-data; name="berkas"; filename="pegawai.csv"\r\n\r\n'
    body = head + content + b"\r\n--x--\r\n"
    answer = hana.post("/kelola/impor", body, content_type="multipart/form-data; boundary=x")
    assert answer.status == 422 and 'id="berkas-error"' in answer.text
    assert sql("select count(*) from import_run") == before


def test_no_transaction_is_open_while_a_file_is_read(hana, world, monkeypatch):
    """The database ends a transaction that is idle for long: reading a large file took longer than that."""
    from webapp.platform import tables_in

    seen = []

    def look(content: bytes, read=tables_in.kind_of) -> str:
        seen.append(world.resources.engine.pool.checkedout())
        return read(content)

    monkeypatch.setattr(tables_in, "kind_of", look)
    sent = upload(hana, xlsx([BOSS], sheets=["Catatan"]))
    assert hana.post(f"{sent.location}/lembar", {"lembar": "Data"}).status == 303
    hana.post(f"{sent.location}/kolom", choices_of(hana.get(sent.location)))
    work(world, sent.location)
    assert len(seen) >= 3 and not any(seen)
