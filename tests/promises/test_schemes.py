"""The colour scheme changes colours and nothing else: one markup, one measure, one script by day and by night.

The tests of the screens lean on it: they look at the whole of a page by day and at its colours alone by night.
"""

import re
from pathlib import Path

import pytest

from webapp.platform.pages import ROOT, STATIC

SCHEME = re.compile(r"prefers-color-scheme|Prefers-Color-Scheme|matchMedia|light-dark\(|<picture|\bcolor-scheme\b")
SHEETS = sorted(STATIC.rglob("*.css"))
ELSEWHERE = [
    path
    for folder, kinds in {"templates": (".html", ".svg"), "static": (".js", ".svg"), "webapp": (".py",)}.items()
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in kinds
]
COLOUR = re.compile(r"#[0-9a-f]{6}|var\(--[\w-]+\)|color-mix\(in srgb, \S+ \d+%, \S+\)")


def blocks(sheet: str) -> list[str]:
    """What stands inside each @media of a colour scheme."""
    found = []
    for start in re.finditer(r"@media[^{]*prefers-color-scheme[^{]*\{", sheet):
        depth, end = 1, start.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(sheet[end], 0)
            end += 1
        found.append(sheet[start.end() : end - 1])
    return found


def more_than_colours(sheet: str) -> list[str]:
    """What a style sheet lets a scheme change beside colours, and what it says of schemes outside such a block."""
    found, rest = [], sheet
    for block in blocks(sheet):
        rest = rest.replace(block, "")
        for selectors, declarations in re.findall(r"([^{}]+)\{([^{}]*)\}", block):
            found += [selectors.strip()] if selectors.strip() != ":root" else []
            for name, value in re.findall(r"([\w-]+):\s*([^;]+);", declarations):
                known = name == "color-scheme" or (name.startswith("--") and COLOUR.fullmatch(value))
                found += [] if known else [f"{name}: {value}"]
    return found + re.findall(r"light-dark\(|[^-]color-scheme:(?! light;)", rest)


def test_the_styles_of_the_dark_scheme_set_colours_alone():
    dark = [path.name for path in SHEETS if blocks(path.read_text())]
    assert dark == ["rating.css", "tokens.css"]  # the page without a linked sheet, and all others
    assert {path.name: found for path in SHEETS if (found := more_than_colours(path.read_text()))} == {}


@pytest.mark.parametrize(
    "wrong, told",
    [
        ("@media (prefers-color-scheme: dark) { :root { --space-1: 9px; } }", ["--space-1: 9px"]),
        ("@media print and (prefers-color-scheme: light) { :root { font-size: 2em; } }", ["font-size: 2em"]),
        ("@media (prefers-color-scheme: dark) { .way { --ink: #ffffff; } }", [".way"]),
        (":root { color-scheme: light dark; }", [" color-scheme:"]),
        (":root { --ink: light-dark(#000000, #ffffff); }", ["light-dark("]),
    ],
)
def test_a_style_that_changed_more_would_be_seen(wrong, told):
    assert more_than_colours(wrong) == told


def test_no_template_script_or_view_knows_of_schemes():
    def named(path: Path) -> list[str]:
        return SCHEME.findall(path.read_text())

    assert len(ELSEWHERE) > 100
    assert {str(path.relative_to(ROOT)): found for path in ELSEWHERE if (found := named(path))} == {}
