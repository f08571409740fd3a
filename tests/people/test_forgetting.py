"""What is deleted by itself goes by the pemda's own choice."""

from datetime import timedelta

import pytest

from webapp.people.jobs import forget
from webapp.platform import clock
from webapp.tenants.rules import Retention
from webapp.tenants.settings.domain import keep_for


@pytest.fixture
def old(sql, world):
    """Failed sign-ins 2 days old and sessions 40 days old at both pemda."""
    now = clock.now()
    for place in (world.pontianak, world.gorontalo):
        someone = next(iter(place.people.values()))
        sql("delete from sign_in_failure where tenant_id = %s", place.tenant.id)
        sql("delete from web_session where tenant_id = %s", place.tenant.id)
        sql(
            "insert into sign_in_failure (tenant_id, id, name_mark, network_mark, at) "
            "values (%s, gen_random_uuid(), 'a', 'b', %s)",
            place.tenant.id,
            now - timedelta(days=2),
        )
        sql(
            "insert into web_session (tenant_id, id, token_hash, person_id, place_mark, data, started_at, seen_at) "
            "values (%s, gen_random_uuid(), %s, %s, 'x', '{}', %s, %s)",
            place.tenant.id, place.tenant.slug.encode(), someone.id,
            now - timedelta(days=40), now - timedelta(days=40),
        )  # fmt: skip

    def left(place) -> tuple[int, int]:
        return tuple(
            sql(f"select count(*) from {table} where tenant_id = %s", place.tenant.id)[0][0]
            for table in ("sign_in_failure", "web_session")
        )

    return left


def test_without_a_choice_the_platforms_times_hold(old, app, world):
    forget(app.config["RESOURCES"], world.pontianak.tenant)
    assert old(world.pontianak) == (0, 0) and old(world.gorontalo) == (1, 1)


def test_a_pemda_that_keeps_longer_keeps_its_own(old, app, world, inside):
    with inside(world.pontianak) as session:
        keep_for(session, Retention(session_days=60, failure_days=7), by=world.pontianak.oki.id, at=clock.now())
    for place in (world.pontianak, world.gorontalo):
        forget(app.config["RESOURCES"], place.tenant)
    assert old(world.pontianak) == (1, 1) and old(world.gorontalo) == (0, 0)


@pytest.mark.parametrize("sessions, failures", [(6, 1), (91, 1), (30, 0), (30, 31)])
def test_the_database_refuses_what_is_out_of_bounds(sql, world, sessions, failures):
    import psycopg

    with pytest.raises(psycopg.errors.CheckViolation):
        sql(
            "insert into retention_choice (tenant_id, id, session_days, failure_days, by_id, at) "
            "values (%s, gen_random_uuid(), %s, %s, %s, now())",
            world.pontianak.tenant.id, sessions, failures, world.pontianak.oki.id,
        )  # fmt: skip
