"""Pure: where a folded text holds numbers that name a person: NIK, NIP, telephones, accounts at banks.

A chain is digits with little between them. One of nine digits or more is hidden, unless all of it reads as dates,
times, amounts and small numbers; so is a shorter one that begins as telephones do.
"""

import re
from collections.abc import Iterator

CHAIN = re.compile(r"\+?\(?\d(?:(?:[\s.\-–—‐‑−/()_·•*|~'+]{0,3}|[,:])\d)*")
TOKEN = re.compile(r"[^\s]+")
LONG = 9  # digits from which on a number may be somebody's
SHORTEST_PHONE = 8
MOST_PLAIN = 8  # digits that small numbers beside dates may have together
DATE = re.compile(
    r"(?:0?[1-9]|[12]\d|3[01])([-/.])(?:0?[1-9]|1[0-2])\1(?:(?:19|20)\d\d|\d\d)"
    r"|(?:19|20)\d\d([-/.])(?:0[1-9]|1[0-2])\2(?:0[1-9]|[12]\d|3[01])"
)
SURE_DATE = re.compile(
    r"(?:0?[1-9]|[12]\d|3[01])([-/])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d"
    r"|(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])|(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?"
)
TIME = re.compile(r"(?:[01]?\d|2[0-4])[.:][0-5]\d(?:[-–](?:[01]?\d|2[0-4])[.:][0-5]\d)?")
AMOUNT = re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){1,4}(?:,\d{1,2})?(?:[-–][1-9]\d{0,2}(?:\.\d{3}){1,4})?")
PLAIN_AMOUNT = re.compile(r"[1-9]\d{0,8}(?:,\d{1,2})?")
CALLED = re.compile(r"(?:62|81|82|83|85|87|88|89)\d?\.\d{3}\.")  # a telephone in threes, unless said to be money
SMALL = re.compile(r"[1-9]\d{0,3}(?:,\d{1,2})?|0\d{0,2}")
CLAUSE = re.compile(r"\d{1,2}(?:[./-]\d{1,2}){1,2}|(?:\d{1,3}[/-])?(?:19|20)\d\d(?:[/-](?:19|20)\d\d)?")
YEAR = re.compile(r"(?:19|20)\d\d")
MONEY = re.compile(r"(?:rp|idr|rupiah|sebesar|seharga|biaya|bayar|tarif)\.?[\s:]{0,2}$")
AS_DIGITS = re.compile(r"(?<![a-z0-9])(?=(?:[oil]{0,8}\d){6})[\doil]{9,}(?![a-z0-9])")
SPOKEN = re.compile(
    r"\b(?:nol|kosong|satu|dua|tiga|empat|lima|enam|tujuh|d?e?lapan|sembilan)"
    r"(?:[\s,.-]{1,3}(?:nol|kosong|satu|dua|tiga|empat|lima|enam|tujuh|d?e?lapan|sembilan)){6,}\b"
)
SAID = re.compile(
    r"\b(?:telp?|telepon|tlp|tlpn|hp|handphone|wa|whatsapp|wasap|kontak|hubungi|rek|rekening|nik|nip|npwp|bpjs)"
    r"(?:nya)?\b\.?[ :=]{0,3}(?:no\.?|nomor|saya|di|ke|bank)?[ :.]{0,3}(?P<number>\+?\(?\d[\d ().-]{3,24}\d)"
)


def find(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, kind) of each number to hide, in order."""
    found = [(match.start(), match.end(), "telepon") for match in SPOKEN.finditer(text)]
    found += [(one.start(), one.end(), "nomor") for one in AS_DIGITS.finditer(text) if not one.group().isdigit()]
    found += [_said(match) for match in SAID.finditer(text) if not _is_harmless(match["number"], money=False)]
    for match in CHAIN.finditer(text):
        found += _of_chain(text, match.start(), match.end())
    end = 0
    for start, stop, kind in sorted(found, key=lambda span: (span[0], -span[1])):
        if start >= end:
            yield start, stop, kind
            end = stop
        elif stop > end:  # they overlap: what sticks out is hidden as well
            yield end, stop, kind
            end = stop


def _said(match: re.Match) -> tuple[int, int, str]:
    """A number after the word for what it is, however short."""
    start, end = match.span("number")
    return start, end, _kind(match["number"])


def _of_chain(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """A chain falls into parts at dates and times that can be nothing else, and at numbers long enough alone."""
    group: list[tuple[int, int]] = []
    for token in TOKEN.finditer(text, start, end):
        word = token.group().strip("().,")
        if SURE_DATE.fullmatch(word):
            yield from _of_group(text, group)
            group = []
        elif _digits(word) >= LONG:
            yield from _of_group(text, group)
            yield from _of_group(text, [token.span()])
            group = []
        else:
            group.append(token.span())
    yield from _of_group(text, group)


def _of_group(text: str, group: list[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    if not group:
        return
    start, end = group[0][0], group[-1][1]
    start += text[start] == "(" and ")" not in text[start:end]
    chain = text[start:end]
    if _is_suspect(chain) and not _is_harmless(chain, money=bool(MONEY.search(text[max(0, start - 12) : start]))):
        yield start, end, _kind(chain)


def _is_suspect(chain: str) -> bool:
    return _digits(chain) >= LONG or (_digits(chain) >= SHORTEST_PHONE and _calls(chain))


def _is_harmless(chain: str, *, money: bool) -> bool:
    """Whether every part reads as a date, a time, an amount or a small number, and these are few."""
    words = [word for word in re.sub(r"[()+*|~_]", " ", chain).split() if any(map(str.isdigit, word))]
    words = [word.strip(".,-–—/") for word in words]
    if "+" in chain or "(" in chain:
        return False
    if money and words and PLAIN_AMOUNT.fullmatch(words[0]):
        words = words[1:]
    plain = [word for word in words if SMALL.fullmatch(word)]
    years = all(YEAR.fullmatch(word) for word in plain) and len(plain) <= 3
    if sum(map(_digits, plain)) >= MOST_PLAIN and not years:
        return False
    return all(_reads(word, money=money) for word in words)


def _reads(word: str, *, money: bool) -> bool:
    if AMOUNT.fullmatch(word):
        return money or not CALLED.match(word) or word.count(".") < 3
    if _is_day(word):
        return True
    return any(pattern.fullmatch(word) for pattern in (DATE, TIME, SMALL, CLAUSE))


def _is_day(word: str) -> bool:
    """A day written in eight digits, the year first."""
    return bool(re.fullmatch(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", word))


def _kind(chain: str) -> str:
    digits = "".join(filter(str.isdigit, chain))
    if len(digits) == 16:
        return "nik"
    if len(digits) == 18 and digits[:2] in ("19", "20"):
        return "nip"
    return "telepon" if _calls(chain) and len(digits) <= 15 else "nomor"


def _calls(chain: str) -> bool:
    digits = "".join(filter(str.isdigit, chain))
    return digits.startswith(("0", "62", "8")) if len(digits) >= LONG else digits.startswith(("0", "62"))


def _digits(word: str) -> int:
    return sum(map(str.isdigit, word))
