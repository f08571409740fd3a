"""What the application is told of a request, and which requests it never sees."""

import threading
from types import SimpleNamespace

import pytest

from webapp.factory import LARGEST_BODY
from webapp.web import arrivals
from webapp.web import bridge as bridges
from webapp.web.bridge import Bridge

LARGEST = 6 * 1024 * 1024


class Scope:
    """A request as the engine tells it."""

    method, path, query_string, scheme, http_version = "GET", "/a", "b=c", "http", "1.1"
    server, client, authority = "127.0.0.1:8000", "203.0.113.7:5000", None

    def __init__(self, headers=(), **others):
        self.headers = dict(headers) if isinstance(headers, dict) else SimpleNamespace(items=lambda: headers)
        self.__dict__.update(others)


class Body:
    """What the engine promises: a body, later."""

    def __init__(self):
        self.cancelled, self.content = False, None

    def add_done_callback(self, call):
        self.call = call

    def arrive(self, content):
        self.content = content
        self.call(self)

    def cancel(self):
        self.cancelled = True
        self.call(self)

    def result(self):
        if self.content is None:
            raise ConnectionError
        return self.content


class Piece(Body):
    """A piece of a body, later."""

    def done(self):
        return self.cancelled or self.content is not None


class Proto:
    """The engine's end of one request."""

    def __init__(self):
        self.body, self.answer, self.piece = Body(), None, None

    def __call__(self):
        return self.body

    def __aiter__(self):
        return self

    def __anext__(self):
        self.piece = Piece()
        return self.piece

    def bring(self, *pieces):
        """The pieces of a form with files come in."""
        for piece in pieces:
            self.piece.arrive(piece)

    def response_bytes(self, status, headers, content):
        assert self.answer is None
        self.answer = (status, dict(headers), content)

    def response_empty(self, status, headers):
        self.response_bytes(status, headers, b"")


class Application:
    """Notes what it was asked, says what it was told to."""

    def __init__(self):
        self.asked, self.closed, self.problem, self.work = [], 0, None, lambda: None

    def __call__(self, environ, start):
        self.asked.append(environ)
        environ["read"] = environ["wsgi.input"].read()
        self.work()
        if self.problem:
            raise self.problem
        start("201 Created", [("X-A", "b")])
        return self

    def __iter__(self):
        return iter((b"satu ", b"dua"))

    def close(self):
        self.closed += 1


@pytest.fixture
def application():
    return Application()


class Door:
    """Takes files of 6 MB at one place, and knows one cookie."""

    def largest(self, path):
        return LARGEST if path == "/berkas" else 0

    def sender(self, environ):
        return environ["REMOTE_ADDR"]

    def is_known(self, environ):
        return environ.get("HTTP_COOKIE") == "pamong=hana"


@pytest.fixture
def bridge(application):
    application.door = Door()
    return Bridge(application)


def take(bridge, **scope):
    proto = Proto()
    bridge.take(SimpleNamespace(scope=Scope(**scope), proto=proto))
    return proto


def form(length):
    return {"method": "POST", "headers": {"content-length": str(length), "content-type": "text/plain"}}


def test_a_request_without_a_body_is_answered_at_once(bridge, application):
    assert take(bridge).answer == (201, {"X-A": "b"}, b"satu dua")
    environ = application.asked[0]
    assert (environ["PATH_INFO"], environ["QUERY_STRING"], environ["REMOTE_ADDR"]) == ("/a", "b=c", "203.0.113.7")
    assert (environ["SERVER_NAME"], environ["SERVER_PORT"], environ["SERVER_PROTOCOL"]) == (
        "127.0.0.1", "8000", "HTTP/1.1"
    )  # fmt: skip
    assert application.closed == 1


