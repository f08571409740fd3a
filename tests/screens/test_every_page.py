"""Every page of the application, as each role sees it: nothing for axe to find, nothing cut off, nothing that moves.

The pages are the GET addresses of the application itself, so that a new page is looked at from its first day; what
somebody sees less of than another before him is not looked at again (tests/screens/every_page.py `sights`). Each is
looked at in every run in both languages. What only the staff opens is tried by axe and by focus in Indonesian: its
English has the same markup. Words change no colour, so the colours are tried in Indonesian, by day and by night
(tests/screens/axe.py), and not on a page whose every element stands on another one already, in the same classes and
states inside the same (tests/screens/shapes.py). More need not be tried by night, for a scheme is no more than other
colours of the same page:
tests/promises/test_schemes.py proves that no template, script or view knows of schemes and that the styles of the dark
one set colours alone, which change no measure, no focus and no word; and test_gallery.py proves of axe itself that
colours change no other rule.
In each: axe; no layout shift; everything that can be worked takes the focus and shows it; the console is silent; at
320 px, on a phone, at a desk, and at twice the text size (half the width, as a browser does it), nothing is cut off or
goes sideways.
"""

import pytest

from tests.screens.conftest import PHONE
from tests.screens.every_page import LOOKS, Look, Sight, cast, sights
from tests.screens.shapes import Shape

pytestmark = [pytest.mark.browser, pytest.mark.network]
LOOKED_AT_ELSEWHERE = {"/gaya"}  # the living page: test_gallery.py, at both widths
SLOWEST_MEAN = 4.0  # seconds for a page in one language; 0.4 on a quiet machine


@pytest.fixture(scope="module")
def seen(app, rooms, addresses):
    """The pages, each as whoever may open it sees it."""
    room = rooms["pontianak"]
    pages = sorted((name, path) for name, path in addresses("pontianak", "GET") if path not in LOOKED_AT_ELSEWHERE)
    return sights(app, room.place, pages, cast(app, room.place, room.values))


def test_the_walk_finds_the_pages_of_every_role(seen):
    assert len(seen) >= 20
    assert {"/", "/beranda", "/kinerja", "/hasil", "/masuk"} <= {sight.path for sight in seen}
    assert {"/kelola/tinjauan", "/kelola/uji-petik", "/kelola/survei/kertas"} <= {sight.path for sight in seen}
    assert len({sight.role for sight in seen}) == 9
    assert {sight.colours for sight in seen} == {True, False}


@pytest.mark.parametrize("name", LOOKS)
def test_every_page_is_accessible_still_and_whole(chromium, address, rooms, seen, name):
    language, size = LOOKS[name]
    with chromium.new_context(base_url=address, color_scheme="light", reduced_motion="reduce") as context:
        look = Look(context, rooms["pontianak"].place, language, size)
        found = {}
        for sight in seen:
            look.become(sight.who)
            if problems := look.problems(sight):
                found[f"{sight.path} as {sight.role}"] = problems
    assert not found, "\n".join(f"{where}: {problems}" for where, problems in found.items())
    slowest = sorted(look.took, key=look.took.get)[-3:]
    assert len(look.took) == len(seen) and sum(look.took.values()) / len(seen) < SLOWEST_MEAN, slowest


def test_a_shape_is_what_styles_can_tell_apart():
    def chains(inside):
        return Shape(f"<main class=office-main>{inside}</main>").chains

    row = '<tr><th class="name"><a href="/1">Sari</a></th><td>3</td></tr>'
    assert chains(row) == chains(row + row.replace("Sari", "Budi").replace("/1", "/2"))
    for other in ('<tr class="late">', '<tr hidden="">', '<tr aria-current="page">', "<p></p><tr>"):
        assert chains(row.replace("<tr>", other)) != chains(row)
    assert chains("<thead><tr><th></th><th></th></tr></thead>") > chains("<thead><tr><th></th></tr></thead>")
    assert chains('<svg class="icon"><path d=""/></svg><p></p>') == chains('<svg class="icon"><g/></svg><p></p>')
    assert chains("<div><input><p></p></div><p></p>") == chains("<div><input/><p></p></div><p></p>")


BROKEN = """<!doctype html><html lang="id"><head><title>Rusak</title><script>console.error("lost")</script>
<style>.wide { width: 500px } .short { width: 60px; overflow: hidden; white-space: nowrap } .bare:focus { outline: 0 }
@media (prefers-color-scheme: dark) { .dim { color: #333; background: #222 } }</style>
</head><body><main><h1>Rusak</h1><img src="data:,"><p class="short">Penilaian pelayanan</p><p class="wide">Lebar</p>
<p class="dim">Malam</p><a href="/" tabindex="-1">Buka</a><button class="bare">Kirim</button></main>
<script>const twice = (then) => requestAnimationFrame(() => requestAnimationFrame(then));
twice(() => { document.querySelector("h1").style.marginTop = "300px" })</script></body></html>"""


def test_the_look_sees_what_is_wrong(chromium, address, rooms):
    with chromium.new_context(base_url=address, reduced_motion="reduce") as context:
        look = Look(context, rooms["pontianak"].place, "id", PHONE)
        look.become(None)
        look.page.route("**/rusak*", lambda route: route.fulfill(body=BROKEN, content_type="text/html"))
        told = " ".join(look.problems(Sight("a citizen", None, "/rusak")))
    expected = (
        "image-alt",
        "by night color-contrast",
        "cut off: P short",
        "sideways by",
        "out of turn: A",
        "unseen focus: BUTTON",
        "lost",
        "shifts",
    )
    assert [word for word in expected if word not in told] == []
    assert "by night image-alt" not in told and told.count("color-contrast") == 1
