"""Pure: where a folded text holds numbers that name a person: NIK, NIP, telephones, accounts at banks.

A chain is digits with little between them. One of nine digits or more is hidden, unless all of it reads as dates,
times, amounts and small numbers; so is a shorter one that begins as telephones do.
"""

import re
from collections.abc import Iterable, Iterator

CHAIN = re.compile(r"\+?\(?\d(?:(?:[\s.\-–—‐‑−/()_·•*|~'+]{0,6}|[,:;=#])\d)*")
TOKEN = re.compile(r"[^\s;=#]+")
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
# Letters that are drawn like digits, in what begins as a mobile number does.
DRAWN = re.compile(
    r"(?<![a-z0-9])(?<![a-z0-9]-)(?:\+?62[\s.-]?|[0o])[8b](?:[\s.\-/_]{0,2}[\doilzeasgbtq]){7,12}(?!-?[a-z0-9])"
)
FEWEST_DRAWN = 6  # digits among them
WORDS = (
    r"nol|kosong|satu|dua|tiga|empat|lima|enam|tujuh|d?e?lapan|sembilan"
    r"|siji|loro|telu|papat|limo|enem|pitu|wolu|songo|sanga|zero|one|two|three|four|five|six|seven|eight|nine"
)
SPOKEN = re.compile(rf"\b(?:{WORDS})(?:[\s,.;:/_-]{{0,3}}(?:{WORDS})){{6,40}}\b")
HALF_SPOKEN = re.compile(rf"(?<![a-z0-9])(?:(?:{WORDS}|[\do])[\s,.;:/_+-]{{0,3}}){{8,40}}(?<![\s,.;:/_+-])(?![a-z0-9])")
A_WORD = re.compile(WORDS)
NUMBER = r"(?P<number>\+?\(?\d[\d ().,;=#-]{3,24}\d)"
BANK = (
    r"(?:bank|bca|bri|bni|btn|bsi|bpd|mandiri|cimb|niaga|danamon|permata|mega|panin|ocbc|jago|seabank|bukopin|muamalat"
    r"|kalbar|dana|ovo|gopay|shopeepay|linkaja)"
)
SAID = re.compile(
    r"\b(?:telp?|telepon|tlp|tlpn|hp|handphone|wa|whatsapp|wasap|kontak|hubungi|nik|nip|npwp|bpjs)"
    rf"(?:nya)?\b\.?[ :=;#]{{0,3}}(?:no\.?|nomor|saya|di|ke)?[ :=;#.]{{0,3}}{NUMBER}"
)
ACCOUNT = re.compile(
    rf"\b(?:(?:no(?:mor)?|nmr)?[. ]{{0,2}}rek(?:ening)?(?:nya)?|norek|va|virtual account)\b\.?"
    rf"(?:[ :=;#.]{{1,3}}(?:no|nomor|saya|ke|di|an|{BANK})\b\.?){{0,4}}[ :=;#.]{{0,3}}{NUMBER}"
)
AT_A_BANK = re.compile(rf"\b{BANK}\b[ :=;#.]{{0,3}}(?:no\.?|nomor)?[ :.]{{0,3}}(?P<number>\d[\d -]{{5,22}}\d)(?![\d.])")
OF_A_BANK = re.compile(rf"(?<![\d.,])(?P<number>\d[\d -]{{5,22}}\d)[ ,(]{{1,3}}(?:{BANK}|a\.?n\.?|atas nama)\b")
SHORTEST_ACCOUNT = 5
SHORTEST_AT_A_BANK = 7
PASSPORT = re.compile(
    r"\b(?:paspor|passport|pasport|passpor)(?:nya)?\b[ :=;#.]{0,3}(?:no\.?|nomor|saya)?[ :=;#.]{0,3}"
    r"(?P<number>[a-z]{0,2}[ .-]?\d{6,9})(?![a-z0-9])"
    r"|(?<![a-z0-9])(?P<bare>[a-z]\d{7})(?![a-z0-9])"
)
# Groups of digits with anything between them that is no letter: a NIK or a telephone when it reads as one.
GROUPS = re.compile(r"\d{1,16}(?:(?:[^\w\0]|_){1,6}\d{1,16})+")
GROUP = re.compile(r"\d+")
NIK = re.compile(
    r"(?:1[1-9]|21|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-7])\d{4}(?:0[1-9]|[1256]\d|[37][01]|4[1-9])(?:0[1-9]|1[0-2])\d{6}"
)
MOBILE = re.compile(r"(?:0|62)8[1-9]\d{7,10}")
NEAR = 100  # numbers of a row, as of a queue, that lie so close together


