"""Keeping what a dry run found, so that it can be looked at page by page and sent back as a file."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from webapp.people.imports import queries
from webapp.people.imports.models import ImportRow
from webapp.people.imports.world import Finding, Verdict
from webapp.platform.db import TenantSession
from webapp.platform.ids import uuid7

AT_ONCE = 1000  # rows in one statement


def store_finding(
    session: TenantSession, run_id: UUID, finding: Finding, tell: Callable[[str, int, int], None]
) -> None:
    """Replaces the rows of this import. Cells are kept only where something must be corrected."""
    queries.drop_rows(session, run_id)
    rows = list(_rows(finding))
    for first in range(0, len(rows), AT_ONCE):
        tell("menyimpan", first, len(rows))
        some = [{"tenant_id": session.tenant.id, "id": uuid7(), "run_id": run_id} | row
                for row in rows[first : first + AT_ONCE]]  # fmt: skip
        session.connection().execute(sa.insert(ImportRow.__table__), some)


def _rows(finding: Finding) -> Iterator[dict[str, Any]]:
    for position, verdict in enumerate(finding.verdicts, start=1):
        yield _row(position, verdict)
    for position, person in enumerate(finding.missing, start=1):
        yield {
            "position": position, "number": None, "change": "keluar", "nip": person.nip, "name": person.name,
            "person_id": person.id, "cells": [], "faults": [], "facts": [],
        }  # fmt: skip


def _row(position: int, verdict: Verdict) -> dict[str, Any]:
    is_wrong = verdict.change == "salah"
    return {
        "position": position, "number": verdict.number, "change": verdict.change, "nip": verdict.nip,
        "name": verdict.name, "person_id": verdict.person_id, "cells": list(verdict.cells) if is_wrong else [],
        "faults": [asdict(fault) for fault in verdict.faults], "facts": [asdict(fact) for fact in verdict.facts],
    }  # fmt: skip
