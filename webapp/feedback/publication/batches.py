"""Letting counted ratings out in whole batches, so that nobody reads one citizen's answer out of a change.

Every published number is a sum over `released_bucket`, and only this module writes there: the counts of an OPD's
own points, all at once, when enough of its ratings wait. An OPD above is the sum of what is let out below it, so
neither its number nor the difference between the two ever moves by less than a batch. Nothing here commits.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from webapp.feedback.publication.limits import in_force
from webapp.feedback.publication.rules import is_batch, may_leave
from webapp.platform.db import TenantSession

# Two releases of one OPD must not overlap. The rows of opd are at hand, and counting does not wait for them.
HOLD = sa.text("""
select o.id from opd o where o.tenant_id = :tenant and o.id = any(:opds) order by o.id for no key update
""")
WAITING = sa.text("""
select count(*)
from service_point p
join rating_waiting w on w.tenant_id = :tenant and w.point_id = p.id and w.day between :since and :until
where p.tenant_id = :tenant and p.opd_id = :opd
group by case when w.channel = 'token' then uuid_send(w.rating_id) else coalesce(w.network, ''::bytea) end,
         date_trunc('week', w.day)
""")
# One statement, one snapshot: a rating counted meanwhile is in neither half, nor is one of a day that begins meanwhile.
LET_OUT = sa.text("""
with gone as (
  delete from rating_waiting w using service_point p
  where w.tenant_id = :tenant and w.day between :since and :until
    and p.tenant_id = :tenant and p.id = w.point_id and p.opd_id = :opd
)
insert into released_bucket (tenant_id, point_id, day, channel, n1, n2, n3, n4,
                             perangkat_sama, isian_mesin, staf_unit, w1, w2, w3, w4)
select :tenant, b.point_id, b.day, b.channel, b.n1 - b.d1, b.n2 - b.d2, b.n3 - b.d3, b.n4 - b.d4,
       b.perangkat_sama, b.isian_mesin, b.staf_unit, b.w1, b.w2, b.w3, b.w4
from service_point p
join rating_bucket b on b.tenant_id = :tenant and b.point_id = p.id and b.day between :since and :until
left join released_bucket r
  on r.tenant_id = :tenant and r.point_id = b.point_id and r.day = b.day and r.channel = b.channel
where p.tenant_id = :tenant and p.opd_id = :opd
  and (r.n1, r.n2, r.n3, r.n4, r.perangkat_sama, r.isian_mesin, r.staf_unit, r.w1, r.w2, r.w3, r.w4)
      is distinct from (b.n1 - b.d1, b.n2 - b.d2, b.n3 - b.d3, b.n4 - b.d4,
                        b.perangkat_sama, b.isian_mesin, b.staf_unit, b.w1, b.w2, b.w3, b.w4)
on conflict (tenant_id, point_id, day, channel) do update
set n1 = excluded.n1, n2 = excluded.n2, n3 = excluded.n3, n4 = excluded.n4,
    perangkat_sama = excluded.perangkat_sama, isian_mesin = excluded.isian_mesin, staf_unit = excluded.staf_unit,
    w1 = excluded.w1, w2 = excluded.w2, w3 = excluded.w3, w4 = excluded.w4
""")
OLD = sa.text("""
select coalesce(sum(r.n1 + r.n2 + r.n3 + r.n4), 0), min(r.day)
from service_point p
join released_bucket r on r.tenant_id = :tenant and r.point_id = p.id and r.day < :since
where p.tenant_id = :tenant and p.opd_id = :opd
""")
TAKE_BACK = sa.text("""
delete from released_bucket r using service_point p
where r.tenant_id = :tenant and r.day < :since
  and p.tenant_id = :tenant and p.id = r.point_id and p.opd_id = :opd
""")


def hold(session: TenantSession, opd_ids: Iterable[UUID]) -> None:
    """Until the transaction ends nobody else releases or scores these OPD. Take all that are needed at once."""
    asked = {"tenant": session.tenant.id, "opds": sorted(opd_ids)}
    session.connection().execute(HOLD, asked).all()


def is_ripe(session: TenantSession, opd_id: UUID, since: date, until: date) -> bool:
    """Whether enough ratings of this OPD's own points wait to be let out together."""
    asked = {"tenant": session.tenant.id, "opd": opd_id, "since": since, "until": until}
    return is_batch(session.connection().execute(WAITING, asked).scalars(), in_force(session).batch)


def let_out(session: TenantSession, opd_id: UUID, since: date, until: date) -> None:
    """Lets out all that is counted for this OPD's own points. Call it held and ripe."""
    asked = {"tenant": session.tenant.id, "opd": opd_id, "since": since, "until": until}
    session.connection().execute(LET_OUT, asked)


def take_back(session: TenantSession, opd_id: UUID, since: date) -> bool:
    """Removes what lies before the window, when these are enough to leave together; says if it did."""
    connection = session.connection()
    asked = {"tenant": session.tenant.id, "opd": opd_id, "since": since}
    n, oldest = connection.execute(OLD, asked).one()
    if oldest is None or not may_leave(n, since - oldest, in_force(session).batch):
        return False
    connection.execute(TAKE_BACK, asked)
    return True
