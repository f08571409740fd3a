"""SKP and evidence: planted by the product's own verbs, on the days they would have happened."""

from datetime import date, datetime, timedelta

from sqlmodel import Session, select

from webapp.demo import plan_texts
from webapp.demo.exclusions import plant_exclusion
from webapp.demo.moments import CARDS_AGO, Story
from webapp.demo.people import Staff
from webapp.demo.places.facts import Place
from webapp.demo.plan_texts import AGREED, DRAFT, PLANS, IndicatorText, PlanText, RhkText
from webapp.demo.posts import POSTS
from webapp.demo.visits import BURST_AGO, BURST_SIZE
from webapp.feedback.publication import batches, officers
from webapp.feedback.publication.domain import publish_all
from webapp.feedback.publication.windows import window
from webapp.feedback.services.queries import opd_ids_with_points
from webapp.people.models import Opd, Person
from webapp.performance.evidence import domain, queries
from webapp.performance.plans.planting import NewIndicator, NewRhk, is_planted, plant_skp
from webapp.platform.db import TenantSession, unit_of_work
from webapp.platform.state import Resources
from webapp.platform.tenancy import Tenant, serving

LATER = CARDS_AGO[-1]
SPOKE = 2  # days after a card when its owner said something about it
MORNING, NINE, ELEVEN = 6 * 60, 9 * 60, 11 * 60


def plant_plans(resources: Resources, tenant: Tenant, place: Place, story: Story) -> None:
    """Plants the SKP, the cards of two earlier days, what was said about them: all of it, or found to be there."""
    with serving(tenant), unit_of_work(resources.engine) as session:
        staff = find_staff(session, place)
        if is_planted(session, staff.people["pegawai"], story.year):
            return
        words = {facts.key: facts.name for facts in (*place.services, *place.opds)}
        planted: dict[str, list] = {}
        for plan in PLANS:
            planted[plan.owner] = _plant(session, plan, staff, story, words, planted)
        for days in CARDS_AGO:
            _take_cards(session, staff, story, days)
            if days == CARDS_AGO[0]:
                plant_exclusion(session, staff, story)
        release_scores(session, story.today, story.at(story.today, NINE))
        _say_something(session, staff, story)


def find_staff(session: Session, place: Place) -> Staff:
    """The ids of the OPD and people of this place."""
    opds = dict(session.exec(select(Opd.slug, Opd.id)).all())
    people = dict(session.exec(select(Person.name, Person.id)).all())
    return Staff(
        {facts.key: opds[facts.slug] for facts in place.opds},
        {post.key: people[name] for post, (_, name) in zip(POSTS, place.names, strict=True)},
    )


def _plant(session: TenantSession, plan: PlanText, staff: Staff, story: Story, words: dict, planted: dict) -> list:
    """One SKP; returns the ids of its RHK."""
    agreed = plan.state == AGREED
    day = story.agreed_on if agreed else story.days_ago(3)
    return plant_skp(
        session,
        person_id=staff.people[plan.owner],
        year=story.year,
        rhks=[_rhk(rhk, staff, words, planted) for rhk in plan.rhks],
        at=story.at(day, NINE),
        submitted=plan.state != DRAFT,
        agreed_at=story.at(day, ELEVEN) if agreed else None,
    ).rhk_ids


def _rhk(rhk: RhkText, staff: Staff, words: dict, planted: dict) -> NewRhk:
    serves = planted[rhk.serves[0]][rhk.serves[1]] if rhk.serves else None
    indicators = [_indicator(each, staff, words) for each in rhk.indicators]
    return NewRhk(rhk.text.format(**words), indicators, rhk.kind, serves)


def _indicator(each: IndicatorText, staff: Staff, words: dict) -> NewIndicator:
    opd_id = staff.opds[each.opd] if each.opd else None
    return NewIndicator(each.text.format(**words), each.target, each.aspek, opd_id, each.own)


def _take_cards(session: TenantSession, staff: Staff, story: Story, days_ago: int) -> None:
    """The scores as they were released that day, and the cards that were due; the later round leaves the own
    score of `pegawai` to the job of today, so that she has a card only she may see yet."""
    day = story.days_ago(days_ago)
    if day <= story.agreed_on or day.year != story.year or day <= story.since + timedelta(weeks=2):
        return
    at = story.at(day, MORNING)
    release_scores(session, day, at)
    left_for_today = days_ago == LATER and story.year == story.today.year
    for bound in queries.bound_indicators(session, story.year):
        is_her_own = bound.binding == "own" and bound.person_id == staff.people["pegawai"]
        if not (is_her_own and left_for_today):
            domain.take(session, bound, domain.current_score(session, bound, day), at=at)
    session.flush()


def release_scores(session: TenantSession, day: date, at: datetime) -> None:
    """Brings every published score to what it was at the end of this day. Call it day by day, forwards."""
    offices = opd_ids_with_points(session)
    for opd_id in offices:
        batches.let_out(session, opd_id, *window(day))
    publish_all(session, offices, day)
    officers.compute_all(session, day, at)
    session.flush()


def _say_something(session: TenantSession, staff: Staff, story: Story) -> None:
    """`pegawai` answers and contests the card of her office; `atasan` answers his."""
    day = story.days_ago(LATER - SPOKE)
    burst = story.working_day_before(story.days_ago(BURST_AGO))
    at = story.at(day, NINE)
    if file := _office_card(session, staff, "pegawai"):
        by = staff.people["pegawai"]
        domain.answer(session, file, by=by, text=plan_texts.ANSWER, at=at)
        text = plan_texts.CONTEST.format(day=f"{burst:%d-%m-%Y}", size=BURST_SIZE)
        domain.contest(session, file, by=by, ground="kekeliruan_nyata", text=text, at=at)
    if file := _office_card(session, staff, "atasan"):
        domain.answer(session, file, by=staff.people["atasan"], text=plan_texts.LEADER_ANSWER, at=at)


def _office_card(session: TenantSession, staff: Staff, key: str) -> queries.CardFile | None:
    """The newest card about the office of this person."""
    files = queries.newest_cards(session, staff.people[key])
    return next((file for file in files if file.card.binding == "unit"), None)
