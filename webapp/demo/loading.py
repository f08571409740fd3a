"""Loads one pemda after the other. Each step is one transaction or safe to repeat: a load that was killed goes on."""

import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import Session, select

from webapp.demo.accounts import PASSWORD, refuse_elsewhere
from webapp.demo.complaints import plant_complaints
from webapp.demo.devices import plant_devices
from webapp.demo.forums import plant_forums
from webapp.demo.invitations import plant_invitations
from webapp.demo.letters import plant_letters
from webapp.demo.moments import Story, holidays
from webapp.demo.people import plant_people
from webapp.demo.places import PLACES
from webapp.demo.places.facts import Place
from webapp.demo.plans import plant_plans
from webapp.demo.ratings import plant_ratings
from webapp.demo.reviews import plant_reviews, plant_words
from webapp.demo.seals import plant_seals
from webapp.demo.services import plant_services
from webapp.demo.surveyholds import plant_held_answers
from webapp.demo.surveyreport import plant_survey_results
from webapp.demo.surveys import plant_surveys
from webapp.feedback.publication.jobs import turn_day
from webapp.feedback.search.jobs import rebuild as index_words
from webapp.people.passwords import hash_password
from webapp.performance.evidence.jobs import take_evidence
from webapp.platform import clock
from webapp.platform.context import ContextSigner
from webapp.platform.db import TenantSession, make_engine
from webapp.platform.embedded.servers import die_with_parent
from webapp.platform.state import Resources, gather
from webapp.platform.tenancy import Tenant, serving
from webapp.settings import Settings
from webapp.tenants.domain import NewPemda, as_tenant, open_pemda
from webapp.tenants.models import Pemda, WorkingWeek

SEED = "pamong"
WEEKS = 26
LOOK = sa.text(
    "analyze rating, rating_trace, rating_device, rating_source, rating_doubt, rating_reason, rating_comment, "
    "rating_bucket, rating_release, released_bucket, released_week, opd, person, placement, duty"
)
Say = Callable[[str], None]


def load(
    settings: Settings, say: Say | None = None, *, weeks: int = WEEKS, volume: float = 1.0,
    places: Sequence[Place] = PLACES, at_once: int = 1,
) -> None:  # fmt: skip
    """Loads the four pemda, or what is missing of them; says a line for each. Raises NotHere in production.

    `weeks` of ratings end today; `volume` scales how many ratings a day there are; `at_once`: by so many processes.
    """
    refuse_elsewhere(settings)
    say = say or _write
    load_one = partial(_load_place, settings, weeks, volume)
    if at_once == 1:
        for place in places:
            say(load_one(place))
        return
    # Forked, for the modules are loaded already; they end with this process, however it ends.
    ends = {"initializer": die_with_parent, "initargs": (os.getpid(), signal.SIGTERM)}
    with ProcessPoolExecutor(at_once, get_context("fork"), **ends) as pool:
        for line in pool.map(load_one, places):
            say(line)


def _load_place(settings: Settings, weeks: int, volume: float, place: Place) -> str:
    """Loads one pemda; returns the line that says so."""
    begun = time.monotonic()
    with _resources(settings) as (resources, ops):
        tenant, what = _load_facts(ops, place, weeks, volume)
        _look_at_tables(settings)
        resources.directory.forget()
        story = _story(tenant.timezone, place, weeks)
        plant_plans(resources, tenant, place, story)
        plant_letters(resources, tenant)
        plant_devices(resources, tenant, place)
        plant_forums(resources, tenant)
        turn_day(resources, tenant)
        index_words(resources, tenant)
        take_evidence(resources, tenant)
        plant_complaints(resources, tenant, story.today)
        plant_words(resources, tenant)
        turn_day(resources, tenant)
        take_evidence(resources, tenant)
        plant_reviews(resources, tenant, place)
    return f"    {tenant.name}: {what} ({time.monotonic() - begun:.1f} s)"


def _load_facts(ops: sa.Engine, place: Place, weeks: int, volume: float) -> tuple[Tenant, str]:
    """The pemda with its people, services and ratings: all of it in one transaction, or found to be there."""
    with serving(None), ops.begin() as connection:
        with Session(connection) as session:
            known = session.exec(select(Pemda).where(Pemda.slug == place.pemda.slug)).first()
            if known:
                return as_tenant(known), "is there"
            tenant = as_tenant(open_pemda(session, _facts(place)))
            session.flush()
        with serving(tenant), TenantSession(connection) as session:
            count = _plant(session, place, _story(tenant.timezone, place, weeks), volume)
            session.flush()
    return tenant, f"{count} ratings"


def _look_at_tables(settings: Settings) -> None:
    """Lets the database see what its tables hold now: it would come to that by itself, but minutes too late for us."""
    owner = make_engine(settings.database_owner_url, ContextSigner(settings.context_key), pool_size=1)
    with serving(None), owner.begin() as connection:
        connection.execute(LOOK)
    owner.dispose()


def _plant(session: TenantSession, place: Place, story: Story, volume: float) -> int:
    chance = random.Random(f"{SEED} {place.pemda.slug}")  # noqa: S311 - the same story every time
    # The calendar holds for the months that are told of, not only from today on.
    week = sa.update(WorkingWeek).where(WorkingWeek.tenant_id == session.tenant.id)
    session.exec(week.values(valid_from=story.began))
    staff = plant_people(session, place, story, hash_password(PASSWORD), chance)
    ids = plant_services(session, place, story, staff)
    plant_surveys(session, staff, staff.people["organisasi"], story.today, clock.now())
    plant_held_answers(session, staff.people["verifikator"], story.today, clock.now())
    plant_survey_results(session, staff.people["organisasi"], story.today, clock.now())
    count = plant_ratings(session, place, story, staff, ids, volume, chance)
    plant_seals(session, story)
    plant_invitations(session, story.today)
    return count


def _facts(place: Place) -> NewPemda:
    return replace(place.pemda, holidays=holidays(clock.today(place.pemda.timezone).year))


def _story(timezone: str, place: Place, weeks: int) -> Story:
    here = clock.local(clock.now(), timezone)
    return Story(here.date(), here.hour * 60 + here.minute, ZoneInfo(timezone), place.pemda.working_days, weeks)


@contextmanager
def _resources(settings: Settings) -> Iterator[tuple[Resources, sa.Engine]]:
    resources = gather(settings, pool_size=1)
    ops = make_engine(settings.database_ops_url, ContextSigner(settings.context_key), pool_size=1)
    try:
        yield resources, ops
    finally:
        ops.dispose()
        resources.close()


def _write(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
