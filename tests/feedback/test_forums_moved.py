"""Forums that are moved: the page says what was said before, and the calendar moves the event it knows."""

import pytest
from icalendar import Calendar

from tests.feedback.test_forums import citizen, fields, held, no_forums, oki, page, room  # noqa: F401


def moved(who, room, world, **changes):  # noqa: F811
    sent = {name: fields(world)[name] for name in ("tanggal", "mulai", "selesai", "tempat")}
    return who.post(f"{room}/pindah", sent | {"sebab": "Aula dipakai untuk vaksinasi."} | changes)


def test_a_moved_forum_says_when_it_was_to_be_and_why(oki, citizen, room, page, world):  # noqa: F811
    before = Calendar.from_ical(citizen.get(f"{page}/undangan.ics").text).walk("VEVENT")[0]
    assert moved(oki, room, world, mulai="13:00", selesai="15:00", tempat="Pendopo").status == 303
    words = citizen.get(page).words
    assert "pukul 13.00 sampai 15.00" in words and "Pendopo" in words
    assert "Semula:" in words and "pukul 09.00 sampai 11.30, di Aula lantai 2." in words and "vaksinasi" in words
    after = Calendar.from_ical(citizen.get(f"{page}/undangan.ics").text).walk("VEVENT")[0]
    assert (before["uid"], before["sequence"]) == (after["uid"], 0) and after["sequence"] == 1
    assert after["dtstart"].dt > before["dtstart"].dt


@pytest.mark.parametrize("changes, sentence", [
    ({}, "Waktu dan tempatnya masih sama."),
    ({"selesai": "08:00"}, "Jam selesai harus sesudah jam mulai."),
    ({"tanggal": "2020-01-01"}, "Waktunya sudah lewat."),
    ({"tempat": "Pendopo", "sebab": ""}, "Sebab dipindahkan:"),
])  # fmt: skip
def test_a_move_that_cannot_be_is_refused_with_what_was_typed(oki, room, world, sql, changes, sentence):  # noqa: F811
    answer = moved(oki, room, world, **changes)
    assert answer.status == 422 and sentence in answer.words
    assert all(value in answer.text for value in changes.values())
    assert sql("select count(*) from forum_move") == [(0,)]


def test_what_has_begun_or_was_cancelled_is_not_moved(oki, held, world):  # noqa: F811
    assert "sudah dimulai" in moved(oki, held, world, tempat="Pendopo").words


def test_another_pemda_and_another_role_move_nothing(browser, room, world, sql):  # noqa: F811
    assert moved(browser(world.pontianak.sari), room, world, tempat="Pendopo").status == 403
    stranger = browser(world.gorontalo.rahman)
    assert moved(stranger, room, world, tempat="Pendopo").status in (403, 404)
    assert sql("select place from forum") == [("Aula lantai 2",)]
