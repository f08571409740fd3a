"""What a browser sends: nothing unknown, nothing twice, and a sentence in the reader's language for each mistake."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

import pytest
from pydantic import Field, field_validator
from werkzeug.datastructures import MultiDict

from webapp.platform.forms import AS_TYPED, MANY_LINES, Fields, Form
from webapp.platform.i18n import speaking


class Sample(Fields):
    """A form with a field of every kind."""

    nama: Annotated[str, Field(min_length=2, max_length=5)]
    jenis: Literal["a", "b"] = "a"
    jumlah: Annotated[int, Field(ge=1, le=9)] = 1
    nilai: Decimal | None = None
    tanggal: date | None = None
    pilihan: list[str] = []
    cerita: Annotated[str, MANY_LINES, Field(max_length=9)] = ""
    catatan: list[Annotated[str, MANY_LINES]] = []
    pesan: Annotated[str, MANY_LINES] | None = None
    sandi: Annotated[str, AS_TYPED] = ""

    @field_validator("nama")
    @classmethod
    def no_number(cls, value: str) -> str:
        if any(letter.isdigit() for letter in value):
            raise ValueError("Tulis tanpa angka.")
        return value


def send(*pairs) -> Form:
    return Form(Sample, MultiDict(pairs))


def test_a_form_not_yet_sent_has_no_errors_and_is_not_done():
    form = Form(Sample)
    assert not form.ok and form.errors == {} and form.values == form.lists == {}


def test_a_good_form_has_typed_fields_with_blanks_dropped():
    form = send(("nama", "  Sari "), ("jumlah", "3"), ("tanggal", "2026-11-22"), ("pilihan", "x"), ("pilihan", "y"))
    assert form.ok and (form.fields.nama, form.fields.jumlah, form.fields.pilihan) == ("Sari", 3, ["x", "y"])
    assert form.fields.tanggal == date(2026, 11, 22)


class Counted(Fields):
    """Whole numbers, alone and in lists, and one that is none."""

    banyak: int | None = None
    semua: list[Annotated[int, Field(ge=1)]] = []
    nilai: Decimal | None = None


@pytest.mark.parametrize(
    "tongue, text, number",
    [
        ("id", "1.200", 1200), ("id", "12.345.678", 12_345_678), ("id", "-1.200", -1200), ("id", "1200", 1200),
        ("en", "1,200", 1200), ("en", "12,345,678", 12_345_678), ("id", " 1.200 ", 1200),
        ("id", "1.20", None), ("id", "12.00", None), ("id", "1.0", None), ("id", "1200.000", None),
        ("id", "1,200", None), ("en", "1.200", None), ("en", "1.000", None), ("id", "1.200,5", None),
    ],
)  # fmt: skip
def test_whole_numbers_may_be_written_as_they_are_shown(tongue, text, number):
    with speaking(tongue):
        form = Form(Counted, MultiDict([("banyak", text), ("semua", text.strip("-")), ("nilai", "1.5")]))
    assert form.values["banyak"] == text.strip() or form.values["banyak"] == text
    if number is None:
        assert set(form.errors) == {"banyak", "semua"}
    else:
        assert form.ok and (form.fields.banyak, form.fields.semua) == (number, [abs(number)])
        assert form.fields.nilai == Decimal("1.5")


def test_an_empty_field_is_a_missing_one():
    form = send(("nama", "Sari"), ("jumlah", ""), ("nilai", "  "))
    assert form.ok and form.fields.jumlah == 1 and form.fields.nilai is None


WRONG = {
    "missing": ([], "nama", "wajib diisi"),
    "empty": ([("nama", "  ")], "nama", "wajib diisi"),
    "too short": ([("nama", "a")], "nama", "paling sedikit 2"),
    "too long": ([("nama", "abcdef")], "nama", "paling banyak 5"),
    "twice": ([("nama", "ab"), ("nama", "cd")], "nama", "lebih dari satu kali"),
    "a word of ours": ([("nama", "a1")], "nama", "tanpa angka"),
    "no choice": ([("nama", "ab"), ("jenis", "c")], "jenis", "Pilih salah satu"),
    "no number": ([("nama", "ab"), ("jumlah", "x")], "jumlah", "dengan angka"),
    "half a number": ([("nama", "ab"), ("jumlah", "1.5")], "jumlah", "dengan angka"),
    "out of range": ([("nama", "ab"), ("jumlah", "10")], "jumlah", "di luar batas"),
    "no decimal": ([("nama", "ab"), ("nilai", "x")], "nilai", "dengan angka"),
    "no date": ([("nama", "ab"), ("tanggal", "besok")], "tanggal", "tanggal yang benar"),
    "unknown": ([("nama", "ab"), ("admin", "1")], "admin", "tidak dikenal"),
}


@pytest.mark.parametrize("pairs, field, sentence", WRONG.values(), ids=WRONG)
def test_a_mistake_is_named_and_what_was_typed_is_kept(pairs, field, sentence):
    form = send(*pairs)
    assert not form.ok and sentence in form.errors[field]
    assert form.values == {name: MultiDict(pairs)[name] for name, _ in pairs}


@pytest.mark.parametrize("pairs, field, sentence", WRONG.values(), ids=WRONG)
def test_the_sentence_is_english_for_who_reads_english(app, pairs, field, sentence):
    with app.test_request_context("/?bahasa=en"):
        form = send(*pairs)
    assert sentence not in form.errors[field] or sentence == "tanpa angka"


HIDDEN, ONE_LINE = "tanda yang tidak terlihat", "hanya satu baris"
UNSEEN = {
    "a zero byte": ([("nama", "a\0b")], "nama", HIDDEN, "ab"),
    "a zero byte in a list": ([("nama", "ab"), ("pilihan", "x\0")], "pilihan", HIDDEN, "x"),
    "a zero byte late in a list": ([("nama", "ab"), ("pilihan", "x"), ("pilihan", "\0y")], "pilihan", HIDDEN, "x"),
    "a zero byte in a password": ([("nama", "ab"), ("sandi", "a\0b")], "sandi", HIDDEN, "ab"),
    "an escape": ([("nama", "a\x1bb")], "nama", HIDDEN, "ab"),
    "letters turned around": ([("nama", "a\u202eb")], "nama", HIDDEN, "ab"),
    "an escape between lines": ([("nama", "ab"), ("cerita", "a\n\x07b")], "cerita", HIDDEN, "a\nb"),
    "two lines in one": ([("nama", "a\r\nb")], "nama", ONE_LINE, "a b"),
    "two lines of another kind": ([("nama", "a\u2028b")], "nama", ONE_LINE, "a b"),
    "an escape in a list that is shown again": ([("nama", "ab"), ("catatan", "\x1bx")], "catatan", HIDDEN, "x"),
    "two lines in a list": ([("nama", "ab"), ("pilihan", "x\ny")], "pilihan", ONE_LINE, "x y"),
}


@pytest.mark.parametrize("pairs, field, sentence, shown", UNSEEN.values(), ids=UNSEEN)
def test_what_cannot_be_seen_is_told_of_taken_out_and_can_be_sent_again(pairs, field, sentence, shown):
    form = send(*pairs)
    assert not form.ok and sentence in form.errors[field]
    assert form.values[field] == form.lists[field][0] == shown
    assert send(*{"nama": "ab", **form.values}.items()).ok


@pytest.mark.parametrize("pairs, field, sentence, shown", UNSEEN.values(), ids=UNSEEN)
def test_that_too_is_told_in_english(app, pairs, field, sentence, shown):
    with app.test_request_context("/?bahasa=en"):
        form = send(*pairs)
    assert "check it, then send it again" in form.errors[field]


def test_pasted_marks_that_do_no_harm_are_gone():
    form = send(("nama", "Sa\u200bri\u00a0\ufeff"), ("cerita", "a\u00a0b\u00ad"), ("catatan", "\u2060c"))
    assert form.ok and (form.fields.nama, form.fields.cerita, form.fields.catatan) == ("Sari", "a b", ["c"])


def test_lines_stay_lines_where_they_are_welcome():
    form = send(("nama", "ab"), ("cerita", "a\r\nb\rc"), ("catatan", "d\u2029e"), ("pesan", "f\ng"))
    assert form.ok and (form.fields.cerita, form.fields.catatan, form.fields.pesan) == ("a\nb\nc", ["d\ne"], "f\ng")


def test_a_line_end_is_one_letter_of_the_length():
    assert send(("nama", "ab"), ("cerita", "1234\r\n6789")).ok


def test_accents_are_written_one_way():
    assert send(("nama", "Re\u0301")).fields.nama == "Ré"


def test_only_invisible_marks_are_an_empty_field():
    assert "wajib diisi" in send(("nama", "\u200b\u3164\u2060")).errors["nama"]


def test_a_password_is_taken_as_it_was_typed():
    typed = "Re\u0301\u00a0\u200b\tx"
    assert send(("nama", "ab"), ("sandi", typed)).fields.sandi == typed


def test_an_error_found_later_closes_the_form():
    form = send(("nama", "ab"))
    form.refuse("nama", "Sudah ada.")
    assert not form.ok and form.errors == {"nama": "Sudah ada."}


def test_fields_cannot_be_changed_afterwards():
    form = send(("nama", "ab"))
    with pytest.raises(ValueError, match="frozen"):
        form.fields.nama = "cd"
