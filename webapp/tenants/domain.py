"""Opening and closing a pemda: the operator's verbs, run with the role ops. None of them commits."""

import re
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, select

from webapp.platform import clock
from webapp.platform.ids import uuid7
from webapp.platform.regional import spoken_in
from webapp.platform.tenancy import Tenant
from webapp.tenants.colours import DEFAULT_COLOUR, palette
from webapp.tenants.models import KINDS, TIMEZONES, Holiday, Pemda, WorkingWeek
from webapp.tenants.rules import DEFAULT_WORKING_DAYS


class CannotOpen(ValueError):
    """A pemda cannot be opened with these facts; the message says why."""


@dataclass(frozen=True)
class NewPemda:
    """The facts a pemda is opened with."""

    slug: str
    name: str
    short_name: str
    kind: str
    region_code: str
    timezone: str
    colour: str = DEFAULT_COLOUR
    hosts: tuple[str, ...] = ()
    contact: dict[str, str] = field(default_factory=dict)
    working_days: tuple[int, ...] = DEFAULT_WORKING_DAYS
    holidays: dict[date, str] = field(default_factory=dict)


SLUG = re.compile(r"[a-z][a-z0-9-]{1,40}")
# First path segments the platform itself answers to.
RESERVED = frozenset({"static", "healthz", "readyz", "metrics", "favicon.ico", "robots.txt", "www", "api"})


def open_pemda(session: Session, facts: NewPemda) -> Pemda:
    """Adds the pemda with its calendar. Raises CannotOpen for a fact that cannot be, or a taken slug or host."""
    _refuse_impossible(facts)
    hosts = [host.lower() for host in facts.hosts]
    _refuse_taken(session, facts.slug, hosts)
    pemda = Pemda(
        slug=facts.slug,
        name=facts.name,
        short_name=facts.short_name,
        kind=facts.kind,
        region_code=facts.region_code,
        timezone=facts.timezone,
        hosts=hosts,
        colours={"nila": facts.colour},
        contact=dict(facts.contact),
        languages=["id", "en", *spoken_in(facts.region_code)],
        opened_at=clock.now(),
    )
    session.add(pemda)
    session.flush()
    session.add(
        WorkingWeek(
            tenant_id=pemda.id,
            id=uuid7(),
            days=list(facts.working_days),
            valid_from=clock.today(facts.timezone),
        )
    )
    for day, name in facts.holidays.items():
        session.add(Holiday(tenant_id=pemda.id, id=uuid7(), day=day, name=name))
    return pemda


def _refuse_impossible(facts: NewPemda) -> None:
    if facts.slug in RESERVED:
        raise CannotOpen(f"'{facts.slug}' is reserved for the platform.")
    if not SLUG.fullmatch(facts.slug):
        raise CannotOpen(f"'{facts.slug}' cannot be an address: write small letters, digits and '-', a letter first.")
    if facts.kind not in KINDS:
        raise CannotOpen(f"'{facts.kind}' is not a kind of pemda: write {', '.join(KINDS)}.")
    if facts.timezone not in TIMEZONES:
        raise CannotOpen(f"'{facts.timezone}' is not an Indonesian time zone: write {', '.join(TIMEZONES)}.")
    if not facts.working_days or not set(facts.working_days) <= set(range(1, 8)):
        raise CannotOpen("working days are ISO week days, 1 (Monday) to 7, at least one.")
    try:
        palette(facts.colour)
    except ValueError:
        raise CannotOpen(f"'{facts.colour}' is not a colour: write #rrggbb.") from None


def _refuse_taken(session: Session, slug: str, hosts: list[str]) -> None:
    for pemda in session.exec(select(Pemda)):
        if pemda.slug == slug:
            raise CannotOpen(f"there is a pemda '{slug}' already.")
        for host in set(hosts) & set(pemda.hosts):
            raise CannotOpen(f"the host {host} belongs to '{pemda.slug}'.")


def close_pemda(session: Session, slug: str, reason: str) -> Pemda:
    """Closes a pemda: its pages say so, its data stays. Raises CannotOpen if there is none by that slug."""
    pemda = session.exec(select(Pemda).where(Pemda.slug == slug)).first()
    if pemda is None:
        raise CannotOpen(f"there is no pemda '{slug}'.")
    if not pemda.closed_at:
        pemda.closed_at, pemda.closed_reason = clock.now(), reason
    return pemda


def as_tenant(pemda: Pemda) -> Tenant:
    """The pemda as the platform knows it."""
    return Tenant(
        pemda.id, pemda.slug, pemda.name, pemda.short_name, pemda.kind, pemda.region_code, pemda.timezone,
        tuple(pemda.hosts), pemda.colours, pemda.contact, pemda.closed_at is None,
        tuple(pemda.languages), pemda.logo,
    )  # fmt: skip
