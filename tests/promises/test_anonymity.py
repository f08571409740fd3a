"""Law 7: no person, no exact time, no time-ordered id on an anonymous answer; marks live apart and are forgotten."""

import re
from datetime import timedelta
from uuid import UUID

import pytest

from tests.client import Browser
from tests.feedback.steps import count, rate, turn
from webapp.feedback.ratings.keys import FormKeys
from webapp.platform import clock
from webapp.platform.pages import ROOT

ANSWERS = {
    "rating": {
        "tenant_id",
        "id",
        "point_id",
        "service_id",
        "opd_id",
        "officer_id",
        "shift",
        "channel",
        "day",
        "score",
    },
    "rating_reason": {"tenant_id", "id", "rating_id", "unsur"},
    "rating_comment": {"tenant_id", "id", "rating_id", "text"},
    "rating_doubt": {"tenant_id", "id", "rating_id", "reason", "lifted"},
    "survey_response": {
        "tenant_id", "id", "period_id", "service_id", "channel", "day", "band", "sex", "age", "education",
        "occupation", "has_disability", "answers",
    },
    "survey_hold": {
        "tenant_id", "response_id", "period_id", "reason", "nth", "same_day", "state", "decision_id",
    },
    "rating_bucket": {
        "tenant_id",
        "point_id",
        "day",
        "channel",
        "n",
        "total",
        "n1",
        "n2",
        "n3",
        "n4",
        "d1",
        "d2",
        "d3",
        "d4",
        "perangkat_sama",
        "isian_mesin",
        "staf_unit",
        "w1",
        "w2",
        "w3",
        "w4",
    },
}
MARKED = {
    "rating_event": {"device", "network"},
    "rating_trace": {"device", "network"},
    "rating_device": {"device"},
    "rating_source": {"network"},
    "rating_waiting": {"network"},
    "survey_pending": {"device"},
    "survey_device": {"device"},
}
# Who may speak of the tables of marks: what writes, counts, scores, compares and forgets. No view.
SPEAKS_OF_MARKS = {
    "webapp/feedback/ratings/models.py",
    "webapp/feedback/ratings/store.py",
    "webapp/feedback/ratings/drain.py",
    "webapp/feedback/ratings/recount.py",
    "webapp/feedback/ratings/forget.py",
    "webapp/feedback/publication/batches.py",
    "webapp/feedback/publication/hours.py",
    "webapp/feedback/publication/officers.py",
    "webapp/feedback/publication/reasons.py",
    "webapp/feedback/publication/recheck.py",
    "webapp/feedback/review/audit_page.py",
    "webapp/feedback/review/comments.py",
    "webapp/feedback/review/lifting.py",
    "webapp/feedback/review/queries.py",
    "webapp/feedback/review/seen.py",
    "webapp/feedback/publication/service_quarters.py",
    "webapp/feedback/publication/weeks.py",
    "webapp/feedback/survey/holding/marks.py",
    "webapp/feedback/survey/holding/models.py",
    "webapp/feedback/survey/holding/noticing.py",
    "webapp/feedback/seals/records.py",  # asks only whether a rating still waits to be counted
    "webapp/feedback/visits/store.py",
    "webapp/cli/counting.py",
    "workers/sweep.py",
}
FINER_THAN_A_DAY = ("timestamp", "time ", "interval")


@pytest.mark.parametrize("table, columns", ANSWERS.items(), ids=ANSWERS)
def test_an_answer_holds_this_and_no_more(sql, table, columns):
    found = dict(sql("select column_name, data_type from information_schema.columns where table_name = %s", table))
    assert set(found) == columns
    assert not [name for name, kind in found.items() if kind.startswith(FINER_THAN_A_DAY)]


@pytest.mark.parametrize("table", ANSWERS)
def test_the_only_person_an_answer_points_at_is_the_officer_who_served(sql, table):
    columns = sql(
        "select a.attname from pg_constraint k "
        "join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any(k.conkey) and a.attname <> 'tenant_id' "
        "where k.contype = 'f' and k.conrelid = %s::regclass and k.confrelid = 'person'::regclass",
        table,
    )
    assert columns == ([("officer_id",)] if table == "rating" else [])


@pytest.mark.parametrize("table, columns", MARKED.items(), ids=MARKED)
def test_marks_are_bytes_and_no_addresses(sql, table, columns):
    kinds = dict(sql("select column_name, data_type from information_schema.columns where table_name = %s", table))
    assert {kinds[column] for column in columns} == {"bytea"}
    assert not set(kinds) & {"ip", "address", "user_agent", "cookie", "person_id", "account_id"}


def test_no_other_table_holds_a_mark_of_a_visitor(sql):
    holders = sql(
        "select distinct table_name from information_schema.columns "
        "where table_schema = 'public' and data_type = 'bytea'"
    )
    others = {"web_session", "sign_in_failure", "invitation", "import_file", "print_file", "logo"}  # of staff; files
    others |= {"seal", "seal_leaf"}  # hashes of answers, with a random nonce each
    others |= {"visit_issue", "visit_reference", "registered_device"}  # of tokens, transactions, our own devices
    others |= {"letter", "letter_stop", "mailbox"}  # sealed letters, and marks of addresses that were given to us
    others |= {"search_text"}  # of the text that was indexed
    others |= {"forum_support"}  # a browser's mark for one question, which no other question has
    others |= {"complaint_contact"}
    others |= {"complaint_file"}
    others |= {"complaint_original"}
    assert {row[0] for row in holders} == set(MARKED) | others


