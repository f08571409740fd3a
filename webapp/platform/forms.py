"""What a browser may send: Pydantic classes with `extra="forbid"`, and their errors in the reader's language."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Generic, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from werkzeug.datastructures import MultiDict

from webapp.platform.i18n import ENGLISH, language
from webapp.platform.i18n import gettext as _
from webapp.platform.texts import Fault, clean


@dataclass(frozen=True)
class Mark:
    """Stands in an Annotated type and says how the browser's text is read."""

    name: str


MANY_LINES = Mark("a text area: line breaks are kept")
AS_TYPED = Mark("a password or an address: nothing is cleaned")

GROUPED = {mark: re.compile(rf"[+-]?[0-9]{{1,3}}(?:{re.escape(mark)}[0-9]{{3}})+") for mark in ".,"}
POINTED = re.compile(r"[+-]?[0-9]+\.[0-9]*")  # read as 1 by Pydantic where the rest are noughts


FIRST_YEAR, LAST_YEAR = 1950, 2199


def in_sight(day: date) -> bool:
    """Whether one may reckon with this day: none that a time zone or a week more carries out of the calendar."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def _seen(day: date) -> date:
    if not in_sight(day):
        raise ValueError("Tulis tanggal antara tahun 1950 dan 2199.")
    return day


Day = Annotated[date, AfterValidator(_seen)]


class Fields(BaseModel):
    """Base of every form: nothing unknown, surrounding blanks dropped, empty means missing."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)


class Versioned(Fields):
    """A form that changes what is there: `versi` says which values it was drawn with (see `Form.check_unchanged`)."""

    versi: Annotated[str, Field(max_length=16)] = ""


class Stale(Exception):
    """Somebody else changed what a form was drawn with. The form has the sentence already."""


def version_of(*values: object) -> str:
    """A short word for these values: another one as soon as one of them is another."""
    return hashlib.sha256(repr(values).encode()).hexdigest()[:16]


F = TypeVar("F", bound=Fields)


class Form(Generic[F]):
    """A submitted form: `.ok`, then `.fields`; else `.errors` {field: sentence} and what to show again.

    That is what was typed, without what cannot be seen: `.values` {field: text}, `.lists` {field: all its texts}.
    """

    def __init__(self, kind: type[F], submitted: MultiDict[str, str] | None = None):
        self.values: dict[str, str] = {}
        self.lists: dict[str, list[str]] = {}
        self.errors: dict[str, str] = {}
        self.fields: F | None = None
        if submitted is not None:
            self._read(kind, submitted)

    @property
    def ok(self) -> bool:
        return self.fields is not None and not self.errors

    def refuse(self, field: str, sentence: str) -> None:
        """Adds an error that only the domain could find."""
        self.errors[field] = sentence

    def check_unchanged(self, *values: object) -> None:
        """Raises Stale when somebody else changed these values since the form was drawn; read them under their lock.

        What was typed stays, the form says what happened, and it carries the new version from here on: sending it
        again is a decision.
        """
        drawn = getattr(self.fields, "versi", "")
        self.values["versi"] = version_of(*values)
        if drawn and drawn != self.values["versi"]:
            self.refuse(
                "",
                _("Data ini baru saja diubah orang lain, jadi perubahan Anda belum disimpan; isian Anda masih ada. "
                  "Periksa dahulu data yang sekarang. Menyimpan lagi menggantinya."),
            )  # fmt: skip
            raise Stale

    def _read(self, kind: type[F], submitted: MultiDict[str, str]) -> None:
        given: dict[str, Any] = {}
        for name in submitted:
            takes_many, marks, is_whole = _reading(kind).get(name, (False, (), False))
            answers = [self._cleaned(name, answer, marks) for answer in submitted.getlist(name)]
            self.values[name], self.lists[name] = answers[0], answers
            answers = [self._ungrouped(name, answer) for answer in answers] if is_whole else answers
            if len(answers) > 1 and not takes_many:
                self.errors[name] = _("Isian ini terkirim lebih dari satu kali. Pilih satu saja.")
            elif takes_many:
                given[name] = answers
            elif answers[0].strip():
                given[name] = answers[0]
        try:
            self.fields = kind.model_validate(given)
        except ValidationError as problem:
            for error in problem.errors():
                self.errors.setdefault(str(error["loc"][0]) if error["loc"] else "", _sentence(error))

    def _ungrouped(self, name: str, answer: str) -> str:
        """A whole number without the marks of its thousands, where they stand as Pamong itself writes them: 1.200, in
        English 1,200. Any other mark is a mistake: 1.20 is neither one nor a hundred and twenty."""
        mark, text = "," if language() == ENGLISH else ".", answer.strip()
        if GROUPED[mark].fullmatch(text):
            return text.replace(mark, "")
        if POINTED.fullmatch(text):
            self.errors[name] = _("Tulis dengan angka.")
        return answer

    def _cleaned(self, name: str, answer: str, marks: tuple[Mark, ...]) -> str:
        """The answer as it can be kept. What was wrong is an error of the field; sent again it would be taken."""
        if AS_TYPED in marks:
            text, fault = answer.replace("\0", ""), Fault.HIDDEN if "\0" in answer else None
        else:
            text, fault = clean(answer, many_lines=MANY_LINES in marks)
        if fault is Fault.LINES:
            self.errors[name] = _(
                "Isian ini hanya satu baris. Baris-barisnya sudah disatukan: periksa, lalu kirim lagi."
            )
        elif fault:
            self.errors[name] = _(
                "Isian ini memuat tanda yang tidak terlihat, mungkin dari tempelan. Tandanya sudah dihapus: "
                "periksa, lalu kirim lagi."
            )
        return text


