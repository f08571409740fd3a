"""The home: the one folder all state of the embedded mode belongs to."""

import hashlib
import json
import os
import secrets as randomness
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from webapp.platform.embedded.accounts import Account, server_account
from webapp.platform.embedded.errors import EmbeddedError
from webapp.platform.embedded.servers import one_at_a_time

PROJECT = Path(__file__).resolve().parents[3]
STATE_OF_PRIVATE_HOMES = Path("/var/lib/pamong")
LONGEST_SOCKET_PATH = 107  # bytes; the kernel's sockaddr_un has 108 with the final zero
LONGEST_SOCKET_NAME = ".s.PGSQL.5432"
ROLES = ("owner", "app", "ops")


class Home:
    """PAMONG_HOME, or the folder `var` of the project.

    The servers' data (`state`) are in it too, unless root starts them and the home is behind a
    private folder: then they are in a folder of their own under /var/lib/pamong, and the file
    `state-folder` in the home names it. No existing folder's permissions are ever changed.
    """

    def __init__(self, path: str | os.PathLike | None = None):
        chosen = path or os.environ.get("PAMONG_HOME") or PROJECT / "var"
        self.path = Path(chosen).expanduser().resolve()

    @property
    def log(self) -> Path:
        return self.path / "log"

    @property
    def pointer(self) -> Path:
        return self.path / "state-folder"

    @property
    def state(self) -> Path:
        """Folder of the servers' data: the home itself or where its pointer points."""
        try:
            return Path(self.pointer.read_text().strip())
        except FileNotFoundError:
            return self.path

    @property
    def whereabouts(self) -> str:
        """Where all of it lies, for the person at the terminal."""
        if self.state == self.path:
            return str(self.path)
        return f"{self.path} (the database and Valkey: {self.state})"

    def create(self) -> None:
        """Makes the home and its log folder, if absent. Raises EmbeddedError if it is another user's."""
        if not self.path.exists():
            self.path.mkdir(parents=True)
            self.path.chmod(0o711 if os.geteuid() == 0 else 0o700)
        if self.path.stat().st_uid != os.geteuid():
            raise EmbeddedError(
                f"{self.path} belongs to another user; start as that user or set PAMONG_HOME."
            )
        self.log.mkdir(mode=0o700, exist_ok=True)

    def secrets(self) -> dict[str, str]:
        """The keys and passwords of this home, made at the first call.

        Keys: secret_key, context_key, owner, app, ops (the last three are passwords of database roles).
        """
        path = self.path / "secrets.json"
        if not path.exists():
            self.create()
            _write_once(path, json.dumps(_new_secrets(), indent=1))
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)
        return json.loads(path.read_text())

    def claim_state(self, account: Account) -> Path:
        """Makes sure that the servers' user can reach `state`; returns it. Raises EmbeddedError."""
        with one_at_a_time(self.path / "claim.lock"):
            if self.pointer.exists():
                self._check_pointer()
            elif not account.can(("x", self.path)):
                self._point_elsewhere()
        return self.state

    def socket_folder(self) -> Path | None:
        """Private folder of the sockets, or None when it has not been made."""
        folder = self.state / "run"
        if _fits(folder):
            return folder if folder.is_dir() else None
        with suppress(FileNotFoundError):
            folder = Path((self.state / "socket-folder").read_text())
            if _is_private(folder, server_account()):
                return folder
        return None

    def make_socket_folder(self, account: Account) -> Path:
        """The private folder of the sockets; in the temp folder when the state's path is too long."""
        found = self.socket_folder()
        if found:
            return found
        folder = self.state / "run"
        if _fits(folder):
            folder.mkdir(mode=0o700)
        else:
            folder = _short_folder(account)
            (self.state / "socket-folder").write_text(str(folder))
        account.give(folder)
        return folder

    def discard(self) -> None:
        """Deletes the home and everything it points to. The servers must have been stopped."""
        folders = {self.socket_folder(), self.state, self.path}
        for folder in folders - {None}:
            shutil.rmtree(folder, ignore_errors=True)

    def _check_pointer(self) -> None:
        if not self.state.is_dir():
            raise EmbeddedError(
                f"{self.state}, with the data of {self.path}, is gone; delete {self.pointer} to start empty."
            )
        recorded = self.state / "home"
        other = Home(recorded.read_text())
        if other.path != self.path and other.pointer.exists() and other.state == self.state:
            raise EmbeddedError(
                f"{self.path} is a copy of {other.path}, which keeps the data; delete {self.pointer} "
                "to start empty."
            )
        recorded.write_text(str(self.path))

    def _point_elsewhere(self) -> None:
        if (self.path / "database").exists():
            raise EmbeddedError(
                f"The servers' user '{server_account().name}' can no longer reach {self.path}; "
                "a folder above it has become private."
            )
        make_state_of_private_homes()
        name = hashlib.sha256(os.fsencode(self.path)).hexdigest()[:12]
        folder = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=STATE_OF_PRIVATE_HOMES))
        folder.chmod(0o711)
        (folder / "home").write_text(str(self.path))
        _write_once(self.pointer, str(folder))


def make_state_of_private_homes() -> Path:
    """The folder for what private homes cannot hold, which others may pass through but not list."""
    if not STATE_OF_PRIVATE_HOMES.exists():
        STATE_OF_PRIVATE_HOMES.mkdir()
        STATE_OF_PRIVATE_HOMES.chmod(0o711)
    return STATE_OF_PRIVATE_HOMES


def _new_secrets() -> dict[str, str]:
    keys = {name: randomness.token_urlsafe(48) for name in ("secret_key", "context_key")}
    return keys | {role: randomness.token_urlsafe(24) for role in ROLES}


def _write_once(path: Path, text: str) -> None:
    """Writes a private file whole or not at all; who comes second keeps what the first wrote."""
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(temporary, path)
    finally:
        os.unlink(temporary)


def _fits(folder: Path) -> bool:
    return len(os.fsencode(folder / LONGEST_SOCKET_NAME)) <= LONGEST_SOCKET_PATH


def _is_private(folder: Path, account: Account) -> bool:
    try:
        found = folder.lstat()
    except FileNotFoundError:
        return False
    return found.st_uid == account.uid and found.st_mode & 0o7777 == 0o700 and not folder.is_symlink()


def _short_folder(account: Account) -> Path:
    for parent in (tempfile.gettempdir(), "/tmp", "/var/tmp"):
        if _fits(Path(parent) / "pamong-12345678") and account.can(("x", Path(parent))):
            return Path(tempfile.mkdtemp(prefix="pamong-", dir=parent))
    raise EmbeddedError("No temporary folder is usable for the sockets; set TMPDIR to one with a short path.")
