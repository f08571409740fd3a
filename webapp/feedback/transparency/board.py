"""'Anda sampaikan, kami lakukan': what citizens said, and what became of it. Each source is asked for its own."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from webapp.feedback.survey.followups import queries as followups
from webapp.feedback.survey.followups import rules, words
from webapp.feedback.survey.publishing import queries as publications
from webapp.feedback.survey.publishing.page import unsur_word
from webapp.people.published import OpdPlace, opd_places
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.i18n import decimals
from webapp.platform.i18n import gettext as _

DONE, UNDER_WAY, NOT_DONE = "selesai", "berjalan", "tidak"


@dataclass(frozen=True)
class Deed:
    """One thing said and what was done about it. `outcome`: DONE, UNDER_WAY or NOT_DONE; `state` in plain words."""

    opd_id: UUID | None
    opd_name: str
    said: str
    did: str
    outcome: str
    state: str
    tone: str
    day: date  # of the last change


@dataclass(frozen=True)
class Share:
    """Of so many concerns of one kind, how many led to a change."""

    word: str
    done: int
    whole: int


Places = Mapping[UUID, OpdPlace]
Source = Callable[[TenantSession, date, Places], tuple[list[Deed], Share]]
SOURCES: list[Source] = []


def source(function: Source) -> Source:
    """Registers what else the board tells of."""
    SOURCES.append(function)
    return function


def board(
    session: TenantSession, today: date, opd_ids: Collection[UUID] | None = None, places: Places | None = None
) -> dict:
    """`deeds`, the newest first, of these offices (None: of all), and `shares` of the whole pemda."""
    places = places or opd_places(session)
    deeds, shares = [], []
    for each in SOURCES:
        found, share = each(session, today, places)
        deeds += found
        shares += [share] if share.whole else []
    if opd_ids is not None:
        deeds = [deed for deed in deeds if deed.opd_id in opd_ids]
    return {"deeds": sorted(deeds, key=lambda deed: (deed.day, deed.did), reverse=True), "shares": shares}


@source
def of_surveys(session: TenantSession, today: date, places: Places) -> tuple[list[Deed], Share]:
    """Follow-ups of published survey periods: who was asked by name is nobody's business here."""
    told = {row.period_id: row for row in publications.newest_of_each(session)}
    zone = session.tenant.timezone
    items = followups.items(session, period_ids=told.keys()) if told else []
    deeds = [
        Deed(
            opd_id=item.row.opd_id,
            opd_name=places[item.row.opd_id].name,
            said=_said(item.row.unsur, told[item.row.period_id]),
            did=item.row.what,
            outcome=_outcome(item.step.state),
            state=_("Terlambat") if item.is_overdue(today) else _(words.STATES[item.step.state]),
            tone="wait" if item.is_overdue(today) else words.TONES[item.step.state],
            day=clock.local(item.step.at, zone).date(),
        )
        for item in items
    ]
    done, whole = rules.done_of(item.step.state for item in items)
    return deeds, Share(_("rencana tindak lanjut survei sudah selesai"), done, whole)


def _said(unsur: str, row) -> str:
    """What the survey showed of this unsur."""
    nrr = row.told["nrr"].get(unsur)
    if nrr is None:
        return unsur_word(unsur)
    return _("%(unsur)s mendapat %(nrr)s dari 4 dalam %(name)s", unsur=unsur_word(unsur),
             nrr=decimals(Decimal(nrr)), name=row.name)  # fmt: skip


def _outcome(state: str) -> str:
    return {rules.DONE: DONE, rules.DROPPED: NOT_DONE}.get(state, UNDER_WAY)
