"""A proof as somebody pastes it, and whether it holds."""

import json
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic import Field as Rule

from webapp.feedback.seals import tree
from webapp.platform.forms import Fields
from webapp.platform.i18n import gettext as _

HEX = r"^[0-9a-f]{64}$"
Hash = Annotated[str, StringConstraints(pattern=HEX)]


class ProofFields(Fields):
    """The text of a proof."""

    bukti: Annotated[str, StringConstraints(min_length=1, max_length=6000)]


class PastedProof(BaseModel):
    """What a proof says: {pemda, nomor, hari, jumlah, tempat, daun, jalur, akar, sidik}."""

    model_config = ConfigDict(extra="forbid", strict=True)

    pemda: Annotated[str, StringConstraints(max_length=60)]
    nomor: Annotated[int, Rule(ge=1, le=1_000_000)]
    hari: Annotated[str, StringConstraints(max_length=10)]
    jumlah: Annotated[int, Rule(ge=1, le=100_000_000)]
    tempat: Annotated[int, Rule(ge=0, le=100_000_000)]
    daun: Hash
    jalur: Annotated[list[Hash], Rule(max_length=32)]
    akar: Hash
    sidik: Hash


@dataclass(frozen=True)
class Verdict:
    """Whether a proof holds, and why in one sentence."""

    holds: bool
    words: str


def read_proof(text: str) -> PastedProof | None:
    """The proof in the text, or None."""
    try:
        return PastedProof.model_validate(json.loads(text))
    except (ValueError, ValidationError, RecursionError):
        return None


def judge(proof: PastedProof, slug: str, published: dict | None) -> Verdict:
    """Compares a proof with the seal of its number as this pemda publishes it."""
    if proof.pemda != slug:
        return Verdict(False, _("Bukti ini dari pemerintah daerah lain. Periksalah di halaman segel milik mereka."))
    if published is None:
        return Verdict(False, _("Segel nomor %(n)s tidak ada di sini.", n=proof.nomor))
    same = {"nomor": proof.nomor, "hari": proof.hari, "jumlah": proof.jumlah, "akar": proof.akar, "sidik": proof.sidik}
    if same != published:
        return Verdict(False, _("Segel dalam bukti ini bukan segel yang kami umumkan untuk hari itu."))
    if not _leads_to_root(proof):
        return Verdict(False, _("Jalur dalam bukti ini tidak sampai ke segel hari itu. Ada bagian yang berubah."))
    return Verdict(True, _("Benar. Jawaban dengan bukti ini ada di dalam segel yang kami umumkan."))


def _leads_to_root(proof: PastedProof) -> bool:
    path = [bytes.fromhex(step) for step in proof.jalur]
    try:
        return tree.climb(bytes.fromhex(proof.daun), proof.tempat, proof.jumlah, path).hex() == proof.akar
    except tree.BadProof:
        return False
