"""Work on files nobody trusts, done by a process of its own: whatever a file does to its reader, it does to nobody
else. That process is given the file, an allowance of memory and time, and nothing else: no settings, no secrets.
"""

import os
import resource
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
POLITE = 10  # how far behind everybody who waits for a page such work stands


class Perished(Exception):
    """The process did not come to an end of its own: out of memory or time, or its reader broke."""


def done_apart(module: str, given: bytes, patience: float) -> bytes:
    """What `python -m module` answers to these bytes. Raises Perished, after `patience` seconds at the latest."""
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", module], input=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            timeout=patience, env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}, cwd=ROOT, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as problem:
        raise Perished(f"{module} took longer than {patience} s") from problem
    if done.returncode:
        raise Perished(f"{module} ended with status {done.returncode}")
    return done.stdout


def be_bounded(memory: int, seconds: int) -> None:
    """Inside that process, first of all: bytes it may have, seconds it may work, no file it may write."""
    bounds = ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0),
              (resource.RLIMIT_FSIZE, 0))  # fmt: skip
    for limit, most in bounds:
        resource.setrlimit(limit, (most, most))
    os.nice(POLITE)
