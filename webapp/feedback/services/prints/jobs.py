"""The work of a print: laying it out part by part, finding what no bell announced, deleting files after a day."""

from collections.abc import Iterable, Iterator
from itertools import islice
from uuid import UUID

from webapp.feedback.services import posters
from webapp.feedback.services.drawing import Piece
from webapp.feedback.services.prints import domain, queries, rules
from webapp.feedback.services.prints.models import READY, RUNNING, STOPPED, PrintFile, PrintJob
from webapp.feedback.services.queries import points_by_code
from webapp.people.published import tell
from webapp.platform import clock, pdf
from webapp.platform.db import TenantSession, unit_of_work
from webapp.platform.jobs import background
from webapp.platform.ledger import Hand, TakenAway, left_behind, work_on
from webapp.platform.state import Resources
from webapp.platform.tenancy import Tenant, current, serving

SCHEDULE = {"prints.sweep": 5.0, "prints.forget": 600.0}


@background("prints.work")
def work(resources: Resources, tenant: Tenant, print_id: str) -> None:
    """Lays out the print. Late, twice or two at once, it is done once."""
    with serving(tenant):
        work_on(Hand(resources, PrintJob, UUID(print_id)), (RUNNING,), _lay_out, _stop)


def _lay_out(hand: Hand, _state: str) -> None:
    """The file and the word that it is there come in one transaction: there is no half a file."""
    job, pieces = _read(hand)
    leaves = posters.pages_of(pieces, job.form, job.stickers)
    parts = (posters.paper(part, job.form, job.languages, current()) for part in _in_parts(leaves, rules.PART))
    try:
        content = pdf.joined(parts, lambda stage, pages: hand.tell(stage, pages, job.total))
    except pdf.NoPaper:
        _stop(hand, "no_paper")
        return
    if len(content) > rules.LARGEST:
        _stop(hand, "too_large")
        return
    with unit_of_work(hand.resources.engine) as session:
        now = clock.now()
        hand.settle(session.connection(), READY, done=job.total, ready_at=now)
        session.add(PrintFile(job_id=job.id, content=content))
        posters.note_print(session, job.form, job.codes, by=job.by_id)
        tell(session, job.by_id, "cetakan:siap", at=now, about=job.id, n=job.total)


def _read(hand: Hand) -> tuple[PrintJob, list[Piece]]:
    """What is printed, and the drawings' content as the database holds it now. Raises TakenAway."""
    with TenantSession(hand.resources.engine) as session:
        job = queries.job(session, hand.row_id)
        if job is None:
            raise TakenAway
        points = points_by_code(session, set(job.codes))
        return job, posters.pieces(session, points, job.root, job.languages)


def _in_parts(leaves: Iterable[dict[str, str]], size: int) -> Iterator[list[dict[str, str]]]:
    rest = iter(leaves)
    while part := list(islice(rest, size)):
        yield part


def _stop(hand: Hand, remark: str) -> None:
    with unit_of_work(hand.resources.engine) as session:
        hand.settle(session.connection(), STOPPED, remark)
        job = queries.job(session, hand.row_id)
        tell(session, job.by_id, "cetakan:terhenti", at=clock.now(), about=job.id)


@background("prints.sweep")
def sweep(resources: Resources, tenant: Tenant) -> None:
    """Does here what no bell announced and what a killed job left behind."""
    with serving(tenant), TenantSession(resources.engine) as session:
        waiting = left_behind(session, PrintJob, (RUNNING,))
    for print_id in waiting:
        work(resources, tenant, str(print_id))


@background("prints.forget")
def forget(resources: Resources, tenant: Tenant) -> int:
    """Deletes the files a day after they were ready; returns how many."""
    with serving(tenant), unit_of_work(resources.engine) as session:
        return domain.delete_old(session, clock.now())
