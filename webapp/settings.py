"""Typed settings, read once from the environment. In the embedded mode what is missing comes from the home folder."""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

EMBEDDED, PRODUCTION, TEST = "embedded", "production", "test"
MINIMUM_SECRET = 32
EMBEDDED_HOSTS = ("localhost", "127.0.0.1", "[::1]")
WEAK_SECRETS = frozenset({"dev", "secret", "changeme", "password", "default"})
NO_PROXIES = "none"
LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
HOST = re.compile(rf"(?=.{{1,253}}$){LABEL}(\.{LABEL})*|\[[0-9a-f:.]+\]")
REDIS_SCHEMES = ("redis://", "rediss://", "unix://")
# How a mail server is spoken to: encrypted after a greeting, encrypted from the start, or (never in production) not.
SMTP_PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
MAIL_ADDRESS = re.compile(rf"(?=.{{3,254}}$)[a-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@{LABEL}(\.{LABEL})+", re.IGNORECASE)


class SettingsError(Exception):
    """The environment cannot be used; the message says which variable and why."""


@dataclass(frozen=True)
class MailServer:
    """Where e-mail is handed over. `scheme`: a key of SMTP_PORTS."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = ""


@dataclass(frozen=True)
class Settings:
    """Everything the processes need to know about where they run."""

    environment: str
    home: Path
    database_url: str
    database_ops_url: str
    database_owner_url: str
    redis_url: str
    redis_sentinels: tuple[tuple[str, int], ...]
    redis_master: str
    secret_key: str
    context_key: str
    context_key_old: str
    hosts: tuple[str, ...]
    port: int
    proxies: int
    mail_server: MailServer | None = None
    mail_from: str = ""  # who writes for a pemda that has not said so itself

    @property
    def in_production(self) -> bool:
        return self.environment == PRODUCTION

    @property
    def cookies_need_tls(self) -> bool:
        return self.in_production


def load(environ: dict[str, str] | None = None) -> Settings:
    """Reads the environment (or `environ`). Raises SettingsError with one clear sentence a problem."""
    env = dict(os.environ if environ is None else environ)
    kind = env.get("PAMONG_ENV", EMBEDDED)
    if kind not in (EMBEDDED, PRODUCTION, TEST):
        raise SettingsError(f"PAMONG_ENV is '{kind}': it must be embedded, production or test.")
    home = Path(env.get("PAMONG_HOME", "var")).absolute()
    if kind == EMBEDDED:
        env = _from_the_home_folder(home) | {name: value for name, value in env.items() if value}
    settings = Settings(
        environment=kind,
        home=home,
        database_url=_postgresql("DATABASE_URL", _required(env, "DATABASE_URL")),
        database_ops_url=_postgresql("DATABASE_OPS_URL", env.get("DATABASE_OPS_URL", "")),
        database_owner_url=_postgresql("DATABASE_OWNER_URL", env.get("DATABASE_OWNER_URL", "")),
        redis_url=env.get("REDIS_URL", ""),
        redis_sentinels=_sentinels(env.get("REDIS_SENTINELS", "")),
        redis_master=env.get("REDIS_MASTER", ""),
        secret_key=_required(env, "PAMONG_SECRET_KEY"),
        context_key=_required(env, "PAMONG_CONTEXT_KEY"),
        context_key_old=env.get("PAMONG_CONTEXT_KEY_OLD", ""),
        hosts=tuple(host.strip().lower() for host in env.get("PAMONG_HOSTS", "").split(",") if host.strip()),
        port=_number(env.get("PORT", "8000"), "PORT"),
        proxies=_proxies(env.get("PAMONG_PROXIES", "")),
        mail_server=_mail_server(env.get("PAMONG_SMTP_URL", "")),
        mail_from=_mail_from(env.get("PAMONG_MAIL_FROM", "")),
    )
    if settings.in_production:
        _refuse_unsafe_production(settings, env)
    return settings


def _from_the_home_folder(home: Path) -> dict[str, str]:
    from webapp.platform.embedded import Home, Valkey, running_database

    folder = Home(home)
    database = running_database(folder)
    if database is None:
        raise SettingsError(
            "The embedded database is not running: start it with bin/dev, or set DATABASE_URL."
        )
    secrets = folder.secrets()
    return {
        "DATABASE_URL": database.url("app"),
        "DATABASE_OPS_URL": database.url("ops"),
        "DATABASE_OWNER_URL": database.url("owner"),
        "REDIS_URL": Valkey(folder).url,  # where it is or will be: it may come back later than we start
        "PAMONG_SECRET_KEY": secrets["secret_key"],
        "PAMONG_CONTEXT_KEY": secrets["context_key"],
        "PAMONG_HOSTS": ",".join(EMBEDDED_HOSTS),
    }


def _refuse_unsafe_production(settings: Settings, env: dict[str, str]) -> None:
    _refuse_weak_keys(settings)
    _refuse_impossible_hosts(settings.hosts)
    for name in ("FLASK_DEBUG", "PAMONG_DEBUG"):
        if env.get(name, "").lower() not in ("", "0", "false", "no"):
            raise SettingsError(f"{name} is on: a debug flag may not be set in production.")
    if not env.get("PAMONG_PROXIES"):
        raise SettingsError(
            "PAMONG_PROXIES is missing: write how many reverse proxies stand in front of the web server (usually 1), "
            f"or {NO_PROXIES}. With a wrong number all citizens look like one, or any may pretend to be another."
        )
    _refuse_unusable_redis(settings)
    if settings.mail_server and settings.mail_server.scheme == "smtp+plain":
        raise SettingsError("PAMONG_SMTP_URL begins with smtp+plain://: in production mail is handed over encrypted.")


def _refuse_weak_keys(settings: Settings) -> None:
    keys = {"PAMONG_SECRET_KEY": settings.secret_key, "PAMONG_CONTEXT_KEY": settings.context_key}
    if settings.context_key_old:
        keys["PAMONG_CONTEXT_KEY_OLD"] = settings.context_key_old
    for name, value in keys.items():
        if len(value) < MINIMUM_SECRET or len(set(value)) < 8 or value.lower() in WEAK_SECRETS:
            raise SettingsError(f"{name} is a default or too short: it needs {MINIMUM_SECRET} random characters.")
    if settings.secret_key in (settings.context_key, settings.context_key_old):
        raise SettingsError("PAMONG_SECRET_KEY and PAMONG_CONTEXT_KEY are the same: make two.")


def _refuse_impossible_hosts(hosts: tuple[str, ...]) -> None:
    if not hosts:
        raise SettingsError("PAMONG_HOSTS is missing: name the hosts of the platform, e.g. pamong.example.")
    for host in hosts:
        if not HOST.fullmatch(host):
            raise SettingsError(f"PAMONG_HOSTS holds '{host}': write host names only, without scheme, port, path or *.")


def _refuse_unusable_redis(settings: Settings) -> None:
    if not settings.redis_url and not settings.redis_sentinels:
        raise SettingsError("REDIS_URL (or REDIS_SENTINELS with REDIS_MASTER) is missing.")
    if settings.redis_url and not settings.redis_url.startswith(REDIS_SCHEMES):
        raise SettingsError(f"REDIS_URL must begin with {', '.join(REDIS_SCHEMES)}.")
    if settings.redis_sentinels and not settings.redis_master:
        raise SettingsError("REDIS_MASTER is missing: REDIS_SENTINELS needs the name of the master.")


def _required(env: dict[str, str], name: str) -> str:
    value = env.get(name, "")
    if not value:
        raise SettingsError(f"{name} is missing.")
    return value


def _number(text: str, name: str) -> int:
    if not text.isdecimal():
        raise SettingsError(f"{name} is '{text}': it must be a whole number.")
    return int(text)


def _proxies(text: str) -> int:
    return _number(text, "PAMONG_PROXIES") if text not in ("", NO_PROXIES) else 0


def _postgresql(name: str, url: str) -> str:
    """The address as SQLAlchemy takes it; empty stays empty."""
    found = re.sub("^postgres(ql)?://", "postgresql+psycopg://", url)
    if found and not found.startswith("postgresql+psycopg://"):
        raise SettingsError(f"{name} must begin with postgresql://: PostgreSQL is the only database.")
    return found


def _sentinels(text: str) -> tuple[tuple[str, int], ...]:
    pairs = []
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        host, _, port = part.rpartition(":")
        pairs.append((host or part, _number(port if host else "26379", "REDIS_SENTINELS")))
    return tuple(pairs)


def _mail_server(url: str) -> MailServer | None:
    """The server of smtp://user:password@host:587 (smtps://, smtp+plain://); None: no mail. Never repeats the URL."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise SettingsError("PAMONG_SMTP_URL cannot be read: write smtp://user:password@host:587.") from None
    if parts.scheme not in SMTP_PORTS or not HOST.fullmatch(parts.hostname or "") or parts.path.strip("/"):
        raise SettingsError(f"PAMONG_SMTP_URL must begin with one of {', '.join(SMTP_PORTS)} :// and name a host.")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailServer(parts.scheme, parts.hostname, port or SMTP_PORTS[parts.scheme], user, password)


def _mail_from(text: str) -> str:
    if text and not MAIL_ADDRESS.fullmatch(text):
        raise SettingsError("PAMONG_MAIL_FROM is no e-mail address: write it alone, e.g. no-reply@pamong.example.")
    return text
