"""PDFs that citizens attach: the pages are kept, and nothing that runs, opens, tells of its author, or lies beside."""

import re
import struct
import subprocess
import sys
import zlib
from io import BytesIO

import pytest
from pikepdf import Array, Dictionary, Encryption, Name, ObjectStreamMode, Pdf, Stream, String
from PIL import Image

from tests.feedback import complaining
from tests.feedback.attaching import PDF, kept_of, opened, paper, picture, upload
from tests.feedback.complaining import reported


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


def script():
    return Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def on_opening(action):
    def change(made):
        made.Root.OpenAction = action

    return change


def attaching(made):
    made.attachments["rahasia.exe"] = b"MZ"


def noting(made):
    note = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=[0, 0, 9, 9],
                      FS=Dictionary(Type=Name.Filespec, F=String("rahasia.exe")))  # fmt: skip
    made.pages[0].obj.Annots = Array([made.make_indirect(note)])


def drawing_by_program(made):
    made.Root.AcroForm = Dictionary(Fields=Array(), XFA=String("<xdp/>"))


def linking(made):
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 200, 200], A=script(), Contents=String("ani"))
    made.pages[0].obj.Annots = Array([made.make_indirect(link)])
    made.pages[0].obj.AA = Dictionary(O=script())


LOCKED = paper(encryption=Encryption(owner="a", user="b"))
LIES = {
    "a PDF cut off": (PDF[:30], "tidak dapat dibuka"),
    "a PDF without pages": (paper(pages=0), "tidak dapat dibuka"),
    "a PDF with a file in it": (paper(attaching), "memuat perintah"),
    "a PDF with a file pinned on a page": (paper(noting), "memuat perintah"),
    "a PDF that a program draws": (paper(drawing_by_program), "memuat perintah"),
    "a PDF with a password": (LOCKED, "kata sandi"),
    "a PDF of very many pages": (paper(pages=201), "lebih dari 200 halaman"),
}


@pytest.mark.parametrize(("content", "sentence"), LIES.values(), ids=LIES)
def test_a_pdf_that_would_lose_something_or_cannot_be_read_is_refused_in_words(citizen, sql, content, sentence):
    answer = upload(citizen, reported(citizen), content)
    assert answer.status == 422 and sentence in answer.words and sql("select count(*) from complaint_file") == [(0,)]


WEB = Dictionary(S=Name.URI, URI=String("http://jahat.example/lihat"))
ACTIVE = {
    "on opening": (on_opening(script()), {}),
    "on opening, packed": (on_opening(script()), {"object_stream_mode": ObjectStreamMode.generate}),
    "an address on opening": (on_opening(WEB), {}),
    "a film on opening": (on_opening(Dictionary(S=Name.Rendition, JS=String("app.alert(1)"))), {}),
    "on a page and its link": (linking, {}),
}


@pytest.mark.parametrize(("change", "saving"), ACTIVE.values(), ids=ACTIVE)
def test_of_a_pdf_that_does_something_only_the_pages_are_kept(citizen, sql, change, saving):
    sent = paper(change, **saving)
    assert re.search(rb"/(S|URI|JS)\b", opened(sent))
    assert upload(citizen, reported(citizen), sent).status == 303
    kept = opened(kept_of(sql))
    assert not re.search(rb"/(JavaScript|JS|URI|OpenAction|AA?|Annots|Rendition|Names)\b|jahat|alert", kept)
    assert len(Pdf.open(BytesIO(kept)).pages) == 1


def test_a_script_packed_where_no_search_finds_it_is_gone_too(citizen, sql):
    """The stream of objects does not say what it is, or says so behind 1500 bytes of nothing."""
    for number, facts in enumerate((b"", b"/Type/ObjStm/Pad(" + b"x" * 1500 + b")")):
        sent = hidden_script(facts)
        assert b"/JavaScript" not in sent and b"/JavaScript" in opened(sent)
        assert upload(citizen, reported(citizen, judul=f"Antrean {number} lama"), sent).status == 303
    assert all(b"JavaScript" not in opened(bytes(row[0])) for row in sql("select content from complaint_file"))


