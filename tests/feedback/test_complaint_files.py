"""Attachments: photos are drawn anew, PDFs checked, what lies or harms is refused in words."""

import resource
from io import BytesIO
from random import Random

import pytest
from PIL import Image

from tests.feedback import complaining
from tests.feedback.attaching import PDF, kept_of, picture, upload
from tests.feedback.complaining import reported
from webapp.feedback.complaints import files
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


LIES = {
    "a page that says it is a photo": (b"<html><script>alert(1)</script></html>", "Hanya foto"),
    "a program": (b"MZ" + b"\0" * 200, "Hanya foto"),
    "a drawing with scripts": (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "Hanya foto"),
    "a photo cut off": (picture(size=(800, 800))[:900], "tidak dapat dibuka"),
    "nothing": (b"", "kosong"),
    "a PDF too large": (PDF + b"x" * (5 * 1024 * 1024), "paling besar 5 MB"),
    "too large": (b"x" * (15 * 1024 * 1024 + 1), "paling besar 15 MB"),
}


@pytest.mark.parametrize(("content", "sentence"), LIES.values(), ids=LIES)
def test_a_file_that_lies_or_harms_is_refused_in_words(citizen, sql, content, sentence):
    code = reported(citizen)
    answer = upload(citizen, code, content)
    assert answer.status == 422 and sentence in answer.words and sql("select count(*) from complaint_file") == [(0,)]


def test_a_photo_with_others_behind_it_is_taken(citizen, sql):
    """As many telephones write them: a second picture for bright screens, a small one."""
    behind = [Image.new("RGB", (30, 20), "blue")]
    sent = picture("MPO", save_all=True, append_images=behind)
    assert Image.open(BytesIO(sent)).format == "MPO"
    assert upload(citizen, reported(citizen), sent).status == 303
    kept = Image.open(BytesIO(kept_of(sql)))
    assert (kept.format, kept.size) == ("JPEG", (60, 40))


def test_a_transparent_picture_is_laid_on_white(citizen, sql):
    written = BytesIO()
    Image.new("LA", (40, 40), (0, 0)).save(written, "PNG")
    assert upload(citizen, reported(citizen), written.getvalue()).status == 303
    assert Image.open(BytesIO(kept_of(sql))).convert("L").getpixel((9, 9)) > 250


def test_no_transaction_is_open_while_a_file_is_worked_on(app, citizen, monkeypatch):
    pool, seen = app.config["RESOURCES"].engine.pool, []
    code, clean = reported(citizen), files._cleaned_apart

    def watched(content):
        seen.append(pool.checkedout())
        return clean(content)

    monkeypatch.setattr(files, "_cleaned_apart", watched)
    assert upload(citizen, code, picture()).status == 303
    assert seen == [0]


def test_when_others_are_at_work_she_is_told_to_come_again_at_once(citizen, sql):
    code = reported(citizen)
    for _place in range(2):
        files.places.acquire()
    try:
        answer = upload(citizen, code, picture())
    finally:
        files.places.release(2)
    assert answer.status == 503 and "kirim sebentar lagi" in answer.words and 'type="file"' in answer.text
    assert sql("select count(*) from complaint_file") == [(0,)]
    assert upload(citizen, code, picture()).status == 303


def test_a_photo_that_found_no_place_on_its_way_is_asked_for_again(citizen):
    code = reported(citizen)
    answer = citizen.post(f"/pengaduan/{code}/berkas", content_type="multipart/form-data",
                          environ_overrides={"web.crowded": True})  # fmt: skip
    assert answer.status == 503 and "kirim sebentar lagi" in answer.words and 'type="file"' in answer.text


def test_a_heavy_picture_costs_little(citizen):
    """2000 x 2000 points of noise in four colours: 1 MB to send, and 7 s to pack as tightly as possible."""
    noise = Image.frombytes("P", (2000, 2000), bytes(value & 3 for value in Random(1).randbytes(4_000_000)))
    noise.putpalette([0, 0, 0, 90, 90, 90, 180, 180, 180, 255, 255, 255])
    noise.save(written := BytesIO(), "PNG", bits=2)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert upload(citizen, reported(citizen), written.getvalue()).status == 303
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert 0 < after.ru_utime - before.ru_utime < 2


def test_what_breaks_its_reader_breaks_nothing_else(citizen, monkeypatch, caplog):
    monkeypatch.setattr(files, "PATIENCE", 0.01)
    answer = upload(citizen, reported(citizen), picture())
    assert answer.status == 422 and "tidak dapat dibuka" in answer.words and "could not be cleaned" in caplog.text


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
    monkeypatch.setitem(app.extensions, "complaint_network_uploads", Tries(4, 60.0))
    code, other = reported(citizen), reported(citizen, judul="Loket tutup lebih awal", isi="Pukul sebelas sudah tutup.")
    for number in range(6):
        answer = upload(citizen, code if number % 2 else other, PDF + b" " * number)
    assert answer.status == 429 and "satu jam lagi" in answer.words
    assert sql("select count(*) from complaint_file") == [(4,)]


def test_who_tries_again_and_again_stops_himself_and_not_his_neighbour(app, citizen, browser, world, monkeypatch):
    """Behind one address of a telephone net there are thousands of people."""
    monkeypatch.setitem(app.extensions, "complaint_uploads", Tries(3, 60.0))
    monkeypatch.setitem(app.extensions, "complaint_network_uploads", Tries(5, 60.0))
    code = reported(citizen)
    answers = [upload(citizen, code, b"bukan foto") for _try in range(8)]
    assert [answer.status for answer in answers] == [422] * 3 + [429] * 5
    assert "Untuk laporan ini sudah banyak berkas dicoba" in answers[-1].words
    neighbour = browser(tenant=world.pontianak.tenant)
    other = reported(neighbour, judul="Loket tutup lebih awal", isi="Pukul sebelas sudah tutup, padahal ramai.")
    assert upload(neighbour, other, picture()).status == 303


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
