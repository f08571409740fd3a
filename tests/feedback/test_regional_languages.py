"""The rating pages in the language people speak at home: from the question to the receipt, and safe while unchecked."""

from dataclasses import replace

import pytest
from markupsafe import escape

from tests.client import Page
from tests.feedback.steps import rate
from webapp.feedback.ratings.page import Pages
from webapp.feedback.ratings.rules import CHOICES, REASONS
from webapp.platform import regional

THREE_KB = 3 * 1024
WAITING = "Terjemahan bahasa daerah ini menunggu pemeriksaan penutur asli."
TAGS = ("jv", "su", "ms-x-pontianak", "gor")


@pytest.fixture
def code(world):
    return world.pontianak.counter


@pytest.fixture
def offers(world, monkeypatch):
    """offers("jv", "su"): every pemda's rating pages speak these from now on."""

    def choose(*tags):
        chosen = tuple(regional.tongues()[tag] for tag in tags)
        monkeypatch.setattr(regional, "offered_languages", lambda tenant: chosen)

    return choose


def press(visitor, page, answer: str):
    return visitor.post(page.page.forms[0]["action"], {"nilai": answer, "kunci": page.page.hidden["kunci"]})


def test_the_rating_page_leads_to_the_languages_of_the_pemda_each_named_in_itself(browser, world, code):
    page = browser().get(f"/n/{code}")
    assert '?bahasa=ms-x-pontianak" lang="ms-x-pontianak">Melayu Pontianak</a>' in page.text
    assert 'lang="en">English</a>' in page.text and "Basa Jawa" not in page.words
    other = browser(tenant=world.gorontalo.tenant).get(f"/n/{world.gorontalo.counter}")
    assert "Bahasa Hulontalo" in other.words and "Melayu" not in other.words


@pytest.mark.parametrize("tag", TAGS)
def test_the_language_stays_from_the_question_to_the_last_step_without_a_cookie(browser, code, offers, tag):
    offers(tag)
    visitor = browser()
    page = visitor.get(f"/n/{code}?bahasa={tag}")
    assert page.page.language == tag and page.cookies == []
    receipt = visitor.follow(press(visitor, page, "2"))
    assert receipt.page.language == tag
    step = visitor.follow(visitor.post(receipt.page.forms[0]["action"], {"alasan": "waktu"}))
    assert step.page.language == tag and 'name="komentar"' in step.text
    refused = visitor.post(step.page.forms[0]["action"], {"komentar": " "})
    assert refused.status == 422 and refused.page.language == tag
    done = visitor.follow(visitor.post(step.page.forms[0]["action"], {"komentar": "Antre lama."}))
    assert done.page.language == tag and "Antre lama." in done.words


@pytest.mark.parametrize("tag", TAGS)
def test_while_unchecked_it_says_so_and_the_indonesian_word_stands_beside_every_answer(browser, code, offers, tag):
    offers(tag)
    visitor = browser()
    page = visitor.get(f"/n/{code}?bahasa={tag}")
    receipt = visitor.follow(press(visitor, page, "4"))
    for answer, word in [(page, choice.word) for choice in CHOICES] + [(receipt, word) for word in REASONS.values()]:
        own = escape(regional.tongues()[tag].sentences.get(word, ""))
        beside, alone = f'{own} <small lang="id">{word}</small>', f'<span lang="id">{word}</span>'
        assert beside in answer.text or alone in answer.text
    assert WAITING in page.words and WAITING in receipt.words and len(page.page.buttons) == 4


def test_checked_by_a_native_speaker_it_stands_alone(app, browser, code, monkeypatch):
    monkeypatch.setitem(app.extensions, "rating_pages", Pages())
    checked = replace(regional.tongues()["ms-x-pontianak"], is_checked=True)
    monkeypatch.setattr(regional, "tongues", lambda: {"ms-x-pontianak": checked})
    page = browser().get(f"/n/{code}?bahasa=ms-x-pontianak")
    assert "Tadak bagos" in page.words and "Tidak baik" not in page.words and WAITING not in page.words


def test_what_a_language_has_not_is_said_in_indonesian_and_marked_as_such(browser, world):
    page = browser(tenant=world.gorontalo.tenant).get(f"/n/{world.gorontalo.counter}?bahasa=gor")
    assert '<span lang="id">Bagaimana pelayanan yang baru saja Anda terima?</span>' in page.text
    assert "Mopiyohu" in page.words and not {regional.OPEN, regional.CLOSE} & set(page.text)
    assert "<span" not in page.page.title


