"""Messages of citizens as the masking has stored them, for tests of the search."""

from uuid import UUID, uuid4

from tests.world import Place
from webapp.feedback.ratings.models import Rating, RatingComment
from webapp.feedback.review.models import MaskedComment
from webapp.feedback.search.jobs import catch_up, rebuild
from webapp.platform import clock
from webapp.platform.db import unit_of_work
from webapp.platform.ids import uuid7
from webapp.platform.tenancy import serving


def leave(
    world, place: Place, *masked: str, original: str = "Asli", opd: UUID | None = None, given: bool = True
) -> None:
    """One message for each masked text, given to the office as a block unless told otherwise; found after that."""
    block, day = uuid7() if given else None, clock.today(place.tenant.timezone)
    with serving(place.tenant), unit_of_work(world.resources.engine) as session:
        for text in masked:
            rating = Rating(point_id=place.counter_id, service_id=place.service, opd_id=opd or place.dinas,
                            channel="open", day=day, score=2)  # fmt: skip
            session.add(rating)
            session.flush()
            comment = RatingComment(id=uuid4(), rating_id=rating.id, text=original)
            session.add(comment)
            session.flush()
            session.add(MaskedComment(comment_id=comment.id, opd_id=rating.opd_id, week=day, text=text, version="uji",
                                      route="unit", block=block))  # fmt: skip
    catch_up(world.resources, place.tenant)


def compare(world, place: Place) -> int:
    """Compares and repairs, as the clock would; returns how many texts differed."""
    return rebuild(world.resources, place.tenant)
