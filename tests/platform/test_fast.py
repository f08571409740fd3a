"""The short lane: one packet a transaction, bound values, and never an answer that belongs to another question."""

import threading
import time
from datetime import date
from uuid import uuid4

import psycopg
import pytest

from webapp.platform import fast
from webapp.platform.context import ContextSigner
from webapp.platform.fast import FastLane

WHO = "select current_setting('app.ctx', true)"
ECHO = "select cast(%s as text)"
NAMES = "select name from person where tenant_id = %s order by name"
ADD = "insert into holiday (tenant_id, id, day, name) values (%s, %s, %s, %s) returning name"
SLOW = "select cast(%s as text), pg_sleep(0.4)"


@pytest.fixture
def lane(settings, world):
    lane = FastLane(settings.database_url, ContextSigner(settings.context_key))
    yield lane
    lane.close()


@pytest.fixture
def here(world):
    return world.pontianak.tenant.id


@pytest.fixture
def there(world):
    return world.gorontalo.tenant.id


@pytest.fixture
def end_connections(database, settings):
    """Ends every connection of the application's role to this database, as a restart would."""

    def end():
        name = settings.database_url.partition("?")[0].rsplit("/", 1)[-1]
        with psycopg.connect(database.superuser(), autocommit=True) as connection:
            connection.execute(
                "select pg_terminate_backend(pid, 2000) from pg_stat_activity "
                "where usename = 'pamong_app' and datname = %s",
                (name,),
            )

    return end


def test_every_transaction_serves_the_pemda_it_was_asked_for(lane, here, there):
    for tenant in (here, there, here):
        assert lane.run(tenant, [(WHO, ())])[0][0][0].startswith(f"{tenant}.")


def test_it_gives_the_rows_of_each_statement_in_their_order(lane, here):
    rows = lane.run(here, [(ECHO, ("satu",)), (NAMES, (here,)), (ECHO, ("tiga",))])
    assert (rows[0], rows[2]) == ([("satu",)], [("tiga",)]) and len(rows[1]) == 7


def test_of_another_pemda_it_gives_nothing(lane, here, there):
    assert lane.run(here, [(NAMES, (there,))]) == [[]]


VALUES = [
    "",
    "x" * 5000,
    "é 日本 \N{GRINNING FACE}",
    "'; drop table rating; --",
    "%s %(x)s $1",
    "\\x00",
    "null",
    "\t\n",
]


@pytest.mark.parametrize("value", VALUES)
def test_values_are_bound_as_they_are(lane, here, value):
    assert lane.run(here, [(ECHO, (value,))]) == [[(value,)]]


def test_bytes_dates_uuids_numbers_and_nothing_arrive(lane, here):
    one, day = uuid4(), date(2026, 11, 22)
    query = "select cast(%s as bytea), cast(%s as date), cast(%s as uuid), cast(%s as int), cast(%s as text)"
    assert lane.run(here, [(query, (b"\x00\xff", day, one, 7, None))])[0][0] == (b"\x00\xff", day, one, 7, None)


def test_what_is_answered_is_stored(lane, here, sql):
    day = date(2030, 1, 1)
    assert lane.run(here, [(ADD, (here, uuid4(), day, "Hari uji"))]) == [[("Hari uji",)]]
    assert sql("select name from holiday where day = %s", day) == [("Hari uji",)]


def test_when_one_statement_fails_none_is_stored_and_the_next_is_answered_rightly(lane, here, sql):
    good = (ADD, (here, uuid4(), date(2030, 2, 1), "Tidak tersimpan"))
    with pytest.raises(psycopg.errors.UniqueViolation):
        lane.run(here, [good, (ADD, (here, uuid4(), date(2030, 2, 1), "Dua kali"))])
    assert sql("select count(*) from holiday where day = '2030-02-01'") == [(0,)]
    assert lane.run(here, [(ECHO, ("berikutnya",))]) == [[("berikutnya",)]]


def test_a_row_for_another_pemda_is_refused(lane, here, there):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        lane.run(here, [(ADD, (there, uuid4(), date(2030, 3, 1), "Dari seberang"))])
    assert lane.run(here, [(ECHO, ("a",))]) == [[("a",)]]


@pytest.mark.parametrize("text", ["selec", "select nothing_like_this", "select * from sec.key", "select 1; select 2"])
def test_a_wrong_statement_leaves_the_lane_good(lane, here, text):
    for _ in range(2):
        with pytest.raises(psycopg.Error):
            lane.run(here, [(text, ())])
    assert lane.run(here, [(ECHO, ("sesudahnya",))]) == [[("sesudahnya",)]]


@pytest.mark.parametrize("value", [object(), "a\ud800"])
def test_a_value_that_cannot_be_sent_leaves_the_lane_good(lane, here, value):
    with pytest.raises((psycopg.Error, UnicodeError)):
        lane.run(here, [("select cast(%s as uuid)", (value,))])
    assert lane.run(here, [(ECHO, ("sesudahnya",))]) == [[("sesudahnya",)]]


@pytest.mark.parametrize("patience", [0.1, 0.25])
def test_an_answer_that_comes_too_late_is_never_given_to_the_next_question(lane, here, there, monkeypatch, patience):
    lane.run(here, [(SLOW, ("hangat",))])
    with monkeypatch.context() as patch:
        patch.setattr(fast, "PATIENCE", patience)
        patch.setattr(fast, "REST", 0.0)
        with pytest.raises(psycopg.OperationalError):
            lane.run(here, [(SLOW, ("terlambat",))])
    for number in range(4):
        tenant = (there, here)[number % 2]
        found = lane.run(tenant, [(ECHO, (f"tanya {number}",)), (WHO, ())])
        assert found[0] == [(f"tanya {number}",)] and found[1][0][0].startswith(str(tenant))


def test_a_database_that_did_not_answer_is_left_in_peace_for_a_moment(lane, here, monkeypatch):
    monkeypatch.setattr(fast, "REST", 0.3)
    with monkeypatch.context() as patch:
        patch.setattr(fast, "PATIENCE", 0.1)
        with pytest.raises(fast.TooSlow):
            lane.run(here, [(SLOW, ("terlambat",))])
    began = time.monotonic()
    with pytest.raises(fast.TooSlow):
        lane.run(here, [(ECHO, ("langsung",))])
    assert time.monotonic() - began < 0.1
    time.sleep(0.3)
    assert lane.run(here, [(ECHO, ("lagi",))]) == [[("lagi",)]]


def test_a_connection_that_died_is_replaced_and_asked_once_more(lane, here, end_connections):
    assert lane.run(here, [(ECHO, ("sebelum",))]) == [[("sebelum",)]]
    end_connections()
    assert lane.run(here, [(ECHO, ("sesudah",))]) == [[("sesudah",)]]


def test_a_citizen_does_not_notice_that_connections_died(browser, world, end_connections, sql):
    from tests.feedback.steps import rate

    rate(browser(), world.pontianak.counter)
    before = sql("select count(*) from rating")[0][0]
    end_connections()
    assert rate(browser(), world.pontianak.counter).status == 303
    assert sql("select count(*) from rating") == [(before + 1,)]


def test_every_thread_has_a_connection_of_its_own(lane, here):
    seen, pid = [], "select pg_backend_pid()"

    def ask():
        seen.append(lane.run(here, [(pid, ())])[0][0][0])
        lane.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(seen)) == 4
