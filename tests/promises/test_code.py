"""Laws of the code itself, read from its syntax: commits at the edge, exact numbers, one clock, no unsafe markup."""

import ast
import re
from functools import cache

import pytest

from webapp.platform.pages import ROOT

FOLDERS = ("webapp", "workers", "migrations", "tests", "bench", "bin", "static", "templates")
OURS = [
    path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*")) if path.suffix in (".py", ".html", ".css")
]
OURS = [path for path in OURS if "versions" not in path.parts and "__pycache__" not in path.parts]
PYTHON = [path for path in OURS if path.suffix == ".py"]
CODE = [path for path in PYTHON if path.relative_to(ROOT).parts[0] in ("webapp", "workers")]
TEMPLATES = [path for path in OURS if path.suffix == ".html"]
# Where a transaction may end: the views, the jobs, the commands, and the two sessions that live for one write.
EDGE = re.compile(
    r"webapp/(.+/)?(\w*routes|room|attempts|jobs)\.py|webapp/(cli|demo)/.+|webapp/platform/db\.py|webapp/people/sessions\.py|workers/.+"
)
# Numbers that are published or decide are exact.
EXACT = re.compile(
    r"webapp/feedback/trust/(?!score_lines).+|webapp/feedback/(publication|ratings)/rules\.py|webapp/feedback/ratings/weights\.py"
    r"|webapp/feedback/publication/(domain|cards|officers|queries)\.py|webapp/performance/.+/rules\.py"
)
INEXACT = ("float", "round", "math.sqrt", "statistics.mean")
HELPERS = frozenset({"raises", "warns", "fail", "check_headers", "look_at"})  # they assert, or expect an exception
LONGEST_FUNCTION, LONGEST_FILE = 40, 300


def name(path) -> str:
    return str(path.relative_to(ROOT))


@cache
def tree(path) -> ast.Module:
    return ast.parse(path.read_text())


def calls(path):
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]


def each(paths):
    return pytest.mark.parametrize("path", paths, ids=name)


@each(OURS)
def test_no_file_is_longer_than_a_reader_can_hold(path):
    assert len(path.read_text().splitlines()) <= LONGEST_FILE


@each(PYTHON)
def test_no_function_is_longer_than_a_screen(path):
    functions = [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = {node.name: node.end_lineno - node.lineno + 1 for node in functions}
    assert {key: length for key, length in long.items() if length > LONGEST_FUNCTION} == {}


@each([path for path in CODE if not EDGE.fullmatch(name(path))])
def test_only_the_edge_ends_a_transaction(path):
    ends = [node.lineno for node in calls(path) if getattr(node.func, "attr", "") in ("commit",)]
    assert ends == []


@each(CODE)
def test_markup_is_made_in_one_place_only(path):
    trusted = [
        node.lineno
        for node in calls(path)
        if ast.unparse(node.func).split(".")[-1] in ("Markup", "render_template_string")
    ]
    assert trusted == [] or name(path) == "webapp/platform/pages.py"
    assert "render_template_string" not in path.read_text()


@each(TEMPLATES)
def test_no_template_trusts_what_it_is_given(path):
    text = path.read_text()
    assert not re.search(r"\|\s*safe\b|autoescape|Markup|\|\s*tojson", text)
    assert not re.search(r"\bstyle=|\bon[a-z]+=|hx-on|<script>|javascript:", text)


@each(CODE)
def test_nothing_runs_what_it_is_given(path):
    dangerous = {
        "eval",
        "exec",
        "compile",
        "os.system",
        "pickle.loads",
        "pickle.load",
        "marshal.loads",
        "yaml.load",
        "__import__",
    }
    assert [node.lineno for node in calls(path) if ast.unparse(node.func) in dangerous] == []
    assert "pickle" not in {
        alias.name for node in ast.walk(tree(path)) if isinstance(node, ast.Import) for alias in node.names
    }
    assert not [
        node.lineno
        for node in calls(path)
        for key in node.keywords
        if key.arg == "shell" and ast.unparse(key.value) == "True"
    ]


@each([path for path in CODE if EXACT.fullmatch(name(path))])
def test_published_numbers_are_exact(path):
    floats = [
        node.lineno for node in ast.walk(tree(path)) if isinstance(node, ast.Constant) and isinstance(node.value, float)
    ]
    made = [
        node.lineno
        for node in calls(path)
        if ast.unparse(node.func) in ("float", "math.sqrt", "round", "statistics.mean")
    ]
    assert floats == [] and made == []


def test_the_exact_modules_are_there():
    assert len([path for path in CODE if EXACT.fullmatch(name(path))]) >= 14


@each([path for path in CODE if name(path) != "webapp/platform/clock.py"])
def test_only_the_clock_reads_the_time_of_day(path):
    readers = {
        "datetime.now",
        "datetime.utcnow",
        "datetime.today",
        "date.today",
        "datetime.datetime.now",
        "datetime.date.today",
    }
    assert [node.lineno for node in calls(path) if ast.unparse(node.func) in readers] == []


@each([path for path in CODE if path.name.endswith(("routes.py", "room.py"))])
def test_a_view_writes_no_sql(path):
    imported = {
        alias.name.partition(".")[0] if isinstance(node, ast.Import) else (node.module or "").partition(".")[0]
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert imported.isdisjoint({"sqlalchemy", "sqlmodel", "psycopg"})


@each([path for path in CODE if path.name == "forms.py" and "platform" not in path.parts])
def test_every_form_refuses_what_it_does_not_know(path):
    from importlib import import_module

    from webapp.platform.forms import Fields

    module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    forms = [
        thing
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, Fields) and thing is not Fields
    ]
    assert forms
    for form in forms:
        assert form.model_config["extra"] == "forbid", form
        texts = [field for field in form.model_fields.values() if field.annotation is str]
        assert all(any(hasattr(limit, "max_length") for limit in field.metadata) for field in texts), form


@each([path for path in PYTHON if path.name.startswith("test_")])
def test_no_test_asserts_nothing(path):
    """A test function asserts, expects an exception, or calls a helper that does both by name."""
    functions = [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef)]
    helpers = HELPERS | {node.name for node in functions if _asserts(node, HELPERS)}
    assert [one.name for one in functions if one.name.startswith("test_") and not _asserts(one, helpers)] == []


def _asserts(function, helpers) -> bool:
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in helpers:
            return True
    return False


@each(PYTHON)
def test_nothing_is_left_to_do_and_nothing_is_skipped(path):
    text = path.read_text()
    if name(path) != "tests/promises/test_code.py":
        assert not re.search(r"\b(TODO|FIXME|XXX)\b|pytest\.mark\.(skip|xfail)|NotImplementedError", text)
