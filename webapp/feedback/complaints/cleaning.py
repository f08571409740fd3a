"""The other process: a file as it was sent comes in, the file as it may be kept, or the reason why not, goes out.

Pillow and qpdf are loaded here and nowhere else; what they make of a bad file ends this process only.
"""

import contextlib
import json
import os
import sys

from webapp.platform.apart import be_bounded

MEMORY, SECONDS = 768 * 1024**2, 12  # bytes; of work: a photo takes half a second
PDF_HEAD = b"%PDF-"


class BadFile(Exception):
    """Why a file is not taken: the name of a sentence, one of words.BAD_FILES."""


def main() -> None:
    """One line of JSON goes out, {mime, extension} or {refused}, and then the file."""
    be_bounded(MEMORY, SECONDS)
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library has to say while it works is no part of the answer
    try:
        mime, extension, content = clean(sys.stdin.buffer.read())
        facts = {"mime": mime, "extension": extension}
    except BadFile as problem:
        facts, content = {"refused": str(problem)}, b""
    with answer:
        answer.write(json.dumps(facts).encode() + b"\n" + content)


def clean(content: bytes) -> tuple[str, str, bytes]:
    """Media type, ending and content of what may be kept. Raises BadFile."""
    if content[:1024].lstrip().startswith(PDF_HEAD):
        from webapp.feedback.complaints.papers import copied

        return "application/pdf", "pdf", copied(content)
    from webapp.feedback.complaints.pictures import redrawn

    return "image/jpeg", "jpg", redrawn(content)


if __name__ == "__main__":
    from webapp.feedback.complaints import cleaning  # by its name: BadFile must be the one the others raise

    with contextlib.suppress(BrokenPipeError):
        cleaning.main()
