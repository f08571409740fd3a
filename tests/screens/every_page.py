"""What is looked at on every page, and how the pages are found: from the addresses of the application itself."""

from dataclasses import dataclass
from time import perf_counter
from types import SimpleNamespace

from playwright.sync_api import BrowserContext, Page
from sqlmodel import select

from tests.client import Browser
from tests.conftest import forget
from tests.feedback.reviewing import appoint, neutral_people, take_papers
from tests.screens.axe import SCRIPT, violations
from tests.screens.conftest import DESK, DOUBLED, PHONE
from tests.screens.shapes import Shape
from tests.world import Place, Someone
from webapp.people.models import RoleGrant
from webapp.platform.access import PUBLIC, STAFF
from webapp.platform.db import TenantSession
from webapp.platform.tenancy import serving

NARROW = {"width": 320, "height": 640}
SIZES = (PHONE, NARROW, DOUBLED, DESK)
MOST_SHIFT = 0.01
WATCH = """new PerformanceObserver((list) => { for (const entry of list.getEntries())
    if (!entry.hadRecentInput) window.shifted = (window.shifted || 0) + entry.value;
}).observe({type: "layout-shift", buffered: true});"""
STOOD = "[document.documentElement.lang, window.shifted || 0]"
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
    """One page as one role sees it; `who` has this role (None: a citizen); `colours`: it has some of its own."""

    role: str
    who: Someone | None
    path: str
    colours: bool = True


def cast(app, place: Place, values: dict) -> dict[str, Someone | None]:
    """Who walks, in turn. The reviewers, the typist and the head are appointed for it, at offices of their own."""
    world, people = SimpleNamespace(resources=app.config["RESOURCES"]), place.people
    reviewer, inspector, typist = neutral_people(world, place)
    head = appoint(world, place, "kepala", "Kepala Daerah", "kepala", "pemda", kind="pejabat_negara")
    forget(app)
    take_papers(app, typist, values)
    return {
        "a citizen": None,
        "the bureau of people": people["hana"],
        "the bureau of organisation": people["oki"],
        "a superior": people["budi"],
        "an employee": people["sari"],
        "a typist of another office": typist,
        "a reviewer of another office": reviewer,
        "an inspector of another office": inspector,
        "the head of region": head,
    }


def sights(app, place: Place, pages: list[tuple[str, str]], walkers: dict[str, Someone | None]) -> list[Sight]:
    """Every page (endpoint, path) a role may open, unless others were shown all of it.

    What somebody sees less of is not looked at again, and the colours of a page are not if all of them are on others.
    """
    found: list[Sight] = []
    shown: dict[str, set[str]] = {}
    coloured: set[str] = set()
    for role, who in walkers.items():
        visitor, roles = Browser(app, place.tenant), roles_of(app, place, who)
        if who:
            visitor.sign_in(who)
        for path in [path for endpoint, path in pages if app.view_functions[endpoint].open_to & roles]:
            answer = visitor.get(path)
            if answer.status == 200 and "<html" in answer.text[:200]:  # neither a file nor a part of a page
                chains = Shape(answer.text).chains
                main = {chain for chain in chains if " main." in chain} or chains
                if not main <= shown.setdefault(path, set()):
                    found.append(Sight(role, who, path, not chains <= coloured))
                    coloured |= chains
                shown[path] |= main
    return found


def roles_of(app, place: Place, who: Someone | None) -> set[str]:
    """What a view may ask for that this visitor has; pages of others are not even tried."""
    if who is None:
        return {PUBLIC}
    with serving(place.tenant), TenantSession(app.config["RESOURCES"].engine) as session:
        return {PUBLIC, STAFF, *session.exec(select(RoleGrant.role).where(RoleGrant.person_id == who.id))}


class Look:
    """One browser with one language; who is signed in changes by cookies alone."""

    def __init__(self, context: BrowserContext, place: Place, language: str, size: dict):
        self.context, self.place, self.language, self.size = context, place, language, size
        self.keys: dict[Someone | None, list] = {}
        self.who: Someone | None = None
        self.took: dict[str, float] = {}
        self.page: Page = context.new_page()
        self.page.add_init_script(WATCH)
        if language == "id":
            self.page.add_init_script(SCRIPT)  # the browser keeps it; sent with each page it would take its time
        self.noise: list[str] = []
        self.page.on("pageerror", lambda problem: self.noise.append(str(problem)))
        self.page.on("console", lambda said: self.noise.append(said.text) if said.type == "error" else None)

    def become(self, who: Someone | None) -> None:
        """Signs in once for each person and keeps the cookies."""
        if self.keys and who == self.who:
            return
        self.who = who
        self.context.clear_cookies()
        if who not in self.keys:
            self.page.goto(f"/{self.place.tenant.slug}/masuk?bahasa={self.language}")
            if who:
                self.page.fill("#nama", who.account)
                self.page.fill("#sandi", who.password)
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
        is_new = self.language == "id" or sight.who is None  # the staff's markup is the same in English
        found = violations(page, sight.colours and self.language == "id") if is_new else []
        language, shifted = page.evaluate(STOOD)
        found += ["not in the language asked for"] if language != self.language else []
        found += [f"shifts by {shifted:.3f}"] if shifted >= MOST_SHIFT else []
        if is_new:
            page.keyboard.press("Tab")
            found += page.evaluate(FOCUS)
        for size in sorted(SIZES, key=lambda size: size != self.size):  # as it stands first
            if size != self.size:
                page.set_viewport_size(size)
            found += [f"{problem} at {size['width']} px" for problem in page.evaluate(CUT)]
        self.took[f"{sight.path} {sight.role}"] = perf_counter() - start
        return found + self.noise


LOOKS = {"Indonesian": ("id", PHONE), "English": ("en", DESK)}
