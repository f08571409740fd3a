"""What people wrote in Indonesian says so on English pages, wherever it is shown."""

from html.parser import HTMLParser

import pytest

from tests.client import Browser

EMPTY = {"meta", "link", "input", "br", "img", "path", "circle", "rect", "hr", "line", "use"}
SILENT = {"title", "style", "script", "option", "textarea"}  # no element can stand in them


class Spoken(HTMLParser):
    """The texts of a page, each with the language its nearest element says."""

    def __init__(self, text: str):
        super().__init__()
        self.stack: list[tuple[str, str]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag not in EMPTY:
            self.stack.append((tag, dict(attrs).get("lang") or (self.stack[-1][1] if self.stack else "")))

    def handle_endtag(self, tag):
        while self.stack and tag in [name for name, _ in self.stack] and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if data.strip() and not SILENT & {name for name, _ in self.stack}:
            self.texts.append((" ".join(data.split()), self.stack[-1][1] if self.stack else ""))


def unmarked(page: str, written: set[str]) -> list[str]:
    """The texts of an English page that hold something written in Indonesian and do not say so."""
    return [text for text, language in Spoken(page).texts if language != "id" and any(part in text for part in written)]


@pytest.fixture(scope="module")
def written(sql) -> set[str]:
    """What the furnished world's people wrote: names of offices, services and counters, notes, plans."""
    columns = {"opd": "name", "service": "name", "service_point": "name", "skp_rhk": "text", "skp_indicator": "text"}
    found = {row[0] for table, column in columns.items() for row in sql(f"select {column} from {table}")}
    found |= {row[0] for row in sql("select closed_note from service_point where closed_note is not null")}
    return {text for text in found if len(text) > 5}


# The pages that mark what people wrote; a page that learns to do so is added here.
MARKING = {
    "home.front", "home.show", "services.show", "publication.show_all", "publication.show_unit",
    "publication.list_results", "publication.show_result", "ratings.new_rating", "ratings.show_receipt",
    "ratings.show_thanks", "performance.show", "performance.show_skp", "performance.new_agreement",
    "performance.new_rhk_removal", "performance.new_indicator_removal", "performance.show_card",
}  # fmt: skip


@pytest.mark.parametrize("who", [None, "sari", "budi"])
def test_english_pages_mark_what_was_written_in_indonesian(app, rooms, addresses, written, who):
    place = rooms["pontianak"].place
    visitor = Browser(app, place.tenant)
    if who:
        visitor.sign_in(place.people[who])
    found, seen = {}, 0
    for endpoint, path in addresses("pontianak", "GET"):
        if endpoint in MARKING:
            page = visitor.get(f"{path}?bahasa=en")
            marks = page.status == 200 and page.page.language == "en"
            seen += 'lang="id"' in page.text
            if marks and (texts := unmarked(page.text, written)):
                found[path] = texts
    assert seen >= 5 and found == {}


def test_a_closed_counter_marks_its_note_and_the_place_to_go(app, rooms, written):
    place = rooms["pontianak"].place
    page = Browser(app, place.tenant).get(f"/n/{place.closed}?bahasa=en")
    assert "Loket 9 pindah ke lantai dasar." in page.words and unmarked(page.text, written) == []


def test_on_indonesian_pages_nothing_is_marked(app, rooms):
    page = Browser(app, rooms["pontianak"].place.tenant).get("/layanan/ktp-el")
    assert page.text.count('lang="id"') == 1


def test_what_is_not_marked_is_found():
    page = '<html lang="en"><title>Akta</title><p>Akta <b lang="id">Akta</b></p><p lang="id">Akta</p><i>Akta</i>'
    assert unmarked(page, {"Akta"}) == ["Akta", "Akta"]
