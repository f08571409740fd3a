"""What tests of held survey answers are made of: a phone that answers again, decisions, a sample for each page."""

from datetime import timedelta
from uuid import UUID, uuid4

from tests.feedback.surveyed import bureau, response
from tests.feedback.surveying import FORM, PROFILE
from tests.world import Place, Someone
from webapp.feedback.survey import counting, domain
from webapp.feedback.survey.holding.models import SurveyHold, SurveyHoldDecision
from webapp.feedback.survey.index import UNSUR
from webapp.feedback.survey.jobs import count
from webapp.platform import clock
from webapp.platform.db import unit_of_work
from webapp.platform.tenancy import serving

REASON = "Dua warga serumah memakai gawai yang sama."
HELD_PAGES = ("show_held", "create_decision")


def answer(visitor, place: Place, value="4", slug="", **changes):
    """Sends a whole form."""
    form = f"/skm/{slug}" if slug else FORM
    key = visitor.get(f"{form}?bentuk=semua").page.hidden["kunci"]
    fixed = {"layanan": str(place.service), "kunci": key, "bentuk": "semua", "arah": "kirim"}
    return visitor.post(form, dict.fromkeys(UNSUR, value) | PROFILE | fixed | changes)


def counted(app, place: Place) -> int:
    """Runs the counting job."""
    return count(app.config["RESOURCES"], place.tenant)


def plant_held(world, place: Place, once: int, again: int, days=(60, 20), *, count=True) -> UUID:
    """A period of the dinas in which `once` devices answered once and one more 1 + `again` times; its id."""
    today = clock.today(place.tenant.timezone)
    since, until = (today - timedelta(days=each) for each in days)
    with serving(place.tenant), unit_of_work(world.resources.engine) as session:
        period = domain.open_period(
            session, place.dinas, "Semester 1", since, until, 220, by=bureau(place), at=clock.now(), today=since
        )
        devices = [uuid4().bytes for _ in range(once)] + [b"satu perangkat.."] * (1 + again)
        for number, device in enumerate(devices):
            sent = response(period, place, [1 + number % 4] * 9, number)
            domain.keep(session, domain.Response(**(vars(sent) | {"device": device})))
        while count and counting.count_waiting(session):
            pass
        return period.id


def decide(judge, period: UUID, ids, outcome="dilepas", reason=REASON):
    """Sends a decision about these answers."""
    sent = {"pilih": [str(each) for each in ids], "putusan": outcome, "alasan": reason}
    return judge.post(f"/kelola/tinjauan/survei/{period}", sent)


def held_ids(sql, state="ditahan") -> list[UUID]:
    """The answers in this state."""
    return [row[0] for row in sql("select response_id from survey_hold where state = %s order by 1", state)]


def hold_samples(session, owner: Someone, period_id: UUID, response_id: UUID) -> dict[str, dict[str, object]]:
    """One held and decided answer, so that every page of the review has an address."""
    decision = SurveyHoldDecision(period_id=period_id, outcome="dipertahankan", reason="Contoh alasan.", n=1,
                                  by_id=owner.id, at=clock.now())  # fmt: skip
    session.add(decision)
    session.flush()
    session.add(SurveyHold(tenant_id=owner.tenant.id, response_id=response_id, period_id=period_id,
                           reason="staf_unit", state="dipertahankan", decision_id=decision.id))  # fmt: skip
    session.flush()
    of_decision = {"decision_id": decision.id}
    return {f"survey_review.{view}": {"period_id": period_id} for view in HELD_PAGES} | {
        "survey_review.show_decision": of_decision, "survey_review.create_reversal": of_decision,
    }  # fmt: skip
