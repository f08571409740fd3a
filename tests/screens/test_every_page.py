"""Every page of the application, as each role sees it: nothing for axe to find, nothing cut off, nothing that moves.

The pages are the GET addresses of the application itself, so that a new page is looked at from its first day; one that
looks the same to several roles is looked at once. To stay within a minute, a page is looked at in Indonesian by light
on one day and in English by dark on the next, and every third page, another third each day, once more in one of the
two other combinations.
In each: axe; no layout shift; everything that can be worked takes the focus and shows it; the console is silent; at
320 px, and at twice the text size (half the width, as a browser does it), nothing is cut off or goes sideways.
"""

import pytest

from tests.promises.conftest import addresses, rooms  # noqa: F401 - the furnished world and its addresses
from tests.screens.conftest import PHONE
from tests.screens.every_page import LOOKS, Look, Sight, sights
from webapp.platform import clock

pytestmark = [pytest.mark.browser, pytest.mark.network]
SHARE = 3
LOOKED_AT_ELSEWHERE = {"/gaya"}  # the living page: test_gallery.py, in all combinations at both widths
SLOWEST_MEAN = 4.0  # seconds for a page in one language and colour scheme; 0.3 on a quiet machine


@pytest.fixture(scope="module")
def seen(app, rooms, addresses):  # noqa: F811
    """The pages, each as whoever may open it sees it."""
    paths = sorted({path for _endpoint, path in addresses("pontianak", "GET")} - LOOKED_AT_ELSEWHERE)
    return sights(app, rooms["pontianak"].place, paths)


def test_the_walk_finds_the_pages_of_every_role(seen):
    assert len(seen) >= 20
    assert {"/", "/beranda", "/kinerja", "/hasil", "/masuk"} <= {sight.path for sight in seen}
    assert {"a citizen", "an employee", "a superior"} <= {sight.role for sight in seen}


@pytest.mark.parametrize("name", LOOKS)
def test_every_page_is_accessible_still_and_whole(chromium, address, rooms, seen, name):  # noqa: F811
    language, scheme, size = LOOKS[name]
    with chromium.new_context(base_url=address, color_scheme=scheme, reduced_motion="reduce") as context:
        look = Look(context, rooms["pontianak"].place, language, size)
        found = {}
        for number, sight in enumerate(seen):
            if is_looked_at(number, name):
                look.become(sight.who)
                if problems := look.problems(sight, with_axe=True):
                    found[f"{sight.path} as {sight.role}"] = problems
    assert not found, "\n".join(f"{where}: {problems}" for where, problems in found.items())
    slowest = sorted(look.took, key=look.took.get)[-3:]
    assert sum(look.took.values()) / len(look.took) < SLOWEST_MEAN, slowest


def is_looked_at(number: int, name: str, today: int | None = None) -> bool:
    """Whether the page of this number has its turn in this look; days count from the first one of the calendar."""
    today = clock.now().toordinal() if today is None else today
    look = list(LOOKS).index(name)
    turn = (number + today) % 2 == look % 2
    return turn if look < 2 else turn and (number // 2 + today) % SHARE == 0


def test_no_page_goes_unseen():
    for number in range(12):
        usual, other = list(LOOKS)[:2], list(LOOKS)[2:]
        assert [sum(is_looked_at(number, name, day) for name in usual) for day in range(6)] == [1] * 6
        assert {name for name in LOOKS for day in range(6) if is_looked_at(number, name, day)} == set(LOOKS)
        assert sum(is_looked_at(number, name, day) for name in other for day in range(6)) == 2


BROKEN = """<!doctype html><html lang="id"><head><title>Rusak</title><script>console.error("lost")</script>
<style>.wide { width: 500px } .short { width: 60px; overflow: hidden; white-space: nowrap } .bare:focus { outline: 0 }
</style>
</head><body><main><h1>Rusak</h1><img src="data:,"><p class="short">Penilaian pelayanan</p><p class="wide">Lebar</p>
<a href="/" tabindex="-1">Buka</a><button class="bare">Kirim</button></main>
<script>const twice = (then) => requestAnimationFrame(() => requestAnimationFrame(then));
twice(() => { document.querySelector("h1").style.marginTop = "300px" })</script></body></html>"""


def test_the_look_sees_what_is_wrong(chromium, address, rooms):  # noqa: F811
    with chromium.new_context(base_url=address, reduced_motion="reduce") as context:
        look = Look(context, rooms["pontianak"].place, "id", PHONE)
        look.become(None)
        look.page.route("**/rusak*", lambda route: route.fulfill(body=BROKEN, content_type="text/html"))
        told = " ".join(look.problems(Sight("a citizen", None, "/rusak"), with_axe=True))
    expected = (
        "image-alt",
        "cut off: P short",
        "sideways by",
        "out of turn: A",
        "unseen focus: BUTTON",
        "lost",
        "shifts",
    )
    assert [word for word in expected if word not in told] == []
