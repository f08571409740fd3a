"""The registered kiosk: installed once, takes what a tablet kept, each tap once, whatever its clock says."""

from datetime import timedelta

import pytest

from tests.feedback.kiosks import Tablet
from tests.feedback.steps import count
from webapp.feedback.kiosks.rules import MOST_AT_ONCE
from webapp.feedback.services.models import Duty
from webapp.platform import clock


@pytest.fixture(autouse=True)
def nothing_yet(sql, no_ratings):
    pass


@pytest.fixture
def tablet(app, world, sql):
    sql("delete from registered_device")
    return Tablet(app, world.pontianak, world.pontianak.oki)


@pytest.fixture
def stored(sql):
    return lambda: sql("select day, score, channel, officer_id, shift from rating order by score")


@pytest.fixture
def oddities(sql):
    return lambda: sorted(row[0] for row in sql("select reason from kiosk_oddity"))


def test_a_link_makes_the_tablet_a_kiosk_and_its_key_is_for_no_script_and_no_other_page(tablet):
    cookie = tablet.installed.headers["Set-Cookie"]
    assert (tablet.installed.status, tablet.installed.location) == (303, "/pontianak/kiosk")
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Path=/pontianak/kiosk;" in cookie
    page = tablet.browser.get("/kiosk")
    assert page.status == 200 and "Bagaimana pelayanan" in page.words and "Mesin pintu keluar" in page.words
    assert page.headers["Cache-Control"] == "no-store"
    assert "manifest-src 'self'; worker-src 'self'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("code", ["", "zzzz-zzzz-zzzz-zzzz", "ключ", "x" * 61, "\u202e", "' or 1=1 --"])
def test_a_code_that_is_none_installs_nothing(browser, world, code):
    visitor = browser()
    answer = visitor.post("/kiosk/pasang", {"kode": code})
    assert answer.status == 422 and not answer.cookies
    assert visitor.get("/kiosk").location.endswith("/kiosk/pasang")


def test_the_link_asks_before_it_is_used_up_and_works_once(app, browser, world, tablet):
    code, visitor = tablet.invite(world.pontianak.oki), browser()
    for _look in range(2):  # cameras and messengers look at links before people do
        assert "Jadikan tablet ini mesin penilaian?" in visitor.get(f"/kiosk/pasang?kode={code}").words
    assert visitor.post("/kiosk/pasang", {"kode": code}).status == 303
    again = browser().post("/kiosk/pasang", {"kode": code})
    assert again.status == 422 and "sudah dipakai" in again.words
    assert browser(tenant=world.gorontalo.tenant).get(f"/kiosk/pasang?kode={code}").status == 404


def test_what_was_kept_is_stored_counted_and_told_back(app, world, tablet, stored, sql):
    taps = [tablet.tap(score) for score in (1, 2, 3, 4)]
    status, answer = tablet.send(taps, antrean=3)
    assert status == 200 and sorted(answer["tersimpan"]) == sorted(tap["id"] for tap in taps)
    assert answer["ditolak"] == [] and [row[1:3] for row in stored()] == [(n, "kiosk") for n in (1, 2, 3, 4)]
    count(app, world.pontianak)
    assert sql("select sum(n) from rating_bucket") == [(4,)]
    assert sql("select queue_depth, abs(clock_skew) < 5 from registered_device") == [(3, True)]


def test_the_same_batch_twice_is_stored_once_and_answered_as_stored(app, world, tablet, stored, sql):
    taps = [tablet.tap() for _ in range(MOST_AT_ONCE)]
    answers = [tablet.send(taps) for _ in range(2)]
    assert all(status == 200 and len(answer["tersimpan"]) == MOST_AT_ONCE for status, answer in answers)
    count(app, world.pontianak)
    assert len(stored()) == MOST_AT_ONCE and sql("select sum(n) from rating_bucket") == [(MOST_AT_ONCE,)]


def test_a_tap_belongs_to_who_was_on_duty_when_it_was_pressed(inside, world, tablet, stored, sql):
    place, now = world.pontianak, clock.now()
    point = sql("select point_id from registered_device")[0][0]
    with inside(place) as session:
        for person, since, until in ((place.sari, 30, 20), (place.dewi, 10, 1)):
            period = {"starts_at": now - timedelta(hours=since), "ends_at": now - timedelta(hours=until)}
            session.add(Duty(point_id=point, person_id=person.id, shift="pagi", **period))
    tablet.send([tablet.tap(1, minutes_ago=25 * 60), tablet.tap(2, minutes_ago=15 * 60), tablet.tap(3, 5 * 60)])
    assert [row[3] for row in stored()] == [place.sari.id, None, place.dewi.id]
    sql("delete from duty where point_id = %s", point)