@pytest.mark.parametrize("tag", ["jv", "fr", "id-x-jv", "MS-X-PONTIANAK"])
def test_a_language_that_is_not_offered_falls_back_to_indonesian(browser, code, tag):
    visitor = browser()
    page = visitor.get(f"/n/{code}?bahasa={tag}")
    assert page.status == 200 and page.page.language == "id" and f"bahasa={tag}" not in page.text
    assert visitor.follow(press(visitor, page, "3")).page.language == "id"
    assert visitor.get(f"/n?kode=zzz&bahasa={tag}").status == 404


def test_only_the_rating_pages_speak_it_and_the_way_out_leads_to_indonesian(browser, code):
    visitor = browser()
    closed = visitor.get("/n/tutup1?bahasa=ms-x-pontianak")
    assert closed.status == 410 and closed.page.language == "ms-x-pontianak"
    assert f"/pontianak/n/{code}?bahasa=ms-x-pontianak" in closed.page.links and "/pontianak/" in closed.page.links
    for path in ("/", "/transparansi", "/layanan/ktp-el", "/masuk"):
        page = visitor.get(f"{path}?bahasa=ms-x-pontianak")
        assert page.page.language == "id" and page.cookies == []


def test_typing_a_code_and_a_wrong_address_stay_in_the_language(browser, offers):
    offers("su")
    found = browser().get("/n?kode=tidakada&bahasa=su")
    assert found.page.language == "su" and found.page.hidden == {"bahasa": "su"} and WAITING in found.words
    assert "Kode lokét" in found.words and "Kami tidak" not in found.words
    assert "Kaca ieu henteu kapendak" in browser().get("/n/tidakada?bahasa=su").words


def test_a_shared_screen_keeps_the_language_for_the_next_form(browser, world):
    visitor = browser()
    page = visitor.get(f"/n/{world.pontianak.kiosk}?bahasa=ms-x-pontianak")
    thanks = visitor.follow(press(visitor, page, "3"))
    assert "Terime kaseh" in thanks.words
    assert f"/pontianak/n/{world.pontianak.kiosk}?bahasa=ms-x-pontianak" in thanks.page.links


@pytest.mark.parametrize("tag", TAGS)
def test_rating_page_and_receipt_weigh_at_most_three_kilobytes(browser, code, offers, tag):
    offers(*TAGS)
    visitor = browser()
    packed = {"Accept-Encoding": "gzip"}
    page = visitor.get(f"/n/{code}?bahasa={tag}")
    address = press(visitor, page, "1").location
    for path in (f"/pontianak/n/{code}?bahasa={tag}", address):
        assert len(visitor.client.get(path, headers=packed).data) <= THREE_KB


def test_a_view_is_spliced_not_rendered_in_a_regional_language_too(browser, code, count_queries, monkeypatch):
    visitor = browser()
    first = visitor.get(f"/n/{code}?bahasa=ms-x-pontianak")
    monkeypatch.setattr("webapp.feedback.ratings.screens._render_new", lambda *_: pytest.fail("rendered again"))
    with count_queries() as statements:
        second = visitor.get(f"/n/{code}?bahasa=ms-x-pontianak")
    assert statements == [] and first.page.hidden["kunci"] != second.page.hidden["kunci"]


@pytest.mark.parametrize(
    "region, tags",
    [("61.71", ("ms-x-pontianak",)), ("61", ()), ("75", ("gor",)), ("75.01", ("gor",)), ("32.73", ("su",)),
     ("32.09", ()), ("34", ("jv",)), ("35.29", ()), ("91.04", ())],
)  # fmt: skip
def test_without_a_list_of_its_own_a_pemda_speaks_what_its_region_speaks(region, tags):
    assert regional.spoken_in(region) == tags


def test_a_list_of_the_pemda_goes_before_its_region(world):
    class Chooses:
        region_code = "61.71"
        languages = ("su", "tlh")

    assert [tongue.tag for tongue in regional.offered_languages(Chooses())] == ["su"]
    Chooses.languages = ("id", "en")
    assert regional.offered_languages(Chooses()) == ()
    assert regional.offered_languages(None) == ()
    assert [tongue.tag for tongue in regional.offered_languages(world.pontianak.tenant)] == ["ms-x-pontianak"]


def test_a_fallback_never_puts_an_element_where_none_can_stand():
    said = f"{regional.OPEN}Baik{regional.CLOSE}"
    page = regional.settle(f'<title>{said}</title><p title="{said}">{said}</p><textarea>{said}</textarea>')
    assert page == '<title>Baik</title><p title="Baik"><span lang="id">Baik</span></p><textarea>Baik</textarea>'
    assert Page(page).title == "Baik"


def test_one_citizens_language_does_not_reach_the_next(browser, code):
    hers = browser().get(f"/n/{code}?bahasa=ms-x-pontianak")
    his = browser()
    assert hers.page.language == "ms-x-pontianak" and his.get(f"/n/{code}").page.language == "id"
    assert his.follow(rate(his, code, 1)).page.language == "id"
