"""Pure: where a folded text holds e-mail addresses, links, names of accounts and number plates."""

import re
from collections.abc import Iterator


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


AT = r"(?:@|%40|[(\[{<] ?at ?[)\]}>])(?!rp[ .]?\d)"
DOT = r"(?:\.|%2e|[(\[{<] ?(?:dot|titik) ?[)\]}>])"
TOP = r"(?:com|net|org|info|biz|id|co|go|ac|sch|or|web|my|io|me|xyz|edu|gov|desa|sg|uk)"
HOSTS = r"(?:gmail|googlemail|yahoo|ymail|rocketmail|outlook|hotmail|icloud|proton(?:mail)?)"
MAIL = re.compile(
    rf"[\w.+-]{{1,64}} {{0,3}}{AT} {{0,3}}[\w-]{{1,63}}(?: {{0,3}}(?:{DOT}|dot\b|titik\b) {{0,3}}{TOP}\b){{1,3}}"
    rf"|[\w.+-]{{1,64}} ?{AT} ?[\w-]{{1,63}}(?: ?{DOT} ?[\w-]{{2,63}}){{1,4}}"
    rf"|[\w.+-]{{1,64}} {{0,3}}(?:{AT}|(?<= )at(?= )) {{0,3}}{HOSTS}\b"
    rf"(?: {{0,3}}(?:{DOT}|dot|titik) {{0,3}}\w{{2,10}}){{0,2}}"
)
LINK = re.compile(
    r"(?:https?://|www\.)[^\s\0]+"
    r"|\b(?:wa\.me|t\.me|bit\.ly|s\.id|linktr\.ee|(?:m\.)?(?:instagram|facebook|fb|tiktok|twitter|x|youtube|linkedin)"
    r"\.com)/[^\s\0]+"
)
OF_GOVERNMENT = re.compile(r"(?:https?://)?(?:[\w-]+\.)+go\.id(?:/[a-z/-]*)?[.,;!?)]*")
PLACES = r"(?:ig|insta|instagram|fb|facebook|tiktok|telegram|tele|twitter|line|wechat|discord|threads|medsos)"
MINE = r"(?:nya|ku)?(?: (?:id|saya|aku|akun|dia|user|username|nama)){0,2}"
ACCOUNT = re.compile(
    r"(?<![\w.])@(?!rp)[a-z_][\w.]{1,40}"
    rf"|\b{PLACES}{MINE}\s?[:=]\s?@?[a-z_][\w.]{{2,40}}"
    rf"|\b{PLACES}{MINE} @?(?=[a-z.]{{0,40}}[\d_])[a-z_][\w.]{{2,40}}"
    rf"|\b(?:{PLACES} id|id {PLACES}) @?[a-z_][\w.]{{2,40}}"
)
AREAS = (
    "a b d e f g h k l m n p r s t w z aa ab ad ae ag ba bb bd be bg bh bk bl bm bn bp da db dc dd de dg dh dk dl dm "
    "dn dp dr ds dt dw ea eb ed kb kh kt ku pa pb pg ps pt py"
)
AREA = "|".join(sorted(AREAS.split(), key=len, reverse=True))
GAP = r"[ ./_*|:~•·–-]{0,3}"
PLATE = re.compile(
    rf"(?<![a-z0-9])(?<![a-z0-9][/-])(?:{AREA})"
    rf"(?P<gap>{GAP})(?P<number>[1-9]\d{{0,3}})(?P<second>{GAP})(?P<rest>[a-z]{{1,3}})(?![a-z0-9])"
)
SMALL_WORDS = _listed(
    "di ke ya yg dan dg dgn itu ini jam thn th km kg rp pd utk dr dr tdk gak ga nya si pun lah ada tak bln hr hari org"
    " kali mnt cm mm ml gb mb wib wit per s d sd dll dst"
    " ktp kk kia sim pbb bpn asn pns opd rt rw apa aku hal mau saya"
)
NO_SMALL = rf"(?!(?:{'|'.join(sorted(SMALL_WORDS))})\b)"
VEHICLE = re.compile(
    r"\b(?:mobil|motor|sepeda motor|kendaraan|truk|truck|bus|bis|angkot|ambulans|taksi|pick ?up|avanza|xenia|innova)"
    rf"(?:nya)?\b[ :,.]{{1,3}}(?P<between>(?:[a-z]{{3,10}} ){{0,2}})"
    rf"(?P<plate>(?:{AREA}){GAP}\d{{2,4}}"
    rf"(?:{GAP}{NO_SMALL}[a-z]{{1,3}}(?![a-z0-9]))?)(?![a-z0-9])"
)
LETTER_MONTH = re.compile(r"x|xi{1,2}|i{1,3}|iv|vi{0,3}|ix")  # of the number of a letter: B/12/XI/2025
PLATE_SAID = re.compile(
    r"(?:\bplat(?:nya)?|\bnopol(?:nya)?|\bno\.? ?pol|\bnomor polisi)\b[ :.]{0,3}(?:nomor|no|kendaraan)?[ :.]{0,3}"
    r"(?P<plate>[a-z]{1,2}[ ./_*|:~•·–-]{0,3}\d{1,4}(?:[ ./_*|:~•·–-]{0,3}[a-z]{1,3}(?![a-z]))?)(?![a-z0-9])"
)
QUEUE = re.compile(
    r"(?:antre|antrean|antri|antrian|nomor|no|loket|ruang|kamar|meja|gedung|kelas|blok|lantai|urut)\.? ?$"
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
    for match in VEHICLE.finditer(text):
        if _is_of_vehicle(text, match):
            yield "plat", *match.span("plate")
    for match in PLATE.finditer(text):
        if _is_plate(text, match):
            yield "plat", match.start(), match.end()


def _is_plate(text: str, match: re.Match) -> bool:
    """A queue number before a small word ('B 12 ke loket') is none, nor is a degree ('S1 PNS')."""
    if match["rest"] in SMALL_WORDS or len(match["number"]) < 2:
        return False
    in_letter = LETTER_MONTH.fullmatch(match["rest"]) or text[match.end() : match.end() + 1] == "/"
    if "/" in match["gap"] + match["second"] and in_letter:
        return False
    return not QUEUE.search(text[max(0, match.start() - 12) : match.start()])


def _is_of_vehicle(text: str, match: re.Match) -> bool:
    """A plate without its last letters; beside other words it has three digits or more ('motor di blok B 12')."""
    start = match.start("plate")
    few = sum(map(str.isdigit, match["plate"])) < 3
    words = match["between"].split()
    return not (words and few) and not QUEUE.search(text[max(0, start - 12) : start])
