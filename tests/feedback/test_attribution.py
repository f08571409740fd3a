"""Whom a rating is about is frozen when it is made; who brought it in lowers its weight at most, never refuses it."""

import secrets
from datetime import timedelta

import pytest

from tests.feedback.steps import count, rate, rate_many
from tests.world import add
from webapp.feedback.services.models import Duty, ServicePoint
from webapp.people.models import Opd
from webapp.platform import clock


@pytest.fixture
def newest(sql):
    """officer, shift, channel of the rating just made at a point."""

    def find(code):
        return sql(
            "select r.officer_id, r.shift, r.channel from rating r join service_point p on p.id = r.point_id "
            "and p.tenant_id = r.tenant_id where p.code = %s",
            code,
        )[-1]

    return find


@pytest.fixture
def relieve(sql, world):
    """Takes people off wherever they are on duty: nobody is in two places at once."""

    def take_off(*names):
        for name in names:
            sql("update duty set withdrawn_at = now() where person_id = %s", world.pontianak.people[name].id)

    return take_off


@pytest.fixture
def counter(inside, world, relieve):
    """Opens a counter with these people on duty: counter('baru1', ('sari', 'pagi'))."""

    def open_counter(code, *duties, kind="counter", begins=-1, ends=1):
        place = world.pontianak
        relieve(*(name for name, _ in duties))
        with inside(place) as session:
            point = add(
                session, ServicePoint(service_id=place.service, opd_id=place.dinas, code=code, name=code, kind=kind)
            )
            for name, shift in duties:
                now = clock.now()
                add(
                    session,
                    Duty(
                        point_id=point.id,
                        person_id=place.people[name].id,
                        shift=shift,
                        starts_at=now + timedelta(hours=begins),
                        ends_at=now + timedelta(hours=ends),
                    ),
                )
        return code

    return open_counter


def test_the_officer_on_duty_is_frozen_into_the_rating(browser, world, newest):
    rate(browser(), world.pontianak.counter)
    assert newest(world.pontianak.counter) == (world.pontianak.sari.id, "penuh", "open")


def test_nobody_on_duty_means_nobody(browser, counter, newest):
    rate(browser(), counter("kosong1"))
    assert newest("kosong1") == (None, None, "open")


def test_two_officers_of_one_shift_are_a_team_and_neither_is_named(browser, counter, newest):
    rate(browser(), counter("berdua1", ("sari", "pagi"), ("dewi", "pagi")))
    assert newest("berdua1") == (None, "pagi", "open")


def test_two_officers_of_two_shifts_are_nobody(browser, counter, newest):
    rate(browser(), counter("berdua2", ("sari", "pagi"), ("dewi", "siang")))
    assert newest("berdua2") == (None, None, "open")


@pytest.mark.parametrize("begins, ends", [(-3, -1), (1, 3)], ids=["already over", "not begun"])
def test_a_duty_that_is_not_now_does_not_count(browser, counter, newest, begins, ends):
    code = counter(f"lain{ends + 5}", ("sari", "pagi"), begins=begins, ends=ends)
    rate(browser(), code)
    assert newest(code) == (None, None, "open")


def test_a_roster_put_right_later_leaves_the_rating_as_it_was(browser, counter, newest, inside, world, relieve):
    code = counter("ganti1", ("sari", "pagi"))
    rate(browser(), code)
    relieve("dewi")
    with inside(world.pontianak) as session:
        place = world.pontianak
        point = (
            session.connection()
            .exec_driver_sql("select id from service_point where tenant_id = %s and code = %s", (place.tenant.id, code))
            .scalar()
        )
        now = clock.now()
        add(
            session,
            Duty(
                point_id=point,
                person_id=place.dewi.id,
                shift="pagi",
                starts_at=now - timedelta(hours=1),
                ends_at=now + timedelta(hours=1),
            ),
        )
    assert newest(code)[0] == place.sari.id
    rate(browser(), code)
    assert newest(code)[0] is None


@pytest.mark.parametrize("kind, channel", [("counter", "open"), ("kiosk", "kiosk"), ("online", "open")])
def test_the_channel_is_that_of_the_point(browser, counter, newest, kind, channel):
    code = counter(f"kanal{kind[:2]}", kind=kind)
    rate(browser(), code)
    assert newest(code)[2] == channel


def test_unit_and_service_are_those_of_the_point(browser, world, sql):
    rate(browser(), world.pontianak.kiosk)
    assert sql(
        "select opd_id, service_id from rating where channel = 'kiosk' and point_id in "
        "(select id from service_point where code = %s)",
        world.pontianak.kiosk,
    )[-1] == (world.pontianak.upt, world.pontianak.service)


@pytest.fixture
def doubts(app, world, sql):
    """After counting: the doubts noted, and (n, doubted, votes) of a counter."""

    def find(code):
        count(app, world.pontianak)
        reasons = sql(
            "select d.reason from rating_doubt d join rating r on r.id = d.rating_id "
            "join service_point p on p.id = r.point_id where p.code = %s order by 1",
            code,
        )
        bucket = sql(
            "select b.n, b.d1 + b.d2 + b.d3 + b.d4, b.w1 + b.w2 + b.w3 + b.w4 from rating_bucket b "
            "join service_point p on p.id = b.point_id where p.code = %s",
            code,
        )
        return [row[0] for row in reasons], bucket[0]

    return find


