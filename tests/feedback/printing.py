"""What tests of prints share: what the room's form sends, how a print stands, a print with its file."""

from urllib.parse import parse_qs
from uuid import UUID

from tests.world import Place
from webapp.feedback.services.prints import domain, jobs
from webapp.feedback.services.prints.domain import Wish
from webapp.platform import clock
from webapp.platform.db import unit_of_work
from webapp.platform.tenancy import serving


def paper(bureau, query: str = ""):
    """What the form of the room sends."""
    return bureau.post("/kelola/cetak/berkas.pdf", parse_qs(query))


def state(sql) -> tuple:
    """state, stage, done, total, attempts, and whether no job has it in hand, of the only print."""
    return sql("select state, stage, done, total, attempts, token is null from print_job")[0]


def make_print(app, place: Place) -> UUID:
    """One poster, laid out by the job."""
    resources, by = app.config["RESOURCES"], next(iter(place.people.values())).id
    with serving(place.tenant), unit_of_work(resources.engine) as session:
        wish = Wish("poster", "id", 12, [place.counter])
        job = domain.ask(session, wish, root="http://localhost/uji", by=by, at=clock.now())
    jobs.work(resources, place.tenant, str(job.id))
    return job.id
