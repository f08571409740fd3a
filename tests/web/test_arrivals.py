"""Forms with files: waited for where they are taken, few at once, and not for who hardly sends."""

import threading
from types import SimpleNamespace

import pytest

from tests.web.asking import LARGEST, Piece, Proto, Scope, files, form, take
from webapp.web import arrivals
from webapp.web import bridge as bridges


def test_a_form_with_files_is_waited_for_where_files_are_taken_and_from_anybody(bridge, application):
    proto = take(bridge, **files(bridges.LARGEST_BODY + 3))
    proto.bring(b"x" * bridges.LARGEST_BODY, b"isi")
    assert application.asked == []
    proto.bring(b"")
    assert application.asked[0]["read"][-4:] == b"xisi" and proto.answer[0] == 201


@pytest.mark.parametrize(
    "elsewhere", [{"path": "/a"}, {"cookie": "a", "path": "/"}, {"length": LARGEST + 1}, {"content-type": "text/plain"}]
)
def test_a_long_body_is_not_read_elsewhere(bridge, application, elsewhere):
    assert take(bridge, **files(**elsewhere)).answer[0] == 201 and application.asked[0]["read"] == b""
    assert bridges.CROWDED not in application.asked[0]


def test_one_sender_takes_few_of_the_places_and_gets_them_back(bridge, application):
    mine = [take(bridge, **files(9)) for _ in range(arrivals.OF_ONE)]
    assert take(bridge, **files(9)).answer[0] == 201 and application.asked[0][bridges.CROWDED]
    assert take(bridge, **files(9, address="203.0.113.8")).answer is None
    mine[0].bring(b"isi isi i", b"")
    assert take(bridge, **files(9)).answer is None


def test_strangers_leave_places_to_those_who_are_known(bridge, application):
    for number in range(arrivals.OF_STRANGERS):
        take(bridge, **files(address=f"203.0.113.{number}"))
    assert take(bridge, **files(address="198.51.100.1")).answer[0] == 201 and application.asked[0][bridges.CROWDED]
    left = arrivals.MOST - arrivals.OF_STRANGERS
    assert [take(bridge, **files(cookie="pamong=hana")).answer for _ in range(left)] == [None] * left
    assert take(bridge, **files(cookie="pamong=hana")).answer[0] == 201
    assert take(bridge, **form(7)).answer is None


def test_who_hardly_sends_anything_is_given_up_and_who_sends_slowly_is_not(bridge, application, monkeypatch):
    silent, slow = take(bridge, **files()), take(bridge, **files())
    slow.bring(b"x" * 1000)
    bridge.give_up_slow_bodies()
    assert silent.answer is None
    monkeypatch.setattr(arrivals, "FIRST", 0.0)
    monkeypatch.setattr(arrivals, "SLOWEST", 1)
    bridge.give_up_slow_bodies()
    assert silent.answer == (408, {"Connection": "close"}, b"") and slow.answer is None
    monkeypatch.setattr(arrivals, "LONGEST", 0.0)
    bridge.give_up_slow_bodies()
    assert slow.answer[0] == 408 and application.asked == []
    assert all(take(bridge, **files()).answer is None for _ in range(arrivals.OF_ONE))


def test_who_hardly_sends_anything_makes_room_at_once_for_who_comes(bridge, application, monkeypatch):
    silent = [take(bridge, **files(address=f"203.0.113.{number}")) for number in range(arrivals.OF_STRANGERS)]
    monkeypatch.setattr(arrivals, "HURRIED", 0.0)
    proto = take(bridge, **files(3, address="198.51.100.1"))
    proto.bring(b"isi", b"")
    assert proto.answer[0] == 201 and {each.answer[0] for each in silent} == {408}


def test_of_a_form_that_ends_too_early_the_application_hears_nothing(bridge, application):
    proto = take(bridge, **files(10))
    proto.bring(b"isi", b"")
    assert proto.answer[0] == 408 and application.asked == []


def test_pieces_that_are_there_already_need_no_deep_stack(bridge, application):
    class Ready(Proto):
        left = 5000

        def __anext__(self):
            piece, self.left = Piece(), self.left - 1
            piece.content = b"x" if self.left >= 0 else b""
            return piece

    proto = Ready()
    bridge.take(SimpleNamespace(scope=Scope(**files(5000)), proto=proto))
    assert len(application.asked[0]["read"]) == 5000


def test_files_keep_few_threads_busy_and_the_rest_wait_without_one(bridge, application):
    """The application works on files in two threads; a third form is left to them, and its thread goes on."""
    working, go_on, threads = threading.Semaphore(0), threading.Event(), []
    application.work = lambda: (working.release(), go_on.wait(5))
    protos = [take(bridge, **files(3, address=f"203.0.113.{number}")) for number in range(4)]
    for proto in protos:
        threads.append(threading.Thread(target=proto.bring, args=(b"isi", b"")))
        threads[-1].start()
    for _busy in range(arrivals.THREADS):
        assert working.acquire(timeout=5)
    for thread in threads:
        thread.join(0.2)
    assert sum(thread.is_alive() for thread in threads) == arrivals.THREADS
    assert [proto.answer for proto in protos] == [None] * 4
    go_on.set()
    for thread in threads:
        thread.join(5)
    assert [proto.answer[0] for proto in protos] == [201] * 4
