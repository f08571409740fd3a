"""Pure rules of held answers: why one is held, how it may end, and when letting go would tell what somebody said."""

from datetime import date, timedelta

DOUBTS = SAME_DEVICE, STAFF = ("perangkat_sama", "staf_unit")
STATES = HELD, RELEASED, UPHELD = ("ditahan", "dilepas", "dipertahankan")
PATIENCE = timedelta(days=14)  # so long after a period's end its index waits for the review
KEPT_WEEKS = 1  # marks outlive their week by so many: what was sent late on Sunday is counted on Monday

TOO_FEW = (
    "Hasil masa survei ini sudah dihitung. Melepas kurang dari lima jawaban akan membuka jawaban seorang warga "
    "dari selisihnya. Pilih paling sedikit lima."
)


def waits_for_review(until: date, grace: timedelta, today: date) -> bool:
    """Whether the index of a period that ended then still waits for what is held to be decided."""
    return today <= until + grace + PATIENCE


def is_too_few(n: int, least: int, *, is_told: bool) -> bool:
    """Whether letting so many go at once would tell single answers by difference: only when the index is known."""
    return is_told and n < least
