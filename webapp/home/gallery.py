"""Sample content for the living page: every part of the design system in every state. No row is read for it."""

from datetime import date
from decimal import Decimal

from webapp.home import gallery_samples
from webapp.home.gallery_samples import Sample
from webapp.platform import charts
from webapp.platform.charts import Measure
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import long_date


def parts() -> dict:
    """What the page shows, in the reader's language."""
    return {
        "fresh": Sample(),
        "wrong": _wrong(),
        "answers": _answers(),
        "nobody": [answer | {"n": 0} for answer in _answers()],
        "trend": charts.trend(_weeks()),
        "stack": _stack(),
        "looks": [(answer["word"], f"answer-{answer['value']}") for answer in _answers()],
        "bars": charts.bars(_offices()),
        "funnel": charts.funnel(_offices(), Decimal("3.3"), Decimal("0.8")),
        "heat": charts.heat(_visits(), range(5), range(8, 15)),
        "weekdays": [_("Senin"), _("Selasa"), _("Rabu"), _("Kamis"), _("Jumat")],
        "hours": [f"{hour:02}.00" for hour in range(8, 15)],
        "spark_paths": charts.sparkline([Decimal("3.1"), Decimal("3.2"), None, Decimal("3.3"), Decimal("3.5")]),
        "moments": _moments(),
        "pages": _page("#contoh", 21),
    } | gallery_samples.further_parts()


def _wrong() -> Sample:
    errors = {"wrong-name": _("Isi paling sedikit tiga huruf."), "wrong-choice": _("Pilih salah satu.")}
    return Sample({"wrong-name": "7"}, errors)


def _page(previous: str | None, first: int) -> dict:
    text = _("%(first)s–%(last)s dari %(all)s", first=first, last=first + 19, all=134)
    return {"previous_url": previous, "next_url": "#contoh", "text": text}


def _answers() -> list[dict]:
    words = (_("Tidak baik"), _("Kurang baik"), _("Baik"), _("Sangat baik"))
    counts = (12, 31, 118, 94)
    return [{"value": v, "word": word, "n": n} for v, word, n in zip((1, 2, 3, 4), words, counts, strict=True)]


def _measure(label: str, value: str | None, n: int, half: str = "0.15", own: bool = False) -> Measure:
    if value is None:
        return Measure(label, None, None, None, n, own)
    middle, spread = Decimal(value), Decimal(half)
    return Measure(label, middle, max(middle - spread, Decimal(1)), min(middle + spread, Decimal(4)), n, own)


def _weeks() -> list[Measure]:
    values = ("3.10", "3.05", "3.20", None, "3.18", "3.31", "3.40", "3.36")
    return [_measure(_("Pekan %(n)s", n=week), value, 40 if value else 3) for week, value in enumerate(values, start=1)]


def _offices() -> list[Measure]:
    names = ("A", "B", "C", "D", "E")
    values = (("3.42", 310, "0.08"), ("3.15", 120, "0.12"), ("2.71", 95, "0.14"), ("3.60", 22, "0.30"), (None, 4, "0"))
    return [
        _measure(_("Kantor %(name)s", name=name), value, n, half, own=name == "B")
        for name, (value, n, half) in zip(names, values, strict=True)
    ]


def _stack() -> list[dict]:
    counts = {"A": (4, 12, 60, 88), "B": (10, 22, 40, 31), "C": (0, 0, 0, 0)}
    return [
        {"name": _("Kantor %(name)s", name=name), "counts": each, "shares": charts.shares(each)}
        for name, each in counts.items()
    ]


def _visits() -> dict[tuple[int, int], int]:
    return {(day, hour): (day * 7 + hour * 5) % 23 for day in range(5) for hour in range(8, 15) if (day + hour) % 6}


def _moments() -> list[dict]:
    told = (
        (long_date(date(2026, 3, 3)), _("SKP diajukan"), "Sari", None),
        (long_date(date(2026, 3, 5)), _("Penjelasan diminta"), "Budi", _("Target belum terukur.")),
        (_("Langkah berikutnya"), _("SKP disetujui"), None, None),
    )
    return [
        {"when_text": when, "what": what, "who": who, "note": note, "is_done": who is not None}
        for when, what, who, note in told
    ]
