"""The tables of ratings, emptied for tests that count from nothing, and what is published of an OPD."""

import pytest

EVERYTHING = (
    "service_quarter", "service_score", "officer_score", "unit_score", "service_standing", "released_bucket",
    "released_week", "period_score",
    "released_reason", "received_hour", "rating_release", "rating_waiting", "rating_event",
    "rating_trace", "rating_device", "rating_source", "rating_bucket", "rating_doubt", "rating_reason",
    "rating_comment", "rating",
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
