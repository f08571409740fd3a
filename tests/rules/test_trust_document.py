"""What docs/fairness.md tells officials is recomputed here, so that it cannot become untrue."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from tests.rules.trust_ratings import a_cell
from webapp.feedback.trust.exact import shown
from webapp.feedback.trust.rules import FORMULA, PARAMETERS, score_unit, source_weight
from webapp.feedback.trust.shrinkage import Draw, Prior

TEXT = (Path(__file__).parents[2] / "docs" / "fairness.md").read_text(encoding="utf-8")
EXAMPLE = TEXT.split("## Contoh yang dapat dihitung ulang")[1]
CELLS = [
    a_cell(int(day), channel, tuple(map(int, (one, two, three, four))))
    for day, channel, one, two, three, four in re.findall(
        r"^\| (\d+) \| (\w+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", EXAMPLE, re.MULTILINE
    )
]
SCORE = score_unit(CELLS)


def written(label) -> list[Decimal]:
    row = re.search(rf"^\| {re.escape(label)} \| (.+) \|$", EXAMPLE, re.MULTILINE)
    return numbers(row.group(1))


def numbers(text) -> list[Decimal]:
    return [Decimal(number.replace(",", ".")) for number in re.findall(r"\d+,\d+", text)]


def plain_mean(cells) -> Decimal:
    counts = [sum(column) for column in zip(*(cell.counts for cell in cells), strict=True)]
    return Decimal(sum(star * count for star, count in enumerate(counts, start=1))) / sum(counts)


def test_the_worked_example_has_its_results():
    assert len(CELLS) == 10
    assert written("nilai") == [SCORE.mean]
    assert written("selang 80 %") == [SCORE.low, SCORE.high]
    assert written("suara efektif") == [SCORE.n_effective]
    assert {reason: written(f"ditahan `{reason}`")[0] for reason in SCORE.held} == SCORE.held


def test_the_worked_example_has_its_plain_means():
    assert f"biasa dari {SCORE.n} jawaban adalah {shown(plain_mean(CELLS))}".replace(".", ",") in EXAMPLE
    calm = score_unit(CELLS[:-1])
    assert f"nilainya {calm.mean} dari {calm.n} jawaban".replace(".", ",") in EXAMPLE
    shifts = SCORE.mean - calm.mean, plain_mean(CELLS[:-1]) - plain_mean(CELLS)
    assert "{:.2f} bintang, bukan {:.2f}".format(*shifts).replace(".", ",") in EXAMPLE


def test_the_drawn_example_has_its_result():
    draw = Draw(Decimal("0.5"), Decimal(30), Decimal(30))
    drawn = draw.mean(Decimal("3.10"), Decimal(25), Prior(Decimal("3.40"), Decimal(1)))
    sentence = f"B = {shown(draw.reliability(Decimal(25)))} dan nilainya {shown(drawn)}"
    assert sentence.replace(".", ",") in TEXT


@pytest.mark.parametrize(
    "sentence",
    [
        f"Versi rumus: `{FORMULA}`",
        f"bernilai {shown(source_weight(60))} suara",
        f"Ulangan dalam {PARAMETERS.device_weeks} minggu",
        f"{PARAMETERS.kiosk_votes_a_day} suara per petugas per hari",
        f"Paling banyak {PARAMETERS.day_share:.0%} dari suara",
        f"{PARAMETERS.day_floor} suara sehari",
        f"paling banyak {PARAMETERS.open_share:.0%} dari keseluruhan",
        f"paling banyak {PARAMETERS.kiosk_share:.0%} dari keseluruhan",
        f"jarak {PARAMETERS.contradiction_limit} galat",
        f"Perbedaan {PARAMETERS.tolerance} bintang",
        f"belum memiliki {PARAMETERS.unit_verified} suara terverifikasi",
        f"dipelajari, k = {PARAMETERS.start_k}",
        f"kurang dari {PARAMETERS.minimum_ratings} penilaian",
        f"kurang dari {PARAMETERS.minimum_voices} suara terverifikasi",
        f"sedikit {PARAMETERS.usable_effective} suara efektif",
        f"{PARAMETERS.usable_verified} suara terverifikasi",
        f"{PARAMETERS.usable_verified_share:.0%} penilaian terverifikasi",
        f"rentang {PARAMETERS.usable_weeks} minggu",
    ],
)
def test_the_document_names_the_parameters_in_force(sentence):
    assert sentence.replace(".", ",").replace("%", " %") in re.sub(r"\s+", " ", TEXT)


def test_the_document_names_every_reason():
    for reason in ("same-device", "same-network", "kiosk-pace", "day-burst", "channel-share", "contradiction"):
        assert f"`{reason}`" in TEXT
