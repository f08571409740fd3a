"""Pure: the counted answers of a period, the index they make, and every step that leads to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from webapp.feedback.survey.index import TENTH_OF_MILLE, Answers, Grade, Index, index_of, rounded

Counts = tuple[int, int, int, int]


@dataclass(frozen=True)
class Step:
    """One unsur in the working: its questions' answers, its mean (NRR), and what it adds to the index."""

    slug: str
    answers: tuple[Answers, ...]
    nrr: Decimal
    weight: Fraction
    product: Decimal
    conversion: Decimal
    grade: Grade
    priority: int

    @property
    def total(self) -> int:
        """Sum of all values given to the questions of this unsur."""
        return sum(each.total for each in self.answers)

    @property
    def n(self) -> int:
        """How many answers that sum is made of."""
        return sum(each.n for each in self.answers)


@dataclass(frozen=True)
class Figures:
    """Of each question of an instrument the unsur it belongs to, and how many answered 1, 2, 3 and 4."""

    unsur: tuple[str, ...]
    counts: tuple[Counts, ...]

    @property
    def n(self) -> int:
        """How many responses there are."""
        return sum(self.counts[0]) if self.counts else 0

    def answers(self) -> list[tuple[str, Answers]]:
        """Number and sum of what was answered to each question, named with its unsur."""
        return [(slug, answers_of(counts)) for slug, counts in zip(self.unsur, self.counts, strict=True)]

    def index(self) -> Index | None:
        """The index of all of them; None without any."""
        return index_of(self.answers()) if self.counts else None


def answers_of(counts: Counts) -> Answers:
    """Number and sum of these answers."""
    return Answers(sum(counts), sum(value * n for value, n in enumerate(counts, start=1)))


def figures_of(unsur: Sequence[str], counts: Sequence[Sequence[int]]) -> Figures:
    """The same from lists, as they are stored."""
    return Figures(tuple(unsur), tuple(tuple(each) for each in counts))


def working(figures: Figures) -> list[Step]:
    """The steps, one for each unsur in the order of the instrument. The numbers shown are rounded; nothing is counted
    on with a rounded one. Raises ValueError without any response."""
    index = figures.index()
    if index is None:
        raise ValueError("nothing was answered")
    places = {slug: place for place, slug in enumerate(index.priorities, start=1)}
    weight = Fraction(1, len(index.unsur))
    return [
        Step(
            slug, tuple(answers for of, answers in figures.answers() if of == slug), unsur.nrr, weight,
            rounded(unsur.value * weight, TENTH_OF_MILLE), unsur.conversion, unsur.grade, places[slug],
        )
        for slug, unsur in index.unsur.items()
    ]  # fmt: skip


def told(index: Index) -> dict[str, object]:
    """What is published of an index, as texts: nothing is left to whoever reads them to round."""
    return {
        "n": index.n,
        "nrr": {slug: str(unsur.nrr) for slug, unsur in index.unsur.items()},
        "nilai_indeks": str(index.nilai_indeks),
        "ikm": str(index.ikm),
        "mutu": index.grade.mutu,
        "kinerja": index.grade.kinerja,
    }


def tellable(counts: Mapping[str, int], least: int) -> dict[str, int | None]:
    """Respondents by kind; None for a kind that is not told.

    Fewer than `least` are not told, and with them as many of the next larger as it takes that what is hidden is at
    least two kinds and `least` people: then nobody subtracts one from the whole.
    """
    hidden = {kind for kind, n in counts.items() if 0 < n < least}
    rest = sorted((n, kind) for kind, n in counts.items() if n >= least)
    while hidden and rest and (len(hidden) < 2 or sum(counts[kind] for kind in hidden) < least):
        hidden.add(rest.pop(0)[1])
    return {kind: None if kind in hidden else n for kind, n in counts.items()}


def parts(
    names: Mapping[str, str], figures: Mapping[str, Figures], before: Sequence[Sequence[Mapping]], least: int
) -> list[dict[str, object]]:
    """The index of each service of a period, by name, as it is kept: {id, name, n, counts, told}.

    `told` is None for a service that is not told: under `least` responses, or by subtraction (see `tellable`). In a
    correction no service is told when one of them differs from an earlier version by fewer than `least` responses, or
    when others were told then: whoever holds both papers would read these few.
    """
    shown = tellable({key: each.n for key, each in figures.items()}, least)
    kept = {key: n is not None for key, n in shown.items()}
    told_now = {key for key, is_told in kept.items() if is_told}
    if any(told_now != _told_in(version) or _is_near(figures, version, least) for version in before):
        kept = dict.fromkeys(figures, False)
    return [
        {"id": key, "name": names[key], "n": figures[key].n, "counts": [list(each) for each in figures[key].counts],
         "told": _short(figures[key].index()) if kept[key] else None}
        for key in sorted(figures, key=lambda key: (names[key].casefold(), key))
    ]  # fmt: skip


def _told_in(version: Sequence[Mapping]) -> set[str]:
    return {each["id"] for each in version if each["told"]}


def _is_near(figures: Mapping[str, Figures], version: Sequence[Mapping], least: int) -> bool:
    """Whether some service was told otherwise before, of almost the same people."""
    earlier = {each["id"]: each for each in version}
    for key in earlier.keys() | figures.keys():
        was = [list(counts) for counts in earlier[key]["counts"]] if key in earlier else []
        now = [list(counts) for counts in figures[key].counts] if key in figures else []
        apart = abs((figures[key].n if key in figures else 0) - (earlier[key]["n"] if key in earlier else 0))
        if was != now and apart < least:
            return True
    return False


def _short(index: Index) -> dict[str, object]:
    return {name: value for name, value in told(index).items() if name != "nrr"}
