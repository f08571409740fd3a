"""A wrong roster of the past is put right by two people; ratings follow if the correction says so, by batches."""

from datetime import timedelta

import psycopg
import pytest

from tests.feedback.conftest import EVERYTHING
from tests.feedback.rosters import REASON, ZONE, at, clear, day_from_now, lead, on_duty, roster
from tests.feedback.steps import count, rate_many, turn
from webapp.feedback import published
from webapp.feedback.publication import recheck
from webapp.feedback.publication.officers import compute_all
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
        "titik": str(place.counter_id), "hari": day.isoformat(), "sampai": day.isoformat(), "mulai": "08:00",
        "selesai": "16:00", "salah": str(place.sari.id), "benar": str(place.dewi.id), "giliran": "penuh",
        "pindahkan": "tidak", "alasan": REASON,
    } | changes  # fmt: skip


@pytest.fixture
def propose(browser, place, yesterday):
    """Budi proposes; returns the address of the correction."""

    def send(who=None, **changes):
        answer = browser(who or place.budi).post("/koreksi-jadwal/baru", form(place, yesterday, **changes))
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


def test_a_second_person_puts_it_right_and_the_wrong_row_stays(browser, place, wrong, propose, decide, sql, yesterday):
    address = propose()
    assert roster(sql, place.counter_id) == [(place.sari.id, at(yesterday, 8), at(yesterday, 16))]
    answer = decide(address)
    assert answer.status == 303
    assert roster(sql, place.counter_id) == [(place.dewi.id, at(yesterday, 8), at(yesterday, 16))]
    assert sql("select count(*) from duty where id = %s and withdrawn_at is not null", wrong) == [(1,)]
    actions = sql("select action, actor_id from audit_event where object_kind = 'roster_correction' order by at, id")
    assert actions[-2:] == [
        ("koreksi-jadwal:diusulkan", place.budi.id), ("koreksi-jadwal:disetujui", place.oki.id),
    ]  # fmt: skip


def test_only_a_part_is_put_right_and_the_rest_stays(place, wrong, propose, decide, sql, yesterday):
    decide(propose(mulai="10:00", selesai="12:00"))
    sari, dewi = place.sari.id, place.dewi.id
    assert roster(sql, place.counter_id) == [
        (sari, at(yesterday, 8), at(yesterday, 10)), (dewi, at(yesterday, 10), at(yesterday, 12)),
        (sari, at(yesterday, 12), at(yesterday, 16)),
    ]  # fmt: skip


def test_nobody_instead_of_somebody_and_somebody_instead_of_nobody(place, wrong, propose, decide, sql, yesterday):
    decide(propose(benar=""))
    assert roster(sql, place.counter_id) == []
    decide(propose(salah="", mulai="09:00", selesai="11:00"))
    assert roster(sql, place.counter_id) == [(place.dewi.id, at(yesterday, 9), at(yesterday, 11))]


def test_the_superior_of_the_head_may_decide(place, wrong, propose, decide):
    assert decide(propose(), place.tuti).status == 303


@pytest.mark.parametrize(
    "proposer, decider, status",
    [("budi", "budi", 403), ("oki", "budi", 403), ("oki", "oki", 403), ("budi", "sari", 403), ("budi", "vera", 404),
     ("budi", "dewi", 403)],
)  # fmt: skip
def test_nobody_else_decides(place, wrong, propose, decide, sql, proposer, decider, status):
    address = propose(place.people[proposer])
    assert decide(address, place.people[decider]).status == status
    assert sql("select count(*) from roster_decision") == [(0,)]


def test_an_officer_concerned_never_decides_even_with_the_role(place, wrong, propose, decide, sql, yesterday):
    sql("update role_grant set role = 'organisasi' where person_id = %s and role = 'pegawai'", place.dewi.id)
    assert decide(propose(), place.dewi).status == 403
    sql("update role_grant set role = 'pegawai' where person_id = %s and role = 'organisasi'", place.dewi.id)