def test_a_device_has_one_full_vote_a_week_and_is_never_refused(browser, counter, doubts):
    code, visitor = counter("alat1"), browser()
    for score in (1, 4, 4):
        assert rate(visitor, code, score).status == 303
    reasons, bucket = doubts(code)
    assert reasons == ["perangkat_sama"] * 2 and bucket == (3, 2, 1)


def test_a_kiosk_is_one_device_for_everybody_and_that_is_no_doubt(browser, counter, doubts):
    code, machine = counter("mesin1", kind="kiosk"), browser()
    for score in (1, 2, 3):
        rate(machine, code, score)
    reasons, bucket = doubts(code)
    assert reasons == [] and bucket[:2] == (3, 0)


def test_the_trap_for_machines_lowers_the_weight_and_says_nothing(browser, counter, doubts):
    code, machine = counter("jebak1"), browser()
    answer = rate(machine, code, 4, situs="http://example.com")
    assert "Penilaian Anda tersimpan" in machine.follow(answer).words
    assert doubts(code) == (["isian_mesin"], (1, 1, 0))


def test_staff_signed_in_who_rate_their_own_unit_weigh_nothing_and_are_listed(browser, counter, doubts, world):
    code, sari = counter("staf1"), browser(world.pontianak.sari)
    assert rate(sari, code, 4).status == 303
    assert doubts(code) == (["staf_unit"], (1, 1, 0))


def test_staff_of_an_office_above_do_not_weigh_here(browser, world, inside, doubts):
    place = world.pontianak
    with inside(place) as session:
        add(session, ServicePoint(service_id=place.service, opd_id=place.upt, code="upt001", name="UPT"))
    rate(browser(place.sari), "upt001", 4)
    assert doubts("upt001")[0] == ["staf_unit"]


def test_staff_of_another_office_are_citizens_here(browser, world, inside, doubts):
    place = world.pontianak
    with inside(place) as session:
        other = add(session, Opd(slug="dinkes", name="Dinas Kesehatan", short_name="Dinkes", kind="dinas"))
        add(session, ServicePoint(service_id=place.service, opd_id=other.id, code="dinkes1", name="Loket Dinkes"))
    rate(browser(place.sari), "dinkes1", 4)
    assert doubts("dinkes1")[0] == []


@pytest.mark.parametrize("code, manager", [("coba01", "oki"), ("coba02", "hana")])
def test_whoever_sets_up_counters_may_try_them_without_being_counted(browser, world, inside, doubts, code, manager):
    place = world.pontianak
    with inside(place) as session:
        other = add(session, Opd(slug=f"dinas-{code}", name="Dinas Sosial", short_name="Dinsos", kind="dinas"))
        add(session, ServicePoint(service_id=place.service, opd_id=other.id, code=code, name="Loket"))
    rate(browser(getattr(place, manager)), code, 4)
    assert doubts(code) == (["staf_unit"], (1, 1, 0))


def test_sixty_honest_ratings_behind_one_address_are_all_taken_and_weigh_more_than_the_cap(browser, counter, doubts):
    code = counter("kantor1")
    rate_many(browser, code, [1 + n % 4 for n in range(60)], network="203.0.113.9")
    reasons, (n, doubted, votes) = doubts(code)
    assert (reasons, n, doubted) == ([], 60, 0)
    assert float(votes) >= 4 + 56**0.5 - 0.001


def test_sixty_ratings_from_sixty_networks_weigh_sixty(browser, counter, doubts):
    code = counter("kantor2")
    rate_many(browser, code, [3] * 60)
    assert doubts(code) == ([], (60, 0, 60))


@pytest.mark.parametrize(
    "one, other, same",
    [
        ("198.51.100.1", "198.51.100.200", True),
        ("198.51.100.1", "198.51.101.1", False),
        ("2001:db8:1:aa01::1", "2001:db8:1:aaff::9", True),
        ("2001:db8:1:aa01::1", "2001:db8:1:ab01::1", False),
        ("::ffff:198.51.100.7", "198.51.100.8", True),
    ],
)
def test_a_network_is_a_24_or_a_56(browser, counter, doubts, sql, one, other, same):
    code = counter(secrets.token_hex(4))
    for address in (one, other):
        rate(browser(), code, 4, environ_overrides={"REMOTE_ADDR": address})
    doubts(code)
    sources = sql(
        "select count(*) from rating_source s join service_point p on p.id = s.point_id where p.code = %s", code
    )
    assert sources == [(1 if same else 2,)]


def test_a_forwarded_address_is_not_believed_without_a_proxy(browser, counter, doubts, sql):
    code = counter("palsu1")
    for n in range(3):
        rate(browser(), code, 4, headers={"X-Forwarded-For": f"192.0.{n}.1"})
    doubts(code)
    sources = sql(
        "select count(*) from rating_source s join service_point p on p.id = s.point_id where p.code = %s", code
    )
    assert sources == [(1,)]
