"""Many sheets: a job lays them out, says how far it is, keeps the file for a day; the room leads to it."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest

from tests.feedback.test_posters_room import pages, paper
from tests.world import add
from webapp.feedback.services.models import ServicePoint
from webapp.feedback.services.prints import jobs, rules
from webapp.people.models import RoleGrant
from webapp.platform import clock, ledger, pdf
from webapp.platform.pages import ROOT

MANY = 13  # one more than is laid out at once


@pytest.fixture(scope="module")
def many(world):
    """More counters."""
    from webapp.platform.db import TenantSession
    from webapp.platform.tenancy import serving

    place = world.pontianak
    with serving(place.tenant), TenantSession(world.resources.engine) as session:
        session.add_all(
            ServicePoint(service_id=place.other_service, opd_id=place.dinas, code=f"banyak{n:03d}", name=f"Loket {n}")
            for n in range(MANY)
        )
        session.commit()
    return f"layanan={place.other_service}"


@pytest.fixture
def bureau(browser, world, sql):
    """Oki of the organisation bureau, with no print left from other tests."""
    sql("delete from print_file")
    sql("delete from print_job")
    return browser(world.pontianak.oki)


@pytest.fixture
def asked(bureau, many):
    """The address of a print that nobody has begun."""
    answer = paper(bureau, many)
    assert answer.status == 303
    return answer.location.removeprefix("/pontianak").partition("#")[0]


@pytest.fixture
def worked(app, world):
    """Does what a worker does for a print at this address."""

    def work(address: str) -> None:
        jobs.work(app.config["RESOURCES"], world.pontianak.tenant, address.rpartition("/")[2])

    return work


def state(sql):
    return sql("select state, stage, done, total, attempts, token is null from print_job")[0]


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
    assert "13 lembar: Poster dinding, kertas A4" in page.words and "Menunggu giliran" in page.words
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


KILLED = """
import sys
from webapp import settings
from webapp.features import import_jobs
from webapp.platform.ledger import Hand
from workers.perform import perform
import_jobs()
told = Hand.tell
def tell(hand, stage, done, total):
    hand._last = 0
    told(hand, stage, done, total)
    if stage == "menggambar" and done == 5:
        print("half", flush=True)
        sys.stdin.read()
Hand.tell = tell
perform("prints.work", "pontianak", sys.argv[1])
"""


def test_a_worker_killed_half_way_leaves_no_file_and_the_next_one_takes_it_up(
    app, settings, bureau, asked, world, sql
):
    environ = {
        "PAMONG_ENV": "test", "PAMONG_HOME": str(settings.home), "DATABASE_URL": settings.database_url,
        "REDIS_URL": settings.redis_url, "PAMONG_SECRET_KEY": settings.secret_key,
        "PAMONG_CONTEXT_KEY": settings.context_key, "PAMONG_HOSTS": "localhost", "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    command = [sys.executable, "-c", KILLED, asked.rpartition("/")[2]]
    with subprocess.Popen(command, env=os.environ | environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as worker:
        assert worker.stdout.readline() == b"half\n"
        os.kill(worker.pid, signal.SIGKILL)
    assert state(sql) == ("berjalan", "menggambar", 5, 13, 1, False) and sql("select 1 from print_file") == []
    assert bureau.get(f"{asked}/berkas.pdf").status == 409
    jobs.sweep(app.config["RESOURCES"], world.pontianak.tenant)
    assert state(sql)[4] == 1  # its hand may still be alive
    sql("update print_job set beat_at = beat_at - interval '1 minute'")
    jobs.sweep(app.config["RESOURCES"], world.pontianak.tenant)
    assert state(sql) == ("siap", "menggambar", 13, 13, 2, True)
    assert pages(bureau.get(f"{asked}/berkas.pdf")) == 13


def test_who_lost_the_print_to_another_job_writes_nothing(bureau, asked, worked, sql, monkeypatch):
    def joined(*_arguments):
        sql("update print_job set token = gen_random_uuid()")
        return b"%PDF-late"

    monkeypatch.setattr(pdf, "joined", joined)
    worked(asked)
    assert state(sql)[0] == "berjalan" and sql("select 1 from print_file") == []


def stopped(sql):
    return sql("select state, remark from print_job")[0]


def broken(*_arguments):
    raise RuntimeError("a bug")


def no_paper(*_arguments):
    raise pdf.NoPaper("no Pango")


@pytest.mark.parametrize(
    ("joined", "remark", "sentence"),
    [
        (broken, "failed", "terhenti di server, bukan karena pilihan Anda"),
        (no_paper, "no_paper", "Server ini belum dapat membuat PDF"),
        (lambda *_: b"x" * (rules.LARGEST + 1), "too_large", "terlalu besar untuk disimpan"),
    ],
)
def test_what_fails_says_so_and_can_be_made_again(bureau, asked, worked, sql, monkeypatch, joined, remark, sentence):
    with monkeypatch.context() as patch:
        patch.setattr(pdf, "joined", joined)
        worked(asked)
    assert stopped(sql) == ("terhenti", remark) and sql("select 1 from print_file") == []
    page = bureau.get(asked)
    assert sentence in page.words and "Buat lagi" in page.words
    assert "Cetakan terhenti" in bureau.get("/kabar").words
    assert bureau.post(f"{asked}/ulang").status == 303
    worked(asked)
    assert stopped(sql) == ("siap", "") and pages(bureau.get(f"{asked}/berkas.pdf")) == 13


def test_a_print_that_kills_its_job_again_and_again_is_given_up(bureau, asked, worked, sql):
    sql("update print_job set attempts = 3, token = gen_random_uuid(), beat_at = beat_at - interval '1 hour'")
    worked(asked)
    assert stopped(sql) == ("terhenti", "failed")


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
