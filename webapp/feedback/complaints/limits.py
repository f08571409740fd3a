"""Pure: the legal clocks of a complaint, in working days (hari kerja) of the pemda, all in one place.

PermenPANRB 62/2018 and the practice of SP4N-LAPOR: verification 3, first follow-up 5; an answer within 5 (a request for
information), 14 (a complaint that needs no examination) or 60 (one that needs it); the citizen reacts within 10.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

CLOCKS = ("verifikasi", "tindak_lanjut", "jawaban")
NEAR, LAST = 2, 1  # working days left when the handlers are told, and when those above them are
REMIND_AFTER = (4, 8)  # working days after the answer
PAUSE = 10  # working days a case may rest before those above are told


@dataclass(frozen=True)
class Limits:
    """Working days for each duty. A pemda may promise less time, never take more: `Limits.of` raises ValueError."""

    verification: int = 3
    first: int = 5
    information: int = 5
    simple: int = 14
    examined: int = 60
    reaction: int = 10

    @classmethod
    def of(cls, **stricter: int) -> "Limits":
        """The law's limits with these made stricter; the citizen's own days may only grow."""
        law = cls()
        for name, days in stricter.items():
            most = getattr(law, name)
            if days < 1 or (days < most if name == "reaction" else days > most):
                raise ValueError(f"{name}: {days} working days is less than the law gives")
        return cls(**{each.name: stricter.get(each.name, getattr(law, each.name)) for each in fields(cls)})

    def resolution(self, kind: str, is_grave: bool) -> int:
        """How long an answer may take. is_grave: it needs examination (berkadar pengawasan)."""
        if kind == "informasi":
            return self.information
        return self.examined if kind == "pengaduan" and is_grave else self.simple


LAW = Limits()


def running_clock(state: str, dues: Mapping[str, date | None]) -> tuple[str, date] | None:
    """The duty the office has to do next, and until when; None while the case waits for nobody here."""
    if state == "diterima":
        return _known("verifikasi", dues)
    if state in ("diteruskan", "disanggah"):
        return _known("tindak_lanjut", dues)
    return _known("jawaban", dues) if state == "diproses" else None


def _known(clock: str, dues: Mapping[str, date | None]) -> tuple[str, date] | None:
    due = dues.get(clock)
    return (clock, due) if due else None


def stage_of(due: date, today: date, near: date, last: date) -> str | None:
    """How loudly to speak: 'lewat' after the limit, 'atasan' on the last day before, 'petugas' a little earlier.

    near, last: the dates NEAR and LAST working days after today.
    """
    if today > due:
        return "lewat"
    if last >= due:
        return "atasan"
    return "petugas" if near >= due else None