def find(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, kind) of each number to hide, in order."""
    found = [(match.start(), match.end(), "telepon") for match in SPOKEN.finditer(text)]
    found += [(one.start(), one.end(), "nomor") for one in AS_DIGITS.finditer(text) if not one.group().isdigit()]
    found += [(one.start(), one.end(), "telepon") for one in DRAWN.finditer(text) if _is_drawn(one.group())]
    found += [(one.start(), one.end(), "telepon") for one in HALF_SPOKEN.finditer(text) if _is_half_spoken(one.group())]
    found += [_said(match) for match in SAID.finditer(text) if not _is_harmless(match["number"], money=False)]
    found += [_said(match) for match in ACCOUNT.finditer(text) if not _is_no_account(match["number"], SHORTEST_ACCOUNT)]
    for pattern in (AT_A_BANK, OF_A_BANK):
        for match in pattern.finditer(text):
            if not _is_no_account(match["number"], SHORTEST_AT_A_BANK) and not match["number"].endswith("000"):
                found.append(_said(match))
    found += [(*one.span("number" if one["number"] else "bare"), "nomor") for one in PASSPORT.finditer(text)]
    for match in GROUPS.finditer(text):
        found += _of_groups(text, match)
    for match in CHAIN.finditer(text):
        found += _of_chain(text, match.start(), match.end())
    return _apart(found)


def _apart(found: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """In order, and where two overlap, what sticks out of the first is hidden as well."""
    end = 0
    for start, stop, kind in sorted(found, key=lambda span: (span[0], -span[1])):
        if start >= end:
            yield start, stop, kind
            end = stop
        elif stop > end:
            yield end, stop, kind
            end = stop


def _said(match: re.Match) -> tuple[int, int, str]:
    """A number after the word for what it is, however short."""
    start, end = match.span("number")
    return start, end, _kind(match["number"])


def _is_drawn(written: str) -> bool:
    """Whether single letters stand among digits, and no word does."""
    letters = sum(map(str.isalpha, written))
    return letters > 0 and _digits(written) >= FEWEST_DRAWN and not re.search(r"[a-z]{3}", written)


def _is_half_spoken(written: str) -> bool:
    """Digits and words for digits, as a telephone begins."""
    begins = re.match(r"(?:0|o|nol|kosong|zero)[^a-z0-9]{0,3}(?:8|d?e?lapan|wolu|eight)|\+?62|enam\W{0,3}dua", written)
    return bool(begins) and bool(A_WORD.search(written))


def _is_no_account(number: str, shortest: int) -> bool:
    words = number.replace(";", " ").split()
    plain = len(words) == 1 and AMOUNT.fullmatch(words[0].strip(".,")) is not None
    days = all(SURE_DATE.fullmatch(word.strip(".,()")) for word in words)
    return plain or days or _digits(number) < shortest


def _of_groups(text: str, match: re.Match) -> Iterator[tuple[int, int, str]]:
    """The first groups from each on that together are a NIK or a mobile number."""
    groups = [(one.start() + match.start(), one.end() + match.start()) for one in GROUP.finditer(match.group())]
    last = 0
    for place, (start, _end) in enumerate(groups):
        if start < last:
            continue
        digits, best = "", None
        for begin, end in groups[place : place + 16]:
            digits += text[begin:end]
            if len(digits) > 16:
                break
            if NIK.fullmatch(digits):
                best = end, "nik"
            elif MOBILE.fullmatch(digits) and end - start > len(digits):
                best = end, "telepon"
        if best and not _is_row(text[start : best[0]]):
            last = best[0]
            yield start, *best


def _is_row(written: str) -> bool:
    """Whether these are days, times, amounts, clauses, or numbers that follow each other."""
    words = [word.strip(".,;:()-–—") for word in re.split(r"[\s;]+|,\s", written)]
    words = [word for word in words if word]
    if all(any(each.fullmatch(word) for each in (SURE_DATE, DATE, TIME, AMOUNT, CLAUSE)) for word in words):
        return True
    numbers = [int(group) for group in GROUP.findall(written)]
    return len(numbers) > 2 and max(numbers) - min(numbers) < NEAR


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
    words = [word for word in re.sub(r"[()+*|~_;=#]", " ", chain).split() if any(map(str.isdigit, word))]
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
