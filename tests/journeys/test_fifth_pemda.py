"""A new pemda from the operator's command to its first rating, by a clerk who has only the pages."""

import re
from dataclasses import dataclass

import pytest

from tests.client import Answer, Browser
from tests.people.files import choices_of, upload
from webapp.feedback.publication.jobs import count_and_release
from webapp.people.imports import jobs
from webapp.platform.tenancy import Tenant

NIP = "198804122012012003"
SECRET = "bekantan-sore-di-tepian"
PEMDA = ("--name", "Kabupaten Sukadana", "--kind", "kabupaten", "--region-code", "61.11", "--timezone",
         "Asia/Pontianak")  # fmt: skip
CSV = """NIP;Nama;Jenis pegawai;Unit kerja;Jabatan;NIP pejabat penilai
197501012000031001;Ahmad Fauzi;PNS;Dinas Perizinan;Kepala Dinas;
199002022015042002;Siti Aminah;PNS;Dinas Perizinan;Pengelola Layanan;197501012000031001
199503032023211003;Budi Hartono;PPPK;Dinas Perizinan;Operator Layanan;199002022015042002
"""


@dataclass(frozen=True)
class Sukadana:
    """The new pemda, the clerk's browser, and what runs behind the pages."""

    tenant: Tenant
    clerk: Browser
    resources: object

    def path(self) -> Answer:
        """The page that leads her on."""
        return self.clerk.get("/kelola/mulai")

    def step(self, words: str) -> Answer:
        """Presses a step's button: it must stand on the path, and lead straight to a form."""
        way = re.search(rf'href="([^"]+)"[^>]*>{words}', self.path().text)
        assert way, f"no way '{words}' on the path"
        found = self.clerk.get(way[1])
        assert found.status == 200 and found.page.forms, words
        return found

    def send(self, address: str, shown: Answer, **fields: str) -> Answer:
        """Fills a form and follows it."""
        sent = self.clerk.post(address, shown.page.hidden | fields)
        assert sent.status == 303, sent.words[-600:]
        return self.clerk.follow(sent)


@pytest.fixture(scope="module")
def homes() -> dict[str, Sukadana]:
    return {}


@pytest.fixture
def sukadana(homes, pamong, app, world) -> Sukadana:
    """Opened and invited to by the operator, once; the clerk has accepted the link and signed in."""
    if "sukadana" not in homes:
        assert pamong("tenants", "open", "sukadana", *PEMDA)[0] == 0
        invited = pamong("tenants", "invite", "sukadana", "--name", "Wati Lestari, S.IP.", "--nip", NIP,
                         "--role", "bkpsdm", "--role", "organisasi")  # fmt: skip
        assert invited[0] == 0, invited
        resources = app.config["RESOURCES"]
        resources.directory.forget()
        clerk = Browser(app, resources.directory.by_slug("sukadana"))
        _open_the_account(clerk, "/undangan/" + invited[1].strip().rsplit("/", 1)[1])
        homes["sukadana"] = Sukadana(resources.directory.by_slug("sukadana"), clerk, resources)
    return homes["sukadana"]


def _open_the_account(clerk: Browser, link: str) -> None:
    shown = clerk.get(link)
    assert NIP in shown.text and "S.IP.." not in shown.words and "Wati Lestari" in shown.words
    opened = clerk.post(link, {"nama": NIP, "sandi": SECRET, "ulangi": SECRET})
    assert opened.status == 303, opened.words
    assert clerk.follow(opened).status == 200
    assert clerk.post("/masuk", {"nama": NIP, "sandi": SECRET}).status == 303


def offices_of(shown: Answer) -> str:
    """The id of the only office a form offers."""
    return re.search(r'<option value="([0-9a-f-]{36})"', shown.text)[1]


def test_home_leads_to_the_first_step(sukadana):
    home = sukadana.clerk.get("/beranda")
    assert "0 dari 6 langkah selesai" in home.words and "Nama, warna, dan kontak" in home.words
    assert "/sukadana/kelola/mulai" in home.page.links


