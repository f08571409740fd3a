"""Finding people: by words of the name or NIP, place, kind of jabatan and status; page by page, in milliseconds."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import col, select

from webapp.people import rules
from webapp.people.models import Account, Jabatan, Nip, Opd, Person, PersonWord, Placement, Superior
from webapp.people.queries import in_force, opd_and_below
from webapp.people.words import AFTER_ALL_LETTERS
from webapp.platform.db import TenantSession
from webapp.platform.samples import SampleRow

PAGE = 25
COUNTED = 10_000  # more than these are not counted one by one


@dataclass(frozen=True)
class Wish:
    """What is looked for; empty means everything. `status`: a key of labels.STATUSES."""

    text: str = ""
    opd_id: UUID | None = None
    kind: str = ""
    status: str = ""


@dataclass(frozen=True)
class PersonLine:
    """A person as a row of a list. `basis` and `jabatan_name` are those in force; empty when there is none."""

    id: UUID
    name: str
    kind: str
    left_on: date | None
    nip: str
    basis: str
    jabatan_name: str
    jabatan_kind: str
    opd_name: str
    has_account: bool


@dataclass(frozen=True)
class PeoplePage:
    """Some people in the order of their names, whether there are others before and after, and how many in all."""

    people: list[PersonLine]
    total: int
    has_before: bool
    has_after: bool

    @property
    def is_more(self) -> bool:
        """Whether `total` is where counting stopped."""
        return self.total > COUNTED


def page_of_people(
    session: TenantSession, wish: Wish, day: date, *, after: UUID | None = None, before: UUID | None = None
) -> PeoplePage:
    """The page that follows or precedes a person in the order of names; the first one if neither is named."""
    here, backwards = after or before, after is None and before is not None
    mark = session.get(Person, (session.tenant.id, here)) if here else None
    conditions = conditions_of(session, wish, day)
    order = sa.tuple_(col(Person.name), col(Person.id))
    counted = mark is None and bool(wish.opd_id or wish.kind)  # then nothing is spared by counting apart
    total = sa.func.count().over() if counted else sa.null()
    statement = select(Person, total).where(*conditions).order_by(*_order(backwards)).limit(PAGE + 1)
    if mark:
        edge = sa.tuple_(sa.literal(mark.name), sa.literal(mark.id))
        statement = statement.where(order < edge if backwards else order > edge)
    rows = session.exec(statement).all()
    people, goes_on = [person for person, _total in rows[:PAGE]], len(rows) > PAGE
    if backwards:
        people.reverse()
    has_before, has_after = (goes_on, True) if backwards else (mark is not None, goes_on)
    number = rows[0][1] if counted and rows else count_people(session, conditions)
    return PeoplePage(lines_of(session, people, day), number, has_before, has_after)


def _order(backwards: bool) -> tuple:
    columns = (col(Person.name), col(Person.id))
    return tuple(column.desc() for column in columns) if backwards else columns


def count_people(session: TenantSession, conditions: Sequence) -> int:
    """How many people there are of this kind; one more than COUNTED when there are more."""
    some = select(Person.id).where(*conditions).limit(COUNTED + 1).subquery()
    return session.exec(select(sa.func.count()).select_from(some)).one()


def conditions_of(session: TenantSession, wish: Wish, day: date) -> list:
    """The wish as conditions on Person; without a status, who works here."""
    found = [col(Person.id).in_(_bearing(session, word)) for word in rules.search_words(wish.text)]
    if wish.opd_id or wish.kind:
        found.append(col(Person.id).in_(_placed(session, wish, day)))
    works = _works(day)
    return found + {
        "berhenti": [sa.not_(works)],
        "tanpa-akun": [works, _has_no_account()],
        "tanpa-atasan": [works, _has_no_superior(day)],
    }.get(wish.status, [works])


def _works(day: date) -> sa.ColumnElement[bool]:
    return sa.or_(col(Person.left_on).is_(None), col(Person.left_on) >= day)


def _has_no_account() -> sa.ColumnElement[bool]:
    return col(Person.id).not_in(select(Account.person_id).where(col(Account.disabled_at).is_(None)))


def _has_no_superior(day: date) -> sa.ColumnElement[bool]:
    """Nobody appraises this civil servant; an elected head of region needs nobody."""
    led = select(Superior.person_id).where(in_force(Superior, day))
    return sa.and_(Person.kind != "pejabat_negara", col(Person.id).not_in(led))


@dataclass(frozen=True)
class StaffGaps:
    """How many who work here cannot sign in, and how many have no pejabat penilai."""

    without_account: int
    without_superior: int


def staff_gaps(session: TenantSession, day: date) -> StaffGaps:
    """Both counts in one statement; samples are people of no list of errands."""
    count, sample = sa.func.count(), select(SampleRow.id).where(SampleRow.kind == "person")
    asked = select(count.filter(_has_no_account()), count.filter(_has_no_superior(day)))
    return StaffGaps(*session.exec(asked.where(_works(day), col(Person.id).not_in(sample))).one())


def _bearing(session: TenantSession, beginning: str):
    """Ids of the people one of whose words begins so."""
    return select(PersonWord.person_id).where(
        PersonWord.tenant_id == session.tenant.id,
        PersonWord.word >= beginning,
        PersonWord.word < beginning + AFTER_ALL_LETTERS,
    )


def _placed(session: TenantSession, wish: Wish, day: date):
    """Ids of the people whose jabatan in force is there, or below, and of this kind."""
    placed = select(Placement.person_id).join(Jabatan, joined(Jabatan, Placement.jabatan_id))
    placed = placed.where(in_force(Placement, day))
    if wish.kind:
        placed = placed.where(Jabatan.kind == wish.kind)
    if wish.opd_id:
        there = sa.literal(opd_and_below(session, wish.opd_id), ARRAY(sa.Uuid))  # one value: hundreds take their time
        placed = placed.where(Jabatan.opd_id == sa.any_(there))
    return placed


def joined(table: type, foreign: sa.ColumnElement) -> sa.ColumnElement[bool]:
    """Join on the composite key (tenant_id, id)."""
    return sa.and_(table.tenant_id == foreign.class_.tenant_id, table.id == foreign)


def lines_of(session: TenantSession, people: Sequence[Person], day: date) -> list[PersonLine]:
    """What a list says of these people, in three statements however many they are."""
    ids = [person.id for person in people]
    if not ids:
        return []
    places, nips, accounts = places_of(session, ids, day), nips_of(session, ids), _accounts_of(session, ids)
    return [
        PersonLine(person.id, person.name, person.kind, person.left_on, nips.get(person.id, ""),
                   *places.get(person.id, [("", "", "", "")])[0], person.id in accounts)
        for person in people
    ]  # fmt: skip


def places_of(session: TenantSession, ids: list[UUID], day: date) -> dict[UUID, list[tuple[str, str, str, str]]]:
    """(basis, jabatan, its kind, OPD) in force on that day, the definitive one first."""
    rows = session.exec(
        select(Placement.person_id, Placement.basis, Jabatan.name, Jabatan.kind, Opd.name)
        .join(Jabatan, joined(Jabatan, Placement.jabatan_id))
        .join(Opd, joined(Opd, Jabatan.opd_id))
        .where(col(Placement.person_id).in_(ids), in_force(Placement, day))
        .order_by(Placement.basis)
    )
    found = defaultdict(list)
    for person_id, *place in rows:
        found[person_id].append(tuple(place))
    return found


def nips_of(session: TenantSession, ids: list[UUID]) -> dict[UUID, str]:
    """The NIP each of these people bears now."""
    rows = session.exec(select(Nip.person_id, Nip.nip).where(col(Nip.person_id).in_(ids), col(Nip.valid_to).is_(None)))
    return dict(rows.all())


def _accounts_of(session: TenantSession, ids: list[UUID]) -> set[UUID]:
    rows = session.exec(
        select(Account.person_id).where(col(Account.person_id).in_(ids), col(Account.disabled_at).is_(None))
    )
    return set(rows)
