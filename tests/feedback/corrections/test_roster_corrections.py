"""A wrong roster of the past is put right by two people, and what was wrong stays readable."""

import psycopg
import pytest

from tests.feedback.corrections.conftest import form
from tests.feedback.rosters import REASON, at, on_duty, roster
from webapp.feedback import published


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
    answer = browser(place.budi).post(f"/kelola/jadwal/{place.counter_id}/koreksi", form(place, yesterday, **changes))
    assert answer.status == 422 and sentence in answer.words
    assert sql("select count(*) from roster_correction") == [(0,)]


def test_the_right_officer_cannot_have_been_elsewhere(browser, place, wrong, inside, sql, yesterday):
    kiosk = sql("select id from service_point where code = %s and tenant_id = %s", place.kiosk, place.tenant.id)[0][0]
    on_duty(inside, place, kiosk, place.dewi, at(yesterday, 9), at(yesterday, 10))
    answer = browser(place.budi).post(f"/kelola/jadwal/{place.counter_id}/koreksi", form(place, yesterday))
    assert answer.status == 422 and "sudah bertugas di Mesin pintu keluar" in answer.words


def test_who_plans_nowhere_proposes_nothing(browser, world, place, wrong, yesterday):
    address, proposal = f"/kelola/jadwal/{place.counter_id}/koreksi", form(place, yesterday)
    assert browser(place.sari).post(address, proposal).status == 403
    assert browser(world.gorontalo.nur).post(address, proposal).status == 404
    assert browser(place.budi).get(f"{address}?giliran={wrong}").page.forms


@pytest.mark.parametrize("word, sentence", [("setujui", "disetujui"), ("tolak", "ditolak")])
def test_all_it_is_about_are_told_and_the_decider_is_not(place, wrong, propose, decide, browser, word, sentence):
    address = propose()
    assert decide(address, word=word).status == 303
    for name in ("budi", "sari", "dewi"):
        reader = browser(place.people[name])
        told = reader.get("/kabar")
        assert f"Koreksi jadwal yang menyangkut Anda {sentence}" in told.words
        action = next(form["action"] for form in told.page.forms if "/kabar/" in (form.get("action") or ""))
        assert reader.follow(reader.post(action)).status == 200
    assert "Koreksi jadwal yang menyangkut" not in browser(place.oki).get("/kabar").words
