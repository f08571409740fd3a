"""The only door to the citizens' side for other features: scores as plain values, with all that makes them honest."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from flask import url_for

from webapp.feedback.publication import officers, queries
from webapp.feedback.publication.cards import held_reasons, public_card
from webapp.feedback.publication.windows import window
from webapp.feedback.services.queries import ServiceRow, all_services
from webapp.feedback.trust.rules import FORMULA
from webapp.people.published import opd_names, opd_slugs
from webapp.platform.db import TenantSession

__all__ = ["PublishedScore", "held_reasons", "opd_names", "opd_slugs", "public_card_of_unit", "public_results",
           "score_of_officer", "score_of_unit", "services", "staff_card_of_unit",
           "staff_results"]  # fmt: skip

USABLE, EARLY, INSUFFICIENT = "usable", "early", "insufficient"


@dataclass(frozen=True)
class PublishedScore:
    """A score on the 1..4 scale with n, period, interval and formula; `value` is None while too little is known.

    `held` lists (reason slug, how many ratings were held back or limited). `input_hash` names the exact input.
    """

    since: date
    until: date
    n: int
    n_effective: Decimal
    verified_share: Decimal
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    comparison: Decimal | None
    status: str
    held: tuple[tuple[str, int], ...]
    formula: str
    input_hash: str


def score_of_unit(session: TenantSession, opd_id: UUID) -> PublishedScore | None:
    """The released score of an OPD with everything under it, or None before the first batch."""
    row = queries.unit_score(session, opd_id)
    return _published(row, row.same_service) if row else None


def score_of_officer(session: TenantSession, person_id: UUID, until: date) -> PublishedScore:
    """The score of one officer as last computed (once a day); status says whether it may be used."""
    row = officers.score_of(session, person_id)
    if row is None:
        since, until = window(until)
        unknown = dict.fromkeys(("value", "low", "high", "comparison"))
        return PublishedScore(
            since=since, until=until, n=0, n_effective=Decimal(0), verified_share=Decimal(0), status=INSUFFICIENT,
            held=(), formula=FORMULA, input_hash="", **unknown,
        )  # fmt: skip
    return _published(row, comparison=None)


def _published(row, comparison: Decimal | None) -> PublishedScore:
    return PublishedScore(
        since=row.since, until=row.until, n=row.n, n_effective=row.n_effective, verified_share=row.verified_share,
        value=row.score, low=row.low, high=row.high, comparison=comparison, status=row.status,
        held=tuple(sorted((reason, int(count)) for reason, count in row.held.items())), formula=row.formula,
        input_hash=row.input_hash,
    )  # fmt: skip


def services(session: TenantSession, today: date) -> list[ServiceRow]:
    """Every service of the pemda, by name, with why it is closed today."""
    return all_services(session, today)


def public_results(session: TenantSession) -> list[dict]:
    """The released results of every OPD, by name, as the portal lists them."""
    return _cards(session, "publication.show_unit", queries.unit_scores(session))


def staff_results(session: TenantSession, visible: set[UUID] | None) -> list[dict]:
    """The released results of these OPD (None: all), with the addresses of the staff's pages."""
    rows = [row for row in queries.unit_scores(session) if visible is None or row.opd_id in visible]
    return _cards(session, "publication.show_result", rows)


def public_card_of_unit(session: TenantSession, opd_id: UUID) -> dict | None:
    """The released result of one OPD with the address of its public page."""
    return next(iter(_cards(session, "publication.show_unit", _one(session, opd_id))), None)


def staff_card_of_unit(session: TenantSession, opd_id: UUID) -> dict | None:
    """The released result of one OPD with the address of the staff's page."""
    return next(iter(_cards(session, "publication.show_result", _one(session, opd_id))), None)


def _one(session: TenantSession, opd_id: UUID) -> list:
    row = queries.unit_score(session, opd_id)
    return [row] if row else []


def _cards(session: TenantSession, endpoint: str, rows: list) -> list[dict]:
    if not rows:
        return []
    slugs, names = {v: k for k, v in opd_slugs(session).items()}, opd_names(session)
    cards = [public_card(row, names[row.opd_id], url_for(endpoint, slug=slugs[row.opd_id])) for row in rows]
    return sorted(cards, key=lambda card: card["opd_name"])
