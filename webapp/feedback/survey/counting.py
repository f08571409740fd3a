"""Adding responses to the sums: each exactly once, in the transaction that takes it from the outbox.

A response that is held (`holding`) is added when it is let go.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

import sqlalchemy as sa

from webapp.feedback.ratings.recount import Difference
from webapp.feedback.seals.waiting import await_seal
from webapp.feedback.survey.holding.noticing import Row, hold_doubtful
from webapp.platform.db import TenantSession

BATCH = 500
CLAIM = sa.text("""
with waiting as (
  select tenant_id, response_id from survey_pending where tenant_id = :tenant
  order by response_id limit :most for update skip locked
), claimed as (
  delete from survey_pending p using waiting w
  where p.tenant_id = :tenant and w.tenant_id = p.tenant_id and w.response_id = p.response_id
  returning p.response_id, p.device, p.doubt
)
select c.device, c.doubt, r.id, r.day, r.period_id, r.service_id, r.channel, r.sex, r.age, r.education,
       r.occupation, r.band, r.has_disability, r.answers
from claimed c join survey_response r on r.tenant_id = :tenant and r.id = c.response_id
""")
ADD = sa.text("""
insert into survey_sum (tenant_id, period_id, service_id, channel, question, n1, n2, n3, n4)
values (:tenant, :period, :service, :channel, :question, :n1, :n2, :n3, :n4)
on conflict (tenant_id, period_id, service_id, channel, question) do update
set n1 = survey_sum.n1 + excluded.n1, n2 = survey_sum.n2 + excluded.n2,
    n3 = survey_sum.n3 + excluded.n3, n4 = survey_sum.n4 + excluded.n4
""")
ADD_PROFILE = sa.text("""
insert into survey_profile (tenant_id, period_id, trait, value, n) values (:tenant, :period, :trait, :value, :n)
on conflict (tenant_id, period_id, trait, value) do update set n = survey_profile.n + excluded.n
""")
TRUE = sa.text("""
select r.period_id, r.service_id, r.channel, (a.place - 1)::int, count(*) filter (where a.value = 1),
       count(*) filter (where a.value = 2), count(*) filter (where a.value = 3), count(*) filter (where a.value = 4)
from survey_response r, unnest(r.answers) with ordinality a (value, place)
where r.tenant_id = :tenant
  and not exists (select from survey_pending p where p.tenant_id = :tenant and p.response_id = r.id)
  and not exists (select from survey_hold h
                  where h.tenant_id = :tenant and h.response_id = r.id and h.state <> 'dilepas')
group by 1, 2, 3, 4
""")
STORED = sa.text("""
select period_id, service_id, channel, question, n1, n2, n3, n4 from survey_sum where tenant_id = :tenant
""")
TRUE_PROFILE = sa.text("""
select r.period_id, t.trait, t.value, count(*)
from survey_response r, lateral (values
  ('sex', r.sex), ('age', r.age), ('education', r.education), ('occupation', r.occupation), ('band', r.band),
  ('has_disability', case r.has_disability when true then 'ya' when false then 'tidak' else 'tidak_dijawab' end)
) t (trait, value)
where r.tenant_id = :tenant
  and not exists (select from survey_pending p where p.tenant_id = :tenant and p.response_id = r.id)
  and not exists (select from survey_hold h
                  where h.tenant_id = :tenant and h.response_id = r.id and h.state <> 'dilepas')
