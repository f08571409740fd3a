"""Many sheets: a job lays them out, says how far it is, keeps the file for a day; the room leads to it."""

from datetime import timedelta

import pytest

from tests.feedback.printing import paper, state
from tests.feedback.test_posters_room import pages
from tests.world import add
from webapp.feedback.services.prints import jobs, rules
from webapp.people.models import RoleGrant
from webapp.platform import clock, ledger, pdf


def fail(*_arguments):
    raise AssertionError("drawn although it should not be")


def test_a_few_sheets_come_at_once_and_many_are_left_to_a_job(bureau, many, sql):
    few = "&".join(f"titik=banyak{n:03d}" for n in range(rules.AT_ONCE["poster"]))
    assert pages(paper(bureau, few)) == 12 and sql("select count(*) from print_job") == [(0,)]
    answer = paper(bureau, few + "&titik=banyak012")
    assert answer.status == 303 and sql("select total, state from print_job") == [(13, "berjalan")]
    assert "Cetakan sedang dibuat" in bureau.follow(answer).words


def test_stickers_are_counted_in_sheets(bureau, many, sql):
    assert pages(paper(bureau, f"{many}&bentuk=stiker&jumlah=1")) == 2
    assert paper(bureau, f"{many}&bentuk=stiker&jumlah=3").status == 303
    assert sql("select total, stickers from print_job") == [(4, 3)]


def test_the_page_of_a_print_says_how_far_it_is_with_and_without_script(bureau, asked, sql):
    page = bureau.get(asked)
    assert "Poster dinding, kertas A4, 13 lembar" in page.words and "Menunggu giliran" in page.words
    assert 'hx-trigger="every 1s"' in page.text and "Lihat keadaan terbaru" in page.words
    sql("update print_job set stage = 'menggambar', done = 7")
    part = bureau.get(asked, headers={"HX-Request": "true"})
    assert "7 dari 13 lembar" in part.words and 'value="7"' in part.text and "<html" not in part.text


def test_the_job_lays_out_one_file_of_all_sheets_and_tells_by_the_bell(bureau, asked, worked, sql):
    worked(asked)
    assert state(sql) == ("siap", "menggambar", 13, 13, 1, True)
    page = bureau.get(asked)
    assert "Siap diunduh" in page.words and "Disimpan sampai" in page.words and "every 1s" not in page.text
    answer = bureau.get(f"{asked}/berkas.pdf")
    assert pages(answer) == 13 and 'filename="poster-pontianak.pdf"' in answer.headers["Content-Disposition"]
    bell = bureau.get("/kabar")
    assert "Cetakan 13 lembar siap diunduh" in bell.words
    assert "Siap diunduh" in bureau.get("/kelola/cetak").words


def test_progress_is_written_down_while_it_works(bureau, asked, worked, sql, monkeypatch):
    monkeypatch.setattr(ledger, "BETWEEN_SIGNS", 0.0)
    monkeypatch.setattr(rules, "PART", 8)
    steps, told = [], ledger.Hand.tell

    def tell(hand, *step):
        told(hand, *step)
        steps.append(state(sql)[:3])

    monkeypatch.setattr(ledger.Hand, "tell", tell)
    worked(asked)
    assert [step[1:] for step in steps] == [
        ("menata", 8), ("menata", 13), *(("menggambar", n) for n in range(1, 14))
    ]  # fmt: skip


def test_who_asked_and_what_was_printed_is_on_record(bureau, asked, worked, world, sql):
    worked(asked)
    deeds = sql("select action, actor_id, detail->>'banyak' from audit_event "
                "where action in ('cetakan:diminta', 'poster:dicetak') order by at desc, id desc limit 2")  # fmt: skip
    oki = world.pontianak.oki.id
    assert deeds == [("poster:dicetak", oki, "13"), ("cetakan:diminta", oki, "13")]


def test_the_same_wish_again_leads_to_the_print_under_way(bureau, asked, many, sql):
    again = paper(bureau, many)
    assert again.status == 303 and again.location.partition("#")[0].endswith(asked)
    assert sql("select count(*) from print_job") == [(1,)]


def test_a_third_large_print_waits_for_the_two_before_it(bureau, asked, many, sql):
    assert paper(bureau, f"{many}&bentuk=kartu").status == 303
    answer = paper(bureau, f"{many}&bentuk=tenda")
    assert answer.status == 409 and "Dua cetakan besar sedang dibuat" in answer.words
    assert sql("select count(*) from print_job") == [(2,)]


def test_a_day_has_room_for_so_many_files(bureau, asked, worked, many, monkeypatch):
    worked(asked)
    monkeypatch.setattr(rules, "MOST_KEPT", 1)
    answer = paper(bureau, f"{many}&bentuk=kartu")
    assert answer.status == 409 and "Terlalu banyak berkas cetakan besar hari ini" in answer.words


