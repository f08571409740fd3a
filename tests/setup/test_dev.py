"""bin/dev as a whole, with small commands in the place of web, worker and clock."""

import os
import signal
import socket

import psycopg
import pytest

from webapp.dev import check_port, chosen_port
from webapp.platform.embedded import Database, EmbeddedError, Valkey
from webapp.platform.supervisor import marked_processes

WEB = """
import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers(); self.wfile.write(b"ok")
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""
DEV = f"""
import os, sys
from webapp import dev
python = [sys.executable, "-c"]
sleep = python + ["import time; time.sleep(600)"]
web = python + [{WEB!r}, os.environ["PORT"]]
plan = dev.Plan(
    release=python + ["pass"],
    demo=python + ["print('satu kali', flush=True)"],
    services=[("web", web), ("worker", sleep), ("clock", sleep)],
    accounts=python + ["print('pegawai@wanggar.demo  pamong-demo')"],
)
dev.standard_plan = lambda bind, port: plan
sys.exit(dev.main())
"""


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def dev(home, port, python, monkeypatch):
    """Starts bin/dev's Python part and reads what it says until it is ready."""

    def start(path=home.path):
        monkeypatch.setenv("PAMONG_HOME", str(path))
        monkeypatch.setenv("PORT", str(port))
        return python(DEV)

    return start


def read_until(process, words):
    lines = []
    for line in process.stdout:
        lines.append(line)
        if words in line:
            return "".join(lines)
    raise AssertionError(f"It ended without saying {words!r}:\n{''.join(lines)}")


def nothing_left(home):
    return not (marked_processes(str(home.path)) or Database(home).alive() or Valkey(home).alive())


def test_it_starts_tells_where_to_look_and_ends_without_a_trace(dev, home, port):
    for number in (signal.SIGINT, signal.SIGTERM):
        process = dev()
        said = read_until(process, "Ctrl-C ends everything")
        assert f"http://localhost:{port}/" in said and "pegawai@wanggar.demo" in said
        assert f"the data are kept in {home.whereabouts}" in said
        process.send_signal(number)
        assert f"Everything has ended. The data are kept in {home.whereabouts}\n" in process.communicate(timeout=20)[0]
        assert process.returncode == 0 and nothing_left(home)
    assert (home.log / "demo.log").read_text().count("satu kali") == 1


def test_it_starts_again_after_everything_was_killed(dev, home):
    process = dev()
    read_until(process, "Ctrl-C ends everything")
    with psycopg.connect(Database(home).superuser("pamong")) as connection:
        connection.execute("create table kept (n int); insert into kept values (7)")
    servers = [Database(home).lock.pid(), Valkey(home).lock.pid()]
    for pid in [process.pid, *servers, *marked_processes(str(home.path))]:
        os.kill(pid, signal.SIGKILL)
    second = dev()
    read_until(second, "Ctrl-C ends everything")
    with psycopg.connect(Database(home).superuser("pamong")) as connection:
        assert connection.execute("select n from kept").fetchone() == (7,)
    second.terminate()
    second.communicate(timeout=20)
    assert nothing_left(home)


def test_a_signal_during_the_start_ends_what_was_started(dev, home):
    process = dev()
    read_until(process, "[2/4]")
    process.send_signal(signal.SIGHUP)
    process.communicate(timeout=20)
    assert process.returncode == 0 and nothing_left(home)


def test_a_taken_port_is_one_sentence_before_anything_starts(dev, home, port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        said = dev().communicate(timeout=20)[0]
    assert said == f"Port {port} is taken by another program; choose another one: PORT={port + 1} bin/dev\n"
    assert not (home.path / "database").exists()


def test_a_taken_port_leaves_no_new_home_behind(dev, home, port):
    path = home.path / "new"
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        process = dev(path)
        assert "is taken" in process.communicate(timeout=20)[0]
    assert not path.exists()


def test_a_second_one_from_the_same_home_is_one_sentence(dev, home, port):
    first = dev()
    read_until(first, "[2/4]")
    said = dev().communicate(timeout=20)[0]
    assert (
        said.startswith(f"Pamong already runs from {home.path} (process {first.pid}")
        and said.count("\n") == 1
    )
    first.terminate()
    first.communicate(timeout=20)


@pytest.mark.parametrize("text", ["web", "0", "70000", "-1", "8.5"])
def test_a_port_that_is_no_port_is_one_sentence(monkeypatch, text):
    monkeypatch.setenv("PORT", text)
    with pytest.raises(EmbeddedError, match="must be a number from 1 to 65535"):
        chosen_port()


def test_a_port_of_the_other_localhost_counts_as_taken(port):
    if not socket.has_ipv6:
        return
    with socket.socket(socket.AF_INET6) as other:
        other.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        other.bind(("::1", port))
        other.listen()
        with pytest.raises(EmbeddedError, match="is taken"):
            check_port("127.0.0.1", port)
