"""A result as tables for a spreadsheet: what its page shows, and nothing more."""

from collections.abc import Iterator

from webapp.feedback.publication.cards import distribution, held_list
from webapp.feedback.publication.hours import ReceivedHour
from webapp.feedback.publication.result import WEEKDAYS, Result
from webapp.feedback.publication.service_lines import Line
from webapp.platform.charts import Measure
from webapp.platform.i18n import gettext as _
from webapp.platform.sheets import Cell, Sheet


def name_of(result: Result, ending: str) -> str:
    """hasil-disdukcapil-2026-t3.csv"""
    period = result.period.code if result.period else "enam-bulan"
    return f"hasil-{result.office.slug}-{period}.{ending}"


def tables(result: Result) -> list[Sheet]:
    """One sheet for each part of the page that has something to tell."""
    row, shown = result.row, []
    shown.append(Sheet(_("Ringkasan"), [_("Hal"), _("Isi")], list(_summary(result))))
    if row is None:
        return shown
    if result.weeks:
        columns = [_("Pekan mulai"), _("Nilai"), _("Batas bawah"), _("Batas atas"), _("Penilaian")]
        shown.append(Sheet(_("Tren"), columns, [_measure(each) for each in result.weeks]))
    answers = [(answer["word"], answer["n"]) for answer in distribution(row, result.limits.unit_answers)]
    shown.append(Sheet(_("Sebaran"), [_("Jawaban"), _("Jumlah")], answers))
    reasons = [(_("dipuji"), *pair) for pair in result.good] + [(_("dikeluhkan"), *pair) for pair in result.bad]
    shown.append(Sheet(_("Alasan"), [_("Sisi"), _("Alasan"), _("Jumlah")], reasons))
    if result.services:
        columns = [_("Layanan"), _("Triwulan"), _("Nilai"), _("Batas bawah"), _("Batas atas"), _("Penilaian"),
                   _("Tingkat respons")]  # fmt: skip
        shown.append(Sheet(_("Layanan"), columns, [_service(line) for line in result.services]))
    if result.hours:
        columns = [_("Hari"), _("Pukul"), _("Penilaian diterima")]
        shown.append(Sheet(_("Jam ramai"), columns, [_hour(cell) for cell in result.hours]))
    if result.peers:
        columns = [_("Kantor"), _("Rata-rata biasa"), _("Penilaian")]
        measures = [dot.measure for dot in result.peers.drawing.dots]
        shown.append(Sheet(_("Perbandingan"), columns, [(m.label, round(m.value, 4), m.n) for m in measures]))
    shown.append(Sheet(_("Ditahan"), [_("Perlakuan"), _("Alasan"), _("Jumlah")], list(_held(result))))
    return shown


def one_table(result: Result) -> Sheet:
    """All of it below one another: the part of the page, then what its sheet holds."""
    rows = [(sheet.title, *row) for sheet in tables(result) for row in sheet.rows]
    widest = max(len(row) for row in rows)
    columns = [_("Bagian"), *(_("Kolom %(n)s", n=number) for number in range(1, widest))]
    return Sheet(_("Hasil penilaian warga"), columns, [(*row, *[None] * (widest - len(row))) for row in rows])


def _summary(result: Result) -> Iterator[tuple[str, Cell]]:
    yield _("Kantor"), result.office.name
    yield _("Masa"), result.title
    row = result.row
    if row is None:
        yield _("Nilai"), _("Belum cukup data")
        return
    yield _("Sejak"), row.since
    yield _("Sampai"), row.until
    yield _("Nilai"), _("Belum cukup data") if row.score is None else row.score
    yield _("Batas bawah"), row.low
    yield _("Batas atas"), row.high
    yield _("Penilaian"), row.n
    yield _("Setara penilaian penuh"), round(row.n_effective, 2)
    yield _("Tingkat respons"), result.response.text
    yield _("Versi rumus"), row.formula
    yield _("Kode pemeriksa data"), row.input_hash[:16]


def _measure(measure: Measure) -> tuple[Cell, ...]:
    return measure.label, measure.value, measure.low, measure.high, measure.n


def _service(line: Line) -> tuple[Cell, ...]:
    return line.service.name, line.title, line.row.score, line.row.low, line.row.high, line.row.n, line.response.text


def _hour(cell: ReceivedHour) -> tuple[Cell, ...]:
    return _(WEEKDAYS[cell.weekday]), f"{cell.hour:02}.00", cell.n


def _held(result: Result) -> Iterator[tuple[Cell, ...]]:
    held = held_list(result.row)
    for title, key in ((_("tidak ikut dihitung"), "left_out"), (_("dihitung lebih ringan"), "lighter")):
        for one in held[key]:
            yield title, one["reason"], one["count"]
