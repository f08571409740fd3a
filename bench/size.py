"""What the pages weigh and the idle stack holds in memory: `python -m bench.size`."""

import gzip
import re
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

from bench.stack import Stack, running_stack

KB = 1024
PAGES = {"rating page": ("/pontianak/n/loket1", 6 * KB, 1), "portal home": ("/pontianak/", 40 * KB, 4)}
MOST_MEMORY = 500 * KB  # kB of proportional set size
PROCESSES = ("web", "worker", "clock", "database", "valkey")
LINKED = re.compile(rb'<(?:link rel="stylesheet" href|script src|img src)="([^"]+)"')


def main() -> int:
    """Prints weights and memory; the exit status tells whether every budget was kept."""
    with running_stack("web", "worker", "clock") as stack:
        kept = [weigh(stack, name, *budget) for name, budget in PAGES.items()]
        kept.append(weigh(stack, "receipt", receipt(stack), 6 * KB, 1))
        time.sleep(5)
        kept.append(remember(stack))
    return 0 if all(kept) else 1


def weigh(stack: Stack, name: str, path: str, most: int, requests: int) -> bool:
    """A page with everything it asks for, as a browser receives it (gzip), heads not counted."""
    sizes = [fetch(stack, path)]
    page = gzip.decompress(sizes[0])
    sizes += [fetch(stack, link.decode()) for link in LINKED.findall(page) if not link.startswith(b"data:")]
    total = sum(map(len, sizes))
    good = total <= most and len(sizes) <= requests
    print(
        f"{name:12} {total:6} bytes in {len(sizes)} requests (budget {most} in {requests}) {'' if good else 'MISSED'}"
    )
    return good


def receipt(stack: Stack) -> str:
    """Rates once and returns the receipt's address."""
    page = gzip.decompress(fetch(stack, PAGES["rating page"][0]))
    key = re.search(rb'name="kunci" value="([^"]+)"', page)[1].decode()
    connection = HTTPConnection("127.0.0.1", stack.port)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Host": "localhost"}
    connection.request("POST", PAGES["rating page"][0], f"nilai=3&kunci={key}", headers)
    return connection.getresponse().headers["Location"]


def fetch(stack: Stack, path: str) -> bytes:
    connection = HTTPConnection("127.0.0.1", stack.port)
    connection.request("GET", path, headers={"Host": "localhost", "Accept-Encoding": "gzip"})
    body = connection.getresponse().read()
    return body if body[:2] == b"\x1f\x8b" else gzip.compress(body)


def remember(stack: Stack) -> bool:
    """Proportional set size of every process of the idle stack."""
    total = 0
    for name in PROCESSES:
        held = sum(proportional(pid) for pid in stack.pids(name))
        total += held
        print(f"{name:12} {held / KB:6.0f} MB")
    good = total <= MOST_MEMORY
    print(f"{'together':12} {total / KB:6.0f} MB (budget {MOST_MEMORY / KB:.0f}) {'' if good else 'MISSED'}")
    return good


def proportional(pid: int) -> int:
    """kB of memory of a process, shared pages divided among those who share them."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return int(re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)[1])


if __name__ == "__main__":
    sys.exit(main())
