"""What a page of the staff weighs on the line: at most 60 KB compressed the first time, 15 KB afterwards."""

import pytest

from tests.client import Browser

FIRST, AFTER = 60 * 1024, 15 * 1024
EVERYTHING_AT_ONCE = {"/gaya"}  # the living page shows every part in every state, and is for the makers


ROLES = ("oki", "hana", "budi", "sari")  # who has the most in the menu first


@pytest.fixture(scope="module")
def weights(app, rooms, addresses):
    """Of every page of the staff, as the first of ROLES who may see it does: bytes the first time, and afterwards."""
    found, place, sheets = {}, rooms["pontianak"].place, {}
    visitors = [Browser(app, place.tenant) for _who in ROLES]
    for who, visitor in zip(ROLES, visitors, strict=True):
        visitor.sign_in(place.people[who])
    for path in sorted({path for _endpoint, path in addresses("pontianak", "GET")} - EVERYTHING_AT_ONCE):
        for visitor in visitors:
            answer = visitor.get(path)
            if answer.status == 200 and answer.page and "office.css" in str(answer.page.resources):
                found[path] = _weigh(visitor, path, answer.page.resources, sheets)
                break
    return found


def _weigh(visitor: Browser, path: str, resources: list[str], sheets: dict[str, int]) -> tuple[int, int]:
    """The page with all it takes, and what of it travels again; `sheets` remembers what was weighed."""
    for address in resources:
        if address.startswith("/") and address not in sheets:
            sheets[address] = _travels(visitor, address)
    again = _travels(visitor, f"/pontianak{path}")
    again += sum(sheets[address] for address in resources if "tema.css" in address)
    return again + sum(sheets[address] for address in resources if address.startswith("/static/")), again


def _travels(visitor: Browser, address: str) -> int:
    """Bytes of the body as it travels, compressed; what is kept is kept for a year."""
    answer = visitor.client.get(address, headers={"Accept-Encoding": "gzip"})
    if address.startswith("/static/"):
        assert "max-age=31536000, immutable" in answer.headers["Cache-Control"]
        assert answer.headers.get("Content-Encoding") == "gzip" or len(answer.data) < 1024
    return len(answer.data)


def test_a_page_of_the_staff_is_light_the_first_time(weights):
    assert len(weights) >= 10
    assert {place: first for place, (first, _again) in weights.items() if first > FIRST} == {}


def test_a_page_of_the_staff_is_lighter_afterwards(weights):
    assert {place: again for place, (_first, again) in weights.items() if again > AFTER} == {}