@pytest.mark.parametrize("who", ["budi", "sari", "dewi"])
def test_the_table_refuses_a_decision_of_one_who_is_concerned(place, wrong, propose, sql, who):
    correction = propose().rpartition("/")[2]
    insert = (
        "insert into roster_decision (tenant_id, id, correction_id, concerned, decided_by, decided_at, is_accepted, "
        "reason, ratings) select tenant_id, gen_random_uuid(), id, {}, %s, now(), true, reason, 'tetap' "
        "from roster_correction where id = %s"
    )
    with pytest.raises(psycopg.errors.CheckViolation):
        sql(insert.format("concerned"), place.people[who].id, correction)
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        sql(insert.format("'{}'::uuid[]"), place.people[who].id, correction)


def test_a_refusal_leaves_the_roster_and_says_why(browser, place, wrong, propose, decide, sql, yesterday):
    address = propose()
    assert decide(address, word="tolak").status == 303
    assert roster(sql, place.counter_id) == [(place.sari.id, at(yesterday, 8), at(yesterday, 16))]
    assert "Ditolak" in browser(place.sari).get(address).words


def test_it_is_decided_once(place, wrong, propose, decide):
    address = propose()
    assert decide(address, place.oki).status == 303
    again = decide(address, place.tuti, "tolak")
    assert again.status == 422 and "sudah diputuskan" in again.words


def test_both_officers_see_it_and_a_stranger_finds_nothing(browser, world, place, wrong, propose, decide, inside):
    address = propose()
    decide(address)
    for person in (place.sari, place.dewi):
        words = browser(person).get(address).words
        assert place.budi.name in words and place.oki.name in words and REASON in words
        assert "Loket 1" in browser(person).get("/koreksi-jadwal").words
        with inside(place) as session:
            (told,) = published.corrections_about(session, person.id)
        assert (told.proposed_by, told.decided_by, told.ratings_moved) == (place.budi.id, place.oki.id, False)
    assert browser(place.vera).get(address).status == 404
    assert browser(world.gorontalo.nur).get(address.replace("/pontianak", "")).status == 404
    assert decide(address.replace("/pontianak", ""), world.gorontalo.nur).status == 404


@pytest.mark.parametrize(
    "changes, sentence",
    [
        ({"alasan": "salah"}, "Terlalu pendek"),
        ({"benar": "", "salah": ""}, "harus berbeda"),
        ({"selesai": "08:00"}, "selesai sesudah mulai"),
        ({"mulai": "17:00", "selesai": "18:00"}, "tidak bertugas di titik ini"),
        ({"sampai": "2099-01-01"}, "hanya untuk waktu yang sudah lewat"),
        ({"pindahkan": ""}, "wajib diisi"),
    ],
)
def test_what_cannot_be_is_said(browser, place, wrong, sql, yesterday, changes, sentence):
    answer = browser(place.budi).post("/koreksi-jadwal/baru", form(place, yesterday, **changes))
    assert answer.status == 422 and sentence in answer.words
    assert sql("select count(*) from roster_correction") == [(0,)]


def test_the_right_officer_cannot_have_been_elsewhere(browser, place, wrong, inside, sql, yesterday):
    kiosk = sql("select id from service_point where code = %s and tenant_id = %s", place.kiosk, place.tenant.id)[0][0]
    on_duty(inside, place, kiosk, place.dewi, at(yesterday, 9), at(yesterday, 10))
    answer = browser(place.budi).post("/koreksi-jadwal/baru", form(place, yesterday))
    assert answer.status == 422 and "sudah bertugas di Mesin pintu keluar" in answer.words


def test_who_plans_nowhere_proposes_nothing(browser, world, place, wrong, yesterday):
    assert browser(place.sari).post("/koreksi-jadwal/baru", form(place, yesterday)).status == 403
    assert browser(world.gorontalo.nur).post("/koreksi-jadwal/baru", form(place, yesterday)).status == 404
    assert browser(place.budi).get(f"/koreksi-jadwal/baru?giliran={wrong}").status == 200


