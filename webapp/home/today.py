"""A home for each role: what waits for this person today, and the one thing she most likely comes for."""

from collections.abc import Callable
from datetime import date

from flask import url_for

from webapp.home.start.domain import facts
from webapp.home.start.rules import done, next_step
from webapp.home.start.words import STEPS
from webapp.people.published import PersonCard
from webapp.performance import published as performance
from webapp.performance.published import Waiting
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _

# Who comes for what, most particular first: role, endpoint, the verb on the button.
ERRANDS = (
    ("kepala", "publication.list_results", "Lihat hasil semua kantor"),
    ("inspektorat", "publication.list_results", "Lihat hasil semua kantor"),
    ("pegawai", "performance.show", "Buka kinerja saya"),
)
Source = Callable[[TenantSession, PersonCard, date], list[Waiting]]


def of_performance(session: TenantSession, card: PersonCard, today: date) -> list[Waiting]:
    """SKP and evidence cards."""
    return performance.waiting_for(session, card.id, today, is_asn=card.is_asn)


def of_start(session: TenantSession, card: PersonCard, today: date) -> list[Waiting]:
    """The first run, for those who can go on with it, until all its steps are done."""
    if not card.roles & {"organisasi", "bkpsdm"}:
        return []
    states = done(facts(session, today))
    step = next_step(states)
    if step is None:
        return []
    finished, steps = sum(states.values()), len(states)
    sentence = _("Menyiapkan Pamong: %(done)s dari %(all)s langkah selesai.", done=finished, all=steps)
    detail = _("Langkah berikutnya: %(step)s.", step=_(STEPS[step].name))
    return [Waiting("start", sentence, url_for("start.show"), detail=detail)]


SOURCES: tuple[Source, ...] = (of_start, of_performance)


def waiting(session: TenantSession, card: PersonCard, today: date) -> list[Waiting]:
    """What asks something of her, the most pressing first. What is only news is told by notices."""
    return [each for source in SOURCES for each in source(session, card, today)]


def errand(card: PersonCard) -> dict | None:
    """The main action of her role when nothing waits: its words and where it leads."""
    for role, endpoint, words in ERRANDS:
        if role in card.roles:
            return {"words": _(words), "url": url_for(endpoint)}
    return None
