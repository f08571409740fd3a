"""Queue systems tell of visits that ended, and get an invitation for each: once, with a key of their own."""

import pytest

from tests.feedback.inviting import answer, found_wrong
from webapp.feedback.devices import domain as devices
from webapp.feedback.ratings.tries import Tries
from webapp.feedback.visits import words
from webapp.platform import clock
from webapp.platform.db import unit_of_work
from webapp.platform.tenancy import serving


def register(app, place, kind: str = "antrean", name: str = "Antrean lantai 1"):
    """A device at the counter of this place, and its key."""
    held = app.config["RESOURCES"]
    with serving(place.tenant), unit_of_work(held.engine) as session:
        return devices.register(
            session, held.keys, kind=kind, point_id=place.counter_id, name=name,
            by=next(iter(place.people.values())).id, at=clock.now(),
        )  # fmt: skip


@pytest.fixture(scope="module")
def key(app, world):
    return register(app, world.pontianak)[1]


@pytest.fixture
def tell(browser, key, world, request):
    """tell(**body): what the queue system gets back."""
    visitor = browser()

    def send(_key=key, _path="/pontianak/api/kunjungan", **body):
        sent = {"titik": world.pontianak.counter, "rujukan": request.node.name} | body
        return visitor.client.post(_path, json=sent, headers={"Authorization": f"Bearer {_key}"},
                                   base_url="http://localhost")  # fmt: skip

    return send


def _code(response) -> str:
    return response.json["kesalahan"]["kode"]


def test_a_finished_visit_gets_a_link_a_sentence_and_a_code_to_draw(app, tell, browser, world):
    told = tell()
    assert told.status_code == 201 and told.headers["Cache-Control"] == "no-store"
    body = told.json
    assert body["tautan"].startswith("http://localhost/pontianak/k/") and body["tautan"] in body["teks"]
    assert body["qr"]["jalur"].startswith("M4 4h7v1h-7z") and body["qr"]["ukuran"] > 30
    assert answer(browser(), body["tautan"].rsplit("/", 1)[-1], 2).status == 303
    assert found_wrong(app, world.pontianak) == []


def test_the_same_transaction_gets_no_second_invitation(tell):
    assert tell().status_code == 201
    again = tell()
    assert again.status_code == 409 and _code(again) == "sudah-dilaporkan"


def test_visits_without_invitation_and_several_at_once_are_counted(tell, sql):
    def counts():
        return sql("select coalesce(sum(served), 0), coalesce(sum(issued), 0) from visit_account")[0]

    served, issued = counts()
    assert tell(undang=False, dilayani=3).json == {"tercatat": True}
    assert tell(rujukan="berikutnya", dilayani=2).status_code == 201
    assert counts() == (served + 5, issued + 1)


def test_the_visit_is_the_officers_who_is_on_duty_in_the_hour_of_the_pemda(tell, sql, world):
    sql("delete from visit_hour")
    tell()
    here = clock.local(clock.now(), world.pontianak.tenant.timezone)
    [row] = sql("select officer_id, hour, served, issued from visit_hour")
    assert row[0] == world.pontianak.sari.id and row[1] in (here.hour, (here.hour - 1) % 24) and row[2:] == (1, 1)


BAD = {
    "no point": ({"titik": "zzzz99"}, 404, "titik-tidak-dikenal"),
    "a point that is not ascii": ({"titik": "lokét9"}, 404, "titik-tidak-dikenal"),
    "a point that is none": ({"titik": "x"}, 422, "isian-salah"),
    "no reference": ({"rujukan": ""}, 422, "isian-salah"),
    "a long reference": ({"rujukan": "a" * 101}, 422, "isian-salah"),
    "NUL": ({"rujukan": "a\x00b"}, 422, "isian-salah"),
    "right to left": ({"rujukan": "\u202eA-1"}, 422, "isian-salah"),
    "a list": ({"rujukan": ["a"]}, 400, "json-rusak"),
    "nothing": ({"rujukan": None}, 400, "json-rusak"),
    "no visits": ({"dilayani": 0}, 422, "isian-salah"),
    "too many visits": ({"dilayani": 1001}, 422, "isian-salah"),
    "an enormous number": ({"dilayani": 10**300}, 422, "isian-salah"),
    "words for a number": ({"dilayani": "banyak"}, 422, "isian-salah"),
    "neither yes nor no": ({"undang": "mungkin"}, 422, "isian-salah"),
    "an unknown field": ({"nik": "6171"}, 422, "isian-salah"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_wrong_is_told_and_nothing_is_issued(tell, sql, what):
    body, status, code = BAD[what]
    before = sql("select count(*) from visit_issue")
    told = tell(**body)
    assert (told.status_code, _code(told)) == (status, code)
    assert told.json["kesalahan"]["pesan"] and sql("select count(*) from visit_issue") == before
    if status == 422:
        assert set(told.json["kesalahan"]["isian"]) == set(body)


def test_emoji_and_half_a_sign_in_a_reference_are_taken_as_they_can_be(tell):
    assert tell(rujukan="A-1 👩🏽‍🔧").status_code == 201
    assert tell(rujukan="\ud800").status_code in (201, 409)


@pytest.mark.parametrize("body, kind, status", [
    (b"{", "application/json", 400), (b"[]", "application/json", 400), (b"\xff\xfe", "application/json", 400),
    (b"[" * 4000, "application/json", 400), (b"", "application/json", 400), (b'"titik"', "application/json", 400),
    (b"{" + b" " * 5000 + b"}", "application/json", 413), (b"titik=x", "application/x-www-form-urlencoded", 415),
    (b'{"titik": 1e999}', "application/json", 400), (b'{"titik": NaN}', "application/json", 400),
])  # fmt: skip
def test_a_body_that_is_no_message_is_refused(browser, key, body, kind, status):
    told = browser().client.post("/pontianak/api/kunjungan", data=body, base_url="http://localhost",
                                 headers={"Authorization": f"Bearer {key}", "Content-Type": kind})  # fmt: skip
    assert told.status_code == status and told.json["kesalahan"]["pesan"]


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Bearer x", "Basic eDp5", "Bearer " + "A" * 43,
                                    "Bearer kunc\xefi", "Bearer " + "B" * 5000])  # fmt: skip
