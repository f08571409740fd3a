"""Service points as the public pages need them, kept for two seconds: the rating page must not cost a query."""

import time
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from uuid import UUID

from webapp.platform import clock
from webapp.platform.fast import FastLane
from webapp.platform.tenancy import Tenant, key_for

KEEP = 2.0  # seconds a counter's name, state and duty list may be old
MOST = 4096  # counters (and unknown codes) remembered at once

POINT = """
select p.id, p.code, p.name, p.kind, p.address, p.opd_id, o.name, s.id, s.slug, s.name,
       coalesce(case when p.closed_on <= %s then p.closed_note end, case when s.closed_on <= %s then s.closed_note end),
       ap.code, ap.name, ap.address, ao.name, alt.slug, alt.name
from service_point p
join service s on s.tenant_id = p.tenant_id and s.id = p.service_id
join opd o on o.tenant_id = p.tenant_id and o.id = p.opd_id
left join service_point ap on ap.tenant_id = p.tenant_id and ap.id = p.alternative_id
left join opd ao on ao.tenant_id = ap.tenant_id and ao.id = ap.opd_id
left join service alt on alt.tenant_id = s.tenant_id and alt.id = s.alternative_id
where p.tenant_id = %s and p.code = %s
"""
DUTIES = """
select d.starts_at, d.ends_at, d.person_id, d.shift
from duty d
join service_point p on p.tenant_id = d.tenant_id and p.id = d.point_id
where d.tenant_id = %s and p.code = %s and d.ends_at > %s and d.starts_at < %s and d.withdrawn_at is null
"""


@dataclass(frozen=True)
class Attribution:
    """Whom a rating made now is about: one officer if exactly one is on duty, else the shift or nobody."""

    officer_id: UUID | None
    shift: str | None


def attribution(duties: Iterable[tuple[datetime, datetime, UUID, str]], moment: datetime) -> Attribution:
    """Who of these (from, until, person, shift) was on duty at this moment."""
    present = [duty for duty in duties if duty[0] <= moment < duty[1]]
    people, shifts = {duty[2] for duty in present}, {duty[3] for duty in present}
    return Attribution(
        officer_id=people.pop() if len(people) == 1 else None,
        shift=shifts.pop() if len(shifts) == 1 else None,
    )


@dataclass(frozen=True)
class Point:
    """A service point with its service, OPD, state and today's duty list."""

    id: UUID
    code: str
    name: str
    kind: str
    address: str
    opd_id: UUID
    opd_name: str
    service_id: UUID
    service_slug: str
    service_name: str
    closed_note: str | None
    alternative_code: str | None
    alternative_name: str | None
    alternative_address: str | None
    alternative_opd_name: str | None
    alternative_service_slug: str | None
    alternative_service_name: str | None
    duties: tuple[tuple[datetime, datetime, UUID, str], ...] = ()

    @property
    def is_open(self) -> bool:
        return self.closed_note is None

    @property
    def channel(self) -> str:
        return "kiosk" if self.is_shared else "open"

    @property
    def is_shared(self) -> bool:
        """One screen for everybody: whoever comes next may go back to what the one before has seen."""
        return self.kind == "kiosk"

    def attribution_at(self, moment: datetime) -> Attribution:
        """Frozen into the rating: who was on duty here at this moment."""
        return attribution(self.duties, moment)


class Points:
    """Finds service points by code; remembers each answer, also 'no such code', for KEEP seconds."""

    def __init__(self, lane: FastLane):
        self._lane = lane
        self._known: OrderedDict[str, tuple[float, Point | None]] = OrderedDict()
        self._lock = Lock()

    def find(self, tenant: Tenant, code: str, now: datetime) -> Point | None:
        """The point of this pemda with this code, or None."""
        key = key_for(tenant, "point", code)
        known = self._known.get(key)
        if known and known[0] > time.monotonic():
            return known[1]
        point = self._read(tenant, code, now)
        with self._lock:
            self._known[key] = (time.monotonic() + KEEP, point)
            self._known.move_to_end(key)
            while len(self._known) > MOST:
                self._known.popitem(last=False)
        return point

    def forget(self) -> None:
        """The next look-ups read afresh."""
        with self._lock:
            self._known.clear()

    def _read(self, tenant: Tenant, code: str, now: datetime) -> Point | None:
        window = (tenant.id, code, now, now + timedelta(seconds=KEEP + 1))
        today = clock.local(now, tenant.timezone).date()
        rows, duties = self._lane.run(tenant.id, [(POINT, (today, today, tenant.id, code)), (DUTIES, window)])
        return Point(*rows[0], duties=tuple(duties)) if rows else None
