"""Attachments: photos are drawn anew, PDFs checked, what lies or harms is refused in words."""

import zlib
from io import BytesIO

import pytest
from PIL import Image

from tests.feedback import complaining
from tests.feedback.complaining import reported
from webapp.feedback.ratings.tries import Tries


@pytest.fixture(scope="module")
def office(app, world):
    return complaining.furnish(world, world.pontianak)


@pytest.fixture(autouse=True)
def nothing_yet(sql, app, office):
    for table in complaining.TABLES:
        sql(f"delete from {table}")


@pytest.fixture
def citizen(browser, world):
    return browser(tenant=world.pontianak.tenant)


def picture(kind="JPEG", size=(60, 40), **more):
    written = BytesIO()
    Image.new("RGB", size, "#abc").save(written, kind, **more)
    return written.getvalue()


def upload(citizen, code, content, name="foto.jpg"):
    return citizen.post(f"/pengaduan/{code}/berkas", {"berkas": (BytesIO(content), name)},
                        content_type="multipart/form-data")  # fmt: skip


def test_a_photo_is_drawn_anew_without_its_position(citizen, sql):
    code, exif = reported(citizen), Image.Exif()
    exif[0x8825] = {1: "S", 2: (0.0, 1.0, 2.0)}
    exif[0x010F] = "Kamera rahasia"
    assert upload(citizen, code, picture(exif=exif)).status == 303
    ((content, name),) = sql("select content, name from complaint_file")
    assert b"rahasia" not in bytes(content) and not Image.open(BytesIO(bytes(content))).getexif()
    assert name == "lampiran-1.jpg"
    link = next(link for link in citizen.get(f"/pengaduan/{code}").page.links if "/berkas/" in link)
    file = citizen.get(link.removeprefix("/pontianak"))
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in file.headers["Content-Security-Policy"]
    assert file.headers["X-Content-Type-Options"] == "nosniff"


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def packed(objects, filters=b"/FlateDecode"):
    """A PDF with a stream of objects, as programs have written them since 2003."""
    stream = zlib.compress(objects, 9)
    facts = b"<</Type/ObjStm/N 1/First 4/Filter %b/Length %d>>" % (filters, len(stream))
    return PDF.replace(b"trailer", b"2 0 obj" + facts + b"stream\n" + stream + b"\nendstream endobj\ntrailer")


