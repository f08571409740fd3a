"""Laws of the code itself, read from its syntax: commits at the edge, exact numbers, one clock, no unsafe markup."""

import ast
import re
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from pathlib import Path

from webapp.platform.forms import Fields
from webapp.platform.pages import ROOT

FOLDERS = ("webapp", "workers", "migrations", "tests", "bench", "bin", "static", "templates")
KINDS = (".py", ".html", ".css")
ALL = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*")) if path.suffix in KINDS]
OURS = [path for path in ALL if "versions" not in path.parts]
PYTHON = [path for path in OURS if path.suffix == ".py"]
CODE = [path for path in PYTHON if path.relative_to(ROOT).parts[0] in ("webapp", "workers")]
TESTS = [path for path in PYTHON if path.name.startswith("test_")]
TEMPLATES = [path for path in OURS if path.suffix == ".html"]
# Where a transaction may end: the views, the jobs, the commands, and the two sessions that live for one write.
EDGE = re.compile(
    r"webapp/(.+/)?(\w*routes|room|attempts|jobs)\.py|webapp/(cli|demo)/.+|webapp/platform/db\.py"
    r"|webapp/people/sessions\.py|workers/.+"
)
# Numbers that are published or decide are exact; score_lines writes them as JSON, which knows one kind only.
EXACT = re.compile(
    r"webapp/feedback/trust/(?!score_lines).+|webapp/feedback/(publication|ratings)/rules\.py"
    r"|webapp/feedback/ratings/weights\.py|webapp/feedback/publication/(domain|cards|officers|queries)\.py"
    r"|webapp/performance/.+/rules\.py"
)
INEXACT = re.compile(r"float|round|math\.sqrt|statistics\.mean")
TIME_OF_DAY = re.compile(r"(datetime\.)?(datetime\.(now|utcnow|today)|date\.today)")
ASKS_THE_DAY = re.compile(rf"(clock\.)?(now|today)|day_from_now|soon|{TIME_OF_DAY.pattern}")
RUNS_TEXT = re.compile(r"eval|exec|compile|os\.system|os\.popen|__import__")
HELPERS = frozenset(  # they assert, or expect an exception
    {"raises", "warns", "fail", "check_headers", "look_at", "look_at_both", "look_at_all_sizes", "fits_all_sizes"}
)
LONGEST_FUNCTION, LONGEST_FILE = 40, 300


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def nodes(path: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(path.read_text())))


