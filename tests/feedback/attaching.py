"""Files for the tests of complaints' attachments, and how they are sent."""

from io import BytesIO

from pikepdf import Pdf, StreamDecodeLevel
from PIL import Image


def picture(kind="JPEG", size=(60, 40), **more):
    written = BytesIO()
    Image.new("RGB", size, "#abc").save(written, kind, **more)
    return written.getvalue()


def upload(citizen, code, content, name="foto.jpg"):
    return citizen.post(f"/pengaduan/{code}/berkas", {"berkas": (BytesIO(content), name)},
                        content_type="multipart/form-data")  # fmt: skip


def paper(change=None, pages=1, **saving):
    """A PDF of blank pages; `change` is told the document before it is saved."""
    with Pdf.new() as made:
        for _page in range(pages):
            made.add_blank_page(page_size=(200, 200))
        if change:
            change(made)
        made.save(written := BytesIO(), **saving)
        return written.getvalue()


def kept_of(sql):
    ((content,),) = sql("select content from complaint_file")
    return bytes(content)


def opened(content):
    """All of a PDF in the clear, packed things unpacked."""
    with Pdf.open(BytesIO(content)) as document:
        clear = {"qdf": True, "compress_streams": False, "stream_decode_level": StreamDecodeLevel.generalized}
        document.save(written := BytesIO(), **clear)
        return written.getvalue()


PDF = paper()
