"""Paper: a template becomes a PDF, and nothing outside is asked for."""

import re
import zlib

import pytest

from webapp.platform import pdf


def test_a_page_becomes_a_tagged_document(app):
    document = pdf.laid_out("<html lang=id><title>Uji</title><h1>Halo</h1></html>")
    assert document.startswith(b"%PDF-") and b"/StructTreeRoot" in unpacked(document)


def test_our_own_style_sheets_are_found(app, caplog):
    pdf.laid_out('<html lang=id><title>Uji</title><link rel=stylesheet href="pamong:css/tokens.css"><p>Halo</p></html>')
    assert not [record for record in caplog.records if "Failed to load" in record.message]


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/a.css", "file:///etc/passwd", "pamong:../webapp/settings.py"])
def test_nothing_else_is(app, caplog, address):
    pdf.laid_out(f'<html lang=id><title>Uji</title><link rel=stylesheet href="{address}"><p>Halo</p></html>')
    assert [record for record in caplog.records if "Failed to load" in record.message]


def test_documents_are_joined_as_if_they_were_one(app):
    pages = [f'<p style="break-after: page">Halaman {n}, Jalan Ahmad Yani</p>' for n in range(5)]
    head, told = "<html lang=id><title>Uji</title>", []
    parts = (head + "".join(pages[at : at + 2]) for at in (0, 2, 4))
    joined = pdf.joined(parts, lambda *step: told.append(step))
    whole = pdf.laid_out(head + "".join(pages))
    drawn = [set(re.findall(rb"BT.*?ET", unpacked(each), re.S)) for each in (joined, whole)]
    assert drawn[0] == drawn[1] and len(drawn[0]) == 5
    assert joined.count(b"/FontFile") == whole.count(b"/FontFile")
    assert told == [("menata", 2), ("menata", 4), ("menata", 5), *(("menggambar", n) for n in range(1, 6))]


def test_what_telling_raises_ends_the_drawing(app):
    def enough(_stage, _pages):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        pdf.joined(["<html lang=id><title>Uji</title>"], enough)


def unpacked(document: bytes) -> bytes:
    """All that is in the document, its packed parts too."""
    parts = re.findall(rb"/FlateDecode.*?stream\n(.*?)\nendstream", document, re.S)
    return document + b"".join(zlib.decompress(part) for part in parts)
