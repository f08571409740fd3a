"""The operating system's user that runs the servers: the person herself, or for root an unprivileged one."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from webapp.platform.embedded.errors import EmbeddedError

UNPRIVILEGED = "nobody"


@dataclass(frozen=True)
class Account:
    """Who runs a server: name and numbers of the operating system's user."""

    name: str
    uid: int
    gid: int

    @property
    def differs(self) -> bool:
        """True when this is not the user we are (we are root and step down)."""
        return self.uid != os.geteuid()

    def options(self) -> dict:
        """Arguments of subprocess that make the child run as this user, in no other group."""
        if not self.differs:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def give(self, path: Path) -> None:
        """Makes the user the owner of one of our own files or folders."""
        if self.differs:
            os.chown(path, self.uid, self.gid)

    def can(self, *needs: tuple[str, Path]) -> bool:
        """Whether the user may read ("r"), write ("w") or enter/execute ("x") all these paths.

        Asked of the operating system as that user, so that access lists and mounts count too.
        """
        tests = " && ".join(f'test -{letter} "${{{number}}}"' for number, (letter, _) in enumerate(needs, 1))
        paths = [str(path) for _, path in needs]
        try:
            done = subprocess.run(["/bin/sh", "-c", tests, "sh", *paths], cwd="/", **self.options())
        except (PermissionError, subprocess.SubprocessError) as error:
            raise EmbeddedError(
                f"PostgreSQL may not run as root and this machine does not let root become '{self.name}'; "
                "start as an ordinary user."
            ) from error
        return done.returncode == 0


def current_account() -> Account:
    """The user we are. Raises EmbeddedError when the number has no name (PostgreSQL needs one)."""
    uid = os.geteuid()
    try:
        return Account(pwd.getpwuid(uid).pw_name, uid, os.getegid())
    except KeyError:
        raise EmbeddedError(f"User number {uid} has no name on this machine; PostgreSQL needs one.") from None


def server_account() -> Account:
    """The user the servers run as: ourselves, unless we are root. Raises EmbeddedError."""
    if os.geteuid() != 0:
        return current_account()
    try:
        found = pwd.getpwnam(UNPRIVILEGED)
    except KeyError:
        raise EmbeddedError(
            f"PostgreSQL may not run as root and this machine has no user '{UNPRIVILEGED}'; "
            "start as an ordinary user."
        ) from None
    return Account(found.pw_name, found.pw_uid, found.pw_gid)
