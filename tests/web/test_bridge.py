"""What the application is told of a request, and which requests it never sees."""

from types import SimpleNamespace

import pytest

from tests.web.asking import Proto, Scope, form, take
from webapp.factory import LARGEST_BODY
from webapp.web import bridge as bridges


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
