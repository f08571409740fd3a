"""A large print that is interrupted: half a file is never there, and the page says what to do."""

import os
import signal
import subprocess
import sys

import pytest

from tests.feedback.printing import state
from tests.feedback.test_posters_room import pages
from webapp.feedback.services.prints import jobs, rules
from webapp.platform import pdf
from webapp.platform.pages import ROOT

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
