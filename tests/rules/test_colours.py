"""Every colour a pemda may choose ends in pages that can be read: asked of the very style sheets, in both schemes."""

import colorsys
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from webapp.platform.pages import STATIC
from webapp.tenants.colours import READABLE, VISIBLE, channels, contrast, danger, mix, palette, readable
from webapp.tenants.settings.looks import sample

TOKENS = (STATIC / "css" / "tokens.css").read_text()
PLOTS = (STATIC / "css" / "plots.css").read_text()
TEXTS = [  # (text, ground) as the style sheets pair them
    ("on-action", "action"), ("on-action", "action-strong"), ("link", "ground"), ("link", "surface"), ("link", "tint"),
    ("on-tint", "tint"), ("text", "tint"), ("text-soft", "tint"), ("on-cloth", "cloth"), ("bata", "tint"),
    ("bata", "ground"), ("bata", "surface"), ("bata", "bata-muda"), ("info", "info-tint"), ("text", "info-tint"),
    ("pandan", "tint"), ("text", "ground"), ("text", "surface"), ("text-soft", "ground"), ("text-soft", "surface"),
]  # fmt: skip
MARKS = [("action", "ground"), ("action", "surface"), ("link", "surface"), ("action", "tint")]
COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
HARDEST = ["#ffe600", "#ffffff", "#000000", "#00ff00", "#00ffff", "#80a0a0", "#80a020", "#ff0020", "#777777"]


def declared(text: str) -> dict[str, str]:
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", text))


LIGHT_CSS, _, DARK_CSS = TOKENS.partition("@supports")
SCHEMES = {"light": declared(LIGHT_CSS), "dark": declared(LIGHT_CSS) | declared(DARK_CSS)}


def value(written: str, known: dict[str, str]):
    """A colour of the style sheet as red, green, blue."""
    if written.startswith("var("):
        return value(known[written[4:-1]], known)
    if found := re.fullmatch(r"color-mix\(in srgb, (\S+) (\d+)%, (\S+)\)", written):
        return mix(value(found[1], known), value(found[3], known), int(found[2]) / 100)
    return channels(written)


def hard(test):
    for colour in HARDEST:
        test = example(colour)(test)
    return settings(max_examples=150, deadline=None)(test)


@pytest.mark.parametrize("scheme", SCHEMES)
@hard
@given(colour=COLOURS)
def test_every_text_can_be_read_on_its_ground(scheme, colour):
    known = SCHEMES[scheme] | palette(colour) | danger(colour)
    for text, ground in TEXTS:
        ratio = contrast(value(known[f"--{text}"], known), value(known[f"--{ground}"], known))
        assert ratio >= READABLE, (text, ground, ratio)


@pytest.mark.parametrize("scheme", SCHEMES)
@hard
@given(colour=COLOURS)
def test_every_edge_and_mark_can_be_seen(scheme, colour):
    known = SCHEMES[scheme] | palette(colour)
    for mark, ground in MARKS:
        ratio = contrast(value(known[f"--{mark}"], known), value(known[f"--{ground}"], known))
        assert ratio >= VISIBLE, (mark, ground, ratio)


CHOSEN = {"red": "#b01030", "orange": "#e06000", "green": "#0b6e3a", "near-black": "#101418", "indigo": "#2c3d8f"}


@pytest.mark.parametrize("colour", CHOSEN.values(), ids=CHOSEN)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_warns_is_never_of_the_colour_of_what_acts(scheme, colour):
    known = SCHEMES[scheme] | palette(colour) | danger(colour)
    warns, acts = (
        colorsys.rgb_to_hsv(*(part / 255 for part in value(known[f"--{name}"], known))) for name in ("bata", "action")
    )
    apart = abs(warns[0] - acts[0])
    assert min(apart, 1 - apart) * 360 > 45 or acts[1] < 0.15 or abs(warns[1] - acts[1]) > 0.2, (warns, acts)


@hard
@given(colour=COLOURS)
def test_only_a_colour_near_brick_changes_the_colour_of_danger(colour):
    hue, saturation, _light = colorsys.rgb_to_hsv(*(part / 255 for part in channels(colour)))
    reddish = (hue * 360 < 50 or hue * 360 > 330) and saturation > 0.3
    assert not danger(colour) or hue * 360 < 60 or hue * 360 > 320
    assert danger(colour) or not reddish


def test_information_has_a_colour_of_its_own_that_no_pemda_replaces():
    replaced = (palette("#b01030") | danger("#b01030")).keys()
    assert not {"--info", "--info-tint", "--tinta-lembut", "--kabar-muda"} & replaced
    assert "--info" in SCHEMES["light"]


SHADES = re.findall(r"\.shade-(\d) \{\s*background: ([^;]+);(?:\s*color: ([^;]+);)?", PLOTS)


@pytest.mark.parametrize("scheme", SCHEMES)
@hard
@given(colour=COLOURS)
def test_the_figures_of_a_heat_map_can_be_read(scheme, colour):
    known = SCHEMES[scheme] | palette(colour)
    assert len(SHADES) >= 4
    for shade, ground, text in SHADES:
        ratio = contrast(value(text or "var(--text)", known), value(ground, known))
        assert ratio >= READABLE, (shade, ratio)


@hard
@given(colour=COLOURS)
def test_a_corrected_colour_keeps_its_hue_and_is_the_lightest_that_can_be_read(colour):
    used = readable(colour)
    assert contrast(channels(used), (255, 255, 255)) >= READABLE and readable(used) == used
    wish, made = (colorsys.rgb_to_hsv(*(part / 255 for part in channels(each))) for each in (colour, used))
    if used != colour and wish[1] > 0.3:
        apart = abs(wish[0] - made[0])
        assert min(apart, 1 - apart) < 0.02
        assert contrast(channels(used), (255, 255, 255)) < READABLE + 0.15


def test_what_can_be_read_stays_and_yellow_becomes_olive():
    assert readable("#2C3D8F") == "#2c3d8f" and readable("#ffe600") == "#847700"


@hard
@given(colour=COLOURS)
def test_the_sample_shows_what_the_style_sheets_make(colour):
    shown = sample(colour)
    for scheme, part in (("light", shown.light), ("dark", shown.dark)):
        known = SCHEMES[scheme] | palette(colour)
        for name in ("ground", "surface", "action", "on_action", "link", "tint", "cloth"):
            assert channels(getattr(part, name)) == value(known["--" + name.replace("_", "-")], known), (scheme, name)
