"""What the automatic rules saw of a drawn rating, or of those a drawn decision is about: for the inspector to check.

No answer, no minute, no mark: the day and a part of it, and how often a device or a network came, never which.
"""

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from webapp.feedback.review import words
from webapp.feedback.trust.parameters import MINUTES_PER_DAY, PARAMETERS
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import number, percent

NOON, EVENING = 12, 17
RATING = sa.text("""
select r.channel, r.day, r.shift, r.point_id, d.reason, d.lifted, t.rating_id is not null as is_traced,
  t.minute % :whole_day / 60 as hour, t.device is not null as has_device, t.network is not null as has_network,
  coalesce((select v.rating_id = r.id from rating_device v where v.tenant_id = :tenant
    and v.service_id = r.service_id and v.week = t.week and v.device = t.device), false) as is_first,
  (select count(*) from rating_trace o join rating q on q.tenant_id = :tenant and q.id = o.rating_id
    and q.service_id = r.service_id
    where o.tenant_id = :tenant and o.week = t.week and o.device = t.device) as of_device,
  (select count(*) from rating_trace o join rating q on q.tenant_id = :tenant and q.id = o.rating_id
    and q.point_id = r.point_id and q.day = r.day
    where o.tenant_id = :tenant and o.week = t.week and o.network = t.network) as of_network,
  (select round(count(*)::numeric / nullif(count(distinct q.day), 0), 1) from rating q where q.tenant_id = :tenant
    and q.point_id = r.point_id and q.channel = r.channel and q.day <> r.day
    and q.day between r.day - 28 and r.day + 28) as usual
from audit_item i
join rating r on r.tenant_id = :tenant and r.id = i.rating_id
left join rating_trace t on t.tenant_id = :tenant and t.rating_id = r.id
left join rating_doubt d on d.tenant_id = :tenant and d.rating_id = r.id
where i.tenant_id = :tenant and i.id = :item
""")
NEIGHBOURS = sa.text("""
select r.channel, count(*), count(distinct t.device), count(distinct t.network),
  count(d.id) filter (where not d.lifted)
from rating r
left join rating_trace t on t.tenant_id = :tenant and t.rating_id = r.id
left join rating_doubt d on d.tenant_id = :tenant and d.rating_id = r.id
where r.tenant_id = :tenant and r.point_id = :point and r.day = :day
group by r.channel order by r.channel
""")
DECISION = sa.text("""
select c.point_id, c.day, c.doubt, count(v.rating_id), count(distinct t.device), count(distinct t.network),
  count(t.rating_id)
from audit_item i
join review_decision c on c.tenant_id = :tenant and c.id = i.decision_id
left join reviewed_rating v on v.tenant_id = :tenant and v.decision_id = c.id
left join rating_trace t on t.tenant_id = :tenant and t.rating_id = v.rating_id
where i.tenant_id = :tenant and i.id = :item
group by c.point_id, c.day, c.doubt
""")


def seen(session: TenantSession, item_id: UUID) -> dict[str, Any]:
    """`facts` [(what, words)], `checks` [(rule, what was seen, what follows)], and `neighbours` of that day."""
    asked = {"tenant": session.tenant.id, "item": item_id, "whole_day": MINUTES_PER_DAY}
    row = session.connection().execute(RATING, asked).mappings().first()
    if row is not None:
        around = _neighbours(session, row["point_id"], row["day"])
        return {"facts": _facts(row), "checks": _checks(row, around), "neighbours": around}
    point, day, doubt, *counts = session.connection().execute(DECISION, asked).one()
    return {"facts": _of_decision(doubt, *counts), "checks": [], "neighbours": _neighbours(session, point, day)}


def _neighbours(session: TenantSession, point_id: UUID, day) -> list[dict]:
    """Each channel's ratings of the same point and day: how many, from how many devices and networks, how many held."""
    asked = {"tenant": session.tenant.id, "point": point_id, "day": day}
    return [
        {"channel": channel, "word": _(words.CHANNELS[channel]), "n": n, "devices": devices, "networks": networks,
         "held": held}
        for channel, n, devices, networks, held in session.connection().execute(NEIGHBOURS, asked)
    ]  # fmt: skip


