"""The engine's end of requests, and a small application, for tests of the bridge between them."""

from types import SimpleNamespace

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


class Door:
    """Takes files of 6 MB at one place, and knows one cookie."""

    def largest(self, path):
        return LARGEST if path == "/berkas" else 0

    def sender(self, environ):
        return environ["REMOTE_ADDR"]

    def is_known(self, environ):
        return environ.get("HTTP_COOKIE") == "pamong=hana"


def take(bridge, **scope):
    proto = Proto()
    bridge.take(SimpleNamespace(scope=Scope(**scope), proto=proto))
    return proto


def form(length):
    return {"method": "POST", "headers": {"content-length": str(length), "content-type": "text/plain"}}


def files(length=LARGEST, address="203.0.113.7", path="/berkas", **headers):
    """A form with files."""
    kind = {"content-type": "multipart/form-data; boundary=x", "content-length": str(length)}
    return {"method": "POST", "path": path, "client": f"{address}:5000", "headers": kind | headers}
