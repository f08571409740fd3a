"""Registering devices: a key or a link is shown once, opens one pemda's device, and ends when it is revoked."""

import re
from datetime import timedelta

import pytest

from tests.feedback.devices import make_device
from webapp.feedback.devices import domain, queries, rules
from webapp.feedback.devices.jobs import tell_of_silence
from webapp.feedback.devices.models import QUEUE
from webapp.feedback.devices.refusals import NotPossible
from webapp.feedback.services.hours import set_hours
from webapp.feedback.services.opening import Hours
from webapp.feedback.services.queries import points_by_id
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.tenancy import serving

ROOM = "/kelola/perangkat"


@pytest.fixture(autouse=True)
def no_devices(sql, app):
    sql("delete from registered_device")


@pytest.fixture
def oki(browser, world):
    return browser(world.pontianak.oki)


@pytest.fixture
def session(app, world):
    with serving(world.pontianak.tenant), TenantSession(app.config["RESOURCES"].engine) as session:
        yield session


@pytest.fixture
def keys(app):
    return app.config["RESOURCES"].keys


@pytest.fixture
def point(world, sql):
    found = "select id from service_point where tenant_id = %s and code = %s"
    return str(sql(found, world.pontianak.tenant.id, world.pontianak.kiosk)[0][0])


def register(oki, point, **changes):
    return oki.post(ROOM, {"jenis": "kiosk", "titik": point, "nama": "Tablet pintu keluar"} | changes)


def shown_code(answer) -> str:
    return re.search(r'device-code">([0-9A-Z ]+)<', answer.text)[1]


def test_a_queue_system_gets_its_key_once_and_the_table_never_holds_it(oki, point, sql, session, keys):
    answer = register(oki, point, jenis="antrean")
    key_text = re.search(r"readonly>([\w-]{43})</textarea>", answer.text)[1]
    device = domain.by_key(session, keys, key_text)
    assert answer.status == 200 and answer.headers["Cache-Control"] == "no-store"
    assert (device.kind, device.name) == (QUEUE, "Tablet pintu keluar")
    assert key_text not in str(sql("select * from registered_device")) + str(sql("select * from audit_event"))
    assert key_text not in oki.get(f"{ROOM}/{device.id}").text
    assert sql("select count(*) from audit_event where action = 'perangkat:daftar' and object_id = %s", device.id)[0][0]


def test_a_kiosk_gets_a_link_that_installs_it_once(oki, point, session, keys):
    code = shown_code(register(oki, point))
    device, key_text = domain.install(session, keys, code.upper().replace("-", " "), clock.now())
    assert domain.by_key(session, keys, key_text).id == device.id
    with pytest.raises(NotPossible, match="code-unknown"):
        domain.install(session, keys, code, clock.now())


def test_a_link_ends_after_a_quarter_of_an_hour_and_with_the_next_one(oki, point, session, keys, sql):
    code = shown_code(register(oki, point))
    assert domain.invited(session, keys, code, clock.now() + timedelta(minutes=16)) is None
    device_id = sql("select id from registered_device")[0][0]
    session.rollback()
    newer = shown_code(oki.post(f"{ROOM}/{device_id}/kunci"))
    assert domain.invited(session, keys, code, clock.now()) is None
    assert domain.invited(session, keys, newer, clock.now()).id == device_id


def test_revoking_ends_the_key_and_the_link_and_is_written_down_once(app, oki, world, session, keys, sql):
    device_id, key_text = make_device(app, world.pontianak, world.pontianak.oki, kind=QUEUE)
    assert "Cabut perangkat ini?" in oki.get(f"{ROOM}/{device_id}/cabut").words
    answers = [oki.post(f"{ROOM}/{device_id}/cabut") for _ in range(2)]
    assert [answer.status for answer in answers] == [303, 303]
    assert domain.by_key(session, keys, key_text) is None
    assert domain.holder_of(session, keys, key_text).id == device_id
    assert sql("select count(*) from audit_event where action = 'perangkat:cabut' and object_id = %s", device_id) == [
        (1,)
    ]
    assert "sudah dicabut" in oki.get(f"{ROOM}/{device_id}").words


def test_a_new_key_ends_the_old_one_and_brings_a_revoked_device_back(app, oki, world, session, keys):
    device_id, old = make_device(app, world.pontianak, world.pontianak.oki, kind=QUEUE)
    oki.post(f"{ROOM}/{device_id}/cabut")
    new = re.search(r"readonly>([\w-]{43})</textarea>", oki.post(f"{ROOM}/{device_id}/kunci").text)[1]
    assert domain.by_key(session, keys, old) is None
    assert domain.by_key(session, keys, new).is_active


@pytest.mark.parametrize("text", ["", "x", "ключ", "\ud800", "\0", "a" * 100_000, "' or 1=1 --"])
def test_what_is_no_key_finds_nothing(app, world, session, keys, text):
    make_device(app, world.pontianak, world.pontianak.oki)
    assert domain.by_key(session, keys, text) is None


def test_a_key_opens_nothing_in_another_pemda(app, world, keys):
    _id, key_text = make_device(app, world.pontianak, world.pontianak.oki, kind=QUEUE)
    with serving(world.gorontalo.tenant), TenantSession(app.config["RESOURCES"].engine) as there:
        assert domain.by_key(there, keys, key_text) is None


@pytest.mark.parametrize(
    "changes, sentence",
    [
        ({"nama": ""}, "wajib diisi"),
        ({"nama": "ab"}, "paling sedikit 3 huruf"),
        ({"nama": "x" * 81}, "paling banyak 80 huruf"),
        ({"jenis": "kulkas"}, "Pilih salah satu"),
        ({"titik": "bukan"}, "tidak dapat dipahami"),
        ({"titik": "00000000-0000-4000-8000-000000000000"}, "tidak ada dalam daftar"),
        ({"warna": "biru"}, "tidak dikenal"),
    ],
)
def test_what_cannot_be_registered_is_refused_with_the_form_as_typed(oki, point, sql, changes, sentence):
    answer = register(oki, point, **changes)
    assert answer.status == 422 and sentence in answer.words
    assert sql("select count(*) from registered_device") == [(0,)]


