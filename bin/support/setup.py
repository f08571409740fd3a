"""Makes .venv and installs the locked packages. Runs before anything is installed: standard library only."""

import ctypes
import errno
import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = PROJECT / "requirements"
ASSETS = REQUIREMENTS / "assets.txt"
SIZES = {"app": ("about 45 MB", 600), "dev": ("about 115 MB", 1200)}  # download; megabytes needed on disk
FULL_DISK = f"The disk that holds {PROJECT} is full; free some space and start again."
NO_VENV = "Python's module venv is incomplete on this machine; run: apt-get install python3-venv"
SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


class SetupError(Exception):
    """Something the person can repair; the text is one clear sentence."""


def main(arguments: list[str]) -> None:
    """bin/setup [--dev] [--then COMMAND...]"""
    command = []
    if "--then" in arguments:
        split = arguments.index("--then")
        arguments, command = arguments[:split], arguments[split + 1 :]
    if set(arguments) - {"--dev"}:
        raise SetupError("bin/setup knows only the argument --dev.")
    install("dev" if "--dev" in arguments else "app", announce_ready=not command)
    if command:
        run_instead(command)


def install(kind: str, announce_ready: bool) -> None:
    """Brings .venv to the state of the lock files of this kind (app or dev)."""
    if is_current(kind):
        if announce_ready:
            say("Everything is set up already.")
        return
    with open(PROJECT / ".setup.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_current(kind):
            install_all(kind)


def install_all(kind: str) -> None:
    started = time.monotonic()
    size, megabytes = SIZES[kind]
    say("[1/4] Checking this machine")
    check_disk(megabytes)
    say("[2/4] Making the virtual environment .venv")
    make_venv()
    say(f"[3/4] Installing Python packages ({size} to download)")
    install_packages(REQUIREMENTS / f"{kind}.txt")
    say("[4/4] Installing the files for the browser")
    install_packages(ASSETS, "--no-deps")
    stamp(kind).write_text(fingerprint(kind))
    say(f"Set up in {time.monotonic() - started:.0f} s.")


def is_current(kind: str) -> bool:
    """Whether the packages were installed from these very lock files; dev contains app."""
    kinds = {"app", "dev"} if kind == "app" else {"dev"}
    return PYTHON.exists() and any(
        stamp(each).exists() and stamp(each).read_text() == fingerprint(each) for each in kinds
    )


def stamp(kind: str) -> Path:
    return VENV / f"installed-{kind}"


def fingerprint(kind: str) -> str:
    locks = (REQUIREMENTS / f"{kind}.txt").read_bytes() + ASSETS.read_bytes()
    place = f"{PROJECT} {os.path.realpath(PYTHON)}"
    return hashlib.sha256(locks + place.encode()).hexdigest()


def check_disk(megabytes: int) -> None:
    free = shutil.disk_usage(PROJECT).free // 1_000_000
    if free < megabytes:
        raise SetupError(f"The set-up needs {megabytes} MB of free disk in {PROJECT}; {free} MB are free.")


def make_venv() -> None:
    """Makes .venv, again if it is half made or was made in another place."""
    if works(PYTHON) and str(VENV) in (VENV / "pyvenv.cfg").read_text():
        return
    own_pip = has_module("ensurepip")
    if not own_pip and not has_module("pip"):
        raise SetupError(NO_VENV)
    run([sys.executable, "-m", "venv", "--clear", *(["--without-pip"] * (not own_pip)), str(VENV)])


def has_module(name: str) -> bool:
    found = importlib.util.find_spec(name)
    return found is not None and found.origin is not None


def works(python: Path) -> bool:
    try:
        return subprocess.run([python, "-c", ""], capture_output=True).returncode == 0
    except OSError:
        return False


def install_packages(lock: Path, *options: str) -> None:
    """Installs exactly what the lock file names, each file checked against its hash."""
    wanted = ["install", "--require-hashes", *options, "-r", str(lock)]
    if shutil.which("uv"):
        if run(["uv", "pip", *wanted, "--python", str(PYTHON)], may_fail=True):
            return
        say("      uv could not do it; trying pip")
    names = len(re.findall(r"^[\w.-]+==", lock.read_text(), re.MULTILINE))
    run([*pip(), *wanted, "--disable-pip-version-check", "--no-input", "--progress-bar=off"], count_of=names)


def pip() -> list[str]:
    """pip of the virtual environment, or this machine's pip working on it."""
    found = subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True)
    if found.returncode == 0:
        return [str(PYTHON), "-m", "pip"]
    return [sys.executable, "-m", "pip", "--python", str(PYTHON)]


def run(command: list[str], count_of: int = 0, may_fail: bool = False) -> bool:
    """Runs a step and shows how far it is; its own words only when it fails."""
    process = subprocess.Popen(
        command,
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        preexec_fn=die_with_parent,
    )
    lines = []
    for line in process.stdout:
        lines.append(line.rstrip())
        show_progress(lines, count_of)
    if process.wait() and not may_fail:
        raise SetupError(what_failed(lines))
    return process.returncode == 0


def show_progress(lines: list[str], count_of: int) -> None:
    """One line for every fifth package looked at, and one when they are being unpacked."""
    found = re.match(r"(Collecting|Requirement already satisfied:) ([\w.-]+)", lines[-1])
    if count_of and found:
        number = sum(line.startswith(("Collecting", "Requirement already")) for line in lines)
        if number % 5 == 0 or number == count_of:
            say(f"      {number} of {count_of}: {found[2]}")
    elif lines[-1].startswith("Installing collected packages"):
        say("      all downloaded; unpacking")


def what_failed(lines: list[str]) -> str:
    text = "\n".join(lines)
    if "No space left on device" in text or "Disk quota exceeded" in text:
        return FULL_DISK
    if "ensurepip" in text:
        return NO_VENV
    errors = [line for line in lines if re.match(r"ERROR|error|WARNING: Retrying", line)]
    last = (errors or lines or ["it said nothing"])[-1]
    sys.stderr.write("\n".join(lines[-15:]) + "\n")
    return f"The packages could not be installed (is the network there?): {last.strip()}"


def die_with_parent() -> None:
    ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM, 0, 0, 0)


def run_instead(command: list[str]) -> None:
    """Becomes the command, which finds our modules from whatever folder the person is in."""
    if os.environ.get("PAMONG_HOME"):
        os.environ["PAMONG_HOME"] = os.path.abspath(os.environ["PAMONG_HOME"])
    os.environ["PYTHONPATH"] = str(PROJECT)
    os.execv(command[0], command)


def say(text: str) -> None:
    """Progress goes to standard error: standard output belongs to the command that follows."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except SetupError as failure:
        sys.exit(str(failure))
    except OSError as failure:
        full = failure.errno in (errno.ENOSPC, errno.EDQUOT)
        sys.exit(FULL_DISK if full else f"{failure.filename or PROJECT}: {failure.strerror}.")
    except KeyboardInterrupt:
        sys.exit(130)
