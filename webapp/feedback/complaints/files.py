"""Attachments as they may be kept: photos drawn anew, PDFs with nothing but their pages. Typed by content.

The work is done apart (cleaning.py), one file after the other and few waiting: a citizen who sends a heavy picture
keeps nobody from rating.
"""

import hashlib
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import BoundedSemaphore, Lock

from webapp.feedback.complaints.cleaning import PDF_HEAD, BadFile
from webapp.platform.apart import Perished, done_apart

MEGABYTE = 1024 * 1024
LARGEST = 5 * MEGABYTE  # of what is kept, and of a PDF
LARGEST_PHOTO = 15 * MEGABYTE  # of a photo as it is sent: drawn anew it is small
PATIENCE = 20.0  # seconds the work may take on the clock, on a machine that is busy with others
TURN = 8.0  # seconds to wait for the one before
log = logging.getLogger(__name__)
places, one_cleaning = BoundedSemaphore(2), Lock()  # of this process: one at work, one waiting

__all__ = ["LARGEST", "BadFile", "CleanFile", "cleaned"]


@dataclass(frozen=True)
class CleanFile:
    """A file that may be kept. print: SHA-256 of what was sent."""

    mime: str
    extension: str
    content: bytes
    print: bytes


def cleaned(content: bytes) -> CleanFile:
    """The file as it may be kept. Takes seconds: no transaction may be open. Raises BadFile ('busy': not now)."""
    if not content:
        raise BadFile("empty")
    if len(content) > LARGEST_PHOTO:
        raise BadFile("large")
    mark = hashlib.sha256(content).digest()
    if content[:1024].lstrip().startswith(PDF_HEAD) and len(content) > LARGEST:
        raise BadFile("large-pdf")
    with _turn():
        facts, kept = _cleaned_apart(content)
    if "refused" in facts:
        raise BadFile(facts["refused"])
    if len(kept) > LARGEST:
        raise BadFile("large")
    return CleanFile(facts["mime"], facts["extension"], kept, mark)


@contextmanager
def _turn() -> Iterator[None]:
    """One at a time in this process, however many people send files. Raises BadFile('busy') rather than wait long."""
    if not places.acquire(blocking=False):
        raise BadFile("busy")
    try:
        if not one_cleaning.acquire(timeout=TURN):
            raise BadFile("busy")
        try:
            yield
        finally:
            one_cleaning.release()
    finally:
        places.release()


def _cleaned_apart(content: bytes) -> tuple[dict[str, str], bytes]:
    try:
        answer = done_apart("webapp.feedback.complaints.cleaning", content, PATIENCE)
    except Perished as problem:
        log.warning("a file sent by a citizen could not be cleaned: %s", problem)
        raise BadFile("broken") from problem
    facts, _end, kept = answer.partition(b"\n")
    return json.loads(facts), kept
