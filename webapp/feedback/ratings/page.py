"""The rating page, rendered and compressed once per counter, with each view's own key spliced in.

A view costs neither a query nor a template: the page is cut at the key; a gzip stream may be cut at a full
flush, so the key travels as a stored block between two compressed halves.
"""

import struct
import time
import zlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

KEEP = 2.0  # seconds a rendered page may be old
MOST = 2048
PLACE = "{{kunci}}"  # never in a rendered page but where the key goes
HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"


@dataclass(frozen=True)
class CutPage:
    """A page without its key."""

    head: bytes
    tail: bytes
    head_packed: bytes
    tail_packed: bytes
    head_sum: int
    headers: dict[str, str]

    def plain(self, key: bytes) -> bytes:
        """The page as it is."""
        return self.head + key + self.tail

    def packed(self, key: bytes) -> bytes:
        """The page as one gzip stream."""
        length = len(key)
        stored = struct.pack("<BHH", 0, length, length ^ 0xFFFF) + key
        checksum = zlib.crc32(self.tail, zlib.crc32(key, self.head_sum))
        size = len(self.head) + length + len(self.tail)
        return b"".join(
            (
                HEADER,
                self.head_packed,
                stored,
                self.tail_packed,
                struct.pack("<II", checksum, size & 0xFFFFFFFF),
            )
        )


def cut(page: str, headers: dict[str, str]) -> CutPage:
    """Cuts a rendered page at PLACE, which must occur exactly once."""
    if page.count(PLACE) != 1:
        raise ValueError("the page needs the key exactly once")
    head, tail = (half.encode() for half in page.split(PLACE))
    return CutPage(
        head, tail, _pack(head, zlib.Z_FULL_FLUSH), _pack(tail, zlib.Z_FINISH), zlib.crc32(head), headers
    )


def _pack(data: bytes, end: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush(end)


class Pages:
    """Cut pages by name, each kept KEEP seconds."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, tuple[float, CutPage]] = OrderedDict()
        self._lock = Lock()

    def get(self, name: str, make: Callable[[], CutPage]) -> CutPage:
        """The page of this name, made anew when it is old."""
        known = self._known.get(name)
        if known and known[0] > time.monotonic():
            return known[1]
        page = make()
        with self._lock:
            self._known[name] = (time.monotonic() + KEEP, page)
            self._known.move_to_end(name)
            while len(self._known) > MOST:
                self._known.popitem(last=False)
        return page

    def forget(self) -> None:
        """The next views are rendered afresh."""
        with self._lock:
            self._known.clear()
