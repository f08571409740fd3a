"""The QR code of an invitation, as what a page, a slip or a queue system draws."""

import segno

QUIET = 4  # modules of white around it


def drawn(address: str) -> tuple[int, str]:
    """The width of the code with its quiet zone, and the path of its dark modules, for an SVG of that view box."""
    code = _code(address)
    path = "".join(
        f"M{start + QUIET} {row + QUIET}h{length}v1h-{length}z"
        for row, modules in enumerate(code.matrix)
        for start, length in _runs(modules)
    )
    return len(code.matrix) + 2 * QUIET, path


def carried(address: str) -> str:
    """The code as the source of a picture."""
    return _code(address).svg_data_uri(border=QUIET)


def _code(address: str) -> segno.QRCode:
    return segno.make(address, error="m", micro=False)


def _runs(modules: bytes) -> list[tuple[int, int]]:
    """The dark stretches of a row: (where, how long)."""
    found, start = [], None
    for place, dark in enumerate([*modules, 0]):
        if dark and start is None:
            start = place
        elif not dark and start is not None:
            found.append((start, place - start))
            start = None
    return found
