"""After each deed the page says that it was done: once, at its place, focused and as a status."""

import pytest
from sqlmodel import select

from tests.performance.making import inside, make_card, make_skp
from webapp.performance import words
from webapp.performance.plans.models import Skp
from webapp.platform import clock, news


def version(world, skp) -> int:
    with inside(world, world.pontianak.sari) as session:
        return session.exec(select(Skp.version).where(Skp.id == skp.id)).one()


def notice(page) -> str:
    """The part of the page that says what was done."""
    found = page.text.partition('id="kabar"')
    return found[0].rpartition("<div")[2] + found[1] + found[2].partition("</div>")[0] if found[1] else ""


def deed(world, code):
    """(who presses, address, fields, the SKP whose version goes along) of the deed that this word confirms."""
    sari, budi = world.pontianak.sari, world.pontianak.budi
    rhk = {"jenis": "utama", "teks": "Warga dilayani dengan ramah"}
    indicator = {"aspek": "kualitas", "teks": "Kepuasan warga", "target": "3,20"}
    draft, submitted = make_skp(world, sari), make_skp(world, sari, state="diajukan")
    card = make_card(world, sari)
    on_draft, on_line = f"/kinerja/skp/{draft.id}", f"/kinerja/rhk/{draft.rhk_ids[0]}"
    on_indicator, on_submitted = f"/kinerja/indikator/{draft.indicator_ids[0]}", f"/kinerja/skp/{submitted.id}"
    comments = {"baris": [str(submitted.rhk_ids[0])], "catatan": ["Mengapa?"]}
    contest = {"dasar": "kekeliruan_nyata", "uraian": "Saya cuti."}
    return {
        "rhk-ditambah": (sari, f"{on_draft}/rhk", rhk, draft),
        "rhk-diubah": (sari, on_line, rhk, draft),
        "rhk-dihapus": (sari, f"{on_line}/penghapusan", {}, draft),
        "indikator-ditambah": (sari, f"{on_line}/indikator", indicator, draft),
        "indikator-diubah": (sari, on_indicator, indicator, draft),
        "indikator-dihapus": (sari, f"{on_indicator}/penghapusan", {}, draft),
        "skp-dihapus": (sari, f"{on_draft}/penghapusan", {}, draft),
        "skp-diajukan": (sari, f"{on_draft}/pengajuan", {}, draft),
        "skp-ditarik": (sari, f"{on_submitted}/penarikan", {}, submitted),
        "klarifikasi-diminta": (budi, f"{on_submitted}/klarifikasi", comments, submitted),
        "skp-disepakati": (budi, f"{on_submitted}/kesepakatan", {}, submitted),
        "tanggapan": (sari, f"/kinerja/bukti/{card.id}/tanggapan", {"tanggapan": "Loket 2 tutup."}, None),
        "sanggahan": (sari, f"/kinerja/bukti/{card.id}/sanggahan", contest, None),
    }[code]


@pytest.mark.parametrize("code", [code for code in words.NEWS if code != "skp-dibuat"])
def test_a_deed_is_confirmed_once(browser, world, code):
    who, path, fields, skp = deed(world, code)
    visitor = browser(who)
    answer = visitor.post(path, fields | ({"versi": version(world, skp)} if skp else {}))
    assert answer.status == 303 and answer.location.endswith("#kabar")
    page = visitor.follow(answer)
    assert words.NEWS[code] in notice(page)
    assert 'role="status"' in notice(page) and 'tabindex="-1"' in notice(page)
    assert notice(visitor.follow(answer)) == ""


def test_a_new_draft_is_confirmed(browser, world):
    tuti = browser(world.pontianak.tuti)
    answer = tuti.post("/kinerja/skp", {"tahun": clock.today("Asia/Pontianak").year})
    assert words.NEWS["skp-dibuat"] in notice(tuti.follow(answer))


def test_the_word_stands_in_the_row_it_is_about(browser, world):
    skp = make_skp(world, world.pontianak.sari)
    sari = browser(world.pontianak.sari)
    fields = {"versi": version(world, skp), "jenis": "utama", "teks": "Baris kedua"}
    page = sari.follow(sari.post(f"/kinerja/skp/{skp.id}/rhk", fields))
    row = page.text.partition('aria-labelledby="judul-')[2].partition('aria-labelledby="judul-')[2]
    assert 'id="kabar"' in row and "Baris kedua" in row


def test_a_refused_deed_says_nothing_of_success(browser, world):
    skp = make_skp(world, world.pontianak.sari)
    sari = browser(world.pontianak.sari)
    answer = sari.post(f"/kinerja/skp/{skp.id}/rhk", {"versi": version(world, skp), "jenis": "utama", "teks": ""})
    assert answer.status == 422 and notice(answer) == "" and "kabar" not in answer.cookies


def test_the_word_is_said_in_english_when_asked(browser, world):
    skp = make_skp(world, world.pontianak.sari)
    sari = browser(world.pontianak.sari)
    sari.get("/beranda?bahasa=en")
    page = sari.follow(sari.post(f"/kinerja/skp/{skp.id}/pengajuan", {"versi": version(world, skp)}))
    assert "SKP submitted." in notice(page)


@pytest.mark.parametrize("value", ["", "tidak-dikenal:", "<b>x</b>:", "skp-disepakati<script>:", "a" * 4000])
def test_an_invented_word_is_not_said(browser, world, value):
    sari = browser(world.pontianak.sari)
    sari.client.set_cookie("kabar", value, path="/pontianak/", domain="localhost")
    assert notice(sari.get("/beranda")) == ""


def test_a_word_nobody_registered_is_a_mistake_of_ours(app):
    with app.test_request_context("/"), pytest.raises(KeyError):
        news.leave(app.response_class(), "tidak-dikenal")


def test_the_cookie_is_the_pemdas_own_short_lived_and_out_of_reach_of_scripts(browser, world):
    skp = make_skp(world, world.pontianak.sari)
    answer = browser(world.pontianak.sari).post(f"/kinerja/skp/{skp.id}/pengajuan", {"versi": version(world, skp)})
    (cookie,) = [line for line in answer.headers.getlist("Set-Cookie") if line.startswith("kabar=")]
    assert "Max-Age=60" in cookie and "Path=/pontianak/" in cookie and "HttpOnly" in cookie and "SameSite=Lax" in cookie


def test_signing_out_is_confirmed_on_the_page_that_asks_to_sign_in(browser, world):
    sari = browser(world.pontianak.sari)
    page = sari.follow(sari.post("/keluar"))
    assert "Anda sudah keluar." in notice(page)
    assert notice(sari.get("/masuk")) == ""
