"""What posters, cards and stickers are drawn of, as SVG in millimetres; ornament after kawung and parang. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from webapp.feedback.services.lettering import fit

A4 = (210.0, 297.0)
CARD = (210.0, 148.5)  # A5 across; two of them are an A4
STICKER = (62.0, 68.0)
QUIET = 4  # modules of white around a QR code
INK, SOFT, WHITE = "#16181f", "#4a4f5c", "#ffffff"
FONTS = "'Segoe UI',Roboto,'Noto Sans','Liberation Sans',Arial,'DejaVu Sans',sans-serif"
FIGURES = "'Roboto Mono','Noto Sans Mono','Liberation Mono','DejaVu Sans Mono',monospace"
BOW = 0.5523  # of a quarter circle drawn as a curve
Matrix = Sequence[Sequence[bool]]


@dataclass(frozen=True)
class Look:
    """A pemda's colours: the dark one, the one of actions, the light one."""

    deep: str
    action: str
    tint: str


@dataclass(frozen=True)
class Piece:
    """What stands on one poster, card or sticker. Sentences come in the one or two languages it is printed in."""

    pemda: str
    opd: str
    service: str
    point: str
    code: str
    address: str
    check: str
    ask: tuple[str, ...]
    steps: tuple[str, ...]
    scan: tuple[str, ...]
    type_it: tuple[str, ...]
    code_word: str
    genuine: str
    logo: str | None
    look: Look
    matrix: Matrix

    @property
    def initials(self) -> str:
        """The first letters of the name: 'Kota Pontianak' -> 'KP'."""
        return "".join(word[0] for word in self.pemda.split() if word[0].isalnum())[:3].upper() or "•"


def number(value: float) -> str:
    """A length as short as SVG takes it."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def rect(x: float, y: float, width: float, height: float, fill: str, more: str = "") -> str:
    """A filled rectangle."""
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}" fill="{fill}"{more}/>'
    )


def line(path: str, stroke: str, width: float) -> str:
    """A drawn line without filling."""
    return f'<path d="{path}" fill="none" stroke="{stroke}" stroke-width="{number(width)}"/>'


def words(
    text: str, x: float, y: float, size: float, fill: str = INK, *, bold: bool = False, anchor: str = "start",
    figures: bool = False,
) -> str:  # fmt: skip
    """One line of text with its base line at y."""
    given = f' font-weight="700"' if bold else ""  # noqa: F541
    given += f' text-anchor="{anchor}"' if anchor != "start" else ""
    given += f' font-family="{FIGURES}"' if figures else ""
    at = f'x="{number(x)}" y="{number(y)}" font-size="{number(size)}" fill="{fill}"'
    return f"<text {at}{given}>{escape(text)}</text>"


@dataclass(frozen=True)
class Block:
    """Lines of text that fit a width, and how high they stand."""

    size: float
    lines: list[str]
    bold: bool

    @property
    def height(self) -> float:
        return self.size * 1.2 * len(self.lines)

    def drawn(self, x: float, top: float, fill: str, anchor: str = "start") -> str:
        """The lines below `top`."""
        return "".join(
            words(text, x, top + self.size * (1.2 * row + 0.95), self.size, fill, bold=self.bold, anchor=anchor)
            for row, text in enumerate(self.lines)
        )


def block(text: str, size: float, least: float, width: float, lines: int, *, bold: bool = False) -> Block:
    """The text broken and, if need be, made smaller until it fits."""
    size, broken = fit(text, size, least, width, lines, bold=bold)
    return Block(size, broken, bold)


def stacked(blocks: Sequence[tuple[Block, str, float]], x: float, top: float, anchor: str = "start") -> Iterator[str]:
    """Blocks one below the other: (block, colour, space before it)."""
    for each, fill, space in blocks:
        top += space
        yield each.drawn(x, top, fill, anchor)
        top += each.height


def qr(matrix: Matrix, x: float, y: float, size: float) -> str:
    """The code with its quiet zone on white, `size` wide altogether, as one path."""
    module = size / (len(matrix) + 2 * QUIET)
    path = "".join(
        f"M{number(x + (start + QUIET) * module)} {number(y + (row + QUIET) * module)}"
        f"h{number(length * module)}v{number(module)}h-{number(length * module)}z"
        for row, modules in enumerate(matrix)
        for start, length in _runs(modules)
    )
    return rect(x, y, size, size, WHITE) + f'<path d="{path}" fill="#000000" shape-rendering="crispEdges"/>'


def _runs(modules: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The dark stretches of a row: (where, how long)."""
    start = None
    for place, dark in enumerate([*modules, False]):
        if dark and start is None:
            start = place
        elif not dark and start is not None:
            yield start, place - start
            start = None


def kawung(x: float, y: float, tile: float, across: int, down: int) -> str:
    """The path of a field of kawung flowers: four petals a tile, a seam in each, a diamond between them."""
    return "".join(
        _flower(x + (column + 0.5) * tile, y + (row + 0.5) * tile, tile / 2)
        for row in range(down)
        for column in range(across)
    )


