"""The calendar: working week, days off of a year, and taking over the yearly decree from an ICS file."""

from datetime import date

from flask import Response, abort, request

from webapp.platform.access import open_to
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.request import db
from webapp.platform.uploads import file_of, takes_files
from webapp.tenants import queries
from webapp.tenants.rules import FIRST_YEAR, LAST_YEAR, NATIONAL, OWN, DayOff, fixed_holidays
from webapp.tenants.settings import domain, ics, months
from webapp.tenants.settings.attempts import done
from webapp.tenants.settings.forms import HolidayFields, ImportFields, TakeOverFields, WeekFields, YearFields
from webapp.tenants.settings.here import EDITOR, READER, blueprint, filled, me, show, today

PAGE = "settings.show_calendar"
BODY = 1  # megabyte of a form that carries a calendar


@blueprint.get("/kelola/pengaturan/kalender")
@open_to(EDITOR, READER)
def show_calendar() -> Response:
    return _calendar(_year(request.args.get("tahun")), None)


@blueprint.post("/kelola/pengaturan/kalender/minggu-kerja")
@open_to(EDITOR)
def create_week() -> Response:
    form = Form(WeekFields, request.form)
    if not form.ok:
        return _calendar(today().year, form)
    try:
        changed = domain.set_week(db(), form.fields.hari, form.fields.mulai, today=today(), by=me())
    except domain.TooLate:
        form.refuse("mulai", _("Pilih hari ini atau sesudahnya. Minggu kerja yang sudah lewat tidak diubah."))
        return _calendar(today().year, form)
    return done("minggu-tersimpan", PAGE, changed)


@blueprint.post("/kelola/pengaturan/kalender/libur")
@open_to(EDITOR)
def create_holiday() -> Response:
    form = Form(HolidayFields, request.form)
    if form.ok:
        given = form.fields
        try:
            domain.add_holiday(db(), DayOff(given.tanggal, given.nama, given.jenis), by=me())
        except domain.DayTaken as problem:
            form.refuse("tanggal", _("Hari ini sudah libur: %(name)s. Hapus dulu yang lama.", name=str(problem)))
    if form.ok:
        return done("libur-ditambah", PAGE, tahun=form.fields.tanggal.year)
    return _calendar(form.fields.tanggal.year if form.fields else today().year, form)


@blueprint.post("/kelola/pengaturan/kalender/libur/<uuid:holiday_id>/hapus")
@open_to(EDITOR)
def create_holiday_removal(holiday_id) -> Response:
    try:
        day = domain.remove_holiday(db(), holiday_id, by=me())
    except domain.NoSuchDay:
        abort(404)
    return done("libur-dihapus", PAGE, tahun=day.year)


@blueprint.post("/kelola/pengaturan/kalender/libur-tetap")
@open_to(EDITOR)
def create_fixed_holidays() -> Response:
    form = Form(YearFields, request.form)
    if not form.ok:
        return _calendar(today().year, form)
    year = form.fields.tahun
    known = {row.day for row in queries.holidays(db(), date(year, 1, 1), date(year, 12, 31))}
    missing = [DayOff(day, name, NATIONAL) for day, name in fixed_holidays(year).items() if day not in known]
    domain.take_over(db(), missing, by=me())
    return done("libur-diimpor", PAGE, bool(missing), tahun=year)


@blueprint.get("/kelola/pengaturan/kalender/impor")
@open_to(EDITOR)
def new_import() -> Response:
    year = _year(request.args.get("tahun"))
    return show("import", filled(ImportFields, {"tahun": year, "jenis": NATIONAL}), year=year, found=None)


@blueprint.post("/kelola/pengaturan/kalender/impor")
@open_to(EDITOR)
@takes_files(BODY)
def read_import() -> Response:
    """The dry run: says what would change, and changes nothing."""
    form, file, found = Form(ImportFields, request.form), file_of("berkas"), None
    if form.ok:
        try:
            if file is None:
                raise ics.CannotRead("Pilih dulu berkas kalendernya.")
            found = ics.days_of(file.content, form.fields.tahun, form.fields.jenis)
        except ics.CannotRead as problem:
            form.refuse("berkas", _(str(problem)))
    if not form.ok:
        return show("import", form, year=_year(form.values.get("tahun")), found=None)
    difference = domain.compare(db(), found.days)
    new = [months.told(day) for day in difference.new]
    changed = [(months.told(old), months.told(day)) for old, day in difference.changed]
    return show("import", form, year=form.fields.tahun, found=found, difference=difference, new=new, changed=changed)


@blueprint.post("/kelola/pengaturan/kalender/impor/simpan")
@open_to(EDITOR)
@takes_files(BODY)
def create_import() -> Response:
    form = Form(TakeOverFields, request.form)
    days = months.read_lines(form.fields.baris, form.fields.tahun) if form.ok else None
    if days is None:
        fresh = filled(ImportFields, {"tahun": today().year, "jenis": NATIONAL})
        fresh.refuse("", _("Daftar harinya tidak lengkap lagi. Unggah kalendernya sekali lagi."))
        return show("import", fresh, year=today().year, found=None)
    difference = domain.take_over(db(), days, by=me())
    return done("libur-diimpor", PAGE, bool(difference.new or difference.changed), tahun=form.fields.tahun)


def _year(text: str | None) -> int:
    """The year an address asks for; the present one when it asks for none."""
    number = int(text) if text and text.isascii() and text.isdigit() and len(text) == 4 else today().year
    return number if FIRST_YEAR <= number <= LAST_YEAR else today().year


def _calendar(year: int, form: Form | None) -> Response:
    """The page of the calendar with all its forms: `form` is the one that was sent, the others are fresh."""
    kept = queries.calendar_from(db(), today())
    fresh = filled(HolidayFields, {"mulai": today().isoformat(), "jenis": OWN})
    fresh.lists = {"hari": months.days_of_week(kept.weeks, today())}
    if form is not None:
        fresh.values |= form.values
        fresh.lists |= form.lists
        fresh.errors = form.errors
    rows = queries.holidays(db(), date(year, 1, 1), date(year, 12, 31))
    return show(
        "calendar", fresh, year=year, holidays=rows, months=months.of_year(year, rows, kept.weeks),
        weeks=months.weeks_told(kept.weeks, today()), week_days=months.week_days(), kinds=months.kinds(),
        missing=[day for day in fixed_holidays(year) if day not in {row.day for row in rows}],
        years=sorted({*queries.holiday_years(db()), today().year, today().year + 1, year}),
    )  # fmt: skip
