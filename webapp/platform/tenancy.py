"""Which pemda a request, a job or a session serves: one place sets it, one place reads it."""

import logging
import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from threading import Lock
from uuid import UUID

log = logging.getLogger(__name__)
HOST = re.compile(r"(?P<name>[a-z0-9._-]*|\[[0-9a-f:.]+\])(:(?P<port>[0-9]{0,5}))?")
LAST_PORT = 65535
NO_HOST = "host.invalid"
MOMENT = 1.0  # seconds until a directory that could never be read is tried again
OWN_SEGMENTS = frozenset({"healthz", "readyz", "static"})  # of the platform itself: answered without the database


class NoTenant(RuntimeError):
    """Something touched tenant data without saying whose."""


@dataclass(frozen=True)
class Tenant:
    """A pemda as every floor may know it: public facts only."""

    id: UUID
    slug: str
    name: str
    short_name: str
    kind: str
    region_code: str
    timezone: str
    hosts: tuple[str, ...] = ()
    colours: dict[str, str] = field(default_factory=dict, hash=False, compare=False)
    contact: dict[str, str] = field(default_factory=dict, hash=False, compare=False)
    is_open: bool = True
    languages: tuple[str, ...] = field(default=("id", "en"), hash=False, compare=False)
    logo: dict[str, str | int] = field(default_factory=dict, hash=False, compare=False)  # sha256, width, height


_serving: ContextVar[Tenant | None] = ContextVar("serving", default=None)


def current() -> Tenant:
    """The pemda being served. Raises NoTenant outside one."""
    tenant = _serving.get()
    if tenant is None:
        raise NoTenant("no pemda is being served here")
    return tenant


def current_or_none() -> Tenant | None:
    """The pemda being served, or None on the platform's own pages."""
    return _serving.get()


@contextmanager
def serving(tenant: Tenant | None) -> Iterator[Tenant | None]:
    """Everything inside belongs to this pemda."""
    token = _serving.set(tenant)
    try:
        yield tenant
    finally:
        _serving.reset(token)


def key_for(tenant: Tenant, *parts: str) -> str:
    """The only maker of cache, limit and lock names: each begins with its pemda."""
    return ":".join(("t", str(tenant.id), *parts))


class Directory:
    """The pemda by slug and by host, kept for a few seconds. `load` returns all of them.

    `problem` is what it raised last; while there never was an answer, it is raised to whoever asks.
    """

    def __init__(self, load: Callable[[], Iterable[Tenant]], keep: float = 3.0):
        self._load, self._keep, self._lock = load, keep, Lock()
        self._until = 0.0
        self.problem: Exception | None = None
        self._by_slug: dict[str, Tenant] = {}
        self._by_host: dict[str, Tenant] = {}

    def by_slug(self, slug: str) -> Tenant | None:
        self._refresh()
        return self._by_slug.get(slug)

    def by_host(self, host: str) -> Tenant | None:
        self._refresh()
        return self._by_host.get(host)

    def all(self) -> list[Tenant]:
        """Open pemda, by name."""
        return [tenant for tenant in self.with_closed() if tenant.is_open]

    def with_closed(self) -> list[Tenant]:
        """Every pemda, by name."""
        self._refresh()
        return sorted(self._by_slug.values(), key=lambda t: t.name)

    def forget(self) -> None:
        """The next look-up reads afresh."""
        self._until = 0.0

    def _refresh(self) -> None:
        """One thread reads; the others go on with what is known, and so do all while the database is away.

        While nothing is known yet they wait for the one who reads, and learn with him that it cannot be read:
        if each tried for himself, the last would wait for all of them.
        """
        if time.monotonic() >= self._until and self._lock.acquire(blocking=not self._by_slug):
            try:
                if time.monotonic() >= self._until:
                    self._try_to_read()
            finally:
                self._lock.release()
        problem = self.problem
        if problem and not self._by_slug:
            raise problem.with_traceback(None)

    def _try_to_read(self) -> None:
        try:
            self._read()
            self.problem = None
        except Exception as problem:
            self.problem = problem
            self._until = time.monotonic() + (self._keep if self._by_slug else min(self._keep, MOMENT))
            log.warning("the directory of pemda could not be read (%s)", type(problem).__name__)

    def _read(self) -> None:
        tenants = list(self._load())
        self._by_host = {host: t for t in tenants for host in t.hosts}
        self._by_slug = {t.slug: t for t in tenants}
        self._until = time.monotonic() + self._keep  # last: nobody may believe a directory that is still being read


class TenantDoor:
    """WSGI middleware: names the pemda by host, or by the first path segment on a host of the platform.

    The segment moves to SCRIPT_NAME, so no route mentions it and none can forget it. A host nobody
    knows is refused before anything else runs (`pamong.host_unknown`), and so is everything while no
    directory could be read at all (`pamong.directory_away`).
    """

    def __init__(self, app: Callable, directory: Directory, platform_hosts: Iterable[str]):
        self._app, self._directory = app, directory
        self._platform_hosts = frozenset(platform_hosts)

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        try:
            tenant = self._find(environ)
        except Exception as problem:
            if problem is not self._directory.problem:
                log.exception("the pemda of a request could not be found")
            tenant, environ["pamong.directory_away"] = None, True
        environ["pamong.tenant"] = tenant
        with serving(tenant):
            return self._app(environ, start_response)

    def _find(self, environ: dict) -> Tenant | None:
        host = _without_port(environ.get("HTTP_HOST", "").lower())
        if host is None:
            environ["HTTP_HOST"] = NO_HOST  # no later reader of the address may stumble over it
            environ["pamong.host_unknown"] = True
            return None
        if host in self._platform_hosts:
            return self._by_first_segment(environ)
        label, _, parent = host.partition(".")
        if parent in self._platform_hosts and (tenant := self._directory.by_slug(label)):
            return tenant
        if tenant := self._directory.by_host(host):
            return tenant
        environ["pamong.host_unknown"] = True
        return None

    def _by_first_segment(self, environ: dict) -> Tenant | None:
        path = environ.get("PATH_INFO", "")
        segment, slash, rest = path[1:].partition("/")
        if not segment or segment in OWN_SEGMENTS:
            return None
        tenant = self._directory.by_slug(segment)
        if tenant:
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + "/" + segment
            environ["PATH_INFO"] = "/" + rest if slash else ""
        return tenant


def _without_port(host: str) -> str | None:
    """The name or address; None when the text is not a host with, at most, a port (`[::1]` keeps its brackets)."""
    found = HOST.fullmatch(host)
    if not found or int(found["port"] or 0) > LAST_PORT:
        return None
    return found["name"]
