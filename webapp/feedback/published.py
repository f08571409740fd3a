"""The only door to the citizens' side for other features: scores as plain values, with all that makes them honest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from flask import url_for
from sqlmodel import select

from webapp.feedback.complaints.office.finding import case_of_reference
from webapp.feedback.complaints.office.waiting import CasesWaiting, cases_waiting_for
from webapp.feedback.forums.queries import promise_count
from webapp.feedback.forums.rules import PromiseCount
from webapp.feedback.publication import digests, exclusions, officers, queries
from webapp.feedback.publication.cards import common_period, held_list, public_card
from webapp.feedback.publication.digests import DigestLine
from webapp.feedback.publication.limits import in_force
from webapp.feedback.publication.offices import in_tree_order
from webapp.feedback.publication.overview import Overview, overview
from webapp.feedback.publication.series import families_of
from webapp.feedback.publication.windows import window
from webapp.feedback.ratings.beginnings import has_ratings
from webapp.feedback.review.waiting import answers_waiting_for, drawn_waiting_for, held_waiting_for
from webapp.feedback.rosters.correction_queries import Told, corrections_about, corrections_waiting_for
from webapp.feedback.rosters.gaps import Gaps, empty_today, gaps_for
from webapp.feedback.search.asking import Asked
from webapp.feedback.search.asking import read as read_question
from webapp.feedback.search.found import found_messages, found_services
from webapp.feedback.services.posters import was_printed
from webapp.feedback.services.queries import ServiceRow, all_services, count_open_points, first_open_code
from webapp.feedback.services.samples import plant as plant_samples
from webapp.feedback.services.samples import take_away as take_samples_away
from webapp.feedback.survey.publishing.standing import PublishedIkm, ikm_history, latest_ikm
from webapp.feedback.survey.queries import running_periods
from webapp.feedback.trust.rules import FORMULA
from webapp.feedback.visits.response import ResponseRate, of_officer, responses_of
from webapp.feedback.waiting import bureau_waiting
from webapp.people.published import OpdPlace, opd_places
from webapp.platform.db import TenantSession
from webapp.platform.spans import Span, within

__all__ = [
    "Asked",
    "Beginnings",
    "CasesWaiting",
    "Gaps",
    "Overview",
    "PromiseCount",
    "PublishedIkm",
    "PublishedScore",
    "ResponseRate",
    "Told",
    "answers_asked_for",
    "answers_waiting_for",
    "bureau_waiting",
    "case_of_reference",
    "cases_waiting_for",
    "corrections_about",
    "corrections_waiting_for",
    "count_beginnings",
    "drawn_waiting_for",
    "empty_today",
    "exclude_days",
    "first_open_code",
    "found_messages",
    "found_services",
    "gaps_for",
    "held_list",
    "held_waiting_for",
    "ikm_history",
    "last_digest",
    "latest_ikm",
    "offices_with_results",
    "opd_places",
    "open_surveys",
    "overview",
    "plant_samples",
    "promise_count",
    "public_card_of_unit",
    "public_results",
    "read_question",
    "results_of",
    "score_of_officer",
    "score_of_unit",
    "services",
    "staff_card_of_unit",
    "staff_results",
    "take_samples_away",
    "unread_digests",
    "was_printed",
]

USABLE, EARLY, INSUFFICIENT = "usable", "early", "insufficient"


@dataclass(frozen=True)
class PublishedScore:
    """A score on the 1..4 scale with n, period, interval and formula; `value` is None while too little is known.

    `held` lists (reason slug, how many ratings were held back or limited). `input_hash` names the exact input.
    `response`: how many of the invited have rated.
    `excluded`: days of the period that do not count for this person, from and until. `waits`: some of them were
    decided since it was computed, so the number is not told until there is one without them.
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
    response: ResponseRate
    excluded: tuple[Span, ...] = ()
    waits: bool = False


def answers_asked_for(session: TenantSession) -> int:
    """How many answers an office needs before its score is shown in this pemda."""
    return in_force(session).unit_answers


def score_of_unit(session: TenantSession, opd_id: UUID) -> PublishedScore | None:
    """The released score of an OPD with everything under it, or None before the first batch."""
    row = queries.unit_score(session, opd_id)
    if row is None:
        return None
    family = families_of(opd_places(session))[opd_id]
    return _published(row, row.same_service, responses_of(session).rate(family, row.since, row.until, row.until))


def score_of_officer(session: TenantSession, person_id: UUID, until: date) -> PublishedScore:
    """The score of one officer as last computed (once a day); status says whether it may be used."""
    row = officers.score_of(session, person_id)
    if row is None:
        since, until = window(until)
        unknown = dict.fromkeys(("value", "low", "high", "comparison"))
        return PublishedScore(
            since=since, until=until, n=0, n_effective=Decimal(0), verified_share=Decimal(0), status=INSUFFICIENT,
            held=(), formula=FORMULA, input_hash="", response=of_officer(session, person_id, since, until), **unknown,
        )  # fmt: skip
    found = exclusions.of_person(session, person_id, row.since, row.until)
    days = within(exclusions.spans(found), row.since, row.until)
    response = of_officer(session, person_id, row.since, row.until)
    score = replace(_published(row, None, response), excluded=days)
    if len(exclusions.known_to(row, found)) == len(found):
        return score
    return replace(score, waits=True, value=None, low=None, high=None, status=INSUFFICIENT)


