"""Regional languages of the citizens' rating pages: one catalogue each, webapp/locale/daerah/<tag>.po.

A catalogue says its own name (`X-Name`) and whether a native speaker has checked it (`X-Checked`). A sentence it has
not is said in Indonesian, and says so to screen readers. How a native speaker corrects one: docs/languages.md.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from babel.messages.pofile import read_po

from webapp.platform.tenancy import Tenant

CATALOGUES = Path(__file__).resolve().parent.parent / "locale" / "daerah"
HEADER = re.compile(r'^"X-(Name|Checked): (.+?)\\n"$', re.M)
# What people speak where, by the codes of Kepmendagri (longest first) until a pemda says otherwise in its settings.
SPOKEN = {
    "32": ("su",),  # Jawa Barat, without the north coast and the neighbours of Jakarta
    "32.09": (), "32.12": (), "32.16": (), "32.74": (), "32.75": (), "32.76": (),
    "33": ("jv",),
    "34": ("jv",),
    "35": ("jv",),  # Jawa Timur, without Madura
    "35.26": (), "35.27": (), "35.28": (), "35.29": (),
    "61.02": ("ms-x-pontianak",), "61.12": ("ms-x-pontianak",), "61.71": ("ms-x-pontianak",),
    "75": ("gor",),
}  # fmt: skip
# Around a sentence that fell back, until the page is whole: of the private use area, in no name and no sentence.
OPEN, CLOSE = "\ue002", "\ue003"
NO_ELEMENTS_INSIDE = re.compile(r"<(title|style|textarea|option)\b.*?</\1>|<[^>]*>", re.S)


@dataclass(frozen=True)
class Tongue:
    """A regional language: its BCP 47 tag, its own name, whether a native speaker has checked it, its sentences."""

    tag: str
    name: str
    is_checked: bool
    sentences: Mapping[str, str] = field(repr=False, hash=False)


@lru_cache(maxsize=1)
def tongues() -> dict[str, Tongue]:
    """Every regional language there is a catalogue of, by tag."""
    return {path.stem: read(path) for path in sorted(CATALOGUES.glob("*.po"))}


def read(path: Path) -> Tongue:
    """The language of this catalogue. Raises KeyError when its head lacks the name or the check."""
    head = dict(HEADER.findall(path.read_text(encoding="utf-8")))
    with path.open("rb") as file:
        sentences = {entry.id: entry.string for entry in read_po(file) if entry.id and entry.string}
    return Tongue(path.stem, head["Name"], head["Checked"] == "yes", sentences)


def offered_languages(tenant: Tenant | None) -> tuple[Tongue, ...]:
    """What this pemda's rating pages speak besides Indonesian and English: those it lists, else those of its region."""
    if tenant is None:
        return ()
    listed = [tag for tag in getattr(tenant, "languages", ()) if tag in tongues()]
    return tuple(tongues()[tag] for tag in listed or spoken_in(tenant.region_code) if tag in tongues())


def spoken_in(region_code: str) -> tuple[str, ...]:
    """The tags for a region ('61.71' a city, '75' a province)."""
    province, _dot, _rest = region_code.partition(".")
    return SPOKEN.get(region_code, SPOKEN.get(province, ()))


def say(tag: str, message: str) -> str:
    """The message in this language; in marked Indonesian when its catalogue has none."""
    return tongues()[tag].sentences.get(message) or f"{OPEN}{message}{CLOSE}"


def settle(page: str) -> str:
    """A whole page: what fell back becomes an element that says its language, where an element can stand."""
    page = NO_ELEMENTS_INSIDE.sub(lambda found: found[0].replace(OPEN, "").replace(CLOSE, ""), page)
    return page.replace(OPEN, '<span lang="id">').replace(CLOSE, "</span>")