group by 1, 2, 3
""")
STORED_PROFILE = sa.text("select period_id, trait, value, n from survey_profile where tenant_id = :tenant")
LOCK = sa.text("lock table survey_pending, survey_sum in share row exclusive mode")
FORGET = sa.text("delete from survey_sum where tenant_id = :tenant")
FORGET_PROFILE = sa.text("delete from survey_profile where tenant_id = :tenant")
TRAITS = ("sex", "age", "education", "occupation", "band", "has_disability")
Place = tuple[UUID, UUID, str, int]


def count_waiting(session: TenantSession, most: int = BATCH) -> int:
    """Counts up to `most` waiting responses; returns how many. The caller commits."""
    connection, tenant = session.connection(), session.tenant.id
    rows = connection.execute(CLAIM, {"tenant": tenant, "most": most}).mappings().all()
    held = hold_doubtful(session, rows)
    add(session, [row for row in rows if row["id"] not in held])
    await_seal(session, "survei", [row["id"] for row in rows], [row["day"] for row in rows])
    return len(rows)


def add(session: TenantSession, rows: Iterable[Row], sign: int = 1) -> None:
    """Adds these responses to the sums, or takes them away again (-1)."""
    sums: dict[Place, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    profiles: Counter[tuple] = Counter()
    for row in rows:
        for question, value in enumerate(row["answers"]):
            sums[row["period_id"], row["service_id"], row["channel"], question][value - 1] += sign
        for trait in TRAITS:
            profiles[row["period_id"], trait, _word(row[trait])] += sign
    _add(session, sums, profiles)


def differences(session: TenantSession) -> list[Difference]:
    """Sums and profiles that are not what the responses say; an empty list is the promise."""
    return [
        *_compared("survey", _by_place(session, TRUE, 4), _by_place(session, STORED, 4)),
        *_compared("survey profile", _by_place(session, TRUE_PROFILE, 3), _by_place(session, STORED_PROFILE, 3)),
    ]


def repair(session: TenantSession) -> list[Difference]:
    """Writes all sums anew if one is wrong, and returns what it was. The caller commits; counting waits meanwhile."""
    connection, asked = session.connection(), {"tenant": session.tenant.id}
    connection.execute(LOCK)
    found = differences(session)
    if found:
        connection.execute(FORGET, asked)
        connection.execute(FORGET_PROFILE, asked)
        profiles = {place: n for place, (n,) in _by_place(session, TRUE_PROFILE, 3).items()}
        _add(session, _by_place(session, TRUE, 4), profiles)
    return found


def _by_place(session: TenantSession, rows: sa.TextClause, key: int) -> dict[tuple, tuple]:
    """{the first columns: the numbers behind them}."""
    found = session.connection().execute(rows, {"tenant": session.tenant.id})
    return {tuple(row[:key]): tuple(row[key:]) for row in found}


def _compared(what: str, true: Mapping[tuple, tuple], stored: Mapping[tuple, tuple]) -> list[Difference]:
    places = [place for place in true.keys() | stored.keys() if true.get(place) != stored.get(place)]
    return [Difference(place, stored.get(place), true.get(place), what) for place in sorted(places, key=str)]


def _add(session: TenantSession, sums: Mapping[Place, Sequence[int]], profiles: Mapping[tuple, int]) -> None:
    """Adds to what is stored; in one order everywhere, so that two who count never wait for each other crosswise."""
    connection, tenant = session.connection(), session.tenant.id
    if sums:
        connection.execute(ADD, [_row(tenant, place, counts) for place, counts in sorted(sums.items(), key=_order)])
    if profiles:
        columns = ("period", "trait", "value", "n")
        values = [dict(zip(columns, (*key, n), strict=True)) for key, n in sorted(profiles.items(), key=_order)]
        connection.execute(ADD_PROFILE, [{"tenant": tenant} | each for each in values])


def _row(tenant: UUID, place: Place, counts: Sequence[int]) -> dict:
    names = ("period", "service", "channel", "question", "n1", "n2", "n3", "n4")
    return {"tenant": tenant} | dict(zip(names, (*place, *counts), strict=True))


def _order(item: tuple) -> list[str]:
    return [str(part) for part in item[0]]


def _word(value: str | bool | None) -> str:
    if isinstance(value, str):
        return value
    return {True: "ya", False: "tidak", None: "tidak_dijawab"}[value]
