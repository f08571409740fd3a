"""Pure: the index of citizens' satisfaction (IKM) of PermenPANRB 14/2017, exact to the letter.

Every complete response counts, none is drawn or sorted. Values are fractions until the end; each number that is shown
is rounded once, half up. The weight of an unsur is exactly 1/n of their number, not 0.11.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

UNSUR = ("persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "sarana", "pengaduan")
LOWEST, HIGHEST = 1, 4
CONVERSION = 25  # nilai konversi = nilai × 25, so that 4 becomes 100
CENT, TENTH_OF_MILLE = Decimal("0.01"), Decimal("0.0001")
_CONFIDENCE, _HALF, _ERROR = Fraction("3.841"), Fraction(1, 2), Fraction("0.05")


@dataclass(frozen=True)
class Grade:
    """A class of the annex: nilai persepsi 1..4, mutu A..D, kinerja, and the lowest nilai konversi that is in it."""

    perception: int
    mutu: str
    kinerja: str
    since: Decimal


GRADES = (
    Grade(4, "A", "Sangat Baik", Decimal("88.31")),
    Grade(3, "B", "Baik", Decimal("76.61")),
    Grade(2, "C", "Kurang Baik", Decimal("65.00")),
    Grade(1, "D", "Tidak Baik", Decimal("25.00")),
)


@dataclass(frozen=True)
class Answers:
    """What was answered to one question: how many, and the sum of their values 1..4."""

    n: int
    total: int

    def __add__(self, other: "Answers") -> "Answers":
        return Answers(self.n + other.n, self.total + other.total)


@dataclass(frozen=True)
class Unsur:
    """Of one unsur: the mean of its questions as a fraction, as shown (two decimals), its conversion and its grade."""

    value: Fraction

    @property
    def nrr(self) -> Decimal:
        """Nilai rata-rata, two decimals."""
        return rounded(self.value, CENT)

    @property
    def conversion(self) -> Decimal:
        """Nilai konversi 25..100, two decimals."""
        return rounded(self.value * CONVERSION, CENT)

    @property
    def grade(self) -> Grade:
        """By the table of the whole index."""
        return grade_of(self.conversion)


@dataclass(frozen=True)
class Index:
    """The IKM of n responses, with every step that led to it."""

    n: int
    unsur: Mapping[str, Unsur]
    value: Fraction

    @property
    def nilai_indeks(self) -> Decimal:
        """1..4, four decimals."""
        return rounded(self.value, TENTH_OF_MILLE)

    @property
    def ikm(self) -> Decimal:
        """25..100, two decimals."""
        return rounded(self.value * CONVERSION, CENT)

    @property
    def grade(self) -> Grade:
        """Mutu and kinerja, by the rounded index: so the gaps of the annex's table are nowhere."""
        return grade_of(self.ikm)

    @property
    def priorities(self) -> list[str]:
        """The unsur, lowest first; equal ones in the order of the instrument."""
        return sorted(self.unsur, key=lambda slug: self.unsur[slug].value)


def index_of(questions: Sequence[tuple[str, Answers]]) -> Index | None:
    """The index of what was answered to the questions of an instrument, each named with its unsur; None without any.

    Responses are pooled: the index of a unit is not the mean of the indexes of its services. Where an unsur has several
    questions, its value is their mean. Raises ValueError when the questions were not answered equally often: a missing
    answer must never count as nothing.
    """
    counts = {answers.n for _unsur, answers in questions}
    if not questions or counts == {0}:
        return None
    if len(counts) > 1:
        raise ValueError(f"questions answered {sorted(counts)} times")
    values: dict[str, list[Fraction]] = {}
    for slug, answers in questions:
        values.setdefault(slug, []).append(Fraction(answers.total, answers.n))
    means = {slug: Fraction(sum(each), len(each)) for slug, each in values.items()}
    return Index(counts.pop(), {slug: Unsur(value) for slug, value in means.items()}, of_means(list(means.values())))


def of_means(means: Sequence[Fraction]) -> Fraction:
    """Nilai indeks: each unsur weighs 1/n."""
    return sum(means, Fraction(0)) / len(means)


def grade_of(conversion: Decimal) -> Grade:
    """The class of a nilai konversi of two decimals. Raises ValueError outside 25..100."""
    if not GRADES[-1].since <= conversion <= HIGHEST * CONVERSION:
        raise ValueError(f"no grade for {conversion}")
    return next(grade for grade in GRADES if conversion >= grade.since)


def smallest_sample(population: int) -> int:
    """How many responses Krejcie and Morgan (1970) ask for: chi-square of 95 %, proportion a half, error 5 %."""
    if population < 1:
        return 0
    spread = _CONFIDENCE * _HALF * _HALF
    return int(rounded(spread * population / (_ERROR**2 * (population - 1) + spread), Decimal(1)))


def rounded(value: Fraction, step: Decimal) -> Decimal:
    """Half up, once, exactly. `value` is not negative."""
    steps = value / Fraction(step)
    whole = (2 * steps.numerator + steps.denominator) // (2 * steps.denominator)
    return (whole * step).quantize(step, ROUND_HALF_UP)
