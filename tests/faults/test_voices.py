"""Citizens' voices when something is killed or away: answers, reports, letters and seals are there, and once.

A job that is done by the clock is done by its process here; a new process begins with all of them at once.
"""

import random
import time

import pytest

from bench.stack import Stack
from tests.faults.breaking import locked, wait_until
from tests.faults.citizens import press
from tests.faults.counting import one, settle
from tests.faults.test_kills import ACCIDENTS, kill_clock, tend
from tests.faults.voices import Voices, acknowledged, open_survey, report, survey_differences, uncounted
from tests.people.letters import free_port, mail_server
from webapp.feedback.complaints import moving
from webapp.feedback.complaints.jobs import write
from webapp.feedback.complaints.rules import Actor
from webapp.feedback.seals.checking import verify
from webapp.platform import clock
from webapp.platform.db import TenantSession, unit_of_work
from webapp.platform.tenancy import serving

pytestmark = [pytest.mark.faults, pytest.mark.network]
PROCESSES = ("web", "worker", "clock")
MAIL = free_port()
ENVIRONMENT = {"PAMONG_SMTP_URL": f"smtp+plain://127.0.0.1:{MAIL}", "PAMONG_MAIL_FROM": "halo@contoh.id"}
SEED = 17
BETWEEN = 0.7  # seconds from one accident to the next
LEAST_EACH, LEAST = 10, 30  # acknowledged after each accident, and in all: fewer would prove little
SUMMED = "select coalesce(max(n1 + n2 + n3 + n4), 0) from survey_sum"
STORED = "select count(*) from survey_response"


def test_nothing_a_citizen_was_thanked_for_is_lost_or_counted_twice(stack):
    accidents = list(ACCIDENTS)
    random.Random(SEED).shuffle(accidents)
    with Voices(stack, 6, period=open_survey(stack)) as voices:
        serve(stack, voices)
        for accident in accidents:
            accident(stack)
            serve(stack, voices)
        voices.go_home(lambda: tend(stack))
    assert not voices.strange
    assert min(len(voices.responses), len(voices.reports)) > LEAST
    assert acknowledged(stack, voices)
    assert one(stack, STORED) + one(stack, "select count(*) from complaint") <= voices.forms
    wait_until(lambda: uncounted(stack) == 0, 10, lambda: tend(stack))
    assert one(stack, SUMMED) == one(stack, STORED)
    assert survey_differences(stack) == []


def serve(stack: Stack, voices: Voices) -> None:
    """Looks after the stack for a while, and until citizens are served again."""
    before, began = len(voices.receipts), time.monotonic()
    while time.monotonic() < began + BETWEEN or len(voices.receipts) < before + LEAST_EACH:
        assert time.monotonic() < began + 15, "nobody is served any more"
        tend(stack)
        time.sleep(0.1)


def test_letters_wait_for_a_mail_server_and_go_out_once_though_the_sender_is_killed(stack):
    write_to(stack, "ani@contoh.id")
    new_clock(stack)
    wait_until(lambda: letters(stack) == [("menunggu", False, 1)], 20, lambda: tend(stack))
    with mail_server(MAIL) as (post, _where):
        post.do["RCPT"] = lambda: kill_clock(stack)
        change_letters(stack, "due_at = now()")
        new_clock(stack)
        wait_until(lambda: letters(stack) == [("mengirim", False, 2)] and is_dead(stack), 20)
        assert post.got == []
        post.do.clear()
        change_letters(stack, "begun_at = begun_at - interval '11 minutes'")  # longer than any talk with a server
        write_to(stack, "budi@contoh.id")
        new_clock(stack)
        sent = [("terkirim", True, 3), ("terkirim", True, 1)]
        wait_until(lambda: letters(stack) == sent, 20, lambda: tend(stack))
        assert sorted(letter["To"] for letter in post.got) == ["ani@contoh.id", "budi@contoh.id"]


def test_a_clock_killed_while_it_seals_leaves_a_day_that_is_sealed_once_and_whole(stack):
    for number in range(12):
        assert press(stack, 1 + number % 4).status == 303
    settle(stack, 20, lambda: tend(stack))
    with stack.superuser() as connection:  # they were given yesterday
        for table in ("rating", "seal_waiting"):
            connection.execute(f"update {table} set day = day - 1")
    answers = one(stack, "select count(*) from seal_waiting")
    with locked(stack, "seal_leaf") as somebody_waits:
        new_clock(stack)
        wait_until(somebody_waits, 20, lambda: tend(stack))
        kill_clock(stack)
    assert one(stack, "select count(*) from seal") == 0
    wait_until(lambda: one(stack, "select count(*) from seal") == 1, 20, lambda: tend(stack))
    tenant = stack.world.pontianak.tenant
    with serving(tenant), TenantSession(stack.resources.engine) as session:
        found = verify(session, clock.today(tenant.timezone))
    assert (found.seals, found.answers, found.waiting, found.findings) == (1, answers, 0, [])
    assert answers >= 12


def write_to(stack: Stack, address: str) -> None:
    """A report of somebody who left an address is sent to a unit: a letter waits for her."""
    case, place = report(stack, surel=address), stack.world.pontianak
    vera = Actor(place.vera.id, sees_all=True)
    with serving(place.tenant), unit_of_work(stack.resources.engine) as session:
        moving.move(session, case, "teruskan", vera, at=clock.now(), unit=place.upt)
    assert [write(stack.resources, place.tenant) for _twice in range(2)] == [1, 0]


def letters(stack: Stack) -> list[tuple]:
    """State, whether it was handed over, and attempts of each letter, the first one first."""
    with stack.superuser() as connection:
        return connection.execute("select state, is_handed, attempts from letter order by id").fetchall()


def change_letters(stack: Stack, values: str) -> None:
    """Lets the time pass for the letters that are not sent."""
    with stack.superuser() as connection:
        connection.execute(f"update letter set {values} where state <> 'terkirim'")


def new_clock(stack: Stack) -> None:
    """The clock is killed and another one begins."""
    kill_clock(stack)
    stack.service("clock").process.wait(5)
    while is_dead(stack):
        tend(stack)


def is_dead(stack: Stack) -> bool:
    """Whether there is no clock now."""
    process = stack.service("clock").process
    return process is None or process.poll() is not None
