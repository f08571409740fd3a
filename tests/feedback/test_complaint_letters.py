"""Letters to citizens about their reports: one for each event, and nothing of the report in them."""

import re

import pytest

from tests.feedback import complaining
from tests.feedback.complaining import answered, case_of, reported
from webapp.feedback.complaints.jobs import write
from webapp.feedback.complaints.rules import reference
from webapp.people.letters.rules import EMAIL
from webapp.people.letters.writing import compose
from webapp.platform import clock
from webapp.platform.tenancy import serving


@pytest.fixture(scope="module")
def office(app, world):
    return complaining.furnish(world, world.pontianak)


@pytest.fixture(autouse=True)
def nothing_yet(sql, app, office):
    for table in ("letter", *complaining.TABLES):
        sql(f"delete from {table}")


@pytest.fixture
def citizen(browser, world):
    return browser(tenant=world.pontianak.tenant)


@pytest.fixture
def job(app, world):
    return lambda: write(app.config["RESOURCES"], world.pontianak.tenant)


def test_each_event_is_one_letter_to_whoever_left_an_address(citizen, office, sql, job):
    reported(citizen, surel="ani@contoh.id")
    answered(office, sql)
    assert [job() for _turn in range(3)] == [2, 0, 0]  # passed on, answered
    rows = sql("select kind, state, dedupe_key, sealed from letter")
    assert {row[:2] for row in rows} == {("laporan-warga", "menunggu")}
    assert all(b"ani@" not in bytes(row[3]) and "ani@" not in row[2] for row in rows)


@pytest.mark.parametrize("spoken", ["id", "en"])
def test_a_letter_speaks_the_language_she_reported_in(citizen, office, sql, job, spoken):
    citizen.get(f"/pengaduan/baru?bahasa={spoken}")
    reported(citizen, surel="ani@contoh.id")
    answered(office, sql)
    job()
    assert {row[0] for row in sql("select language from letter")} == {spoken}


@pytest.mark.parametrize("contact", [{}, {"nama": "Ibu Ani", "telepon": "081234567890"}])
def test_nobody_is_written_to_without_an_address(citizen, office, sql, job, contact):
    reported(citizen, **contact)
    answered(office, sql)
    assert job() == 0 and sql("select count(*) from letter") == [(0,)]


@pytest.mark.parametrize("what", ["teruskan", "arsipkan", "diamkan", "tunda", "pertanyaan", "pengingat", "jawaban"])
def test_a_letter_holds_neither_code_nor_words_of_the_report(app, world, citizen, sql, what):
    code, resources, tenant = reported(citizen, surel="ani@contoh.id"), app.config["RESOURCES"], world.pontianak.tenant
    kasus = reference(case_of(sql))
    for language in ("id", "en"):
        with serving(tenant):
            mail = compose(
                resources.settings, resources.keys, tenant, kind="laporan-warga", channel=EMAIL, language=language,
                words={"kasus": kasus, "what": what}, letter_id="x", sender=("Pontianak", "halo@contoh.id"),
                to="ani@contoh.id", mark=b"x" * 16, at=clock.now(),
            )  # fmt: skip
        text = mail.decode()
        assert kasus in text and "/pengaduan/lacak" in text and code not in text.lower() and "Antrean" not in text


def test_the_way_to_stop_letters_leaves_as_an_address_that_machines_can_follow(app, world):
    resources, tenant = app.config["RESOURCES"], world.pontianak.tenant
    with serving(tenant):
        mail = compose(
            resources.settings, resources.keys, tenant, kind="laporan-warga", channel=EMAIL, language="id",
            words={"kasus": "7F3A-91C2", "what": "jawaban"}, letter_id="x" * 36, sender=("Pontianak", "halo@contoh.id"),
            to="ani@contoh.id", mark=b"x" * 32, at=clock.now(),
        )  # fmt: skip
    lines = mail.partition(b"\r\n\r\n")[0].split(b"\r\n")
    (stop,) = (line for line in lines if line.lower().startswith(b"list-unsubscribe:"))
    assert re.fullmatch(rb"List-Unsubscribe: <https?://[^<> ?=]+/surat/berhenti/[A-Za-z0-9_.-]+>", stop)
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in lines
    assert len(stop) > 78 and all(len(line) <= 998 for line in lines)


@pytest.mark.parametrize("spoilt", ["sealed || '\\x00'", "'\\x6b31'", "'\\x00'"])
def test_a_contact_that_cannot_be_opened_keeps_nobody_else_from_a_letter(citizen, office, sql, job, caplog, spoilt):
    reported(citizen, surel="ani@contoh.id")
    case = case_of(sql)
    answered(office, sql)
    sql(f"update complaint_contact set sealed = {spoilt} where id = %s", case)
    second = office.report(contact={"surel": "budi@contoh.id"}, title="Loket tutup", text="Loket tutup lebih awal.")
    coordinator = office.actor("vera")
    office.move(second, "teruskan", coordinator, unit=office.place.upt)
    assert job() == 1
    (said,) = [line for line in caplog.messages if "cannot be opened" in line]
    assert reference(case) in said and "pontianak" in said and reference(second) not in said and "ani" not in said
