"""Every template is opened by some page, in both languages; every message of the pages is known in English; every date
and number is written as its language writes it."""

import re

import pytest

from tests.client import Answer, Browser
from tests.feedback import complaining
from tests.feedback.inviting import look_at_invitations
from tests.feedback.kiosks import look_at_devices
from tests.feedback.reviewing import look_at_a_group, neutral
from tests.promises.test_formats import strange
from webapp.feedback.survey.index import UNSUR
from webapp.platform import errors, i18n
from webapp.platform.pages import ROOT
from webapp.platform.tenancy import serving

# What is mailed is no page; tests/people/test_letters_sending.py opens it.
TEMPLATES = {
    str(path.relative_to(ROOT / "templates"))
    for path in (ROOT / "templates").rglob("*.html") if path.parent.name != "mail"
}  # fmt: skip

LONE_DASH = re.compile(r"""[>}"']\s*[-–—]\s*(?:<|{%|["'])""")


@pytest.fixture(scope="module")
def opened(app):
    """The names of the templates loaded from now on."""
    names, load = set(), app.jinja_env.loader.load

    def note(environment, name, globals=None):
        names.add(name)
        return load(environment, name, globals)

    app.jinja_env.loader.load = note
    app.jinja_env.cache.clear()
    yield names
    app.jinja_env.loader.load = load


@pytest.fixture(scope="module")
def untranslated(app):
    """Messages that an English page asked for and got in Indonesian."""
    missing, gettext = set(), app.jinja_env.globals["_"]

    def note(message, **values):
        if i18n.language() == i18n.ENGLISH and message not in i18n.english():
            missing.add(message)
        return gettext(message, **values)

    app.jinja_env.globals["_"] = note
    yield missing
    app.jinja_env.globals["_"] = gettext


SOMEBODY = {"kunci": "0190b6a0-0000-7000-8000-0000000000ff", "nama_pegawai": "Orang Baru",
            "status": "pejabat_negara", "nip": "", "tanggal": "2020-01-01"}  # fmt: skip
VISITORS = (None, "sari", "budi", "hana", "oki")
NEUTRAL = ("verifikator", "inspektorat", "petugas")  # of another office


def look_everywhere(app, rooms, addresses, language, before=None) -> dict[str | None, dict[str, Answer]]:
    """What each visitor finds at every address; `before`: found in the other language, whose refusals are not asked
    for again, for they are two pages that look_aside opens."""
    place, found = rooms["pontianak"].place, {}
    for who in VISITORS:
        visitor = Browser(app, place.tenant)
        if who:
            visitor.sign_in(place.people[who])
        paths = [path for _endpoint, path in addresses("pontianak", "GET")]
        if before:
            paths = [path for path, answer in before[who].items() if answer.status == 200]
        found[who] = {path: visitor.get(f"{path}?bahasa={language}") for path in paths}
        if who == "oki":
            visitor.post(f"/kelola/cetak/berkas.pdf?bahasa={language}", {"titik": place.counter})
            look_at_invitations(visitor, place, language)
        if who == "hana":
            visitor.post("/kelola/pegawai/baru", SOMEBODY)
            visitor.post(f"/kelola/pegawai/undangan?bahasa={language}", {"bentuk": "pdf"})
            visitor.post(f"/kelola/pegawai/{SOMEBODY['kunci']}/undangan?bahasa={language}")
            with_sheets = rooms["pontianak"].values["imports.choose_sheet"]["run_id"]
            visitor.get(f"/kelola/impor/{with_sheets}?bahasa={language}")
    look_aside(app, place, language)
    paths = [path for _endpoint, path in addresses("pontianak", "GET")]
    look_as_a_neutral(app, place, language, paths, rooms["pontianak"].values, found, before)
    return found


def look_aside(app, place, language) -> None:
    """What has no address of its own: refusals, errors, the choice of a pemda."""
    visitor = Browser(app, place.tenant)
    visitor.get(f"/n/{place.closed}?bahasa={language}")
    form = visitor.get("/pengaduan/baru").page.hidden | complaining.SENT
    visitor.post(f"/pengaduan/baru?bahasa={language}", form)  # one like it is there already
    visitor.post(f"/masuk?bahasa={language}", {"nama": "", "sandi": ""})
    form = f"/skm/disdukcapil?bahasa={language}"
    visitor.post(form, dict.fromkeys(UNSUR, "3"))
    visitor.get(f"{form}&bentuk=semua")
    visitor.get(f"/skm/upt-selatan?bahasa={language}")
    look_at_devices(app, place, language)
    Browser(app, None).get(f"/?bahasa={language}")
    with serving(place.tenant), app.test_request_context(f"/?bahasa={language}"):
        for status in errors.PAGES:
            errors.error_page(status, detail="rincian")
        errors.page("errors/closed.html", 410)


def look_as_a_neutral(app, place, language, paths, values, found, before) -> None:
    """What only those of another office may open."""
    judge, *others = neutral(app, values, place)
    for name, visitor in zip(NEUTRAL, (judge, *others), strict=True):
        asked = [path for path, answer in before[name].items() if answer.status == 200] if before else paths
        found[name] = {path: visitor.get(f"{path}?bahasa={language}") for path in asked}
    look_at_a_group(app, place, judge, language)
    case = values["complaint_inbox.new_step"]["complaint_id"]
    answer = others[-1].get(f"/kelola/pengaduan/{case}/langkah?langkah=teruskan&bahasa={language}")
    assert answer.status == 200, answer.words
    sent = {"jenis": "pengaduan", "tampil": "anonim", "umum": "ya"}
    sent |= others[-1].get(f"/kelola/pengaduan/{case}/golongkan").page.hidden
    for room, form in (("naskah", {}), ("identitas", {}), ("golongkan", sent)):
        answer = others[-1].post(f"/kelola/pengaduan/{case}/{room}?bahasa={language}", form)
        assert answer.status == 200, answer.words


@pytest.fixture(scope="module")
def seen(app, rooms, addresses, opened, untranslated):
    """Everything has been looked at: language -> visitor -> path -> answer."""
    indonesian = look_everywhere(app, rooms, addresses, i18n.INDONESIAN)
    return {"id": indonesian, "en": look_everywhere(app, rooms, addresses, i18n.ENGLISH, before=indonesian)}


def test_every_template_is_opened_by_some_page(seen, opened):
    assert sorted(TEMPLATES - opened) == []


def test_every_message_of_the_english_pages_is_english(seen, untranslated):
    assert untranslated == set()


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("who", VISITORS + NEUTRAL)
def test_no_page_writes_a_date_or_a_number_in_another_language(seen, who, language):
    pages = seen[language][who]
    found = {path: strange(page.text, language) for path, page in pages.items() if page.page and page.status == 200}
    assert len(found) > 8 and {path: texts for path, texts in found.items() if texts} == {}


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_a_dash_never_stands_for_a_fact(name):
    assert not LONE_DASH.search((ROOT / "templates" / name).read_text(encoding="utf-8")), "say what is missing in words"
