"""`score`: the formula on plain data."""

import sys


def score(arguments) -> int:
    """Standard input to standard output."""
    from webapp.feedback.trust import score_lines

    return score_lines.main(sys.stdin, sys.stdout, sys.stderr)
