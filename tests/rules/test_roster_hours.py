"""Hours of duty as a person says them: a day ends at its end, not at 'pukul 00.00'."""

from datetime import date, datetime, time, timedelta

import pytest

from webapp.feedback.rosters.hours import coming_text, hours_text, period_text, until_text

MONDAY = date(2026, 11, 23)


def at(hour: float) -> datetime:
    return datetime.combine(MONDAY, time()) + timedelta(hours=hour)


@pytest.mark.parametrize(
    "begins, ends, hours, period",
    [
        (0, 24, "Sehari penuh", "Senin, 23 November 2026, sepanjang hari"),
        (8, 16, "08.00-16.00", "Senin, 23 November 2026, pukul 08.00 sampai 16.00"),
        (16, 24, "16.00 sampai tengah malam", "Senin, 23 November 2026, pukul 16.00 sampai tengah malam"),
        (20, 30, "20.00-06.00 esoknya",
         "Senin, 23 November 2026 pukul 20.00 sampai Selasa, 24 November 2026 pukul 06.00"),
    ],
)  # fmt: skip
def test_a_turn_is_said_in_words(begins, ends, hours, period):
    assert hours_text(at(begins), at(ends)) == hours
    assert period_text(at(begins), at(ends)) == period


@pytest.mark.parametrize(
    "begins, ends, said",
    [
        (0, 24, "sepanjang hari ini"),
        (9.5, 24, "sampai akhir hari ini"),
        (8, 16, "sampai pukul 16.00"),
        (20, 30, "sampai besok pukul 06.00"),
        (20, 55, "sampai Rabu, 25 November 2026 pukul 07.00"),
    ],
)
def test_who_is_there_now_stays(begins, ends, said):
    assert until_text(at(begins), at(ends), MONDAY) == said


@pytest.mark.parametrize(
    "begins, ends, said",
    [
        (13, 16, "pukul 13.00"),
        (32, 40, "besok pukul 08.00"),
        (24, 48, "besok sepanjang hari"),
        (24, 30, "mulai tengah malam nanti"),
    ],
)
def test_who_comes_next_comes(begins, ends, said):
    assert coming_text(at(begins), at(ends), MONDAY) == said
