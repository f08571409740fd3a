"""A furnished world for the laws that read the whole application: both pemda have ratings, results, plans and cards.

It is furnished once in a process; every module that asks for `rooms` gets a copy of its database.
"""

from copy import deepcopy
from dataclasses import dataclass, replace
from uuid import UUID

import pytest
from sqlmodel import select

from tests.client import Browser
from tests.feedback import complaining
from tests.feedback.devices import of_devices
from tests.feedback.forum_samples import forum_samples
from tests.feedback.inviting import invitations
from tests.feedback.offering import publish
from tests.feedback.printing import make_print
from tests.feedback.reviewing import review_samples
from tests.feedback.rosters import of_rosters, turn_and_correction
from tests.feedback.steps import count, make_digest, rate_many, turn
from tests.feedback.survey_holds import hold_samples
from tests.feedback.surveyed import plant_followup, plant_published
from tests.feedback.surveying import of_surveyform
from tests.people.importing import make_import, make_import_with_sheets
from tests.people.letter_samples import letter_samples
from tests.people.samples import people_samples
from tests.performance.making import make_card, make_skp
from tests.tenants.making import decorate
from tests.world import Place, Someone
from webapp.feedback.seals.domain import seal_day
from webapp.feedback.survey.domain import open_period
from webapp.feedback.survey.models import SurveyResponse
from webapp.people.notices.models import Notice
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.tenancy import serving


@dataclass(frozen=True)
class Room:
    """One pemda with an address for every endpoint: endpoint -> values for its parameters."""

    place: Place
    owner: Someone
    values: dict[str, dict[str, object]]


SERVICE_DEEDS = ("show_service", "edit_service", "update_service", "new_closing", "create_closing", "create_opening",
                 "new_point", "create_point", "edit_standard", "update_standard", "remove_draft", "new_publication",
                 "create_publication")  # fmt: skip
POINT_DEEDS = ("show_point", "edit_point", "update_point", "new_point_closing", "create_point_closing",
               "create_point_opening", "edit_hours", "update_hours")  # fmt: skip
PLAN_DEEDS = {
    "skp": ("show_skp", "create_submission", "create_withdrawal", "new_agreement", "create_agreement",
            "new_deletion", "create_deletion", "create_clarification", "create_rhk"),
    "rhk": ("update_rhk", "new_rhk_removal", "create_rhk_removal", "create_indicator"),
    "indicator": ("update_indicator", "new_indicator_removal", "create_indicator_removal"),
    "card": ("show_card", "create_answer", "create_contest"),
}  # fmt: skip
PRINTS = ("prints.show_print", "prints.download", "prints.create_again")
OF_SERVICES = [f"offers.{deed}" for deed in SERVICE_DEEDS]
OF_POINTS = [*(f"offers.{deed}" for deed in POINT_DEEDS), "printing.show_picture"]


# Endpoints without parameters need no sample; every other must be here.
def _of_citizens(place: Place, receipt: str) -> dict[str, dict[str, object]]:
    """What is open to everybody."""
    at_counter, code, service = {"code": place.counter}, {"code": receipt}, {"slug": "ktp-el"}
    return {
        **dict.fromkeys(("ratings.new_rating", "ratings.create_rating", "checking.show_code"), at_counter),
        **dict.fromkeys(("ratings.show_receipt", "ratings.create_reason", "ratings.create_comment", "seals.show_proof",
                        "seals.download_proof"), code),
        "ratings.show_thanks": {"code": place.kiosk},
        **dict.fromkeys(("services.show", "services.show_versions"), service),
        "publication.show_unit": {"slug": "disdukcapil"},
        "transparency.show_badge": {"slug": "disdukcapil.svg"},
    }


def _of_results(place: Place, digest: UUID) -> dict[str, dict[str, object]]:
    office = ("show_result", "export_csv", "export_xlsx", "export_pdf", "create_subscription", "end_subscription")
    return {
        **{f"publication.{deed}": {"slug": "disdukcapil"} for deed in office},
        "publication.show_service": {"slug": "ktp-el"},
        "publication.show_point": {"code": place.counter},
        "publication.show_digest": {"digest_id": digest},
        "publication.create_reading": {"digest_id": digest},
    }


def _of_services(place: Place) -> dict[str, dict[str, object]]:
    a_service, a_point = {"service_id": place.service}, {"point_id": place.counter_id}
    return dict.fromkeys(OF_SERVICES, a_service) | dict.fromkeys(OF_POINTS, a_point)


def _of_plans(skp, card) -> dict[str, dict[str, object]]:
    """An SKP, its rows, and the card beside one of them."""
    ids = {
        "skp": {"skp_id": skp.id},
        "rhk": {"rhk_id": skp.rhk_ids[0]},
        "indicator": {"indicator_id": skp.indicator_ids[0]},
        "card": {"card_id": card.id},
    }
    return {f"performance.{deed}": ids[of] for of, deeds in PLAN_DEEDS.items() for deed in deeds}


IMPORTS = ("show_run", "choose_sheet", "edit_columns", "update_columns", "check_again", "apply_run", "cancel_run",
           "take_back_leaving", "list_rows", "download_wrong", "edit_units", "update_units")  # fmt: skip


def furnish(app, world) -> dict[str, Room]:
    """Furnishes both pemda."""
    return {place.tenant.slug: _furnish(app, world, place) for place in (world.pontianak, world.gorontalo)}


