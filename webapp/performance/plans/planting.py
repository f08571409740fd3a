"""Whole SKP in one call, with the times given: for demonstration data, imports and tests. Same verbs, same checks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from webapp.people.published import person_card
from webapp.performance.plans import domain, lines, queries
from webapp.platform import clock
from webapp.platform.db import TenantSession


@dataclass(frozen=True)
class NewIndicator:
    """An indicator to be planted; `opd_id` binds it to an office's score, `own` to her own."""

    text: str
    target: str
    aspek: str = "kualitas"
    opd_id: UUID | None = None
    own: bool = False


@dataclass(frozen=True)
class NewRhk:
    """An RHK to be planted."""

    text: str
    indicators: Sequence[NewIndicator]
    kind: str = "utama"
    serves_id: UUID | None = None


@dataclass
class PlantedSkp:
    """What was planted: ids in the order given."""

    id: UUID
    rhk_ids: list[UUID] = field(default_factory=list)
    indicator_ids: list[UUID] = field(default_factory=list)


def plant_skp(
    session: TenantSession, *, person_id: UUID, year: int, rhks: Sequence[NewRhk], at: datetime,
    submitted: bool = True, agreed_at: datetime | None = None,
) -> PlantedSkp:  # fmt: skip
    """Drafts an SKP at `at`, submits it then unless `submitted` is False, and has it agreed at `agreed_at`, if given.

    The superior is who is in force on the day of `at`. An SKP of that person and year that is there already is
    left as it is. Raises what the verbs raise.
    """
    existing = queries.skp_of(session, person_id, year)
    if existing:
        return _as_planted(session, existing.id)
    day = clock.local(at, session.tenant.timezone).date()
    owner = person_card(session, person_id, day)
    skp = domain.draft(session, owner=owner, year=year)
    planted = PlantedSkp(skp.id)
    for new in rhks:
        _plant_rhk(session, skp, new, planted, day)
    if submitted:
        domain.submit(session, skp, version=skp.version, owner=owner, at=at)
    if agreed_at:
        domain.agree(session, skp, version=skp.version, by=skp.superior_id, at=agreed_at)
    session.flush()
    return planted


def is_planted(session: TenantSession, person_id: UUID, year: int) -> bool:
    """Whether this person has an SKP of that year already."""
    return queries.skp_of(session, person_id, year) is not None


def _as_planted(session: TenantSession, skp_id: UUID) -> PlantedSkp:
    lines = queries.lines_of(session, skp_id)
    indicators = [each.id for line in lines for each in line.indicators]
    return PlantedSkp(skp_id, [line.id for line in lines], indicators)


def _plant_rhk(session, skp, new: NewRhk, planted: PlantedSkp, day) -> None:
    rhk_id = lines.add_rhk(
        session, skp, version=skp.version, by=skp.person_id, kind=new.kind, text=new.text, serves_id=new.serves_id,
        day=day,
    )  # fmt: skip
    planted.rhk_ids.append(rhk_id)
    session.flush()
    for each in new.indicators:
        binding = "unit" if each.opd_id else "own" if each.own else None
        indicator_id = lines.add_indicator(
            session, skp, rhk_id, version=skp.version, by=skp.person_id, aspek=each.aspek, text=each.text,
            target=each.target, binding=binding, opd_id=each.opd_id, day=day,
        )  # fmt: skip
        planted.indicator_ids.append(indicator_id)
        session.flush()
