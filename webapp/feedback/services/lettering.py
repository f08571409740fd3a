"""Text on paper without knowing the printer's fonts: widths are taken rather too large than too small. Pure."""

NARROW, SLIM, WIDE = frozenset("iljI.,:;'|!"), frozenset("ftr()[]{}-/\\ \"*"), frozenset("mwMW%@—…")
GENEROUS = 1.12  # the widest common sans is so much wider than Helvetica
BOLD = 1.07
STEP = 0.96


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """At most this wide, in the unit of `size`, in any common sans."""
    return sum(map(_em, text)) * size * GENEROUS * (BOLD if bold else 1)


def fit(
    text: str, size: float, least: float, width: float, lines: int, *, bold: bool = False
) -> tuple[float, list[str]]:
    """The size, at most `size`, at which the text stands in so many lines, and these lines.

    Below `least` it is cut and says so with an ellipsis: letters nobody can read help nobody.
    """
    text = " ".join(text.split())
    while True:
        broken = wrap(text, size, width, bold=bold)
        if len(broken) <= lines:
            return size, broken
        if size * STEP < least:
            return size, [*broken[: lines - 1], _cut(" ".join(broken[lines - 1 :]), size, width, bold)]
        size *= STEP


def wrap(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """The text in lines of at most this width; a word that is wider is broken."""
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if width_of(longer, size, bold=bold) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, size, width, bold)
        lines += full
    return [*lines, line] if line else lines


def _pieces(word: str, size: float, width: float, bold: bool) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width_of(pieces[-1] + letter, size, bold=bold) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _cut(text: str, size: float, width: float, bold: bool) -> str:
    if width_of(text, size, bold=bold) <= width:
        return text
    while text and width_of(text + "…", size, bold=bold) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def _em(letter: str) -> float:
    if letter in NARROW:
        return 0.28
    if letter in SLIM:
        return 0.35
    if letter in WIDE:
        return 0.92
    if letter.isupper():
        return 0.7
    return 0.56 if letter < "\u0250" else 1.0
