"""Runs pytest with a real browser, installed if the machine allows it, and says what was not run."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
DEBIAN_CHROMIUM = "/usr/bin/chromium"
MOST_PROCESSES = 4
BYTECODE = PROJECT / ".pytest_cache" / "bytecode"
LONGEST_INSTALLATION = 400  # seconds


def main(arguments: list[str]) -> int:
    """Runs the tests; returns pytest's exit status, or 1 when CI has no browser."""
    browser, reason = find_browser()
    command = [sys.executable, "-m", "pytest", *(arguments or everything_but_faults())]
    if browser:
        os.environ["CHROME_PATH"] = browser
    else:
        os.environ.pop("CHROME_PATH", None)
        command += ["-m", "not browser"]
    keep_bytecode()
    status = run(command)
    if not arguments:
        print("Not part of this run: the fault tests, which kill servers (bin/test tests/faults; bin/ci runs them).")
    if browser:
        return status
    print(f"NOT RUN: the tests in a real browser (marked 'browser'): {reason}", flush=True)
    return status or int(in_ci())


def everything_but_faults() -> list[str]:
    """On as many cores as there are, a file never split, the long ones first (tests/conftest.py puts them there)."""
    processes = max(1, min((os.cpu_count() or 1) + 1, MOST_PROCESSES))  # much of it is waiting
    return ["-n", str(processes), "--dist", "loadfile", "--no-loadscope-reorder", "--ignore=tests/faults"]


def keep_bytecode() -> None:
    """Whatever this run starts compiles no module that another process has compiled, now or in an earlier run."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(BYTECODE)


def find_browser() -> tuple[str | None, str]:
    """Path of a browser, or None and why there is none."""
    named = os.environ.get("CHROME_PATH")
    if named:
        found = shutil.which(named)
        return found, f"CHROME_PATH is {named}, which is no program."
    if not os.path.exists(DEBIAN_CHROMIUM) and may_install():
        install_chromium()
    if os.access(DEBIAN_CHROMIUM, os.X_OK):
        return DEBIAN_CHROMIUM, ""
    if may_install():
        return None, "Chromium could not be installed with apt-get."
    return None, "there is no browser, and only root may install it; run: apt-get install chromium"


def may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_chromium() -> None:
    print("Installing a browser for the tests (chromium, about 100 MB)", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        try:
            done = subprocess.run(
                ["apt-get", "-q", *step],
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=LONGEST_INSTALLATION,
            )
        except subprocess.TimeoutExpired:
            print("apt-get took too long.", flush=True)
            return
        if done.returncode:
            print("\n".join((done.stdout + done.stderr).splitlines()[-5:]), flush=True)


def run(command: list[str]) -> int:
    """Runs the command; a signal to us goes to it, and its clean-up is waited for."""
    process = subprocess.Popen(command, cwd=PROJECT)
    signal.signal(signal.SIGTERM, lambda *_: process.send_signal(signal.SIGINT))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal sends it to pytest as well
    return process.wait()


def in_ci() -> bool:
    return os.environ.get("CI", "").lower() in ("1", "true", "yes")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
