"""Letting counted ratings out in whole batches, so that nobody reads one citizen's answer out of a change.

Every published number is a sum over `released_week`, and only this module writes there (and the repair): the counts
of an OPD's own points, all at once, when enough of its ratings wait, into the week in which they are let out. An OPD
above is the sum of what is let out below it; a window, a quarter, a year are sums of weeks. So every number, and every
difference between two of them, is a sum of whole batches. Nothing here commits.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from webapp.feedback.publication.limits import in_force
from webapp.feedback.publication.rules import is_batch
from webapp.feedback.ratings.rules import week_of
from webapp.platform.db import TenantSession
from webapp.platform.ids import uuid7

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
# What the office tells is counted from the ratings that leave, so that it agrees with the note of each to the letter.
LET_OUT = sa.text("""
with gone as (
  delete from rating_waiting w using service_point p
  where w.tenant_id = :tenant and w.day between :since and :until
    and p.tenant_id = :tenant and p.id = w.point_id and p.opd_id = :opd
  returning w.rating_id
), noted as (
  insert into rating_release (tenant_id, rating_id, opd_id, week, batch)
  select :tenant, g.rating_id, :opd, :week, cast(:batch as uuid) from gone g
  on conflict (tenant_id, rating_id)
  do update set opd_id = excluded.opd_id, week = excluded.week, batch = excluded.batch
  returning week
), answers as (
  select r.day, r.channel, count(*) filter (where r.score = 1) n1, count(*) filter (where r.score = 2) n2,
         count(*) filter (where r.score = 3) n3, count(*) filter (where r.score = 4) n4
  from gone g join rating r on r.tenant_id = :tenant and r.id = g.rating_id
  group by r.day, r.channel
), part as (
  select b.point_id, b.day, b.channel, b.n1 - b.d1 n1, b.n2 - b.d2 n2, b.n3 - b.d3 n3, b.n4 - b.d4 n4,
         b.perangkat_sama, b.isian_mesin, b.staf_unit, b.w1, b.w2, b.w3, b.w4,
         b.perangkat_sama - coalesce(r.perangkat_sama, 0) d1, b.isian_mesin - coalesce(r.isian_mesin, 0) d2,
         b.staf_unit - coalesce(r.staf_unit, 0) d3, b.w1 - coalesce(r.w1, 0) m1, b.w2 - coalesce(r.w2, 0) m2,
         b.w3 - coalesce(r.w3, 0) m3, b.w4 - coalesce(r.w4, 0) m4
  from service_point p
  join rating_bucket b on b.tenant_id = :tenant and b.point_id = p.id and b.day between :since and :until
  left join released_bucket r
    on r.tenant_id = :tenant and r.point_id = b.point_id and r.day = b.day and r.channel = b.channel
  where p.tenant_id = :tenant and p.opd_id = :opd
    and (r.n1, r.n2, r.n3, r.n4, r.perangkat_sama, r.isian_mesin, r.staf_unit, r.w1, r.w2, r.w3, r.w4)
        is distinct from (b.n1 - b.d1, b.n2 - b.d2, b.n3 - b.d3, b.n4 - b.d4,
                          b.perangkat_sama, b.isian_mesin, b.staf_unit, b.w1, b.w2, b.w3, b.w4)
), weights as (
  select day, channel, sum(d1) d1, sum(d2) d2, sum(d3) d3, sum(m1) m1, sum(m2) m2, sum(m3) m3, sum(m4) m4
  from part group by day, channel
), told as (
  insert into released_week (tenant_id, opd_id, week, day, channel, n1, n2, n3, n4,
                             perangkat_sama, isian_mesin, staf_unit, w1, w2, w3, w4)
  select :tenant, :opd, :week, day, channel,
         coalesce(a.n1, 0), coalesce(a.n2, 0), coalesce(a.n3, 0), coalesce(a.n4, 0),
         coalesce(w.d1, 0), coalesce(w.d2, 0), coalesce(w.d3, 0),
         coalesce(w.m1, 0), coalesce(w.m2, 0), coalesce(w.m3, 0), coalesce(w.m4, 0)
  from answers a full join weights w using (day, channel)
  on conflict (tenant_id, opd_id, week, day, channel) do update
  set n1 = released_week.n1 + excluded.n1, n2 = released_week.n2 + excluded.n2,
      n3 = released_week.n3 + excluded.n3, n4 = released_week.n4 + excluded.n4,
      perangkat_sama = released_week.perangkat_sama + excluded.perangkat_sama,
      isian_mesin = released_week.isian_mesin + excluded.isian_mesin,
      staf_unit = released_week.staf_unit + excluded.staf_unit,
      w1 = released_week.w1 + excluded.w1, w2 = released_week.w2 + excluded.w2,
      w3 = released_week.w3 + excluded.w3, w4 = released_week.w4 + excluded.w4
  returning week
)
insert into released_bucket (tenant_id, point_id, day, channel, n1, n2, n3, n4,
                             perangkat_sama, isian_mesin, staf_unit, w1, w2, w3, w4)
select :tenant, point_id, day, channel, n1, n2, n3, n4, perangkat_sama, isian_mesin, staf_unit, w1, w2, w3, w4
from part
on conflict (tenant_id, point_id, day, channel) do update
set n1 = excluded.n1, n2 = excluded.n2, n3 = excluded.n3, n4 = excluded.n4,
    perangkat_sama = excluded.perangkat_sama, isian_mesin = excluded.isian_mesin, staf_unit = excluded.staf_unit,
    w1 = excluded.w1, w2 = excluded.w2, w3 = excluded.w3, w4 = excluded.w4
""")
CLEAR = sa.text("delete from released_bucket where tenant_id = :tenant and day < :since")


def hold(session: TenantSession, opd_ids: Iterable[UUID]) -> None:
    """Until the transaction ends nobody else releases or scores these OPD. Take all that are needed at once."""
    asked = {"tenant": session.tenant.id, "opds": sorted(opd_ids)}
    session.connection().execute(HOLD, asked).all()


def is_ripe(session: TenantSession, opd_id: UUID, since: date, until: date) -> bool:
    """Whether enough ratings of this OPD's own points wait to be let out together."""
    asked = {"tenant": session.tenant.id, "opd": opd_id, "since": since, "until": until}
    return is_batch(session.connection().execute(WAITING, asked).scalars(), in_force(session).batch)


def let_out(session: TenantSession, opd_id: UUID, since: date, until: date) -> None:
    """Lets out all that is counted for this OPD's own points, into this week. Call it held and ripe."""
    asked = {"tenant": session.tenant.id, "opd": opd_id, "since": since, "until": until}
    session.connection().execute(LET_OUT, asked | {"week": week_of(until), "batch": uuid7()})


def clear(session: TenantSession, since: date) -> None:
    """Drops the working copy of days before the window: nothing more is let out of them."""
    session.connection().execute(CLEAR, {"tenant": session.tenant.id, "since": since})
