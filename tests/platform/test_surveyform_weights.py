"""What the survey weighs on a cheap phone: each page with all it takes the first time, compressed."""

import pytest

from tests.client import Browser
from tests.feedback.surveying import FORM, PROFILE, answers, extend, fresh, open_period

MOST = 14 * 1024  # bytes


@pytest.fixture(params=[9, 16])
def pages(app, world, sql, request):
    """Of every page of the form its bytes with all it takes: first question, last question, profile, whole, refused."""
    fresh(sql)
    oki, citizen = Browser(app, world.pontianak.tenant), Browser(app, world.pontianak.tenant)
    oki.sign_in(world.pontianak.oki)
    if request.param == 16:
        extend(oki)
    assert open_period(oki, world).status == 303
    given = answers(oki, citizen)
    assert len(given) == request.param
    last = dict(list(given.items())[:-1])
    key = {"kunci": citizen.get(FORM).page.hidden["kunci"]}
    about = PROFILE | {"layanan": str(world.pontianak.service)}
    return {
        "first": _travels(citizen, "GET", FORM),
        "last": _travels(citizen, "POST", FORM, last | key | about),
        "profile": _travels(citizen, "POST", FORM, given | key),
        "profile refused": _travels(citizen, "POST", FORM, given | key | {"arah": "kirim"}),
        "whole": _travels(citizen, "GET", f"{FORM}?bentuk=semua"),
        "whole refused": _travels(citizen, "POST", FORM, key | {"bentuk": "semua", "arah": "kirim"}),
        "thanks": _travels(citizen, "GET", f"{FORM}/terima-kasih"),
    }


def _travels(citizen: Browser, method: str, path: str, data: dict | None = None) -> int:
    """Bytes of the page and of every sheet and sign it names."""
    seen = citizen.get(path) if method == "GET" else citizen.post(path, data)
    assert seen.page and any("portal.css" in each for each in seen.page.resources), path
    found = [_bytes(citizen, method, citizen.root + path, data)]
    found += [_bytes(citizen, "GET", address) for address in seen.page.resources]
    return sum(found)


def _bytes(citizen: Browser, method: str, path: str, data: dict | None = None) -> int:
    headers = {"Accept-Encoding": "gzip", "Sec-Fetch-Site": "same-origin"}
    return len(citizen.client.open(path, method=method, data=data, headers=headers).data)


def test_every_page_of_the_survey_is_light(pages):
    assert {page: weight for page, weight in pages.items() if weight > MOST} == {}
