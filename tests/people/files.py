"""Workbooks for the tests of the import, made in code; and the steps of an import in a browser."""

import io
from collections.abc import Callable, Sequence
from datetime import date

import xlsxwriter

from tests.client import Answer, Browser
from webapp.people.imports import jobs

HEADERS = ("NIP BARU", "NAMA", "UNOR NAMA", "JABATAN NAMA", "NIP ATASAN")
DISDUKCAPIL = "Dinas Kependudukan dan Pencatatan Sipil"
UPT = "UPT Dukcapil Selatan"


def nip(serial: int, *, born: str = "19850515", since: str = "201003", sex: int = 1) -> str:
    """A NIP as the rules read it."""
    return f"{born}{since}{sex}{serial:03d}"


def xlsx(rows: Sequence[Sequence], headers: Sequence[str] = HEADERS, **options) -> bytes:
    """A workbook with one sheet; `above`: titles over the headers; `sheets`: names of further, filled sheets."""
    file = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, settings) as book:
        page = book.add_worksheet("Data")
        top = options.get("above", ())
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        for number, cells in enumerate([*top, headers, *rows]):
            for column, cell in enumerate(cells):
                _write(page, number, column, cell, day)
        for first_row, first, last_row, last, text in options.get("merged", ()):
            page.merge_range(first_row, first, last_row, last, text)
        for name in options.get("sheets", ()):
            book.add_worksheet(name).write_string(0, 0, "catatan")
    return file.getvalue()


def _write(page, row, column, cell, day) -> None:
    if isinstance(cell, date):
        page.write_datetime(row, column, cell, day)
    elif isinstance(cell, str):
        page.write_string(row, column, cell)
    elif cell is not None:
        page.write_number(row, column, cell)


def upload(visitor: Browser, content: bytes, name: str = "pegawai.xlsx") -> Answer:
    """Sends a file."""
    return visitor.post("/kelola/impor", {"berkas": (io.BytesIO(content), name)})


def choices_of(answer: Answer) -> dict[str, str]:
    """What the page of columns proposes, as a browser would send it."""
    chosen = {}
    for part in answer.text.split("<select ")[1:]:
        name = part.split('name="', 1)[1].split('"', 1)[0]
        options = part.split("</select>", 1)[0]
        picked = [one for one in options.split("<option ")[1:] if " selected" in one.split(">", 1)[0]]
        chosen[name] = picked[0].split('value="', 1)[1].split('"', 1)[0] if picked else ""
    return chosen


def work(world, run_url: str, place=None) -> None:
    """What a worker does when the bell rings."""
    place = place or world.pontianak
    jobs.work(world.resources, place.tenant, run_url.split("#")[0].rsplit("/", 1)[-1])


def dry_run(visitor: Browser, world, content: bytes, name: str = "pegawai.xlsx", **changes: str) -> tuple[str, Answer]:
    """Upload, columns as proposed but for `changes`, the job; returns the address and the page of the result."""
    sent = upload(visitor, content, name)
    assert sent.status == 303, sent.words
    page = visitor.follow(sent)
    asked = visitor.post(f"{sent.location}/kolom", choices_of(page) | changes)
    assert asked.status == 303, asked.words
    work(world, sent.location)
    return sent.location, visitor.get(sent.location)


def apply(visitor: Browser, world, url: str, **ticked: str) -> Answer:
    """Applies and returns the page afterwards."""
    asked = visitor.post(f"{url}/terapkan", ticked)
    assert asked.status == 303, asked.words
    work(world, url)
    return visitor.get(url)


def people_of(sql: Callable, place) -> dict[str, str]:
    """NIP -> name of everybody of this pemda."""
    rows = sql(
        "select n.nip, p.name from nip n join person p on p.tenant_id = n.tenant_id and p.id = n.person_id "
        "where n.tenant_id = %s and n.valid_to is null", place.tenant.id,
    )  # fmt: skip
    return dict(rows)
