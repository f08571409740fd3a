"""Failures of the embedded mode, each said in one sentence to the person at the terminal."""

import errno
import re
from pathlib import Path

DISK_FULL = "The disk that holds {folder} is full; free some space and start again."


class EmbeddedError(RuntimeError):
    """Something the person can repair; the text is one clear sentence."""


def explain(error: OSError) -> str:
    """One sentence for an error of the operating system."""
    where = error.filename or "the home folder"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DISK_FULL.format(folder=where)
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"This user may not use {where}; choose another folder with PAMONG_HOME or repair its owner."
    if error.errno == errno.EROFS:
        return f"{where} is on a read-only file system; choose another folder with PAMONG_HOME."
    return f"{where}: {error.strerror or error}."


def explain_log(server: str, log: Path, text: str, folder: Path) -> str:
    """One sentence for a server that ended at once, from what it wrote (`text`) to its `log`."""
    if "No space left on device" in text or "Disk quota exceeded" in text:
        return DISK_FULL.format(folder=folder)
    missing = re.search(r"error while loading shared libraries: (\S+?):", text)
    if missing:
        return f"{server} cannot start: the system library {missing[1]} is missing; install its package."
    if re.search(r"GLIBC_[\d.]+' not found", text):
        return f"{server} cannot start: the C library of this machine is too old for it."
    lines = [line for line in text.splitlines() if re.search(r"FATAL|PANIC|error|failed|Fatal", line)]
    last = (lines or text.splitlines() or ["nothing"])[-1].strip()
    return f"{server} did not start; it said: {last} (all of it is in {log})."
