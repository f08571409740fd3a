"""What a browser may send: Pydantic classes with `extra="forbid"`, and their errors in the reader's language."""

from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from werkzeug.datastructures import MultiDict

from webapp.platform.i18n import gettext as _


class Fields(BaseModel):
    """Base of every form: nothing unknown, surrounding blanks dropped, empty means missing."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)


F = TypeVar("F", bound=Fields)


class Form(Generic[F]):
    """A submitted form: `.ok`, then `.fields`; else `.errors` {field: sentence} and `.values` as typed."""

    def __init__(self, kind: type[F], submitted: MultiDict[str, str] | None = None):
        self.values: dict[str, str] = {}
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

    def _read(self, kind: type[F], submitted: MultiDict[str, str]) -> None:
        self.values = {name: submitted[name] for name in submitted}
        many = {name for name, field in kind.model_fields.items() if _takes_many(field.annotation)}
        given: dict[str, Any] = {}
        for name in submitted:
            answers = submitted.getlist(name)
            if any("\0" in answer for answer in answers):
                self.errors[name] = _("Isian ini tidak dapat dipahami.")
            elif name in many:
                given[name] = answers
            elif len(answers) > 1:
                self.errors[name] = _("Isian ini terkirim lebih dari satu kali. Pilih satu saja.")
            elif answers[0].strip():
                given[name] = answers[0]
        try:
            self.fields = kind.model_validate(given)
        except ValidationError as problem:
            for error in problem.errors():
                self.errors.setdefault(str(error["loc"][0]) if error["loc"] else "", _sentence(error))


def _takes_many(annotation: Any) -> bool:
    return getattr(annotation, "__origin__", None) in (list, tuple, set)


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
