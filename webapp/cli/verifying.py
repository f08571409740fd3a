"""`verify`: whether every answer is still the one that was sealed on its day, and the chain whole."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from webapp.cli import places
from webapp.cli.counting import chosen
from webapp.cli.errors import CommandError
from webapp.feedback.seals.checking import Report
from webapp.feedback.seals.checking import verify as verify_one
from webapp.platform import clock
from webapp.platform.db import TenantSession, be_patient
from webapp.platform.tenancy import serving

SHOWN = 200


def verify(arguments) -> int:
    """Prints a line a pemda and one for each finding; status 1 if a record or a seal is not as it was."""
    kept = _read(arguments.against) if arguments.against else []
    if kept and not arguments.tenant:
        raise CommandError("--against holds the seals of one pemda: say which by --tenant.")
    bad = 0
    with places.resources(arguments.database) as resources:
        for tenant in chosen(resources, arguments.tenant):
            with serving(tenant), TenantSession(resources.engine) as session:
                session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
                be_patient(session)
                report = verify_one(session, clock.today(tenant.timezone), kept)
            bad += _tell(tenant.slug, report)
    return 1 if bad else 0


def _tell(slug: str, report: Report) -> int:
    bad = [one for one in report.findings if not one.is_remark]
    verdict = f"{len(bad)} findings" if bad else "as sealed"
    print(f"{slug:20} {report.seals} seals, {report.answers} answers, {report.waiting} waiting: {verdict}")
    if report.head:
        print(f"  the chain ends in {report.head}")
    for one in report.findings[:SHOWN]:
        remark = f" ({one.remark})" if one.remark else ""
        print(f"  {'note: ' if one.is_remark else ''}{one.code}: {one.what}{remark}")
    if len(report.findings) > SHOWN:
        print(f"  and {len(report.findings) - SHOWN} more")
    return len(bad)


def _read(path: str) -> Sequence[Mapping[str, Any]]:
    """Seals as the public page gave them: a list, or an object that holds it as `segel`."""
    try:
        found = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise CommandError(f"{path} cannot be read as published seals: {problem}") from problem
    seals = found.get("segel") if isinstance(found, dict) else found
    if not isinstance(seals, list) or not seals or not all(isinstance(one, dict) for one in seals):
        raise CommandError(f"{path} holds no published seals.")
    return seals
