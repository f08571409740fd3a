"""Only pictures become logos, and nothing of the file they came in is kept."""

import io
import zlib

import pytest
from PIL import Image

from tests.tenants.making import picture
from webapp.tenants.settings.pictures import NotALogo, as_logo


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_pictures_of_three_kinds_become_png(kind):
    logo = as_logo(picture(kind))
    assert logo.png.startswith(b"\x89PNG") and (logo.width, logo.height) == (200, 120) and len(logo.sha256) == 64


def test_half_a_picture_is_none_even_after_documents_were_laid_out_here():
    import weasyprint.images  # noqa: F401 - tells the picture library to take what is cut off

    with pytest.raises(NotALogo):
        as_logo(picture()[:60])


def test_a_large_one_is_made_smaller_in_its_own_shape():
    assert (lambda logo: (logo.width, logo.height))(as_logo(picture(size=(2000, 1000)))) == (512, 256)


def test_what_the_file_says_of_its_maker_is_dropped():
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = "Rumah Pak Budi", 6
    logo = as_logo(picture("JPEG", exif=exif) + b"<script>alert(1)</script>")
    assert b"Budi" not in logo.png and b"script" not in logo.png and (logo.width, logo.height) == (120, 200)


def bomb() -> bytes:
    """A few bytes that claim to be 60,000 pixels wide and high."""
    head = b"IHDR" + (60000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
    chunk = lambda data: (len(data) - 4).to_bytes(4, "big") + data + zlib.crc32(data).to_bytes(4, "big")  # noqa: E731
    return b"\x89PNG\r\n\x1a\n" + chunk(head) + chunk(b"IDAT" + zlib.compress(b"\0" * 1000)) + chunk(b"IEND")


def gif() -> bytes:
    file = io.BytesIO()
    Image.new("P", (64, 64)).save(file, "GIF")
    return file.getvalue()


REFUSED = {
    "an SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "SVG, HTML"),
    "an SVG with a mark before it": (b'\xef\xbb\xbf\n<?xml version="1.0"?><svg/>', "SVG, HTML"),
    "a page": (b"<!doctype html><script>alert(1)</script>", "SVG, HTML"),
    "a script with the name of a picture": (b"alert(document.cookie)//" + b"x" * 50, "SVG, HTML"),
    "a shell script": (b"#!/bin/sh\nrm -rf /\n\xff", "SVG, HTML"),
    "a paper": (b"%PDF-1.7\n\xff\xff", "SVG, HTML"),
    "a GIF": (gif(), "GIF"),
    "nothing": (b"", "SVG, HTML"),
    "noise": (bytes(range(256)) * 8, "tidak terbaca"),
    "half a picture": (picture()[:60], "tidak terbaca"),
    "a head without a body": (b"\x89PNG\r\n\x1a\n" + b"\xff" * 64, "tidak terbaca"),
    "a bitmap": (b"BM" + bytes(range(256)) * 4, "tidak terbaca"),
    "a bomb": (bomb(), "25 juta titik"),
    "more pixels than we draw": (picture(size=(5100, 5000)), "25 juta titik"),
    "a dot": (picture(size=(8, 8)), "terlalu kecil"),
    "a ribbon": (picture(size=(2000, 40)), "panjang dan sempit"),
    "more than two megabytes": (picture() + b"\xff" * 2_100_000, "2 MB"),
}


@pytest.mark.parametrize("content, sentence", REFUSED.values(), ids=REFUSED)
def test_what_is_no_logo_is_refused_with_the_reason(content, sentence):
    with pytest.raises(NotALogo, match=sentence):
        as_logo(content)
