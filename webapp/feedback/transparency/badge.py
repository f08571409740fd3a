"""The badge of an office: one small picture that any page may show. Text is text, so that it can be read aloud."""

from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 320, 96
NARROW, WIDE = 7.4, 15.5  # of a letter, in the two sizes: enough for the widest of the fonts named
INK, PAPER, SOFT = "#1b1b1f", "#fffdf7", "#55534c"
FONTS = "system-ui, Segoe UI, Roboto, Noto Sans, sans-serif"
PICTURE = """<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"
 role="img" aria-label="{label}" font-family="{fonts}">
<title>{label}</title>
<rect x=".5" y=".5" width="{inner}" height="{innerh}" rx="6" fill="{paper}" stroke="{colour}"/>
<rect width="8" height="{height}" rx="4" fill="{colour}"/>
<text x="22" y="26" font-size="14" font-weight="600" fill="{ink}">{office}</text>
<text x="22" y="60" font-size="28" font-weight="700" fill="{colour}">{value}</text>
<text x="{beside}" y="60" font-size="14" fill="{ink}">{meaning}</text>
<text x="22" y="82" font-size="12" fill="{soft}">{basis}</text>
</svg>
"""


@dataclass(frozen=True)
class Badge:
    """What a badge says: whose it is, the value, what it means, and of how many and when."""

    office: str
    value: str
    meaning: str
    basis: str

    @property
    def label(self) -> str:
        """All of it in one line, as a screen reader says it."""
        return f"{self.office}: {self.value} {self.meaning}. {self.basis}"


def draw(badge: Badge, colour: str) -> str:
    """The badge as SVG. `colour`: #rrggbb of the pemda."""
    room = int((WIDTH - 34) / NARROW)
    return PICTURE.format(
        width=WIDTH, height=HEIGHT, inner=WIDTH - 1, innerh=HEIGHT - 1, fonts=FONTS, ink=INK, paper=PAPER, soft=SOFT,
        colour=colour, label=safe(badge.label), office=safe(cut(badge.office, room)), value=safe(badge.value),
        beside=round(30 + WIDE * len(badge.value)), meaning=safe(badge.meaning), basis=safe(cut(badge.basis, room + 8)),
    )  # fmt: skip


def cut(text: str, room: int) -> str:
    """The text, or its beginning with an ellipsis."""
    return text if len(text) <= room else text[: room - 1].rstrip() + "…"


def safe(text: str) -> str:
    """The text inside XML and its attributes."""
    return escape(text, {'"': "&quot;"})
