"""What is wrong with a form is listed in the order in which its fields stand."""

import re
from pathlib import Path

import pytest

from webapp.platform.forms import Form

TEMPLATES = Path(__file__).parents[2] / "templates"
SUMMARY = re.compile(r"error_summary\(form, \{(.*?)\}[,)]")


def pages() -> list[tuple[str, list[str], str]]:
    """(template, the labels of its summary in their order, what follows)."""
    found = []
    for file in sorted(TEMPLATES.rglob("*.html")):
        text = file.read_text()
        for match in SUMMARY.finditer(text):
            labels = re.findall(r"""(?:^|, )"(\w+)": _""", match[1])
            if len(labels) > 1:
                found.append((file.relative_to(TEMPLATES).as_posix(), labels, text[match.end() :]))
    return found


@pytest.mark.parametrize(("page", "labels", "rest"), pages(), ids=[page for page, *_rest in pages()])
def test_the_labels_of_a_summary_follow_the_fields(page, labels, rest):
    forms = [[name for name in labels if _place(form, name) >= 0] for form in rest.split("<form")]
    most = max(range(len(forms)), key=lambda number: len(forms[number]))
    form = rest.split("<form")[most]
    assert forms[most] == sorted(forms[most], key=lambda name: _place(form, name)), page


def _place(rest: str, name: str) -> int:
    found = re.search(rf"""name="{name}"|\w+\(form, "{name}\"""", rest)
    return found.start() if found else -1


def test_the_list_follows_the_labels_and_what_belongs_to_no_field_comes_first(app):
    form = Form.__new__(Form)
    form.values, form.lists, form.fields = {}, {}, None
    form.errors = {"opd": "satu", "": "seluruhnya", "nama": "dua"}
    with app.test_request_context():
        macros = app.jinja_env.get_template("parts/forms.html").make_module({})
        text = str(macros.error_summary(form, {"nama": "Nama", "opd": "OPD"}))
    assert text.index("seluruhnya") < text.index("Nama: dua") < text.index("OPD: satu")


def test_there_are_forms_to_look_at():
    assert len(pages()) > 10
