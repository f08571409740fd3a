"""Everything is killed at random while citizens answer the survey and report: what they were thanked for is there."""

import random
import time

import pytest

from bench.stack import Stack
from tests.faults.breaking import wait_until
from tests.faults.counting import one
from tests.faults.test_kills import ACCIDENTS, tend
from tests.faults.voices import Voices, acknowledged, open_survey, survey_differences, uncounted

pytestmark = [pytest.mark.faults, pytest.mark.network]
PROCESSES = ("web", "worker", "clock")
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