LIES = {
    "a page that says it is a photo": (b"<html><script>alert(1)</script></html>", "Hanya foto"),
    "a program": (b"MZ" + b"\0" * 200, "Hanya foto"),
    "a drawing with scripts": (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "Hanya foto"),
    "a photo cut off": (picture(size=(800, 800))[:900], "tidak dapat dibuka"),
    "a PDF with a script": (PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(x)>>"), "memuat perintah"),
    "a PDF with a hidden script": (PDF.replace(b"/Catalog", b"/Catalog/A<</S/J#61vaScript>>"), "memuat perintah"),
    "a PDF cut off": (PDF[:30], "tidak dapat dibuka"),
    "a PDF with a packed script": (packed(b"1 0 <</S/JavaScript/JS(x)>>"), "memuat perintah"),
    "a PDF with a packed and hidden script": (packed(b"1 0 <</S/J#61vaScript>>"), "memuat perintah"),
    "a PDF packed twice": (packed(b"1 0 <<>>", b"[/FlateDecode/ASCIIHexDecode]"), "memuat perintah"),
    "a PDF packed in its own way": (packed(b"1 0 <<>>", b"/LZWDecode"), "memuat perintah"),
    "a PDF that unpacks without end": (packed(b" " * 40 * 1024 * 1024), "memuat perintah"),
    "a PDF nobody can look into": (PDF.replace(b"/Root", b"/Encrypt 2 0 R/Root"), "memuat perintah"),
    "nothing": (b"", "kosong"),
    "a PDF too large": (PDF + b"x" * (5 * 1024 * 1024), "paling besar 5 MB"),
    "too large": (b"x" * (15 * 1024 * 1024 + 1), "paling besar 15 MB"),
}


@pytest.mark.parametrize(("content", "sentence"), LIES.values(), ids=LIES)
def test_a_file_that_lies_or_harms_is_refused_in_words(citizen, sql, content, sentence):
    code = reported(citizen)
    answer = upload(citizen, code, content)
    assert answer.status == 422 and sentence in answer.words and sql("select count(*) from complaint_file") == [(0,)]


def test_a_pdf_packed_as_usual_is_taken(citizen, sql):
    assert upload(citizen, reported(citizen), packed(b"1 0 <</Type/Catalog>>")).status == 303
    assert sql("select mime from complaint_file") == [("application/pdf",)]


def test_a_picture_read_whole_may_not_take_the_memory_of_all(citizen, sql):
    """A PNG of 40 megapixels needs 150 kB to send and 500 MB to open: a photo of that size is opened smaller."""
    code = reported(citizen)
    answer = upload(citizen, code, picture("PNG", (5000, 4000), compress_level=9), "kecil.png")
    assert answer.status == 422 and "terlalu besar ukurannya" in answer.words
    assert upload(citizen, code, picture("JPEG", (5000, 4000))).status == 303


def test_a_photo_taken_sideways_stands_upright(citizen, sql):
    exif = Image.Exif()
    exif[0x0112] = 6
    assert upload(citizen, reported(citizen), picture(size=(3000, 1500), exif=exif)).status == 303
    ((content,),) = sql("select content from complaint_file")
    assert Image.open(BytesIO(bytes(content))).size == (1000, 2000)


def test_one_network_cannot_fill_the_store(app, citizen, sql, monkeypatch):
    monkeypatch.setitem(app.extensions, "complaint_uploads", Tries(4, 60.0))
    code, other = reported(citizen), reported(citizen, judul="Loket tutup lebih awal", isi="Pukul sebelas sudah tutup.")
    for number in range(6):
        answer = upload(citizen, code if number % 2 else other, PDF + b" " * number)
    assert answer.status == 429 and "satu jam lagi" in answer.words
    assert sql("select count(*) from complaint_file") == [(4,)]


def test_a_bomb_is_refused_by_its_pixels(citizen, sql):
    code = reported(citizen)
    answer = upload(citizen, code, picture("PNG", (7000, 6000), compress_level=9), "kecil.png")
    assert answer.status == 422 and "terlalu besar ukurannya" in answer.words


def test_three_files_are_kept_each_once_and_no_fourth(citizen, sql):
    code = reported(citizen)
    for size in (10, 11, 12):
        assert upload(citizen, code, picture("PNG", (size, size))).status == 303
    assert upload(citizen, code, picture("PNG", (10, 10))).status == 303  # the same once more
    answer = upload(citizen, code, PDF)
    assert answer.status == 422 and "Sudah ada tiga berkas" in answer.words
    assert sql("select count(*) from complaint_file") == [(3,)]


def test_a_body_nobody_can_read_is_told_so_on_her_own_page(citizen):
    answer = upload(citizen, reported(citizen), b"x" * (20 * 1024 * 1024))
    assert answer.status == 413 and "paling besar 15 MB" in answer.words and "Antrean pencetakan lama" in answer.words


def test_a_photo_of_a_cheap_telephone_is_taken_and_kept_small(citizen, sql):
    code, large = reported(citizen), picture(size=(4000, 3000)) + b"\0" * (12 * 1024 * 1024)
    assert upload(citizen, code, large).status == 303
    assert sql("select size < 5000000 from complaint_file") == [(True,)]


def test_words_typed_beside_a_file_that_is_refused_are_not_lost_and_both_go_together(citizen, sql):
    code = reported(citizen)
    sent = {"pesan": "Kejadiannya hari Senin.", "berkas": (BytesIO(b"MZ" + b"\0" * 90), "foto.jpg")}
    answer = citizen.post(f"/pengaduan/{code}/berkas", sent, content_type="multipart/form-data")
    assert answer.status == 422 and "Kejadiannya hari Senin." in answer.text and "Hanya foto" in answer.words
    assert sql("select count(*) from complaint_message") == [(0,)]
    sent["berkas"] = (BytesIO(picture()), "foto.jpg")
    answer = citizen.post(f"/pengaduan/{code}/pesan", sent, content_type="multipart/form-data")
    assert answer.status == 303
    assert sql("select count(*) from complaint_message") == sql("select count(*) from complaint_file") == [(1,)]
