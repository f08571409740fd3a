"""Pure rules of a pemda: working days and colours that can be read."""

from collections.abc import Collection
from datetime import date, timedelta

DEFAULT_WORKING_DAYS = (1, 2, 3, 4, 5)
READABLE = 4.5  # contrast ratio of WCAG 2.2 AA for text
DEFAULT_COLOUR = "#2c3d8f"


def add_working_days(start: date, days: int, working: Collection[int], holidays: Collection[date]) -> date:
    """The date `days` working days (hari kerja) after `start`; the day itself does not count.

    `working` holds ISO week days (1 = Monday). ValueError if no day of the week is a working day.
    """
    if not working:
        raise ValueError("a week without working days has no clock")
    day = start
    while days > 0:
        day += timedelta(days=1)
        if day.isoweekday() in working and day not in holidays:
            days -= 1
    return day


def palette(colour: str) -> dict[str, str]:
    """The four colours of a pemda from its one: action, darker, lighter, and the text on it. ValueError if not #rrggbb.

    A colour too light for white text is darkened until it is readable.
    """
    red, green, blue = _channels(colour)
    while contrast((red, green, blue), (255, 255, 255)) < READABLE:
        red, green, blue = (int(part * 0.94) for part in (red, green, blue))
    return {
        "--nila": _hex(red, green, blue),
        "--nila-tua": _hex(*(int(part * 0.66) for part in (red, green, blue))),
        "--nila-muda": _hex(*(int(part * 0.12 + 255 * 0.88) for part in (red, green, blue))),
        "--di-atas-nila": "#ffffff",
    }


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """Contrast ratio of two colours (WCAG 2.2), 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: tuple[int, int, int]) -> float:
    parts = [part / 255 for part in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _channels(colour: str) -> tuple[int, int, int]:
    text = colour.strip().lower()
    if len(text) != 7 or text[0] != "#" or any(c not in "0123456789abcdef" for c in text[1:]):
        raise ValueError("Tulis warna sebagai #rrggbb, misalnya #2c3d8f.")
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def _hex(red: int, green: int, blue: int) -> str:
    return f"#{red:02x}{green:02x}{blue:02x}"
