"""What the inspector's pages show: what was drawn, how it was treated and why. Never what was answered."""

from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.feedback.review import queries, words
from webapp.feedback.review.models import AuditDraw, AuditFinding, AuditItem
from webapp.people.published import opd_names, person_names
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import short_date

DRAWN_RATINGS = sa.text("""
select i.id, r.day, p.name, p.opd_id, r.channel, d.reason, d.lifted,
       exists (select from rating_event e where e.tenant_id = :tenant and e.rating_id = r.id),
       exists (select from rating_waiting w where w.tenant_id = :tenant and w.rating_id = r.id)
from audit_item i
join rating r on r.tenant_id = :tenant and r.id = i.rating_id
join service_point p on p.tenant_id = :tenant and p.id = r.point_id
left join rating_doubt d on d.tenant_id = :tenant and d.rating_id = r.id
where i.tenant_id = :tenant and i.id = any(:items)
""")
OF_HIS_LINE = sa.text("""
select i.id
from audit_item i
left join rating r on r.tenant_id = :tenant and r.id = i.rating_id
left join review_decision c on c.tenant_id = :tenant and c.id = i.decision_id
join service_point p on p.tenant_id = :tenant and p.id = coalesce(r.point_id, c.point_id)
where i.tenant_id = :tenant and i.draw_id = :draw and (p.opd_id = any(:own) or r.opd_id = any(:own))
""")
COUNTS = sa.text("""
select i.draw_id, count(*), count(f.id), count(*) filter (where f.outcome = 'perlu_ditinjau')
from audit_item i left join audit_finding f on f.tenant_id = :tenant and f.item_id = i.id
where i.tenant_id = :tenant and i.draw_id = any(:draws) group by i.draw_id
""")


def draw_by_id(session: TenantSession, draw_id: UUID) -> AuditDraw | None:
    """One draw."""
    return session.exec(select(AuditDraw).where(AuditDraw.id == draw_id)).first()


def item_by_id(session: TenantSession, item_id: UUID) -> AuditItem | None:
    """One thing that was drawn."""
    return session.exec(select(AuditItem).where(AuditItem.id == item_id)).first()


def draws(session: TenantSession, most: int, skip: int) -> list[dict]:
    """The draws, the newest month first, with how many were looked at."""
    rows = session.exec(select(AuditDraw).order_by(sa.desc(AuditDraw.month)).limit(most).offset(skip)).all()
    asked = {"tenant": session.tenant.id, "draws": [row.id for row in rows]}
    counts = {row[0]: row[1:] for row in session.connection().execute(COUNTS, asked)}
    return [{"row": row, "n": n, "found": found, "doubtful": doubtful}
            for row in rows for n, found, doubtful in [counts.get(row.id, (0, 0, 0))]]  # fmt: skip


def drawn(session: TenantSession, draw_id: UUID, own: set) -> tuple[list[AuditItem], int]:
    """What was drawn that this reader may look at, decisions first, and how many are of his own line."""
    asked = select(AuditItem).where(AuditItem.draw_id == draw_id)
    every = session.exec(asked.order_by(col(AuditItem.decision_id).is_(None), AuditItem.rank)).all()
    place = {"tenant": session.tenant.id, "draw": draw_id, "own": sorted(own)}
    his = set(session.connection().execute(OF_HIS_LINE, place).scalars())
    return [item for item in every if item.id not in his], len(his)


def lines(session: TenantSession, items: list[AuditItem]) -> list[dict]:
    """These as a list shows them, in their order."""
    ids = [item.id for item in items]
    findings = session.exec(select(AuditFinding).where(col(AuditFinding.item_id).in_(ids)))
    found = {row.item_id: row for row in findings}
    asked = {"tenant": session.tenant.id, "items": ids}
    rows, offices = session.connection().execute(DRAWN_RATINGS, asked), opd_names(session)
    shown = {row[0]: _rating(row, found.get(row[0]), offices) for row in rows}
    shown |= _decisions(session, items, found, offices)
    return [shown[each] for each in ids]


def _rating(row, finding: AuditFinding | None, offices: dict) -> dict:
    return {
        "id": row[0],
        "kind": _("Penilaian"),
        "point": row[2],
        "office": offices[row[3]],
        "day": row[1],
        "detail": _(words.CHANNELS[row[4]]),
        "treated": _treated(row),
        "finding": _shown(finding),
        "note": finding.note if finding else "",
    }


def _treated(row) -> str:
    reason, lifted, uncounted, waits = row[5], row[6], row[7], row[8]
    if uncounted:
        return _("Belum dihitung")
    if reason and not lifted:
        return _("Ditahan: %(reason)s", reason=_(words.DOUBTS[reason]))
    told = _("menunggu pengumuman berikutnya") if waits else _("ikut dihitung")
    return _("Dilepas verifikator, %(told)s", told=told) if lifted else told[:1].upper() + told[1:]


def _decisions(session: TenantSession, items: list[AuditItem], found: dict, offices: dict) -> dict[UUID, dict]:
    drawn = [item for item in items if item.decision_id]
    rows = queries.decisions_by_id(session, [item.decision_id for item in drawn])
    names = person_names(session, {row.by_id for row, _opd, _point in rows.values()})
    return {
        item.id: {
            "id": item.id,
            "kind": _("Putusan"),
            "point": point,
            "office": offices[opd_id],
            "day": row.day,
            "detail": _("Oleh %(name)s, %(day)s", name=names.get(row.by_id, ""), day=_day(session, row)),
            "treated": f"{_(words.OUTCOMES[row.outcome])}. {row.reason}",
            "finding": _shown(found.get(item.id)),
            "note": found[item.id].note if item.id in found else "",
        }
        for item in drawn
        for row, opd_id, point in [rows[item.decision_id]]
    }


def _day(session: TenantSession, row) -> str:
    return short_date(clock.local(row.at, session.tenant.timezone).date())


def _shown(finding: AuditFinding | None) -> str:
    return _(words.FINDINGS[finding.outcome]) if finding else ""
