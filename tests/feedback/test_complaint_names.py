"""Names of officers are hidden before a unit, or everybody, may read a report, however late it is known whose."""

import pytest

from tests.feedback import complaining
from webapp.feedback.complaints import desk
from webapp.platform import clock


@pytest.fixture(scope="module")
def office(app, world):
    return complaining.furnish(world, world.pontianak)


@pytest.fixture
def vera(office):
    return office.actor("vera")


def test_names_are_hidden_from_a_unit_that_was_not_known_when_the_report_came(office, sql, vera):
    """Without a service nobody knew whose names to look for; before the unit reads it, they are."""
    words = f"Kemarin {office.place.people['tuti'].name.lower()} marah-marah, padahal antrean lima jam di loket satu."
    case = office.report(text=words, service_id=None)
    office.move(case, "teruskan", vera, unit=office.place.dinas)
    (text,) = sql("select text from complaint where id = %s", case)[0]
    assert office.place.people["tuti"].name.split()[0].lower() not in text and "[nama petugas]" in text
    with office.session() as session:
        assert desk.read_originals(session, office.vault, case, vera, at=clock.now())[0][1]["isi"] == words


def test_the_name_of_whoever_it_is_about_is_hidden_wherever_she_works(office, sql, vera):
    oki = office.place.people["oki"]
    case = office.report(text=f"Kemarin {oki.name.lower()} marah-marah di loket satu.", service_id=None)
    with office.session() as session:
        desk.name_subject(session, case, vera, oki.id, at=clock.now(), version=office.case(case).version)
    (text,) = sql("select text from complaint where id = %s", case)[0]
    assert oki.name.lower().split()[0] not in text and "[nama petugas]" in text
