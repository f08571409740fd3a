"""What the tests of this room are made of: SKP and cards of the people of tests/world.py, in a given state."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import cycle
from uuid import UUID

from sqlalchemy import event

from tests.world import Someone, World
from webapp.feedback.published import PublishedScore, ResponseRate
from webapp.performance.evidence import domain as evidence
from webapp.performance.evidence import queries as evidence_queries
from webapp.performance.plans.planting import NewIndicator, NewRhk, PlantedSkp, plant_skp
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.tenancy import serving

YEARS = cycle(range(2030, 2200))  # each made SKP takes a year of its own, for a person has one a year
MOMENT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


@contextmanager
def inside(world: World, someone: Someone) -> Iterator[TenantSession]:
    """A session in this person's pemda, committed at the end."""
    with serving(someone.tenant), TenantSession(world.resources.engine) as session:
        yield session
        session.commit()


def one_rhk(*indicators: NewIndicator, serves_id: UUID | None = None) -> NewRhk:
    """An RHK utama with these indicators, or one plain indicator."""
    plain = NewIndicator("Pemohon selesai pada hari yang sama", "90 persen", aspek="waktu")
    return NewRhk("Pelayanan KTP-el selesai pada hari yang sama", indicators or (plain,), serves_id=serves_id)


def make_skp(world: World, owner: Someone, *rhks: NewRhk, state: str = "draf", year: int | None = None) -> PlantedSkp:
    """An SKP in draf, diajukan or disepakati, in a year nobody has used yet."""
    with inside(world, owner) as session:
        return plant_skp(
            session,
            person_id=owner.id,
            year=year or next(YEARS),
            rhks=rhks or (one_rhk(),),
            at=MOMENT,
            submitted=state != "draf",
            agreed_at=MOMENT if state == "disepakati" else None,
        )


SCORE = PublishedScore(
    response=ResponseRate(320, 132),
    since=date(2026, 1, 1), until=date(2026, 6, 30), n=132, n_effective=Decimal("96.4"),
    verified_share=Decimal("0.62"), value=Decimal("3.42"), low=Decimal("3.31"), high=Decimal("3.53"),
    comparison=Decimal("3.28"), status="usable", held=(("day_burst", 12), ("perangkat_sama", 3)), formula="2026-1",
    input_hash="ab" * 32,
)  # fmt: skip
NOTHING_YET = replace(SCORE, value=None, low=None, high=None, comparison=None, status="insufficient", n=4)


@dataclass(frozen=True)
class MadeCard:
    """A card and whose it is."""

    id: UUID
    indicator_id: UUID
    skp_id: UUID


def make_card(
    world: World, owner: Someone, *, own: bool = False, score: PublishedScore = SCORE, days_ago: int = 0
) -> MadeCard:
    """An agreed SKP with one bound indicator, and its first card, taken so many days ago."""
    opd = None if own else world.pontianak.dinas
    bound = NewIndicator("Kepuasan warga atas pelayanan loket", "paling rendah 3,20", opd_id=opd, own=own)
    skp = make_skp(world, owner, one_rhk(bound), state="disepakati")
    card_id = take_card(world, owner, skp.indicator_ids[0], score=score, at=clock.now() - timedelta(days=days_ago))
    return MadeCard(card_id, skp.indicator_ids[0], skp.id)


def take_card(
    world: World, owner: Someone, indicator_id: UUID, *, score: PublishedScore = SCORE, at: datetime
) -> UUID | None:
    """Takes the next card of this indicator, if one is due."""
    with inside(world, owner) as session:
        bound = evidence_queries.bound_indicator(session, indicator_id)
        return evidence.take(session, bound, score, at=at)


@contextmanager
def counted_queries(world: World) -> Iterator[list[str]]:
    """Collects the statements of a page."""
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        if " from tenant" not in statement:  # the directory of pemda is read anew every few seconds
            statements.append(statement)

    engine = world.resources.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)
