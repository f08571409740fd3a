"""Figures of a year's cases: what came, how it stands, how long it took, how it ended. Small cells are not told."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.feedback.complaints.limits import running_clock
from webapp.feedback.complaints.models import Complaint, ComplaintAlarm, ComplaintStep
from webapp.feedback.complaints.office.reading import Reader, seen_by
from webapp.feedback.complaints.office.rules import middle, share_of, tellable
from webapp.feedback.complaints.rules import is_end
from webapp.feedback.publication.rules import SMALLEST_CELL
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.tenants.published import days_of

PASSED = "lewat"


@dataclass(frozen=True)
class Case:
    """What figures need of a case. first, whole: working days to the first answer and to the end."""

    unit: UUID | None
    month: date
    state: str
    kind: str
    ending: str
    level: int
    score: int | None
    first: int | None
    whole: int | None
    is_judged: bool
    is_late: bool


@dataclass(frozen=True)
class Line:
    """The figures of one unit or month; None where there are none, or fewer cases than may be told."""

    name: str
    received: int | None
    disputed: int | None
    first: int | None
    whole: int | None
    in_time: int | None
    score: Decimal | None


def cases(session: TenantSession, reader: Reader, year: int, today: date, all_units: bool) -> list[Case]:
    """The cases received in this year that the reader may count. all_units: the bureau counts them all."""
    reads = replace(reader, reads_all=reader.reads_all or all_units)
    since, until = date(year, 1, 1), date(year, 12, 31)
    asked = select(Complaint).where(*seen_by(reads), col(Complaint.received_on).between(since, until))
    rows = list(session.exec(asked))
    answered, late = _first_answers(session), _passed(session)
    count = _working_days(session, since, today)
    return [_case(row, answered.get(row.id), row.id in late, count, today) for row in rows]


def years(session: TenantSession, today: date) -> list[int]:
    """From the first report's year to this one, the newest first."""
    first = session.exec(select(sa.func.min(Complaint.received_on))).one() or today
    return list(range(today.year, first.year - 1, -1))


def lines(
    found: list[Case], group: Callable[[Case], Hashable], names: dict[Hashable, str], least: int
) -> list[Line]:
    """One line for each group, in the order of the names; no column lets a cell smaller than `least` be subtracted.

    least: 1 for whoever reads each of these cases anyway.
    """
    groups: dict[str, list[Case]] = defaultdict(list)
    for case in found:
        groups[str(group(case))].append(case)
    received = tellable({key: len(of) for key, of in groups.items()}, least)
    disputed = _both(groups, lambda case: case.level > 0, lambda case: True, least) & received
    timely = _both(groups, lambda case: not case.is_late, lambda case: case.is_judged, least)
    return [
        _line(name, groups[str(key)], str(key) in received, str(key) in disputed, str(key) in timely, least)
        for key, name in names.items()
        if str(key) in groups
    ]


def whole(found: list[Case], name: str, least: int) -> Line:
    """All of them as one line."""
    return lines(found, lambda case: "all", {"all": name}, least)[0]


def counted(values: Iterable[str], words: dict[str, str], least: int) -> list[tuple[str, int | None]]:
    """(word, how many) of each value; None where it is not told."""
    counts = Counter(values)
    told = tellable(counts, least)
    return [(word, counts[key] if key in told or not counts[key] else None) for key, word in words.items()]


def _both(
    groups: dict[str, list[Case]], is_part: Callable[[Case], bool], is_of: Callable[[Case], bool], least: int
) -> set[str]:
    """The groups of which both the part and the rest may be told."""
    parts = {key: sum(is_part(case) for case in of if is_of(case)) for key, of in groups.items()}
    rests = {key: sum(not is_part(case) for case in of if is_of(case)) for key, of in groups.items()}
    return tellable(parts, least) & tellable(rests, least)


def _line(
    name: str, of: list[Case], tells: bool, tells_disputes: bool, tells_time: bool, least: int
) -> Line:  # fmt: skip
    """What citizens think of the handling is theirs: of fewer than five not even those are told who read the cases."""
    judged = [case for case in of if case.is_judged]
    in_time = share_of(sum(not case.is_late for case in judged), len(judged), least)
    scores = [case.score for case in of if case.score]
    score = Decimal(sum(scores)) / len(scores) if len(scores) >= SMALLEST_CELL else None
    return Line(
        name, len(of) if tells else None, sum(case.level > 0 for case in of) if tells_disputes else None,
        middle([case.first for case in of if case.first is not None], least) if tells else None,
        middle([case.whole for case in of if case.whole is not None], least) if tells else None,
        in_time if tells_time and tells else None, score if tells else None,
    )  # fmt: skip


def _case(row: Complaint, answered: date | None, was_late: bool, count: Callable, today: date) -> Case:
    running = running_clock(row.state, {"verifikasi": row.verify_due, "tindak_lanjut": row.first_due,
                                        "jawaban": row.resolve_due})  # fmt: skip
    is_late = was_late or bool(running and today > running[1])
    return Case(
        row.unit_id, row.received_on.replace(day=1), row.state, row.kind, row.ending or "", row.level,
        row.handling_score, count(row.received_on, answered) if answered else None,
        count(row.received_on, row.closed_on) if row.closed_on else None,
        is_judged=is_late or answered is not None or is_end(row.state), is_late=is_late,
    )  # fmt: skip


def _first_answers(session: TenantSession) -> dict[UUID, date]:
    asked = select(ComplaintStep.complaint_id, sa.func.min(ComplaintStep.at)).where(ComplaintStep.action == "jawab")
    zone = session.tenant.timezone
    return {case: clock.local(at, zone).date() for case, at in session.exec(asked.group_by(ComplaintStep.complaint_id))}


def _passed(session: TenantSession) -> set[UUID]:
    """Cases of which a limit passed and somebody was told."""
    return set(session.exec(select(ComplaintAlarm.complaint_id).where(ComplaintAlarm.stage == PASSED).distinct()))


def _working_days(session: TenantSession, since: date, until: date) -> Callable[[date, date], int]:
    """Counts the working days after one day up to another, of this period, in one step each."""
    calendar, sums, total = days_of(session, since, until), {}, 0
    for n in range((until - since).days + 1):
        day = since + timedelta(days=n)
        total += calendar.is_working(day)
        sums[day] = total
    return lambda first, last: sums[last] - sums[first]
