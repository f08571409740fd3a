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


def unpacked(document: bytes) -> bytes:
    """All that is in the document, its packed parts too."""
    parts = re.findall(rb"/FlateDecode.*?stream\n(.*?)\nendstream", document, re.S)
    return document + b"".join(zlib.decompress(part) for part in parts)