@pytest.fixture(scope="module")
def rooms(app, furnished) -> dict[str, Room]:
    """Both pemda, furnished."""
    return {slug: replace(room, values=deepcopy(room.values)) for slug, room in furnished.items()}


def _furnish(app, world, place: Place) -> Room:
    owner = place.people.get("sari") or place.people["rahman"]

    def visitor(tenant=None):
        return Browser(app, place.tenant)

    rate_many(visitor, place.counter, [4, 3, 2, 4, 1] * 3)
    count(app, place)
    turn(app, place)
    citizen = visitor()
    key = citizen.get(f"/n/{place.counter}").page.hidden["kunci"]
    receipt = citizen.post(f"/n/{place.counter}", {"nilai": "2", "kunci": key}).location.rsplit("/", 1)[-1]
    count(app, place)
    seal_today(world, place)
    publish(world, place)
    skp, card = make_skp(world, owner), make_card(world, owner, own=True)
    logo, holiday = decorate(world, place, owner)
    values = _of_citizens(place, receipt) | _of_services(place) | _of_plans(skp, card)
    values |= _of_results(place, make_digest(world, owner, place.dinas))
    values |= {"settings.show_logo": {"fingerprint": logo}, "settings.create_holiday_removal": {"holiday_id": holiday}}
    values |= people_samples(world, place) | _notices(world, owner) | _imports(app, place)
    made = make_print(app, place)
    values |= {name: {"print_id": made} for name in PRINTS}
    values |= _surveys(world, place, owner)
    values |= complaining.sample(app, world, place)
    values |= _survey_results(world, place, owner)
    values |= of_devices(app, place, owner)
    values |= invitations(app, place)
    values |= letter_samples(world, place, owner)
    values |= forum_samples(world, place, owner)
    values |= review_samples(world, place, owner, card.id)
    return Room(place, owner, values | of_rosters(place, *turn_and_correction(world, owner, place)))


def seal_today(world, place: Place) -> None:
    """Seals what was answered, without waiting for midnight."""
    with serving(place.tenant), TenantSession(world.resources.engine) as session:
        seal_day(session, clock.today(place.tenant.timezone), clock.now())
        session.commit()


def _imports(app, place: Place) -> dict[str, dict[str, object]]:
    an_import = {"run_id": make_import(app, place)}
    of_sheets = {"imports.choose_sheet": {"run_id": make_import_with_sheets(app, place)}}
    return {f"imports.{view}": an_import for view in IMPORTS} | of_sheets


def _surveys(world, place: Place, owner: Someone) -> dict[str, dict[str, object]]:
    """A period that runs, so that its form is open."""
    today = clock.today(owner.tenant.timezone)
    with serving(owner.tenant), TenantSession(world.resources.engine) as session:
        period = open_period(session, place.dinas, "Semester ini", today, today, 220, by=owner.id, at=clock.now(),
                             today=today)  # fmt: skip
        period_id, more = period.id, of_surveyform(session, period, owner)
        session.commit()
    at_office = {"slug": "disdukcapil"}
    citizens = {f"survey.{view}": at_office for view in ("new_response", "create_response", "show_thanks")}
    views = ("edit_period", "update_period", "end_period", "close_period", "cancel_period", "export_svg", "export_png",
             "export_poster")  # fmt: skip
    at_period = {f"periods.{view}": {"period_id": period_id} for view in views}
    return citizens | more | at_period | {"surveys.show_period": {"period_id": period_id}}


def _survey_results(world, place: Place, owner: Someone) -> dict[str, dict[str, object]]:
    """A published period with something to be done by the owner."""
    period = plant_published(world, place, [[3, 3, 1, 4, 3, 3, 3, 2, 3]] * 6)
    item = {"followup_id": plant_followup(world, place, period, owner.id)}
    reports = ("show", "new_publication", "create_publication", "create_recount", "edit_texts", "update_texts",
               "export_pdf", "export_xlsx", "export_poster", "export_json", "export_csv")  # fmt: skip
    of_period = [f"reports.{view}" for view in reports] + ["ikm.show_result", "ikm.create_recount"]
    of_period += ["followups.new_item", "followups.create_item"]
    of_item = ("followups.show_item", "followups.create_step")
    at_period = {"period_id": period}
    with serving(owner.tenant), TenantSession(world.resources.engine) as session:
        answer = session.exec(select(SurveyResponse.id).where(SurveyResponse.period_id == period)).first()
        held = hold_samples(session, owner, period, answer)
        session.commit()
    return held | dict.fromkeys(of_period, at_period) | dict.fromkeys(of_item, item)


def _notices(world, owner: Someone) -> dict[str, dict[str, object]]:
    """The first thing the owner was told."""
    with serving(owner.tenant), TenantSession(world.resources.engine) as session:
        notice_id = session.exec(select(Notice.id).where(Notice.person_id == owner.id)).first()
    return {"notices.create_reading": {"notice_id": notice_id}}


@pytest.fixture(scope="module")
def addresses(app, rooms):
    """addresses(slug, method): (endpoint, path inside the pemda) for every view of that method."""

    def find(slug: str, method: str) -> list[tuple[str, str]]:
        adapter = app.url_map.bind("localhost")
        found = []
        for rule in app.url_map.iter_rules():
            if method in rule.methods and rule.endpoint not in ("tenants.asset", "healthz", "readyz"):
                values = rooms[slug].values.get(rule.endpoint, {})
                found.append((rule.endpoint, adapter.build(rule.endpoint, values, method=method)))
        return found

    return find
