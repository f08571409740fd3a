"""Opening and closing a pemda: the operator's verbs, run with the role ops. None of them commits."""

from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, select

from webapp.platform import clock
from webapp.platform.ids import uuid7
from webapp.platform.tenancy import Tenant
from webapp.tenants.models import Holiday, Pemda, WorkingWeek
from webapp.tenants.rules import DEFAULT_COLOUR, DEFAULT_WORKING_DAYS, palette


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


# First path segments the platform itself answers to.
RESERVED = frozenset({"static", "healthz", "readyz", "metrics", "favicon.ico", "robots.txt", "www", "api"})


def open_pemda(session: Session, facts: NewPemda) -> Pemda:
    """Adds the pemda with its calendar. Raises CannotOpen for a taken or reserved slug or an unreadable colour."""
    if facts.slug in RESERVED:
        raise CannotOpen(f"'{facts.slug}' is reserved for the platform.")
    if session.exec(select(Pemda).where(Pemda.slug == facts.slug)).first():
        raise CannotOpen(f"there is a pemda '{facts.slug}' already.")
    try:
        palette(facts.colour)
    except ValueError:
        raise CannotOpen(f"'{facts.colour}' is not a colour: write #rrggbb.") from None
    pemda = Pemda(
        slug=facts.slug,
        name=facts.name,
        short_name=facts.short_name,
        kind=facts.kind,
        region_code=facts.region_code,
        timezone=facts.timezone,
        hosts=list(facts.hosts),
        colours={"nila": facts.colour},
        contact=dict(facts.contact),
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
    )  # fmt: skip
