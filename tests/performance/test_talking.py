"""What two people say to each other over a plan and a card: nothing typed is lost, nothing promised in vain."""


import pytest
from sqlmodel import select

from tests.performance.making import counted_queries, inside, make_card, make_skp, one_rhk
from tests.world import today
from webapp.performance.plans.models import Skp
from webapp.performance.plans.planting import plant_skp
from webapp.platform import clock

KEPT = "Isian Anda yang lain tidak hilang."
UNDECIDED = "Yang memutuskan adalah verifikator, bukan atasan"
BEGUN = {"dasar": "kekeliruan_nyata", "uraian": "Saya cuti pada pekan itu."}
HALF = {"dasar": "", "uraian": "Saya cuti pada pekan itu."}


@pytest.fixture
def card(world):
    return f"/kinerja/bukti/{make_card(world, world.pontianak.sari, days_ago=8).id}"


def clarify(browser, world, skp, **fields):
    with inside(world, world.pontianak.sari) as session:
        version = session.exec(select(Skp.version).where(Skp.id == skp.id)).one()
    return browser(world.pontianak.budi).post(f"/kinerja/skp/{skp.id}/klarifikasi", {"versi": version} | fields)


def test_one_form_stands_around_answer_and_contest(browser, world, card):
    page = browser(world.pontianak.sari).get(card).page
    ways = [button.get("formaction") for button in page.buttons if button.get("formaction")]
    assert ways == [f"/pontianak{card}/tanggapan", f"/pontianak{card}/sanggahan"]


def test_a_refused_answer_brings_the_begun_contest_back(browser, world, card):
    answer = browser(world.pontianak.sari).post(f"{card}/tanggapan", {"tanggapan": ""} | BEGUN)
    assert answer.status == 422 and KEPT in answer.words
    assert "Saya cuti pada pekan itu.</textarea>" in answer.text
    assert '<option value="kekeliruan_nyata" selected>' in answer.text


def test_a_refused_contest_brings_the_begun_answer_back(browser, world, card):
    refused = browser(world.pontianak.sari).post(f"{card}/sanggahan", HALF | {"tanggapan": "Loket 2 tutup."})
    assert refused.status == 422 and "Loket 2 tutup.</textarea>" in refused.text


def test_nothing_is_said_to_be_kept_when_nothing_was_typed(browser, world, card):
    fields = {"tanggapan": "", "dasar": "", "uraian": ""}
    assert KEPT not in browser(world.pontianak.sari).post(f"{card}/tanggapan", fields).words


@pytest.mark.parametrize(
    "path, fields, begun",
    [("tanggapan", {"tanggapan": "Loket 2 tutup."} | HALF, HALF["uraian"]),
     ("sanggahan", BEGUN | {"tanggapan": "Loket 2 tutup."}, "Loket 2 tutup.")],
)  # fmt: skip
def test_what_was_begun_beside_a_sent_text_stays_and_can_be_sent(browser, world, card, path, fields, begun):
    sari = browser(world.pontianak.sari)
    sent = sari.post(f"{card}/{path}", fields)
    assert sent.status == 200 and "belum terkirim: lanjutkan di bawah" in sent.words
    assert f"{begun}</textarea>" in sent.text and "Ada yang perlu diperbaiki" not in sent.words
    rest = {"sanggahan": {"tanggapan": begun}, "tanggapan": BEGUN}[path]
    assert sari.post(f"{card}/{'tanggapan' if path == 'sanggahan' else 'sanggahan'}", rest).status == 303


def test_a_contest_says_who_decides_and_until_when(browser, world, card):
    sari = browser(world.pontianak.sari)
    assert UNDECIDED in sari.get(card).words
    sari.post(f"{card}/tanggapan", {"tanggapan": "Loket 2 tutup."})
    sari.post(f"{card}/sanggahan", BEGUN)
    assert UNDECIDED in sari.get(card).words and UNDECIDED in browser(world.pontianak.budi).get(card).words


def test_the_language_link_of_a_refused_form_leads_to_the_page_it_stands_on(browser, world, card):
    sari = browser(world.pontianak.sari)
    for path in ("tanggapan", "sanggahan"):
        links = sari.post(f"{card}/{path}", {}).page.links
        assert f"/pontianak{card}?bahasa=en" in links and f"/pontianak{card}/{path}?bahasa=en" not in links
    skp = make_skp(world, world.pontianak.sari)
    for path in (f"/kinerja/rhk/{skp.rhk_ids[0]}", f"/kinerja/skp/{skp.id}/pengajuan"):
        assert f"/pontianak/kinerja/skp/{skp.id}?bahasa=en" in sari.post(path, {}).page.links


def test_line_breaks_are_kept_on_the_screen(browser, world, card):
    sari = browser(world.pontianak.sari)
    sari.post(f"{card}/tanggapan", {"tanggapan": "Satu.\r\nDua."})
    assert '<p class="typed">Satu.\nDua.</p>' in sari.get(card).text.replace("\r", "")
    assert ".typed{white-space: pre-line" in sari.get(next(a for a in page_styles(sari, card) if "office" in a)).text


def page_styles(visitor, path) -> list[str]:
    return [address for address in visitor.get(path).page.resources if address.endswith(".css")]


def test_a_message_alone_asks_for_clarification_and_she_reads_it_first(browser, world):
    skp = make_skp(world, world.pontianak.sari, state="diajukan")
    assert clarify(browser, world, skp, alasan="Terlalu umum.\nMohon dirinci.").status == 303
    before_rows = browser(world.pontianak.sari).get(f"/kinerja/skp/{skp.id}").text.partition('id="rows"')[0]
    assert '<p class="typed">Terlalu umum.\nMohon dirinci.</p>' in before_rows.replace("\r", "")


def test_a_message_that_is_too_long_is_told_at_its_field_and_kept(browser, world):
    skp = make_skp(world, world.pontianak.sari, state="diajukan")
    rows = {"baris": [str(skp.rhk_ids[0])], "catatan": [""]}
    answer = clarify(browser, world, skp, alasan="x" * 1001, **rows)
    assert answer.status == 422 and 'id="alasan-error"' in answer.text
    assert f"{'x' * 1001}</textarea>" in answer.text and KEPT not in answer.words


def test_the_note_on_a_row_stays_beside_the_form_that_changes_it(browser, world):
    skp = make_skp(world, world.pontianak.sari, state="diajukan")
    rhk_id = skp.rhk_ids[0]
    assert clarify(browser, world, skp, baris=[str(rhk_id)], catatan=["Hasilnya belum tampak."]).status == 303
    form = browser(world.pontianak.sari).get(f"/kinerja/skp/{skp.id}?ubah={rhk_id}").text
    assert "Hasilnya belum tampak." in form.partition('id="isian"')[0]


def test_home_tells_that_the_skp_was_agreed_until_she_has_read_it(browser, world):
    who = world.pontianak.dewi
    with inside(world, who) as session:
        skp = plant_skp(
            session, person_id=who.id, year=today().year, rhks=(one_rhk(),), at=clock.now(), submitted=True,
            agreed_at=clock.now(),
        )  # fmt: skip
    reader = browser(who)
    with counted_queries(world) as queries:
        home = reader.get("/beranda")
    assert len(queries) <= 12, "\n".join(queries)
    sentence = f"SKP {today().year} Anda sudah disetujui pejabat penilai."
    assert sentence in home.words and "Tidak ada yang menunggu" in home.words
    (address,) = [form["action"] for form in home.page.forms if "/kabar/" in form["action"]]
    assert reader.post(address).location.endswith(f"/kinerja/skp/{skp.id}")
    assert sentence not in reader.get("/beranda").words
