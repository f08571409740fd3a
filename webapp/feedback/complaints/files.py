"""Attachments as they may be kept: photos drawn anew, PDFs that do nothing by themselves. Typed by content."""

import hashlib
import re
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

MEGABYTE = 1024 * 1024
LARGEST = 5 * MEGABYTE
MOST_PIXELS = 40_000_000  # a photo of a good telephone; more is a bomb
EDGE = 2000  # pixels kept: enough to read a letter by
IMAGES = {"JPEG": ("image/jpeg", "jpg"), "PNG": ("image/png", "png"), "WEBP": ("image/webp", "webp")}
PDF_HEAD, PDF_TAIL = b"%PDF-", b"%%EOF"
# Names a PDF uses to run or open something; `#xx` escapes are undone before they are looked for.
ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|GoToR|GoToE|XFA)\b")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


class BadFile(Exception):
    """Why a file is not taken: the name of a sentence ('empty', 'large', 'kind', 'broken', 'pixels', 'active')."""


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
    if len(content) > LARGEST:
        raise BadFile("large")
    mark = hashlib.sha256(content).digest()
    if content[:1024].lstrip().startswith(PDF_HEAD):
        return CleanFile("application/pdf", "pdf", _checked_pdf(content), mark)
    mime, extension, drawn = _redrawn(content)
    return CleanFile(mime, extension, drawn, mark)


def _checked_pdf(content: bytes) -> bytes:
    if PDF_TAIL not in content[-2048:]:
        raise BadFile("broken")
    plain = ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), content)
    if ACTIVE.search(plain):
        raise BadFile("active")
    return content


def _redrawn(content: bytes) -> tuple[str, str, bytes]:
    """The picture drawn anew, upright: what else the file held (position, camera, a second file) is gone."""
    try:
        with Image.open(BytesIO(content), formats=list(IMAGES)) as image:
            if image.width * image.height > MOST_PIXELS:
                raise BadFile("pixels")
            kind = image.format
            image.draft("RGB", (EDGE, EDGE))
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((EDGE, EDGE))
            return *IMAGES[kind], _saved(upright, kind)
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
