"""What a press brings along besides the answer: its marks for abuse defence, and who must not be counted."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from flask import Response, current_app, request

from webapp.feedback.ratings.forms import RatingFields
from webapp.feedback.ratings.keys import Ticket
from webapp.feedback.ratings.marks import mark, month_of_marks
from webapp.feedback.ratings.rules import minute_of_week
from webapp.feedback.ratings.store import Press
from webapp.feedback.services.points import Attribution, Point
from webapp.people.published import ancestors_of, opd_and_below
from webapp.platform import clock, tenancy
from webapp.platform.request import cookie, db, network, resources

MANAGING = {"organisasi", "bkpsdm"}
TRIAL = "staf_unit"  # staff with a stake tried it: stored, weighs nothing
DEVICE = "perangkat"
DEVICE_AGE = timedelta(days=30)


@dataclass(frozen=True)
class Device:
    """The random name of a browser; `is_fresh`: it was made just now."""

    name: str
    is_fresh: bool

    @classmethod
    def of_request(cls) -> "Device":
        """The one the browser carries, or a new one."""
        known = cookie(DEVICE) or ""
        if 16 <= len(known) <= 64 and known.isascii():
            return cls(known, False)
        return cls(secrets.token_urlsafe(16), True)

    def leave(self, response: Response) -> None:
        """Lets the browser keep a new name."""
        if self.is_fresh:
            response.set_cookie(
                DEVICE, self.name, max_age=DEVICE_AGE, path=f"{request.script_root}/", httponly=True, samesite="Lax",
                secure=resources().settings.cookies_need_tls,
            )  # fmt: skip


def press_of(
    point: Point, ticket: Ticket, fields: RatingFields, device: Device,
    *, channel: str = "", who: Attribution | None = None,
) -> Press:  # fmt: skip
    """The press of this form at this moment; of the channel and the officer of the point unless others are named."""
    tenant, now = tenancy.current(), clock.now()
    here = clock.local(now, tenant.timezone)
    month, keys = month_of_marks(here.date()), resources().keys
    who = who or point.attribution_at(now)
    return Press(
        tenant_id=tenant.id,
        rating_id=ticket.rating_id,
        point_id=point.id,
        service_id=point.service_id,
        opd_id=point.opd_id,
        officer_id=who.officer_id,
        shift=who.shift,
        channel=channel or point.channel,
        day=here.date(),
        score=int(fields.nilai),
        minute=minute_of_week(here),
        device=mark(keys, "device", tenant.id, device.name, month),
        network=mark(keys, "network", tenant.id, network(), month),
        doubt=_doubt(fields, point),
        reason=fields.alasan,
        comment=fields.komentar,
    )


def doubt_of_visitor(point: Point) -> str | None:
    """Why this visitor's press weighs nothing, if so: her session says that she has a stake."""
    return TRIAL if has_a_stake(point.opd_id) else None


def sets_up() -> bool:
    """Whether whoever is signed in may open the page of the first run."""
    from flask_login import current_user

    return bool(MANAGING & current_user.roles)


def _doubt(fields: RatingFields, point: Point) -> str | None:
    """Why this press weighs nothing, if so; it is stored and listed all the same."""
    if fields.situs:
        return "isian_mesin"
    return doubt_of_visitor(point)


def has_a_stake(opd_id: UUID, *, below: bool = False) -> bool:
    """Whoever works at this office or at one above it, and whoever sets up counters: their trials are not voices.

    below: whoever works at one below it, too.
    """
    from flask_login import current_user

    if not cookie(current_app.config["SESSION_COOKIE_NAME"]) or not current_user.is_authenticated:
        return False
    if MANAGING & current_user.roles:
        return True
    return current_user.card.opd_id in ancestors_of(db(), set(opd_and_below(db(), opd_id)) if below else {opd_id})
