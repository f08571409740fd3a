"""Verbs on an SKP: start, submit, withdraw, ask for clarification, agree. None of them commits.

Each checks role, state and row version, and writes one row of history with the content as it stood.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from webapp.people.published import PersonCard, superior_id_of, tell
from webapp.performance.plans import queries, rules
from webapp.performance.plans.lines import FieldRefused, Stale, claim, lock_lines, remove_all
from webapp.performance.plans.models import Skp, SkpComment, SkpTransition
from webapp.performance.plans.queries import RhkLine
from webapp.platform import clock
from webapp.platform.audit import record
from webapp.platform.db import TenantSession
from webapp.platform.errors import Conflict
from webapp.platform.i18n import gettext as _


@dataclass(frozen=True)
class Incomplete(Exception):
    """The SKP cannot be submitted yet; `gaps` says what each row lacks."""

    gaps: list[rules.Gap]


def start(session: TenantSession, *, owner: PersonCard, year: int, this_year: int) -> Skp:
    """The SKP of this person and year, as a new draft if there is none: pressing twice makes one. Raises Conflict."""
    if not rules.may_start(year, this_year):
        raise Conflict(_("SKP hanya dapat disusun untuk tahun ini atau tahun depan."))
    if not owner.is_asn:
        raise Conflict(
            _("SKP disusun oleh aparatur sipil negara (ASN). Kepala daerah menilai, tetapi tidak menyusun SKP.")
        )
    existing = queries.skp_of(session, owner.id, year)
    return existing or draft(session, owner=owner, year=year)


def draft(session: TenantSession, *, owner: PersonCard, year: int) -> Skp:
    """A new draft; the one that is there when somebody was faster."""
    new = Skp(person_id=owner.id, year=year, opd_id=owner.opd_id, jabatan_name=owner.jabatan_name)
    key = ["tenant_id", "person_id", "year"]
    session.connection().execute(insert(Skp).values(new.model_dump()).on_conflict_do_nothing(index_elements=key))
    skp = queries.skp_of(session, owner.id, year)
    if skp.id == new.id:
        record(session, "skp:draf", "skp", skp.id, by=owner.id, tahun=year)
    return skp


def submit(
    session: TenantSession, skp: Skp, *, version: int, owner: PersonCard, at: datetime, as_it_was: bool = False
) -> None:
    """The owner submits to her superior of that day, who is frozen here.

    After a clarification with nothing changed she says so (`as_it_was`). Raises Incomplete, FieldRefused, Conflict,
    Stale.
    """
    _claim(session, skp, version, "ajukan", owner.id)
    lines = queries.lines_of(session, skp.id)
    missing = rules.gaps(lines)
    if missing:
        raise Incomplete(missing)
    if not as_it_was and is_unchanged(session, skp, lines):
        raise FieldRefused("tetap", _(rules.NOTHING_CHANGED))
    superior_id = superior_id_of(session, skp.person_id, clock.local(at, session.tenant.timezone).date())
    if superior_id is None:
        raise Conflict(
            _("Pejabat penilai Anda belum tercatat, jadi SKP belum dapat diajukan. Draf Anda tersimpan. "
              "Hubungi pengelola kepegawaian di kantor Anda.")
        )  # fmt: skip
    skp.superior_id, skp.opd_id, skp.jabatan_name = superior_id, owner.opd_id, owner.jabatan_name
    _step(session, skp, "ajukan", by=owner.id, at=at, lines=lines)
    tell(session, superior_id, "skp:diajukan", at=at, about=skp.id, name=owner.name, year=skp.year)


def delete_draft(session: TenantSession, skp: Skp, *, version: int, by: UUID) -> None:
    """The owner takes back a draft that was never submitted: its rows are marked as removed, and a draft without
    rows counts as not begun. Raises Conflict, Stale."""
    _refuse_deletion(session, skp, by)
    claim(session, skp, version)
    _refuse_deletion(session, skp, by)  # it may have been submitted between the look and the lock
    count = remove_all(session, skp)
    record(session, "skp:dihapus", "skp", skp.id, by=by, tahun=skp.year, rhk=count)


def _refuse_deletion(session: TenantSession, skp: Skp, by: UUID) -> None:
    sentence = why_not_delete(session, skp, by)
    if sentence:
        raise Conflict(_(sentence))


def why_not_delete(session: TenantSession, skp: Skp, by: UUID) -> str | None:
    """The sentence why this person may not delete the whole SKP, or None."""
    role = rules.role_of(by, skp.person_id, skp.superior_id)
    was_submitted = queries.content_of_last_step(session, skp.id) is not None
    is_empty = not queries.lines_of(session, skp.id)
    return rules.deletion_refusal(skp.status, role, was_submitted=was_submitted, is_empty=is_empty)


def is_unchanged(session: TenantSession, skp: Skp, lines: list[RhkLine]) -> bool:
    """Whether these rows say what they said when the clarification in hand was asked for."""
    if skp.status != rules.KLARIFIKASI:
        return False
    return queries.content_of_last_step(session, skp.id) == [_plain(line) for line in lines]


def withdraw(session: TenantSession, skp: Skp, *, version: int, by: UUID, at: datetime, reason: str = "") -> None:
    """The owner takes a submitted SKP back to draft. Raises Conflict, Stale."""
    _claim(session, skp, version, "tarik", by)
    skp.superior_id = None
    _step(session, skp, "tarik", by=by, at=at, reason=reason)


def ask_clarification(
    session: TenantSession, skp: Skp, *, version: int, by: UUID, at: datetime, comments: Mapping[UUID, str],
    reason: str = "",
) -> None:  # fmt: skip
    """The superior hands the SKP back with comments on its rows, a message, or both.

    Raises FieldRefused without any, Conflict, Stale.
    """
    _claim(session, skp, version, "minta_klarifikasi", by)
    lines = queries.lines_of(session, skp.id)
    rhk_ids, indicator_ids = _ids(lines)
    if not comments and not reason:
        raise FieldRefused("alasan", _(rules.NO_COMMENT))
    if not set(comments) <= rhk_ids | indicator_ids:
        raise FieldRefused("catatan", _("Catatan hanya dapat ditulis pada baris SKP ini."))
    transition = _step(session, skp, "minta_klarifikasi", by=by, at=at, reason=reason, lines=lines)
    tell(session, skp.person_id, "skp:klarifikasi", at=at, about=skp.id, year=skp.year)
    for line_id, text in comments.items():
        side = {"rhk_id": line_id} if line_id in rhk_ids else {"indicator_id": line_id}
        session.add(SkpComment(transition_id=transition.id, text=text, **side))


def agree(session: TenantSession, skp: Skp, *, version: int, by: UUID, at: datetime, reason: str = "") -> None:
    """The superior agrees; from here on the SKP is read-only. Raises Conflict, Stale."""
    _claim(session, skp, version, "setujui", by)
    lock_lines(session, skp)
    lines = queries.lines_of(session, skp.id)  # as closed, so that the history says what the rows say
    _step(session, skp, "setujui", by=by, at=at, reason=reason, lines=lines)
    tell(session, skp.person_id, "skp:disetujui", at=at, about=skp.id, year=skp.year)


def _claim(session: TenantSession, skp: Skp, version: int, action: str, by: UUID) -> None:
    """Locks the SKP for a step. Where it stands by then is the better reason than that it has moved."""
    _refuse(skp, action, by)
    try:
        claim(session, skp, version)
    except Stale:
        session.refresh(skp)  # an agreed one can be read, not locked
        if skp.status not in rules.STEPS[action].sources:
            raise Conflict(_(rules.ALREADY[skp.status])) from None
        raise
    _refuse(skp, action, by)


def _refuse(skp: Skp, action: str, by: UUID) -> None:
    sentence = rules.refusal(action, skp.status, rules.role_of(by, skp.person_id, skp.superior_id))
    if sentence:
        raise Conflict(_(sentence))


def _step(
    session: TenantSession, skp: Skp, action: str, *, by: UUID, at: datetime, reason: str = "",
    lines: list[RhkLine] | None = None,
) -> SkpTransition:  # fmt: skip
    step = rules.STEPS[action]
    row = SkpTransition(
        skp_id=skp.id, version=skp.version, action=action, from_status=skp.status, to_status=step.target,
        actor_id=by, role=step.role, reason=reason, content=[_plain(line) for line in lines or []], at=at,
    )  # fmt: skip
    # Before the new state: into an agreed SKP the database lets nothing, not even the step that agreed it.
    session.connection().execute(insert(SkpTransition).values(row.model_dump()))
    skp.status = step.target
    record(session, f"skp:{action}", "skp", skp.id, by=by, versi=skp.version)
    return row


def _ids(lines: list[RhkLine]) -> tuple[set[UUID], set[UUID]]:
    return {line.id for line in lines}, {each.id for line in lines for each in line.indicators}


def _plain(value: Any) -> Any:
    """The row as JSON can keep it."""
    if isinstance(value, RhkLine):
        value = asdict(value)
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return str(value) if isinstance(value, UUID) else value
