"""PDFs copied page by page into a new one: what is to be seen stays, and nothing else. Only in a process apart.

What opens, runs or sends something, what a file says of its author, and what lies in it beside its pages is not
copied. A file whose content would be lost so (attachments, forms that a program draws) is refused instead.
"""

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, PasswordError, Pdf, PdfError, Stream

from webapp.feedback.complaints.cleaning import BadFile

MOST_PAGES = 200
MOST_THINGS = 100_000  # dictionaries, lists and streams of all pages together
# Of a page that which is drawn; links, actions, threads, thumbnails and private data of programs are left.
DRAWN = {"/Type", "/Parent", "/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group"}
# Of a picture, font or drawing: its history, private data, and names of files elsewhere.
BESIDE = ("/Metadata", "/PieceInfo", "/LastModified", "/F", "/FFilter", "/FDecodeParms", "/Ref", "/OPI", "/AF",
          "/StructParent", "/StructParents", "/OC", "/Measure", "/PtData")  # fmt: skip
APPLICATION, COMMENT, ADOBE, JFIF, START_OF_SCAN, FILL = range(0xE0, 0xF0), 0xFE, 0xEE, 0xE0, 0xDA, 0xFF
END = b"\xff\xd9"
MOST_UNPACKED = 32 * 1024 * 1024  # bytes of a photo that was packed once more


def copied(content: bytes) -> bytes:
    """The pages of this file in a new one. Raises BadFile."""
    try:
        with Pdf.open(BytesIO(content)) as sent, Pdf.new() as kept:
            _refuse_what_would_be_lost(sent)
            sent.flatten_annotations()
            for page in sent.pages:
                _leave_only(page.obj, DRAWN)
                kept.pages.append(page)
            _clean_what_is_drawn(kept)
            return _saved(kept)
    except PasswordError:
        raise BadFile("locked") from None
    except PdfError:
        raise BadFile("broken") from None


def _refuse_what_would_be_lost(sent: Pdf) -> None:
    if not sent.pages:
        raise BadFile("broken")
    if len(sent.pages) > MOST_PAGES:
        raise BadFile("pages")
    form = sent.Root.get("/AcroForm")
    if len(sent.attachments) or "/Collection" in sent.Root or (isinstance(form, Dictionary) and "/XFA" in form):
        raise BadFile("active")
    if any(note.get("/Subtype") == Name.FileAttachment for page in sent.pages for note in _notes(page.obj)):
        raise BadFile("active")


def _notes(page: Dictionary) -> Iterator[Dictionary]:
    notes = page.get("/Annots")
    return (note for note in (notes if isinstance(notes, Array) else ()) if isinstance(note, Dictionary))


def _leave_only(page: Dictionary, names: set[str]) -> None:
    for name in set(page.keys()) - names:
        del page[name]


def _clean_what_is_drawn(kept: Pdf) -> None:
    for page in kept.pages:
        _leave_only(page.obj, DRAWN)
    for thing in _things(kept):
        if isinstance(thing, Stream):
            if Name.PS in (thing.get("/Subtype"), thing.get("/Subtype2")):
                raise BadFile("active")  # a program for printers in the place of a drawing
            for name in BESIDE:
                if name in thing:
                    del thing[name]
            _strip_photo(thing)
        elif isinstance(thing, Dictionary) and _is_notes_on(thing.get("/Metadata")):
            del thing["/Metadata"]


def _things(kept: Pdf) -> Iterator[Object]:
    """Every dictionary, list and stream that the pages draw with, each once."""
    left, seen, count = [page.obj for page in kept.pages], set(), 0
    while left:
        thing = left.pop()
        if thing.is_indirect:
            if thing.objgen in seen:
                continue
            seen.add(thing.objgen)
        count += 1
        if count > MOST_THINGS:
            raise BadFile("broken")
        yield thing
        inside = thing if isinstance(thing, Array) else [thing[name] for name in set(thing.keys()) - {"/Parent"}]
        left += [each for each in inside if isinstance(each, (Array, Dictionary, Stream))]


def _is_notes_on(thing: object) -> bool:
    return isinstance(thing, Stream) and thing.get("/Type") == Name.Metadata


def _strip_photo(stream: Stream) -> None:
    """A photo in the file keeps its pixels, and loses where and when it was taken."""
    filters = stream.get("/Filter")
    names = list(filters) if isinstance(filters, Array) else [filters]
    if names not in ([Name.DCTDecode], [Name.FlateDecode, Name.DCTDecode]):
        return
    photo, told = stream.read_raw_bytes(), stream.get("/DecodeParms")
    if len(names) > 1:
        photo = zlib.decompressobj().decompress(photo, MOST_UNPACKED)
    how = (told[-1] if len(told) else None) if isinstance(told, Array) else told
    stream.write(without_notes(photo), filter=Name.DCTDecode, decode_parms=how)


def without_notes(photo: bytes) -> bytes:
    """A JPEG without the segments that describe it (Exif, XMP, comments) and without what follows its end.

    The two segments that say how colours are meant stay. Raises BadFile for one that cannot be followed to its pixels.
    """
    if photo[:2] != b"\xff\xd8":
        raise BadFile("broken")
    parts, at = [photo[:2]], 2
    while True:
        if len(photo) < at + 4 or photo[at] != FILL:
            raise BadFile("broken")
        kind, length = photo[at + 1], struct.unpack(">H", photo[at + 2 : at + 4])[0]
        if kind == FILL:
            at += 1
            continue
        if kind == START_OF_SCAN:
            end = photo.find(END, at)
            return b"".join([*parts, photo[at : end + len(END)] if end > 0 else photo[at:]])
        if kind in (ADOBE, JFIF) or (kind != COMMENT and kind not in APPLICATION):
            parts.append(photo[at : at + 2 + length])
        at += 2 + length


def _saved(kept: Pdf) -> bytes:
    for name in ("/Info", "/Metadata"):
        if name in kept.trailer:
            del kept.trailer[name]
    written = BytesIO()
    kept.save(written, deterministic_id=True, fix_metadata_version=False, object_stream_mode=ObjectStreamMode.generate)
    return written.getvalue()
