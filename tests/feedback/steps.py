"""What citizens do in the tests, in one word each."""

from datetime import timedelta
from uuid import UUID

from webapp.feedback.publication import digests
from webapp.feedback.publication.jobs import count_and_release, turn_day
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.tenancy import serving


def view(browser, code: str, query: str = "") -> str:
    """Opens the rating page; returns its key."""
    return browser.get(f"/n/{code}{query}").page.hidden["kunci"]


def rate(browser, code: str, score: int = 4, **more):
    """Opens the page and presses a button."""
    options = {name: more.pop(name) for name in ("headers", "environ_overrides") if name in more}
    answer = browser.post(f"/n/{code}", {"nilai": str(score), "kunci": view(browser, code)} | more, **options)
    assert answer.status == 303, answer.words
    return answer


def rate_many(open_browser, code: str, scores, *, tenant=None, network: str | None = "", first: int = 0) -> None:
    """A visitor of her own for each score; each from her own network unless one is given."""
    for number, score in enumerate(scores, start=first):
        address = network or f"10.{number // 250}.{number % 250}.7"
        rate(open_browser(tenant=tenant), code, score, environ_overrides={"REMOTE_ADDR": address})


def count(app, place) -> int:
    """Drains and releases, as the worker would."""
    return count_and_release(app.config["RESOURCES"], place.tenant)


def turn(app, place) -> None:
    """Turns the day, as the clock would."""
    turn_day(app.config["RESOURCES"], place.tenant)


def give(app, browser, world, scores, first=0, code=None) -> None:
    """Visitors of different networks rate, and the worker counts."""
    rate_many(browser, code or world.pontianak.counter, scores, first=first)
    count(app, world.pontianak)


def make_digest(world, reader, opd_id: UUID) -> UUID:
    """A digest of the month before this one, written as the clock would on the 1st."""
    now = clock.now()
    with serving(reader.tenant), TenantSession(world.resources.engine) as session:
        digests.subscribe(session, reader.id, opd_id, now - timedelta(days=40))
        session.flush()
        digests.write_month(session, clock.today(reader.tenant.timezone), now)
        session.commit()
        return digests.of_person(session, reader.id)[0].id