def test_a_point_of_another_pemda_cannot_be_chosen(oki, world):
    answer = register(oki, str(world.gorontalo.counter_id))
    assert answer.status == 422 and "tidak ada dalam daftar" in answer.words


def test_only_the_organisation_bureau_enters_and_the_other_pemda_sees_nothing(app, browser, world):
    device_id, _key = make_device(app, world.pontianak, world.pontianak.oki)
    paths = [ROOM, f"{ROOM}/baru", f"{ROOM}/{device_id}", f"{ROOM}/{device_id}/cabut"]
    assert {browser(world.pontianak.hana).get(path).status for path in paths} == {403}
    nur = browser(world.gorontalo.nur)
    assert [nur.get(path).status for path in paths] == [200, 200, 404, 404]
    assert nur.post(f"{ROOM}/{device_id}/cabut").status == nur.post(f"{ROOM}/{device_id}/kunci").status == 404


def test_the_list_says_what_is_silent_what_is_late_and_what_has_a_wrong_clock(app, oki, world, session, sql):
    device_id, _key = make_device(app, world.pontianak, world.pontianak.oki)
    assert "Belum dipasang" in oki.get(ROOM).words
    device = queries.device_of(session, device_id)
    device.installed_at = clock.now() - timedelta(days=3)
    domain.hear(device, at=clock.now() - timedelta(minutes=50), queue_depth=12, clock_skew=-900)
    session.commit()
    assert "Aktif" in oki.get(ROOM).words  # no hours are known: nobody can say that it should be heard
    sql("update registered_device set last_seen_at = %s", clock.now() - timedelta(hours=3))
    words = oki.get(ROOM).words
    assert "Diam sejak" in words and "12 jawaban belum terkirim" in words  # but these answers wait too long
    at_night = clock.local(clock.now(), "Asia/Pontianak").hour == 0  # today's opening has only begun
    sql("update registered_device set last_seen_at = %s", clock.now() - timedelta(minutes=50 + 1500 * at_night))
    for day in range(1, 8):
        sql(
            "insert into opening_hours (tenant_id, id, point_id, weekday, opens, closes, on_holidays)"
            " values (%s, gen_random_uuid(), %s, %s, 0, 1440, true)",
            world.pontianak.tenant.id, device.point_id, day,
        )  # fmt: skip
    words = oki.get(ROOM).words
    assert "Diam sejak" in words and "12 jawaban belum terkirim" in words and "Jamnya tidak tepat" in words
    sql("delete from opening_hours")


def test_a_device_that_fell_silent_in_its_last_opening_shows_outside_of_hours_too():
    opens = clock.now().replace(hour=1, minute=0)
    opened = [(opens - timedelta(days=1), opens - timedelta(hours=16)), (opens, opens + timedelta(hours=8))]
    night = opens + timedelta(hours=14)
    assert not rules.unheard(opens + timedelta(hours=7, minutes=55), 0, opened, night)
    assert rules.unheard(opens + timedelta(hours=5), 0, opened, night)
    assert not rules.unheard(night - timedelta(hours=2), 0, opened, night)
    assert rules.unheard(night - timedelta(hours=2), 3, opened, night)
    assert not rules.unheard(night - timedelta(days=9), 0, [], night)


def test_registering_at_a_closed_counter_warns(oki, point, sql):
    sql("update service_point set closed_on = current_date - 1, closed_note = 'Gedung diperbaiki' where id = %s", point)
    try:
        assert "sedang ditutup" in oki.get(f"{ROOM}/baru").words
        assert "Loket ini sedang ditutup: Gedung diperbaiki" in register(oki, point).words
    finally:
        sql("update service_point set closed_on = null, closed_note = null where id = %s", point)


def test_a_code_has_no_letter_that_looks_like_another_and_forgives_them(oki, point, session, keys):
    code = shown_code(register(oki, point))
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4} ){3}[0-9A-HJKMNP-TV-Z]{4}", code), code
    misread = code.replace("0", "O").replace("1", "l").lower()
    assert domain.invited(session, keys, misread, clock.now()) is not None


def test_the_bureau_is_told_once_of_a_kiosk_that_is_silent_while_open_and_again_after_it_was_heard(
    app, oki, world, session, sql
):
    sql("delete from notice")
    device_id, _key = make_device(app, world.pontianak, world.pontianak.oki)
    device, now = queries.device_of(session, device_id), clock.now()
    noon = clock.local(now, world.pontianak.tenant.timezone).replace(hour=12, minute=0)
    week = [Hours(day, 480, 960, True) for day in range(1, 8)]
    set_hours(session, points_by_id(session, {device.point_id})[device.point_id], week, by=world.pontianak.oki.id)
    device.installed_at = device.last_seen_at = noon - timedelta(minutes=61)
    session.commit()
    assert [tell_of_silence(session, noon - timedelta(hours=6)), tell_of_silence(session, noon)] == [0, 1]
    assert tell_of_silence(session, noon) == 0
    domain.hear(device, at=noon, queue_depth=0, clock_skew=0)
    assert tell_of_silence(session, noon + timedelta(hours=2)) == 1
    session.commit()
    assert sql("select person_id, count(*) from notice group by 1") == [(world.pontianak.oki.id, 2)]
    assert "Tablet pintu keluar tidak memberi kabar" in oki.get("/kabar").words
    sql("delete from opening_hours")