def exclude_days(
    session: TenantSession, person_id: UUID, days: Span, *, reason: str, reference: UUID, at: datetime
) -> None:
    """Takes these days (from, until) out of one officer's own score after a contest, from the next computation on.

    `reason`: how the contest ended; `reference`: the id of that contest, which decides once. Who decided is recorded
    by the caller. Nobody else's score changes: see `publication.exclusions`.
    """
    exclusions.exclude(session, person_id, days, reason=reason, reference=reference, at=at)


def _published(row, comparison: Decimal | None, response: ResponseRate) -> PublishedScore:
    return PublishedScore(
        since=row.since, until=row.until, n=row.n, n_effective=row.n_effective, verified_share=row.verified_share,
        value=row.score, low=row.low, high=row.high, comparison=comparison, status=row.status,
        held=tuple(sorted((reason, int(count)) for reason, count in row.held.items())), formula=row.formula,
        input_hash=row.input_hash, response=response,
    )  # fmt: skip


def unread_digests(session: TenantSession, person_id: UUID) -> int:
    """How many monthly digests of results wait for this person."""
    return digests.unread(session, person_id)


def last_digest(session: TenantSession, person_id: UUID) -> DigestLine | None:
    """The newest monthly digest of this person; None without any."""
    return next(iter(digests.of_person(session, person_id)), None)


def services(session: TenantSession, today: date) -> list[ServiceRow]:
    """Every service of the pemda, by name, with why it is closed today."""
    return all_services(session, today)


def open_surveys(session: TenantSession, today: date) -> list[tuple[UUID, date]]:
    """The offices whose survey citizens may answer today, each with its last day; the one that ends first above."""
    return [(period.opd_id, period.until) for period in running_periods(session, today)]


def public_results(session: TenantSession) -> dict:
    """The released results of every OPD in the order of the tree, as the portal lists them."""
    return results_of(session, "publication.show_unit", queries.unit_scores(session))


def staff_results(
    session: TenantSession, visible: set[UUID] | None, places: Mapping[UUID, OpdPlace] | None = None
) -> dict:
    """The released results of these OPD (None: all), with the addresses of the staff's pages."""
    rows = [row for row in queries.unit_scores(session) if visible is None or row.opd_id in visible]
    return results_of(session, "publication.show_result", rows, places)


def offices_with_results(session: TenantSession) -> set[UUID]:
    """The OPD whose result is released."""
    return {row.opd_id for row in queries.unit_scores(session)}


def public_card_of_unit(session: TenantSession, opd_id: UUID, places: Mapping[UUID, OpdPlace]) -> dict | None:
    """The released result of one OPD of these `places` with the address of its public page."""
    return _card_of_unit(session, "publication.show_unit", opd_id, places)


def staff_card_of_unit(session: TenantSession, opd_id: UUID) -> dict | None:
    """The released result of one OPD with the address of the staff's page."""
    return _card_of_unit(session, "publication.show_result", opd_id)


def results_of(
    session: TenantSession, endpoint: str, rows: Sequence, places: Mapping[UUID, OpdPlace] | None = None
) -> dict:
    """A list of results: `period_text` of most of them, and `rows`, each with its place in the tree."""
    cards = _cards(session, endpoint, rows, places)
    common = common_period(cards)
    for card in cards:
        card["own_period"] = card["period_text"] if card["period_text"] != common else None
    return {"period_text": common, "rows": cards}


def _card_of_unit(
    session: TenantSession, endpoint: str, opd_id: UUID, places: Mapping[UUID, OpdPlace] | None = None
) -> dict | None:
    row = queries.unit_score(session, opd_id)
    return _cards(session, endpoint, [row], places)[0] if row else None


def _cards(
    session: TenantSession, endpoint: str, rows: Sequence, places: Mapping[UUID, OpdPlace] | None = None
) -> list[dict]:
    if not rows:
        return []
    by_office, places = {row.opd_id: row for row in rows}, places or opd_places(session)
    families, responses = families_of(places), responses_of(session)
    cards = []
    for one in in_tree_order(places, by_office):
        row = by_office[one.office.id]
        response = responses.rate(families[one.office.id], row.since, row.until, row.until)
        card = public_card(row, one.office.name, url_for(endpoint, slug=one.office.slug), response)
        cards.append(card | {"level": one.level, "part_of": one.part_of})
    return cards


@dataclass(frozen=True)
class Beginnings:
    """How many service points are open (samples never are), and whether anybody has rated and printed at all."""

    open_points: int
    has_ratings: bool
    was_printed: bool


def count_beginnings(session: TenantSession, today: date) -> Beginnings:
    """How far a new pemda has come, in one statement."""
    asked = select(count_open_points(session, today), has_ratings(session), was_printed(session))
    return Beginnings(*session.exec(asked).one())
