"""A verifikator who upholds a contest names the days: they leave her next card, and nothing else changes."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.feedback.reviewing import appoint
from tests.performance.making import inside, make_card, make_skp, one_rhk, take_card
from webapp.feedback.publication import officers
from webapp.feedback.published import score_of_officer
from webapp.feedback.ratings.models import Rating
from webapp.performance.evidence import jobs, queries
from webapp.performance.plans.planting import NewIndicator
from webapp.platform import clock

TEXT, REASON = "Pada hari itu saya cuti.", "Surat cuti sesuai dengan daftar hadir kantor."
LAST_OF_MAY, FIRST_OF_JUNE = datetime(2029, 5, 31, 3, tzinfo=UTC), datetime(2029, 6, 1, 3, tzinfo=UTC)
BEGAN, BAD = date(2029, 2, 5), (date(2029, 5, 8), date(2029, 5, 9))
OUTSIDE = "Pilih hari di dalam masa kartu ini."


@pytest.fixture
def place(world):
    return world.pontianak


@pytest.fixture
def wira(world, place):
    return appoint(world, place, "wira", "Wira Utama", "verifikator")


@pytest.fixture(autouse=True)
def afresh(sql):
    for table in ("notice", "evidence_contest_step", "evidence_contest", "evidence_answer", "officer_exclusion",
                  "officer_score", "rating_reason", "rating_comment", "rating"):  # fmt: skip
        sql(f"delete from {table}")
    sql("update evidence_card set replaces_id = null")
    sql("delete from evidence_card")
    sql("delete from audit_event where object_kind = 'evidence_contest'")


@pytest.fixture
def contest(browser, place, sql, wira):
    """Contests a card and begins to examine it; gives the address of the case."""

    def begin(card_id):
        sent = {"dasar": "bukan_transaksi_saya", "uraian": TEXT}
        assert browser(place.sari).post(f"/kinerja/bukti/{card_id}/sanggahan", sent).status == 303
        where = f"/kelola/sanggahan/{sql('select id from evidence_contest order by at desc')[0][0]}"
        assert browser(wira).post(f"{where}/langkah", {"langkah": "periksa", "versi": "1"}).status == 303
        return where

    return begin


@pytest.fixture
def decide(browser, wira):
    def send(where, since="", until="", *, step="kecualikan", by=None, reason=REASON, version=2):
        sent = {"langkah": step, "alasan": reason, "versi": str(version), "sejak": str(since), "sampai": str(until)}
        return browser(by or wira).post(f"{where}/langkah", sent)

    return send


@pytest.fixture
def at(monkeypatch):
    """Goes on to a moment."""
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment)


@pytest.fixture
def rated(world, place, at):
    """A spring at the counter: Sari, Dewi and Budi rated every week, Sari badly on two days; her card of May."""
    at(LAST_OF_MAY - timedelta(days=4))
    spring = [BEGAN + timedelta(weeks=week) for week in range(15)]
    with inside(world, place.sari) as session:
        for who, scores in (("sari", (4, 4, 4, 4)), ("dewi", (3, 3, 3, 4)), ("budi", (2, 2, 2, 3))):
            said = [(day, score) for day in spring for score in scores]
            said += [(day, 1) for day in BAD for _ in range(4)] if who == "sari" else []
            session.add_all(
                Rating(
                    point_id=place.counter_id, service_id=place.service, opd_id=place.dinas, shift="penuh",
                    officer_id=place.people[who].id, channel="token", day=day, score=score,
                )
                for day, score in said
            )  # fmt: skip
        session.flush()
        officers.compute_all(session, LAST_OF_MAY.date() - timedelta(days=4), clock.now())
    bound = NewIndicator("Kepuasan warga atas pelayanan loket", "paling rendah 3,20", own=True)
    made = make_skp(world, place.sari, one_rhk(bound), state="disepakati", year=2029)
    assert jobs.take_due(world.resources, place.tenant, clock.now()) == 1
    return made.indicator_ids[0]


def newest(sql):
    return sql(
        "select id, n, value, excluded, since, until, replaces_id from evidence_card order by sequence desc limit 1"
    )[0]


def compute(world, place):
    with inside(world, place.sari) as session:
        officers.compute_all(session, clock.today(place.tenant.timezone), clock.now())


def test_the_card_of_the_next_month_is_without_the_days(
    world, browser, place, wira, rated, contest, decide, sql, at
):  # fmt: skip
    contested, n, value, *_ = newest(sql)
    where = contest(contested)
    at(LAST_OF_MAY)
    assert decide(where, *BAD).status == 303
    _card, without, nothing, excluded, *_rest, replaced = newest(sql)
    assert (without, nothing, replaced) == (0, None, contested)
    assert excluded == [[BAD[0].isoformat(), BAD[1].isoformat()]]
    at(FIRST_OF_JUNE)
    assert jobs.take_due(world.resources, place.tenant, clock.now()) == 0, "her number waits for its computation"
    compute(world, place)
    assert jobs.take_due(world.resources, place.tenant, clock.now()) == 1
    june, left, better, excluded, *_rest, replaced = newest(sql)
    assert (n, left, replaced) == (68, 60, None) and better > value
    assert excluded == [[BAD[0].isoformat(), BAD[1].isoformat()]]
    words = browser(place.sari).get(f"/kinerja/bukti/{june}").words
    assert "2 hari dikecualikan setelah sanggahan: 8 Mei 2029 sampai 9 Mei 2029." in words
    assert "2 hari dikecualikan setelah sanggahan" in browser(place.sari).get("/kinerja/penilaian-saya").words
    sql("update evidence_card set superior_from = shown_on")
    assert "2 hari dikecualikan setelah sanggahan" in browser(place.budi).get(f"/kinerja/bukti/{june}").words


def test_others_keep_their_scores_to_the_last_digit(world, place, rated, contest, decide, sql, at):
    def others():
        return sql("select score, low, high, n, input_hash from officer_score where person_id <> %s order by 1",
                   place.sari.id)  # fmt: skip

    before = others()
    assert decide(contest(newest(sql)[0]), *BAD).status == 303
    compute(world, place)
    assert others() == before and len(before) == 2 and None not in before[0]


def test_without_other_days_it_is_the_whole_time_of_the_card(browser, wira, rated, contest, decide, sql):
    where = contest(newest(sql)[0])
    since, until = newest(sql)[4:6]
    page = browser(wira).get(where)
    assert f'value="{since}"' in page.text and f'value="{until}"' in page.text
    assert decide(where).status == 303
    assert sql("select since, until, reason from officer_exclusion") == [(since, until, "dikecualikan")]


@pytest.mark.parametrize(
    "since, until, field, sentence",
    [
        ("2028-01-01", "", "sejak", OUTSIDE),
        ("", "2029-12-31", "sampai", OUTSIDE),
        (BAD[1], BAD[0], "sampai", "Hari terakhir tidak boleh sebelum hari pertama."),
        ("kemarin", "", "sejak", "tanggal"),
    ],
)
def test_other_days_are_refused_at_their_field_and_nothing_typed_is_lost(
    rated, contest, decide, sql, since, until, field, sentence
):
    answer = decide(contest(newest(sql)[0]), since, until)
    assert answer.status == 422 and sentence in answer.words
    assert f'id="{field}-error"' in answer.text and REASON in answer.words
    assert all(f'value="{day}"' in answer.text for day in (since, until) if day)
    assert sql("select count(*) from officer_exclusion") == [(0,)]
    assert sql("select status from evidence_contest_step order by sequence") == [("diajukan",), ("diperiksa",)]


def test_a_decision_is_final_and_leaves_its_days_in_the_trail(browser, place, rated, contest, decide, sql):
    contested = newest(sql)[0]
    where = contest(contested)
    assert decide(where, *BAD, step="alihkan").status == 303
    again = decide(where, *BAD, version=3)
    assert again.status == 409 and "sudah diputus" in again.words
    assert sql("select reason, count(*) from officer_exclusion group by 1") == [("dialihkan_ke_sistem", 1)]
    ((detail,),) = sql("select detail from audit_event where action = 'sanggahan:dialihkan_ke_sistem'")
    assert detail == {"sejak": BAD[0].isoformat(), "sampai": BAD[1].isoformat()}
    words = browser(place.sari).get(f"/kinerja/bukti/{contested}").words
    assert "Hari yang dikecualikan: 8 Mei 2029 sampai 9 Mei 2029." in words


def test_a_contest_that_is_not_upheld_takes_nothing_out(place, rated, contest, decide, sql):
    assert decide(contest(newest(sql)[0]), "2000-01-01", "", step="pertahankan").status == 303
    assert sql("select count(*) from officer_exclusion") == [(0,)]
    assert sql("select since from evidence_contest_step where since is not null") == []


def test_only_the_verifikator_takes_days_out_and_the_stranger_finds_nothing(
    world, place, rated, contest, decide, sql
):
    where = contest(newest(sql)[0])
    for someone in (place.sari, place.budi, place.hana, place.oki):
        assert decide(where, *BAD, by=someone).status == 403
    stranger = appoint(world, world.gorontalo, "wati", "Wati Asing", "verifikator")
    assert decide(where, *BAD, by=stranger).status == 404
    assert sql("select count(*) from officer_exclusion") == [(0,)]


def test_a_card_taken_before_the_decision_says_what_it_does_not_know(
    world, browser, place, rated, contest, decide, sql, at
):
    where = contest(newest(sql)[0])
    at(FIRST_OF_JUNE)
    assert jobs.take_due(world.resources, place.tenant, clock.now()) == 1
    june = newest(sql)[0]
    at(FIRST_OF_JUNE + timedelta(days=1))
    assert decide(where, *BAD).status == 303
    words = browser(place.sari).get(f"/kinerja/bukti/{june}").words
    assert "Setelah kartu ini dibuat, 2 hari di masanya dikecualikan" in words
    assert "Kartu berikutnya dihitung tanpa hari itu." in words


def test_too_few_ratings_make_the_number_wait_and_her_page_says_so(
    world, browser, place, rated, contest, decide, sql, at
):
    assert decide(contest(newest(sql)[0]), BAD[0], BAD[0]).status == 303
    compute(world, place)
    at(FIRST_OF_JUNE)
    compute(world, place)
    assert jobs.take_due(world.resources, place.tenant, clock.now()) == 0
    words = browser(place.sari).get("/kinerja/penilaian-saya").words
    assert "Verifikator baru mengecualikan sebagian hari" in words and "dari 4" not in words
    with inside(world, place.sari) as session:
        assert score_of_officer(session, place.sari.id, clock.today(place.tenant.timezone)).value is None


def test_an_office_keeps_its_score_and_her_cards_for_it_hold_none_while_the_days_are_in_them(
    world, browser, place, contest, decide, sql
):
    made = make_card(world, place.sari, days_ago=0)
    last = date(2026, 1, 3)
    assert decide(contest(made.id), date(2026, 1, 1), last).status == 303
    assert sql("select count(*) from officer_exclusion") == [(0,)]
    replaced = newest(sql)[0]
    assert "Nilai kantor tetap milik kantor" in browser(place.sari).get(f"/kinerja/bukti/{replaced}").words
    sql("update evidence_card set shown_on = shown_on - 60, superior_from = superior_from - 60 where id = %s", made.id)
    later = take_card(world, place.sari, made.indicator_id, at=clock.now())
    words = browser(place.sari).get(f"/kinerja/bukti/{later}").words
    assert "Tanpa nilai setelah sanggahan" in words and newest(sql)[2] is None
    assert "3 hari dikecualikan setelah sanggahan: 1 Januari 2026 sampai 3 Januari 2026." in words
    other = make_card(world, place.dewi)
    assert "3,42" in browser(place.dewi).get(f"/kinerja/bukti/{other.id}").words
    with inside(world, place.sari) as session:
        assert queries.bound_indicator(session, made.indicator_id).last_sequence == 3
