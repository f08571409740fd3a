"""Every sentence of this room has its English, and both languages draw every page."""

import ast
import re
from pathlib import Path

import pytest

from tests.performance.making import make_card
from webapp.performance import words
from webapp.performance.evidence import rules as evidence
from webapp.performance.plans import rules as plans
from webapp.platform.i18n import english

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates" / "performance").glob("*.html"))
MODULES = sorted((ROOT / "webapp" / "performance").rglob("*.py"))


def sentences_of_template(path: Path) -> set[str]:
    return set(re.findall(r'_\("((?:[^"\\]|\\.)*)"', path.read_text()))


def sentences_of_module(path: Path) -> set[str]:
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    named = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "_" and call.args]
    return {call.args[0].value for call in named if isinstance(call.args[0], ast.Constant)}


def sentences_of_tables() -> set[str]:
    tables = [words.MEANING_FOR_OWNER, words.MEANING_FOR_SUPERIOR, words.KINDS, words.ASPECTS, words.STEPS,
              words.NEWS, plans.ALREADY, evidence.GROUNDS, evidence.CONTEST_WORDS]  # fmt: skip
    alone = {value for module in (plans, evidence) for name, value in vars(module).items()
             if name.isupper() and isinstance(value, str) and " " in value}  # fmt: skip
    states = {evidence.state_of(status="early", value=1, contest=None, is_newest=newest)[0] for newest in (True, False)}
    for is_owner in (True, False):
        states.add(evidence.state_of(status="usable", value=1, contest=None, is_newest=True, is_owner=is_owner)[0])
    return (
        {word for table in tables for word in table.values()}
        | {w for w, _tone in words.STATUS.values()}
        | alone
        | states
    )


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_the_sentences_of_a_template_have_their_english(path):
    assert sentences_of_template(path) <= english().keys()


def test_the_sentences_of_the_modules_have_their_english():
    found = set().union(*(sentences_of_module(path) for path in MODULES))
    assert found - english().keys() == set()


def test_the_sentences_of_the_tables_have_their_english():
    assert sentences_of_tables() - english().keys() == set()


def test_the_pages_speak_english_when_asked(browser, world):
    made = make_card(world, world.pontianak.sari)
    sari = browser(world.pontianak.sari)
    assert "Answer this card" in sari.get(f"/kinerja/bukti/{made.id}?bahasa=en").words
    assert "You and your appraiser have agreed" in sari.get(f"/kinerja/skp/{made.skp_id}?bahasa=en").words
    assert "Your evidence cards" in sari.get("/kinerja?bahasa=en").words
