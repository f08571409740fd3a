"""The index of single services in a report: told once, and never by subtraction."""

import io

import pytest
from python_calamine import CalamineWorkbook

from tests.feedback.surveyed import plant
from tests.feedback.test_surveyreport import BANTUL, nothing_yet, publish, published, with_sums  # noqa: F401
from webapp.feedback.survey import counting
from webapp.platform.db import unit_of_work
from webapp.platform.tenancy import serving


def of_services(sql, world, period, n):
    """The first n responses are about another service; counted again."""
    sql("update survey_response set service_id = %s where id in (select id from survey_response order by id limit %s)",
        world.pontianak.other_service, n)  # fmt: skip
    for table in ("survey_sum", "survey_profile"):
        sql(f"delete from {table}")
    sql("insert into survey_pending (tenant_id, response_id) select tenant_id, id from survey_response")
    with serving(world.pontianak.tenant), unit_of_work(world.resources.engine) as session:
        while counting.count_waiting(session):
            continue
    return period


def test_the_report_tells_the_index_of_each_service(browser, world, sql, told_services):
    period = of_services(sql, world, plant(world, world.pontianak, with_sums(BANTUL)), 40)
    oki = browser(world.pontianak.oki)
    assert publish(browser, world, period).status == 303
    page = oki.get(f"/kelola/survei/{period}/hasil")
    assert "Indeks per layanan" in page.words and "bukan rata-rata indeks layanan" in page.words
    before = told_services(period)
    assert sorted(n for n, _ikm in before) == [40, 60] and all(
        ikm.replace(".", ",") in page.words for _n, ikm in before
    )
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(oki.get(f"/kelola/survei/{period}/laporan.xlsx").response.data))
    rows = sheet.get_sheet_by_name("III Per layanan").to_python()
    assert sorted(row[1] for row in rows[1:]) == [40, 60]
    assert oki.get(f"/kelola/survei/{period}/laporan.pdf").response.data[:4] == b"%PDF"
    assert "Index by service" in oki.get(f"/kelola/survei/{period}/hasil?bahasa=en").words
    sql("update survey_sum set n1 = n1 + 5")
    assert told_services(period) == before
    assert browser(world.gorontalo.nur).get(f"/kelola/survei/{period}/hasil").status == 404


def test_a_service_of_few_responses_is_not_told_and_the_other_not_by_subtraction(browser, world, sql, told_services):
    period = of_services(sql, world, plant(world, world.pontianak, with_sums(BANTUL)), 4)
    publish(browser, world, period)
    page = browser(world.pontianak.oki).get(f"/kelola/survei/{period}/hasil").words
    assert told_services(period) == [] and "supaya tidak dapat dihitung dari selisihnya, juga dengan terbitan" in page


def test_a_period_of_one_service_has_no_table_and_an_older_publication_says_so(browser, world, published, sql):  # noqa: F811
    oki, address = browser(world.pontianak.oki), f"/kelola/survei/{published}/hasil"
    assert "per layanan" not in oki.get(address).words
    sql("update survey_publication set services = null")
    assert "Terbitan ini belum memuat indeks per layanan" in oki.get(address).words


@pytest.fixture
def told_services(sql):
    """(n, ikm) of the services told in the newest version of a period."""

    def read(period):
        [(services,)] = sql("select services from survey_publication where period_id = %s", period)
        return [(each["told"]["n"], each["told"]["ikm"]) for each in services if each["told"]]

    return read
