"""What the laws about words look for: pure functions over one source or template, each proven in test_wording.py."""

import ast
import re
from collections.abc import Iterable, Iterator

from babel.messages.catalog import Catalog
from jinja2 import Environment, nodes

WORD = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ'-]{2,}")
PLACES = re.compile(r"%\((\w+)\)s|%(?!\()")
SEEN_BY_READERS = ("aria-label", "aria-description", "aria-valuetext", "placeholder", "title", "alt", "label")
# What a template puts into a tag: a class for the body, and the ties between a field and its hints.
NO_TEXT = re.compile(r"{% block body_class %}.*?{% endblock %}|{% macro ties\(.*?{%-? endmacro %}", re.S)
# Formats with words of one language in them, or with its separators.
OWN_FORMAT = re.compile(r"%[aAbBpcxX]\b|%d[./ ]%m|%H\.%M|[%:]\.\d+f|\{\w*:,")


def vocabulary(catalogue: dict[str, str]) -> set[str]:
    """The words only our Indonesian sentences use, learnt from the catalogue."""
    return words(catalogue) - words(catalogue.values())


def words(texts: Iterable[str]) -> set[str]:
    """The words of three letters and more, in small letters."""
    return {word.lower() for text in texts for word in WORD.findall(PLACES.sub(" ", text))}


def is_sentence(text: str, known: set[str]) -> bool:
    """Whether a literal is something a reader is told in Indonesian: two words and more, half of them ours."""
    found = [word.lower() for word in WORD.findall(PLACES.sub(" ", text))]
    return len(found) > 1 and " " in text.strip() and 2 * sum(word in known for word in found) >= len(found)


def texts_of(source: str) -> Iterator[tuple[str, bool]]:
    """Every string of a module that is no docstring, and whether it is a piece of an f-string."""
    tree = ast.parse(source)
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    pieces = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node.value, id(node) in pieces


def untranslated(source: str, catalogue: dict[str, str], known: set[str]) -> list[str]:
    """The Indonesian sentences of a module that no English reader will understand."""
    return [text for text, piece in texts_of(source) if is_sentence(text, known) and (piece or text not in catalogue)]


def own_formats(source: str) -> list[str]:
    """The ways a module writes dates and numbers in one language only, instead of with the filters."""
    values = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FormattedValue) and node.format_spec]
    specs = [part.value for node in values for part in node.format_spec.values if isinstance(part, ast.Constant)]
    numbers = [spec for spec in specs if re.search(r"\.\d+f|,", spec)]
    return numbers + [text for text, _piece in texts_of(source) if OWN_FORMAT.search(text)]


def own_writing(template: str) -> list[str]:
    """The same of a template."""
    return re.findall(r"strftime|(?<![\"'=-])\{\{\s*[\w.]+\.isoformat\(\)|\|\s*format\(", template)


def differ(message: str | tuple[str, ...], translation: str | tuple[str, ...]) -> bool:
    """Whether a translation has other places for values than its message; one said of one thing may leave out `n`."""
    forms = (translation,) if isinstance(translation, str) else translation
    wanted = PLACES.findall(message if isinstance(message, str) else message[0])
    given = [PLACES.findall(form) for form in forms]
    lenient = [[name for name in places if name != "n"] for places in (wanted, given[0])]
    return sorted(given[-1]) != sorted(wanted) or sorted(lenient[0]) != sorted(lenient[1])


def unsure(catalogue: Catalog) -> list[str]:
    """The messages without a translation, with half a one, with a fuzzy one, or struck out but not taken out."""
    loose = [each for each in catalogue if each.id and (each.fuzzy or not each.string or not all(each.string))]
    return [str(each.id) for each in (*loose, *catalogue.obsolete.values())]


def unfilled(calls: Iterable[tuple[str, set[str]]]) -> list[str]:
    """The messages whose places are not those that the call has values for; `n` alone may only choose the plural."""
    found = [(text, given, set(filter(None, PLACES.findall(text)))) for text, given in calls if "**" not in given]
    return [text for text, given, places in found if places - given or given - places - {"n"}]


def calls_in_source(source: str) -> Iterator[tuple[str, set[str]]]:
    """Each `_("message", name=value)` of a module: the message and the names."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_" and node.args:
            for text in literals(node.args[0]):
                yield text, {keyword.arg or "**" for keyword in node.keywords}


def literals(node: ast.expr) -> list[str]:
    """The texts an argument may be: itself, or either side of a condition."""
    if isinstance(node, ast.Constant):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return literals(node.body) + literals(node.orelse)
    return []


def calls_in_template(text: str) -> Iterator[tuple[str, set[str]]]:
    """The same of a template."""
    for call in _calls(text):
        names = {pair.key for pair in call.kwargs} | ({"**"} if call.dyn_kwargs else set())
        for constant in call.args[:1]:
            if isinstance(constant, nodes.Const):
                yield constant.value, names


def _calls(text: str) -> Iterator[nodes.Call]:
    for call in Environment(autoescape=True).parse(text).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "_":
            yield call


def bare(text: str) -> list[str]:
    """The words a reader sees in a template that are not made by `_()`: between tags, in attributes, in expressions."""
    return [part for part in (*_between_tags(text), *_in_expressions(text)) if re.search(r"[A-Za-z]{3}", part)]


def _between_tags(text: str) -> list[str]:
    made, inside = "", False
    for _, kind, value in Environment(autoescape=True).lex(NO_TEXT.sub("", text)):
        inside = inside or kind in ("variable_begin", "block_begin")
        if kind == "data":
            made += value
        elif kind in ("variable_end", "block_end"):
            made, inside = made + "\N{BULLET}", False
    made = re.sub(r"<!--.*?-->|<!doctype[^>]*>", " ", made, flags=re.S)
    named = re.findall(rf'\s(?:{"|".join(SEEN_BY_READERS)})=("[^"]*"|\'[^\']*\')', made)
    texts = [*re.split(r"<[^>]*>", made), *(quoted[1:-1] for quoted in named)]
    return [" ".join(part.split()) for text in texts for part in text.split("\N{BULLET}")]


def _in_expressions(text: str) -> list[str]:
    """Literals in expressions that read like words: a capital letter first, or several words with one."""
    tree = Environment(autoescape=True).parse(text)
    said = {id(constant) for call in _calls(text) for constant in call.find_all(nodes.Const)}
    spoken = {constant.value for call in tree.find_all(nodes.Call) if getattr(call.node, "name", "") == "_"
              for constant in call.find_all(nodes.Const)}  # fmt: skip
    found = [constant.value for constant in tree.find_all(nodes.Const) if id(constant) not in said]
    return [each for each in found if isinstance(each, str) and re.match(r"[A-Z][a-z]{2}", each) and each not in spoken]
