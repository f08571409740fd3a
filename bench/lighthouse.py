"""Lighthouse on what people open first, on its mobile profile: `python -m bench.lighthouse ADDRESS-OF-A-PEMDA`.

Needs a running server with demonstration data (bin/dev), Chromium and npm's `lighthouse` (on PATH or in $LIGHTHOUSE).
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.request import urlopen

CHROMIUM = os.environ.get("CHROME_PATH", "/usr/bin/chromium")
FLAGS = "--headless --disable-gpu --disable-background-networking" + (" --no-sandbox" if os.geteuid() == 0 else "")
PATIENCE = 180  # seconds for one page


def main(pemda: str) -> None:
    """Prints the four scores of each page, and what cost it points."""
    for address in _addresses(pemda.rstrip("/")):
        report = _look_at(address)
        scores = {name: round(found["score"] * 100) for name, found in report["categories"].items()}
        print(f"{address}\n  {scores}")
        for audit in report["audits"].values():
            if audit["scoreDisplayMode"] in ("binary", "numeric") and (audit["score"] or 0) < 0.9:
                print(f"  {audit['id']}: {audit.get('displayValue', '')}")


def _addresses(pemda: str) -> list[str]:
    """The portal, its first service, a counter of that service, the sign-in."""
    portal = urlopen(f"{pemda}/", timeout=10).read().decode()  # noqa: S310 - the address is the caller's own
    service = re.search(r'href="[^"]*(/layanan/[a-z0-9-]+)"', portal)[1]
    page = urlopen(f"{pemda}{service}", timeout=10).read().decode()  # noqa: S310 - below the same address
    counter = re.search(r'href="[^"]*(/n/[a-z0-9]+)"', page)[1]
    return [f"{pemda}{path}" for path in ("/", service, counter, "/masuk")]


def _look_at(address: str) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        command = [os.environ.get("LIGHTHOUSE", "lighthouse"), address, "--quiet", f"--chrome-flags={FLAGS}",
                   "--output=json", f"--output-path={report}"]  # fmt: skip
        environment = os.environ | {"CHROME_PATH": CHROMIUM}
        subprocess.run(command, env=environment, check=True, timeout=PATIENCE, stdout=subprocess.DEVNULL)
        return json.loads(report.read_text())


if __name__ == "__main__":
    main(*sys.argv[1:2])
