"""Photos drawn anew: upright, small enough to keep, and nothing but what is to be seen. Only in a process apart."""

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from webapp.feedback.complaints.cleaning import BadFile

MOST_PIXELS = 52_000_000  # a photo of a telephone with fifty megapixels; more is a bomb
MOST_WHOLE = 16_000_000  # of kinds that are only ever read whole: pictures of a screen, of a page
EDGE = 2000  # pixels kept: enough to read a letter by
QUALITY = 85
KINDS = ("JPEG", "PNG", "WEBP")
READ_SMALLER = ("JPEG", "MPO")  # MPO: a photo with more pictures behind the first, as many telephones write them
PAPER = (255, 255, 255)  # what lies behind a transparent picture


def redrawn(content: bytes) -> bytes:
    """The picture as JPEG: what else the file held (position, camera, a second file) is gone. Raises BadFile."""
    try:
        with Image.open(BytesIO(content), formats=KINDS) as image:
            if image.width * image.height > (MOST_PIXELS if image.format in READ_SMALLER else MOST_WHOLE):
                raise BadFile("pixels")
            image.draft("RGB", (EDGE, EDGE))
            seen = _as_seen(image)
            seen.thumbnail((EDGE, EDGE), reducing_gap=2.0)
            return _saved(ImageOps.exif_transpose(seen))
    except UnidentifiedImageError:
        raise BadFile("kind") from None
    except Image.DecompressionBombError:
        raise BadFile("pixels") from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise BadFile("broken") from None


def _as_seen(image: Image.Image) -> Image.Image:
    """In grey or colours between which there is something: a page in black and white is made smaller by greys."""
    if image.has_transparency_data:
        return image.convert("RGBA")
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return image if image.mode in ("L", "RGB") else image.convert("RGB")


def _saved(image: Image.Image) -> bytes:
    bare, written = Image.new("RGB", image.size, PAPER), BytesIO()
    bare.paste(image, mask=image if image.mode == "RGBA" else None)
    bare.save(written, "JPEG", quality=QUALITY)
    return written.getvalue()
