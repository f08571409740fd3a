"""The demonstration as it lies in the database: people, counters, ratings, plans; a second load adds nothing."""

from dataclasses import dataclass, replace
from itertools import pairwise

import pytest
import sqlalchemy as sa

from tests.client import Browser
from webapp import demo
from webapp.demo.posts import ACCOUNTS
from webapp.feedback.publication import recheck
from webapp.feedback.seals.checking import verify
from webapp.people.passwords import matches
from webapp.people.rules import read_nip
from webapp.platform import clock
from webapp.platform.context import ContextSigner
from webapp.platform.db import TenantSession, make_engine
from webapp.platform.tenancy import serving

PEMDA = ("pontianak", "gorontalo", "wanggar", "amplas")
SMALL = {"weeks": 14, "volume": 0.3}


@dataclass(frozen=True)
class Account:
    """What a browser needs to sign in."""

    account: str
    password: str = demo.PASSWORD


@pytest.fixture(scope="module")
def said(settings) -> list[str]:
    lines: list[str] = []
    demo.load(settings, lines.append, **SMALL)
    return lines


@pytest.fixture(scope="module")
def ask(settings, said):
    """Rows of a statement over all pemda, as the operator sees them."""
    engine = make_engine(settings.database_ops_url, ContextSigner(settings.context_key), pool_size=1)

    def run(statement: str, **values) -> list[tuple]:
        with serving(None), engine.connect() as connection:
            return [tuple(row) for row in connection.execute(sa.text(statement), values)]

    yield run
    engine.dispose()


@pytest.fixture(scope="module")
def tenants(app, said):
    directory = app.config["RESOURCES"].directory
    directory.forget()
    return {slug: directory.by_slug(slug) for slug in PEMDA}


def test_a_line_is_said_for_each_pemda(said):
    assert len(said) == 4
    assert "Kota Pontianak" in said[0]


def test_four_pemda_lie_in_three_time_zones_each_in_its_own_colour(tenants):
    assert [t.name for t in tenants.values()] == [
        "Kota Pontianak", "Provinsi Gorontalo", "Provinsi Wanggar", "Pemerintah Daerah Amplas",
    ]  # fmt: skip
    assert {t.timezone for t in tenants.values()} == {
        "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura", "Asia/Jakarta",
    }  # fmt: skip
    assert len({t.colours["nila"] for t in tenants.values()}) == 4
    assert all(t.contact["telepon"] for t in tenants.values())


def test_one_pemda_works_six_days_and_all_keep_holidays(ask):
    assert sorted(len(days) for (days,) in ask("select days from working_week")) == [5, 5, 5, 6]
    assert ask("select count(*) from holiday where to_char(day, 'MM-DD') = '08-17'") == [(12,)]


def test_each_pemda_has_about_forty_asn_with_good_nips(ask):
    people = ask("select kind, count(*) from person group by tenant_id, kind")
    assert all(count >= 30 for kind, count in people if kind == "pns")
    assert all(count >= 7 for kind, count in people if kind == "pppk")
    facts = [read_nip(number, kind) for number, kind in ask("select nip, kind from nip")]
    assert len(facts) == 4 * 42
    assert not any(each.unusual for each in facts)
    assert {each.sex for each in facts} == {"L", "P"}


def test_a_retired_head_was_followed_by_a_neighbour_and_a_successor(ask):
    for slug in PEMDA:
        history = ask(
            "select p.basis, p.valid_from, p.valid_to from placement p join tenant t on t.id = p.tenant_id "
            "join placement plt on plt.tenant_id = p.tenant_id and plt.jabatan_id = p.jabatan_id and plt.basis = 'plt' "
            "where t.slug = :slug order by p.valid_from",
            slug=slug,
        )
        assert [basis for basis, *_ in history] == ["definitif", "plt", "definitif"]
        assert all((later[1] - earlier[2]).days == 1 for earlier, later in pairwise(history))
    changed = ask("select count(*) from (select 1 from superior group by tenant_id, person_id having count(*) = 3) x")
    assert changed == [(8,)]


