"""What is sealed: ratings, their reasons and sentences, and responses to the survey, each with every column it has."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from webapp.platform.db import TenantSession

KINDS = ("penilaian", "alasan", "pesan", "survei")
OF_KIND = {
    "penilaian": sa.text("""
select id, point_id, service_id, opd_id, officer_id, shift, channel, day, score
from rating where tenant_id = :tenant and id = any(cast(:ids as uuid[]))
"""),
    "alasan": sa.text("""
select id, rating_id, unsur from rating_reason where tenant_id = :tenant and id = any(cast(:ids as uuid[]))
"""),
    "pesan": sa.text("""
select id, rating_id, text from rating_comment where tenant_id = :tenant and id = any(cast(:ids as uuid[]))
"""),
    "survei": sa.text("""
select id, period_id, service_id, channel, day, band, sex, age, education, occupation, has_disability, answers
from survey_response where tenant_id = :tenant and id = any(cast(:ids as uuid[]))
"""),
}
UNKNOWN = {
    "penilaian": sa.text("""
select id from rating r where tenant_id = :tenant
  and not exists (select from seal_leaf l where l.tenant_id = :tenant and l.kind = 'penilaian' and l.record_id = r.id)
  and not exists (select from seal_waiting w where w.tenant_id = :tenant and w.kind = 'penilaian'
                  and w.record_id = r.id)
  and not exists (select from rating_event e where e.tenant_id = :tenant and e.rating_id = r.id)
"""),
    "alasan": sa.text("""
select id from rating_reason r where tenant_id = :tenant
  and not exists (select from seal_leaf l where l.tenant_id = :tenant and l.kind = 'alasan' and l.record_id = r.id)
  and not exists (select from seal_waiting w where w.tenant_id = :tenant and w.kind = 'alasan' and w.record_id = r.id)
"""),
    "pesan": sa.text("""
select id from rating_comment r where tenant_id = :tenant
  and not exists (select from seal_leaf l where l.tenant_id = :tenant and l.kind = 'pesan' and l.record_id = r.id)
  and not exists (select from seal_waiting w where w.tenant_id = :tenant and w.kind = 'pesan' and w.record_id = r.id)
"""),
    "survei": sa.text("""
select id from survey_response r where tenant_id = :tenant
  and not exists (select from seal_leaf l where l.tenant_id = :tenant and l.kind = 'survei' and l.record_id = r.id)
  and not exists (select from seal_waiting w where w.tenant_id = :tenant and w.kind = 'survei' and w.record_id = r.id)
  and not exists (select from survey_pending p where p.tenant_id = :tenant and p.response_id = r.id)
"""),
}


def payloads(session: TenantSession, kind: str, ids: Sequence[UUID]) -> dict[UUID, bytes]:
    """{id: the answer as it is sealed} of those that are stored."""
    rows = session.connection().execute(OF_KIND[kind], {"tenant": session.tenant.id, "ids": list(ids)}).mappings()
    return {row["id"]: payload(kind, row) for row in rows}


def payload(kind: str, row: Mapping[str, Any]) -> bytes:
    """A record in one unmistakable spelling: JSON with sorted keys, no spaces, ASCII only."""
    words = {name: _plain(value) for name, value in row.items()}
    return json.dumps({"jenis": kind} | words, sort_keys=True, separators=(",", ":")).encode("ascii")


def never_sealed(session: TenantSession, kind: str) -> list[UUID]:
    """Records that no seal holds and that do not wait for one: they did not come the way answers come."""
    return list(session.connection().execute(UNKNOWN[kind], {"tenant": session.tenant.id}).scalars())


def _plain(value: Any) -> Any:
    """Ids as their hash: whoever holds a receipt may see what was sealed, and no id of ours."""
    if isinstance(value, UUID):
        return sha256(str(value).encode()).hexdigest()
    return value if value is None or isinstance(value, bool | int | list) else str(value)
