"""`tenants`: the operator opens and closes pemda."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from sqlmodel import Session, select

from webapp.cli import places
from webapp.cli.errors import CommandError
from webapp.people.directory.beginnings import begin
from webapp.people.directory.invitations import LIVES
from webapp.platform import clock
from webapp.platform.addresses import root_of
from webapp.platform.db import unit_of_work
from webapp.platform.state import Resources
from webapp.platform.tenancy import Tenant, serving
from webapp.tenants.domain import NewPemda, close_pemda, open_pemda
from webapp.tenants.models import Holiday, Pemda, WorkingWeek

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def list_all(arguments) -> int:
    with _session(arguments) as session:
        for pemda in session.exec(select(Pemda).order_by(Pemda.slug)):
            state = "closed" if pemda.closed_at else "open"
            print(f"{pemda.slug:20} {state:7} {pemda.timezone:15} {pemda.region_code:8} {pemda.name}")
    return 0


def show(arguments) -> int:
    with _session(arguments) as session:
        pemda = session.exec(select(Pemda).where(Pemda.slug == arguments.slug)).first()
        if pemda is None:
            raise CommandError(f"there is no pemda '{arguments.slug}'.")
        facts = {
            "name": pemda.name, "kind": pemda.kind, "region code": pemda.region_code, "time zone": pemda.timezone,
            "hosts": ", ".join(pemda.hosts) or "-", "colour": pemda.colours.get("nila", "-"),
            "contact": ", ".join(f"{key} {text}" for key, text in pemda.contact.items()) or "-",
            "opened": f"{pemda.opened_at:%Y-%m-%d}",
            "closed": f"{pemda.closed_at:%Y-%m-%d}: {pemda.closed_reason}" if pemda.closed_at else "-",
        }  # fmt: skip
        week = session.exec(select(WorkingWeek).where(WorkingWeek.tenant_id == pemda.id)).first()
        facts["working days"] = ", ".join(DAYS[day - 1] for day in week.days) if week else "-"
        holidays = session.exec(select(Holiday).where(Holiday.tenant_id == pemda.id).order_by(Holiday.day))
        facts["holidays"] = "; ".join(f"{row.day} {row.name}" for row in holidays) or "-"
        for name, value in facts.items():
            print(f"{name:14} {value}")
    return 0


def open_one(arguments) -> int:
    facts = NewPemda(
        slug=arguments.slug,
        name=arguments.name,
        short_name=arguments.short_name or arguments.name,
        kind=arguments.kind,
        region_code=arguments.region_code,
        timezone=arguments.timezone,
        colour=arguments.colour,
        hosts=tuple(host.lower() for host in arguments.host),
        contact=dict(_pair(text, "--contact") for text in arguments.contact),
        working_days=_days(arguments.working_days),
        holidays={_date(day): name for day, name in (_pair(text, "--holiday") for text in arguments.holiday)},
    )
    with _session(arguments) as session:
        open_pemda(session, facts)
        session.commit()
    print(f"opened {facts.slug}: {facts.name}")
    return 0


def close_one(arguments) -> int:
    with _session(arguments) as session:
        close_pemda(session, arguments.slug, arguments.reason)
        session.commit()
    print(f"closed {arguments.slug}; its data stays")
    return 0


def invite(arguments) -> int:
    """Prints the link as its last line, and nothing else on it."""
    with places.resources(arguments.database) as resources:
        tenant = open_tenant(resources, arguments.slug)
        with serving(tenant), unit_of_work(resources.engine) as session:
            made = begin(session, name=arguments.name, nip=arguments.nip, kind=arguments.kind, roles=arguments.role,
                         now=clock.now())  # fmt: skip
        root = root_of(tenant, resources.settings, places.platform_address(resources.settings))
    print(f"{made.name}: {'added' if made.is_new else 'was there already'}, new roles: {_listed(made.granted)}")
    print(f"this link opens the account once, within {LIVES.days} days; an older one no longer does:")
    print(f"{root}/undangan/{made.token}")
    return 0


def open_tenant(resources: Resources, slug: str) -> Tenant:
    """The pemda of this word. Raises CommandError."""
    tenant = resources.directory.by_slug(slug)
    if tenant is None or not tenant.is_open:
        raise CommandError(f"there is no {'open ' if tenant else ''}pemda '{slug}'.")
    return tenant


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(words) or "none"


@contextmanager
def _session(arguments) -> Iterator[Session]:
    """A session of the operator, with the database up."""
    with places.settings(arguments.database) as found, places.operator(found) as engine:
        with serving(None), Session(engine) as session:
            yield session


def _pair(text: str, option: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name or not value:
        raise CommandError(f"{option} '{text}': write NAME=VALUE.")
    return name, value


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"'{text}' is not a date: write YYYY-MM-DD.") from None


def _days(text: str) -> tuple[int, ...]:
    first, dash, last = text.partition("-")
    parts = range(int(first), int(last) + 1) if dash and first.isdecimal() and last.isdecimal() else text.split(",")
    try:
        days = tuple(sorted({int(part) for part in parts}))
    except ValueError:
        days = ()
    if not days or not set(days) <= set(range(1, 8)):
        raise CommandError(f"--working-days '{text}': write ISO week days, e.g. 1-5 or 1,2,3,4,5,6.")
    return days
