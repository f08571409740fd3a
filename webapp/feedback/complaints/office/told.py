"""What the public board 'Anda sampaikan, kami lakukan' learns of complaints, and of promises made in forums."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.feedback.complaints import words as spoken
from webapp.feedback.complaints.models import Complaint
from webapp.feedback.complaints.office import templates
from webapp.feedback.forums import pages as forum_pages
from webapp.feedback.forums import queries as forums
from webapp.feedback.forums import rules as forum_rules
from webapp.feedback.publication.rules import SMALLEST_CELL
from webapp.feedback.services.queries import service_names
from webapp.feedback.transparency.board import DONE, NOT_DONE, PLANNED, UNDER_WAY, Deed, Places, Share, source
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _

OUTCOMES = {
    "dikonfirmasi": (DONE, "Warga menyatakan sudah beres", "good"),
    "didiamkan": (DONE, "Selesai tanpa sanggahan", "good"),
    "tanpa_sepakat": (NOT_DONE, "Warga tidak setuju", "neutral"),
    None: (UNDER_WAY, "Menunggu tanggapan warga", "info"),
}
PROMISED = {
    forum_rules.PLANNED: PLANNED,
    forum_rules.RUNNING: UNDER_WAY,
    forum_rules.DONE: DONE,
    forum_rules.IMPOSSIBLE: NOT_DONE,
}


@source
def of_complaints(session: TenantSession, today: date, places: Places) -> tuple[list[Deed], Share]:
    """Answers that changed something: her title where everybody may read the case, else what it was about."""
    changed = {case: (sentence, day) for case, sentence, day in templates.changes(session)}
    asked = select(Complaint).where(col(Complaint.id).in_(list(changed)), col(Complaint.ending).is_not(None))
    rows = [row for row in session.exec(asked) if _may_be_told(row)] if changed else []
    services = service_names(session) if rows else {}
    deeds = [_deed(row, *changed[row.id], services, places) for row in rows]
    whole = _answered(session)
    return deeds, Share(_("laporan warga yang dijawab membawa perubahan"), len(deeds), whole)


def _answered(session: TenantSession) -> int:
    """How many cases were answered that may be told of; 0, which is not shown, while there are too few to tell."""
    asked = select(sa.func.count()).select_from(Complaint).where(
        col(Complaint.ending).is_not(None), Complaint.visibility != "rahasia",
        sa.or_(col(Complaint.closing).is_(None), Complaint.closing != "ditarik"),
    )  # fmt: skip
    found = session.exec(asked).one()
    return found if found >= SMALLEST_CELL else 0


def _may_be_told(row: Complaint) -> bool:
    """A secret report is told of nowhere, and what she took back is hers again."""
    return row.closing != "ditarik" and row.visibility != "rahasia"


def _deed(row: Complaint, sentence: str, day: date, services: Mapping[UUID, str], places: Places) -> Deed:
    outcome, state, tone = OUTCOMES[row.closing]
    place = places.get(row.unit_id)
    return Deed(
        opd_id=row.unit_id, opd_name=place.name if place else _("Koordinator laporan warga"),
        said=row.title if row.is_public else _topic(row, services), did=sentence,
        outcome=outcome, state=_(state), tone=tone, day=day, is_answer=True,
    )  # fmt: skip


def _topic(row: Complaint, services: Mapping[UUID, str]) -> str:
    kind, service = _(spoken.SHORT_KINDS[row.kind]), services.get(row.service_id)
    return _("%(kind)s tentang %(service)s", kind=kind, service=service) if service else kind


@source
def of_forums(session: TenantSession, today: date, places: Places) -> tuple[list[Deed], Share]:
    """Promises made in public forums."""
    titles = {forum.id: forum.title for forum in forums.all_forums(session)}
    promises = [each for each in forums.promises(session) if each.forum_id in titles and each.steps]
    deeds = [_promised(session, each, titles[each.forum_id], today, places) for each in promises]
    done = sum(each.state == forum_rules.DONE for each in promises)
    return deeds, Share(_("janji dari forum warga sudah selesai"), done, len(promises))


def _promised(session: TenantSession, promise, title: str, today: date, places: Places) -> Deed:
    outcome = PROMISED[promise.state]
    late = forum_rules.is_late(promise.state, promise.due_on, today)
    state = _("Terlambat") if late else _(forum_pages.PROMISE_WORDS[promise.state])
    return Deed(
        opd_id=promise.opd_id, opd_name=places[promise.opd_id].name, said=_("Dibahas dalam %(forum)s", forum=title),
        did=promise.text, outcome=outcome, state=state,
        tone="wait" if late else {DONE: "good", NOT_DONE: "neutral"}.get(outcome, "info"),
        day=clock.local(promise.steps[0].at, session.tenant.timezone).date(), due=promise.due_on,
        why=promise.note if outcome == NOT_DONE else "",
    )  # fmt: skip