def test_ratings_keep_their_officer_without_the_word(place, wrong, rated, propose, decide, officers):
    rated([4, 3, 2, 4, 1, 4])
    decide(propose())
    newest, frozen = officers()
    assert newest == frozen == {place.sari.id: 6}


def test_with_the_word_they_follow_and_the_frozen_one_stays(place, wrong, rated, propose, decide, officers, inside):
    rated([4, 3, 2, 4, 1, 4])
    address = propose(pindahkan="ya")
    decide(address)
    newest, frozen = officers()
    assert newest == {place.dewi.id: 6} and frozen == {place.sari.id: 6}
    with inside(place) as session:
        day = clock.today("Asia/Pontianak")
        compute_all(session, day, clock.now())
        assert published.score_of_officer(session, place.dewi.id, day).n == 6
        assert published.score_of_officer(session, place.sari.id, day).n == 0
    with inside(place) as session:
        assert recheck.differences(session, day) == []


def test_nothing_told_of_them_says_how_many(browser, place, wrong, rated, propose, decide, sql):
    rated([4, 3, 2, 4, 1, 4, 2])
    address = propose(pindahkan="ya")
    decide(address)
    words = browser(place.dewi).get(address).words
    assert "Penilaian warga pada hari-hari itu dipindahkan ke petugas yang benar." in words
    assert "7 penilaian" not in words and "penilaian 7" not in words.lower()
    told = "select detail from audit_event where action = 'koreksi-jadwal:disetujui' order by at desc limit 1"
    assert sql(told) == [({"penilaian": "dipindahkan"},)]


def test_fewer_than_a_batch_do_not_move(browser, place, wrong, rated, propose, decide, officers):
    rated([4, 3, 2, 4])
    address = propose(pindahkan="ya")
    decide(address)
    newest, _ = officers()
    assert newest == {place.sari.id: 4}
    assert "tidak dipindahkan: kurang dari lima" in browser(place.sari).get(address).words


def test_one_who_pressed_five_times_is_no_batch(
    app, browser, place, wrong, propose, decide, officers, monkeypatch, yesterday
):
    with monkeypatch.context() as patched:
        patched.setattr(clock, "now", lambda: at(yesterday, 10))
        app.extensions["points"].forget()
        rate_many(browser, place.counter, [1] * 5, network="203.0.113.9")
    count(app, place)
    decide(propose(pindahkan="ya"))
    assert officers()[0] == {place.sari.id: 5}


def test_a_part_of_a_day_does_not_move(browser, place, wrong, rated, propose, decide, officers):
    rated([4, 3, 2, 4, 1, 4])
    address = propose(pindahkan="ya", mulai="09:00")
    assert "Penilaian tidak akan berpindah" in browser(place.oki).get(address).words
    decide(address)
    assert officers()[0] == {place.sari.id: 6}
    decide(propose(pindahkan="ya", mulai="08:00", selesai="09:00"))
    assert officers()[0] == {place.sari.id: 6}


def test_what_nobody_bore_stays_nobodys(place, rated, propose, decide, officers):
    rated([4, 3, 2, 4, 1, 4])
    decide(propose(pindahkan="ya", salah=""))
    assert officers()[0] == {None: 6}


def test_they_may_move_again_and_the_newest_word_holds(place, wrong, rated, propose, decide, officers, sql):
    rated([4, 3, 2, 4, 1, 4])
    decide(propose(pindahkan="ya"))
    decide(propose(pindahkan="ya", salah=str(place.dewi.id), benar=str(place.vera.id)))
    assert officers()[0] == {place.vera.id: 6}
    assert sql("select number, count(*) from rating_reattribution group by 1 order by 1") == [(1, 6), (2, 6)]


def test_days_are_those_of_the_pemda(place, yesterday):
    assert at(yesterday, 0).utcoffset() == timedelta(hours=7) and at(yesterday, 0).tzinfo is ZONE
