"""Letters go out once each: none is lost when a server or a worker dies, none is sent twice."""

from datetime import timedelta

import pytest

from tests.people.letters import TO, free_port, killing, mail_server, other_worker, send, with_mail, write
from webapp.people.letters import sending
from webapp.people.letters.rules import LEASE
from webapp.platform import clock
from webapp.settings import MailServer

pytestmark = pytest.mark.network
STATES = "select state, is_handed, attempts, reason from letter order by id"


@pytest.fixture(autouse=True)
def no_letters(sql, app):
    sql("delete from letter")
    sql("delete from letter_stop")


@pytest.fixture
def server():
    with mail_server() as found:
        yield found


@pytest.fixture
def resources(app, server):
    return with_mail(app.config["RESOURCES"], server[1])


@pytest.fixture
def one(inside, world, resources):
    """One letter waits in Pontianak."""
    with inside(world.pontianak) as session:
        assert write(session, resources.keys)


def later(monkeypatch, after: timedelta) -> None:
    now = clock.now() + after
    monkeypatch.setattr(clock, "now", lambda: now)


def test_a_letter_arrives_once_in_text_and_html_with_a_way_to_stop(world, resources, server, one, sql):
    assert send(resources, world.pontianak) == 1 and send(resources, world.pontianak) == 0
    (mail,) = server[0].got
    assert mail["To"] == TO and mail["From"] == "Kota Pontianak <pontianak@pamong.invalid>"
    assert mail["Subject"] == "2 kabar baru untuk Anda di Pamong"
    text, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert "* SKP 2026 Anda disetujui." in text and "&lt;b&gt;Anda&lt;/b&gt;" in html and "#" in html
    assert "<img" not in html and "src=" not in html and "@import" not in html
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Unsubscribe"].strip("<>") in text
    assert sql(STATES) == [("terkirim", True, 1, "")]


def test_an_english_reader_gets_an_english_letter(world, resources, server, inside):
    with inside(world.pontianak) as session:
        write(session, resources.keys, language="en")
    send(resources, world.pontianak)
    (mail,) = server[0].got
    assert mail["Subject"] == "2 new notices for you in Pamong" and mail["Content-Language"] == "en"


def test_the_same_deed_is_written_once(world, resources, inside, sql):
    with inside(world.pontianak) as session:
        assert [write(session, resources.keys), write(session, resources.keys)] == [True, False]
    with inside(world.gorontalo) as session:
        assert write(session, resources.keys)
    assert sql("select count(*) from letter") == [(2,)]


def test_what_is_rolled_back_is_never_sent(world, resources, server, inside):
    def deed():
        with inside(world.pontianak) as session:
            write(session, resources.keys)
            raise RuntimeError("the deed failed")

    with pytest.raises(RuntimeError):
        deed()
    assert send(resources, world.pontianak) == 0 and server[0].got == []


def test_the_address_and_the_words_are_nowhere_in_the_table(one, sql):
    sealed, row = sql("select sealed, letter::text from letter")[0]
    assert b"sari" not in bytes(sealed) and b"SKP" not in bytes(sealed) and "sari" not in row


def test_a_letter_of_one_pemda_is_not_sent_by_the_other(world, resources, server, one):
    assert send(resources, world.gorontalo) == 0 and server[0].got == []


@pytest.mark.parametrize("step", ["RCPT", "DATA"])
def test_refused_for_good_is_marked_with_the_reason(world, resources, server, one, sql, step):
    server[0].answers[step] = f"550 5.1.1 {TO} is unknown here"
    send(resources, world.pontianak)
    assert sql(STATES) == [("gagal", False, 1, "ditolak")] and server[0].got == []
    assert sql("select reply from letter") == [("550 5.1.1 ••• is unknown here",)]


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
def test_refused_for_now_is_tried_again_later(world, resources, server, one, sql, step, monkeypatch):
    server[0].answers[step] = "451 4.7.1 try again later"
    send(resources, world.pontianak)
    assert sql(STATES) == [("menunggu", False, 1, "ditunda")]
    assert send(resources, world.pontianak) == 0
    server[0].answers.clear()
    later(monkeypatch, timedelta(minutes=2))
    assert send(resources, world.pontianak) == 1 and len(server[0].got) == 1
    assert sql(STATES) == [("terkirim", True, 2, "")]


def test_a_sender_nobody_accepts_loses_no_letter(world, resources, server, one, sql):
    server[0].answers["MAIL"] = "550 sender rejected"
    send(resources, world.pontianak)
    assert sql(STATES) == [("menunggu", False, 1, "ditunda")]


def test_a_server_that_is_down_for_hours_loses_nothing(app, world, inside, sql, monkeypatch):
    port = free_port()
    resources = with_mail(app.config["RESOURCES"], MailServer("smtp+plain", "127.0.0.1", port))
    with inside(world.pontianak) as session:
        for number in range(3):
            write(session, resources.keys, str(number))
    for _hour in range(8):
        send(resources, world.pontianak)
        later(monkeypatch, timedelta(hours=1))
    assert {row[0] for row in sql(STATES)} == {"menunggu"}
    with mail_server(port) as (post, _where):
        send(resources, world.pontianak)
        assert len(post.got) == 3
    assert {row[0] for row in sql(STATES)} == {"terkirim"}


