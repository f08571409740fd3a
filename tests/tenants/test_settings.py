"""A pemda describes and dresses itself; whoever may only read sees the same and changes nothing."""

import io

import pytest

from tests.tenants.making import picture
from webapp.tenants.published import logo_of

PAGES = ["", "/warna", "/kalender", "/bahasa", "/ambang", "/masa-simpan"]
ROOT = "/kelola/pengaturan"
WRITES = ["", "/warna", "/logo", "/logo/turunkan", "/bahasa", "/ambang", "/masa-simpan", "/kalender/libur",
          "/kalender/minggu-kerja", "/kalender/libur-tetap", "/kalender/impor", "/kalender/impor/simpan"]  # fmt: skip
NAMES = {"nama": "Pemerintah Kota Pontianak", "sebutan": "Pontianak"}


@pytest.fixture
def oki(browser, world, app):
    app.config["RESOURCES"].directory.forget()
    return browser(world.pontianak.oki)


@pytest.fixture
def trail(sql, world):
    """The records of this action at Pontianak, the newest last."""

    def read(action: str) -> list:
        statement = "select detail from audit_event where tenant_id = %s and action = %s order by id"
        return [row[0] for row in sql(statement, world.pontianak.tenant.id, action)]

    return read


@pytest.mark.parametrize("page", PAGES)
def test_the_bureau_changes_human_resources_look_and_others_are_refused(browser, world, page):
    place = world.pontianak
    assert browser(place.oki).get(ROOT + page).page.buttons[-1:] != []
    looked = browser(place.hana).get(ROOT + page)
    assert looked.status == 200 and "Anda dapat melihat, tidak mengubah" in looked.words
    assert "Simpan" not in looked.words.partition("Bagian pengaturan")[2]
    assert [browser(who).get(ROOT + page).status for who in (place.sari, place.budi, place.vera)] == [403] * 3


@pytest.mark.parametrize("address", WRITES)
@pytest.mark.parametrize("who", ["hana", "sari"])
def test_writing_is_for_the_bureau_only(browser, world, who, address):
    assert browser(world.pontianak.people[who]).post(ROOT + address, NAMES).status == 403


@pytest.mark.parametrize("page", [*PAGES, "/kalender/impor"])
def test_every_page_names_all_sections_and_where_the_reader_is(oki, page):
    shown = oki.get(ROOT + page)
    assert all(word in shown.words for word in ("Identitas", "Warna dan logo", "Kalender", "Bahasa", "Ambang"))
    assert shown.text.count('aria-current="page"') >= 1


def test_a_new_name_and_contacts_are_on_the_portal_at_once(oki, browser, trail):
    more = {"telepon": "0561-730062", "whatsapp": "0812 3456 7890", "surel": "humas@pontianak.go.id",
            "situs": "www.pontianak.go.id", "alamat": "Jalan Rahadi Usman 3"}  # fmt: skip
    answer = oki.post(ROOT, NAMES | more)
    assert answer.status == 303 and "Identitas tersimpan" in oki.follow(answer).words
    portal = browser().get("/").words
    assert all(text in portal for text in ("Pemerintah Kota Pontianak", "0561-730062", "6281234567890", "Rahadi Usman"))
    assert "https://www.pontianak.go.id" in portal
    kept = trail("pengaturan:identitas")[-1]
    assert kept["sebelum"]["nama"] == "Kota Pontianak" and kept["sesudah"]["kontak"]["surel"] == "humas@pontianak.go.id"


def test_what_is_the_same_changes_nothing_and_leaves_no_record(oki, trail):
    oki.post(ROOT, NAMES)
    before = len(trail("pengaturan:identitas"))
    assert "Tidak ada yang berubah" in oki.follow(oki.post(ROOT, NAMES)).words
    assert len(trail("pengaturan:identitas")) == before


