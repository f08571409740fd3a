"""Whatever stands in the Host header, the answer is a page with all its guards, never a failure."""

import pytest
from werkzeug.test import EnvironBuilder, run_wsgi_app
from werkzeug.wrappers import Response

from webapp.platform.pages import SECURITY

BAD = [
    "localhost:abc", "localhost:99999999", "localhost:70000", "localhost:-1", "localhost:80:80", "localhost: 80",
    "localhost:８０", "localhost:80,localhost", "localhost, evil.example", "[::1", "[::1]x", "[::1]:abc", "[zz]:80",
    "café.example", "\xff\xfe", "loc alhost", "a" * 300, "localhost/x", "user@localhost", "localhost#", "evil.example",
    "pontianak..localhost", "xn--caf-dma.example", "-", ":", ":80", "%00", "evil.example:abc", "localhost\t", "", None,
]  # fmt: skip
GOOD = ["localhost", "LOCALHOST:8000", "localhost:", "127.0.0.1:65535", "pontianak.localhost:80"]
GUARDS = {"Content-Security-Policy", "Cache-Control", *SECURITY}


@pytest.fixture
def ask(app, world):
    def send(host, path, method="GET"):
        environ = EnvironBuilder(path, method=method).get_environ()
        del environ["HTTP_HOST"]
        if host is not None:
            environ["HTTP_HOST"] = host.encode().decode("latin-1")
        return Response(*run_wsgi_app(app, environ))

    return send


@pytest.mark.parametrize("host", BAD)
@pytest.mark.parametrize("path, method", [("/pontianak/", "GET"), ("/healthz", "GET"), ("/pontianak/masuk", "POST")])
def test_a_host_that_is_none_or_nobodys_is_refused_with_a_guarded_page(ask, host, path, method):
    answer = ask(host, path, method)
    assert answer.status_code == 400
    assert "<html" in answer.get_data(as_text=True)
    assert set(answer.headers.keys()) >= GUARDS


@pytest.mark.parametrize("host", GOOD)
def test_a_good_one_is_served(ask, host):
    assert ask(host, "/healthz").status_code == (404 if host.startswith("pontianak") else 200)


@pytest.mark.parametrize("path", ["/tiada/", "/pontianak/tiada", "/healthz/x", "/static/x/y.css"])
def test_what_is_not_there_is_guarded_like_what_is(ask, path):
    answer = ask("localhost", path)
    assert answer.status_code == 404 and set(answer.headers.keys()) >= GUARDS


def test_while_no_directory_can_be_read_the_answer_is_guarded_too(app, ask, monkeypatch):
    def away(_):
        raise OSError("the database is away")

    monkeypatch.setattr(app.config["RESOURCES"].directory, "by_slug", away)
    answer = ask("localhost", "/pontianak/")
    assert answer.status_code == 503 and set(answer.headers.keys()) >= GUARDS
    assert int(answer.headers["Retry-After"]) > 0
