"""A computed score as its row keeps it."""

from webapp.feedback.publication.models import PeriodScore, UnitScore
from webapp.feedback.publication.service_models import ServiceScore
from webapp.feedback.trust import rules as trust


def fill(row: UnitScore | PeriodScore | ServiceScore, score: trust.UnitScore) -> None:
    """What the score says: n, answers, interval, status, formula."""
    row.n, (row.n1, row.n2, row.n3, row.n4) = score.n, score.distribution
    row.n_effective, row.verified_share = score.n_effective, score.verified_share
    row.score, row.low, row.high = score.mean, score.low, score.high
    row.status, row.formula = score.status, score.formula


def same_service(score: trust.UnitScore):
    """How the same services are rated elsewhere, as seen from this score; None without a comparison."""
    difference = score.difference_from_same_service
    return score.mean - difference if difference is not None and score.mean is not None else None


def held_of(score: trust.UnitScore, doubts: dict[str, int]) -> dict[str, int]:
    """Reasons with numbers: whole ratings that do not count, and votes that were limited (rounded to whole ones)."""
    limited = {reason.replace("-", "_"): int(weight.to_integral_value()) for reason, weight in score.held.items()}
    return {reason: count for reason, count in (doubts | limited).items() if count}
