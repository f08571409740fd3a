"""Verbs of a pemda about itself. Each leaves a record with what was before and what is now. None of them commits.

They hold the pemda's row of the directory while they work, so that two who press at once come one after the other.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from webapp.platform.audit import record
from webapp.platform.db import TenantSession
from webapp.tenants import queries, rules
from webapp.tenants.colours import DEFAULT_COLOUR, readable
from webapp.tenants.models import Holiday, LogoVersion, RetentionChoice, WorkingWeek
from webapp.tenants.rules import DayOff, Difference, Retention
from webapp.tenants.settings.pictures import Picture

KIND = "tenant"


class NoSuchDay(LookupError):
    """This day off is not there (any more)."""


class TooLate(ValueError):
    """A working week cannot begin to hold on a day that is over."""


class DayTaken(ValueError):
    """The day is a day off already; the message is the name it bears."""


def describe(session: TenantSession, *, name: str, short_name: str, contact: dict[str, str], by: UUID) -> bool:
    """Changes the names and the ways to reach the pemda; says whether anything changed."""
    row = queries.own_row(session)
    before = {"nama": row.name, "sebutan": row.short_name, "kontak": dict(row.contact)}
    kept = {key: value for key, value in row.contact.items() if key not in CONTACTS}
    row.name, row.short_name, row.contact = name, short_name, kept | contact
    after = {"nama": row.name, "sebutan": row.short_name, "kontak": dict(row.contact)}
    return _noted(session, "pengaturan:identitas", before, after, by)


CONTACTS = ("telepon", "whatsapp", "surel", "situs", "alamat")


def paint(session: TenantSession, colour: str, *, by: UUID) -> str:
    """Gives the pemda this colour, or the nearest one that can be read; returns the one used."""
    row, used = queries.own_row(session), readable(colour)
    before = row.colours.get("nila", DEFAULT_COLOUR)
    if before != used:
        row.colours = row.colours | {"nila": used}
        _noted(session, "pengaturan:warna", {"warna": before}, {"warna": used, "diminta": colour.lower()}, by)
    return used


def put_up_logo(session: TenantSession, picture: Picture, *, by: UUID, at: datetime) -> bool:
    """Shows this logo from now on; says whether it is another one."""
    row = queries.own_row(session)
    mark = {"sha256": picture.sha256, "width": picture.width, "height": picture.height}
    if row.logo == mark:
        return False
    session.add(LogoVersion(png=picture.png, by_id=by, at=at, **mark))
    before, row.logo = dict(row.logo), mark
    return _noted(session, "pengaturan:logo-dipasang", before, mark, by)


def take_logo_down(session: TenantSession, *, by: UUID, at: datetime) -> bool:
    """Shows no logo from now on; the versions stay."""
    row = queries.own_row(session)
    if not row.logo:
        return False
    session.add(LogoVersion(by_id=by, at=at))
    before, row.logo = dict(row.logo), {}
    return _noted(session, "pengaturan:logo-diturunkan", before, {}, by)


def offer_languages(session: TenantSession, languages: Sequence[str], *, by: UUID) -> bool:
    """Offers the pages in these languages beside Indonesian."""
    row = queries.own_row(session)
    before, row.languages = list(row.languages), ["id", *(each for each in languages if each != "id")]
    return _noted(session, "pengaturan:bahasa", {"bahasa": before}, {"bahasa": list(row.languages)}, by)


def keep_for(session: TenantSession, choice: Retention, *, by: UUID, at: datetime) -> bool:
    """Keeps what it may choose about for so many days."""
    queries.own_row(session)
    before = queries.retention(session)
    if choice == before:
        return False
    session.add(RetentionChoice(session_days=choice.session_days, failure_days=choice.failure_days, by_id=by, at=at))
    return _noted(session, "pengaturan:masa-simpan", vars(before), vars(choice), by)


def set_week(session: TenantSession, days: Sequence[int], since: date, *, today: date, by: UUID) -> bool:
    """These are the working days from that day on; the weeks before it stay as they were. Raises TooLate."""
    if since < today:
        raise TooLate
    queries.own_row(session)
    before = list(rules.week_on(since, queries.calendar_from(session, since).weeks))
    days = sorted(set(days))
    if before == days:
        return False
    row = queries.week_from(session, since) or WorkingWeek(valid_from=since, days=days)
    row.days = days
    session.add(row)
    return _noted(session, "kalender:minggu-kerja", {"hari": before}, {"hari": days, "mulai": since.isoformat()}, by)


def add_holiday(session: TenantSession, day: DayOff, *, by: UUID) -> None:
    """Adds a day off. Raises DayTaken."""
    queries.own_row(session)
    known = queries.days_off(session, [day.day])
    if known:
        raise DayTaken(known[day.day].name)
    row = Holiday(day=day.day, name=day.name, kind=day.kind)
    session.add(row)
    record(session, "kalender:libur-ditambah", "holiday", row.id, by=by, sesudah=_told(day))


def remove_holiday(session: TenantSession, holiday_id: UUID, *, by: UUID) -> date:
    """Takes a day off out of the calendar; the trail keeps what it was. Raises NoSuchDay."""
    queries.own_row(session)
    row = session.get(Holiday, (session.tenant.id, holiday_id))
    if row is None:
        raise NoSuchDay
    record(
        session, "kalender:libur-dihapus", "holiday", row.id, by=by,
        sebelum=_told(DayOff(row.day, row.name, row.kind)),
    )  # fmt: skip
    session.delete(row)
    return row.day


def compare(session: TenantSession, days: Sequence[DayOff]) -> Difference:
    """What these days would change in the calendar."""
    return rules.compare(queries.days_off(session, [each.day for each in days]), days)


def take_over(session: TenantSession, days: Sequence[DayOff], *, by: UUID) -> Difference:
    """Adds these days off and corrects those known by another name or kind; returns what changed."""
    queries.own_row(session)
    difference = compare(session, days)
    rows = {row.day: row for row in _rows(session, [new for _, new in difference.changed])}
    for each in difference.new:
        session.add(Holiday(day=each.day, name=each.name, kind=each.kind))
    for _old, new in difference.changed:
        rows[new.day].name, rows[new.day].kind = new.name, new.kind
    if difference.new or difference.changed:
        record(
            session, "kalender:libur-diimpor", KIND, session.tenant.id, by=by,
            sebelum=[_told(old) for old, _ in difference.changed],
            sesudah=[_told(new) for new in (*difference.new, *(new for _, new in difference.changed))],
        )  # fmt: skip
    return difference


def _rows(session: TenantSession, days: Sequence[DayOff]) -> list[Holiday]:
    if not days:
        return []
    found = queries.holidays(session, min(each.day for each in days), max(each.day for each in days))
    wanted = {each.day for each in days}
    return [row for row in found if row.day in wanted]


def _told(day: DayOff) -> dict[str, str]:
    return {"tanggal": day.day.isoformat(), "nama": day.name, "jenis": day.kind}


def _noted(session: TenantSession, action: str, before: object, after: object, by: UUID) -> bool:
    if before == after:
        return False
    record(session, action, KIND, session.tenant.id, by=by, sebelum=before, sesudah=after)
    return True
