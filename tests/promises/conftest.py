"""A furnished world for the laws that read the whole application: both pemda have ratings, results, plans and cards."""

from dataclasses import dataclass
from uuid import UUID

import pytest
from sqlmodel import select

from tests.client import Browser
from tests.feedback.offering import publish
from tests.feedback.rosters import of_rosters, turn_and_correction
from tests.feedback.steps import count, make_digest, rate_many, turn
from tests.people.importing import make_import, make_import_with_sheets
from tests.people.samples import people_samples
from tests.performance.making import make_card, make_skp
from tests.tenants.making import decorate
from tests.world import Place, Someone
from webapp.people.notices.models import Notice
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
OF_SERVICES = [f"offers.{deed}" for deed in SERVICE_DEEDS]
OF_POINTS = [*(f"offers.{deed}" for deed in POINT_DEEDS), "printing.show_picture"]


# Endpoints without parameters need no sample; every other must be here.
def _samples(
    place: Place, receipt: str, skp, card, logo: str, holiday: UUID, digest: UUID
) -> dict[str, dict[str, object]]:
    plan, line, indicator = {"skp_id": skp.id}, {"rhk_id": skp.rhk_ids[0]}, {"indicator_id": skp.indicator_ids[0]}
    a_service, a_point = {"service_id": place.service}, {"point_id": place.counter_id}
    of_card, code = {"card_id": card.id}, {"code": receipt}
    return {
        "ratings.new_rating": {"code": place.counter},
        "ratings.create_rating": {"code": place.counter},
        "ratings.show_receipt": code,
        "ratings.show_thanks": {"code": place.kiosk},
        "ratings.create_reason": code,
        "ratings.create_comment": code,
        "services.show": {"slug": "ktp-el"},
        "services.show_versions": {"slug": "ktp-el"},
        "checking.show_code": {"code": place.counter},
        **dict.fromkeys(OF_SERVICES, a_service),
        **dict.fromkeys(OF_POINTS, a_point),
        "publication.show_unit": {"slug": "disdukcapil"},
        "publication.show_result": {"slug": "disdukcapil"},
        **{f"publication.export_{kind}": {"slug": "disdukcapil"} for kind in ("csv", "xlsx", "pdf")},
        "publication.show_service": {"slug": "ktp-el"},
        "publication.show_point": {"code": place.counter},
        "publication.create_subscription": {"slug": "disdukcapil"},
        "publication.end_subscription": {"slug": "disdukcapil"},
        "publication.show_digest": {"digest_id": digest},
        "publication.create_reading": {"digest_id": digest},
        "performance.show_skp": plan,
        "performance.create_submission": plan,
        "performance.create_withdrawal": plan,
        "performance.new_agreement": plan,
        "performance.create_agreement": plan,
        "performance.create_clarification": plan,
        "performance.create_rhk": plan,
        "performance.update_rhk": line,
        "performance.new_rhk_removal": line,
        "performance.create_rhk_removal": line,
        "performance.create_indicator": line,
        "performance.update_indicator": indicator,
        "performance.new_indicator_removal": indicator,
        "performance.create_indicator_removal": indicator,
        "settings.show_logo": {"fingerprint": logo},
        "settings.create_holiday_removal": {"holiday_id": holiday},
        "performance.show_card": of_card,
        "performance.create_answer": of_card,
        "performance.create_contest": of_card,
    }


IMPORTS = ("show_run", "choose_sheet", "edit_columns", "update_columns", "check_again", "apply_run", "cancel_run",
           "list_rows", "download_wrong", "edit_units", "update_units")  # fmt: skip


@pytest.fixture(scope="module")
def rooms(app, world) -> dict[str, Room]:
    """Both pemda, furnished."""
    return {place.tenant.slug: _furnish(app, world, place) for place in (world.pontianak, world.gorontalo)}


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
    publish(world, place)
    skp, card = make_skp(world, owner), make_card(world, owner, own=True)
    logo, holiday = decorate(world, place, owner)
    digest = make_digest(world, owner, place.dinas)
    values = _samples(place, receipt, skp, card, logo, holiday, digest)
    values |= people_samples(world, place) | _notices(world, owner) | _imports(app, place)
    return Room(place, owner, values | of_rosters(place, *turn_and_correction(world, owner, place)))


def _imports(app, place: Place) -> dict[str, dict[str, object]]:
    an_import = {"run_id": make_import(app, place)}
    of_sheets = {"imports.choose_sheet": {"run_id": make_import_with_sheets(app, place)}}
    return {f"imports.{view}": an_import for view in IMPORTS} | of_sheets


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
