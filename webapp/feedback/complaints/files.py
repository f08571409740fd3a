"""Attachments as they may be kept: photos drawn anew, PDFs that do nothing by themselves. Typed by content."""

import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from threading import Lock

from PIL import Image, ImageOps, UnidentifiedImageError

MEGABYTE = 1024 * 1024
LARGEST = 5 * MEGABYTE  # of what is kept, and of a PDF, which is kept as it comes
LARGEST_PHOTO = 15 * MEGABYTE  # of a photo as it is sent: drawn anew it is small
MOST_PIXELS = 52_000_000  # a photo of a telephone with fifty megapixels; more is a bomb
MOST_WHOLE = 16_000_000  # of kinds that are only ever read whole: pictures of a screen, of a page
EDGE = 2000  # pixels kept: enough to read a letter by
IMAGES = {"JPEG": ("image/jpeg", "jpg"), "PNG": ("image/png", "png"), "WEBP": ("image/webp", "webp")}
PDF_HEAD, PDF_TAIL = b"%PDF-", b"%%EOF"
# Names a PDF uses to run or open something; `#xx` escapes are undone before they are looked for.
ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|GoToR|GoToE|XFA)\b")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
# Names may lie packed in streams of objects; what cannot be looked into is not taken.
PACKED = re.compile(rb"/ObjStm\b")
LOCKED = re.compile(rb"/Encrypt\b")
STREAM = re.compile(rb"stream\r?\n")
MOST_UNPACKED = 32 * MEGABYTE  # of all streams of objects together
one_drawing = Lock()  # large pictures are opened one after the other, however many people send them


class BadFile(Exception):
    """Why a file is not taken: the name of a sentence ('empty', 'large', 'large-pdf', 'kind', 'broken',
    'pixels', 'active')."""


@dataclass(frozen=True)
class CleanFile:
    """A file that may be kept. print: SHA-256 of what was sent."""

    mime: str
    extension: str
    content: bytes
    print: bytes


def cleaned(content: bytes) -> CleanFile:
    """The file as it may be kept. Raises BadFile."""
    if not content:
        raise BadFile("empty")
    if len(content) > LARGEST_PHOTO:
        raise BadFile("large")
    mark = hashlib.sha256(content).digest()
    if content[:1024].lstrip().startswith(PDF_HEAD):
        if len(content) > LARGEST:
            raise BadFile("large-pdf")
        return CleanFile("application/pdf", "pdf", _checked_pdf(content), mark)
    mime, extension, drawn = _redrawn(content)
    return CleanFile(mime, extension, drawn, mark)


def _checked_pdf(content: bytes) -> bytes:
    if PDF_TAIL not in content[-2048:]:
        raise BadFile("broken")
    plain = _unescaped(content)
    if LOCKED.search(plain) or ACTIVE.search(plain):
        raise BadFile("active")
    if PACKED.search(plain) and any(ACTIVE.search(_unescaped(each)) for each in _unpacked(content)):
        raise BadFile("active")
    return content


def _unescaped(content: bytes) -> bytes:
    return ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), content)


def _unpacked(content: bytes) -> Iterator[bytes]:
    """What lies in the streams of objects. Raises BadFile for one that is packed in another way, or far too much."""
    left, end = MOST_UNPACKED, 0
    for found in STREAM.finditer(content):
        facts, end = _unescaped(content[max(end, found.start() - 1024) : found.start()]), found.end()
        facts = facts[facts.rfind(b"obj") + 3 :]
        if not PACKED.search(facts):
            continue
        filters = facts.count(b"/FlateDecode"), facts.count(b"Decode")
        if filters == (0, 0) and b"/Filter" not in facts:
            continue  # it was read as it stands
        if filters[0] != 1 or filters[1] > 1 + facts.count(b"/DecodeParms"):
            raise BadFile("active")
        text = _inflated(content[found.end() :], left)
        left -= len(text)
        yield text


def _inflated(packed: bytes, most: int) -> bytes:
    reader = zlib.decompressobj()
    try:
        text = reader.decompress(packed, most + 1)
    except zlib.error:
        raise BadFile("broken") from None
    if len(text) > most:
        raise BadFile("active")
    return text


def _redrawn(content: bytes) -> tuple[str, str, bytes]:
    """The picture drawn anew, upright: what else the file held (position, camera, a second file) is gone."""
    try:
        with Image.open(BytesIO(content), formats=list(IMAGES)) as image, one_drawing:
            kind = image.format
            if image.width * image.height > (MOST_PIXELS if kind == "JPEG" else MOST_WHOLE):
                raise BadFile("pixels")
            image.draft("RGB", (EDGE, EDGE))
            image.thumbnail((EDGE, EDGE))
            return *IMAGES[kind], _saved(ImageOps.exif_transpose(image), kind)
    except UnidentifiedImageError:
        raise BadFile("kind") from None
    except Image.DecompressionBombError:
        raise BadFile("pixels") from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise BadFile("broken") from None


def _saved(image: Image.Image, kind: str) -> bytes:
    has_alpha = kind != "JPEG" and ("A" in image.getbands() or "transparency" in image.info)
    bare = Image.new("RGBA" if has_alpha else "RGB", image.size)
    bare.paste(image.convert(bare.mode))
    written = BytesIO()
    bare.save(written, kind, **({"quality": 85} if kind != "PNG" else {"optimize": True}))
    if written.tell() > LARGEST:
        raise BadFile("large")
    return written.getvalue()
