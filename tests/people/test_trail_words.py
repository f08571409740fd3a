"""Every deed the application writes down has words: the whole code is read for what it records."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from webapp.feedback.complaints.rules import ACTIONS
from webapp.people.trail.deeds import DEEDS
from webapp.performance.evidence.rules import CONTEST_STATES
from webapp.performance.plans.rules import STEPS

SOURCE = Path(__file__).parents[2] / "webapp"
CODE = re.compile(r"[a-z-]+:[a-z_ -]+")
SPAN = ("penempatan", "atasan")
# How the codes that are put together are filled in; one that is not listed here fails the test.
PARTS = {
    "f'{_word(row)}:diubah'": [f"{what}:diubah" for what in ("layanan", "titik")],
    "f'{_word(row)}:ditutup'": [f"{what}:ditutup" for what in ("layanan", "titik")],
    "f'{_word(row)}:dibuka'": [f"{what}:dibuka" for what in ("layanan", "titik")],
    "f'{NAMES[kind]}:dibatalkan'": [f"{what}:dibatalkan" for what in SPAN],
    "f'{NAMES[kind]}:dikoreksi'": [f"{what}:dikoreksi" for what in SPAN],
    "f'skp:{action}'": [f"skp:{action}" for action in STEPS],
    "f'forum:pertanyaan-{state}'": [
        f"forum:pertanyaan-{state}" for state in ("diterbitkan", "dijawab", "disembunyikan")
    ],
    "f'forum:janji-{state}'": [f"forum:janji-{state}" for state in ("berjalan", "selesai", "tidak_dapat_dipenuhi")],
    "f'pengaduan:{action}'": [f"pengaduan:{action}" for action in ACTIONS],
    "f'sanggahan:{to}'": [f"sanggahan:{state}" for state in CONTEST_STATES if state != "diajukan"],
    "f'jadwal:{action}'": ["jadwal:disalin", "jadwal:diambil"],
}


def recorded() -> dict[str, str]:
    """Code -> the file that writes it."""
    found = {}
    for path in SOURCE.rglob("*.py"):
        text = path.read_text()
        tree = ast.parse(text if "record(" in text or "AuditEvent(" in text else "")
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and _name(call) in ("record", "AuditEvent"):
                found |= dict.fromkeys(_codes(_action(call), tree), str(path.relative_to(SOURCE)))
    return found


def _name(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def _action(call: ast.Call) -> ast.expr:
    named = [each.value for each in call.keywords if each.arg == "action"]
    return named[0] if named else call.args[1]


def _codes(action: ast.expr, tree: ast.Module) -> Iterator[str]:
    if isinstance(action, ast.Constant):
        yield action.value
    elif isinstance(action, ast.IfExp):
        yield from [*_codes(action.body, tree), *_codes(action.orelse, tree)]
    elif isinstance(action, ast.JoinedStr):
        yield from PARTS[ast.unparse(action)]
    else:  # a name: whatever looks like a code in this module may be it
        texts = (each.value for each in ast.walk(tree) if isinstance(each, ast.Constant))
        yield from (text for text in texts if isinstance(text, str) and CODE.fullmatch(text))


def test_every_recorded_deed_has_words():
    found = recorded()
    assert len(found) > 70
    assert {code: path for code, path in found.items() if code not in DEEDS} == {}


def test_every_deed_is_named_by_a_code_of_small_letters():
    assert [code for code in DEEDS if not CODE.fullmatch(code)] == []
