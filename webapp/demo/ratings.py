"""Plants the visits and brings the aggregates by the product's own recount."""

import random
from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID, uuid4

import sqlalchemy as sa

from webapp.demo.answers import comment_for, reason_for
from webapp.demo.copying import copy_rows
from webapp.demo.moments import Story
from webapp.demo.people import Staff
from webapp.demo.places.facts import Place
from webapp.demo.visits import Visit, visits
from webapp.feedback.publication import weeks
from webapp.feedback.ratings import recount
from webapp.feedback.ratings.rules import MINUTES_A_DAY, week_of
from webapp.platform.db import TenantSession
from webapp.platform.ids import uuid7

# Everything that is counted; the weeks are made of it.
LET_OUT = sa.text("""
insert into released_bucket (tenant_id, point_id, day, channel, n1, n2, n3, n4,
                             perangkat_sama, isian_mesin, staf_unit, w1, w2, w3, w4)
select :tenant, b.point_id, b.day, b.channel, b.n1 - b.d1, b.n2 - b.d2, b.n3 - b.d3, b.n4 - b.d4,
       b.perangkat_sama, b.isian_mesin, b.staf_unit, b.w1, b.w2, b.w3, b.w4
from rating_bucket b where b.tenant_id = :tenant
""")
BY_MACHINE, BY_STAFF = 0.002, 0.002  # shares of the open channel


def plant_ratings(
    session: TenantSession, place: Place, story: Story, staff: Staff, ids: tuple[dict, dict], volume: float,
    chance: random.Random,
) -> int:  # fmt: skip
    """Adds all ratings with their traces, doubts, elements and sentences, counts them, and returns how many."""
    found = list(visits(place.pemda.slug, story, volume, place.burst_score, chance))
    _copy_ratings(session, found, staff, ids)
    _copy_traces(session, found)
    doubts = _copy_doubts(session, found, ids[0], chance)
    _copy_words(session, found, chance)
    recount.rewrite(session)
    _let_out(session, [each for each in found if each.id not in doubts], staff, story)
    return len(found)


def _copy_ratings(session: TenantSession, found: Sequence[Visit], staff: Staff, ids: tuple[dict, dict]) -> None:
    tenant, (services, points) = session.tenant.id, ids
    copy_rows(
        session,
        "rating (tenant_id, id, point_id, service_id, opd_id, officer_id, shift, channel, day, score)",
        (
            (tenant, each.id, points[each.counter.key], services[each.counter.service], staff.opds[each.counter.opd],
             staff.people.get(each.officer), each.shift, each.channel, each.day, each.score)
            for each in found
        ),
    )  # fmt: skip


def _copy_traces(session: TenantSession, found: Sequence[Visit]) -> None:
    tenant = session.tenant.id
    copy_rows(
        session,
        "rating_trace (tenant_id, rating_id, week, minute, device, network)",
        (
            (tenant, each.id, week_of(each.day), each.day.weekday() * MINUTES_A_DAY + each.minute, each.device,
             each.network)
            for each in found
        ),
    )  # fmt: skip


def _copy_doubts(
    session: TenantSession, found: Sequence[Visit], services: dict[str, UUID], chance: random.Random
) -> Collection[UUID]:
    """As the counting would have found: a device has one vote a service and week, machines and own staff none."""
    tenant = session.tenant.id
    firsts: dict[tuple, UUID] = {}
    doubts: dict[UUID, str] = {}
    for each in found:
        if reason := _seen_at_once(each, chance):
            doubts[each.id] = reason
        elif each.device:
            key = (services[each.counter.service], week_of(each.day), each.device)
            if firsts.setdefault(key, each.id) != each.id:
                doubts[each.id] = "perangkat_sama"
    copy_rows(
        session, "rating_doubt (tenant_id, id, rating_id, reason)",
        ((tenant, uuid4(), rating, reason) for rating, reason in doubts.items()),
    )  # fmt: skip
    copy_rows(
        session, "rating_device (tenant_id, service_id, week, device, rating_id)",
        ((tenant, *key, rating) for key, rating in firsts.items()),
    )  # fmt: skip
    return doubts


def _let_out(session: TenantSession, free: Sequence[Visit], staff: Staff, story: Story) -> None:
    """As the worker would have: each week's ratings were let out in their week, as one batch of each office."""
    tenant, batches = session.tenant.id, defaultdict(uuid7)
    left = ((each.id, staff.opds[each.counter.opd], week_of(each.day)) for each in free)
    copy_rows(
        session, "rating_release (tenant_id, rating_id, opd_id, week, batch)",
        ((tenant, rating, opd, week, batches[opd, week]) for rating, opd, week in left),
    )  # fmt: skip
    session.connection().execute(LET_OUT, {"tenant": tenant})
    places = weeks.stored_places(session, story.since)
    true = weeks.true_weeks(session, places, story.since, story.today)
    weeks.rewrite(session, true, {cell[2] for cell in true})


def _seen_at_once(visit: Visit, chance: random.Random) -> str | None:
    kind = chance.random()
    if visit.channel != "open" or kind >= BY_MACHINE + BY_STAFF:
        return None
    return "isian_mesin" if kind < BY_MACHINE else "staf_unit"


def _copy_words(session: TenantSession, found: Sequence[Visit], chance: random.Random) -> None:
    tenant = session.tenant.id
    reasons = [(each.id, reason) for each in found if (reason := reason_for(chance, each.score))]
    comments = [(each.id, text) for each in found if (text := comment_for(chance, each.score))]
    copy_rows(session, "rating_reason (tenant_id, id, rating_id, unsur)",
              ((tenant, uuid4(), *each) for each in reasons))  # fmt: skip
    copy_rows(session, "rating_comment (tenant_id, id, rating_id, text)",
              ((tenant, uuid4(), *each) for each in comments))  # fmt: skip