WRONG = {
    "no name": ({"nama": ""}, "wajib diisi"),
    "a name too long": ({"nama": "K" * 121}, "paling banyak 120"),
    "letters for a number": ({"telepon": "nol lima enam"}, "kode daerah"),
    "a landline for WhatsApp": ({"whatsapp": "0561-730062"}, "dimulai dengan 08"),
    "half a mail address": ({"surel": "humas@"}, "alamat surel"),
    "a script for a site": ({"situs": "javascript:alert(1)"}, "alamat situs"),
    "a page of a script": ({"situs": "https://a.id/<script>"}, "alamat situs"),
    "two lines for an address": ({"alamat": "Jalan\nLain"}, "satu baris"),
    "what nobody asked": ({"slug": "lain"}, "tidak dikenal"),
}


@pytest.mark.parametrize("fields, sentence", WRONG.values(), ids=WRONG)
def test_a_wrong_identity_is_refused_at_its_field_and_kept_as_typed(oki, fields, sentence):
    answer = oki.post(ROOT, NAMES | {"alamat": "Jalan Tetap"} | fields)
    assert answer.status == 422 and sentence in answer.words
    assert "Jalan Tetap" in answer.text or "alamat" in fields


def test_the_other_pemda_stays_as_it_was(oki, sql):
    before = sql("select t::text from tenant t where slug = 'gorontalo'")
    oki.post(ROOT, NAMES | {"alamat": "Jalan Baru"})
    oki.post(ROOT + "/warna", {"warna": "#8f2c3d"})
    assert sql("select t::text from tenant t where slug = 'gorontalo'") == before


def test_a_colour_that_can_be_read_is_taken_as_it_is(oki, browser, trail):
    assert "Warna tersimpan" in oki.follow(oki.post(ROOT + "/warna", {"warna": "#0F6B4F"})).words
    assert "--nila:#0f6b4f" in browser().get("/tema.css").text and "?v=0f6b4f" in browser().get("/").text
    assert trail("pengaturan:warna")[-1]["sesudah"] == {"warna": "#0f6b4f", "diminta": "#0f6b4f"}


def test_a_colour_without_contrast_is_corrected_and_the_page_says_so(oki, browser, trail):
    told = oki.follow(oki.post(ROOT + "/warna", {"warna": "#ffe600"}))
    assert "Warna Anda #ffe600 terlalu terang untuk tulisan; kami pakai #847700." in told.words
    assert 'fill="#ffe600"' in told.text and 'fill="#847700"' in told.text
    assert "--nila:#847700" in browser().get("/tema.css").text
    assert trail("pengaturan:warna")[-1]["sesudah"] == {"warna": "#847700", "diminta": "#ffe600"}


def test_a_sample_is_shown_before_anything_is_saved(oki, browser):
    oki.post(ROOT + "/warna", {"warna": "#2c3d8f"})
    shown = oki.get(ROOT + "/warna?warna=%23b00020&pilihan=%232c3d8f&dasar=%232c3d8f")
    assert "belum disimpan" in shown.words and 'fill="#b00020"' in shown.text
    part = oki.get(ROOT + "/warna?warna=%23b00020", headers={"HX-Request": "true"})
    assert part.status == 200 and "<html" not in part.text and 'fill="#b00020"' in part.text
    assert "--nila:#2c3d8f" in browser().get("/tema.css").text


def test_the_picker_counts_when_it_alone_was_touched(oki, browser):
    fields = {"warna": "#2c3d8f", "dasar": "#2c3d8f", "pilihan": "#704214"}
    oki.post(ROOT + "/warna", fields)
    assert "--nila:#704214" in browser().get("/tema.css").text


@pytest.mark.parametrize("colour", ["", "nila", "#fff", "#2c3d8g", "#fff;}*", "red", "#2c3d8f\n}"])
def test_what_is_no_colour_is_refused(oki, colour):
    answer = oki.post(ROOT + "/warna", {"warna": colour})
    assert answer.status == 422 and 'id="warna-error"' in answer.text


@pytest.mark.parametrize("asked", ["zzzzzz", "<script>", "fff", "2c3d8f"])
def test_what_stands_in_the_address_is_not_believed(oki, asked):
    shown = oki.get(f"{ROOT}/warna?diminta={asked}")
    assert shown.status == 200 and "terlalu terang" not in shown.words and "<script>" not in shown.text


def send(oki, content: bytes, name: str = "logo.png"):
    return oki.post(f"{ROOT}/logo", {"berkas": (io.BytesIO(content), name)}, content_type="multipart/form-data")


