"""Beside every score stands how many of the invited have rated: of services, counters, officers, cards and files."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.feedback.steps import give, make_digest
from tests.feedback.test_service_quarters import BEGIN, OVER, mixed, office, second  # noqa: F401 - fixtures
from tests.feedback.test_visits_room import accounts  # noqa: F401 - writes what became of invitations
from tests.performance.making import make_card
from webapp.feedback.visits import response
from webapp.feedback.visits.response import NO_INVITATIONS, TOO_FEW, ResponseRate

pytestmark = pytest.mark.usefixtures("no_ratings")
ACCOUNT = """
insert into visit_account (tenant_id, id, point_id, officer_id, week, origin, served, issued, redeemed, expired,
  revoked)
select tenant_id, %s, id, null, %s, 'antrean', %s, %s, %s, 0, 0 from service_point where code = %s and tenant_id = %s
"""
NONE = "belum ada undangan tercatat"
MEANING = "Tingkat respons adalah bagian undangan menilai yang benar-benar menjadi penilaian"


@pytest.fixture
def invited(sql, world):
    """invited(code, week of the quarter, issued, redeemed)."""
    for table in ("visit_issue", "visit_reference", "visit_hour", "visit_account", "visit_slips"):
        sql(f"delete from {table}")

    def write(code: str, number: int, issued: int, redeemed: int) -> None:
        week = BEGIN + timedelta(weeks=number)
        sql(ACCOUNT, uuid4(), week, issued, issued, redeemed, code, world.pontianak.tenant.id)

    return write


@pytest.fixture
def quarter(office, second):  # noqa: F811
    """Two services with a score of quarter 2: the code of the counter of the second, and its service."""
    mixed(office, second[0])
    office.turn(OVER)
    return second


def rates(office, service_ids, today=OVER + timedelta(weeks=3)):  # noqa: F811
    places = {(office.place.dinas, service_id) for service_id in service_ids}
    with office.session() as session:
        found = response.of_services(session, {(BEGIN, OVER - timedelta(days=1)): places}, today)
    return {place[1]: rate for (_span, place), rate in found.items()}


def test_a_service_tells_its_rate_beside_its_score_everywhere(quarter, invited, browser, world):
    code, _service = quarter
    invited("loket1", 1, 100, 40)
    invited(code, 2, 50, 10)
    oki, text = browser(world.pontianak.oki), "20% dari 50 undangan menjadi penilaian"
    page = oki.get(f"/hasil/layanan/surat-{code}").words
    assert text in page and MEANING in page
    assert text in oki.get("/hasil/disdukcapil?masa=2026-t2").words
    table = oki.get("/hasil/disdukcapil/hasil.csv?masa=2026-t2").text
    assert text in table and "40% dari 100 undangan menjadi penilaian" in table
    assert oki.get("/hasil/disdukcapil/hasil.xlsx?masa=2026-t2").status == 200
    assert "20% of 50 invitations became ratings" in oki.get(f"/hasil/layanan/surat-{code}?bahasa=en").words
    assert text not in browser(world.gorontalo.rahman).get("/hasil/disdukcapil").words


def test_a_service_without_invitations_says_so_and_no_share(quarter, invited, browser, world):
    page = browser(world.pontianak.oki).get(f"/hasil/layanan/surat-{quarter[0]}").words
    assert NONE in page and "0%" not in page


def test_a_quarter_is_told_when_its_last_invitation_has_ended(office, quarter, invited, world):  # noqa: F811
    invited(quarter[0], 12, 50, 10)
    alive, ended = OVER + timedelta(days=6), OVER + timedelta(days=7)
    assert rates(office, [quarter[1]], alive) == {quarter[1]: TOO_FEW}
    assert rates(office, [quarter[1]], ended) == {quarter[1]: ResponseRate(50, 10)}


def test_fewer_than_five_ratings_of_a_counter_are_told_nowhere(office, quarter, invited, world):  # noqa: F811
    first, second_ = world.pontianak.service, quarter[1]
    invited("loket1", 1, 100, 40)
    invited(quarter[0], 1, 50, 4)
    assert rates(office, [first, second_]) == {first: ResponseRate(100, 40), second_: TOO_FEW}
    with office.session() as session:
        whole = response.responses_of(session).rate([office.place.dinas], BEGIN, OVER, OVER + timedelta(weeks=3))
    assert whole == ResponseRate(100, 40)


def test_weeks_outside_the_quarter_are_not_its_own(office, quarter, invited, world):  # noqa: F811
    invited("loket1", -1, 30, 20)
    invited("loket1", 13, 30, 20)
    assert rates(office, [world.pontianak.service]) == {world.pontianak.service: NO_INVITATIONS}


def test_the_rates_of_all_services_of_a_page_are_one_question(quarter, invited, browser, world, count_queries):
    oki, address = browser(world.pontianak.oki), f"/hasil/layanan/surat-{quarter[0]}"
    with count_queries() as statements:
        assert oki.get(address).status == 200
    assert len([each for each in statements if "array_agg" in each]) == 1


def test_a_counter_tells_how_many_of_the_invited_came_and_nothing_of_what_they_said(app, browser, world, accounts):  # noqa: F811
    give(app, browser, world, [4, 3, 2, 4, 1] * 3)
    accounts(3, 130, 120, 50, 70)
    page = browser(world.pontianak.oki).get(f"/hasil/titik/{world.pontianak.counter}").words
    assert page.count("42% dari 120 undangan menjadi penilaian") == 2 and MEANING in page  # its own, and its office's
    assert "Loket tidak memiliki nilai sendiri" in page


def test_a_counter_of_few_ratings_waits_for_more_weeks(app, browser, world, accounts):  # noqa: F811
    accounts(4, 130, 120, 4, 116)
    page = f"/hasil/titik/{world.pontianak.counter}"
    oki = browser(world.pontianak.oki)
    assert "undangan yang sudah berakhir belum cukup" in oki.get(page).words and "120" not in oki.get(page).words
    accounts(3, 30, 20, 1, 19)
    assert "4% dari 140 undangan menjadi penilaian" in oki.get(page).words


def test_a_counter_of_another_pemda_has_nothing_of_it(browser, world, accounts):  # noqa: F811
    accounts(3, 130, 120, 50, 70)
    with_none = browser(world.gorontalo.rahman).get(f"/hasil/titik/{world.gorontalo.counter}")
    assert "undangan menjadi penilaian" not in with_none.words


def test_an_officer_sees_her_own_rate_and_what_it_is(browser, world, accounts):  # noqa: F811
    sari, address = browser(world.pontianak.sari), "/kinerja/penilaian-saya"
    assert NONE in sari.get(address).words
    accounts(3, 130, 120, 50, 70)
    page = sari.get(address).words
    assert "42% dari 120 undangan menjadi penilaian" in page and MEANING in page
    assert "42%" not in browser(world.pontianak.dewi).get(address).words


def test_an_officers_rate_that_would_tell_of_a_single_colleague_is_not_told(browser, world, sql, accounts):  # noqa: F811
    accounts(3, 130, 120, 50, 70)
    sql(ACCOUNT, uuid4(), sql("select min(week) from visit_account")[0][0], 1, 1, 1, world.pontianak.counter,
        world.pontianak.tenant.id)  # fmt: skip
    sari, address = browser(world.pontianak.sari), "/kinerja/penilaian-saya"
    words = sari.get(address).words
    assert "42%" not in words and "undangan yang sudah berakhir belum cukup" in words
    sql("update visit_account set served = 9, issued = 9, redeemed = 6 where officer_id is null")
    assert "42% dari 120 undangan menjadi penilaian" in sari.get(address).words


def test_an_officer_of_few_ratings_sees_no_number(browser, world, accounts):  # noqa: F811
    accounts(3, 130, 120, 4, 116)
    page = browser(world.pontianak.sari).get("/kinerja/penilaian-saya").words
    assert "undangan yang sudah berakhir belum cukup" in page and "120" not in page


def test_a_card_freezes_the_rate_of_its_time(browser, world, sql, accounts):  # noqa: F811
    made = make_card(world, world.pontianak.sari)
    accounts(3, 130, 120, 50, 70)
    page = f"/kinerja/bukti/{made.id}"
    words = browser(world.pontianak.sari).get(page).words
    assert "41% dari 320 undangan menjadi penilaian" in words and MEANING in words
    sql("update evidence_card set invited = null, responded = null, has_invitations = false where id = %s", made.id)
    assert NONE in browser(world.pontianak.sari).get(page).words
    sql("update evidence_card set has_invitations = null where id = %s", made.id)
    assert "belum dicatat ketika kartu ini dibuat" in browser(world.pontianak.sari).get(page).words


def test_the_public_page_of_a_service_tells_the_rate_of_the_office(app, browser, world, accounts):  # noqa: F811
    give(app, browser, world, [4, 3, 2, 4, 1] * 3)
    assert NONE in browser().get("/layanan/ktp-el").words
    accounts(3, 130, 120, 50, 70)
    page = browser().get("/layanan/ktp-el").words
    assert "42% dari 120 undangan menjadi penilaian" in page and MEANING in page


def test_open_data_tells_it_in_numbers(app, browser, world, accounts):  # noqa: F811
    give(app, browser, world, [4, 3, 2, 4, 1] * 3)

    def told():
        found = browser().get("/data/penilaian.json").response.json
        [one] = [each for each in found if each["unit"] == "disdukcapil" and each["periode"] == "berjalan"]
        return one["undangan"], one["menanggapi"]

    assert told() == (0, None)
    accounts(3, 130, 120, 50, 70)
    assert told() == (120, 50)
    accounts(4, 10, 9, 4, 5)
    assert told() == (129, 54)


def test_the_plan_and_the_other_cards_tell_the_rate_of_each_card(browser, world, sql):
    sari = world.pontianak.sari
    made = make_card(world, sari)
    skp = sql("select skp_id from evidence_card where id = %s", made.id)[0][0]
    assert "41% dari 320 undangan menjadi penilaian" in browser(sari).get(f"/kinerja/skp/{skp}").words


def test_a_digest_keeps_the_rate_of_its_month(app, browser, world, sql, accounts):  # noqa: F811
    give(app, browser, world, [4, 3, 2, 4, 1] * 3)
    accounts(3, 130, 120, 50, 70)
    address = f"/hasil/ringkasan/{make_digest(world, world.pontianak.budi, world.pontianak.dinas)}"
    budi = browser(world.pontianak.budi)
    assert "42% dari 120 undangan menjadi penilaian" in budi.get(address).words
    sql("update digest set content = content #- '{now,invited}'")
    assert budi.get(address).status == 200 and "Tingkat respons" not in budi.get(address).words
    sql("delete from digest")
    sql("delete from digest_subscription")

