"""Taking a roster's table in: all of it or nothing, and every line that is wrong says why."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from webapp.feedback.rosters import domain, queries
from webapp.feedback.rosters.lines import Line, Wrong, read
from webapp.feedback.rosters.queries import Point, Scope
from webapp.feedback.rosters.rules import Turn, overlap, period_of
from webapp.people.published import bearers_of, opd_and_below, staff_of
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _
from webapp.platform.tables_in import Table

ALL = 100_000


def look(
    session: TenantSession, table: Table, scope: Scope, now: datetime
) -> tuple[list[Turn], list[Wrong]]:
    """What the table would plan, and what is wrong with it, by line."""
    lines, unread = read(table.headers, ((row.number, row.cells) for row in table.rows), table.header_row)
    wrong = [Wrong(one.number, _(one.sentence) + " ".join(["", *one.names])) for one in unread]
    zone = ZoneInfo(session.tenant.timezone)
    points = {point.code: point for point in queries.points_in(session, scope, now.astimezone(zone).date())}
    bearers = bearers_of(session, {line.nip for line in lines})
    staff = _Staff(session)
    turns: list[tuple[Line, Turn]] = []
    for line in lines:
        sentence = _why_not(line, points, bearers, staff, now, zone)
        if sentence:
            wrong.append(Wrong(line.number, sentence))
        else:
            period = period_of(line.day, line.begins, line.ends, zone)
            turns.append((line, Turn(points[line.code].id, bearers[line.nip], line.shift, *period)))
    wrong += [*_twice(turns), *_elsewhere(session, turns)]
    return [turn for _line, turn in turns], sorted(wrong, key=lambda one: one.number)


def take_in(session: TenantSession, turns: Sequence[Turn], *, by: UUID) -> int:
    """Plans all of it. Raises Refused when somebody was planned elsewhere meanwhile."""
    return domain.add_all(session, turns, "diambil", by=by)


class _Staff:
    """Who belongs to an office, asked once for each office and day."""

    def __init__(self, session: TenantSession):
        self._session = session
        self._known: dict[tuple[UUID, date], set[UUID]] = {}
        self._offices: dict[UUID, list[UUID]] = {}

    def holds(self, opd_id: UUID, day: date, person_id: UUID) -> bool:
        if opd_id not in self._offices:
            self._offices[opd_id] = opd_and_below(self._session, opd_id)
        if (opd_id, day) not in self._known:
            found = staff_of(self._session, self._offices[opd_id], day, limit=ALL)
            self._known[opd_id, day] = {one.id for one in found}
        return person_id in self._known[opd_id, day]


def _why_not(
    line: Line, points: dict[str, Point], bearers: dict[str, UUID], staff: _Staff, now: datetime, zone: ZoneInfo
) -> str:
    point = points.get(line.code)
    if point is None:
        return _("Tidak ada titik layanan dengan kode %(code)s di kantor yang Anda jadwalkan.", code=line.code)
    if not point.is_open:
        return _("Titik layanan %(name)s sedang ditutup.", name=point.name)
    if line.nip not in bearers or not staff.holds(point.opd_id, line.day, bearers[line.nip]):
        return _("NIP %(nip)s bukan pegawai kantor ini atau bagian di bawahnya.", nip=line.nip)
    if datetime.combine(line.day, line.begins, zone) <= now:
        return _("Waktu itu sudah lewat. Untuk hari yang sudah lewat, usulkan koreksi jadwal.")
    if datetime.combine(line.day, line.begins, zone) > now + domain.AHEAD:
        return _("Jadwal disusun paling jauh satu tahun ke depan. Pilih hari yang lebih dekat.")
    return ""


def _twice(turns: Sequence[tuple[Line, Turn]]) -> Iterator[Wrong]:
    """Lines of one file that put the same person in two places at once, or say the same twice."""
    by_person = defaultdict(list)
    for line, turn in turns:
        for earlier, other in by_person[turn.person_id]:
            if overlap(turn.period, other.period):
                sentence = _("Petugas ini sudah bertugas pada jam itu menurut baris %(number)s.", number=earlier.number)
                yield Wrong(line.number, sentence)
                break
        by_person[turn.person_id].append((line, turn))


def _elsewhere(session: TenantSession, turns: Sequence[tuple[Line, Turn]]) -> Iterator[Wrong]:
    if not turns:
        return
    period = min(turn.starts_at for _line, turn in turns), max(turn.ends_at for _line, turn in turns)
    there = defaultdict(list)
    for duty in queries.duties_of(session, {turn.person_id for _line, turn in turns}, period):
        there[duty.person_id].append(duty)
    for line, turn in turns:
        for duty in there[turn.person_id]:
            if overlap((duty.starts_at, duty.ends_at), turn.period):
                yield Wrong(line.number, domain.busy(session, duty))
                break
