"""Every look-up of the import, by a name that says what comes back. Thousands at a time, as plain values."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONPATH
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from webapp.people.imports.models import (
    APPLIED,
    APPLYING,
    CHECKED,
    STOPPED,
    ImportFile,
    ImportMapping,
    ImportRow,
    ImportRun,
)
from webapp.people.imports.values import fold
from webapp.people.imports.world import Known, Led, Place, Unit, UnitRef, World
from webapp.people.models import Jabatan, Nip, Opd, Person, Placement, Superior
from webapp.people.queries import in_force, opd_and_below
from webapp.platform.db import TenantSession

NOBODY, LAST, EVERYBODY = "sebagian", "terakhir", "semua"  # who should be in the file; else the id of an OPD
OTHER_FAULT = '$[*] ? (@.code != "unit_unknown")'
FINISH = sa.text(
    "update import_run set state = 'diterapkan', applied_at = :now, token = null, sample = '[]', remark = '' "
    "where tenant_id = :tenant and id = :run and token = :token and state = 'menerapkan'"
)
DROP_FILE = sa.text("delete from import_file where tenant_id = :tenant and run_id = :run")
DROP_ROWS = sa.text("delete from import_row where tenant_id = :tenant and run_id = :run")


def world(session: TenantSession, today: date, choices: Mapping[str, Any]) -> World:
    """Everything a file is compared with."""
    open_nips = dict(session.exec(select(Nip.person_id, Nip.nip).where(col(Nip.valid_to).is_(None))).all())
    people = session.exec(select(Person.id, Person.name, Person.kind, Person.left_on)).all()
    superiors, led_until = _superiors(session)
    jabatan = _jabatan(session)
    return World(
        today=today,
        people={row[0]: Known(row[0], row[1], row[2], open_nips.get(row[0], ""), row[3]) for row in people},
        nips=dict(session.exec(select(Nip.nip, Nip.person_id)).all()),
        units=_units(session),
        places=_places(session),
        superiors=superiors,
        led_until=led_until,
        jabatan={(opd, fold(name)): one for one, opd, name, _leads in jabatan},
        chairs=frozenset((opd, fold(name)) for _id, opd, name, leads in jabatan if leads),
        expected=_expected(session, today, str(choices.get("scope", NOBODY))),
        new_units=_new_units(choices),
    )


def _units(session: TenantSession) -> dict[UUID, Unit]:
    rows = session.exec(select(Opd.id, Opd.name, Opd.short_name, Opd.parent_id, Opd.closed_on))
    return {row[0]: Unit(row[0], row[1], row[2], row[3], row[4] is not None) for row in rows}


def _jabatan(session: TenantSession) -> list[tuple[UUID, UUID, str, bool]]:
    is_open = col(Jabatan.closed_on).is_(None)
    return list(session.exec(select(Jabatan.id, Jabatan.opd_id, Jabatan.name, Jabatan.leads).where(is_open)).all())


def _places(session: TenantSession) -> dict[UUID, tuple[Place, ...]]:
    found: dict[UUID, list[Place]] = defaultdict(list)
    of_jabatan = sa.and_(Jabatan.tenant_id == Placement.tenant_id, Jabatan.id == Placement.jabatan_id)
    columns = (Placement.person_id, Placement.id, Jabatan.opd_id, Jabatan.name, Placement.valid_from)
    rows = session.exec(
        select(*columns, Placement.valid_to).join(Jabatan, of_jabatan).where(Placement.basis == "definitif")  # type: ignore[call-overload]
    )
    for person_id, *place in rows:
        found[person_id].append(Place(*place))
    return {person_id: tuple(places) for person_id, places in found.items()}


def _superiors(session: TenantSession) -> tuple[dict[UUID, Led], dict[UUID, date]]:
    """Who leads whom without a known end, and when those led before that were led last."""
    current, ended = {}, {}
    rows = session.exec(
        select(Superior.person_id, Superior.id, Superior.superior_id, Superior.valid_from, Superior.valid_to)
    )
    for person_id, row_id, superior_id, since, until in rows:
        if until is None:
            current[person_id] = Led(row_id, superior_id, since)
        else:
            ended[person_id] = max(until, ended.get(person_id, until))
    return current, ended


def _expected(session: TenantSession, today: date, scope: str) -> frozenset[UUID]:
    """The ASN who work now and should be in the file; an elected head is in none."""
    working = select(Person.id).where(col(Person.left_on).is_(None), Person.kind != "pejabat_negara")
    if scope == EVERYBODY:
        return frozenset(session.exec(working))
    if scope == LAST:
        last = last_applied(session)
        of_last = select(ImportRow.nip).where(ImportRow.run_id == last, ImportRow.change != "salah")
        born = select(Nip.person_id).where(col(Nip.nip).in_(of_last))
        return frozenset(session.exec(working.where(col(Person.id).in_(born)))) if last else frozenset()
    if scope == NOBODY:
        return frozenset()
    seated = (
        select(Placement.person_id)
        .join(Jabatan, sa.and_(Jabatan.tenant_id == Placement.tenant_id, Jabatan.id == Placement.jabatan_id))
        .where(in_force(Placement, today), col(Jabatan.opd_id).in_(opd_and_below(session, UUID(scope))))
    )
    return frozenset(session.exec(working.where(col(Person.id).in_(seated))))


def _new_units(choices: Mapping[str, Any]) -> dict[str, tuple[str, UnitRef | None]]:
    found: dict[str, tuple[str, UnitRef | None]] = {}
    for folded, (name, parent) in choices.get("units", {}).items():
        kind, _colon, value = parent.partition(":")
        found[folded] = (name, UUID(value) if kind == "id" else value or None)
    return found


def last_applied(session: TenantSession) -> UUID | None:
    """The last import that was applied and whose rows are still there."""
    found = select(ImportRun.id).where(ImportRun.state == APPLIED, col(ImportRun.forgotten_at).is_(None))
    return session.exec(found.order_by(col(ImportRun.applied_at).desc()).limit(1)).first()


def run(session: TenantSession, run_id: UUID, *, to_change: bool = False) -> ImportRun | None:
    """The import; `to_change` waits for whoever is changing its state."""
    return session.get(ImportRun, (session.tenant.id, run_id), with_for_update=to_change or None)


def content(session: TenantSession, run_id: UUID) -> bytes | None:
    """The file, while it is kept."""
    return session.exec(select(ImportFile.content).where(ImportFile.run_id == run_id)).first()


@dataclass(frozen=True)
class RunLine:
    """One line of the history."""

    id: UUID
    at: datetime
    file_name: str
    state: str
    counts: dict[str, int]
    choices: dict[str, Any]
    by_name: str


def history(session: TenantSession, at_most: int) -> list[RunLine]:
    """The latest imports, with who made them."""
    maker = sa.and_(Person.tenant_id == ImportRun.tenant_id, Person.id == ImportRun.by_id)
    columns = (ImportRun.id, ImportRun.at, ImportRun.file_name, ImportRun.state, ImportRun.counts, ImportRun.choices)
    rows = session.exec(
        select(*columns, Person.name).join(Person, maker).order_by(col(ImportRun.at).desc()).limit(at_most)  # type: ignore[call-overload]
    )
    return [RunLine(*row) for row in rows]


def rows_of(session: TenantSession, run_id: UUID, change: str, *, first: int = 0, at_most: int = 50) -> list[ImportRow]:
    """The rows of one kind, in the order of the file; the first so many are passed over."""
    rows = select(ImportRow).where(ImportRow.run_id == run_id, ImportRow.change == change)
    return list(session.exec(rows.order_by(col(ImportRow.position)).offset(first).limit(at_most)))


def missing_ids(session: TenantSession, run_id: UUID) -> list[UUID]:
    """Who should have been in the file and is not."""
    asked = select(ImportRow.person_id).where(ImportRow.run_id == run_id, ImportRow.change == "keluar")
    return [one for one in session.exec(asked) if one]


def first_wrong(session: TenantSession, run_id: UUID, at_most: int) -> list[ImportRow]:
    """The first rows that must be corrected, but for those whose only fault is a unit that is not there yet."""
    has_other = sa.func.jsonb_path_exists(ImportRow.faults, sa.cast(OTHER_FAULT, JSONPATH))
    rows = select(ImportRow).where(ImportRow.run_id == run_id, ImportRow.change == "salah", has_other)
    return list(session.exec(rows.order_by(col(ImportRow.position)).limit(at_most)))


def remembered(session: TenantSession, headers_key: str) -> ImportMapping | None:
    """What was chosen for a file with these headers."""
    return session.exec(select(ImportMapping).where(ImportMapping.headers_key == headers_key)).first()


def to_forget(session: TenantSession, now: datetime, kept: timedelta) -> list[ImportRun]:
    """Imports whose rows have been kept long enough."""
    found = select(ImportRun).where(ImportRun.at < now - kept, col(ImportRun.forgotten_at).is_(None))
    return list(session.exec(found))


@dataclass(frozen=True)
class UnitChoice:
    """An OPD that is open, with the name of the one above."""

    id: UUID
    name: str
    above: str


def open_units(session: TenantSession) -> list[UnitChoice]:
    """Every OPD that is open, by name."""
    upper = aliased(Opd)
    rows = session.exec(
        select(Opd.id, Opd.name, upper.name)
        .outerjoin(upper, sa.and_(upper.tenant_id == Opd.tenant_id, upper.id == Opd.parent_id))
        .where(col(Opd.closed_on).is_(None)).order_by(Opd.name)
    )  # fmt: skip
    return [UnitChoice(id_, name, above or "") for id_, name, above in rows]


def unit_choices(session: TenantSession) -> list[tuple[UUID, str]]:
    """Every OPD that is open, by name."""
    rows = session.exec(select(Opd.id, Opd.name).where(col(Opd.closed_on).is_(None)).order_by(Opd.name))
    return list(rows.all())


def is_applying(session: TenantSession) -> bool:
    """Whether an import of this pemda is being applied now: one at a time."""
    return session.exec(select(ImportRun.id).where(ImportRun.state == APPLYING)).first() is not None


def drop_file(session: TenantSession, run_id: UUID) -> None:
    """Forgets the file."""
    session.connection().execute(DROP_FILE, {"tenant": session.tenant.id, "run": run_id})


def drop_rows(session: TenantSession, run_id: UUID) -> None:
    """Forgets the rows."""
    session.connection().execute(DROP_ROWS, {"tenant": session.tenant.id, "run": run_id})


@dataclass(frozen=True)
class ImportWaiting:
    """An import that waits for somebody: it was checked, or it stopped. `faults`: rows to be corrected."""

    id: UUID
    file_name: str
    is_checked: bool
    faults: int


def waiting(session: TenantSession, most: int = 3) -> list[ImportWaiting]:
    """The newest imports somebody has to look at."""
    asked = select(ImportRun.id, ImportRun.file_name, ImportRun.state, ImportRun.counts).where(
        col(ImportRun.state).in_((CHECKED, STOPPED)), col(ImportRun.forgotten_at).is_(None)
    )
    rows = session.exec(asked.order_by(col(ImportRun.at).desc()).limit(most))
    return [ImportWaiting(id_, name, state == CHECKED, counts.get("salah", 0)) for id_, name, state, counts in rows]
