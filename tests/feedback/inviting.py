"""Invitations in the tests: made as the system makes them, opened as a citizen opens them."""

from datetime import date, datetime

from webapp.feedback.ratings.rules import week_of
from webapp.feedback.services.points import Points
from webapp.feedback.visits import domain
from webapp.platform import clock
from webapp.platform.db import TenantSession, unit_of_work
from webapp.platform.tenancy import serving


def find_point(app, place, code: str = "", now: datetime | None = None):
    """The counter where Sari serves, or the one of this code."""
    lane = app.config["RESOURCES"].lane
    with serving(place.tenant):
        return Points(lane).find(place.tenant, code or place.counter, now or clock.now())


def invite(app, place, reference: str, *, code: str = "", origin: str = "antrean", now: datetime | None = None) -> str:
    """The token for a finished transaction at this counter."""
    held, now = app.config["RESOURCES"], now or clock.now()
    visit = domain.visit_at(find_point(app, place, code, now), now, place.tenant.timezone, origin)
    with serving(place.tenant), unit_of_work(held.engine) as session:
        return domain.end(session, held.keys, visit, reference)


def invite_many(app, place, count: int, origin: str = "antrean") -> list[str]:
    """Tokens for so many transactions."""
    return [invite(app, place, f"{origin}-{number}", origin=origin) for number in range(count)]


def open_invitation(browser, token: str) -> str:
    """Opens the rating page of an invitation; returns its key."""
    return browser.get(f"/k/{token}").page.hidden["kunci"]


def answer(browser, token: str, score: int = 4, key: str = "", **options):
    """Opens the page and presses a button."""
    form = {"nilai": str(score), "kunci": key or open_invitation(browser, token)}
    return browser.post(f"/k/{token}", form, **options)


def expire(app, place, today: date) -> None:
    """Lets invitations end, as the clock would on this day."""
    with serving(place.tenant), unit_of_work(app.config["RESOURCES"].engine) as session:
        domain.expire(session, today)


def found_wrong(app, place) -> list:
    """What `recount --check` says about invitations."""
    with serving(place.tenant), TenantSession(app.config["RESOURCES"].engine) as session:
        return domain.differences(session)


def invitations(app, place) -> dict[str, dict[str, object]]:
    """An open invitation for the views that need one."""
    held, now = app.config["RESOURCES"], clock.now()
    token, point = {"token": invite(app, place, "keliling")}, find_point(app, place)
    by, week = next(iter(place.people.values())).id, week_of(clock.today(place.tenant.timezone))
    with serving(place.tenant), unit_of_work(held.engine) as session:
        printed, _tokens = domain.print_slips(session, held.keys, point, week, 10, by=by, at=now)
        of_print = {"slips_id": printed.id}
    return {"visits.new_rating": token, "visits.create_rating": token, "invitations.create_cancellation": of_print}


def look_at_invitations(visitor, place, language: str) -> None:
    """What of invitations has no address of its own: the code on the screen, slips, one that cannot be used."""
    wish = f"?bahasa={language}"
    key = visitor.get(f"/loket/undangan{wish}&titik={place.counter}").page.hidden["kunci"]
    visitor.post(f"/loket/undangan{wish}", {"titik": place.counter, "cara": "undang", "kunci": key})
    slips = {"titik": str(place.counter_id), "pekan": "ini", "jumlah": "10"}
    visitor.post(f"/kelola/undangan/lembar.pdf{wish}", slips)
    visitor.get(f"/k/unknown{wish}")