def functions(path: Path) -> list[ast.FunctionDef]:
    return [node for node in nodes(path) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def calls(path: Path, called: re.Pattern) -> list[int]:
    """The lines where something of this name is called."""
    found = [node for node in nodes(path) if isinstance(node, ast.Call)]
    return [node.lineno for node in found if called.fullmatch(ast.unparse(node.func))]


def offenders(paths: Iterable[Path], find: Callable[[Path], list]) -> dict[str, list]:
    """What breaks a law, by file."""
    return {name(path): found for path in paths if (found := find(path))}


def lines(path: Path, pattern: str) -> list[str]:
    return [match[0] for match in re.finditer(pattern, path.read_text(), re.M)]


def test_no_file_is_longer_than_a_reader_can_hold():
    long = {name(path): length for path in OURS if (length := len(path.read_text().splitlines())) > LONGEST_FILE}
    assert long == {}


def test_no_function_is_longer_than_a_screen():
    def find(path):
        return [one.name for one in functions(path) if one.end_lineno - one.lineno >= LONGEST_FUNCTION]

    assert offenders(PYTHON, find) == {}


def test_only_the_edge_ends_a_transaction():
    inner = [path for path in CODE if not EDGE.fullmatch(name(path))]
    assert offenders(inner, lambda path: calls(path, re.compile(r".+\.commit"))) == {}


def test_markup_is_made_in_one_place_only():
    found = offenders(CODE, lambda path: calls(path, re.compile(r"(markupsafe\.)?Markup|render_template_string")))
    assert set(found) == {"webapp/platform/pages.py"}


def test_no_template_trusts_what_it_is_given():
    unsafe = r"\|\s*safe\b|autoescape|Markup|\|\s*tojson|\bstyle=|\son[a-z]+=|hx-on|<script>|javascript:"
    assert offenders(TEMPLATES, lambda path: lines(path, unsafe)) == {}


def test_nothing_runs_or_unpacks_what_it_is_given():
    assert offenders(CODE, lambda path: calls(path, RUNS_TEXT)) == {}
    assert (
        offenders(CODE, lambda path: lines(path, r"^\s*(import|from) (pickle|marshal|shelve|yaml)\b|shell=True")) == {}
    )


def test_published_numbers_are_exact():
    exact = [path for path in CODE if EXACT.fullmatch(name(path))]

    def floats(path):
        constants = [node for node in nodes(path) if isinstance(node, ast.Constant)]
        return [node.lineno for node in constants if isinstance(node.value, float)] + calls(path, INEXACT)

    assert len(exact) >= 14 and offenders(exact, floats) == {}


def test_only_the_clock_reads_the_time_of_day():
    assert set(offenders(CODE, lambda path: calls(path, TIME_OF_DAY))) == {"webapp/platform/clock.py"}


def when_read(path: Path) -> list[int]:
    """The lines where a file asks for the time or the day as it is read, not as a test of it runs."""
    inside = {id(node) for one in functions(path) for statement in one.body for node in ast.walk(statement)}
    found = [node for node in nodes(path) if isinstance(node, ast.Call) and id(node) not in inside]
    return [node.lineno for node in found if ASKS_THE_DAY.fullmatch(ast.unparse(node.func))]


def test_no_test_asks_for_the_day_before_it_runs():
    """Hours may pass between reading a test and running it, and midnight, and the end of the year."""
    tests = [path for path in PYTHON if path.relative_to(ROOT).parts[0] == "tests" and path.name != "conftest.py"]
    assert len(tests) > 100 and offenders(tests, when_read) == {}
    assert offenders(tests, lambda path: calls(path, TIME_OF_DAY)) == {}


def test_a_view_writes_no_sql():
    views = [path for path in CODE if path.name.endswith(("routes.py", "room.py"))]
    sql = r"^\s*(import|from) (sqlalchemy|sqlmodel|psycopg)\b"
    assert len(views) >= 6 and offenders(views, lambda path: lines(path, sql)) == {}


def test_every_form_refuses_what_it_does_not_know_and_what_is_too_long():
    modules = [path for path in CODE if path.name == "forms.py" and "platform" not in path.parts]
    forms = [form for path in modules for form in _forms(path)]
    assert len(forms) >= 5
    assert [form for form in forms if form.model_config["extra"] != "forbid"] == []
    texts = [(form, field) for form in forms for field in form.model_fields.values() if field.annotation is str]
    assert [form for form, field in texts if not any(hasattr(limit, "max_length") for limit in field.metadata)] == []


def _forms(path: Path) -> list[type[Fields]]:
    module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    classes = [thing for thing in vars(module).values() if isinstance(thing, type)]
    return [kind for kind in classes if issubclass(kind, Fields) and kind is not Fields]


def test_no_test_asserts_nothing():
    def silent(path):
        helpers = HELPERS | {one.name for one in functions(path) if _asserts(one, HELPERS)}
        return [one.name for one in functions(path) if one.name.startswith("test_") and not _asserts(one, helpers)]

    assert offenders(TESTS, silent) == {}


def _asserts(function: ast.FunctionDef, helpers: Iterable[str]) -> bool:
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in helpers:
            return True
    return False


def test_nothing_is_left_to_do_and_nothing_is_skipped():
    left = r"\b(TODO|FIXME|XXX)\b|pytest\.mark\.(skip|xfail)|NotImplementedError"
    assert set(offenders(PYTHON, lambda path: lines(path, left))) <= {"tests/promises/test_code.py"}


def test_the_laws_find_what_breaks_them(tmp_path):
    planted = tmp_path / "planted.py"
    planted.write_text("def f(db):\n    db.commit()\n    return float(eval('1'))\n\ndef test_x():\n    f(1)\n")
    assert calls(planted, re.compile(r".+\.commit")) == [2]
    assert calls(planted, RUNS_TEXT) == [3] and calls(planted, INEXACT) == [3]
    assert [one.name for one in functions(planted) if not _asserts(one, HELPERS)] == ["f", "test_x"]