@pytest.mark.parametrize("ahead", [-3 * 86400, 3600, 40 * 365 * 86400])
def test_a_wrong_clock_is_told_and_dates_no_tap_wrongly(world, tablet, stored, oddities, sql, ahead):
    tablet.ahead = ahead
    tablet.send([tablet.tap(minutes_ago=3 * 24 * 60)])
    day = clock.today(world.pontianak.tenant.timezone)
    assert [row[0] for row in stored()] == [day - timedelta(days=3)] and oddities() == []
    assert abs(sql("select clock_skew from registered_device")[0][0] - ahead) < 5


def test_a_time_that_cannot_have_been_is_kept_listed_and_given_to_no_officer(
    browser, world, tablet, stored, oddities
):
    taps = [tablet.tap(1, minutes_ago=31 * 24 * 60), tablet.tap(4, minutes_ago=-60)]
    for _again in range(2):
        assert len(tablet.send(taps)[1]["tersimpan"]) == 2
    day = clock.today(world.pontianak.tenant.timezone)
    assert [(row[0], row[3]) for row in stored()] == [(day, None)] * 2
    assert oddities() == ["mendahului", "terlalu_lama"]
    words = browser(world.pontianak.oki).get(f"/kelola/perangkat/{tablet.device_id}").words
    assert "Menurut jam perangkat belum terjadi 1" in words and "lebih dari 30 hari yang lalu 1" in words


def test_one_bad_tap_holds_up_no_other(tablet, stored):
    good = tablet.tap(3)
    bad = [
        tablet.tap() | {"nilai": 5}, tablet.tap() | {"nilai": "4"}, tablet.tap() | {"menit": -1}, {}, {"id": None},
        tablet.tap() | {"id": "satu"}, tablet.tap() | {"tambahan": 1}, tablet.tap() | {"menit": 10**30},
    ]  # fmt: skip
    status, answer = tablet.send([*bad, good])
    assert status == 200 and answer["tersimpan"] == [good["id"]] and len(stored()) == 1
    assert {each["sebab"] for each in answer["ditolak"]} == {"tidak-terbaca"}


def test_a_tap_that_was_changed_or_is_of_another_device_is_told_apart(tablet, stored):
    forged = tablet.tap(4) | {"nilai": 1}
    foreign = tablet.tap(4) | {"perangkat": "00000000-0000-4000-8000-000000000000"}
    answer = tablet.send([forged, foreign])[1]
    assert [each["sebab"] for each in answer["ditolak"]] == ["tanda-salah", "perangkat-lain"] and stored() == []


@pytest.mark.parametrize(
    "body",
    [b" ", b"{", b"[]", b"null", b'{"jam": 1}', b"\xff\xfe", b'{"ketukan": ' + b"[" * 5000 + b"]" * 5000 + b"}"],
)
def test_a_batch_that_cannot_be_read_stores_nothing_and_says_so(tablet, stored, body):
    assert tablet.send(body=body) == (422, {"sebab": "tidak-terbaca"}) and stored() == []


@pytest.mark.parametrize(
    "changes",
    [{"jam": -1}, {"jam": 10**16}, {"jam": 1.5}, {"antrean": -1}, {"antrean": 10**7}, {"ketukan": [1]}, {"ketukan": {}},
     {"ketukan": [{}] * (MOST_AT_ONCE + 1)}, {"tanda": "x"}, {"tanda": None}, {"perangkat": "x"}, {"lebih": 1}],
)  # fmt: skip
def test_a_batch_with_a_field_out_of_bounds_stores_nothing_and_says_so(tablet, stored, changes):
    assert tablet.send([tablet.tap()], **changes) == (422, {"sebab": "tidak-terbaca"}) and stored() == []


def test_a_batch_that_is_too_large_is_not_read(tablet):
    assert tablet.send(body=b" " * 100_000)[0] == 413