def test_without_a_known_key_nothing_is_told(app, browser, monkeypatch, header, world):
    monkeypatch.setitem(app.extensions, "key_tries", Tries())
    told = browser().client.post("/pontianak/api/kunjungan", json={"titik": world.pontianak.counter},
                                 base_url="http://localhost", headers={"Authorization": header})  # fmt: skip
    assert told.status_code == 401 and _code(told) == "kunci-tidak-dikenal"
    assert told.headers["WWW-Authenticate"] == "Bearer"


def test_bytes_that_are_no_text_in_the_key_are_an_unknown_key(app, browser, monkeypatch):
    monkeypatch.setitem(app.extensions, "key_tries", Tries())
    told = browser().client.post("/pontianak/api/kunjungan", json={}, base_url="http://localhost",
                                 environ_overrides={"HTTP_AUTHORIZATION": "Bearer \xff\xfe\x80"})  # fmt: skip
    assert told.status_code == 401


def test_guessing_keys_is_limited(app, tell, monkeypatch):
    monkeypatch.setitem(app.extensions, "key_tries", Tries(most=2))
    assert [tell(_key=letter * 43).status_code for letter in "ABC"] == [401, 401, 429]


def test_one_device_may_not_flood(app, tell, monkeypatch):
    monkeypatch.setitem(app.extensions, "device_messages", Tries(most=2, window=60))
    told = [tell(rujukan=f"banjir {n}") for n in range(3)]
    assert [each.status_code for each in told] == [201, 201, 429] and told[-1].headers["Retry-After"] == "60"


def test_a_kiosk_is_no_queue_system(app, tell, world):
    told = tell(_key=register(app, world.pontianak, "kiosk", "Mesin depan")[1])
    assert told.status_code == 403 and _code(told) == "bukan-sistem-antrean"


def test_a_revoked_key_and_one_that_was_changed_open_nothing(app, tell, world):
    held, place = app.config["RESOURCES"], world.pontianak
    device, first = register(app, place, name="Antrean lama")
    with serving(place.tenant), unit_of_work(held.engine) as session:
        device = session.merge(device)
        second = devices.rotate(session, held.keys, device, by=place.oki.id)
    assert _code(tell(_key=first)) == "kunci-tidak-dikenal" and tell(_key=second).status_code == 201
    with serving(place.tenant), unit_of_work(held.engine) as session:
        devices.revoke(session, session.merge(device), by=place.oki.id, at=clock.now())
    assert _code(tell(_key=second)) == "kunci-dicabut"


def test_another_pemda_knows_neither_the_key_nor_the_counter(app, tell, world):
    assert tell(_path="/gorontalo/api/kunjungan").status_code == 401
    foreign = register(app, world.gorontalo)[1]
    told = tell(_key=foreign, _path="/gorontalo/api/kunjungan")
    assert told.status_code in (201, 404)  # both pemda may have a counter of this code: then it is their own
    assert tell(_key=foreign).status_code == 401


def test_a_counter_of_another_office_is_unknown_to_it(tell, world, sql):
    [(code,)] = sql("select code from service_point where tenant_id = %s and opd_id <> %s and closed_on is null"
                    " limit 1",
                    world.pontianak.tenant.id, world.pontianak.dinas)  # fmt: skip
    assert _code(tell(titik=code)) == "titik-tidak-dikenal"


def test_the_manual_tells_every_refusal_with_its_status(browser):
    page = browser().get("/api/kunjungan")
    assert page.status == 200 and words.API_STATUSES.keys() == words.API_REFUSALS.keys()
    assert all(code in page.text for code in words.API_REFUSALS)
