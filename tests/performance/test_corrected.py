"""What was put right in a roster stands beside the officer's card, for her and for her superior."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.performance.making import SCORE, inside, make_card
from tests.world import add
from webapp.feedback.rosters.models import KEPT, MOVED, RosterCorrection, RosterDecision
from webapp.platform import clock
from webapp.platform.i18n import long_date

ZONE = ZoneInfo("Asia/Pontianak")
REASON = "Daftar hadir menunjukkan petugas yang lain."


@pytest.fixture
def day():
    """A day of Pontianak, well before any card of these tests."""
    return clock.today("Asia/Pontianak") - timedelta(days=60)


@pytest.fixture
def corrected(world, day):
    """The whole of a day at the counter, taken from Sari or given to her, decided so many days ago."""
    place = world.pontianak

    def put_right(ratings=KEPT, *, wrong=place.sari, right=place.dewi, decided=50, is_accepted=True):
        starts = datetime(day.year, day.month, day.day, tzinfo=ZONE)
        concerned = [place.budi.id, wrong.id, right.id]
        with inside(world, place.sari) as session:
            row = add(session, RosterCorrection(
                point_id=place.counter_id, wrong_person_id=wrong.id, right_person_id=right.id, shift="penuh",
                starts_at=starts, ends_at=starts + timedelta(days=1), reason=REASON, proposed_by=place.budi.id,
                concerned=concerned,
            ))  # fmt: skip
            at = clock.now() - timedelta(days=decided)
            decision = {"decided_by": place.oki.id, "decided_at": at, "is_accepted": is_accepted, "reason": REASON}
            add(session, RosterDecision(correction_id=row.id, concerned=concerned, ratings=ratings, **decision))
        return row.id

    return put_right


@pytest.fixture(autouse=True)
def no_corrections(sql):
    for table in ("rating_reattribution", "roster_decision", "roster_correction"):
        sql(f"delete from {table}")


@pytest.fixture
def card(world, day):
    """Sari's own card over a time that holds the day, open to her superior by now."""
    score = replace(SCORE, since=day - timedelta(days=5), until=day + timedelta(days=5))
    return make_card(world, world.pontianak.sari, own=True, score=score, days_ago=40)


def test_both_readers_learn_that_the_ratings_stayed(browser, world, corrected, card, day):
    correction = corrected()
    said = f"Jadwal pada {long_date(day)} di Loket 1 dikoreksi. Penilaian pada waktu itu tetap tercatat seperti semula."
    for reader in (world.pontianak.sari, world.pontianak.budi):
        assert said in browser(reader).get(f"/kinerja/bukti/{card.id}").words
    links = browser(world.pontianak.sari).get(f"/kinerja/bukti/{card.id}").page.links
    (way,) = [link for link in links if str(correction) in link]
    assert browser(world.pontianak.sari).get(way).status == 200


def test_the_way_to_the_correction_is_for_the_officer_alone(browser, world, corrected, card):
    correction = corrected()
    assert str(correction) not in browser(world.pontianak.budi).get(f"/kinerja/bukti/{card.id}").text


@pytest.mark.parametrize(
    "to_her, decided, said",
    [
        (False, 50, "tidak lagi dicatat untuk pemilik kartu ini."),
        (True, 50, "sekarang dicatat untuk pemilik kartu ini."),
        (False, 20, "tidak lagi dicatat untuk pemilik kartu ini. Kartu ini dibuat sebelum koreksi itu"),
    ],
)
def test_where_the_ratings_went_is_said(browser, world, corrected, card, to_her, decided, said):
    place = world.pontianak
    changed = {"wrong": place.dewi, "right": place.sari} if to_her else {}
    corrected(MOVED, decided=decided, **changed)
    words = browser(place.sari).get(f"/kinerja/bukti/{card.id}").words
    assert f"Penilaian pada waktu itu {said}" in words
    assert ("dibuat sebelum koreksi" in words) == (decided < 40)


def test_what_does_not_touch_the_card_is_not_told(browser, world, corrected, day):
    sari = world.pontianak.sari
    corrected(is_accepted=False)
    touched = replace(SCORE, since=day - timedelta(days=5), until=day + timedelta(days=5))
    later = replace(SCORE, since=day + timedelta(days=1), until=day + timedelta(days=9))
    refused = make_card(world, sari, own=True, score=touched)
    corrected()
    others = [make_card(world, sari, own=True, score=later), make_card(world, sari, score=touched)]
    for made in others:
        assert "Jadwal yang dikoreksi" not in browser(sari).get(f"/kinerja/bukti/{made.id}").words
    assert browser(sari).get(f"/kinerja/bukti/{refused.id}").words.count("dikoreksi.") == 1
