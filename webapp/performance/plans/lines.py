"""Verbs on the rows of an SKP: add, change and remove RHK and indicators. None of them commits.

Each takes the version of the SKP its reader saw. Another change since then is a Stale, never an overwrite.
"""

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from webapp.people.published import ancestors_of, person_card, superior_id_of
from webapp.performance.plans import queries, rules
from webapp.performance.plans.models import Indicator, Rhk, Skp
from webapp.platform import clock
from webapp.platform.audit import record
from webapp.platform.db import TenantSession
from webapp.platform.errors import Conflict, NotYours
from webapp.platform.i18n import gettext as _


class Stale(Conflict):
    """The SKP has changed since this page was opened."""


class FieldRefused(Exception):
    """One field of a form cannot be so; `field` names it, the message is for the reader."""

    def __init__(self, field: str, sentence: str):
        super().__init__(sentence)
        self.field = field


def claim(session: TenantSession, skp: Skp, version: int) -> None:
    """Locks the SKP for this transaction and counts its version on. Raises Stale when `version` is not the newest."""
    newest = session.exec(
        select(Skp).where(Skp.id == skp.id).with_for_update().execution_options(populate_existing=True)
    ).first()
    if newest is None or newest.version != version:
        raise Stale(
            _("SKP ini baru saja diubah di tempat lain, jadi langkah Anda belum dijalankan. Isian Anda tidak hilang. "
              "Periksa isi terbarunya di halaman ini, lalu ulangi.")
        )  # fmt: skip
    newest.version += 1


def add_rhk(
    session: TenantSession, skp: Skp, *, version: int, by: UUID, kind: str, text: str, serves_id: UUID | None, day: date
) -> UUID:
    """Adds an RHK at the end; returns its id."""
    _check_serves(session, skp, serves_id, None, day)
    _open(session, skp, version, by)
    position = _next(session, Rhk, Rhk.skp_id == skp.id)
    rhk = Rhk(skp_id=skp.id, kind=kind, text=text, serves_id=serves_id, position=position)
    session.add(rhk)
    record(session, "skp:rhk-ditambah", "skp", skp.id, by=by, rhk=str(rhk.id))
    return rhk.id


def change_rhk(
    session: TenantSession, skp: Skp, rhk_id: UUID, *, version: int, by: UUID, kind: str, text: str,
    serves_id: UUID | None, day: date,
) -> None:  # fmt: skip
    """Changes an RHK of this SKP."""
    rhk = _rhk(session, skp, rhk_id)
    _check_serves(session, skp, serves_id, rhk.serves_id, day)
    _open(session, skp, version, by)
    rhk.kind, rhk.text, rhk.serves_id = kind, text, serves_id
    record(session, "skp:rhk-diubah", "skp", skp.id, by=by, rhk=str(rhk.id))


def remove_rhk(session: TenantSession, skp: Skp, rhk_id: UUID, *, version: int, by: UUID) -> None:
    """Takes an RHK with its indicators out of the SKP; the rows stay for what was said about them."""
    rhk = _rhk(session, skp, rhk_id)
    _open(session, skp, version, by)
    rhk.removed_at = clock.now()
    session.exec(
        sa.update(Indicator)
        .where(Indicator.rhk_id == rhk.id, col(Indicator.removed_at).is_(None))
        .values(removed_at=rhk.removed_at)
    )
    record(session, "skp:rhk-dihapus", "skp", skp.id, by=by, rhk=str(rhk.id))


def remove_all(session: TenantSession, skp: Skp) -> int:
    """Takes every row out of a claimed SKP; returns how many RHK these were."""
    at, of_this_skp = clock.now(), select(Rhk.id).where(Rhk.skp_id == skp.id, Rhk.tenant_id == skp.tenant_id)
    stands = col(Indicator.removed_at).is_(None)
    session.exec(
        sa.update(Indicator)
        .where(col(Indicator.rhk_id).in_(of_this_skp), stands)
        .values(removed_at=at)
        .execution_options(synchronize_session=False)
    )
    gone = session.exec(
        sa.update(Rhk)
        .where(Rhk.skp_id == skp.id, col(Rhk.removed_at).is_(None))
        .values(removed_at=at)
        .execution_options(synchronize_session=False)
    )
    return gone.rowcount


def add_indicator(
    session: TenantSession, skp: Skp, rhk_id: UUID, *, version: int, by: UUID, aspek: str, text: str, target: str,
    binding: str | None, opd_id: UUID | None, day: date,
) -> UUID:  # fmt: skip
    """Adds an indicator to an RHK of this SKP; returns its id."""
    rhk = _rhk(session, skp, rhk_id)
    _check_binding(session, skp, opd_id, day)
    _open(session, skp, version, by)
    added = Indicator(
        rhk_id=rhk.id, aspek=aspek, text=text, target=target, binding=binding, opd_id=opd_id,
        position=_next(session, Indicator, Indicator.rhk_id == rhk.id),
    )  # fmt: skip
    session.add(added)
    record(session, "skp:indikator-ditambah", "skp", skp.id, by=by, indikator=str(added.id))
    return added.id