def _facts(row) -> list[tuple[str, str]]:
    facts = [
        (_("Hari dan bagian hari"), f"{_(words.WEEKDAYS[row['day'].weekday()])}, {_part(row)}"),
        (_("Bukti dilayani"), _(words.PROOFS[row["channel"]])),
    ]
    if not row["is_traced"]:
        facts.append((_("Tanda perangkat dan jaringan"), _(words.FORGOTTEN)))
    return facts


def _part(row) -> str:
    """The part of the day: half days, never an hour."""
    if row["hour"] is None:
        return _(words.SHIFTS[row["shift"]]).lower() if row["shift"] else _("bagian hari tidak tersimpan lagi")
    place = 0 if row["hour"] < NOON else (1 if row["hour"] < EVENING else 2)
    return _(words.PARTS[place])


def _checks(row, around: list[dict]) -> list[tuple[str, str, str]]:
    """Every rule in the order it is applied: what it asks, what was seen, what follows."""
    held = row["reason"] if not row["lifted"] else None
    rules = [
        (_(words.DOUBTS["perangkat_sama"]), _device(row), "perangkat_sama"),
        (_(words.DOUBTS["isian_mesin"]), _found(row, "isian_mesin"), "isian_mesin"),
        (_(words.DOUBTS["staf_unit"]), _found(row, "staf_unit"), "staf_unit"),
    ]
    checks = [(rule, what, _follows(row, name, held)) for rule, what, name in rules]
    return [*checks, _network(row), _day(row, around), _channel(row)]


def _device(row) -> str:
    if not row["has_device"]:
        return _("Perangkatnya tidak dikenal")
    if row["of_device"] == 1:
        return _("Satu kali pada pekan itu untuk layanan ini")
    word = _("yang dihitung penilaian ini") if row["is_first"] else _("yang dihitung penilaian lain")
    return _("%(n)s kali pada pekan itu untuk layanan ini, %(which)s", n=number(row["of_device"]), which=word)


def _found(row, doubt: str) -> str:
    return _("Terlihat") if row["reason"] == doubt else _("Tidak terlihat")


def _follows(row, rule: str, held: str | None) -> str:
    if row["reason"] != rule:
        return _("Tidak menahan")
    return _("Ditahan: bobot 0") if held else _("Ditahan, lalu dilepas verifikator")


def _network(row) -> tuple[str, str, str]:
    full = PARAMETERS.network_votes
    rule = _("Banyak penilaian dari satu jaringan internet")
    if not row["has_network"]:
        return rule, _("Jaringannya tidak dikenal"), _("Tidak mengurangi")
    what = _("%(n)s kali dari jaringan yang sama di titik ini pada hari itu", n=number(row["of_network"]))
    if row["of_network"] <= full:
        return rule, what, _("Tidak mengurangi")
    return rule, what, _("Penuh untuk %(n)s, selebihnya berbobot akarnya", n=full)


def _day(row, around: list[dict]) -> tuple[str, str, str]:
    n = next(one["n"] for one in around if one["channel"] == row["channel"])
    what = _("%(n)s lewat saluran ini di titik ini pada hari itu", n=number(n))
    if row["usual"] is not None:
        what += "; " + _("biasanya %(n)s sehari, empat pekan sebelum dan sesudahnya", n=number(row["usual"]))
    share = percent(PARAMETERS.day_share)
    follows = _("Satu hari paling banyak %(share)s dari suara saluran ini", share=share)
    return _("Terlalu banyak penilaian pada satu hari"), what, follows


def _channel(row) -> tuple[str, str, str]:
    shares = {"kiosk": PARAMETERS.kiosk_share, "open": PARAMETERS.open_share}
    follows = _("Bobot penuh")
    if row["channel"] in shares:
        follows = _("Salurannya bersama-sama paling banyak %(share)s dari semua suara",
                    share=percent(shares[row["channel"]]))  # fmt: skip
    return _("Bagian tiap saluran"), _(words.CHANNELS[row["channel"]]), follows


def _of_decision(doubt: str, n: int, devices: int, networks: int, traced: int) -> list[tuple[str, str]]:
    facts = [
        (_("Dugaan yang diputus"), _(words.DOUBTS[doubt])),
        (_("Penilaian yang diputus bersama"), number(n)),
    ]
    if not traced:
        return [*facts, (_("Tanda perangkat dan jaringan"), _(words.FORGOTTEN))]
    told = _("%(devices)s perangkat, %(networks)s jaringan", devices=number(devices), networks=number(networks))
    return [*facts, (_("Asalnya"), told)]