@pytest.fixture(scope="module")
def stored(app, world):
    """Thirty ratings, one after the other, each with a reason and a sentence."""
    addresses = []
    for number in range(30):
        visitor = Browser(app, world.pontianak.tenant)
        more = {
            "alasan": "waktu",
            "komentar": f"Kalimat {number}.",
            "environ_overrides": {"REMOTE_ADDR": "203.0.113.77"},
        }
        addresses.append(rate(visitor, world.pontianak.counter, 1 + number % 4, **more).location)
    return addresses


@pytest.mark.parametrize("table", ["rating", "rating_reason", "rating_comment", "rating_doubt"])
def test_ids_of_answers_are_random_and_tell_no_order(app, world, stored, sql, table):
    if table == "rating_doubt":
        count(app, world.pontianak)
        visitor = Browser(app, world.pontianak.tenant)
        for _ in range(12):
            rate(visitor, world.pontianak.counter)
            count(app, world.pontianak)
    ids = [row[0] for row in sql(f"select id from {table} order by ctid")]
    assert len(ids) >= 10 and {UUID(str(one)).version for one in ids} == {4}
    assert ids != sorted(ids) and ids != sorted(ids, reverse=True)
    assert len({str(one)[:8] for one in ids}) == len(ids)


def test_marks_are_keyed_and_not_the_address_itself(stored, sql):
    marks = sql("select distinct network from rating_event union select distinct network from rating_trace")
    assert marks and all(len(bytes(mark)) == 16 for (mark,) in marks)
    assert not [mark for (mark,) in marks if b"203.0.113" in bytes(mark)]


def test_nothing_anywhere_holds_the_visitors_address(stored, sql):
    tables = [row[0] for row in sql("select tablename from pg_tables where schemaname = 'public'")]
    holders = [name for name in tables if sql(f"select 1 from {name} t where t::text like '%%203.0.113%%' limit 1")]
    assert holders == []


def test_the_marks_of_one_visitor_differ_between_pemda_and_months(app, world, sql, monkeypatch):
    visitors = {"REMOTE_ADDR": "198.51.100.9"}
    seen = set()
    for place in (world.pontianak, world.gorontalo):
        for days in (0, 32):
            then = clock.now() + timedelta(days=days)
            with monkeypatch.context() as patch:
                patch.setattr(clock, "now", lambda then=then: then)
                rate(Browser(app, place.tenant), place.counter, environ_overrides=visitors)
            seen.add(bytes(sql("select network from rating_event order by id desc limit 1")[0][0]))
    assert len(seen) == 4


def test_the_receipts_code_is_not_the_ratings_id(app, world, stored, sql):
    keys: FormKeys = app.extensions["form_keys"]
    ids = {str(row[0]) for row in sql("select id from rating")}
    for address in stored:
        code = address.rsplit("/", 1)[-1]
        ticket = keys.from_receipt(world.pontianak.tenant.id, code)
        assert str(ticket.rating_id) in ids and ticket.rating_id.bytes != ticket.nonce


def test_only_these_modules_speak_of_the_tables_of_marks():
    names = re.compile(
        r"\b(rating_event|rating_trace|rating_device|rating_source|rating_waiting|RatingEvent|RatingTrace|RatingDevice|RatingWaiting|survey_device|SurveyDevice)\b"
    )
    code = [*ROOT.glob("webapp/**/*.py"), *ROOT.glob("workers/*.py")]
    speaking = {str(path.relative_to(ROOT)) for path in code if names.search(path.read_text())}
    assert {path for path in speaking if not path.startswith("webapp/demo/")} == SPEAKS_OF_MARKS


@pytest.fixture(scope="module")
def pages(app, rooms, addresses):
    """pages(who): endpoint -> text of every page, after a citizen wrote a sentence."""
    place, known = rooms["pontianak"].place, {}
    rate(Browser(app, place.tenant), place.counter, 1, komentar="Kenari yang tidak boleh terbaca.")

    def look(who: str) -> dict[str, str]:
        if who not in known:
            visitor = Browser(app, place.tenant)
            if who != "nobody":
                visitor.sign_in(place.people[who])
            known[who] = {endpoint: visitor.get(path).text for endpoint, path in addresses("pontianak", "GET")}
        return known[who]

    return look


@pytest.mark.parametrize("who", ["nobody", "sari", "hana"])
def test_no_page_shows_a_mark_or_a_minute(pages, sql, who):
    found = pages(who)
    marks = sql("select device, network from rating_trace union select device, network from rating_event")
    texts = {bytes(mark).hex() for row in marks for mark in row if mark} | {
        str(row[0]) for row in sql("select id from rating")
    }
    assert len(texts) > 10 and len(found) > 50
    assert [endpoint for endpoint, page in found.items() if any(text in page for text in texts)] == []


@pytest.mark.parametrize("who", ["sari", "hana", "vera"])
def test_no_page_of_the_staff_shows_a_citizens_sentence(pages, who):
    shown = [endpoint for endpoint, page in pages(who).items() if "Kenari yang tidak" in page]
    assert set(shown) <= {"ratings.show_receipt"}


def test_when_the_window_has_closed_the_marks_are_forgotten_and_the_answers_stay(app, world, stored, sql, monkeypatch):
    count(app, world.pontianak)
    answers = sql("select count(*) from rating where tenant_id = %s", world.pontianak.tenant.id)
    then = clock.now() + timedelta(weeks=40)
    monkeypatch.setattr(clock, "now", lambda: then)
    turn(app, world.pontianak)
    for table in ("rating_trace", "rating_device", "rating_source", "rating_waiting"):
        assert sql(f"select count(*) from {table} where tenant_id = %s", world.pontianak.tenant.id) == [(0,)], table
    assert sql("select count(*) from rating where tenant_id = %s", world.pontianak.tenant.id) == answers
