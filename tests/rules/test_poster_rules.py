"""Posters as drawings: what is drawn is what was meant, on paper that has edges."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.feedback.services import codes, layouts
from webapp.feedback.services.components import COMPONENTS, FIRST, REASON, SLUGS, TEXT, in_reading_order, missing
from webapp.feedback.services.drawing import A4, CARD, QUIET, STICKER, Look, Piece, qr
from webapp.feedback.services.lettering import fit, width_of, wrap

MATRIX = tuple(tuple((row * 7 + column * 3) % 5 < 2 for column in range(21)) for row in range(21))
PIECE = Piece(
    pemda="Kota Pontianak", opd="Dinas Kependudukan", service="Akta kelahiran", point="Loket 3", code="k7x3mq",
    address="https://pontianak.example/n/k7x3mq", check="https://pontianak.example/cek/k7x3mq",
    ask=("Bagaimana pelayanan kami?",), steps=("Pindai, pilih satu jawaban, selesai.",),
    scan=("Pindai untuk menilai",), type_it=("Atau buka",),
    code_word="Kode", genuine="Periksa keaslian:", logo=None, look=Look("#1d2963", "#2c3d8f", "#e5e8f5"),
    matrix=MATRIX,
)  # fmt: skip
FORMS = {"poster": layouts.poster, "card": layouts.card, "tent": layouts.tent, "sticker": layouts.sticker}
ODD = 'Layanan <b>"Tanpa & Batas"</b> ' + "panjang sekali " * 20
SVG = "{http://www.w3.org/2000/svg}"


def tree(svg: str) -> ElementTree.Element:
    """A drawing as its elements; not to be read at all fails the test."""
    return ElementTree.fromstring(svg)  # noqa: S314 - our own drawing


def modules(svg: str, size: int) -> set[tuple[int, int]]:
    """The dark modules of a drawn code, read back from its path: (row, column)."""
    path = re.search(r'<path d="([^"]+)" fill="#000000"', svg)[1]
    side, left, top = whole(svg)
    step, found = side / (size + 2 * QUIET), set()
    for x, y, length in re.findall(r"M([\d.]+) ([\d.]+)h([\d.]+)v", path):
        row, column = round((float(y) - top) / step) - QUIET, round((float(x) - left) / step) - QUIET
        found |= {(row, column + more) for more in range(round(float(length) / step))}
    return found


def whole(svg: str) -> tuple[float, float, float]:
    """Side, left and top of the white square the code stands on."""
    square = re.search(r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="[\d.]+" fill="#ffffff"/><path', svg)
    return float(square[3]), float(square[1]), float(square[2])


@pytest.mark.parametrize("form", FORMS)
def test_the_drawn_code_is_the_code_module_by_module(form):
    dark = {(row, column) for row in range(21) for column in range(21) if MATRIX[row][column]}
    assert modules(FORMS[form](PIECE), 21) == dark


def test_a_code_keeps_its_quiet_zone():
    drawn = modules(qr(MATRIX, 0, 0, 29), 21)
    assert min(min(pair) for pair in drawn) >= 0 and max(max(pair) for pair in drawn) <= 20


@pytest.mark.parametrize(("form", "least"), [("poster", 80), ("card", 40), ("tent", 40), ("sticker", 25)])
def test_a_code_is_large_enough_to_be_scanned_from_where_one_stands(form, least):
    assert whole(FORMS[form](PIECE))[0] >= least


@pytest.mark.parametrize("two", [False, True])
@pytest.mark.parametrize("form", FORMS)
def test_odd_and_long_names_stay_text_and_stay_on_the_paper(form, two):
    more = {"ask": (*PIECE.ask, "How was our service?"), "steps": (*PIECE.steps, "Scan, choose, done.")} if two else {}
    piece = replace(PIECE, service=ODD, point=ODD, opd=ODD, pemda=ODD, **more)
    root = tree(FORMS[form](piece))
    width = {"poster": A4, "tent": A4, "card": CARD, "sticker": STICKER}[form][0]
    for text in root.iter(f"{SVG}text"):
        wide, x = width_of(text.text, float(text.get("font-size"))), float(text.get("x"))
        left = {"middle": x - wide / 2, "end": x - wide}.get(text.get("text-anchor"), x)
        assert left >= -0.5 and left + wide <= width + 0.5, text.text
    assert not list(root.iter(f"{SVG}script")) and "<b>" not in FORMS[form](piece)


@pytest.mark.parametrize("form", FORMS)
def test_address_code_and_check_stand_on_it_in_text(form):
    texts = " ".join(text.text for text in tree(FORMS[form](PIECE)).iter(f"{SVG}text"))
    address, check = (each.removeprefix("https://") for each in (PIECE.address, PIECE.check))
    assert address in texts and check in texts and "Loket 3" in texts
    assert f" {PIECE.code} " in f" {texts} "


def test_a_sticker_says_what_to_do_whose_it_is_and_its_code_large_below_the_qr_code():
    texts = {text.text: text for text in tree(layouts.sticker(PIECE)).iter(f"{SVG}text")}
    size, _, top = whole(layouts.sticker(PIECE))
    assert "Pindai untuk menilai" in texts and PIECE.pemda in texts and "KP" in texts
    assert float(texts[PIECE.code].get("font-size")) >= 5 and float(texts[PIECE.code].get("y")) > top + size


@pytest.mark.parametrize("host", ["kota.example", "pontianak.pamong.kalbarprov.go.id", "penilaian-layanan" * 3 + ".id"])
def test_the_address_of_a_sticker_is_legible_and_whole(host):
    svg = layouts.sticker(replace(PIECE, address=f"https://{host}/n/k7x3mq"))
    texts = tree(svg).iter(f"{SVG}text")
    lines = [text for text in texts if text.text in f"{host}/n/k7x3mq" and text.text != PIECE.code]
    assert "".join(text.text for text in lines) == f"{host}/n/k7x3mq"
    assert all(float(text.get("font-size")) >= 7 * 25.4 / 72 for text in lines)


def test_a_sheet_takes_twelve_stickers_with_crop_marks_inside_the_paper():
    svg = layouts.sticker_sheet([PIECE] * 20)
    places = [tuple(map(float, pair)) for pair in re.findall(r"translate\(([\d.]+) ([\d.]+)\)\"><rect[^>]+stroke", svg)]
    assert len(places) == layouts.PER_SHEET == 12 and svg.count('fill="#000000"') == 12
    assert all(x >= 5 and y >= 5 and x + STICKER[0] <= 205 and y + STICKER[1] <= 292 for x, y in places)


def test_a_tent_carries_the_card_twice_once_upside_down():
    svg = layouts.tent(PIECE)
    assert svg.count('fill="#000000"') == 2 and "rotate(180)" in svg


def test_a_logo_is_carried_and_initials_stand_in_for_it():
    with_logo = layouts.poster(replace(PIECE, logo="data:image/png;base64,AAAA"))
    assert 'href="data:image/png;base64,AAAA"' in with_logo and ">KP<" not in with_logo
    assert ">KP<" in layouts.poster(PIECE)


@given(st.text(min_size=1, max_size=200), st.floats(10, 200), st.integers(1, 3))
def test_lines_never_leave_their_room(text, width, lines):
    size, broken = fit(text, 8, 3, width, lines, bold=True)
    assert len(broken) <= lines and all(width_of(line, size, bold=True) <= width + 0.01 for line in broken)


def test_a_word_too_wide_is_broken_and_nothing_is_lost():
    assert "".join(wrap("https://alamat-yang-panjang-sekali.example/n/k7x3mq", 5, 30)) == (
        "https://alamat-yang-panjang-sekali.example/n/k7x3mq"
    )


def test_what_is_cut_says_so():
    assert fit("panjang " * 50, 8, 6, 40, 1)[1][0].endswith("…")


def test_codes_hold_no_letter_that_is_mistaken_for_another():
    assert not set(codes.LETTERS) & set("0o1il2z5s8b") and not set(codes.LETTERS) & set("aeiou")
    assert codes.new_code(lambda letters: letters[3]) == codes.LETTERS[3] * 6


@pytest.mark.parametrize(
    ("name", "taken", "slug"),
    [
        ("Akta Kelahiran (baru)", set(), "akta-kelahiran-baru"),
        ("Akta", {"akta", "akta-2"}, "akta-3"),
        ("Überprüfung", set(), "uberprufung"),
        ("身份证", set(), "layanan"),
    ],
)
def test_a_name_becomes_a_word_in_an_address(name, taken, slug):
    assert codes.free_slug(name, taken) == slug


def test_the_law_knows_fourteen_components_and_the_asked_ones_come_first():
    assert len(COMPONENTS) == len(set(SLUGS)) == 14
    assert tuple(each.slug for each in in_reading_order()[:5]) == FIRST and len(in_reading_order()) == 14


def test_a_component_is_there_by_its_text_or_by_its_reason():
    parts = {slug: {TEXT: "x"} for slug in SLUGS} | {"biaya": {REASON: "Gratis"}, "waktu": {TEXT: "  "}}
    assert [each.slug for each in missing(parts)] == ["waktu"]
