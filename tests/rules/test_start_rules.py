"""The first run: what the data show needs no mark, and the next step is the first that is open."""

from dataclasses import replace

from webapp.home.start.rules import STEPS, Facts, done, next_step

NOTHING = Facts(contacts=0, offices=0, people=1, open_points=0, has_ratings=False)
ALL = Facts(contacts=1, offices=1, people=2, open_points=1, has_ratings=True)


def test_a_new_pemda_begins_with_its_name():
    assert not any(done(NOTHING).values()) and next_step(done(NOTHING)) == "identitas"


def test_what_is_there_is_done():
    assert all(done(ALL).values()) and next_step(done(ALL)) is None


def test_the_clerk_alone_is_not_yet_a_staff():
    assert not done(replace(ALL, people=1))["pegawai"]


def test_a_step_called_done_is_passed_over():
    facts = replace(NOTHING, marked=frozenset({"identitas", "kantor"}))
    assert next_step(done(facts)) == "pegawai"


def test_the_steps_stand_in_their_order():
    assert tuple(done(NOTHING)) == STEPS


def test_a_poster_is_done_once_it_was_printed():
    assert done(replace(NOTHING, was_printed=True))["poster"] and not done(NOTHING)["poster"]
