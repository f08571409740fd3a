"""What browsers may send about the questionnaire."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from webapp.feedback.survey.instruments.rules import Words, words_of
from webapp.platform.forms import Fields, Versioned

Text = Annotated[str, Field(min_length=5, max_length=300)]
Option = Annotated[str, Field(min_length=1, max_length=60)]
TextInEnglish = Annotated[str, StringConstraints(max_length=300)]
OptionInEnglish = Annotated[str, StringConstraints(max_length=60)]
NUMBERS = (1, 2, 3, 4)


class QuestionFields(Versioned):
    """A question and its four answers from the lowest to the highest; in English too, or not at all."""

    teks: Text
    jawaban_1: Option
    jawaban_2: Option
    jawaban_3: Option
    jawaban_4: Option
    teks_en: TextInEnglish = ""
    jawaban_1_en: OptionInEnglish = ""
    jawaban_2_en: OptionInEnglish = ""
    jawaban_3_en: OptionInEnglish = ""
    jawaban_4_en: OptionInEnglish = ""

    @model_validator(mode="after")
    def check_answers(self) -> Self:
        """Four different answers; English whole or not at all."""
        if len({option.casefold() for option in self._options("")}) < len(NUMBERS):
            raise ValueError("Keempat jawaban harus berbeda.")
        english = [self.teks_en, *self._options("_en")]
        if any(english) and not all(english):
            raise ValueError("Lengkapi pertanyaan dan keempat jawaban bahasa Inggris, atau kosongkan semuanya.")
        if any(english) and len({option.casefold() for option in english[1:]}) < len(NUMBERS):
            raise ValueError("Keempat jawaban bahasa Inggris harus berbeda.")
        return self

    @property
    def words(self) -> Words:
        """As a version keeps them."""
        return words_of(self.teks, self._options(""), self.teks_en, self._options("_en"))

    def _options(self, ending: str) -> list[str]:
        return [getattr(self, f"jawaban_{number}{ending}") for number in NUMBERS]


class NewQuestionFields(QuestionFields):
    """A question of this unsur."""

    unsur: Literal[
        "persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "sarana", "pengaduan"
    ]


class PublishFields(Fields):
    """What is new in the version."""

    catatan: Annotated[str, Field(min_length=3, max_length=200)]


class NoFields(Fields):
    """A button alone."""


def values_of(words: Words) -> dict[str, str]:
    """The form as it stands for these words."""
    values = {"teks": words["text"]["id"], "teks_en": words["text"].get("en", "")}
    for language, ending in (("id", ""), ("en", "_en")):
        for number, option in zip(NUMBERS, words["options"].get(language, ("",) * 4), strict=True):
            values[f"jawaban_{number}{ending}"] = option
    return values