def test_more_sheets_than_one_file_takes_are_refused_with_their_number(bureau, many, monkeypatch):
    monkeypatch.setitem(rules.MOST, "poster", 12)
    answer = paper(bureau, many)
    assert answer.status == 422 and "Pilihan ini 13 lembar, paling banyak 12" in answer.words


def test_a_print_done_already_is_not_done_again(bureau, asked, worked, sql, monkeypatch):
    worked(asked)
    monkeypatch.setattr(pdf, "joined", fail)
    worked(asked)
    assert state(sql)[0] == "siap" and sql("select count(*) from print_file") == [(1,)]


def test_a_print_without_a_bell_is_found_by_the_sweep(app, bureau, asked, world, sql):
    jobs.sweep(app.config["RESOURCES"], world.pontianak.tenant)
    assert state(sql)[0] == "berjalan"  # the bell may still ring
    sql("update print_job set beat_at = beat_at - interval '10 seconds'")
    jobs.sweep(app.config["RESOURCES"], world.gorontalo.tenant)
    assert state(sql)[0] == "berjalan"
    jobs.sweep(app.config["RESOURCES"], world.pontianak.tenant)
    assert state(sql)[0] == "siap"


def test_after_a_day_the_file_is_deleted_and_the_page_says_so(app, bureau, asked, worked, world, sql):
    worked(asked)
    assert jobs.forget(app.config["RESOURCES"], world.pontianak.tenant) == 0
    sql("update print_job set ready_at = ready_at - interval '25 hours'")
    late = bureau.get(f"{asked}/berkas.pdf")  # the clock has not come by yet
    assert late.status == 410 and "Berkasnya sudah dihapus" in late.words
    assert jobs.forget(app.config["RESOURCES"], world.pontianak.tenant) == 1
    assert sql("select 1 from print_file") == [] and state(sql)[0] == "dihapus"
    answer = bureau.get(f"{asked}/berkas.pdf")
    assert answer.status == 410 and "disimpan satu hari" in answer.words and "Buat lagi" in answer.words
    assert bureau.post(f"{asked}/ulang").status == 303
    worked(asked)
    assert pages(bureau.get(f"{asked}/berkas.pdf")) == 13


def test_making_it_again_while_it_runs_or_is_there_changes_nothing(bureau, asked, worked, sql):
    before = sql("select at, state, attempts from print_job")
    assert bureau.post(f"{asked}/ulang").status == 303
    assert sql("select at, state, attempts from print_job") == before
    worked(asked)
    assert bureau.post(f"{asked}/ulang").status == 303 and state(sql)[0] == "siap"


def test_making_it_again_waits_for_the_two_that_run(bureau, asked, many, sql):
    sql("update print_job set state = 'terhenti', remark = 'failed'")
    assert {paper(bureau, f"{many}&bentuk={form}").status for form in ("kartu", "tenda")} == {303}
    answer = bureau.post(f"{asked}/ulang")
    assert answer.status == 409 and "Dua cetakan besar sedang dibuat" in answer.words


def test_a_colleague_of_the_bureau_may_fetch_it_and_other_roles_may_not(browser, bureau, asked, worked, world, inside):
    worked(asked)
    with inside(world.pontianak) as session:
        day = clock.today(world.pontianak.tenant.timezone)
        add(session, RoleGrant(person_id=world.pontianak.dewi.id, role="organisasi", valid_from=day))
    assert pages(browser(world.pontianak.dewi).get(f"{asked}/berkas.pdf")) == 13
    for who in ("sari", "hana", "vera"):
        visitor = browser(getattr(world.pontianak, who))
        assert {visitor.get(asked).status, visitor.get(f"{asked}/berkas.pdf").status} == {403}
        assert visitor.post(f"{asked}/ulang").status == 403


def test_to_the_bureau_of_another_pemda_it_is_not_there(browser, bureau, asked, worked, world, sql):
    worked(asked)
    before = sql("select state, at, by_id from print_job")
    nur = browser(world.gorontalo.nur)
    assert {nur.get(asked).status, nur.get(f"{asked}/berkas.pdf").status, nur.post(f"{asked}/ulang").status} == {404}
    assert sql("select state, at, by_id from print_job") == before
    assert "13 lembar" not in nur.get("/kelola/cetak").words


def test_the_limits_are_those_of_the_table(sql, bureau, asked):
    with pytest.raises(Exception, match="print_file_content_check"):
        sql("insert into print_file (tenant_id, id, job_id, content) "
            "select tenant_id, gen_random_uuid(), id, ''::bytea from print_job")  # fmt: skip
    assert rules.LARGEST == 33554432 and timedelta(hours=1) < rules.KEPT <= timedelta(days=1)
