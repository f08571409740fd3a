"""Redis is only a bell: without it ratings are taken, counted and released, and one bad event stops nobody."""

import os
import signal
import time

import pytest

from bench.stack import Stack
from tests.faults.breaking import held, wait_until
from tests.faults.citizens import ask, press
from tests.faults.counting import counted, differences, one, settle, stored, waiting
from tests.faults.test_kills import tend
from tests.faults.voices import Tablet, Voices, acknowledged, invited, open_survey, survey_differences, uncounted
from webapp.feedback.publication.rules import BATCH
from webapp.platform.embedded import start_valkey

pytestmark = [pytest.mark.faults, pytest.mark.network]
PROCESSES, VALKEY = ("web", "clock"), False
MOST_TRIES = 5
POISON = """
insert into rating_event (tenant_id, rating_id, week, minute, attempts)
values (%s, gen_random_uuid(), '2026-11-16', 600, 0)
"""
READ = "select coalesce(max(n), 0) from unit_score where tenant_id = %s and opd_id = %s"


def test_without_valkey_a_rating_is_in_the_score_within_five_seconds(stack):
    for number in range(30):
        assert press(stack, 1 + number % 4, network=number).status == 303
    last = time.monotonic()
    settle(stack, 5)
    place = stack.world.pontianak
    while one(stack, READ, place.tenant.id, place.dinas) <= 30 - BATCH:  # fewer than a batch may still wait
        assert time.monotonic() - last < 5, "the score that readers see is late"
        time.sleep(0.1)
    assert counted(stack) == stored(stack) == 30
    assert differences(stack) == []


def test_without_valkey_every_voice_is_taken_and_counted_by_the_clock(stack):
    period, before = open_survey(stack), counted(stack)
    tablet, link = Tablet(stack), invited(stack, "A-001")
    taps = [tablet.tap(score) for score in (4, 3, 1)]
    assert [tablet.sync(taps).status for _twice in range(2)] == [200, 200]
    form = f"nilai=2&kunci={ask(stack.port, 'GET', link).key}"
    assert [ask(stack.port, "POST", link, form).status for _twice in range(2)] == [303, 303]
    with Voices(stack, 2, period=period) as voices:
        wait_until(lambda: len(voices.responses) > 2 and len(voices.reports) > 2, 10)
    assert acknowledged(stack, voices) and not voices.strange
    settle(stack, 10)
    assert counted(stack) == before + len(taps) + 1 == stored(stack)
    os.kill(stack.pids("clock")[0], signal.SIGKILL)  # its next turn would come within half a minute; a new one begins
    wait_until(lambda: uncounted(stack) == 0, 15, lambda: tend(stack))
    assert survey_differences(stack) == [] and differences(stack) == []


def test_a_poison_event_is_set_apart_and_seen_and_stops_nobody(stack):
    before = counted(stack)
    plant_poison(stack)
    for number in range(40):
        assert press(stack, 1 + number % 4).status == 303
    settle(stack, 15)
    assert counted(stack) == before + 40
    assert differences(stack) == []
    attempts = one(stack, "select attempts from rating_event where quarantined_at is not null")
    assert 1 <= attempts <= MOST_TRIES
    assert waiting(stack) == 0
    assert seen_by_the_operator(stack)


def plant_poison(stack: Stack) -> None:
    """An event whose rating never was: no foreign key lets it in, but a restored or repaired table might hold one."""
    with stack.superuser() as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute(POISON, (stack.world.pontianak.tenant.id,))


def seen_by_the_operator(stack: Stack) -> bool:
    """Within two heartbeats /readyz tells of it."""
    deadline = time.monotonic() + 12
    while time.monotonic() < deadline:
        if b'"quarantined":1' in ask(stack.port, "GET", "/readyz").body.replace(b" ", b""):
            return True
        time.sleep(0.2)
    return False


def test_a_worker_that_waits_for_valkey_ends_when_it_is_told_to(stack):
    stack.start("worker")
    service = stack.service("worker")
    wait_until(lambda: "trying again" in stack.supervisor.log("worker").read_text(), 15)
    service.process.terminate()
    assert service.process.wait(3) == 0
    stack.supervisor.services.remove(service)


def test_processes_that_started_without_valkey_find_it_when_it_comes(stack):
    stack.start("worker")
    stack.valkey = start_valkey(stack.home, die_with_caller=True)
    with held(stack, "clock"):
        assert press(stack).status == 303
        wait_until(lambda: waiting(stack) == 0, 20, lambda: press_and_wait(stack))
    assert differences(stack) == []


def press_and_wait(stack: Stack) -> None:
    """Another ring: the worker may not have listened yet."""
    assert press(stack).status == 303
    time.sleep(0.5)
