"""Days a verifikator has taken out after a contest, as far as cards tell them.

A card about the officer herself: her score is computed without these days from then on, by the citizens' side, and
the card says how many days they are. A card about an office: its score is the office's and public, and is computed
for nobody in particular. It does not speak of this person on these days, so her cards for that indicator hold no
number as long as such a day is in their time; the office's own result stays what it is.
"""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from sqlmodel import col, select

from webapp.performance.evidence import rules
from webapp.performance.evidence.models import EvidenceCard, EvidenceContest, EvidenceContestStep
from webapp.performance.evidence.queries import of_card
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import long_date
from webapp.platform.spans import Span, count_days, within

OWN = "own"


def as_stored(spans: Iterable[Span]) -> list[list[str]]:
    """Days as a card keeps them."""
    return [[since.isoformat(), until.isoformat()] for since, until in spans]


def days_without(card: EvidenceCard) -> tuple[Span, ...]:
    """The days of its time this card was made without."""
    return tuple((date.fromisoformat(since), date.fromisoformat(until)) for since, until in card.excluded)


def of_indicator(session: TenantSession, indicator_id: UUID, since: date, until: date) -> tuple[Span, ...]:
    """What was taken out between two days from cards of this indicator."""
    return within(_decided(session, EvidenceCard.indicator_id == indicator_id), since, until)


def decided_later(session: TenantSession, card: EvidenceCard) -> tuple[Span, ...]:
    """The days of its time that were taken out when this card was there already."""
    about = (
        EvidenceCard.person_id == card.person_id if card.binding == OWN
        else EvidenceCard.indicator_id == card.indicator_id
    )  # fmt: skip
    found = _decided(session, about, EvidenceCard.binding == card.binding, after=card.taken_at)
    return within(found, card.since, card.until)


def in_words(spans: Iterable[Span]) -> str:
    """'3 Mei 2026 sampai 5 Mei 2026; 9 Mei 2026'."""
    return "; ".join(
        long_date(since) if since == until
        else _("%(since)s sampai %(until)s", since=long_date(since), until=long_date(until))
        for since, until in spans
    )  # fmt: skip


def told(spans: Iterable[Span]) -> str | None:
    """How many days are left out, and which; None without any."""
    spans = tuple(spans)
    if not spans:
        return None
    return _("%(n)s hari dikecualikan setelah sanggahan: %(days)s.", n=count_days(spans), days=in_words(spans))


def beside(session: TenantSession, card: EvidenceCard) -> str | None:
    """What is said beside a card that was made before days of its time were taken out; None where there are none."""
    spans = decided_later(session, card)
    if not spans:
        return None
    days = {"n": count_days(spans), "days": in_words(spans)}
    if card.binding == OWN:
        return _(
            "Setelah kartu ini dibuat, %(n)s hari di masanya dikecualikan setelah sanggahan: %(days)s. Kartu "
            "berikutnya dihitung tanpa hari itu.", **days,
        )  # fmt: skip
    return _(
        "Setelah kartu ini dibuat, %(n)s hari di masanya dikecualikan setelah sanggahan: %(days)s. Nilai kantor tetap, "
        "tetapi kartu berikutnya tidak memuatnya selama hari itu masih ada di masanya.", **days,
    )  # fmt: skip


def _decided(session: TenantSession, *conditions, after: datetime | None = None) -> list[Span]:
    asked = (
        select(EvidenceContestStep.since, EvidenceContestStep.until)
        .select_from(EvidenceCard)
        .join(EvidenceContest, of_card(EvidenceContest, EvidenceContest.card_id, EvidenceCard.id))
        .join(EvidenceContestStep, of_card(EvidenceContestStep, EvidenceContestStep.contest_id, EvidenceContest.id))
        .where(
            col(EvidenceContestStep.status).in_(rules.EXCLUDES), col(EvidenceContestStep.since).is_not(None),
            *conditions,
        )
    )  # fmt: skip
    if after:
        asked = asked.where(EvidenceContestStep.at > after)
    return [tuple(row) for row in session.exec(asked)]
