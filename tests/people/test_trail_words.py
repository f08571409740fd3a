"""Every deed the application writes down has words: the whole code is read for what it records."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

from webapp.feedback.complaints.rules import ACTIONS
from webapp.people.trail.deeds import DEEDS, THINGS
from webapp.people.trail.details import KEYS
from webapp.people.trail.words import Known, lines
from webapp.performance.evidence.rules import CONTEST_STATES
from webapp.performance.plans.rules import STEPS
from webapp.platform.i18n import speaking

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


# What things are recorded about where the kind is no plain word.
KINDS = {
    "row.__tablename__": ["service", "service_point"],
    "OBJECT": ["complaint", "complaint_template"],
    "steps.OBJECT": ["complaint"],
    "KIND": ["tenant"],
    "kind": ["person", "opd"],
}


def calls() -> Iterator[ast.Call]:
    """Every place in the code that writes to the trail."""
    for path in SOURCE.rglob("*.py"):
        text = path.read_text()
        tree = ast.parse(text if "record(" in text or "AuditEvent(" in text else "")
        yield from (each for each in ast.walk(tree) if isinstance(each, ast.Call) and _is_record(each, path))


def _is_record(call: ast.Call, path: Path) -> bool:
    return _name(call) in ("record", "AuditEvent") and path.name != "audit.py"


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


def test_every_kind_of_thing_has_a_word():
    found = set()
    for call in calls():
        named = [each.value for each in call.keywords if each.arg == "object_kind"]
        kind = named[0] if named else call.args[2]
        found |= {kind.value} if isinstance(kind, ast.Constant) else set(KINDS[ast.unparse(kind)])
    assert len(found) > 20 and found <= set(THINGS), found - set(THINGS)


def test_every_part_of_a_detail_has_a_word():
    own = {"by", "detail", "action", "object_kind", "object_id", "actor_id", None}
    found = {each.arg for call in calls() for each in call.keywords} - own
    assert len(found) > 40 and found <= set(KEYS), found - set(KEYS)


def test_details_are_told_in_words_without_codes_and_ids():
    somebody, nobody = uuid4(), uuid4()
    detail = {
        "sesudah": [[1, 480, 960, False], [5, 480, 690, True]], "petugas": str(somebody), "asal": str(nobody),
        "mulai": "2026-11-22T15:31:00+00:00", "jenis": "kiosk", "temuan": "perlu_ditinjau", "sejak": "2026-01-02",
    }  # fmt: skip
    with speaking("id"):
        found = dict(lines("service_point", detail, Known({somebody: "Sari Wulandari"}, "Asia/Pontianak")))
    assert found == {
        "Sesudah": "Senin 08.00\N{EN DASH}16.00; Jumat 08.00\N{EN DASH}11.30 (juga hari libur)",
        "Petugas": "Sari Wulandari", "Mulai": "22 Nov 2026 pukul 22.31", "Jenis": "Mesin penilaian",
        "Temuan": "perlu ditinjau", "Sejak": "2 Jan 2026",
    }  # fmt: skip


def test_every_deed_is_named_by_a_code_of_small_letters():
    assert [code for code in DEEDS if not CODE.fullmatch(code)] == []