def test_identity_and_colour(sukadana):
    shown = sukadana.step("Isi identitas")
    facts = {"nama": "Kabupaten Sukadana", "sebutan": "Sukadana", "telepon": "0534-123456"}
    assert "0534-123456" in sukadana.send("/kelola/pengaturan", shown, **facts).text
    shown = sukadana.step("Pilih warna dan logo")
    assert sukadana.send("/kelola/pengaturan/warna", shown, warna="#7a2e1d")
    assert "1 dari 6" in sukadana.path().words


def test_an_office(sukadana):
    shown = sukadana.step("Tambah kantor")
    office = {"nama_opd": "Dinas Perizinan", "singkatan": "Disperizinan", "jenis": "dinas", "induk": ""}
    assert "Dinas Perizinan" in sukadana.send("/kelola/opd/baru", shown, **office).words
    assert "2 dari 6" in sukadana.path().words


def test_three_people_from_a_file(sukadana):
    clerk = sukadana.clerk
    sukadana.step("Impor pegawai")
    sent = upload(clerk, CSV.encode(), "pegawai.csv")
    columns = clerk.follow(sent)
    run = sent.location.rpartition("/")[2]
    assert clerk.post(f"{sent.location}/kolom", choices_of(columns)).status == 303
    jobs.work(sukadana.resources, sukadana.tenant, run)
    checked = clerk.get(sent.location)
    assert "Terapkan" in checked.words, checked.words[-900:]
    assert clerk.post(f"{sent.location}/terapkan").status == 303
    jobs.work(sukadana.resources, sukadana.tenant, run)
    assert "Siti Aminah" in clerk.get("/kelola/pegawai").words
    assert "3 dari 6" in sukadana.path().words


def test_one_more_person_by_hand(sukadana):
    shown = sukadana.step("Tambah satu pegawai")
    person = {"nama_pegawai": "Dian Kurnia", "status": "pns", "nip": "199107072016012004", "tanggal": "2026-01-05"}
    assert "Dian Kurnia" in sukadana.send("/kelola/pegawai/baru", shown, **person).words


def test_a_service_and_its_counter(sukadana):
    shown = sukadana.step("Tambah layanan")
    service = sukadana.send("/kelola/layanan", shown, opd=offices_of(shown), nama="Izin usaha")
    way = next(link for link in service.page.links if link.endswith("/titik"))
    shown = sukadana.clerk.get(way)
    fields = {"nama": "Loket 1", "jenis": "counter", "opd": offices_of(shown), "alamat": "Jalan Merdeka 1"}
    assert "Loket 1" in sukadana.send(way, shown, **fields).words
    assert "4 dari 6" in sukadana.path().words


def test_the_poster(sukadana, sql):
    sukadana.step("Cetak poster")
    paper = sukadana.clerk.post("/kelola/cetak/berkas.pdf", {"bentuk": "poster", "tulisan": "id"})
    assert paper.status == 200 and paper.response.get_data().startswith(b"%PDF")
    assert "5 dari 6" in sukadana.path().words
    assert sql("select count(*) from audit_event where action = 'poster:dicetak'") == [(1,)]


def test_the_trial_is_kept_but_does_not_count(sukadana, sql):
    shown = sukadana.step("Beri penilaian uji")
    assert "Penilaian uji tersimpan" in sukadana.send(shown.page.forms[0]["action"] or "", shown, nilai="4").words
    assert count_and_release(sukadana.resources, sukadana.tenant) == 1
    tenant = sukadana.tenant.id
    assert sql("select reason from rating_doubt where tenant_id = %s", tenant) == [("staf_unit",)]
    path = sukadana.path().words
    assert "6 dari 6 langkah selesai" in path and "Persiapan selesai" in path
    assert "Menyiapkan Pamong" not in sukadana.clerk.get("/beranda").words


def test_samples_in_and_out(sukadana):
    assert "Dinas Contoh" in sukadana.send("/kelola/mulai/contoh", sukadana.path()).words
    assert "Semua data contoh sudah dihapus" in sukadana.send("/kelola/mulai/contoh/hapus", sukadana.path()).words


def test_nobody_of_another_pemda_sees_any_of_it(sukadana, browser, world):
    found = browser(world.pontianak.hana).get("/kelola/pegawai?cari=siti")
    assert found.status == 200 and "Siti Aminah" not in found.words
