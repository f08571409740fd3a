"""How a poster, a card, a tent card and a sheet of stickers are laid out, in millimetres. Pure."""

from collections.abc import Sequence

from webapp.feedback.services.drawing import (
    A4,
    CARD,
    INK,
    SOFT,
    STICKER,
    WHITE,
    Piece,
    block,
    cloth,
    hem,
    kawung,
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
from webapp.feedback.services.lettering import fit

COLUMNS, ROWS, GAP = 3, 4, 4.0  # stickers on an A4
PER_SHEET = COLUMNS * ROWS
LEGIBLE = 2.5  # 7 points


def poster(piece: Piece) -> str:
    """The whole A4 poster."""
    deep = piece.look.deep
    patterns = cloth("kawung", 14, deep, 0.25, 0.28) + hem("hem", 5.8, deep, 0.35)
    return sheet(A4, _title(piece), _poster(piece), patterns + hem("foot", 5.8, lighter(deep, 0.75), 0.3))


def card(piece: Piece) -> str:
    """The whole counter card, A5 across."""
    return sheet(CARD, _title(piece), _card(piece), _card_patterns(piece))


def tent(piece: Piece) -> str:
    """An A4 to be folded across: the card twice, one of them upside down."""
    width, half = CARD
    fold = line(f"M0 {half}h12M{width - 12} {half}h12", INK, 0.2)
    return sheet(A4, _title(piece), f'<g transform="translate({width} {half}) rotate(180)">{_card(piece)}</g>'
                 f'<g transform="translate(0 {half})">{_card(piece)}</g>{fold}', _card_patterns(piece))  # fmt: skip


def _card_patterns(piece: Piece) -> str:
    return cloth("kawung", 11.5, piece.look.deep, 0.22, 0.3) + hem("hem", 3.4, piece.look.deep, 0.25)


def sticker(piece: Piece) -> str:
    """One sticker."""
    return sheet(STICKER, _title(piece), _sticker(piece), _sticker_patterns(piece))


def sticker_sheet(pieces: Sequence[Piece]) -> str:
    """An A4 of at most PER_SHEET stickers with crop marks."""
    drawn = ""
    for place, piece in enumerate(pieces[:PER_SHEET]):
        x, y = _place(place)
        drawn += f'<g transform="translate({number(x)} {number(y)})">{_sticker(piece)}</g>' + _crop_marks(x, y)
    return sheet(A4, " · ".join(dict.fromkeys(_title(piece) for piece in pieces)), drawn, _sticker_patterns(pieces[0]))


def _sticker_patterns(piece: Piece) -> str:
    return cloth("kawung", 5.5, piece.look.deep, 0.12, 0.25)


def _title(piece: Piece) -> str:
    return f"{piece.ask[0]} {piece.service}, {piece.point}, {piece.opd}, {piece.pemda}. {piece.address}"


def _poster(piece: Piece) -> str:
    look, middle, room = piece.look, A4[0] / 2, 174
    two = len(piece.ask) > 1
    head = rect(0, 0, 210, 70, look.deep) + laid("kawung", 0, 0, 210, 70)
    head += rect(0, 70, 210, 7, look.tint) + laid("hem", 0, 70.6, 210, 5.8)
    head += rect(14, 14, 182, 42, look.deep, f' stroke="{WHITE}" stroke-width="0.3"') + mark(piece, 20, 19, 32)
    names = [(block(piece.pemda, 11, 6, 132, 2, bold=True), WHITE, 0), (block(piece.opd, 5.4, 4, 132, 2), WHITE, 1.5)]
    head += "".join(stacked(names, 60, 35 - sum(each.height + space for each, _, space in names) / 2))
    ask = [(block(piece.ask[0], 12.5 if two else 15, 8, room, 1, bold=True), look.deep, 0)]
    ask += [(block(text, 7.6, 5, room, 1, bold=True), SOFT, 0) for text in piece.ask[1:]]
    ask += [(block(piece.steps[0], 6.2 if two else 7.2, 4, room, 1), INK, 1)]
    ask += [(block(text, 5, 4, room, 1), SOFT, 0) for text in piece.steps[1:]]
    side = 91 if two else 102
    code = _framed(piece, middle, 217.5 - side, side, 5)
    text = "".join(stacked(ask, middle, 80.5, "middle")) + _where(piece, 9, room, middle, 240.5, 3)
    return rect(0, 0, *A4, WHITE) + head + text + code + _address(piece, 18, 255, 174, 20) + _foot(piece, 283.5)


def _where(piece: Piece, size: float, room: float, middle: float, level: float, lines: int) -> str:
    """Which service and which point it is, around this level: in one line each, or smaller in several."""
    service = block(piece.service, size, size * 0.68, room, 1, bold=True)
    small = service.lines[0] != " ".join(piece.service.split())
    if small:
        service = block(piece.service, size * 0.6, size * 0.4, room, lines, bold=True)
    point = block(piece.point, size * (0.62 if small else 0.75), size * 0.5, room, 1)
    both = [(service, INK, 0), (point, INK, 0)]
    return "".join(stacked(both, middle, level - (service.height + point.height) / 2, "middle"))


def _framed(piece: Piece, middle: float, top: float, side: float, room: float) -> str:
    """The code in a fine frame with a kawung flower at each corner; `room`: between its quiet zone and the frame."""
    colour, x, y, whole = piece.look.deep, middle - side / 2 - room, top - room, side + 2 * room
    drawn = rect(x, y, whole, whole, WHITE, f' stroke="{colour}" stroke-width="0.5"')
    drawn += qr(piece.matrix, middle - side / 2, top, side)
    tile, paths = 2 * room, ""
    for right, below in ((0, 0), (1, 0), (0, 1), (1, 1)):
        corner = x + right * whole - room, y + below * whole - room
        drawn += rect(*corner, tile, tile, piece.look.tint, f' stroke="{colour}" stroke-width="0.5"')
        paths += kawung(*corner, tile, 1, 1)
    return drawn + line(paths, colour, 0.3)


def _address(piece: Piece, x: float, y: float, width: float, height: float) -> str:
    """The address in text and the short code, for whoever cannot scan."""
    code_room = width * 0.27
    box = rect(x, y, width, height, piece.look.tint, ' rx="2"')
    said = words(" · ".join(piece.type_it), x + 5, y + 6.6, 3.9, SOFT)
    size, (text, *_) = fit(piece.address, 6.4, 3, width - code_room - 10, 1, bold=True)
    said += words(text, x + 5, y + 14.6, size, INK, bold=True)
    edge = x + width - code_room
    said += line(f"M{number(edge)} {number(y + 3)}v{number(height - 6)}", piece.look.deep, 0.3)
    middle = edge + code_room / 2
    said += words(piece.code_word, middle, y + 6.6, 3.9, SOFT, anchor="middle")
    size, (text, *_) = fit(piece.code, 9, 4, code_room - 6, 1, bold=True)
    return box + said + words(text, middle, y + 15.6, size, piece.look.deep, bold=True, anchor="middle", figures=True)


def _foot(piece: Piece, y: float) -> str:
    """Where the genuine can be told from the false, above a last hem."""
    size, (text, *_) = fit(f"{piece.genuine} {piece.check}", 4.1, 2.6, 174, 1)
    last = rect(0, 290, 210, 7, piece.look.deep) + laid("foot", 0, 290.6, 210, 5.8)
    return words(text, 105, y, size, INK, anchor="middle") + last


def _card(piece: Piece) -> str:
    look, (width, height), left = piece.look, CARD, 92
    woven = laid("kawung", 0, 0, left, 11.5) + laid("kawung", 0, height - 23, left, 23)
    side = rect(0, 0, left, height, look.deep) + woven + mark(piece, 12, 18, 21)
    names = [(block(piece.pemda, 6.4, 4, 44, 2, bold=True), WHITE, 0), (block(piece.opd, 3.7, 2.8, 44, 3), WHITE, 0.8)]
    side += "".join(stacked(names, 37, 28.5 - sum(each.height + space for each, _, space in names) / 2))
    two = len(piece.ask) > 1
    ask = [(block(piece.ask[0], 9.6 if two else 12, 6, 68, 3, bold=True), WHITE, 0)]
    ask += [(block(text, 5.4, 4, 68, 2, bold=True), WHITE, 1.5) for text in piece.ask[1:]]
    ask += [(block(piece.steps[0], 4.8 if two else 5.6, 3.6, 68, 3), WHITE, 3)]
    ask += [(block(text, 4, 3.2, 68, 3), WHITE, 1) for text in piece.steps[1:]]
    side += "".join(stacked(ask, 12, 82.5 - sum(each.height + space for each, _, space in ask) / 2))
    side += rect(left, 0, 4, height, look.tint) + _upright_hem(left, height)
    room, middle = width - left - 4 - 16, (left + 4 + width) / 2
    code = _framed(piece, middle, 13, 68, 4)
    text = _where(piece, 6.6, room, middle, 99, 3)
    return rect(0, 0, width, height, WHITE) + side + code + text + _card_foot(piece, middle, room)


def _upright_hem(x: float, height: float) -> str:
    return f'<g transform="translate({number(x + 3.7)} 0) rotate(90)">{laid("hem", 0, 0, height, 3.4)}</g>'


def _card_foot(piece: Piece, middle: float, room: float) -> str:
    top = 111
    box = rect(middle - room / 2, top, room, 22, piece.look.tint, ' rx="2"')
    size, (code, *_) = fit(piece.code, 9, 4, room - 8, 1, bold=True)
    box += words(piece.code_word, middle - room / 2 + 5, top + 8.6, 3.6, SOFT)
    box += words(code, middle + room / 2 - 5, top + 9, size, piece.look.deep, bold=True, anchor="end", figures=True)
    size, (address, *_) = fit(piece.address, 4.6, 2.6, room - 10, 1, bold=True)
    box += words(address, middle, top + 18, size, INK, bold=True, anchor="middle")
    size, lines = fit(f"{piece.genuine} {piece.check}", 3.1, 2.3, room, 2)
    return box + "".join(
        words(text, middle, 139 + row * size * 1.25, size, INK, anchor="middle") for row, text in enumerate(lines)
    )


def _sticker(piece: Piece) -> str:
    look, (width, height), middle = piece.look, STICKER, STICKER[0] / 2
    ask = [(block(piece.ask[0], 4.1, 2.6, width - 5, 1, bold=True), look.deep, 0)]
    ask += [(block(text, 2.6, 2, width - 5, 1, bold=True), SOFT, 0) for text in piece.ask[1:]]
    ask += [(block(" / ".join(piece.scan), 2.9, 2.2, width - 5, 1), INK, 0)]
    side = 26 if len(piece.ask) > 1 else 29
    text = "".join(stacked(ask, middle, 10.8, "middle")) + qr(piece.matrix, middle - side / 2, 47.8 - side, side)
    size, lines = _address_lines(_typed(piece.address), width - 3)
    above = 2.6 * (len(lines) - 1)
    text += _sticker_code(piece, 47.6)
    text += _where(piece, 2.4 if above else 3.2, width - 6, middle, 57.1 - above / 2, 1 if above else 2)
    for row, part in enumerate(lines):
        text += words(part, middle, 63.8 - above + 2.6 * row, size, INK, anchor="middle")
    size, (check, *_) = fit(f"{piece.genuine} {_typed(piece.check)}", 2, 1.3, width - 6, 1)
    text += words(check, middle, 66.7, size, SOFT, anchor="middle")
    edge = rect(0, 0, width, height, WHITE, f' stroke="{look.deep}" stroke-width="0.15"')
    return edge + _sticker_head(piece) + text


def _sticker_head(piece: Piece) -> str:
    """Whose sticker it is: logo and name."""
    width, look = STICKER[0], piece.look
    head = rect(0, 0, width, 10, look.deep) + laid("kawung", 0, 0, width, 10)
    head += rect(2.5, 1.4, width - 5, 7.2, look.deep) + mark(piece, 3, 1.7, 6.6)
    name = block(piece.pemda, 4, 2.4, width - 15, 1, bold=True)
    return head + name.drawn(11.5, 5 - name.height / 2, WHITE)


def _sticker_code(piece: Piece, top: float) -> str:
    """The short code right below the QR code, where the portal says it stands."""
    left, room = (STICKER[0] - 50) / 2, 50
    box = rect(left, top, room, 6, piece.look.tint, ' rx="1"')
    box += words(piece.code_word, left + 2, top + 4, 2.9, SOFT)
    size, (code, *_) = fit(piece.code, 5.8, 4, 28, 1, bold=True)
    return box + words(code, left + room - 2, top + 4.8, size, piece.look.deep, bold=True, anchor="end", figures=True)


def _address_lines(address: str, room: float) -> tuple[float, list[str]]:
    """In one line if it stays legible, else in two."""
    size, lines = fit(address, 3, LEGIBLE, room, 1)
    return (size, lines) if lines == [address] else fit(address, LEGIBLE, LEGIBLE, room, 2)


def _typed(address: str) -> str:
    """The address as one types it."""
    return address.removeprefix("https://").removeprefix("http://")


def _place(number_on_sheet: int) -> tuple[float, float]:
    """Where a sticker's left upper corner is."""
    wide, high = STICKER
    column, row = number_on_sheet % COLUMNS, number_on_sheet // COLUMNS
    left, top = (A4[0] - COLUMNS * wide - (COLUMNS - 1) * GAP) / 2, (A4[1] - ROWS * high - (ROWS - 1) * GAP) / 2
    return left + column * (wide + GAP), top + row * (high + GAP)


def _crop_marks(x: float, y: float) -> str:
    """Two short lines outside each corner: where the knife goes."""
    wide, high = STICKER
    path = ""
    for at, right in ((x, -1), (x + wide, 1)):
        for level, below in ((y, -1), (y + high, 1)):
            path += f"M{number(at + right * 0.4)} {number(level)}h{number(right * 1.4)}"
            path += f"M{number(at)} {number(level + below * 0.4)}v{number(below * 1.4)}"
    return line(path, INK, 0.1)
