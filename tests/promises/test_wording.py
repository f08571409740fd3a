"""The laws about words can fail: each is fed a bad sample."""

from io import BytesIO

import pytest
from babel.messages.pofile import read_po

from tests.promises import wording

CATALOGUE = {"Penilaian Anda tersimpan.": "Your rating is stored.", "Tulis tanggal yang benar.": "Write a real date."}
KNOWN = wording.vocabulary(CATALOGUE)


@pytest.mark.parametrize(
    "source",
    [
        'NEWS = {"x": "Tanggal Anda tersimpan."}',
        'raise ValueError("Tulis penilaian yang benar.")',
        'text = f"Penilaian Anda {n}"',
        'form.refuse("x", "Penilaian yang benar")',
    ],
)
def test_a_sentence_in_the_code_that_has_no_english_is_found(source):
    assert len(wording.untranslated(source, CATALOGUE, KNOWN)) == 1


@pytest.mark.parametrize(
    "source",
    [
        '"""Penilaian Anda tersimpan benar."""',
        'NEWS = {"x": "Penilaian Anda tersimpan."}',
        'log("the rating is stored")',
        'column = "tanggal"',
        'url = f"/penilaian/{code}"',
    ],
)
def test_a_docstring_a_known_sentence_english_and_a_name_are_none(source):
    assert wording.untranslated(source, CATALOGUE, KNOWN) == []


@pytest.mark.parametrize(
    "template",
    [
        "<p>Kirim</p>",
        '<input placeholder="Nama Anda">',
        "<abbr title='Sasaran kinerja'></abbr>",
        '<img alt="Logo">',
        '<nav aria-label="Menu {{ x }}"></nav>',
        '<optgroup label="Kantor"></optgroup>',
        '{{ button("Kirim penilaian") }}',
        '{{ _("Kirim") if x else "Simpan" }}',
        '{% call notice("Sudah tersimpan", tone="good") %}{% endcall %}',
    ],
)
def test_a_bare_word_in_a_template_is_found(template):
    assert len(wording.bare(template)) == 1


def test_what_is_translated_or_for_machines_is_no_bare_word():
    template = """<p class="soft" id="x">{{ _("Kirim %(n)s", n=n|angka) }}</p>{{ tag(word, "wait") }} · <!-- why -->"""
    assert wording.bare(template) == []


@pytest.mark.parametrize(
    "source",
    [
        'day.strftime("%d %B %Y")',
        'f"{score:.2f}"',
        'f"{n:,}"',
        '"{:.2f}".format(score)',
        '"%.1f" % score',
        'when.strftime("%H.%M")',
        'd.strftime("%d/%m/%Y")',
    ],
)
def test_a_date_or_number_written_past_the_filters_is_found(source):
    assert len(wording.own_formats(source)) == 1


def test_one_for_machines_is_not():
    assert wording.own_formats('day.strftime("%Y-%m"); f"{x:>3}"; "%d of %s"; f"{a},{b}"') == []


@pytest.mark.parametrize(
    "template", ["{{ day.strftime('%d') }}", '{{ "%.2f"|format(n) }}', "{{ day.isoformat() }}"]
)
def test_a_template_that_formats_by_itself_is_found(template):
    assert len(wording.own_writing(template)) == 1


@pytest.mark.parametrize(
    "message, translation",
    [("%(n)s orang", "people"), ("%(n)s dari %(all)s", "%(n)s of %(al)s"), ("Baik", "%(n)s good"), ("9% naik", "9 up"),
     (("%(n)s dari %(x)s",) * 2, ("one", "%(n)s of %(x)s"))],
)  # fmt: skip
def test_a_translation_with_other_places_is_found(message, translation):
    assert wording.differ(message, translation)


def test_of_one_thing_the_number_may_be_left_out():
    assert not wording.differ(("%(n)s orang",) * 2, ("one person", "%(n)s people"))


@pytest.mark.parametrize(
    "call", ['_("%(n)s orang")', '_("%(n)s orang", m=1)', '_("Baik", x=1)', '_("%(a)s" if x else "%(b)s", a=1)']
)
def test_a_call_without_a_value_for_its_place_is_found_in_code_and_template(call):
    assert len(wording.unfilled(wording.calls_in_source(call))) == 1
    assert "if" in call or len(wording.unfilled(wording.calls_in_template("{{ " + call + " }}"))) == 1


@pytest.mark.parametrize(
    "entry",
    [
        'msgid "Baik"\nmsgstr ""',
        '#, fuzzy\nmsgid "Baik"\nmsgstr "Good"',
        'msgid "Baik"\nmsgid_plural "Baik"\nmsgstr[0] "Good"\nmsgstr[1] ""',
        '#~ msgid "Baik"\n#~ msgstr "Good"',
    ],
)
def test_an_empty_half_fuzzy_or_struck_out_translation_is_found(entry):
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    assert len(wording.unsure(read_po(BytesIO((head + entry + "\n").encode())))) == 1


def test_the_vocabulary_tells_indonesian_from_english():
    assert {"penilaian", "tersimpan", "tanggal"} <= KNOWN and not {"rating", "date"} & KNOWN
