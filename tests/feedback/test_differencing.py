"""Whoever writes down every published number of every office at every moment can never subtract his way to fewer than
five answers: all of them are sums over the same blocks, and each block holds at least a batch."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID, uuid4

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.feedback.conftest import EVERYTHING
from webapp.feedback.publication import reasons
from webapp.feedback.publication.domain import release, turn_windows
from webapp.feedback.publication.periods import whole_periods
from webapp.feedback.publication.recheck import differences
from webapp.feedback.publication.rules import BATCH
from webapp.feedback.publication.windows import window
from webapp.feedback.ratings import drain
from webapp.feedback.ratings.forget import forget
from webapp.feedback.ratings.rules import week_of
from webapp.platform.db import TenantSession
from webapp.platform.tenancy import serving

BEGIN = date(2026, 1, 5)
RATING = """
insert into rating (tenant_id, id, point_id, service_id, opd_id, channel, day, score)
select p.tenant_id, %s, p.id, p.service_id, p.opd_id, 'open', %s, %s from service_point p where p.code = %s
and p.tenant_id = %s
"""
EVENT = """
insert into rating_event (tenant_id, rating_id, week, minute, attempts, network) values (%s, %s, %s, 600, 0, %s)
"""
REASON = "insert into rating_reason (tenant_id, id, rating_id, unsur) values (%s, gen_random_uuid(), %s, 'waktu')"
ARRIVALS = st.tuples(st.just("rate"), st.booleans(), st.integers(1, 9), st.integers(1, 4), st.booleans())
STEPS = st.lists(
    st.one_of(ARRIVALS, ARRIVALS, st.tuples(st.just("days"), st.sampled_from([1, 3, 7, 30, 95])), st.just(("turn",))),
    min_size=4,
    max_size=24,
)


class Reader:
    """Does what citizens, the worker and the clock do, and writes down all that is published after each step."""

    def __init__(self, app, place, sql):
        self.app, self.place, self.sql, self.today = app, place, sql, BEGIN
        self.scores: dict[UUID, int] = {}
        self.let_out: dict[UUID, tuple[UUID, date]] = {}
        self.seen: set[frozenset[UUID]] = set()

    def rate(self, at_kiosk: bool, how_many: int, score: int, one_network: bool) -> None:
        tenant = self.place.tenant.id
        for number in range(how_many):
            rating = uuid4()
            self.scores[rating] = score if number % 3 else 1 + score % 4
            code = self.place.kiosk if at_kiosk else self.place.counter
            self.sql(RATING, rating, self.today, self.scores[rating], code, tenant)
            self.sql(EVENT, tenant, rating, week_of(self.today), b"one" if one_network else rating.bytes)
            self.sql(REASON, tenant, rating)
            self.work()

    def days(self, how_many: int) -> None:
        self.today += timedelta(days=how_many)

    def work(self) -> None:
        with self.session() as session:
            drain.drain(session)
            release(session, [self.place.dinas, self.place.upt], self.today)
            session.commit()
        self.note()

    def turn(self) -> None:
        with self.session() as session:
            since = window(self.today)[0]
            forget(session, since)
            turn_windows(session, [self.place.dinas, self.place.upt], self.today)
            reasons.close_weeks(session, since, self.today)
            session.commit()
        self.note()

    def session(self) -> TenantSession:
        return TenantSession(self.app.config["RESOURCES"].engine)

    def note(self) -> None:
        rows = self.sql("select rating_id, opd_id, week from rating_release")
        self.let_out |= {rating: (opd, week) for rating, opd, week in rows}
        for opd, until, *told in self.sql("select opd_id, until, n1, n2, n3, n4 from unit_score"):
            self.see(opd, window(until)[0], until, told)
        for opd, since, until, *told in self.sql("select opd_id, since, until, n1, n2, n3, n4 from period_score"):
            self.see(opd, since, until, told)
        for opd, week in self.sql("select opd_id, week from released_reason"):
            self.seen.add(frozenset(r for r, where in self.let_out.items() if where == (opd, week)))

    def see(self, opd: UUID, since: date, until: date, told: list[int]) -> None:
        """What is told is of exactly these answers."""
        family = {self.place.dinas, self.place.upt} if opd == self.place.dinas else {opd}
        whose = [r for r, (own, week) in self.let_out.items() if own in family and since <= week <= until]
        assert [sum(self.scores[r] == value for r in whose) for value in (1, 2, 3, 4)] == told
        self.seen.add(frozenset(whose))

    def blocks(self) -> list[int]:
        """How many answers no published number tells apart: any sum and difference is constant on each block."""
        sets, blocks = sorted(self.seen, key=sorted), defaultdict(int)
        for rating in set().union(*sets) if sets else ():
            blocks[tuple(rating in one for one in sets)] += 1
        return list(blocks.values())


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(steps=STEPS)
@example(steps=[("rate", False, 2, 1, False), ("days", 7), ("rate", False, 4, 4, False), ("rate", True, 4, 2, False),
                ("days", 1), ("rate", True, 1, 1, False), ("rate", False, 4, 3, False), ("turn",), ("days", 175),
                ("turn",), ("days", 30), ("turn",)])  # fmt: skip
def test_no_numbers_together_tell_fewer_than_five_answers(app, world, sql, steps):
    for table in EVERYTHING:
        sql(f"delete from {table}")
    reader = Reader(app, world.pontianak, sql)
    with serving(world.pontianak.tenant):
        for name, *values in steps:
            getattr(reader, name)(*values)
        reader.turn()
        with reader.session() as session:
            assert differences(session, reader.today) == []
    assert all(size >= BATCH for size in reader.blocks())


def test_the_reader_would_find_a_leak(app, world, sql):
    """The watch itself works: a quarter by the days of the answers would have told two of them."""
    reader = Reader(app, world.pontianak, sql)
    ratings = [uuid4() for _ in range(7)]
    reader.seen = {frozenset(ratings), frozenset(ratings[:5])}
    assert sorted(reader.blocks()) == [2, 5]


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(0, 800))
@settings(max_examples=60, deadline=None)
def test_periods_are_whole_weeks_and_lie_in_one_another_or_apart(first, days):
    monday = week_of(first)
    found = whole_periods(monday, monday + timedelta(days=days))
    for one in found:
        assert one.since.weekday() == 0 and one.until.weekday() == 6
        assert monday <= one.since and one.until < monday + timedelta(days=days)
    by_kind = defaultdict(list)
    for one in found:
        by_kind[one.kind].append(one)
    for kind, ones in by_kind.items():
        assert all(a.until < b.since for a, b in pairwise(ones)), kind
    assert len({one.code for one in found}) == len(found)
