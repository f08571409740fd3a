"""The tables of ratings, emptied for tests that count from nothing, and what is published of an OPD."""

import pytest

from tests.feedback.printing import paper
from webapp.feedback.services.models import ServicePoint
from webapp.feedback.services.prints import jobs
from webapp.platform.db import unit_of_work
from webapp.platform.tenancy import serving

MANY = 13  # counters: one more sheet than is laid out at once

EVERYTHING = (
    "audit_finding", "audit_item", "audit_draw", "reviewed_rating", "review_decision", "masked_comment", "comment_week",
    "service_quarter", "service_score", "officer_score", "officer_exclusion", "unit_score", "service_standing",
    "released_bucket",
    "released_week", "period_score",
    "released_reason", "received_hour", "rating_release", "rating_waiting", "rating_event",
    "rating_trace", "rating_device", "rating_source", "rating_bucket", "rating_doubt", "rating_reason",
    "rating_comment", "kiosk_oddity", "rating",
)  # fmt: skip


@pytest.fixture
def no_ratings(sql, app):
    """Begins with no ratings at all."""
    for table in EVERYTHING:
        sql(f"delete from {table}")


@pytest.fixture
def released(sql, world):
    """n and the four counts of the released score of an OPD, or None."""

    def find(opd=None):
        opd = opd or world.pontianak.dinas
        rows = sql("select n, n1, n2, n3, n4, status, score, until from unit_score where opd_id = %s", opd)
        return rows[0] if rows else None

    return find


@pytest.fixture(scope="module")
def many(world):
    """More counters."""
    place = world.pontianak
    with serving(place.tenant), unit_of_work(world.resources.engine) as session:
        session.add_all(
            ServicePoint(service_id=place.other_service, opd_id=place.dinas, code=f"banyak{n:03d}", name=f"Loket {n}")
            for n in range(MANY)
        )
    return f"layanan={place.other_service}"


@pytest.fixture
def bureau(browser, world, sql):
    """Oki of the organisation bureau, with no print left from other tests."""
    sql("delete from print_file")
    sql("delete from print_job")
    return browser(world.pontianak.oki)


@pytest.fixture
def asked(bureau, many):
    """The address of a print that nobody has begun."""
    answer = paper(bureau, many)
    assert answer.status == 303
    return answer.location.removeprefix("/pontianak").partition("#")[0]


@pytest.fixture
def worked(app, world):
    """Does what a worker does for a print at this address."""

    def work(address: str) -> None:
        jobs.work(app.config["RESOURCES"], world.pontianak.tenant, address.rpartition("/")[2])

    return work
