"""Style sheets that are joined into one answer: a class belongs to one of them, or two rooms draw over each other."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "static" / "css"
EVERYWHERE = {"print.css", "base.css"}  # paper says again how things look; the ground sets what moves


@pytest.mark.parametrize("answer", ["office.css", "portal.css"])
def test_a_class_has_one_home(answer):
    homes = defaultdict(set)
    for name in re.findall(r'@import "(.+?)"', (CSS / answer).read_text()):
        for one in classes((CSS / name).read_text()) if name not in EVERYWHERE else ():
            homes[one].add(name)
    assert homes
    assert {one: sorted(names) for one, names in homes.items() if len(names) > 1} == {}


def classes(sheet: str) -> set[str]:
    """The classes a sheet draws by themselves: neither inside something else nor only at some width or on paper."""
    plain = re.sub(r"/\*.*?\*/|@media[^{]*\{(?:[^{}]*\{[^{}]*\})*\s*\}", "", sheet, flags=re.DOTALL)
    rules = re.findall(r"([^{}]+)\{", plain)
    return {one for rule in rules for one in re.findall(r"(?:^|,)\s*\.([\w-]+)\s*(?=,|$)", rule)}


def test_a_class_is_found_alone_or_in_a_list():
    folded = "@media print { .f { x: y } .a { x: y } }"
    sheet = f".a {{ x: y }} .b,\n.c {{ x: y }} .d .e {{ x: y }} /* .g {{ }} */ {folded} .h {{ x: y }}"
    assert classes(sheet) == {"a", "b", "c", "h"}