def test_every_role_has_its_account_and_every_account_its_password(ask):
    accounts = ask("select name, password_hash, person_id, tenant_id from account")
    assert {name for name, *_ in accounts} == {f"{role}@{slug}.demo" for role in ACCOUNTS for slug in PEMDA}
    assert all(matches(stored, demo.PASSWORD) for stored in {stored for _, stored, *_ in accounts})
    granted = set(ask("select a.name, g.role from account a join role_grant g using (tenant_id, person_id)"))
    for slug in PEMDA:
        for role in ("mentor", "bkpsdm", "organisasi", "petugas", "verifikator", "inspektorat", "kepala", "atasan"):
            assert (f"{role}@{slug}.demo", role) in granted
        assert (f"atasan2@{slug}.demo", "atasan") in granted
        assert (f"pegawai@{slug}.demo", "pegawai") in granted


def test_superiors_are_who_the_accounts_say(ask):
    pairs = ask(
        "select a.name, b.name from superior s "
        "join account a on a.tenant_id = s.tenant_id and a.person_id = s.person_id "
        "join account b on b.tenant_id = s.tenant_id and b.person_id = s.superior_id where s.valid_to is null"
    )
    for slug in PEMDA:
        for below, above in (("pegawai", "atasan"), ("pegawai2", "atasan"), ("atasan", "atasan2")):
            assert (f"{below}@{slug}.demo", f"{above}@{slug}.demo") in pairs


def test_services_are_given_at_counters_a_kiosk_and_online_and_one_at_several_offices(ask):
    assert ask("select count(*) from service group by tenant_id") == [(6,)] * 4
    kinds = ask("select kind, count(*) from service_point group by tenant_id, kind")
    assert sorted(kinds) == [("counter", 10)] * 4 + [("kiosk", 1)] * 4 + [("online", 1)] * 4
    offices = ask("select max(n) from (select tenant_id, count(distinct opd_id) n from service_point "
                  "group by tenant_id, service_id) x group by tenant_id")  # fmt: skip
    assert offices == [(4,)] * 4
    closed = ask("select closed_note, alternative_id from service_point where closed_on is not null")
    assert len(closed) == 4
    assert all(note and alternative for note, alternative in closed)


def test_ratings_fill_the_weeks_until_today_and_many_are_verified(ask):
    facts = ask(
        "select count(*), max(day), avg(score), avg((channel = 'token')::int), count(distinct channel), "
        "count(distinct officer_id), max(day) - min(day) from rating group by tenant_id"
    )
    assert len(facts) == 4
    for count, _, mean, verified, channels, officers, days in facts:
        assert count > 1200
        assert 3 < mean < 3.6
        assert verified > 0.4
        assert channels == 3
        assert officers >= 20
        assert days > 80
    reasons = {reason for (reason,) in ask("select distinct reason from rating_doubt")}
    assert "perangkat_sama" in reasons


def test_quality_differs_by_officer(ask):
    spread = ask("select max(m) - min(m) from (select avg(score) m, tenant_id from rating where officer_id is not null "
                 "group by tenant_id, officer_id having count(*) > 50) x group by tenant_id")  # fmt: skip
    assert all(each > 0.3 for (each,) in spread)


def test_the_aggregates_say_what_the_ratings_say(app, tenants):
    for tenant in tenants.values():
        with serving(tenant), TenantSession(app.config["RESOURCES"].engine) as session:
            assert recheck.differences(session, clock.today(tenant.timezone)) == []


def test_every_answer_is_sealed_or_waits_for_its_seal(app, tenants):
    for tenant in tenants.values():
        with serving(tenant), TenantSession(app.config["RESOURCES"].engine) as session:
            report = verify(session, clock.today(tenant.timezone))
            assert report.seals and [each for each in report.findings if not each.is_remark] == []


