"""The scoring formula of Pamong: pure, exact, versioned. This module is its public face.

The stages, in their order: `sources` (device, network, kiosk pace, day), `channels` (shares, contradiction),
`baseline` (case mix), `shrinkage` (peers, interval), then `officers` (from ratings) and `units` (from
daily cells).
"""

from webapp.feedback.trust.officers import Held, OfficerScore, score_officers
from webapp.feedback.trust.parameters import FORMULA, PARAMETERS, Parameters, stricter
from webapp.feedback.trust.sources import Rating, source_weight
from webapp.feedback.trust.units import (
    Baseline,
    Cell,
    UnitScore,
    input_hash,
    mixed_baseline,
    score_unit,
    service_baseline,
    source_votes,
)

__all__ = [
    "FORMULA",
    "PARAMETERS",
    "Baseline",
    "Cell",
    "Held",
    "OfficerScore",
    "Parameters",
    "Rating",
    "UnitScore",
    "input_hash",
    "mixed_baseline",
    "score_officers",
    "score_unit",
    "service_baseline",
    "source_votes",
    "source_weight",
    "stricter",
]