def test_after_five_days_somebody_is_asked(app, world, one, sql, monkeypatch):
    away = with_mail(app.config["RESOURCES"], MailServer("smtp+plain", "127.0.0.1", free_port()))
    for _try in range(6):
        send(away, world.pontianak)
        later(monkeypatch, timedelta(days=1, minutes=1))
    assert sql("select state, reason from letter") == [("gagal", "terlalu-lama")]


def test_cut_off_after_the_content_is_unsure_and_never_sent_again(world, resources, server, one, sql, monkeypatch):
    server[0].answers["DATA"] = "drop"
    send(resources, world.pontianak)
    assert sql(STATES) == [("tidak_pasti", True, 1, "terputus")]
    server[0].answers.clear()
    later(monkeypatch, timedelta(days=1))
    assert send(resources, world.pontianak) == 0 and server[0].got == []


@pytest.mark.parametrize("step", ["MAIL", "RCPT"])
def test_a_worker_killed_before_the_content_loses_nothing(
    settings, world, resources, server, one, sql, step, monkeypatch
):
    with other_worker(settings, server[1], "pontianak") as (process, go):
        server[0].do[step] = killing(process)
        assert go() == -9
    server[0].do.clear()
    assert sql(STATES) == [("mengirim", False, 1, "")] and send(resources, world.pontianak) == 0
    later(monkeypatch, LEASE + timedelta(seconds=1))
    assert send(resources, world.pontianak) == 1 and len(server[0].got) == 1
    assert sql("select state from letter") == [("terkirim",)]


def test_a_worker_killed_after_the_content_sends_nothing_twice(
    settings, world, resources, server, one, sql, monkeypatch
):
    with other_worker(settings, server[1], "pontianak") as (process, go):
        server[0].do["DATA"] = killing(process)
        assert go() == -9
    server[0].do.clear()
    later(monkeypatch, LEASE + timedelta(seconds=1))
    assert send(resources, world.pontianak) == 0 and len(server[0].got) == 1
    assert sql(STATES) == [("tidak_pasti", True, 1, "terputus")]


def test_a_database_that_dies_after_the_answer_sends_nothing_twice(
    world, resources, server, one, sql, monkeypatch
):
    carry = sending._carry

    def die(resources, letter, carrier, parcel, settle):
        def settle_not(*_, **__):
            raise RuntimeError("killed")

        carry(resources, letter, carrier, parcel, settle_not)

    monkeypatch.setattr(sending, "_carry", die)
    with pytest.raises(RuntimeError):
        send(resources, world.pontianak)
    monkeypatch.setattr(sending, "_carry", carry)
    assert sql("select state, is_handed from letter") == [("mengirim", True)] and len(server[0].got) == 1
    later(monkeypatch, LEASE + timedelta(seconds=1))
    send(resources, world.pontianak)
    assert sql("select state from letter") == [("tidak_pasti",)] and len(server[0].got) == 1


def test_a_slow_worker_whose_letter_was_given_to_another_sends_nothing(world, resources, server, one, sql):
    server[0].do["RCPT"] = lambda: sql("update letter set token = gen_random_uuid()")
    send(resources, world.pontianak)
    assert server[0].got == [] and sql("select is_handed from letter") == [(False,)]


def test_two_workers_at_once_send_each_letter_once(settings, world, resources, server, inside, sql):
    with inside(world.pontianak) as session:
        for number in range(20):
            write(session, resources.keys, str(number))
    with other_worker(settings, server[1], "pontianak") as (process, _go):
        process.stdin.write("\n")
        process.stdin.flush()
        send(resources, world.pontianak)
        assert process.wait(60) == 0
    identities = [mail["Message-ID"] for mail in server[0].got]
    assert len(identities) == len(set(identities)) == 20


def test_a_letter_stopped_while_it_waits_does_not_go_out(world, resources, server, one, sql, browser):
    with_link = with_mail(resources, server[1])
    send(with_link, world.pontianak)
    url = server[0].got[0]["List-Unsubscribe"].strip("<>").partition("/pontianak")[2]
    citizen = browser(tenant=world.pontianak.tenant)
    assert citizen.get(url).status == 200 and sql("select count(*) from letter_stop") == [(0,)]
    with_one_click = citizen.post(url, {"List-Unsubscribe": "One-Click"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert with_one_click.status == 200
    sql("update letter set state = 'menunggu', is_handed = false, dedupe_key = 'dua'")
    send(with_link, world.pontianak)
    assert len(server[0].got) == 1 and sql("select state from letter") == [("dihentikan",)]


def test_addresses_and_words_are_forgotten_soon_and_the_key_of_the_deed_is_kept(
    app, world, resources, server, one, inside, sql, monkeypatch
):
    send(resources, world.pontianak)
    later(monkeypatch, timedelta(days=4))
    with inside(world.pontianak) as session:
        sending.forget(session, clock.now())
    assert sql("select sealed is null from letter") == [(True,)]
    with inside(world.pontianak) as session:
        assert not write(session, resources.keys)


def test_another_secret_key_is_told_and_stops_nothing_else(app, world, resources, server, one, inside, sql):
    sql("update letter set sealed = sealed || '\\x00'")
    with inside(world.pontianak) as session:
        write(session, resources.keys, "dua")
    send(resources, world.pontianak)
    assert [row[0] for row in sql(STATES)] == ["gagal", "terkirim"] and len(server[0].got) == 1
