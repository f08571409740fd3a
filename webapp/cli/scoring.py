"""`score`: the formula on plain data."""

import sys

from webapp.cli.errors import CommandError


def score(arguments) -> int:
    """Standard input to standard output."""
    from webapp.feedback.trust import score_lines

    if sys.stdin is None:
        raise CommandError("there is no standard input: bin/pamong score < ratings.jsonl")
    return score_lines.main(sys.stdin.buffer, sys.stdout, sys.stderr)
