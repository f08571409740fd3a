"""`bin/pamong verify` finds what somebody with all rights on the database did to the answers, and names it."""

import json
from datetime import timedelta

import psycopg
import pytest

from tests.client import Browser
from webapp.feedback.publication.jobs import count_and_release
from webapp.feedback.seals.jobs import make
from webapp.platform import clock

DAYS = 3


@pytest.fixture
def manipulate(database, settings):
    """Does what nobody may do; returns the rows the statement gave."""
    name = settings.database_url.rsplit("/", 1)[1].split("?")[0]

    def run(statement: str):
        with psycopg.connect(database.conninfo("ops", name)) as connection:
            found = connection.execute(statement)
            return found.fetchall() if found.description else []

    return run


@pytest.fixture
def sealed(app, world, monkeypatch, manipulate):
    """Three days of answers with a reason and a sentence, sealed when they were over."""
    for table in ("seal_leaf", "seal", "seal_waiting", "rating_reason", "rating_comment"):
        manipulate(f"delete from {table}")
    manipulate("delete from audit_event where action = 'segel:dibuat'")
    manipulate("insert into seal_waiting select tenant_id, 'penilaian', id, day from rating")
    begun = clock.now()
    for day in range(DAYS):
        monkeypatch.setattr(clock, "now", lambda day=day: begun + timedelta(days=day))
        _answers(app, world)
        count_and_release(world.resources, world.pontianak.tenant)
    monkeypatch.setattr(clock, "now", lambda: begun + timedelta(days=DAYS))
    assert make(world.resources, world.pontianak.tenant) == DAYS
    return world.pontianak.tenant


def _answers(app, world):
    for value in ("4", "1", "3"):
        citizen = Browser(app, world.pontianak.tenant)
        key = citizen.get("/n/loket1").page.hidden["kunci"]
        sent = {"nilai": value, "kunci": key, "alasan": "waktu", "komentar": "Antreannya lama."}
        assert citizen.post("/n/loket1", sent).status == 303


def some(manipulate, table="rating", order="id", slug="pontianak"):
    return manipulate(
        f"select r.id from {table} r join tenant t on t.id = r.tenant_id "
        f"where t.slug = '{slug}' order by r.{order} limit 1"
    )[0][0]


def test_untouched_answers_are_as_sealed(pamong, sealed):
    status, text, _ = pamong("verify", "--tenant", "pontianak")
    assert status == 0, text
    assert f"{DAYS} seals, 27 answers, 0 waiting: as sealed" in text


@pytest.mark.parametrize("table, kind, change", [
    ("rating", "penilaian", "score = 5 - score"),
    ("rating", "penilaian", "channel = case channel when 'kiosk' then 'open' else 'kiosk' end"),
    ("rating_comment", "pesan", "text = 'Semua baik.'"),
    ("rating_reason", "alasan", "unsur = 'biaya'"),
])  # fmt: skip
def test_an_edited_answer_is_named(pamong, sealed, manipulate, table, kind, change):
    one = some(manipulate, table)
    manipulate(f"update {table} set {change} where id = '{one}'")
    status, text, _ = pamong("verify", "--tenant", "pontianak")
    assert status == 1
    assert f"edited: {kind} {one} (seal " in text
    assert "1 findings" in text


def test_a_deleted_answer_is_named(pamong, sealed, manipulate):
    one = some(manipulate, "rating_comment")
    manipulate(f"delete from rating_comment where id = '{one}'")
    status, text, _ = pamong("verify", "--tenant", "pontianak")
    assert status == 1 and f"deleted: pesan {one}" in text


def test_an_answer_deleted_with_its_leaf_is_named_by_its_place(pamong, sealed, manipulate):
    one = some(manipulate, "rating_comment")
    manipulate(f"delete from seal_leaf where record_id = '{one}'")
    manipulate(f"delete from rating_comment where id = '{one}'")
    status, text, _ = pamong("verify", "--tenant", "pontianak")
    assert status == 1
    assert "deleted: seal " in text and "place" in text and "wrong root: seal " in text


