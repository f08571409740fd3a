"""Personal data in what citizens write: masked before the unit reads it."""

import re

MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{2,24}){1,4}")
NUMBER = re.compile(r"(?<!\d)\+?\d(?:[ .\-]?\d){8,18}(?!\d)")  # telephone, NIK, family card, account
PLATE = re.compile(r"\b[A-Z]{1,2}[ -]?\d{1,4}[ -]?[A-Z]{1,3}\b")
MASK = "[disamarkan]"


def masked(text: str) -> str:
    """The text without mail addresses, long numbers and number plates."""
    for pattern in (MAIL, NUMBER, PLATE):
        text = pattern.sub(MASK, text)
    return text
