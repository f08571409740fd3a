"""The history of a service or a service point, read from the audit trail."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from webapp.people.published import person_names
from webapp.platform.audit import AuditEvent
from webapp.platform.db import TenantSession
from webapp.platform.texts import shortened

MOST = 50  # deeds shown, the latest first
DEEDS = {
    "layanan:ditambah": "Layanan ditambahkan",
    "layanan:diubah": "Layanan diubah",
    "layanan:ditutup": "Penutupan dicatat",
    "layanan:dibuka": "Dibuka kembali",
    "titik:ditambah": "Titik layanan ditambahkan",
    "titik:diubah": "Titik layanan diubah",
    "titik:ditutup": "Penutupan dicatat",
    "titik:dibuka": "Dibuka kembali",
    "jam:diubah": "Jam buka diubah",
    "standar:mulai": "Draf standar pelayanan dimulai",
    "standar:draf-dibuang": "Draf standar pelayanan dibuang",
    "standar:terbit": "Standar pelayanan terbit",
}
FIELDS = {
    "name": "Nama",
    "description": "Uraian",
    "requirements": "Yang perlu dibawa",
    "opd_id": "Kantor",
    "kind": "Jenis",
    "address": "Alamat",
}


def history_of(
    session: TenantSession, object_id: UUID, say: Callable[[str], str], day_of: Callable[[datetime], str]
) -> list[dict]:
    """The deeds on one thing for the timeline, the latest first. `say` translates, `day_of` writes the day."""
    rows = select(AuditEvent).where(AuditEvent.object_id == object_id, col(AuditEvent.action).in_(DEEDS))
    deeds = list(session.exec(rows.order_by(col(AuditEvent.at).desc()).limit(MOST)))
    names = person_names(session, {deed.actor_id for deed in deeds if deed.actor_id})
    return [
        {
            "what": say(DEEDS[deed.action]),
            "when_text": day_of(deed.at),
            "who": names.get(deed.actor_id),
            "note": note_of(deed.detail, say),
            "is_done": True,
        }
        for deed in deeds
    ]


def note_of(detail: dict[str, Any], say: Callable[[str], str]) -> str | None:
    """What differs, or the reason that was given."""
    if alasan := detail.get("alasan"):
        other = detail.get("pengganti")
        return f"{detail['sejak']}: {alasan}" + (f" → {other}" if other else "")
    if number := detail.get("versi"):
        return f"{say('Versi')} {number}"
    if isinstance(detail.get("sebelum"), dict):
        return "\n".join(
            f"{say(FIELDS[name])}: {_short(old, say)} → {_short(detail['sesudah'][name], say)}"
            for name, old in detail["sebelum"].items()
        )
    return None


def _short(value: Any, say: Callable[[str], str]) -> str:
    text = "; ".join(value) if isinstance(value, list) else str(value)
    return shortened(text, 77) or say("belum diisi")
