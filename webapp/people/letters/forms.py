"""What a browser may send about letters."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from webapp.people.letters.rules import is_mail_address
from webapp.platform.forms import Fields


def _mail(text: str) -> str:
    if not is_mail_address(text):
        raise ValueError("Tulis satu alamat surel, misalnya nama@contoh.go.id.")
    return text


Mail = Annotated[str, Field(max_length=254), AfterValidator(_mail)]
Often = Literal["tidak", "harian", "segera"]


class MailboxFields(Fields):
    """Her address and how often she wants each group of notices."""

    alamat: Mail
    kinerja: Often
    jadwal: Often
    hasil: Often
    lainnya: Often


class SenderFields(Fields):
    """In whose name the pemda writes, and from which address."""

    nama: Annotated[str, Field(min_length=2, max_length=80)]
    alamat: Mail
