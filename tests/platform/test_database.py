"""What goes wrong in the database is told without the values: errors end up in logs, and logs are read by others."""

import traceback

import pytest
import sqlalchemy as sa

from webapp.platform.context import ContextSigner
from webapp.platform.db import TenantSession, be_patient, make_engine
from webapp.platform.fast import FastLane
from webapp.platform.tenancy import serving

NAME = "Ratna Kusumawardhani"  # a citizen or civil servant nobody may find in a log
FAULTY = {
    "a row that a CHECK refuses": "insert into person (tenant_id, id, name, kind) "
    "values (:tenant, gen_random_uuid(), :name, 'tamu')",
    "a row without what it needs": "insert into person (tenant_id, id, name) "
    "values (:tenant, gen_random_uuid(), :name)",
    "a key that is there already": "insert into person (tenant_id, id, name, kind) select tenant_id, id, :name, kind "
    "from person where tenant_id = :tenant",
    "a unique value that is there already": "insert into holiday (tenant_id, id, day, name) select :tenant, "
    "gen_random_uuid(), '2031-01-01', :name from generate_series(1, 2)",
    "a row that points at nothing": "insert into account (tenant_id, id, person_id, name, password_hash) "
    "values (:tenant, gen_random_uuid(), gen_random_uuid(), lower(:name), 'x')",
    "JSON that is none": "select cast('{' || cast(:name as text) as jsonb) where cast(:tenant as uuid) is not null",
}


@pytest.fixture
def failure(app, world):
    """failure(statement): all that a log would say of it."""

    def run(statement: str) -> str:
        tenant = world.pontianak.tenant
        with serving(tenant), TenantSession(world.resources.engine) as session:
            with pytest.raises(sa.exc.DBAPIError) as found:
                session.connection().execute(sa.text(statement), {"tenant": tenant.id, "name": NAME})
        return "".join(traceback.format_exception(found.value))

    return run


@pytest.fixture
def failure_in_the_lane(settings, world):
    """The same by the citizens' short lane."""
    lane = FastLane(settings.database_url, ContextSigner(settings.context_key))

    def run(statement: str) -> str:
        tenant = world.pontianak.tenant.id
        order = [tenant, NAME] if statement.index(":tenant") < statement.index(":name") else [NAME, tenant]
        with pytest.raises(Exception) as found:
            lane.run(tenant, [(statement.replace(":tenant", "%s").replace(":name", "%s"), order)])
        return "".join(traceback.format_exception(found.value))

    yield run
    lane.close()


@pytest.mark.parametrize("road", ["failure", "failure_in_the_lane"])
@pytest.mark.parametrize("statement", FAULTY.values(), ids=FAULTY)
def test_an_error_names_the_fault_and_no_values(request, road, statement):
    told = request.getfixturevalue(road)(statement)
    assert "Ratna" not in told and "ratna" not in told
    assert "DETAIL" not in told and "CONTEXT" not in told
    assert "violates" in told or "invalid input syntax for type json" in told


def test_the_servers_own_log_repeats_no_row_either(failure, database):
    for statement in FAULTY.values():
        failure(statement)
    log = (database.home.log / "database.log").read_text()
    assert "violates check constraint" in log
    assert "ratna" not in log.lower()


def test_the_cause_can_still_be_asked_for(world):
    """Code that must tell one constraint from another reads it from the error, not from its words."""
    tenant = world.pontianak.tenant
    with serving(tenant), TenantSession(world.resources.engine) as session:
        statement = sa.text(FAULTY["a row that a CHECK refuses"])
        with pytest.raises(sa.exc.IntegrityError) as found:
            session.connection().execute(statement, {"tenant": tenant.id, "name": NAME})
    assert found.value.orig.diag.constraint_name == "person_kind_check"


def test_a_job_may_be_more_patient_than_a_page_and_only_for_its_transaction(settings, world):
    engine = make_engine(settings.database_url, ContextSigner(settings.context_key), 0.2, pool_size=1)
    slow = sa.text("select pg_sleep(0.4)")
    with serving(world.pontianak.tenant):
        with TenantSession(engine) as job:
            be_patient(job)
            asked = sa.text("select current_setting('statement_timeout'), current_setting('enable_nestloop')")
            assert tuple(job.connection().execute(asked).one()) == ("30min", "off")
            job.connection().execute(slow)
        with TenantSession(engine) as page, pytest.raises(sa.exc.OperationalError):
            page.connection().execute(slow)
    engine.dispose()
