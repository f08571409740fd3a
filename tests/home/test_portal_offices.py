"""The front page on a phone: a few offices, and all the others behind one line that works without a script."""

import re

import pytest

from tests.world import add
from webapp.feedback.services.models import Service
from webapp.home.routes import FEW
from webapp.people.models import Opd
from webapp.platform.db import TenantSession
from webapp.platform.tenancy import serving

NAMES = [f"Kantor {letter}" for letter in "ABCDEF"]


@pytest.fixture(scope="module")
def offices(world):
    place = world.pontianak
    with serving(place.tenant), TenantSession(world.resources.engine) as session:
        for name in NAMES:
            slug = name.lower().replace(" ", "-")
            opd = add(session, Opd(slug=slug, name=name, short_name=name, kind="dinas"))
            add(session, Service(opd_id=opd.id, slug=f"layanan-{slug}", name=f"Layanan {name}"))
        session.commit()


def test_the_first_offices_are_in_sight_and_the_others_behind_a_line_with_their_number(browser, world, offices):
    page = browser(tenant=world.pontianak.tenant).get("/")
    section = page.text.partition('aria-labelledby="services"')[2].partition("</section>")[0]
    shown, _, folded = section.partition("<details")
    every = re.findall(r'<h3 class="group">(.+?)</h3>', section)
    assert len(every) == len(NAMES) + 1 and every == sorted(every)
    assert re.findall(r'<h3 class="group">(.+?)</h3>', shown) == every[:FEW]
    assert re.findall(r'<h3 class="group">(.+?)</h3>', folded) == every[FEW:]
    assert f"<summary>Semua kantor ({len(every)})</summary>" in folded


def test_where_few_offices_are_nothing_is_folded(browser, world):
    page = browser(tenant=world.gorontalo.tenant).get("/")
    assert "Semua kantor" not in page.words and "<details" not in page.text
