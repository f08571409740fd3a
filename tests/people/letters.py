"""What tests of letters share: a mail server of their own, letters that wait, and how they stand."""

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import asdict, replace
from email import message_from_bytes
from email.policy import default

from aiosmtpd.controller import Controller

from webapp.people.letters import jobs
from webapp.people.letters.posting import post
from webapp.people.letters.words import NOTICES_MAIL
from webapp.platform import clock
from webapp.settings import MailServer

TO = "sari@contoh.go.id"
WORDS = {"n": 2, "sentences": ["SKP 2026 Anda disetujui.", "Jadwal <b>Anda</b> berubah."], "url": "https://x.uji/kabar"}


class Post:
    """A mail server that answers as told. `got`: what it took; `answers`: step -> line; `do`: step -> a deed."""

    def __init__(self):
        self.got, self.answers, self.do = [], {}, {}

    def _at(self, step: str, usual: str) -> str:
        if step in self.do:
            self.do[step]()
        return self.answers.get(step, usual)

    async def handle_MAIL(self, server, session, envelope, address, options):
        envelope.mail_from = address
        return self._at("MAIL", "250 OK")

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = self._at("RCPT", "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):
        answer = self._at("DATA", "250 OK")
        if answer.startswith("250"):
            self.got.append(message_from_bytes(envelope.content, policy=default))
        if answer == "drop":
            server.transport.abort()
        return answer


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def mail_server(port: int | None = None):
    """A running server: (what it got, where it is)."""
    handler = Post()
    controller = Controller(handler, hostname="127.0.0.1", port=port or free_port())
    controller.start()
    try:
        yield handler, MailServer("smtp+plain", "127.0.0.1", controller.port)
    finally:
        controller.stop()


def with_mail(resources, server: MailServer):
    """The same process, which knows this mail server."""
    return replace(resources, settings=replace(resources.settings, mail_server=server))


def send(resources, place) -> int:
    """One turn of the job, with a server that may be asked again at once."""
    jobs.forget_pauses()
    return jobs.send(resources, place.tenant)


def write(session, keys, key="satu", to=TO, **more) -> bool:
    values = {"kind": NOTICES_MAIL, "words": WORDS, "language": "id", "at": clock.now()} | more
    return post(session, keys, to=to, dedupe_key=key, **values)


CHILD = """
import json, sys
from webapp import settings
from webapp.people.letters import jobs
from webapp.people.letters.kinds import know_letters
from webapp.people.letters import words
from webapp.platform.state import gather
from dataclasses import replace
know_letters(words.LETTERS, words.PURPOSES)
told = json.loads(sys.argv[1])
found = settings.load(told["env"])
resources = gather(replace(found, mail_server=settings.MailServer(**told["server"])))
print("ready", flush=True)
sys.stdin.readline()
jobs.send(resources, resources.directory.by_slug(told["slug"]))
"""


@contextmanager
def other_worker(settings, server: MailServer, slug: str):
    """Another process that will send when `go()` is called: (its process, go)."""
    env = {
        "PAMONG_ENV": "test", "PAMONG_HOME": str(settings.home), "DATABASE_URL": settings.database_url,
        "PAMONG_SECRET_KEY": settings.secret_key, "PAMONG_CONTEXT_KEY": settings.context_key,
        "PAMONG_HOSTS": "localhost",
    }  # fmt: skip
    told = json.dumps({"env": env, "server": asdict(server), "slug": slug})
    process = subprocess.Popen(
        [sys.executable, "-c", CHILD, told], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline().strip() == "ready"

    def go() -> int:
        process.stdin.write("\n")
        process.stdin.flush()
        return process.wait(60)

    try:
        yield process, go
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


def killing(process):
    """A deed that ends that worker where it stands."""
    return lambda: os.kill(process.pid, signal.SIGKILL)
