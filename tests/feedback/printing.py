"""A print of a pemda with its file, for the laws that walk over every page."""

from uuid import UUID

from tests.world import Place
from webapp.feedback.services.prints import domain, jobs
from webapp.feedback.services.prints.domain import Wish
from webapp.platform import clock
from webapp.platform.db import unit_of_work
from webapp.platform.tenancy import serving


def make_print(app, place: Place) -> UUID:
    """One poster, laid out by the job."""
    resources, by = app.config["RESOURCES"], next(iter(place.people.values())).id
    with serving(place.tenant), unit_of_work(resources.engine) as session:
        wish = Wish("poster", "id", 12, [place.counter])
        job = domain.ask(session, wish, root="http://localhost/uji", by=by, at=clock.now())
    jobs.work(resources, place.tenant, str(job.id))
    return job.id