@lru_cache(maxsize=128)
def _reading(kind: type[Fields]) -> dict[str, tuple[bool, tuple[Mark, ...], bool]]:
    """For each field: whether it takes several answers, its marks, and whether it is a whole number."""
    return {
        name: (
            getattr(field.annotation, "__origin__", None) in (list, tuple, set),
            tuple(part for part in (*field.metadata, *_parts(field.annotation)) if isinstance(part, Mark)),
            _holds_whole(field.annotation),
        )
        for name, field in kind.model_fields.items()
    }


def _holds_whole(annotation: Any) -> bool:
    return annotation is int or any(_holds_whole(inner) for inner in get_args(annotation))


def _parts(annotation: Any) -> Iterator[Any]:
    """All that stands inside a type, such as the marks of the texts in a list."""
    yield from getattr(annotation, "__metadata__", ())
    for inner in get_args(annotation):
        yield from _parts(inner)


def _sentence(error: Any) -> str:
    kind, context = error["type"], error.get("ctx", {})
    if kind == "value_error":
        return _(str(context["error"]))
    if kind == "missing":
        return _("Isian ini wajib diisi.")
    if kind == "string_too_long":
        return _("Terlalu panjang: paling banyak %(n)s huruf.", n=context["max_length"])
    if kind == "string_too_short":
        return _("Terlalu pendek: paling sedikit %(n)s huruf.", n=context["min_length"])
    if kind in ("literal_error", "enum"):
        return _("Pilih salah satu jawaban yang tersedia.")
    if kind in ("int_parsing", "int_from_float", "decimal_parsing"):
        return _("Tulis dengan angka.")
    if kind in ("greater_than_equal", "less_than_equal", "greater_than", "less_than"):
        return _("Angkanya di luar batas yang diperbolehkan.")
    if kind.startswith("date"):
        return _("Tulis tanggal yang benar, misalnya 21-11-2026.")
    if kind == "extra_forbidden":
        return _("Isian ini tidak dikenal.")
    return _("Isian ini tidak dapat dipahami.")
