"""Whoever works here sees where she is: one line of the menu is marked on every page, and deeper pages lead back."""

import re

import pytest

from tests.client import Browser

# Staff's pages that belong to no line of the menu, and why.
NO_LINE = {
    "home.show_gallery": "the parts of the design system, for those who build pages",
    "home.search": "it is reached by the field in the head of every page",
    "search.list_messages": "it is reached from the page of the search",
    "search.list_services": "it is reached from the page of the search",
    "notices.show": "it is reached by the bell in the head of every page",
}
MENU = re.compile(r'<ul class="places plain">(.*?)</ul>', re.S)
WAYS_BACK = ('class="back"', 'class="eyebrow"', 'class="breadcrumb"')


def marked(text: str) -> list[str]:
    """The addresses of the marked lines of the menu; it is written twice, for the desk and for the phone."""
    lines = "".join(MENU.findall(text))
    return re.findall(r'<a href="([^"]+)" aria-current="page"', lines)


@pytest.fixture(scope="module", params=["sari", "budi", "hana", "oki", "vera"])
def pages(request, app, rooms, addresses):
    """Every page of the staff's frame this person may open: (endpoint, path, answer)."""
    place = rooms["pontianak"].place
    visitor = Browser(app, place.tenant)
    visitor.sign_in(place.people[request.param])
    pages = [each for each in addresses("pontianak", "GET") if "." not in each[1].rpartition("/")[2]]
    found = [(endpoint, path, visitor.get(path)) for endpoint, path in pages]
    return [each for each in found if each[2].status == 200 and '<body class="office"' in each[2].text]


def test_one_line_of_the_menu_is_marked(pages):
    assert len(pages) > 5
    for endpoint, path, answer in pages:
        lines = marked(answer.text)
        wanted = 0 if endpoint in NO_LINE else 1
        assert (len(set(lines)), len(lines)) == (wanted, 2 * wanted), (endpoint, path, lines)


def test_a_page_below_a_line_says_above_what_it_stands(pages):
    for endpoint, path, answer in pages:
        is_line = any(line.endswith(path) for line in marked(answer.text))
        assert is_line or endpoint in NO_LINE or any(way in answer.text for way in WAYS_BACK), (endpoint, path)
