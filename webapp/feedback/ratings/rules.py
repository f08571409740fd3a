"""Pure rules of a rating: the answers, the elements, the week it belongs to."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True)
class Choice:
    """One of the four answers, on the scale of the SKM form (PermenPANRB 14/2017: 1 worst, 4 best)."""

    value: int
    word: str
    face: str


CHOICES = (
    Choice(1, "Tidak baik", "tidak-baik"),
    Choice(2, "Kurang baik", "kurang-baik"),
    Choice(3, "Baik", "baik"),
    Choice(4, "Sangat baik", "sangat-baik"),
)
# The elements a visitor can point at, in plain words; slugs are those of the statutory survey.
REASONS = {
    "waktu": "Kecepatan pelayanan",
    "perilaku": "Sikap petugas",
    "kompetensi": "Kemampuan petugas",
    "prosedur": "Alur pelayanan",
    "persyaratan": "Syarat yang diminta",
    "biaya": "Biaya",
    "produk": "Hasil yang diterima",
    "sarana": "Tempat dan fasilitas",
}


def choice(value: int) -> Choice:
    """The answer of this value (1..4)."""
    return next(c for c in CHOICES if c.value == value)


def week_of(day: date) -> date:
    """The Monday of the week."""
    return day - timedelta(days=day.weekday())


def minute_of_week(moment: datetime) -> int:
    """Minutes since Monday 00.00 on the clock the moment is written in."""
    return moment.weekday() * MINUTES_A_DAY + moment.hour * 60 + moment.minute