def _flower(x: float, y: float, half: float) -> str:
    petals = "".join(
        _petal(x, y, right * half, below * half)
        + _petal(x + right * half * 0.18, y + below * half * 0.18, right * half * 0.64, below * half * 0.64)
        for right in (-1, 1)
        for below in (-1, 1)
    )
    side = number(half * 0.09)
    return petals + "".join(
        f"M{number(cx)} {number(cy - half * 0.09)}l{side} {side}l-{side} {side}l-{side} -{side}z"
        for cx, cy in ((x, y - half * 0.72), (x - half * 0.72, y), (x, y + half * 0.72), (x + half * 0.72, y))
    )


def _petal(x: float, y: float, wide: float, high: float) -> str:
    """A petal from the flower's heart to a corner: two quarter circles."""
    a, b, c, d = (number(v) for v in (wide * BOW, wide, high * (1 - BOW), high))
    e, f, g, h = (number(-v) for v in (wide * BOW, wide, high * (1 - BOW), high))
    return f"M{number(x)} {number(y)}c{a} 0 {b} {c} {b} {d}c{e} 0 {f} {g} {f} {h}z"


def cloth(name: str, tile: float, ground: str, stroke: float, share: float) -> str:
    """The pattern of a field of kawung: drawn once, laid by `laid`. Its lines are a lighter ground."""
    lines = line(kawung(0, 0, tile, 1, 1), lighter(ground, share), stroke)
    return _pattern(name, tile, tile, lines)


def hem(name: str, height: float, colour: str, stroke: float) -> str:
    """The pattern of a hem after parang: leaning waves that go on from tile to tile."""
    part = height / 23
    wave = "c{} 0 {} {} {} {}s{} {} {} {} {} 0 {} {} {} {} {} {}".format(
        *(number(v * part) for v in (14, 10, -9, 15, -14, 8, -2, 6, 1, -7, -4, -5, 9, -4, 13, -4))
    )
    waves = "".join(f"M{number(start * part)} {number(22.5 * part)}{wave}" for start in (-36, -18, 0))
    return _pattern(name, 18 * part, height, line(waves, colour, stroke))


def _pattern(name: str, width: float, height: float, content: str) -> str:
    size = f'width="{number(width)}" height="{number(height)}"'
    return f'<pattern id="{name}" {size} patternUnits="userSpaceOnUse">{content}</pattern>'


def laid(name: str, x: float, y: float, width: float, height: float) -> str:
    """A stretch of a pattern that begins at its left upper corner."""
    return f'<g transform="translate({number(x)} {number(y)})">{rect(0, 0, width, height, f"url(#{name})")}</g>'


def lighter(colour: str, share: float) -> str:
    """A colour (#rrggbb) mixed with so much white: printed without transparency."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{int(part + (255 - part) * share):02x}" for part in parts)


def mark(piece: Piece, x: float, y: float, size: float) -> str:
    """The pemda's logo on white; without one, its initials in a kawung flower."""
    if piece.logo:
        inner, edge = number(size * 0.84), size * 0.08
        return (
            rect(x, y, size, size, WHITE, f' rx="{number(size * 0.12)}"')
            + f'<image x="{number(x + edge)}" y="{number(y + edge)}" width="{inner}" height="{inner}" '
            f'href="{escape(piece.logo)}"/>'
        )
    half, middle = size / 2, (x + size / 2, y + size / 2)
    flower = "".join(_petal(*middle, right * half, below * half) for right in (-1, 1) for below in (-1, 1))
    seams = "".join(
        _petal(middle[0] + right * half * 0.3, middle[1] + below * half * 0.3, right * half * 0.58, below * half * 0.58)
        for right in (-1, 1) for below in (-1, 1)
    )  # fmt: skip
    letters = size * (0.3 if len(piece.initials) < 3 else 0.24)
    return (
        f'<path d="{flower}" fill="{WHITE}"/>'
        + line(seams, piece.look.deep, size * 0.012)
        + f'<circle cx="{number(middle[0])}" cy="{number(middle[1])}" r="{number(size * 0.31)}" fill="{WHITE}" '
        f'stroke="{piece.look.deep}" stroke-width="{number(size * 0.02)}"/>'
        + words(piece.initials, middle[0], middle[1] + letters * 0.36, letters, piece.look.deep, bold=True,
                anchor="middle")
    )  # fmt: skip


def sheet(size: tuple[float, float], title: str, content: str, patterns: str) -> str:
    """A whole SVG document of this size in millimetres, with its title for who cannot see it."""
    width, height = (number(each) for each in size)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" viewBox="0 0 {width} {height}" '
        f'role="img" font-family="{FONTS}"><title>{escape(title)}</title><defs>{patterns}</defs>{content}</svg>'
    )
