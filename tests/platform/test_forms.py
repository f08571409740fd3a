"""What a browser sends: nothing unknown, nothing twice, and a sentence in the reader's language for each mistake."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

import pytest
from pydantic import Field, field_validator
from werkzeug.datastructures import MultiDict

from webapp.platform.forms import Fields, Form


class Sample(Fields):
    """A form with a field of every kind."""

    nama: Annotated[str, Field(min_length=2, max_length=5)]
    jenis: Literal["a", "b"] = "a"
    jumlah: Annotated[int, Field(ge=1, le=9)] = 1
    nilai: Decimal | None = None
    tanggal: date | None = None
    pilihan: list[str] = []

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
    assert not form.ok and form.errors == {} and form.values == {}


def test_a_good_form_has_typed_fields_with_blanks_dropped():
    form = send(("nama", "  Sari "), ("jumlah", "3"), ("tanggal", "2026-11-22"), ("pilihan", "x"), ("pilihan", "y"))
    assert form.ok and (form.fields.nama, form.fields.jumlah, form.fields.pilihan) == ("Sari", 3, ["x", "y"])
    assert form.fields.tanggal == date(2026, 11, 22)


def test_an_empty_field_is_a_missing_one():
    form = send(("nama", "Sari"), ("jumlah", ""), ("nilai", "  "))
    assert form.ok and form.fields.jumlah == 1 and form.fields.nilai is None


WRONG = {
    "missing": ([], "nama", "wajib diisi"),
    "empty": ([("nama", "  ")], "nama", "wajib diisi"),
    "too short": ([("nama", "a")], "nama", "paling sedikit 2"),
    "too long": ([("nama", "abcdef")], "nama", "paling banyak 5"),
    "twice": ([("nama", "ab"), ("nama", "cd")], "nama", "lebih dari satu kali"),
    "a zero byte": ([("nama", "a\0b")], "nama", "tidak dapat dipahami"),
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


def test_an_error_found_later_closes_the_form():
    form = send(("nama", "ab"))
    form.refuse("nama", "Sudah ada.")
    assert not form.ok and form.errors == {"nama": "Sudah ada."}


def test_fields_cannot_be_changed_afterwards():
    form = send(("nama", "ab"))
    with pytest.raises(ValueError, match="frozen"):
        form.fields.nama = "cd"
