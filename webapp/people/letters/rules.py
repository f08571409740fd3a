"""Pure: states of a letter, when it is tried again, what an address may look like and how it is shown."""

import re
from datetime import timedelta

EMAIL, WHATSAPP, SMS = CHANNELS = ("email", "whatsapp", "sms")
WAITING, SENDING, SENT, FAILED, UNSURE, STOPPED, CLOSED = STATES = (
    "menunggu", "mengirim", "terkirim", "gagal", "tidak_pasti", "dihentikan", "ditutup",
)  # fmt: skip
PURPOSELESS = ""  # of letters that come once because the reader asked for them just now
BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
PATIENCE = timedelta(days=5)  # a server may be away for so long; then somebody must look (RFC 5321, 4.5.4.1)
LEASE = timedelta(minutes=10)  # longer than any talk with a server can last
KEPT_SENT, KEPT_FAILED, KEPT_ROWS = timedelta(days=3), timedelta(days=30), timedelta(days=400)
LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
MAIL = re.compile(rf"(?=.{{3,254}}$)[a-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@{LABEL}(\.{LABEL})+", re.IGNORECASE)
TELEPHONE = re.compile(r"\+[1-9][0-9]{7,14}")
ADDRESSES = re.compile(r"[^\s<>@]+@[^\s<>@]+")
NOT_AT_ALL, DAILY, AT_ONCE = OFTEN = ("tidak", "harian", "segera")


def is_mail_address(text: str) -> bool:
    """Whether this is the plain ASCII address of one mailbox, and nothing that could carry a second header."""
    return bool(MAIL.fullmatch(text)) and ".." not in text and not text.partition("@")[0].startswith(".")


def fits(channel: str, address: str) -> bool:
    """Whether a letter of this channel can go to that address; telephones as +628…"""
    return is_mail_address(address) if channel == EMAIL else bool(TELEPHONE.fullmatch(address))


def next_try(attempts: int) -> timedelta:
    """How long to wait after so many attempts."""
    return BACKOFF[min(max(attempts, 1), len(BACKOFF)) - 1]


def masked(address: str) -> str:
    """An address as the office may see it: s•••@g•••.com, +62•••89."""
    name, at, host = address.partition("@")
    if not at:
        return f"{address[:3]}•••{address[-2:]}"
    first, _dot, last = host.rpartition(".")
    return f"{name[:1]}•••@{first[:1]}•••.{last}"


def without_addresses(reply: str) -> str:
    """What a server said, short and without anybody's address."""
    return ADDRESSES.sub("•••", " ".join(reply.split()))[:200]
