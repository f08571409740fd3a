"""What whoever leads a pemda sees of it at home: offices that stand out, by name, with their intervals; no person."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.feedback.conftest import EVERYTHING
from tests.feedback.steps import count, make_digest, rate_many, turn
from webapp.feedback.published import empty_today
from webapp.feedback.services.models import Duty
from webapp.people.models import Opd
from webapp.platform import clock

pytestmark = pytest.mark.usefixtures("no_ratings")
BELOW, NONE_BELOW = "seluruhnya di bawahnya", "Tidak ada kantor yang nilainya pasti di bawah"


@pytest.fixture
def pemda(world, inside, sql):
    """A node above all offices, as every pemda that has set itself up has one."""
    place, root = world.pontianak, uuid4()
    with inside(place) as session:
        names = {"name": "Pemerintah Kota Pontianak", "short_name": "Kota"}
        session.add(Opd(id=root, slug="pemda", kind="kepala_daerah", **names))
        session.flush()
        session.commit()
    sql("update opd set parent_id = %s where id = %s", root, place.dinas)
    yield root
    for table in EVERYTHING:
        sql(f"delete from {table}")
    sql("update opd set parent_id = null where id = %s", place.dinas)
    sql("delete from opd where id = %s", root)


@pytest.fixture
def rated(app, browser, world, monkeypatch):
    """`rated(at_the_counter, at_the_kiosk, ...)`: pairs of ratings, each of a week; the day turns after each."""
    begun = clock.now() - timedelta(days=clock.today("Asia/Pontianak").weekday())

    def live(*weeks):
        for number, (counter, kiosk) in enumerate((*weeks, ([], []))):
            monkeypatch.setattr(clock, "now", lambda number=number: begun + timedelta(weeks=number))
            rate_many(browser, world.pontianak.counter, counter, first=100 * number)
            rate_many(browser, world.pontianak.kiosk, kiosk, first=100 * number + 50)
            count(app, world.pontianak)
            turn(app, world.pontianak)

    return live


def standouts(reader) -> str:
    words = reader.get("/beranda").words
    return words[words.index("Kantor yang nilainya di bawah") :]


def test_an_office_that_is_surely_below_the_whole_is_named_with_its_interval(browser, world, pemda, rated):
    rated(([4] * 40, [1] * 12))
    words = standouts(browser(world.pontianak.oki))
    assert BELOW in words and "UPT Dukcapil Selatan bagian dari Dinas Kependudukan" in words
    listed = words[: words.index("Menurut abjad")]
    assert listed.count(" dari 4") == 1 and "–" in listed, "the dinas is as good as the whole, which it is"
    assert "Sari Wulandari" not in words and "peringkat" not in words


def test_without_a_score_of_the_whole_nothing_is_compared(browser, world):
    words = standouts(browser(world.pontianak.oki))
    assert "Kantor dibandingkan setelah seluruh pemda punya nilai" in words and BELOW not in words
    assert "Perubahan tampil setelah dua pekan" in words and "Minta ringkasan" not in words


def test_where_nobody_is_surely_below_it_says_so(browser, world, pemda, rated):
    rated(([4] * 20, [4] * 12))
    assert NONE_BELOW in standouts(browser(world.pontianak.oki))


def test_what_changed_for_sure_within_a_month_is_told_and_what_did_not_is_not(browser, world, pemda, rated):
    rated(([4] * 20, [3] * 12), ([], []), ([], []), ([], []), ([1] * 20, [3] * 12))
    words = standouts(browser(world.pontianak.oki))
    lower = words[words.index("Menjadi lebih rendah") : words.index("Hanya perubahan yang pasti")]
    assert "Dinas Kependudukan" in lower and "UPT Dukcapil Selatan" not in lower and "Menjadi lebih baik" not in words


def test_services_are_named_until_their_first_ratings_are_let_out(browser, world, pemda, rated):
    words = standouts(browser(world.pontianak.oki))
    assert "1 layanan yang penilaiannya belum keluar" in words and "Perekaman KTP-el" in words
    assert "Akta kelahiran" not in words, "nobody can rate it: its only counter is closed"
    rated(([4] * 12, []))
    assert "Semua layanan yang buka sudah punya penilaian" in standouts(browser(world.pontianak.oki))


def test_the_last_digest_can_be_opened_from_home(browser, world, pemda, rated):
    rated(([4] * 12, []))
    digest = make_digest(world, world.pontianak.oki, world.pontianak.dinas)
    assert f"/pontianak/hasil/ringkasan/{digest}" in browser(world.pontianak.oki).get("/beranda").page.links


def test_only_who_looks_after_the_whole_sees_it(browser, world):
    for name in ("sari", "budi", "hana", "vera"):
        assert "Berubah sejak sebulan lalu" not in browser(getattr(world.pontianak, name)).get("/beranda").words


def test_counters_without_anybody_today_are_counted_on_working_days(world, inside):
    moment = clock.local(clock.now(), world.pontianak.tenant.timezone)
    tuesday = moment.replace(hour=10, minute=0) + timedelta(days=(1 - moment.weekday()) % 7 or 7)
    with inside(world.pontianak) as session:
        assert empty_today(session, tuesday) == 1 and empty_today(session, tuesday - timedelta(days=2)) == 0
        hours = {"starts_at": tuesday + timedelta(hours=3), "ends_at": tuesday + timedelta(hours=5)}
        session.add(Duty(point_id=world.pontianak.counter_id, person_id=world.pontianak.sari.id, **hours))
        session.flush()
        assert empty_today(session, tuesday) == 0
