"""Who is missing in a file leaves as by hand: many only with their number typed, and for a week not for good."""

from datetime import timedelta

import pytest

from tests.people.files import UPT, apply, dry_run, nip, work, xlsx
from webapp.people.imports import leaving
from webapp.people.imports.leaving import must_be_typed
from webapp.platform import clock

SEVEN = "select p.id from person p join nip n on n.person_id = p.id where n.nip = any(%s) and p.left_on is not null"


@pytest.fixture
def hana(browser, world):
    return browser(world.pontianak.hana)


def staff(first: int, many: int = 9) -> list[tuple]:
    return [(nip(first + n), f"Orang {first + n}", UPT, "Pengelola Layanan", "") for n in range(many)]


@pytest.fixture
def gone(hana, world):
    """(address, NIP of those who would leave, the page) after a file with only the first two of nine."""

    def make(first: int):
        rows = staff(first)
        apply(hana, world, dry_run(hana, world, xlsx(rows))[0])
        url, page = dry_run(hana, world, xlsx(rows[:2]), cakupan="terakhir")
        return url, [row[0] for row in rows[2:]], page

    return make


def test_the_number_is_typed_when_more_than_five_and_more_than_a_tenth_leave():
    assert must_be_typed(32, 36) and must_be_typed(6, 59)
    assert not must_be_typed(5, 5) and not must_be_typed(6, 60) and not must_be_typed(100, 10_000)


def test_many_leave_only_with_their_number_typed_by_hand(hana, world, sql, gone):
    url, missing, page = gone(401)
    assert "7 dari 9 pegawai yang tercakup (78%) tidak ada di berkas" in page.words and 'name="jumlah"' in page.text
    for typed in ({}, {"jumlah": ""}, {"jumlah": "6"}, {"jumlah": "x"}):
        refused = hana.post(f"{url}/terapkan", {"keluar": "ya"} | typed)
        assert refused.status == 422 and "id=\"jumlah-error\"" in refused.text, typed
    work(world, url)
    assert sql(SEVEN, missing) == []
    apply(hana, world, url, keluar="ya", jumlah="7")
    assert len(sql(SEVEN, missing)) == 7
    assert "7 keluar" in hana.get("/kelola/impor").words


def test_who_leaves_by_a_file_leaves_as_by_hand(hana, world, sql):
    """Roles end, the account is closed, sessions and invitations with it; another import does not open them again."""
    rows = staff(421, 3)
    apply(hana, world, dry_run(hana, world, xlsx(rows))[0])
    person_id = sql("select person_id from nip where nip = %s", rows[2][0])[0][0]
    tenant = world.pontianak.tenant.id
    sql("insert into role_grant (tenant_id, id, person_id, role, valid_from) "
        "values (%s, gen_random_uuid(), %s, 'bkpsdm', '2020-01-01')", tenant, person_id)  # fmt: skip
    sql("insert into account (tenant_id, id, person_id, name, password_hash) "
        "values (%s, gen_random_uuid(), %s, 'orang423', 'x')", tenant, person_id)  # fmt: skip
    sql("insert into invitation (tenant_id, id, person_id, token_hash, made_at, expires_at) "
        "values (%s, gen_random_uuid(), %s, decode(repeat('ab', 32), 'hex'), now(), now() + interval '1 day')",
        tenant, person_id)  # fmt: skip
    url, _page = dry_run(hana, world, xlsx(rows[:2]), cakupan="terakhir")
    apply(hana, world, url, keluar="ya")
    state = (
        "select p.left_on is not null, (select max(valid_to) = %s from role_grant where person_id = p.id), "
        "(select disabled_at is not null from account where person_id = p.id), "
        "(select ended_at is not null from invitation where person_id = p.id) from person p where p.id = %s"
    )
    assert sql(state, clock.today("Asia/Pontianak"), person_id) == [(True, True, True, True)]
    told = "select action from audit_event where object_id = %s and action in ('pegawai:berhenti', 'akun:ditutup')"
    assert len(sql(told, person_id)) == 2
    apply(hana, world, dry_run(hana, world, xlsx(rows))[0])
    assert sql(state, clock.today("Asia/Pontianak"), person_id) == [(False, True, True, True)]


def test_the_leaving_of_an_import_is_taken_back_as_a_whole(hana, world, sql, gone):
    url, missing, _page = gone(441)
    page = apply(hana, world, url, keluar="ya", jumlah="7")
    assert "Batalkan keluar dari impor ini" in page.words
    answer = hana.follow(hana.post(f"{url}/kembali"))
    assert "7 keluar, 7 dari mereka dikembalikan" in answer.words
    assert "Batalkan keluar dari impor ini" not in answer.words
    assert sql(SEVEN, missing) == []
    sits = "select count(*) from placement p join nip n on n.person_id = p.person_id where n.nip = any(%s) "
    assert sql(sits + "and p.valid_to is null", missing) == [(7,)]
    assert hana.post(f"{url}/kembali").status == 409


def test_who_was_changed_since_is_left_alone_and_after_a_week_nobody_is_taken_back(hana, world, sql, gone):
    url, missing, _page = gone(461)
    apply(hana, world, url, keluar="ya", jumlah="7")
    sql("update person set left_on = left_on - 1 where id in (select person_id from nip where nip = %s)", missing[0])
    run_id = url.rsplit("/", 1)[-1]
    sql("update import_run set applied_at = applied_at - interval '8 days' where id = %s::uuid", run_id)
    assert hana.post(f"{url}/kembali").status == 409
    sql("update import_run set applied_at = applied_at + interval '8 days' where id = %s::uuid", run_id)
    assert "6 dari mereka dikembalikan" in hana.follow(hana.post(f"{url}/kembali")).words
    assert len(sql(SEVEN, missing)) == 1


def test_turns_still_planned_for_those_who_leave_are_told(hana, world, sql, gone, monkeypatch):
    asked = []

    def turns(session, people, day):
        asked.append(day)
        return dict.fromkeys(list(people)[:1], 3)

    monkeypatch.setattr(leaving, "DUTIES", [turns])
    url, _missing, page = gone(481)
    assert "1 dari mereka masih punya giliran tugas sesudah hari ini, seluruhnya 3 giliran" in page.words
    assert "Masih punya 3 giliran tugas" in hana.get(f"{url}/daftar?isi=keluar").words and asked


def test_turns_come_from_the_rosters(world, inside):
    from webapp.feedback.rosters.queries import turns_after
    from webapp.feedback.services.models import Duty


    place, now = world.pontianak, clock.now()
    assert turns_after in leaving.DUTIES
    with inside(place) as session:
        from sqlmodel import select

        from webapp.feedback.services.models import ServicePoint

        point = session.exec(select(ServicePoint.id)).first()
        begin = now + timedelta(days=40)
        session.add(Duty(point_id=point, person_id=place.sari.id, starts_at=begin, ends_at=begin + timedelta(hours=2)))
        session.flush()
        today = clock.today(place.tenant.timezone)
        assert turns_after(session, [place.sari.id], today)[place.sari.id] >= 1
        assert place.sari.id not in turns_after(session, [place.sari.id], today + timedelta(days=60))


def test_only_human_resources_of_this_pemda_take_it_back(browser, world, gone):
    url, _missing, _page = gone(501)
    assert browser(world.pontianak.sari).post(f"{url}/kembali").status == 403
    assert browser(world.gorontalo.rahman).post(f"{url}/kembali").status in (403, 404)