def test_the_burst_is_held_back_and_an_office_is_compared_with_the_same_service(ask):
    rows = ask("select u.held, u.same_service from unit_score u "
               "join opd o on o.tenant_id = u.tenant_id and o.id = u.opd_id where o.kind = 'bidang'")  # fmt: skip
    assert len(rows) == 4
    assert all(held["same_network"] >= 40 and same is not None for held, same in rows)


def test_plans_are_agreed_waiting_and_in_draft(ask):
    states = ask("select status, count(*) from skp group by tenant_id, status")
    assert sorted(states) == [("diajukan", 1)] * 4 + [("disepakati", 9)] * 4 + [("draf", 1)] * 4


def test_pegawai_has_earned_a_score_and_pegawai2_has_not(ask):
    cards = ask("select a.name, c.value, c.status from evidence_card c join account a using (tenant_id, person_id) "
                "where c.binding = 'own' order by c.sequence")  # fmt: skip
    newest = {name: (value, status) for name, value, status in cards}
    for slug in PEMDA:
        value, status = newest[f"pegawai@{slug}.demo"]
        assert (value is not None, status) == (True, "usable")
        assert newest[f"pegawai2@{slug}.demo"] == (None, "insufficient")


def test_a_contested_card_carries_its_answer_and_is_open_to_the_superior(ask):
    found = ask("select c.superior_from, w.text from evidence_contest k "
                "join evidence_card c on c.tenant_id = k.tenant_id and c.id = k.card_id "
                "join evidence_answer w on w.tenant_id = k.tenant_id and w.card_id = k.card_id")  # fmt: skip
    assert len(found) == 4
    assert all(day <= clock.today("Asia/Jakarta") for day, _ in found)


def test_pegawai_signs_in_and_finds_her_plan(app, tenants):
    browser = Browser(app, tenants["wanggar"])
    browser.sign_in(Account("pegawai@wanggar.demo"))
    answer = browser.get("/kinerja")
    assert answer.status == 200
    assert "Yuliana Rumbobiar" in answer.words
    assert "Belum ada kartu bukti" not in answer.words


def test_a_rating_made_now_is_about_pegawai(app, tenants, ask):
    browser = Browser(app, tenants["gorontalo"])
    page = browser.get("/n/samsat1").page
    before = set(ask("select id from rating"))
    assert browser.post("/n/samsat1", page.hidden | {"nilai": "4"}).status == 303
    new = set(ask("select id from rating")) - before
    officer = ask("select a.name from rating r "
                  "join account a on a.tenant_id = r.tenant_id and a.person_id = r.officer_id where r.id = :id",
                  id=new.pop()[0])  # fmt: skip
    assert officer == [("pegawai@gorontalo.demo",)]


def test_loading_again_changes_nothing(settings, ask):
    tables = [name for (name,) in ask("select tablename from pg_tables where schemaname = 'public' "
                                      "and tablename <> 'alembic_version' order by 1")]  # fmt: skip
    count = " union all ".join(f"select '{name}', count(*) from {name}" for name in tables)
    before = set(ask(count))
    lines: list[str] = []
    demo.load(settings, lines.append, **SMALL)
    assert set(ask(count)) == before
    assert all("is there" in line for line in lines)


def test_the_accounts_are_told_with_their_addresses(settings):
    text = demo.accounts(replace(settings, port=8123))
    for slug in PEMDA:
        assert f"http://localhost:8123/{slug}/\n" in text
        assert all(f"{role}@{slug}.demo" in text for role in ACCOUNTS)
    assert "http://localhost:8123/pontianak/n/dukcapil1" in text
    assert demo.PASSWORD in text


def test_a_real_service_is_refused(settings):
    real = replace(settings, environment="production")
    with pytest.raises(demo.NotHere):
        demo.load(real)
    with pytest.raises(demo.NotHere):
        demo.accounts(real)
