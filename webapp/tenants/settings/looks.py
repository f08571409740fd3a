"""How a colour looks in the pages: samples for the light and the dark scheme, and what was corrected and why."""

from dataclasses import dataclass
from decimal import Decimal

from webapp.platform.i18n import decimals
from webapp.tenants.colours import channels, contrast, mix, palette, readable

LIGHT = {"ground": "#f6f3ea", "surface": "#fffdf7", "ink": "#1c2130", "line": "#dbd5c5"}
DARK = {"ground": "#14161b", "surface": "#1d2027", "ink": "#efeade", "line": "#383c46"}
WHITE = (255, 255, 255)


@dataclass(frozen=True)
class Scheme:
    """The colours one sample is drawn with."""

    ground: str
    surface: str
    ink: str
    line: str
    action: str
    on_action: str
    link: str
    tint: str
    cloth: str


@dataclass(frozen=True)
class Correction:
    """A colour somebody wished for and the readable one used in its place."""

    wish: str
    used: str


@dataclass(frozen=True)
class Sample:
    """A colour in both schemes; `ratio` of white on it, as text; `correction` when it had to be darkened."""

    colour: str
    light: Scheme
    dark: Scheme
    ratio: str
    correction: Correction | None


def sample(colour: str) -> Sample:
    """How the pages look with this colour, as tokens.css derives the rest."""
    used, parts = readable(colour), palette(colour)
    action, deep, pale = (parts[f"--{name}"] for name in ("nila", "nila-tua", "nila-muda"))
    link = _mixed(pale, action, 0.82)
    return Sample(
        used,
        Scheme(**LIGHT, action=action, on_action="#ffffff", link=deep, tint=pale, cloth=deep),
        Scheme(
            **DARK, action=link, on_action="#14161b", link=link, tint=_mixed(deep, DARK["surface"], 0.45), cloth=deep
        ),
        decimals(Decimal(str(contrast(channels(used), WHITE))), 1),
        correction(colour),
    )


def correction(colour: str) -> Correction | None:
    """What became of a colour that white could not be read on."""
    used = readable(colour)
    return Correction(colour, used) if used != colour else None


def asked_colour(text: str) -> Correction | None:
    """The correction to tell of after saving; `text` comes out of the address: six digits or nothing."""
    try:
        return correction(f"#{text.lower()}")
    except ValueError:
        return None


def _mixed(one: str, other: str, share: float) -> str:
    return "#{:02x}{:02x}{:02x}".format(*mix(channels(one), channels(other), share))
