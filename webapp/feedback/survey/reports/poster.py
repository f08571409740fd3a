"""The publication poster of a period, A4, in millimetres: what users of the service must be able to read. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.feedback.services.drawing import (
    A4,
    INK,
    SOFT,
    WHITE,
    Block,
    Look,
    Matrix,
    block,
    cloth,
    hem,
    laid,
    lighter,
    line,
    mark,
    number,
    qr,
    rect,
    sheet,
    stacked,
    words,
)
from webapp.feedback.services.lettering import width_of

MARGIN, WIDTH = 16, 178
MIDDLE = A4[0] / 2
COLUMNS = ((MARGIN, 64), (MARGIN + 72, WIDTH - 72))  # (left edge, width) of the two columns of the profile


@dataclass(frozen=True)
class Notice:
    """What stands on it. Texts come in the reader's language; `profile`: (title, [(kind, people)]), two columns."""

    pemda: str
    opd: str
    title: str
    period: str
    index: str
    grade: str
    people: str
    caution: str  # empty when the smallest sample was reached
    profile: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    lowest: str
    thanks: str
    check: str
    address: str
    basis: str
    logo: str | None
    look: Look
    matrix: Matrix

    @property
    def initials(self) -> str:
        """The first letters of the pemda's name, for where it has no logo."""
        return "".join(word[0] for word in self.pemda.split() if word[0].isalnum())[:3].upper() or "•"


def poster(notice: Notice) -> str:
    """The whole A4 sheet."""
    deep = notice.look.deep
    patterns = cloth("kawung", 14, deep, 0.25, 0.28) + hem("hem", 5.8, deep, 0.35)
    patterns += hem("foot", 5.8, lighter(deep, 0.75), 0.3)
    title = f"{notice.title}. {notice.opd}, {notice.pemda}: {notice.index}, {notice.grade}. {notice.period}"
    drawn = rect(0, 0, *A4, WHITE) + _head(notice) + _number(notice) + _profile(notice) + _foot(notice)
    return sheet(A4, title, drawn, patterns)


def _head(notice: Notice) -> str:
    deep = notice.look.deep
    drawn = rect(0, 0, 210, 56, deep) + laid("kawung", 0, 0, 210, 56)
    drawn += rect(0, 56, 210, 7, notice.look.tint) + laid("hem", 0, 56.6, 210, 5.8)
    drawn += rect(14, 9, 182, 38, deep, f' stroke="{WHITE}" stroke-width="0.3"') + mark(notice, 19, 13, 30)
    names = [(block(notice.pemda, 10, 6, 134, 2, bold=True), WHITE, 0), (block(notice.opd, 5.6, 4, 134, 2), WHITE, 1.5)]
    return drawn + "".join(stacked(names, 57, 28 - _height(names) / 2))


def _number(notice: Notice) -> str:
    """Title, period, and the index as large as it may be."""
    deep = notice.look.deep
    above = [
        (block(notice.title, 10, 6, WIDTH, 1, bold=True), deep, 0),
        (block(notice.period, 5, 3.5, WIDTH, 2), INK, 1),
    ]
    drawn = "".join(stacked(above, MIDDLE, 70, "middle"))
    drawn += rect(MARGIN, 94, WIDTH, 72 if notice.caution else 66, notice.look.tint, ' rx="3"')
    drawn += words(notice.index, MIDDLE, 129, 38, deep, bold=True, anchor="middle")
    grade, people = block(notice.grade, 8.6, 5, WIDTH - 12, 1, bold=True), block(notice.people, 5, 3.6, 166, 1)
    caution = [(block(notice.caution, 4, 3, 166, 2), INK, 1)] if notice.caution else []
    return drawn + "".join(stacked([(grade, INK, 0), (people, INK, 1), *caution], MIDDLE, 137, "middle"))


def _profile(notice: Notice) -> str:
    """Who answered, in two columns, and what is improved first."""
    drawn = ""
    for place, (title, rows) in enumerate(notice.profile[:2]):
        x, wide = COLUMNS[place]
        drawn += words(title, x, 173, 5, notice.look.deep, bold=True)
        drawn += line(f"M{number(x)} 175.5h{number(wide)}", notice.look.deep, 0.4)
        for row, (kind, people) in enumerate(rows):
            y = 182 + row * 6.2
            size = block(kind, 4.2, 2.8, wide - width_of(people, 4.2) - 2, 1)
            drawn += words(size.lines[0], x, y, size.size, INK)
            drawn += words(people, x + wide, y, 4.2, INK, anchor="end")
    lowest: Block = block(notice.lowest, 4.4, 3.4, WIDTH, 2)
    return drawn + lowest.drawn(MARGIN, 219, INK)


def _foot(notice: Notice) -> str:
    drawn = block(notice.thanks, 6.2, 4.4, WIDTH, 2, bold=True).drawn(MARGIN, 229, notice.look.deep)
    drawn += qr(notice.matrix, 210 - MARGIN - 38, 248, 38)
    drawn += block(notice.check, 4.2, 3.2, WIDTH - 44, 2).drawn(MARGIN, 251, INK)
    drawn += block(notice.address, 4.4, 2.6, WIDTH - 44, 1, bold=True).drawn(MARGIN, 263, INK)
    drawn += block(notice.basis, 3.4, 2.6, WIDTH - 44, 3).drawn(MARGIN, 272, SOFT)
    return drawn + rect(0, 290, 210, 7, notice.look.deep) + laid("foot", 0, 290.6, 210, 5.8)


def _height(blocks: Sequence[tuple[Block, str, float]]) -> float:
    return sum(each.height + space for each, _fill, space in blocks)