@pytest.mark.parametrize(
    "headers, key, value",
    [
        ([("host", "a.example")], "HTTP_HOST", "a.example"),
        ([("cookie", "a=1"), ("cookie", "b=2")], "HTTP_COOKIE", "a=1; b=2"),
        ([("x-forwarded-for", "1.1.1.1"), ("x-forwarded-for", "2.2.2.2")], "HTTP_X_FORWARDED_FOR", "1.1.1.1,2.2.2.2"),
        ([("x-forwarded-for", "1.1.1.1"), ("x_forwarded_for", "6.6.6.6")], "HTTP_X_FORWARDED_FOR", "1.1.1.1"),
        ([("x_forwarded_for", "6.6.6.6")], "HTTP_X_FORWARDED_FOR", None),
        ([("content-type", "text/plain")], "CONTENT_TYPE", "text/plain"),
    ],
)
def test_headers_arrive_as_they_should(bridge, application, headers, key, value):
    for _ in range(2):  # the second time the names are known
        take(bridge, headers=headers)
        assert application.asked[-1].get(key) == value


def test_a_path_arrives_as_bytes_in_disguise_and_an_address_without_its_brackets(bridge, application):
    take(bridge, path="/é", client="[2001:db8::1]:5000", authority="b.example")
    environ = application.asked[0]
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/é"
    assert (environ["REMOTE_ADDR"], environ["HTTP_HOST"]) == ("2001:db8::1", "b.example")


def test_the_application_sees_a_request_when_its_body_is_there(bridge, application):
    proto = take(bridge, **form(7))
    assert application.asked == [] and proto.answer is None
    proto.body.arrive(b"nilai=4")
    assert application.asked[0]["read"] == b"nilai=4"
    assert proto.answer[0] == 201


def test_a_body_that_does_not_come_in_time_is_given_up(bridge, application, monkeypatch):
    early = take(bridge, **form(7))
    bridge.give_up_slow_bodies()
    assert early.answer is None
    monkeypatch.setattr(bridges, "PATIENCE", 0.0)
    bridge.give_up_slow_bodies()
    assert early.body.cancelled and early.answer == (408, {"Connection": "close"}, b"")
    bridge.give_up_slow_bodies()
    assert application.asked == []


def test_of_a_client_who_leaves_in_the_middle_the_application_hears_nothing(bridge, application):
    proto = take(bridge, **form(7))
    proto.body.arrive(None)
    assert application.asked == [] and proto.answer[0] == 408


def test_a_body_that_is_too_long_is_not_read(bridge, application):
    assert LARGEST_BODY <= bridges.LARGEST_BODY
    proto = take(bridge, **form(bridges.LARGEST_BODY + 1))
    assert proto.answer[0] == 201
    assert (application.asked[0]["read"], application.asked[0]["CONTENT_LENGTH"]) == (b"", "65537")


def files(length=LARGEST, address="203.0.113.7", path="/berkas", **headers):
    """A form with files."""
    kind = {"content-type": "multipart/form-data; boundary=x", "content-length": str(length)}
    return {"method": "POST", "path": path, "client": f"{address}:5000", "headers": kind | headers}


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


def test_a_body_of_unknown_length_is_refused(bridge, application):
    proto = take(bridge, method="POST", headers={"transfer-encoding": "chunked"})
    assert proto.answer[0] == 411 and application.asked == []


@pytest.mark.parametrize("problem", [ValueError("rusak"), SystemExit(3)])
def test_an_application_that_fails_is_an_empty_500_and_goes_on(bridge, application, problem, caplog):
    application.problem = problem
    assert take(bridge).answer == (500, {"Connection": "close"}, b"")
    assert "the application failed at /a" in caplog.text
    application.problem = None
    assert take(bridge).answer[0] == 201


def test_when_it_leaves_each_connection_ends_with_its_answer(bridge):
    bridge.leaving = True
    assert take(bridge).answer[1] == {"X-A": "b", "Connection": "close"}


@pytest.mark.parametrize("name", ["origin", "sec-fetch-site"])
def test_a_header_whose_value_the_engine_keeps_back_is_not_taken_for_absent(bridge, application, name):
    """So does granian with values that are not ASCII; the name is still there."""

    class Held(dict):
        def items(self):
            return [pair for pair in super().items() if pair[0] != name]

    key = "HTTP_" + name.upper().replace("-", "_")
    scope = Scope(method="POST")
    scope.headers = Held({name: "\xff", "host": "a"})
    bridge.take(SimpleNamespace(scope=scope, proto=Proto()))
    assert application.asked[-1][key] == "unreadable" and application.asked[-1]["HTTP_HOST"] == "a"
