"""The office's room for invitations: what became of them, what to ask, slips on paper."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.feedback.inviting import answer, find_point, found_wrong, invite_many
from webapp.feedback.ratings.rules import week_of
from webapp.feedback.visits import domain
from webapp.platform import clock, pdf
from webapp.platform.db import unit_of_work
from webapp.platform.tenancy import serving

ROOM = "/kelola/undangan"
SLIPS = "/kelola/undangan/lembar.pdf"


@pytest.fixture
def place(world):
    return world.pontianak


@pytest.fixture
def head(place, sql):
    """Budi, who leads the office."""
    held = "select jabatan_id from placement where person_id = %s"
    sql(f"update jabatan set leads = true where id in ({held})", place.budi.id)
    yield place.budi
    sql(f"update jabatan set leads = false where id in ({held})", place.budi.id)


@pytest.fixture
def accounts(sql, world):
    """accounts(week, **counts): a row of what became of invitations at the counter of Sari."""
    for table in ("visit_issue", "visit_reference", "visit_hour", "visit_account", "visit_slips"):
        sql(f"delete from {table}")
    place = world.pontianak

    def write(weeks_ago: int, served: int, issued: int, redeemed: int, expired: int, origin: str = "antrean"):
        week = week_of(clock.today(place.tenant.timezone)) - timedelta(weeks=weeks_ago)
        sql(
            "insert into visit_account (tenant_id, id, point_id, officer_id, week, origin, served, issued, redeemed,"
            " expired, revoked) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 0)",
            place.tenant.id, uuid4(), place.counter_id, place.sari.id, week, origin, served, issued, redeemed, expired,
        )  # fmt: skip

    return write


@pytest.fixture
def hours(sql, world):
    """hours(person, hour, served, issued): visits of three weeks ago at the counter."""
    place = world.pontianak
    week = week_of(clock.today(place.tenant.timezone)) - timedelta(weeks=3)

    def write(person, hour: int, served: int, issued: int):
        sql("insert into visit_hour (tenant_id, point_id, officer_id, week, hour, served, issued)"
            " values (%s, %s, %s, %s, %s, %s, %s)",
            place.tenant.id, place.counter_id, person.id, week, hour, served, issued)  # fmt: skip

    return write


def test_it_tells_what_became_of_invitations_that_have_all_ended(browser, place, accounts):
    accounts(2, 120, 100, 40, 60)
    accounts(0, 50, 50, 49, 0)
    page = browser(place.oki).get(ROOM)
    assert "120" in page.words and "100" in page.words and "40%" in page.words
    assert "49" not in page.words


def test_it_tells_nothing_of_less_than_five(browser, place, accounts):
    accounts(2, 4, 4, 3, 1)
    assert "Belum ada pekan yang selesai" in browser(place.oki).get(ROOM).words
    accounts(3, 100, 50, 1, 49)
    assert "kurang dari lima" in browser(place.oki).get(ROOM).words


def test_who_invites_selectively_is_asked_about_to_the_head_and_not_to_the_officer(browser, place, hours, head):
    hours(place.sari, 9, 200, 40)
    hours(place.dewi, 9, 200, 180)
    hours(place.budi, 9, 200, 185)
    for reader in (place.oki, head):
        page = browser(reader).get(ROOM)
        assert "40 dari 200 kunjungan" in page.words and place.sari.name in page.words
        assert "pertanyaan, bukan kesimpulan" in page.words
    assert browser(place.sari).get(ROOM).status == 403


def test_the_stranger_sees_nothing_of_it(browser, world, accounts, hours):
    place = world.pontianak
    accounts(2, 120, 100, 40, 60)
    hours(place.sari, 10, 300, 10)
    page = browser(world.gorontalo.nur).get(ROOM)
    assert page.status == 200 and place.sari.name not in page.words and "Belum ada pekan yang selesai" in page.words


def test_an_inspector_reads_it_and_prints_nothing(browser, place, sql, accounts):
    sql("update role_grant set role = 'inspektorat' where person_id = %s and role = 'verifikator'", place.vera.id)
    page = browser(place.vera).get(ROOM)
    sql("update role_grant set role = 'verifikator' where person_id = %s and role = 'inspektorat'", place.vera.id)
    assert page.status == 200 and "Buat berkas PDF" not in page.words


@pytest.fixture
def send(browser, place):
    def post(visitor=None, **more):
        form = {"titik": str(place.counter_id), "pekan": "ini", "jumlah": "12"} | more
        return (visitor or browser(place.oki)).post(SLIPS, form)

    return post


def test_counters_stand_with_their_office(send, place, accounts, sql, browser):
    send()
    [(office, name)] = sql("select o.name, p.name from service_point p join opd o on o.tenant_id = p.tenant_id"
                           " and o.id = p.opd_id where p.id = %s", place.counter_id)  # fmt: skip
    words = browser(place.oki).get(ROOM).words
    assert f"{office}: {name} (" in words and f"{name}, {office}" in words


def test_slips_come_as_a_file_and_are_accounted_for(app, send, place, accounts, sql, browser):
    made = send()
    assert made.status == 200 and made.headers["Content-Type"] == "application/pdf"
    assert made.headers["Cache-Control"] == "no-store" and made.response.get_data()[:5] == b"%PDF-"
    assert sql("select origin, issued, served from visit_account") == [("lembar", 12, 0)]
    assert found_wrong(app, place) == [] and "Batalkan yang belum dipakai" in browser(place.oki).get(ROOM).words


def test_unused_slips_are_called_in_once(app, send, place, accounts, sql, browser):
    send()
    [(slips_id,)] = sql("select id from visit_slips")
    visitor = browser(place.oki)
    first = visitor.follow(visitor.post(f"/kelola/undangan/lembar/{slips_id}/batal"))
    again = visitor.follow(visitor.post(f"/kelola/undangan/lembar/{slips_id}/batal"))
    assert "sudah dibatalkan." in first.words and "dibatalkan sebelumnya" in again.words
    assert sql("select revoked from visit_account") == [(12,)] and found_wrong(app, place) == []


def test_only_who_plans_there_prints_or_calls_in(send, place, world, browser, accounts, sql):
    send()
    [(slips_id,)] = sql("select id from visit_slips")
    assert send(browser(place.sari)).status == 403 and send(browser(world.gorontalo.nur)).status == 422
    assert browser(place.sari).post(f"/kelola/undangan/lembar/{slips_id}/batal").status == 403
    assert browser(world.gorontalo.nur).post(f"/kelola/undangan/lembar/{slips_id}/batal").status == 404
    assert sql("select issued, revoked from visit_account") == [(12, 0)]


@pytest.mark.parametrize("more", [{"jumlah": "9"}, {"jumlah": "121"}, {"jumlah": "banyak"}, {"jumlah": ""},
                                  {"pekan": "lalu"}, {"titik": "x"}, {"titik": str(uuid4())}])  # fmt: skip
def test_bad_slips_are_asked_again(send, more, accounts, sql):
    assert send(**more).status == 422 and sql("select count(*) from visit_issue") == [(0,)]


def test_without_paper_nothing_is_issued(send, accounts, sql, monkeypatch):
    def no_paper(*_args, **_more):
        raise pdf.NoPaper("no Pango")

    monkeypatch.setattr("webapp.feedback.visits.office_routes.as_pdf", no_paper)
    refused = send()
    assert refused.status == 503 and "belum ada undangan" in refused.words
    assert sql("select count(*) from visit_issue") == sql("select count(*) from visit_slips") == [(0,)]


def test_a_slip_is_good_for_the_next_week_when_it_was_printed_for_it(app, place, browser, accounts):
    held, now = app.config["RESOURCES"], clock.now()
    week = week_of(clock.today(place.tenant.timezone)) + timedelta(days=7)
    with serving(place.tenant), unit_of_work(held.engine) as session:
        point = find_point(app, place)
        _printed, tokens = domain.print_slips(session, held.keys, point, week, 10, by=place.oki.id, at=now)
    assert answer(browser(), tokens[0]).status == 303


def test_open_invitations_of_this_week_show_nowhere(app, place, browser, accounts):
    tokens = invite_many(app, place, 7)
    answer(browser(), tokens[0])
    assert "Belum ada pekan yang selesai" in browser(place.oki).get(ROOM).words
