"""How often a password may be guessed: 10 times for a name from one network, 100 for a name, 400 from a network."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from webapp.people import passwords
from webapp.people.jobs import forget
from webapp.people.rules import FREE_TRIES, NAME_TRIES, NETWORK_TRIES

HERE, NEXT_DOOR, ELSEWHERE = "203.0.113.7", "203.0.113.200", "198.51.100.9"
GUESSER = "192.0.2.77"
WRONG = "salah"
OF_THE_SAME_NAME, OF_THE_SAME_NETWORK = "name_mark, uuid_send(uuidv7())", "uuid_send(uuidv7()), network_mark"
MORE = """
insert into sign_in_failure (tenant_id, id, name_mark, network_mark, at)
select tenant_id, gen_random_uuid(), {marks}, at from sign_in_failure cross join generate_series(1, %s)
"""


@pytest.fixture(autouse=True)
def no_failures_yet(sql):
    sql("delete from sign_in_failure")
    sql("delete from web_session")


@pytest.fixture
def fail(browser):
    """fail(name, address): the status of one wrong try from there; or of a right one, given the password."""

    def run(name: str, address: str = HERE, password: str = WRONG) -> int:
        origin = {"REMOTE_ADDR": address}
        return browser().post("/masuk", {"nama": name, "sandi": password}, environ_overrides=origin).status

    return run


@pytest.fixture
def more(sql):
    """more(marks, n): n failures like the one that is there, in these marks."""
    return lambda marks, n: sql(MORE.format(marks=marks), n)


def test_the_limits_are_these():
    assert (FREE_TRIES, NAME_TRIES, NETWORK_TRIES) == (10, 100, 400)


def test_ten_of_a_name_from_one_network_and_its_neighbour_is_the_same_network(fail, world):
    sari = world.pontianak.sari
    assert {fail(sari.account) for _ in range(FREE_TRIES)} == {422}
    assert fail(sari.account, NEXT_DOOR) == 429
    assert fail(sari.account, ELSEWHERE, sari.password) == 303, "she herself is not kept out elsewhere"


def test_a_hundred_of_a_name_from_everywhere(fail, world, more):
    sari = world.pontianak.sari
    fail(sari.account)
    more(OF_THE_SAME_NAME, NAME_TRIES - 2)
    assert fail(sari.account, ELSEWHERE) == 422
    assert fail(sari.account, "192.0.2.1", sari.password) == 429
    assert fail(world.pontianak.budi.account, password=world.pontianak.budi.password) == 303


def test_four_hundred_from_a_network_whatever_the_names(fail, world, more):
    budi = world.pontianak.budi
    fail(world.pontianak.sari.account)
    more(OF_THE_SAME_NETWORK, NETWORK_TRIES - 2)
    assert fail("tiada@pontianak.uji") == 422
    assert fail(budi.account, NEXT_DOOR, budi.password) == 429
    assert fail(budi.account, ELSEWHERE, budi.password) == 303


def test_a_right_password_and_a_refusal_leave_no_failure_behind(fail, world, sql):
    sari = world.pontianak.sari
    assert fail(sari.account, password=sari.password) == 303
    assert sql("select count(*) from sign_in_failure") == [(0,)]
    for _ in range(FREE_TRIES + 3):
        fail(sari.account)
    assert sql("select count(*) from sign_in_failure") == [(FREE_TRIES,)]


def test_guesses_at_the_same_moment_count_each_other(fail, world, monkeypatch):
    """Forty at once are not forty tries: what is looked at are ten passwords at most."""
    looked_at, matches = [], passwords.matches

    def note(password_hash, password):
        looked_at.append(password)
        return matches(password_hash, password)

    monkeypatch.setattr(passwords, "matches", note)
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda _: fail(world.pontianak.sari.account), range(40)))
    assert set(statuses) <= {422, 429}
    assert len(looked_at) <= FREE_TRIES, f"{len(looked_at)} passwords were looked at"


def test_while_a_password_is_checked_no_connection_is_held(fail, world, monkeypatch):
    """A flood of sign-ins waits for its turn to hash; the citizens' pages need the connections meanwhile."""
    held = []
    monkeypatch.setattr(passwords, "matches", lambda *_: held.append(world.resources.engine.pool.checkedout()))
    assert fail(world.pontianak.sari.account) == 422
    assert held == [0]


def test_where_she_has_signed_in_before_guesses_from_everywhere_do_not_keep_her_out(fail, world, more):
    sari, budi = world.pontianak.sari, world.pontianak.budi
    assert fail(sari.account, HERE, sari.password) == fail(budi.account, ELSEWHERE, budi.password) == 303
    fail(sari.account, GUESSER)
    more(OF_THE_SAME_NAME, 5 * NAME_TRIES)
    assert fail(sari.account, NEXT_DOOR, sari.password) == 303
    assert fail(sari.account, ELSEWHERE, sari.password) == 429, "another person's place is not hers"


def test_at_a_known_place_ten_guesses_are_all_the_same(fail, world, more):
    sari = world.pontianak.sari
    fail(sari.account, HERE, sari.password)
    fail(sari.account, GUESSER)
    more(OF_THE_SAME_NAME, NAME_TRIES)
    assert {fail(sari.account) for _ in range(FREE_TRIES)} == {429}
    assert fail(sari.account, HERE, sari.password) == 429


@pytest.mark.parametrize("name", ["sari", None], ids=["hers", "nobody's"])
def test_a_held_name_is_answered_alike_and_after_the_same_work_everywhere(fail, world, more, monkeypatch, name):
    """Else a guesser could tell who exists, and who works in this network."""
    sari, genuine, checked = world.pontianak.sari, passwords.matches, []
    monkeypatch.setattr(passwords, "matches", lambda *given: checked.append(given) or genuine(*given))
    fail(sari.account, HERE, sari.password)
    account = sari.account if name else "tiada@pontianak.uji"
    fail(account, GUESSER)
    more(OF_THE_SAME_NAME, NAME_TRIES)
    checked.clear()
    told = [(fail(account, place), len(checked)) for place in (HERE, ELSEWHERE) for _ in range(FREE_TRIES + 2)]
    known, unknown = told[: FREE_TRIES + 2], told[FREE_TRIES + 2 :]
    assert known == [(429, min(n, FREE_TRIES)) for n in range(1, FREE_TRIES + 3)]
    assert unknown == [(status, n + FREE_TRIES) for status, n in known]


def test_a_place_is_forgotten_with_its_sessions(fail, world, more, sql):
    sari = world.pontianak.sari
    fail(sari.account, HERE, sari.password)
    sql("update web_session set seen_at = seen_at - interval '31 days'")
    forget(world.resources, sari.tenant)
    fail(sari.account, GUESSER)
    more(OF_THE_SAME_NAME, NAME_TRIES)
    assert fail(sari.account, HERE, sari.password) == 429
