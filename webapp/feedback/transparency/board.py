"""'Anda sampaikan, kami lakukan': what citizens said, and what became of it. Each source is asked for its own."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from webapp.feedback.masking import mask
from webapp.feedback.survey.followups import queries as followups
from webapp.feedback.survey.followups import rules, words
from webapp.feedback.survey.publishing import queries as publications
from webapp.feedback.survey.publishing.page import unsur_word
from webapp.people.published import OpdPlace, opd_places, staff_of
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.i18n import decimals
from webapp.platform.i18n import gettext as _

DONE, UNDER_WAY, PLANNED, NOT_DONE = "selesai", "berjalan", "direncanakan", "tidak"
# Nothing is called done that is not: what stands above the deed, and what its date is.
HEADINGS = {
    DONE: "Sudah kami lakukan",
    UNDER_WAY: "Sedang kami lakukan",
    PLANNED: "Akan kami lakukan",
    NOT_DONE: "Belum dapat kami lakukan",
}
DATED = {
    DONE: "Selesai pada",
    UNDER_WAY: "Kabar terakhir",
    PLANNED: "Direncanakan pada",
    NOT_DONE: "Diputuskan pada",
}
MOST_NAMES = 5000
DUE, ANSWERED = "Batas waktu", "Dijawab pada"


@dataclass(frozen=True)
class Deed:
    """One thing said and what was done about it. `outcome`: DONE, UNDER_WAY, PLANNED or NOT_DONE; `state`: in words.

    due: its last day while it has not ended; why: the reason of what is not done; is_answer: what an answer to a
    report says was done, whatever the citizen holds of it.
    """

    opd_id: UUID | None
    opd_name: str
    said: str
    did: str
    outcome: str
    state: str
    tone: str
    day: date  # of the last change
    due: date | None = None
    why: str = ""
    is_answer: bool = False

    @property
    def heading(self) -> str:
        """What stands above the deed."""
        return _(HEADINGS[DONE if self.is_answer else self.outcome])

    @property
    def dated(self) -> tuple[str, date]:
        """What the date is, and the date: for what has not ended its last day."""
        if self.is_answer:
            return _(ANSWERED), self.day
        if self.due and self.outcome in (UNDER_WAY, PLANNED):
            return _(DUE), self.due
        return _(DATED[self.outcome]), self.day


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
    reasons = _reasons(session, [item for item in items if item.step.state == rules.DROPPED], today)
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
            due=item.step.due,
            why=reasons.get(item.row.id, ""),
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


def _reasons(session: TenantSession, dropped: list[followups.Item], today: date) -> dict[UUID, str]:
    """Why each of these was not done, without the names of who works there."""
    if not dropped:
        return {}
    staff = staff_of(session, {item.row.opd_id for item in dropped}, today, limit=MOST_NAMES)
    names = [one.name for one in staff]
    return {item.row.id: mask(item.step.note, names).text for item in dropped}


def _outcome(state: str) -> str:
    return {rules.DONE: DONE, rules.DROPPED: NOT_DONE, rules.PLANNED: PLANNED}.get(state, UNDER_WAY)
