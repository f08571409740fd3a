"""The page of figures: for handlers of what they may read, for the bureau and the inspectorate of the pemda."""

from flask import Response, request

from webapp.feedback.complaints import words as spoken
from webapp.feedback.complaints.office import figures, words
from webapp.feedback.complaints.office.forms import YearFields
from webapp.feedback.complaints.office.here import BUREAU, HANDLER, INSPECTOR, blueprint, me, reader, today
from webapp.feedback.complaints.queries import OPEN_STATES
from webapp.feedback.publication.rules import SMALLEST_CELL
from webapp.people.published import opd_names
from webapp.platform.access import open_to
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import month_name
from webapp.platform.pages import render_page
from webapp.platform.request import db


@blueprint.get("/kelola/pengaduan/angka")
@open_to(HANDLER, INSPECTOR, BUREAU)
def show_figures() -> Response:
    form, years = Form(YearFields, request.args), figures.years(db(), today())
    year = (form.fields.tahun if form.ok else None) or today().year
    year = year if year in years else years[0]
    least = SMALLEST_CELL if BUREAU in me().roles and not reader().reads_all else 1
    found = figures.cases(db(), reader(), year, today(), BUREAU in me().roles)
    return render_page(
        "feedback/complaints/office/figures.html", year=year, years=years, total=len(found), least=least,
        smallest=SMALLEST_CELL, by_unit=_by_unit(found, least), by_month=_by_month(found, least),
        whole=figures.whole(found, _("Semua"), least) if found else None,
        by_state=_counted((case.state for case in found), {each: words.STATES[each] for each in OPEN_STATES}, least),
        by_end=_counted((case.ending for case in found if case.ending), spoken.ENDINGS, least),
        by_kind=_counted((case.kind for case in found), spoken.SHORT_KINDS, least),
    )  # fmt: skip


def _by_unit(found: list[figures.Case], least: int) -> list[figures.Line]:
    names = {None: _("Belum diteruskan")} | dict(sorted(opd_names(db()).items(), key=lambda pair: pair[1].lower()))
    return figures.lines(found, lambda case: case.unit, names, least)


def _by_month(found: list[figures.Case], least: int) -> list[figures.Line]:
    months = sorted({case.month for case in found})
    return figures.lines(found, lambda case: case.month, {month: month_name(month) for month in months}, least)


def _counted(values, table: dict[str, str], least: int) -> list[tuple[str, int | None]]:
    return figures.counted(list(values), {key: _(word) for key, word in table.items()}, least)
