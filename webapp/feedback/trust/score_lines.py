"""Ratings as JSON lines in, scores as JSON lines out: `python -m webapp.feedback.trust.score_lines`."""

import codecs
import json
import sys
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TextIO

from webapp.feedback.trust.officers import OfficerScore, score_officers
from webapp.feedback.trust.parameters import MINUTES_PER_WEEK
from webapp.feedback.trust.sources import CHANNELS, Rating

NAMES = ("officer", "unit", "service")
SOURCES = ("device", "prefix")
FIELDS = (*NAMES, "channel", *SOURCES, "week", "minute", "stars")
MOST_SHOWN = 20  # a wrong export is wrong on every line; twenty are enough to see why
BIGGEST = 10**9


class BadLine(ValueError):
    """A line that is not a rating; the message says what is wrong with it."""


class NotUtf8(ValueError):
    """The input is text of another kind, or none; the message names the first line that shows it."""


def main(stdin: Iterable[bytes], stdout: TextIO, stderr: TextIO) -> int:
    """Scores the ratings of stdin (lines of UTF-8); 0 when done, 2 when lines are wrong (then nothing is scored)."""
    try:
        rows, lines, faults = read_ratings(stdin)
    except NotUtf8 as fault:
        stderr.write(f"{fault}\n")
        return 2
    if faults:
        write_faults(faults, stderr)
        return 2
    for score in score_officers(with_moments(rows)):
        stdout.write(json.dumps(as_json(score, lines)) + "\n")
    return 0


def read_ratings(stream: Iterable[bytes]) -> tuple[list[dict], list[int], list[str]]:
    """Checked objects, the number of the line each stands on (from 1), and one sentence for each wrong
    line. Raises NotUtf8."""
    rows, lines, faults = [], [], []
    for number, text in enumerate(_as_text(stream), start=1):
        if not text.strip():
            continue
        try:
            rows.append(parse(text))
            lines.append(number)
        except BadLine as fault:
            faults.append(f"line {number}: {fault}")
    return rows, lines, faults


def _as_text(stream: Iterable[bytes]) -> Iterator[str]:
    """The lines without the mark some editors put at the start. Not by the terminal's language: files are UTF-8."""
    for number, line in enumerate(stream, start=1):
        try:
            yield (line.removeprefix(codecs.BOM_UTF8) if number == 1 else line).decode()
        except UnicodeDecodeError as fault:
            raise NotUtf8(
                f"line {number}: not UTF-8 text (byte 0x{line[fault.start]:02x}); nothing was scored: "
                "write the file as UTF-8 first"
            ) from None


def parse(text: str) -> dict:
    """One checked rating object; BadLine says which field is wrong, what was expected and what was found."""
    try:
        row = json.loads(text, object_pairs_hook=_without_repeats)
    except BadLine:
        raise
    except (ValueError, RecursionError) as fault:
        raise BadLine(f"not valid JSON ({getattr(fault, 'msg', 'beyond any sensible size')})") from None
    if not isinstance(row, dict):
        raise BadLine("a rating must be one JSON object")
    missing = [name for name in FIELDS if name not in row]
    if missing:
        raise BadLine(f"missing {_listed(missing)}")
    _check(row)
    return row


def _without_repeats(pairs):
    row = dict(pairs)
    if len(row) < len(pairs):
        raise BadLine("a field is given twice")
    return row


def _check(row) -> None:
    for name in NAMES:
        if not isinstance(row[name], str) or not row[name].strip():
            raise BadLine(f"{name} must be a text that is not empty, not {_quoted(row[name])}")
    if row["channel"] not in CHANNELS:
        raise BadLine(f"channel must be one of {_listed(CHANNELS)}, not {_quoted(row['channel'])}")
    for name in SOURCES:
        if row[name] is not None and not isinstance(row[name], str):
            raise BadLine(f"{name} must be a text or null, not {_quoted(row[name])}")
    for name, low, high in (("week", 0, BIGGEST), ("minute", 0, BIGGEST), ("stars", 1, 4)):
        value = row[name]
        if type(value) is not int or not low <= value <= high:
            raise BadLine(f"{name} must be a whole number from {low} to {high}, not {_quoted(value)}")


def _listed(names) -> str:
    return ", ".join(names)


def _quoted(value) -> str:
    try:
        text = json.dumps(value, ensure_ascii=False)
    except RecursionError:
        return "something nested too deeply to show"
    return text if len(text) <= 40 else text[:40] + "…"


def with_moments(rows: list[dict]) -> list[Rating]:
    """Ratings with one clock: minutes count within the week, or from the start when any of them exceeds a
    week."""
    running = any(row["minute"] >= MINUTES_PER_WEEK for row in rows)
    return [
        Rating(
            row["officer"],
            row["unit"],
            row["service"],
            row["channel"],
            row["device"] or None,
            row["prefix"] or None,
            row["minute"] + (0 if running else row["week"] * MINUTES_PER_WEEK),
            row["stars"],
        )
        for row in rows
    ]


def as_json(score: OfficerScore, lines: list[int]) -> dict:
    """The object written for one officer."""
    return {
        "officer": score.officer,
        "n": score.n,
        "n_effective": _number(score.n_effective),
        "verified_share": _number(score.verified_share),
        "score": _number(score.score),
        "low": _number(score.low),
        "high": _number(score.high),
        "status": score.status,
        "held": [{"line": lines[item.index], "reason": item.reason} for item in score.held],
        "formula": score.formula,
    }


def _number(value: Decimal | None) -> float | None:
    """JSON knows only one kind of number; four decimals survive it unharmed."""
    return None if value is None else float(value)


def write_faults(faults: list[str], stderr: TextIO) -> None:
    """The first faults, one a line, and how many more there are."""
    for fault in faults[:MOST_SHOWN]:
        stderr.write(fault + "\n")
    if len(faults) > MOST_SHOWN:
        stderr.write(f"and {len(faults) - MOST_SHOWN} more lines\n")
    stderr.write("nothing was scored: correct these lines first\n")


if __name__ == "__main__":
    sys.exit(main(sys.stdin.buffer, sys.stdout, sys.stderr))