def change_indicator(
    session: TenantSession, skp: Skp, indicator_id: UUID, *, version: int, by: UUID, aspek: str, text: str,
    target: str, binding: str | None, opd_id: UUID | None, day: date,
) -> None:  # fmt: skip
    """Changes an indicator of this SKP."""
    found = _indicator(session, skp, indicator_id)
    _check_binding(session, skp, opd_id, day)
    _open(session, skp, version, by)
    found.aspek, found.text, found.target = aspek, text, target
    found.binding, found.opd_id = binding, opd_id
    record(session, "skp:indikator-diubah", "skp", skp.id, by=by, indikator=str(found.id))


def remove_indicator(session: TenantSession, skp: Skp, indicator_id: UUID, *, version: int, by: UUID) -> None:
    """Takes an indicator out of the SKP."""
    found = _indicator(session, skp, indicator_id)
    _open(session, skp, version, by)
    found.removed_at = clock.now()
    record(session, "skp:indikator-dihapus", "skp", skp.id, by=by, indikator=str(found.id))


def lock_lines(session: TenantSession, skp: Skp) -> None:
    """Closes the rows that stand, for ever, with what they serve as it is now; the database refuses to change them."""
    standing = sa.and_(Rhk.skp_id == skp.id, col(Rhk.removed_at).is_(None))
    of_this_skp = select(Rhk.id).where(Rhk.skp_id == skp.id, Rhk.tenant_id == skp.tenant_id)
    session.exec(
        sa.update(Indicator)
        .where(col(Indicator.rhk_id).in_(of_this_skp), col(Indicator.removed_at).is_(None))
        .values(locked=True)
        .execution_options(synchronize_session=False)
    )
    session.exec(
        sa.update(Rhk).where(standing).values(locked=True, **_served_now()).execution_options(synchronize_session=False)
    )


def _served_now() -> dict[str, sa.ScalarSelect]:
    """The text of the leader's RHK that an RHK serves, and whose it is."""
    leader, his = aliased(Rhk), aliased(Skp)
    found = (leader.tenant_id == Rhk.tenant_id, leader.id == Rhk.serves_id)
    whose = select(his.person_id).join(leader, sa.and_(his.tenant_id == leader.tenant_id, his.id == leader.skp_id))
    return {
        "served_text": select(leader.text).where(*found).correlate(Rhk).scalar_subquery(),
        "served_person_id": whose.where(*found).correlate(Rhk).scalar_subquery(),
    }


def _open(session: TenantSession, skp: Skp, version: int, by: UUID) -> None:
    """Makes sure this person may change the content now, and that she saw the newest version."""
    _refuse_edit(skp, by)
    claim(session, skp, version)
    _refuse_edit(skp, by)  # somebody may have moved it on between the look and the lock


def _refuse_edit(skp: Skp, by: UUID) -> None:
    sentence = rules.edit_refusal(skp.status, rules.role_of(by, skp.person_id, skp.superior_id))
    if sentence:
        raise Conflict(_(sentence))


def _check_serves(session: TenantSession, skp: Skp, serves_id: UUID | None, before: UUID | None, day: date) -> None:
    if serves_id is None or serves_id == before:
        return
    superior_id = superior_id_of(session, skp.person_id, day)
    offered = queries.leader_rhks(session, superior_id, skp.year) if superior_id else []
    if serves_id not in {rhk.id for rhk in offered}:
        raise FieldRefused("intervensi", _("Pilih rencana hasil kerja dari SKP pejabat penilai Anda tahun ini."))


def _check_binding(session: TenantSession, skp: Skp, opd_id: UUID | None, day: date) -> None:
    if opd_id is None:
        return
    owner = person_card(session, skp.person_id, day)
    if owner is None or owner.opd_id is None or opd_id not in ancestors_of(session, {owner.opd_id}):
        raise FieldRefused("nilai_warga", _("Pilih kantor Anda sendiri atau kantor di atasnya."))


def _rhk(session: TenantSession, skp: Skp, rhk_id: UUID) -> Rhk:
    found = session.exec(
        select(Rhk).where(Rhk.id == rhk_id, Rhk.skp_id == skp.id, col(Rhk.removed_at).is_(None))
    ).first()
    if found is None:
        raise NotYours
    return found


def _indicator(session: TenantSession, skp: Skp, indicator_id: UUID) -> Indicator:
    found = session.exec(
        select(Indicator)
        .join(Rhk, sa.and_(Rhk.tenant_id == Indicator.tenant_id, Rhk.id == Indicator.rhk_id))
        .where(
            Indicator.id == indicator_id,
            Rhk.skp_id == skp.id,
            col(Indicator.removed_at).is_(None),
            col(Rhk.removed_at).is_(None),
        )
    ).first()
    if found is None:
        raise NotYours
    return found


def _next(session: TenantSession, table: type, of_parent: sa.ColumnElement[bool]) -> int:
    return session.exec(select(sa.func.coalesce(sa.func.max(table.position), 0) + 1).where(of_parent)).one()