def test_a_revoked_kiosk_is_told_so_keeps_what_it_has_and_sends_it_when_it_is_installed_again(
    browser, world, tablet, stored
):
    kept = [tablet.tap(2)]
    browser(world.pontianak.oki).post(f"/kelola/perangkat/{tablet.device_id}/cabut")
    assert tablet.send(kept) == (403, {"sebab": "dicabut"}) and stored() == []
    page = tablet.browser.get("/kiosk")
    assert page.status == 410 and "sudah dicabut" in page.words
    assert tablet.browser.post("/kiosk/kunci").status == 403
    tablet.browser.post("/kiosk/pasang", {"kode": tablet.invite(world.pontianak.oki)})
    assert tablet.send(kept)[0] == 200 and len(stored()) == 1


def test_only_who_holds_the_key_may_send_and_a_lost_cookie_loses_nothing(browser, world, tablet, stored):
    for changes in ({"tanda": "0" * 64}, {"perangkat": "00000000-0000-4000-8000-000000000000"}):
        assert tablet.send([tablet.tap()], **changes) == (401, {"sebab": "belum-terdaftar"})
    assert browser().post("/kiosk/kunci").status == browser(world.pontianak.oki).post("/kiosk/kunci").status == 401
    assert stored() == []
    tablet.browser = browser(tenant=world.gorontalo.tenant)
    assert tablet.send([tablet.tap()])[0] == 401
    tablet.browser = browser()
    assert tablet.send([tablet.tap()])[0] == 200 and len(stored()) == 1


def test_another_site_cannot_send(tablet, stored):
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert tablet.browser.post("/kiosk/kirim", b"{}", content_type="application/json", headers=foreign).status == 403
    assert tablet.browser.post("/kiosk", {"nilai": "4"}, headers=foreign).status == 403 and stored() == []


def test_without_a_script_the_form_is_stored_once_and_thanks_show_nothing_of_it(tablet, stored):
    page = tablet.browser.get("/kiosk?bahasa=en")
    assert "How was the service" in page.words
    key = page.page.hidden["kunci"]
    answers = [tablet.browser.post("/kiosk", {"nilai": score, "kunci": key}) for score in ("1", "1", "4")]
    assert {answer.location for answer in answers} == {"/pontianak/kiosk/terima-kasih"}
    thanks = tablet.browser.follow(answers[0])
    assert "Terima kasih" in thanks.words and "Tidak baik" not in thanks.words
    assert thanks.headers["Refresh"] == "6; url=/pontianak/kiosk" and thanks.headers["Cache-Control"] == "no-store"
    assert [row[1:3] for row in stored()] == [(1, "kiosk")]


@pytest.mark.parametrize("sent", [{}, {"nilai": "5"}, {"nilai": "4", "kunci": "x"}, {"nilai": "4", "lain": "1"}])
def test_a_form_that_cannot_be_read_leads_back_to_a_fresh_screen(tablet, stored, sent):
    assert tablet.browser.post("/kiosk", sent).location == "/pontianak/kiosk" and stored() == []


def test_hours_travel_with_the_page_and_with_every_answer(tablet, world, sql):
    sql("delete from opening_hours")
    assert 'data-hours="null"' in tablet.browser.get("/kiosk").text and tablet.send()[1]["buka"] is None
    point = sql("select point_id from registered_device")[0][0]
    tomorrow = clock.today(world.pontianak.tenant.timezone).isoweekday() % 7 + 1
    sql(
        "insert into opening_hours (tenant_id, id, point_id, weekday, opens, closes, on_holidays)"
        " values (%s, gen_random_uuid(), %s, %s, 480, 960, true)", world.pontianak.tenant.id, point, tomorrow,
    )  # fmt: skip
    spans = tablet.send()[1]["buka"]
    assert len(spans) == 2 and {until - since for since, until in spans} == {int(9.5 * 3600_000)}
    assert "Tempat ini sedang tutup" in tablet.browser.get("/kiosk").words
    sql("delete from opening_hours")


def test_the_worker_and_the_manifest_stay_within_the_kiosk(tablet, browser):
    worker = tablet.browser.get("/kiosk/pekerja.js")
    assert worker.headers["Service-Worker-Allowed"] == "/pontianak/kiosk" and "const KIOSK" in worker.text
    facts = tablet.browser.get("/kiosk/manifes.json").response.get_json()
    assert facts["scope"] == facts["start_url"] == "/pontianak/kiosk" and facts["display"] == "fullscreen"
    assert browser().get("/kiosk/manifes.json").status == 404
