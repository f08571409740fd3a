"""Pages rendered and compressed once, with each view's own key or code spliced in.

A view costs no template and no compression: the page is cut where its own values go; a gzip stream may be cut
at a full flush, so the values travel as stored blocks between compressed pieces.
"""

import re
import struct
import time
import zlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock

KEEP = 2.0  # seconds a rendered page may be old
MOST = 2048
HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
LEFT, RIGHT = "\ue000", "\ue001"  # of the private use area: in no name and no sentence
PLACE = re.compile(f"{LEFT}([a-z]+){RIGHT}")


def place(name: str) -> str:
    """Stands in a page to be cut where the value of this name goes."""
    return f"{LEFT}{name}{RIGHT}"


@dataclass(frozen=True)
class CutPage:
    """The pieces of a page, the names of the values between them, and its headers."""

    pieces: tuple[bytes, ...]
    packed: tuple[bytes, ...]
    names: tuple[str, ...]
    headers: tuple[tuple[str, str], ...]

    def plain(self, values: Mapping[str, bytes]) -> bytes:
        """The page as it is."""
        return _lace(self.pieces, [values[name] for name in self.names])

    def gzipped(self, values: Mapping[str, bytes]) -> bytes:
        """The page as one gzip stream."""
        plain = self.plain(values)
        body = _lace(self.packed, [_stored(values[name]) for name in self.names])
        return b"".join((HEADER, body, struct.pack("<II", zlib.crc32(plain), len(plain) & 0xFFFFFFFF)))


def cut(page: str, headers: tuple[tuple[str, str], ...]) -> CutPage:
    """Cuts a rendered page at its places. Raises ValueError if it has none."""
    parts = PLACE.split(page)
    pieces, names = [part.encode() for part in parts[::2]], parts[1::2]
    if not names:
        raise ValueError("the page has no place for a value of its own")
    ends = [zlib.Z_FULL_FLUSH] * len(names) + [zlib.Z_FINISH]
    packed = [_pack(piece, end) for piece, end in zip(pieces, ends, strict=True)]
    return CutPage(tuple(pieces), tuple(packed), tuple(names), headers)


def _lace(pieces: tuple[bytes, ...], values: list[bytes]) -> bytes:
    return b"".join(part for pair in zip(pieces, [*values, b""], strict=True) for part in pair)


def _pack(data: bytes, end: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush(end)


def _stored(value: bytes) -> bytes:
    return struct.pack("<BHH", 0, len(value), len(value) ^ 0xFFFF) + value


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
