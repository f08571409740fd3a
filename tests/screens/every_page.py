"""What is looked at on every page, and how the pages are found: from the addresses of the application itself."""

import re
from dataclasses import dataclass
from time import perf_counter

from playwright.sync_api import BrowserContext, Page

from tests.client import Browser
from tests.screens.axe import violations
from tests.screens.conftest import DESK, DOUBLED, PHONE
from tests.world import Place

NARROW = {"width": 320, "height": 640}
ROLES = {"a citizen": None, "the bureau of people": "hana", "the bureau of organisation": "oki",
         "a superior": "budi", "an employee": "sari"}  # fmt: skip
MOST_SHIFT = 0.01
WATCH = """new PerformanceObserver((list) => { for (const entry of list.getEntries())
    if (!entry.hadRecentInput) window.shifted = (window.shifted || 0) + entry.value;
}).observe({type: "layout-shift", buffered: true});"""
# What does not fit: the page scrolls sideways, or a box that hides what is too much for it holds text that is.
CUT = """() => {
    const found = [], page = document.documentElement;
    if (page.scrollWidth > page.clientWidth) found.push(`sideways by ${page.scrollWidth - page.clientWidth}`);
    for (const box of document.querySelectorAll("body *")) {
        if (box.clientWidth < 2 || !box.textContent.trim() || box.closest(".unseen, .trap, svg, template")) continue;
        const style = getComputedStyle(box), hides = /hidden|clip/;
        if (hides.test(style.overflowX) && box.scrollWidth > box.clientWidth + 1
            || hides.test(style.overflowY) && box.scrollHeight > box.clientHeight + 1)
            found.push(`cut off: ${box.tagName} ${box.className} ${box.textContent.trim().slice(0, 40)}`);
    }
    return found;
}"""
# After one press of Tab: everything that can be worked takes the focus in its turn, and shows that it has it.
FOCUS = """() => {
    const found = [], all = "a[href], button, input, select, textarea, summary, [tabindex='0'], [contenteditable]";
    for (const one of document.querySelectorAll(all)) {
        if (one.type === "hidden" || one.matches(":disabled") || one.closest(".trap")) continue;
        if (!one.checkVisibility({visibilityProperty: true})) continue;
        const name = `${one.tagName} ${one.name || one.innerText || one.href}`.slice(0, 60);
        if (one.tabIndex < 0) { found.push(`out of turn: ${name}`); continue; }
        one.focus({preventScroll: true});
        if (document.activeElement !== one) { found.push(`takes no focus: ${name}`); continue; }
        const style = getComputedStyle(one);
        if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) found.push(`unseen focus: ${name}`);
    }
    return found;
}"""


@dataclass(frozen=True)
class Sight:
    """One page as one role sees it; `who`: the name of somebody who has this role, or None."""

    role: str
    who: str | None
    path: str


def sights(app, place: Place, paths: list[str]) -> list[Sight]:
    """Every page a role may open, once for each shape it has: most pages look the same to several roles."""
    found, shapes = [], set()
    for role, who in ROLES.items():
        visitor = Browser(app, place.tenant)
        if who:
            visitor.sign_in(place.people[who])
        for path in paths:
            answer = visitor.get(path)
            if answer.status == 200 and "<html" in answer.text[:200]:  # neither a file nor a part of a page
                shape = (path, _shape(answer.text))
                if shape not in shapes:
                    found.append(Sight(role, who, path))
                shapes.add(shape)
    return found


def _shape(page: str) -> str:
    """The page's own tags and classes in their order, without the frame around it and without words."""
    main = page.partition("<main")[2].partition("</main>")[0] or page
    return " ".join(re.findall(r"<([a-z]+(?: class=\"[^\"]*\")?)", main))


class Look:
    """One browser with one language; who is signed in changes by cookies alone."""

    def __init__(self, context: BrowserContext, place: Place, language: str, size: dict):
        self.context, self.place, self.language, self.size = context, place, language, size
        self.keys: dict[str | None, list] = {}
        self.who: str | None = None
        self.took: dict[str, float] = {}
        self.page: Page = context.new_page()
        self.page.add_init_script(WATCH)
        self.noise: list[str] = []
        self.page.on("pageerror", lambda problem: self.noise.append(str(problem)))
        self.page.on("console", lambda said: self.noise.append(said.text) if said.type == "error" else None)

    def become(self, who: str | None) -> None:
        """Signs in once for each person and keeps the cookies."""
        if self.keys and who == self.who:
            return
        self.who = who
        self.context.clear_cookies()
        if who not in self.keys:
            self.page.goto(f"/{self.place.tenant.slug}/masuk?bahasa={self.language}")
            if who:
                self.page.fill("#nama", self.place.people[who].account)
                self.page.fill("#sandi", self.place.people[who].password)
                self.page.click("main button")
                self.page.wait_for_url("**/beranda")
            self.keys[who] = self.context.cookies()
        self.context.add_cookies(self.keys[who])

    def problems(self, sight: Sight) -> list[str]:
        """All that is wrong with this page, in this language and in either colours."""
        start, page = perf_counter(), self.page
        self.noise.clear()
        page.set_viewport_size(self.size)
        page.goto(f"/{self.place.tenant.slug}{sight.path}?bahasa={self.language}")
        found = [] if page.get_attribute("html", "lang") == self.language else ["not in the language asked for"]
        if self.language == "id" or sight.who is None:  # the staff's markup is the same in English, and words no colour
            found += violations(page, by_night=self.language == "id")
        shifted = page.evaluate("window.shifted || 0")
        found += [f"shifts by {shifted:.3f}"] if shifted >= MOST_SHIFT else []
        page.keyboard.press("Tab")
        found += page.evaluate(FOCUS)
        for size in sorted((NARROW, DOUBLED, PHONE, DESK), key=lambda size: size != self.size):  # as it stands first
            page.set_viewport_size(size)
            found += [f"{problem} at {size['width']} px" for problem in page.evaluate(CUT)]
        self.took[f"{sight.path} {sight.role}"] = perf_counter() - start
        return found + self.noise


LOOKS = {"Indonesian": ("id", PHONE), "English": ("en", DESK)}
