"""What the domain of these rooms refuses, and the locks under which it looks."""

from uuid import UUID

from sqlmodel import col, select

from webapp.people.models import Opd, Person
from webapp.platform.db import TenantSession
from webapp.platform.errors import NotYours


class Refused(Exception):
    """One field of a form cannot be so (empty: the whole form); the message is for the reader."""

    def __init__(self, field: str, sentence: str):
        super().__init__(sentence)
        self.field = field


def lock_person(session: TenantSession, person_id: UUID) -> Person:
    """The person, until the end of the transaction nobody else changes what hangs on him. Raises NotYours."""
    statement = select(Person).where(Person.id == person_id).with_for_update(key_share=True)
    person = session.exec(statement.execution_options(populate_existing=True)).first()
    if person is None:
        raise NotYours
    return person


def lock_organisation(session: TenantSession) -> None:
    """One change of the tree or of who leads whom at a time: two that are right alone may make a circle together."""
    roots = select(Opd.id).where(col(Opd.parent_id).is_(None)).order_by(Opd.id)
    session.exec(roots.with_for_update(key_share=True)).all()
