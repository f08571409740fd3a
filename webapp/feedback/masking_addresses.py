"""Pure: where a folded text holds e-mail addresses, links, names of accounts and number plates."""

import re
from collections.abc import Iterator


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


MAIL = re.compile(
    r"[\w.+-]{1,64}[ ]?(?:@|\(at\)|\[at\])[ ]?[\w-]{1,63}(?:[ ]?(?:\.|\(dot\)|\[dot\])[ ]?[\w-]{2,63}){1,4}"
    r"|[\w.+-]{1,64} at (?:gmail|yahoo|ymail|outlook|hotmail|icloud)(?: ?(?:\.|dot|titik) ?\w{2,10}){1,2}"
)
LINK = re.compile(
    r"(?:https?://|www\.)[^\s\0]+"
    r"|\b(?:wa\.me|t\.me|bit\.ly|s\.id|linktr\.ee|(?:m\.)?(?:instagram|facebook|fb|tiktok|twitter|x|youtube|linkedin)"
    r"\.com)/[^\s\0]+"
)
OF_GOVERNMENT = re.compile(r"(?:https?://)?(?:[\w-]+\.)+go\.id(?:/[a-z/-]*)?[.,;!?)]*")
ACCOUNT = re.compile(
    r"(?<![\w.])@[a-z_][\w.]{2,40}"
    r"|\b(?:ig|instagram|fb|facebook|tiktok|telegram|twitter|medsos)\s?[:=]\s?@?[a-z_][\w.]{2,40}"
)
AREAS = (
    "a b d e f g h k l m n p r s t w z aa ab ad ae ag ba bb bd be bg bh bk bl bm bn bp da db dc dd de dg dh dk dl dm "
    "dn dp dr ds dt dw ea eb ed kb kh kt ku pa pb pg ps pt py"
)
PLATE = re.compile(
    rf"(?<![a-z0-9])(?:{'|'.join(sorted(AREAS.split(), key=len, reverse=True))})"
    r"(?P<gap>[ .-]{0,2})(?P<number>[1-9]\d{0,3})(?P<second>[ .-]{0,2})(?P<rest>[a-z]{1,3})(?![a-z0-9])"
)
PLATE_SAID = re.compile(
    r"(?:\bplat(?:nya)?|\bnopol(?:nya)?|\bno\.? ?pol|\bnomor polisi)\b[ :.]{0,3}(?:nomor|no|kendaraan)?[ :.]{0,3}"
    r"(?P<plate>[a-z]{1,2}[ .-]{0,2}\d{1,4}(?:[ .-]{0,2}[a-z]{1,3}(?![a-z]))?)(?![a-z0-9])"
)
QUEUE = re.compile(
    r"(?:antre|antrean|antri|antrian|nomor|no|loket|ruang|kamar|meja|gedung|kelas|blok|lantai|urut)\.? ?$"
)
SMALL_WORDS = _listed(
    "di ke ya yg dan dg dgn itu ini jam thn th km kg rp pd utk dr dr tdk gak ga nya si pun lah ada tak bln hr hari org"
    " kali mnt cm mm ml gb mb wib wit per s d sd dll dst"
    " ktp kk kia sim pbb bpn asn pns opd rt rw apa aku hal mau saya"
)


def find(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, kind) of each address, none inside another."""
    taken: list[tuple[int, int]] = []
    for kind, start, end in _candidates(text):
        if all(end <= first or start >= last for first, last in taken):
            taken.append((start, end))
            yield start, end, kind


def _candidates(text: str) -> Iterator[tuple[str, int, int]]:
    for match in LINK.finditer(text):
        if not OF_GOVERNMENT.fullmatch(match.group()):
            yield "tautan", match.start(), match.start() + len(match.group().rstrip(".,;!?)"))
    for kind, pattern in (("surel", MAIL), ("akun", ACCOUNT)):
        yield from ((kind, match.start(), match.end()) for match in pattern.finditer(text))
    for match in PLATE_SAID.finditer(text):
        yield "plat", *match.span("plate")
    for match in PLATE.finditer(text):
        if _is_plate(text, match):
            yield "plat", match.start(), match.end()


def _is_plate(text: str, match: re.Match) -> bool:
    """A queue number before a small word ('B 12 ke loket') is none, nor is a degree ('S1 PNS')."""
    if match["rest"] in SMALL_WORDS or len(match["number"]) < 2:
        return False
    return not QUEUE.search(text[max(0, match.start() - 12) : match.start()])
