"""Logos: a picture somebody sends is looked at, drawn again by us, and nothing of the file it came in is kept."""

import hashlib
import io
import struct
from dataclasses import dataclass

LARGEST_FILE = 2 * 1024 * 1024
LARGEST_SIDE = 512  # of what we keep
SMALLEST_SIDE = 32  # of what is sent: less would be a blur
MOST_PIXELS = 25_000_000  # 5,000 x 5,000: what drawing it may cost us
KINDS = ("PNG", "JPEG", "WEBP")
BROKEN = (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError, OverflowError, struct.error)


class NotALogo(ValueError):
    """The file is no picture we take; the message is a sentence for the sender."""


@dataclass(frozen=True)
class Picture:
    """A logo as we keep it."""

    png: bytes
    sha256: str
    width: int
    height: int


def as_logo(content: bytes) -> Picture:
    """The picture drawn again as PNG without its metadata, at most 512 pixels a side. Raises NotALogo."""
    if len(content) > LARGEST_FILE:
        raise NotALogo("Berkas ini lebih besar dari 2 MB. Perkecil gambarnya, lalu unggah lagi.")
    if _is_text(content):
        raise NotALogo(
            "Berkas ini berisi tulisan atau perintah, misalnya SVG, HTML, atau program, bukan gambar. "
            "Simpan logo sebagai PNG, JPEG, atau WebP, lalu unggah lagi."
        )
    if content.startswith((b"GIF87a", b"GIF89a")):
        raise NotALogo("Gambar GIF tidak dipakai di sini. Simpan logo sebagai PNG, JPEG, atau WebP, lalu unggah lagi.")
    return _drawn_again(content)


def _is_text(content: bytes) -> bool:
    """A script under another name: markup, or nothing but characters that people can type."""
    start = content[:1024].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")
    return start.startswith((b"<", b"#!", b"%!", b"%PDF")) or not any(byte < 9 or byte > 126 for byte in content[:1024])


def _drawn_again(content: bytes) -> Picture:
    from PIL import Image, ImageFile, ImageOps

    ImageFile.LOAD_TRUNCATED_IMAGES = False  # who lays out documents in this process sets it, and half a logo is none
    try:
        with Image.open(io.BytesIO(content), formats=KINDS) as sent:
            _refuse_size(*sent.size)
            picture = ImageOps.exif_transpose(sent).convert("RGBA")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NotALogo(TOO_MANY) from None
    except NotALogo:
        raise
    except BROKEN:
        raise NotALogo(
            "Berkas ini tidak terbaca sebagai gambar. Simpan logo sebagai PNG, JPEG, atau WebP, lalu unggah lagi."
        ) from None
    picture.thumbnail((LARGEST_SIDE, LARGEST_SIDE), Image.Resampling.LANCZOS)
    clean = Image.new("RGBA", picture.size)
    clean.paste(picture)
    file = io.BytesIO()
    clean.save(file, "PNG", optimize=True)
    png = file.getvalue()
    return Picture(png, hashlib.sha256(png).hexdigest(), *clean.size)


def _refuse_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise NotALogo(TOO_MANY)
    if min(width, height) < SMALLEST_SIDE:
        raise NotALogo("Gambar ini terlalu kecil: paling sedikit 32 titik lebar dan tingginya.")
    if max(width, height) > 12 * min(width, height):
        raise NotALogo("Gambar ini terlalu panjang dan sempit untuk logo. Potong gambarnya, lalu unggah lagi.")


TOO_MANY = "Gambar ini terlalu besar: paling banyak 25 juta titik. Perkecil gambarnya, lalu unggah lagi."
