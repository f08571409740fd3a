"""Verbs about a print: asking for it, and for it again. None of them commits."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from webapp.feedback.services.prints import queries, rules
from webapp.feedback.services.prints.models import GONE, READY, RUNNING, STOPPED, PrintJob
from webapp.feedback.services.refusals import NotPossible
from webapp.platform.audit import record
from webapp.platform.db import TenantSession


@dataclass(frozen=True)
class Wish:
    """What somebody wants on paper: the form, the languages, how many stickers of each point, and the points."""

    form: str
    languages: str
    stickers: int
    codes: list[str]

    @property
    def sheets(self) -> int:
        return rules.sheets_of(self.form, len(self.codes), self.stickers)


def ask(session: TenantSession, wish: Wish, *, root: str, by: UUID, at: datetime) -> PrintJob:
    """Asks for a print; the one that is under way if somebody wants the very same. Raises NotPossible."""
    under_way = queries.running(session)
    for each in under_way:
        if wish_of(each) == wish:
            return each
    _refuse_too_many(session, under_way)
    job = PrintJob(by_id=by, at=at, form=wish.form, languages=wish.languages, stickers=wish.stickers,
                   codes=wish.codes, root=root, total=wish.sheets, beat_at=at)  # fmt: skip
    session.add(job)
    session.flush()
    _note(session, job, by)
    return job


def ask_again(session: TenantSession, job: PrintJob, *, root: str, by: UUID, at: datetime) -> None:
    """Lays out the same points anew, as they are today. A print that runs or whose file is there stays as it is.

    Raises NotPossible.
    """
    session.refresh(job, with_for_update=True)
    if job.state in (RUNNING, READY):
        return
    _refuse_too_many(session, queries.running(session))
    job.by_id, job.at, job.beat_at, job.root = by, at, at, root
    job.state, job.stage, job.done, job.attempts, job.remark, job.ready_at = RUNNING, "", 0, 0, "", None
    _note(session, job, by)


def delete_old(session: TenantSession, now: datetime) -> int:
    """Deletes the files that have been kept long enough; returns how many."""
    old = queries.ready_before(session, now - rules.KEPT)
    for job in old:
        queries.drop_file(session, job.id)
        job.state = GONE
    return len(old)


def may_ask_again(job: PrintJob) -> bool:
    """Whether there is nothing to wait for and nothing to fetch."""
    return job.state in (STOPPED, GONE)


def wish_of(job: PrintJob) -> Wish:
    """What was chosen."""
    return Wish(job.form, job.languages, job.stickers, list(job.codes))


def _refuse_too_many(session: TenantSession, under_way: list[PrintJob]) -> None:
    if len(under_way) >= rules.MOST_RUNNING:
        raise NotPossible("titik", "prints-running")
    if queries.count_kept(session) >= rules.MOST_KEPT:
        raise NotPossible("titik", "prints-kept")


def _note(session: TenantSession, job: PrintJob, by: UUID) -> None:
    record(session, "cetakan:diminta", "print_job", job.id, by=by, bentuk=job.form, banyak=job.total)