def hidden_script(facts):
    """A PDF whose catalog, with a script on opening, lies in a stream of objects with these facts."""
    things = b"1 0 <</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>"
    stream, starts, out = zlib.compress(things), {}, b"%PDF-1.5\n"
    facts = b"<<%b/N 1/First 4/Filter/FlateDecode/Length %d>>" % (facts, len(stream))
    parts = {2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>", 3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
             5: facts + b"\nstream\n" + stream + b"\nendstream"}  # fmt: skip
    for number, part in parts.items():
        starts[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    rows = [(0, 0, 65535), (2, 5, 0), (1, starts[2], 0), (1, starts[3], 0), (0, 0, 0), (1, starts[5], 0),
            (1, len(out), 0)]  # fmt: skip
    table = b"".join(struct.pack(">BIH", *row) for row in rows)
    facts = b"<</Type/XRef/Size 7/W[1 4 2]/Root 1 0 R/Length %d>>" % len(table)
    return out + b"6 0 obj\n%b\nstream\n%b\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (facts, table, len(out))


@pytest.mark.parametrize("packed", [False, True])
def test_a_pdf_does_not_say_who_wrote_it_nor_a_photo_in_it_where_it_was_taken(citizen, sql, packed):
    exif = Image.Exif()
    exif[0x010F] = "Kamera rahasia"
    photo = picture(exif=exif).replace(b"\xff\xdb", b"\xff\xff\xdb", 1) + b"rahasia di belakang"
    filters = Array([Name.FlateDecode, Name.DCTDecode]) if packed else Name.DCTDecode

    def sign(made):
        made.docinfo["/Author"] = "Ani rahasia"
        with made.open_metadata() as facts:
            facts["dc:creator"] = ["Ani rahasia"]
        shown = Stream(made, zlib.compress(photo) if packed else photo, Type=Name.XObject, Subtype=Name.Image, Width=60,
                       Height=40, BitsPerComponent=8, ColorSpace=Name.DeviceRGB, Filter=filters,
                       DecodeParms=Array([None, None]) if packed else None)  # fmt: skip
        shown.Metadata = Stream(made, b"<x>Ani rahasia</x>", Type=Name.Metadata, Subtype=Name.XML)
        made.pages[0].obj.Resources = Dictionary(XObject=Dictionary(A=shown))
        made.pages[0].obj.Contents = Stream(made, b"/A Do")
        made.pages[0].obj.PieceInfo = Dictionary(Kata=String("Ani rahasia"))

    sent = paper(sign)
    assert opened(sent).count(b"rahasia") > 3
    assert upload(citizen, reported(citizen, tampil="rahasia"), sent).status == 303
    kept = kept_of(sql)
    assert b"rahasia" not in opened(kept)
    with Pdf.open(BytesIO(kept)) as document:
        shown = document.pages[0].obj.Resources.XObject.A
        assert "/Info" not in document.trailer and b"/A Do" in document.pages[0].obj.Contents.read_bytes()
        image = Image.open(BytesIO(shown.read_raw_bytes()))
        assert image.size == (60, 40) and image.convert("RGB").getpixel((5, 5)) == pytest.approx((170, 187, 204), abs=2)


def test_what_was_written_into_a_form_stays_to_be_read(citizen, sql):
    def fill(made):
        look = Stream(made, b"BT (Antrean panjang) Tj ET", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 90, 9])
        field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("isi"), Rect=[0, 0, 90, 9],
                           V=String("Antrean panjang"), AP=Dictionary(N=look), F=4)  # fmt: skip
        field = made.make_indirect(field)
        made.pages[0].obj.Annots = Array([field])
        made.Root.AcroForm = Dictionary(Fields=Array([field]), DA=String("/Helv 9 Tf"))

    assert upload(citizen, reported(citizen), paper(fill)).status == 303
    kept = opened(kept_of(sql))
    assert b"(Antrean panjang) Tj" in kept and b"/Widget" not in kept


def test_what_reads_files_is_loaded_by_the_process_apart_alone():
    asked = "import sys, webapp.feedback.complaints.case_routes; print({'pikepdf', 'lxml', 'PIL'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "set()"
