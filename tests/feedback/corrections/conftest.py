"""What tests of corrections share: a wrong duty of yesterday, a proposal, a decision, ratings of that day."""

import pytest

from tests.feedback.conftest import EVERYTHING
from tests.feedback.rosters import REASON, at, clear, day_from_now, lead, on_duty
from tests.feedback.steps import count, rate_many, turn
from webapp.platform import clock


@pytest.fixture(autouse=True)
def from_nothing(sql, world):
    clear(sql)
    for table in EVERYTHING:
        sql(f"delete from {table}")
    lead(sql, world.pontianak.budi)


@pytest.fixture
def place(world):
    return world.pontianak


@pytest.fixture
def yesterday():
    return day_from_now(-1)


@pytest.fixture
def wrong(inside, place, yesterday):
    """Sari stood in the roster of yesterday, from eight to four."""
    return on_duty(inside, place, place.counter_id, place.sari, at(yesterday, 8), at(yesterday, 16))


@pytest.fixture
def rated(app, browser, place, yesterday, monkeypatch):
    """Visitors rated at ten yesterday, and were counted and let out, if they are enough."""

    def give(scores, first=0):
        with monkeypatch.context() as patched:
            patched.setattr(clock, "now", lambda: at(yesterday, 10))
            app.extensions["points"].forget()
            rate_many(browser, place.counter, scores, first=first)
        count(app, place)
        turn(app, place)

    return give


def form(place, day, **changes):
    return {
        "hari": day.isoformat(), "sampai": day.isoformat(), "mulai": "08:00",
        "selesai": "16:00", "salah": str(place.sari.id), "benar": str(place.dewi.id), "giliran": "penuh",
        "pindahkan": "tidak", "alasan": REASON,
    } | changes  # fmt: skip


@pytest.fixture
def propose(browser, place, yesterday):
    """Budi proposes; returns the address of the correction."""

    def send(who=None, **changes):
        visitor = browser(who or place.budi)
        answer = visitor.post(f"/kelola/jadwal/{place.counter_id}/koreksi", form(place, yesterday, **changes))
        assert answer.status == 303, answer.words
        return answer.location.partition("#")[0]

    return send


@pytest.fixture
def decide(browser, place):
    def send(address, who=None, word="setujui", reason=REASON):
        visitor = browser(who or place.oki)
        return visitor.post(f"{address}/keputusan", {"keputusan": word, "alasan": reason})

    return send


@pytest.fixture
def officers(sql, place):
    """Whom the ratings are about by the newest word, and whom they were frozen for."""

    def find():
        newest = sql(
            "select coalesce((select m.officer_id from rating_reattribution m where m.rating_id = r.id "
            "order by number desc limit 1), r.officer_id), count(*) from rating r group by 1"
        )
        frozen = sql("select officer_id, count(*) from rating group by 1")
        return dict(newest), dict(frozen)

    return find
