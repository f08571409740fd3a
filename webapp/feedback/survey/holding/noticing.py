"""Which of the answers being counted are held: in the transaction that takes them from the outbox, so once for each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from webapp.feedback.survey.holding.rules import HELD, SAME_DEVICE
from webapp.platform.db import TenantSession

SEEN = sa.text("""
insert into survey_device (tenant_id, device, day, n)
select :tenant, v.* from unnest(cast(:devices as bytea[]), cast(:days as date[]), cast(:ns as int[])) v
on conflict (tenant_id, device) do update set n = survey_device.n + excluded.n
returning device, day, n
""")
HOLD = sa.text("""
insert into survey_hold (tenant_id, response_id, period_id, reason, nth, same_day, state)
values (:tenant, :id, :period_id, :reason, :nth, :same_day, :state)
""")
Row = Mapping[Any, Any]


def hold_doubtful(session: TenantSession, rows: Sequence[Row]) -> set[UUID]:
    """Holds those of staff with a stake and all of a device but its first; returns their ids.

    rows: answers taken from the outbox with id, period_id, day, device, doubt. Which of a device's is the first says
    nothing of what was answered: the one counted first, and of those counted together the one of the lowest id.
    """
    held = [_hold(row, row["doubt"]) for row in rows if row["doubt"]] + _repeats(session, rows)
    if held:
        each = {"tenant": session.tenant.id, "state": HELD}
        session.connection().execute(HOLD, [one | each for one in sorted(held, key=lambda one: one["id"])])
    return {one["id"] for one in held}


def _repeats(session: TenantSession, rows: Sequence[Row]) -> list[dict]:
    together: dict[bytes, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row["id"]):
        if row["device"] and not row["doubt"]:
            together[bytes(row["device"])].append(row)
    if not together:
        return []
    devices = sorted(together)  # whoever counts at the same time takes them in this order too
    asked = {
        "tenant": session.tenant.id, "devices": devices, "days": [together[each][0]["day"] for each in devices],
        "ns": [len(together[each]) for each in devices],
    }  # fmt: skip
    found = []
    for device, day, n in session.connection().execute(SEEN, asked):
        of_device = together[bytes(device)]
        for nth, row in enumerate(of_device, start=n - len(of_device) + 1):
            if nth > 1:
                found.append(_hold(row, SAME_DEVICE, nth, row["day"] == day))
    return found


def _hold(row: Row, reason: str, nth: int | None = None, same_day: bool | None = None) -> dict:
    return {"id": row["id"], "period_id": row["period_id"], "reason": reason, "nth": nth, "same_day": same_day}
