"""A CSV is read up to its limits and not further."""

import pytest

from webapp.platform.csv_in import MOST_LINES, TOP, rows_of, separator_of
from webapp.platform.workbooks import MOST_ROWS, Unreadable


def read(text: str) -> list[tuple[int, list[str]]]:
    return list(rows_of(text, separator_of(text)))


@pytest.mark.parametrize(
    "text, code",
    [
        ("\n" * 9_000_000, "too_many_rows"),
        ("1;2\n" * 2_500_000, "too_many_rows"),
        ("NIP;Nama\n" + "," * 10_000_000 + "x\n", "csv_broken|too_many"),
        ("a," * 5_000_000, "too_many_columns"),
        ('"' + "x" * 10_000_000, "csv_broken"),
    ],
    ids=["only ends of lines", "millions of rows", "commas below a header", "one endless row", "an endless cell"],
)
def test_ten_megabytes_of_nonsense_are_refused_at_the_limit_and_read_no_further(text, code):
    taken = []
    with pytest.raises(Unreadable, match=code):
        taken.extend(number for number, _row in rows_of(text, separator_of(text)))
    assert len(taken) <= MOST_ROWS + TOP


def test_ten_megabytes_of_commas_hold_no_row():
    assert read("," * 10_000_000) == []


def test_empty_lines_count_as_lines_and_not_as_rows():
    assert MOST_LINES > 1_048_576 > MOST_ROWS
    assert read("NIP;Nama;\n\n;;\n1;Ani;;\n") == [(1, ["NIP", "Nama"]), (4, ["1", "Ani"])]
    assert read("sep=;\na;b\n") == [(2, ["a", "b"])]