def test_a_logo_is_shown_in_the_heads_with_its_size_and_published(oki, browser, inside, world):
    assert "Logo terpasang" in oki.follow(send(oki, picture(colour="#123456"))).words
    portal = browser().get("/")
    address = next(link for link in portal.page.resources if "/logo/" in link)
    assert f'src="{address}" width="200" height="120" alt=""' in portal.text
    assert f'src="{address}"' in oki.get("/beranda").text
    image = browser().get(address)
    assert image.response.data.startswith(b"\x89PNG") and image.headers["Content-Type"] == "image/png"
    assert "immutable" in image.headers["Cache-Control"]
    with inside(world.pontianak) as session:
        assert logo_of(session).width == 200 and logo_of(session).png == image.response.data
    with inside(world.gorontalo) as session:
        assert logo_of(session) is None
    assert browser(tenant=world.gorontalo.tenant).get(address.replace("pontianak", "gorontalo")).status == 404


def test_a_logo_that_is_taken_down_is_gone_and_its_versions_stay(oki, browser, sql, world):
    send(oki, picture(colour="#654321"))
    before = sql("select count(*) from logo where tenant_id = %s", world.pontianak.tenant.id)[0][0]
    assert "Logo dilepas" in oki.follow(oki.post(f"{ROOT}/logo/turunkan")).words
    assert "/logo/" not in "".join(browser().get("/").page.resources)
    assert sql("select count(*) from logo where tenant_id = %s", world.pontianak.tenant.id) == [(before + 1,)]
    assert "Tidak ada yang berubah" in oki.follow(oki.post(f"{ROOT}/logo/turunkan")).words


@pytest.mark.parametrize(
    "content, sentence",
    [(b"<svg onload=alert(1)>", "SVG, HTML, atau program"), (b"GIF89a" + b"\xff" * 99, "GIF"), (b"\xff" * 99, "tidak")],
)
def test_a_logo_that_is_a_script_is_refused_at_the_field(oki, sql, content, sentence):
    before = sql("select count(*) from logo")
    answer = send(oki, content)
    assert answer.status == 422 and sentence in answer.words and 'id="berkas-error"' in answer.text
    assert sql("select count(*) from logo") == before


def test_without_a_file_it_asks_for_one_and_a_huge_one_is_stopped(oki):
    assert "Pilih dulu berkas logonya." in oki.post(f"{ROOT}/logo", content_type="multipart/form-data").words
    huge = oki.post(f"{ROOT}/logo", b"x" * 4_000_000, content_type="multipart/form-data; boundary=x")
    assert huge.status == 413


def test_english_can_be_switched_off_and_on(oki, browser, trail):
    assert "Bahasa tersimpan" in oki.follow(oki.post(f"{ROOT}/bahasa", {})).words
    visitor = browser()
    assert "English" not in visitor.get("/").words and visitor.get("/?bahasa=en").page.language == "id"
    assert "English" not in visitor.get("/n/loket1?bahasa=en").words
    oki.post(f"{ROOT}/bahasa", {"bahasa": "en"})
    assert "English" in browser().get("/").words and browser().get("/?bahasa=en").page.language == "en"
    assert [each["sesudah"]["bahasa"] for each in trail("pengaturan:bahasa")] == [["id"], ["id", "en"]]


def test_a_language_nobody_knows_is_refused(oki):
    assert oki.post(f"{ROOT}/bahasa", {"bahasa": "xx"}).status == 422


def test_retention_within_its_bounds_is_kept_and_beyond_them_refused(oki, trail, sql):
    assert "Masa simpan tersimpan" in oki.follow(oki.post(f"{ROOT}/masa-simpan", {"sesi": "60", "gagal": "7"})).words
    assert trail("pengaturan:masa-simpan")[-1]["sesudah"] == {"session_days": 60, "failure_days": 7}
    for fields in ({"sesi": "6", "gagal": "1"}, {"sesi": "91", "gagal": "1"}, {"sesi": "30", "gagal": "31"}, {}):
        assert oki.post(f"{ROOT}/masa-simpan", fields).status == 422
    assert sql("select session_days, failure_days from retention_choice") == [(60, 7)]
