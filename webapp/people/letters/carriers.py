"""Who carries letters out: one small interface, a carrier by SMTP, and one that writes files, for trials.

A carrier says exactly one of four things of a letter: it was taken (it returns), `Refused` (surely not taken),
`Away` (nobody could be reached: surely not taken either), `Unsure` (it may have been taken). Before the first byte
that could make it taken it calls `handing()`; what that raises ends the attempt with nothing taken.
"""

import os
import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from webapp.people.letters.rules import EMAIL
from webapp.settings import MailServer

SECONDS = 20.0  # for each answer of a server
TO_CONNECT = 5.0
DOTS = re.compile(rb"^\.", re.M)


class NotSent(Exception):
    """The letter was not, or not surely, taken; the text is what the other side said."""


class Refused(NotSent):
    """Surely not taken. `for_good`: trying again is no use."""

    def __init__(self, reply: str, for_good: bool):
        super().__init__(reply)
        self.for_good = for_good


class Away(NotSent):
    """The other side could not be reached or asks to come again later: the other letters may wait, too."""


class Unsure(NotSent):
    """The talk broke off after the content had gone out."""


@dataclass(frozen=True)
class Parcel:
    """A letter ready to go: `sender` and `to` of the envelope, and the whole content in bytes. The id never changes."""

    letter_id: str
    sender: str
    to: str
    content: bytes


class Carrier(Protocol):
    """What carries letters of one channel."""

    channel: str

    def deliver(self, parcel: Parcel, handing: Callable[[], None]) -> None:
        """Returns when the letter was taken. Raises Refused, Away or Unsure."""

    def close(self) -> None:
        """Nothing more comes this time."""


class SmtpCarrier:
    """Hands letters to a mail server, several in one talk."""

    channel = EMAIL

    def __init__(self, server: MailServer):
        self._server = server
        self._talk: smtplib.SMTP | None = None

    def deliver(self, parcel: Parcel, handing: Callable[[], None]) -> None:
        talk = self._open()
        try:
            self._envelope(talk, parcel)
        except (OSError, smtplib.SMTPException) as problem:
            self._drop()
            raise Away(_said(problem)) from problem
        try:
            handing()
        except Exception:
            self._drop()  # without the end of the content the server keeps nothing
            raise
        try:
            talk.send(DOTS.sub(b"..", parcel.content).rstrip(b"\r\n") + b"\r\n.\r\n")
            code, reply = talk.getreply()
        except (OSError, smtplib.SMTPException) as problem:
            self._drop()
            raise Unsure(_said(problem)) from problem
        if code != 250:
            raise Refused(_text(code, reply), for_good=500 <= code < 600)

    def close(self) -> None:
        if self._talk is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._talk.quit()
        self._drop()

    def _drop(self) -> None:
        if self._talk is not None:
            self._talk.close()
        self._talk = None

    def _open(self) -> smtplib.SMTP:
        if self._talk is None:
            try:
                self._talk = self._greet()
            except (OSError, smtplib.SMTPException) as problem:
                raise Away(_said(problem)) from problem
        return self._talk

    def _greet(self) -> smtplib.SMTP:
        server, context = self._server, ssl.create_default_context()
        name = "pamong.localhost" if "." not in socket.gethostname() else socket.gethostname()
        if server.scheme == "smtps":
            talk: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, name, timeout=TO_CONNECT, context=context
            )
        else:
            talk = smtplib.SMTP(server.host, server.port, name, timeout=TO_CONNECT)
        try:
            talk.sock.settimeout(SECONDS)
            if server.scheme == "smtp":
                talk.starttls(context=context)
            if server.user:
                talk.login(server.user, server.password)
        except Exception:
            talk.close()
            raise
        return talk

    def _envelope(self, talk: smtplib.SMTP, parcel: Parcel) -> None:
        """Up to the moment when the server waits for the content. Raises Refused or Away."""
        talk.ehlo_or_helo_if_needed()
        talk.rset()
        # What is wrong with the sender is wrong for all letters: they wait until somebody has put it right.
        self._ask(talk.mail(parcel.sender), for_good=False)
        self._ask(talk.rcpt(parcel.to), for_good=True)
        self._ask(talk.docmd("DATA"), for_good=True)

    def _ask(self, answer: tuple[int, bytes], for_good: bool) -> None:
        code, reply = answer
        if code == 421:
            self._drop()
            raise Away(_text(code, reply))
        if code not in (250, 251, 354):
            raise Refused(_text(code, reply), for_good=for_good and 500 <= code < 600)


class FileCarrier:
    """Writes each letter into a folder, under its own id: the same letter twice is one file. For trials."""

    def __init__(self, channel: str, folder: Path):
        self.channel, self._folder = channel, folder

    def deliver(self, parcel: Parcel, handing: Callable[[], None]) -> None:
        name = f"{parcel.letter_id}.{'eml' if self.channel == EMAIL else 'txt'}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as problem:
            raise Away(_said(problem)) from problem
        handing()
        content = parcel.content if self.channel == EMAIL else f"{parcel.to}\n\n".encode() + parcel.content
        passing = self._folder / f".{name}.{os.getpid()}"
        try:
            passing.write_bytes(content)
            passing.replace(self._folder / name)
        except OSError as problem:
            raise Refused(_said(problem), for_good=False) from problem

    def close(self) -> None:
        """Every file is whole already."""


def _text(code: int, reply: bytes) -> str:
    return f"{code} {reply.decode(errors='replace')}"


def _said(problem: Exception) -> str:
    if isinstance(problem, smtplib.SMTPResponseException):
        error = problem.smtp_error
        return _text(problem.smtp_code, error if isinstance(error, bytes) else str(error).encode())
    return type(problem).__name__
