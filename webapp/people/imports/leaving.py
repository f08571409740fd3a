"""Whoever is missing in a file leaves as anybody leaves by hand; and for a week all of them may be taken back."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.people.directory import invitations, persons
from webapp.people.directory.refusals import lock_person
from webapp.people.imports import queries
from webapp.people.imports.models import APPLIED, ImportRow, ImportRun
from webapp.people.models import Account, Jabatan, Person, Placement, RoleGrant, Superior
from webapp.platform import clock
from webapp.platform.audit import record
from webapp.platform.db import TenantSession
from webapp.platform.errors import Conflict
from webapp.platform.i18n import gettext as _

TAKEN_BACK_WITHIN = timedelta(days=7)
FEW, TENTH = 5, 10
HELD = {"placement": Placement, "superior": Superior, "role_grant": RoleGrant}
ACCOUNT = "account"
Duties = Callable[[TenantSession, Collection[UUID], date], Mapping[UUID, int]]
DUTIES: list[Duties] = []  # what floors above have planned for people: how many turns from that day on


def must_be_typed(leaving: int, expected: int) -> bool:
    """Whether so many leave at once that the number is typed by hand: more than five, and more than a tenth."""
    return leaving > FEW and leaving * TENTH > expected


def duties_of(session: TenantSession, people: Collection[UUID], day: date) -> dict[UUID, int]:
    """How many turns each of these people has after that day; nobody who has none."""
    found: dict[UUID, int] = defaultdict(int)
    for ask in DUTIES:
        for person_id, turns in ask(session, people, day).items():
            found[person_id] += turns
    return dict(found)


def let_go(session: TenantSession, run: ImportRun, people: Collection[UUID], *, today: date, by: UUID,
           tell: Callable[[str, int, int], None]) -> None:  # fmt: skip
    """Today is their last day, and nobody signs in as them any more; what ended is kept with the rows of the import."""
    held = _held(session, people, today)
    rows = session.exec(select(ImportRow).where(ImportRow.run_id == run.id, ImportRow.change == "keluar"))
    kept = {row.person_id: row for row in rows}
    reason = _("Tidak ada di berkas %(name)s.", name=run.file_name)
    for done, person_id in enumerate(people):
        tell("keluar", done, len(people))
        persons.leave(session, person_id, last_day=today, reason=reason, today=today, by=by)
        invitations.close_account(session, person_id, reason=reason, by=by)
        if person_id in kept:
            kept[person_id].cells = held[person_id]
    session.flush()


def _held(session: TenantSession, people: Collection[UUID], today: date) -> dict[UUID, list[str]]:
    """What will end with the leaving, as 'kind id last-day': the last day is empty where none was known."""
    found: dict[UUID, list[str]] = defaultdict(list)
    for name, kind in HELD.items():
        goes_on = sa.or_(col(kind.valid_to).is_(None), col(kind.valid_to) > today)
        for row in session.exec(select(kind).where(col(kind.person_id).in_(people), goes_on, kind.valid_from <= today)):
            found[row.person_id].append(f"{name} {row.id} {row.valid_to or ''}")
    accounts = select(Account).where(col(Account.person_id).in_(people), col(Account.disabled_at).is_(None))
    for account in session.exec(accounts):
        found[account.person_id].append(f"{ACCOUNT} {account.id} ")
    return found


def may_be_taken_back(run: ImportRun, now: datetime) -> bool:
    """Whether the leaving of this import can be taken back now."""
    is_fresh = run.applied_at is not None and now - run.applied_at < TAKEN_BACK_WITHIN
    return run.state == APPLIED and is_fresh and bool(run.choices.get("left")) and "back" not in run.choices


def take_back(session: TenantSession, run: ImportRun, *, by: UUID, now: datetime) -> None:
    """Nobody has left by this import after all; whoever was changed since stays as he is. Raises Conflict."""
    session.refresh(run, with_for_update=True)
    if not may_be_taken_back(run, now):
        raise Conflict("not_taken_back")
    day = date.fromisoformat(run.choices["left_on"])
    rows = queries.rows_of(session, run.id, "keluar", at_most=run.counts["keluar"])
    today = clock.local(now, session.tenant.timezone).date()
    back = sum(_take_back_one(session, row, day, by, today) for row in rows if row.person_id and row.person_id != by)
    run.choices = run.choices | {"back": back}
    record(session, "impor:keluar-dibatalkan", "import_run", run.id, by=by, banyak=back)


def _take_back_one(session: TenantSession, row: ImportRow, day: date, by: UUID, today: date) -> bool:
    person = lock_person(session, row.person_id)
    ended = _ended(session, person, row, day)
    if ended is None or person.left_on != day:
        return False
    for kept, until in ended:
        kept.valid_to = until
    persons.come_back(session, person.id, reason=_("Keluarnya lewat impor dibatalkan."), today=today, by=by)
    for account in session.exec(select(Account).where(Account.person_id == person.id)):
        if f"{ACCOUNT} {account.id} " in row.cells:  # its sessions ended with the leaving and stay ended
            account.disabled_at = None
    session.flush()
    return True


def _ended(session: TenantSession, person: Person, row: ImportRow, day: date) -> list[tuple] | None:
    """What ended with the leaving and the last day each had before; None when something else happened since."""
    found = []
    for text in row.cells:
        name, row_id, until = text.split(" ")
        if name == ACCOUNT:
            continue
        kept = session.get(HELD[name], (session.tenant.id, UUID(row_id)))
        if kept is None or kept.valid_to != day or (name == "placement" and _is_taken(session, kept, day)):
            return None
        found.append((kept, date.fromisoformat(until) if until else None))
    for kind in HELD.values():
        if session.exec(select(kind.id).where(kind.person_id == person.id, kind.valid_from > day)).first():
            return None
    return found


def _is_taken(session: TenantSession, placement: Placement, day: date) -> bool:
    """Whether the jabatan leads and somebody else holds it now."""
    jabatan = session.get(Jabatan, (session.tenant.id, placement.jabatan_id))
    others = select(Placement.id).where(
        Placement.jabatan_id == placement.jabatan_id, Placement.basis == "definitif",
        Placement.person_id != placement.person_id, sa.or_(col(Placement.valid_to).is_(None), Placement.valid_to > day),
    )  # fmt: skip
    return jabatan.leads and session.exec(others).first() is not None