def test_two_answers_that_changed_places_are_named(pamong, sealed, manipulate):
    rows = manipulate("select l.seal_id, l.record_id from seal_leaf l where l.position = 0 limit 1")
    seal, first = rows[0]
    second = manipulate(f"select record_id from seal_leaf where seal_id = '{seal}' and position = 1")[0][0]
    manipulate(f"update seal_leaf set position = 9999 where seal_id = '{seal}' and position = 0")
    manipulate(f"update seal_leaf set position = 0 where seal_id = '{seal}' and position = 1")
    manipulate(f"update seal_leaf set position = 1 where seal_id = '{seal}' and position = 9999")
    status, text, _ = pamong("verify", "--tenant", "pontianak")
    assert status == 1 and "reordered: " in text
    assert str(first) in text or str(second) in text


def test_an_answer_slipped_in_past_the_counter_is_named(pamong, sealed, manipulate):
    one = some(manipulate)
    new = manipulate(
        "insert into rating (tenant_id, id, point_id, service_id, opd_id, channel, day, score) "
        "select tenant_id, gen_random_uuid(), point_id, service_id, opd_id, channel, day, 4 from rating "
        f"where id = '{one}' returning id"
    )[0][0]
    status, text, _ = pamong("verify", "--tenant", "pontianak")
    assert status == 1 and f"unsealed: penilaian {new}" in text


def test_days_cut_off_the_end_are_named_even_when_sealed_anew(pamong, sealed, manipulate, world):
    manipulate(f"delete from seal_leaf where seal_id in (select id from seal where sequence = {DAYS})")
    gone = manipulate(f"delete from seal where sequence = {DAYS} returning day, encode(hash, 'hex')")[0]
    manipulate("delete from rating_reason where id not in (select record_id from seal_leaf)")
    manipulate("delete from rating_comment where id not in (select record_id from seal_leaf)")
    status, text, _ = pamong("verify", "--tenant", "pontianak")
    assert status == 1 and f"cut off: seal {DAYS} of {gone[0]}" in text and gone[1] in text
    assert make(world.resources, sealed) == 1
    status, text, _ = pamong("verify", "--tenant", "pontianak")
    assert status == 1 and f"cut off: seal {DAYS} of {gone[0]}" in text


def test_a_chain_made_anew_from_the_start_is_not_what_was_published(pamong, sealed, manipulate, world, tmp_path):
    published = manipulate("select sequence, day, encode(hash, 'hex') from seal order by sequence")
    kept = tmp_path / "segel.json"
    kept.write_text(json.dumps({"segel": [{"nomor": n, "hari": str(d), "sidik": h} for n, d, h in published]}))
    assert pamong("verify", "--tenant", "pontianak", "--against", str(kept))[0] == 0
    one = some(manipulate)
    manipulate(f"update rating set score = 5 - score where id = '{one}'")
    manipulate("insert into seal_waiting select tenant_id, kind, record_id, current_date - 10 from seal_leaf")
    manipulate("delete from seal_leaf")
    manipulate("delete from seal")
    manipulate("delete from audit_event where action = 'segel:dibuat'")
    make(world.resources, sealed)
    assert pamong("verify", "--tenant", "pontianak")[0] == 0
    status, text, _ = pamong("verify", "--tenant", "pontianak", "--against", str(kept))
    assert status == 1 and f"not as published: seal {DAYS}" in text


def test_a_changed_seal_breaks_its_link(pamong, sealed, manipulate):
    manipulate("update seal set n = n + 1 where sequence = 2")
    status, text, _ = pamong("verify", "--tenant", "pontianak")
    assert status == 1 and "broken link: seal 2" in text
    manipulate("update seal set n = n - 1 where sequence = 2")
    manipulate("update seal set day = day + 50 where sequence = 3")
    assert "gap: seal 3" in pamong("verify", "--tenant", "pontianak")[1]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"segel": 3}', "[1]"])
def test_a_file_that_is_no_list_of_seals_is_one_sentence(pamong, tmp_path, world, content):
    path = tmp_path / "salah.json"
    path.write_text(content)
    status, _, problem = pamong("verify", "--tenant", "pontianak", "--against", str(path))
    assert status == 1 and str(path) in problem


def test_a_file_needs_the_pemda_it_is_of(pamong, tmp_path, world):
    path = tmp_path / "segel.json"
    path.write_text('[{"nomor": 1}]')
    assert pamong("verify", "--against", str(path))[0] == 1
