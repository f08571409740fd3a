"""The import in a real browser: every step at a desk and on a phone, with a file larger than other forms may be."""

import pytest

from tests.people.files import DISDUKCAPIL, UPT, nip
from tests.screens.conftest import DESK, fits_all_sizes, look_at_all_sizes
from tests.screens.test_pages import sign_in
from webapp.people.imports import jobs

pytestmark = [pytest.mark.browser, pytest.mark.network]
HEADERS = ("NIP BARU", "NIP LAMA", "NAMA", "GELAR DEPAN", "GELAR BELAKANG", "JENIS PEGAWAI NAMA", "UNOR NAMA",
           "UNOR INDUK NAMA", "JABATAN NAMA", "JENIS JABATAN NAMA", "TMT JABATAN", "NIP ATASAN", "EMAIL")  # fmt: skip
NAMES = ("SITI AMINAH", "BUDI HARTONO", "RINA MARLINA", "AHMAD FAUZI", "DEWI ANGGRAINI", "JOKO PRASETYO")
LONG = "Bidang Pengelolaan Informasi Administrasi Kependudukan dan Pemanfaatan Data"
WRONG = {  # row -> {column: text}
    5: {0: "1,99001E+17"}, 10: {0: "199001012015011000"}, 15: {0: nip(1)[:-1]}, 20: {2: ""}, 25: {6: LONG},
    26: {6: LONG}, 30: {6: UPT[:-1]}, 35: {10: "1-3-24"}, 40: {10: "31-02-2024"}, 45: {11: nip(999)},
    50: {11: nip(50)}, 55: {0: nip(56)}, 60: {8: ""}, 65: {5: "Honorer"}, 70: {11: nip(71)}, 71: {11: nip(70)},
}  # fmt: skip
ROWS = 800


def rows() -> str:
    """A CSV of hundreds of people and a dozen different faults, with a title above."""
    lines = ["DATA PEGAWAI", ";".join(HEADERS)]
    for number in range(1, ROWS + 1):
        name = f"{NAMES[number % 6]} {'PUTRA' if number % 2 else 'SARI'}"
        cells = [nip(number), "", name, "", "S.Sos." if number % 3 else "", "PNS", UPT if number % 2 else DISDUKCAPIL,
                 "", "Pengelola Layanan", "Jabatan Fungsional Umum", "01-03-2024", nip(1) if number > 1 else "",
                 f"pegawai{number}@contoh.id"]  # fmt: skip
        for column, text in WRONG.get(number, {}).items():
            cells[column] = text
        lines.append(";".join(cells))
    return "\n".join(lines)


def test_every_step_of_an_import(open_page, world):
    page = open_page(DESK)
    sign_in(page, world.pontianak.hana)
    page.goto("/pontianak/kelola/impor")
    look_at_all_sizes(page, "impor-1-mulai")
    choose_columns(page)
    page.get_by_role("button", name="Periksa berkas").click()
    page.wait_for_selector("progress")
    look_at_all_sizes(page, "impor-4-berjalan")
    work(world, page)
    page.wait_for_selector("text=Bila diterapkan", timeout=5000)  # by itself: the page asks each second
    look_at_all_sizes(page, "impor-5-hasil")
    here = page.url.partition("#")[0]
    for name, path in (("6-salah", "/daftar?isi=salah"), ("7-baru", "/daftar?isi=baru"), ("8-unit", "/unit")):
        page.goto(here + path)
        fits_all_sizes(page, f"impor-{name}")
    page.goto(here)
    apply(page, world)
    page.goto("/pontianak/kelola/impor")
    look_at_all_sizes(page, "impor-11-riwayat")
    page.emulate_media(color_scheme="dark")
    page.goto(here)
    fits_all_sizes(page, "impor-12-gelap")


def choose_columns(page) -> None:
    """What is no table is refused; then a file that is larger than other forms may be."""
    send(page, {"name": "foto.xlsx", "mimeType": "image/png", "buffer": b"\x89PNG\r\n"})
    look_at_all_sizes(page, "impor-2-bukan-tabel")
    content = rows().encode()
    assert len(content) > 64 * 1024
    send(page, {"name": "ekspor-siasn-november.csv", "mimeType": "text/csv", "buffer": content})
    page.wait_for_selector("text=800 baris ditemukan")
    look_at_all_sizes(page, "impor-3-kolom")


def apply(page, world) -> None:
    """Refused while rows are wrong, taken when that is ticked."""
    page.get_by_role("button", name="Terapkan impor").click()
    page.wait_for_selector("text=Belum dapat diterapkan")
    look_at_all_sizes(page, "impor-9-ditolak")
    page.get_by_label("Ambil baris yang benar saja").check()
    page.get_by_role("button", name="Terapkan impor").click()
    work(world, page)
    page.wait_for_selector("text=Yang diterapkan", timeout=5000)
    look_at_all_sizes(page, "impor-10-diterapkan")


def send(page, file: dict) -> None:
    page.get_by_label("Berkas XLSX atau CSV").set_input_files(file)
    page.get_by_role("button", name="Unggah dan pilih kolom").click()


def work(world, page) -> None:
    """What a worker does when the bell rings."""
    jobs.work(world.resources, world.pontianak.tenant, page.url.partition("#")[0].rsplit("/", 1)[-1])
