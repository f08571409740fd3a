"""Pure: the colours of a pemda from its one, corrected until everything written in or on them can be read."""

from colorsys import rgb_to_hsv

READABLE = 4.5  # contrast ratio of WCAG 2.2 AA for text
VISIBLE = 3.0  # and for what is not text: edges, marks, lines
DEFAULT_COLOUR = "#2c3d8f"
WHITE = (255, 255, 255)
BRICK = "#9c3826"  # the colour of danger as tokens.css declares it
NEAR, COLOURED = 45, 0.25  # degrees of hue and saturation within which a colour could be taken for brick
# Where it could: mangosteen instead, by the names tokens.css gives the colours of danger.
MANGOSTEEN = {
    "--bahaya": "#6b2a8f",
    "--bahaya-muda": "#efe4f6",
    "--bahaya-malam": "#d9b3f2",
    "--bahaya-malam-muda": "#33203f",
}
STEPS = 1000  # how finely a colour is darkened: in thousandths of its own light

RGB = tuple[int, int, int]


def palette(colour: str) -> dict[str, str]:
    """The four colours of a pemda from its one: action, darker, lighter, and the text on it. ValueError if not #rrggbb.

    A colour too light for white text is darkened until it is readable.
    """
    action = _readable(_channels(colour))
    return {
        "--nila": _hex(action),
        "--nila-tua": _hex(_scaled(action, 0.66)),
        "--nila-muda": _hex(mix(action, WHITE, 0.12)),
        "--di-atas-nila": "#ffffff",
    }


def danger(colour: str) -> dict[str, str]:
    """Other colours of danger for a pemda whose own could be taken for it; nothing for all others. ValueError if not
    #rrggbb."""
    hue, saturation = _hue(colour)
    apart = abs(hue - _hue(BRICK)[0])
    return MANGOSTEEN if min(apart, 360 - apart) <= NEAR and saturation >= COLOURED else {}


def readable(colour: str) -> str:
    """The nearest colour of the same hue that white can be read on: the colour itself if it is one. ValueError if not
    #rrggbb."""
    return _hex(_readable(_channels(colour)))


def contrast(one: RGB, other: RGB) -> float:
    """Contrast ratio of two colours (WCAG 2.2), 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mix(one: RGB, other: RGB, share: float) -> RGB:
    """The colour between two, `share` of the first, as color-mix(in srgb) makes it."""
    return tuple(int(a * share + b * (1 - share)) for a, b in zip(one, other, strict=True))


def channels(colour: str) -> RGB:
    """Red, green, blue of #rrggbb. ValueError if it is not written so."""
    return _channels(colour)


def _readable(colour: RGB) -> RGB:
    """Darker step by step, all three parts alike, which keeps hue and saturation: the first that can be read on."""
    for step in range(STEPS, -1, -1):
        darker = _scaled(colour, step / STEPS)
        if contrast(darker, WHITE) >= READABLE:
            return darker
    raise AssertionError("black can be read on white")


def _hue(colour: str) -> tuple[float, float]:
    """Hue in degrees and saturation, 0 to 1."""
    hue, saturation, _value = rgb_to_hsv(*(part / 255 for part in _channels(colour)))
    return hue * 360, saturation


def _scaled(colour: RGB, factor: float) -> RGB:
    return tuple(int(part * factor) for part in colour)


def _luminance(colour: RGB) -> float:
    parts = [part / 255 for part in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _channels(colour: str) -> RGB:
    text = colour.strip().lower()
    if len(text) != 7 or text[0] != "#" or any(c not in "0123456789abcdef" for c in text[1:]):
        raise ValueError("Tulis warna sebagai #rrggbb, misalnya #2c3d8f.")
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def _hex(colour: RGB) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
