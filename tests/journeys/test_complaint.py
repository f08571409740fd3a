"""A complaint from the receipt of a rating to her own word that it is settled; another that ends in silence.

The citizen has only pages and her code; the office has its inbox.
"""

import re

import pytest

from tests.feedback import complaining
from tests.feedback.complaining import FORM, SENT
from tests.feedback.steps import rate
from tests.feedback.test_inbox_cases import INBOX, act, of
from tests.people.letters import mail_server, send, with_mail
from webapp.feedback.complaints import jobs

pytestmark = pytest.mark.network
ANI, UDIN = "ani@contoh.id", "udin@contoh.id"
SILENCE = range(1, 29)  # days in which nobody reacts: ten working days and any holidays between


@pytest.fixture(scope="module")
def office(app, world):
    return complaining.furnish(world, world.pontianak)


@pytest.fixture(autouse=True)
def nothing_yet(sql, app, office, monkeypatch):
    monkeypatch.setattr("webapp.feedback.complaints.here.SOONEST", 0.0)  # this citizen reads no slower than a test
    for table in ("letter", "notice", *complaining.TABLES):
        sql(f"delete from {table}")


@pytest.fixture
def mail():
    with mail_server() as found:
        yield found


@pytest.fixture
def turn(world, mail):
    """One turn of the clock, twice over as after a restart: limits, reminders, letters written and sent."""
    resources, place = with_mail(world.resources, mail[1]), world.pontianak

    def work() -> list[tuple[str, str]]:
        before = len(mail[0].got)
        for _twice in range(2):
            jobs.run(resources, place.tenant)
            jobs.write(resources, place.tenant)
            send(resources, place)
        return [(letter["To"], letter["Subject"]) for letter in mail[0].got[before:]]

    return work


@pytest.fixture
def citizen(browser, world):
    return browser(tenant=world.pontianak.tenant)


def tapped_from_a_receipt(citizen, world) -> str:
    """She rates, says why, and makes a complaint of it with one tap; sends twice. The address of her case."""
    receipt = rate(citizen, world.pontianak.counter, 1).location.split("?")[0]
    citizen.post(f"{receipt}/alasan", {"alasan": "waktu"})
    citizen.post(f"{receipt}/komentar", {"komentar": "Menunggu lima jam tanpa kabar"})
    way = next(link for link in citizen.get(receipt).page.links if FORM in link)
    form = citizen.get(way)
    assert "Menunggu lima jam tanpa kabar" in form.text
    told = {"isi": "Menunggu lima jam tanpa kabar di loket satu.", "surel": ANI, "titik": world.pontianak.counter}
    sent = SENT | form.page.hidden | told
    pressed = [citizen.post(FORM, sent) for _twice in range(2)]
    assert [answer.status for answer in pressed] == [303, 303], pressed[0].words
    assert pressed[0].location == pressed[1].location
    shown = citizen.follow(pressed[0])
    code = re.search(r"([0-9A-Z]{4,5}-){5}[0-9A-Z]{4}", shown.words)[0]
    assert receipt.rpartition("/")[2] not in shown.text
    return citizen.get("/pengaduan/lacak", query_string={"kode": code}).location


def does(who, case_id, action: str, **given) -> None:
    """A member of staff finds the case in her inbox, opens it and takes a step."""
    assert str(case_id) in who.get(INBOX).text and who.get(of(case_id)).status == 200
    answer = act(who, case_id, action, **given)
    assert answer.status == 303, answer.words


def react(citizen, case: str, **sent):
    """What she says to the answer."""
    version = citizen.get(case).page.hidden["versi"]
    answer = citizen.post(f"{case}/tanggapan", sent | {"versi": version})
    assert answer.status == 303, answer.words


def test_from_a_rating_to_her_own_word_that_it_is_settled(citizen, browser, world, office, turn, sql):
    case = tapped_from_a_receipt(citizen, world)
    ((case_id,),) = sql("select id from complaint")
    vera, dewi, tuti = (browser(world.pontianak.people[name]) for name in ("vera", "dewi", "tuti"))
    does(vera, case_id, "teruskan", unit=str(office.place.upt))
    does(dewi, case_id, "mulai")
    assert [to for to, _subject in turn()] == [ANI] and turn() == []
    does(dewi, case_id, "jawab", akhir="selesai", jawaban="Kursi sudah ditambah dua.")
    page = citizen.get(case).words
    assert "Kursi sudah ditambah dua." in page and "Sudah beres?" in page and "Dewi" not in page
    assert [to for to, _subject in turn()] == [ANI]

    react(citizen, case, beres="tidak", alasan="Antreannya masih lima jam.")
    assert sql("select state, level from complaint") == [("disanggah", 1)]
    told = sql("select person_id from notice where code = 'pengaduan:disanggah'")
    assert (office.place.people["tuti"].id,) in told and (office.place.people["dewi"].id,) not in told
    refused = dewi.post(of(case_id, "/langkah"), {"langkah": "jawab", "akhir": "selesai", "versi": "1"})
    assert refused.status == 404, "whoever gave the disputed answer does not judge it"
    does(tuti, case_id, "jawab", akhir="selesai", jawaban="Loket kedua dibuka hari Senin.")
    assert [to for to, _subject in turn()] == [ANI]
    react(citizen, case, beres="ya")
    assert citizen.post(f"{case}/nilai", {"nilai": "4"}).status == 303
    assert citizen.post(f"{case}/nilai", {"nilai": "1"}).status == 409
    assert sql("select state, closing, handling_score from complaint") == [("ditutup", "dikonfirmasi", 4)]
    assert turn() == [] and "Loket kedua dibuka hari Senin." in citizen.get(case).words
    assert browser(tenant=world.gorontalo.tenant).get(case.replace("/pontianak", "")).status == 404


def test_silence_ends_a_case_after_two_reminders_and_each_letter_comes_once(
    citizen, browser, world, office, turn, later, sql
):
    code = complaining.reported(citizen, surel=UDIN)
    ((case_id,),) = sql("select id from complaint")
    does(browser(world.pontianak.vera), case_id, "teruskan", unit=str(office.place.upt))
    answer = {"akhir": "tidak_dapat", "jawaban": "Anggarannya belum ada tahun ini."}
    does(browser(world.pontianak.dewi), case_id, "jawab", **answer)
    letters = [(0, len(turn()))]
    for day in SILENCE:
        later(day)
        letters.append((day, len(turn())))
    came = [count for _day, count in letters if count]
    assert came == [2, 1, 1, 1], letters  # forwarded and answered; two reminders; the end
    first, second, end = (day for day, count in letters[1:] if count)
    assert 4 <= first < second < end
    assert sql("select state, closing, reminders from complaint") == [("ditutup", "didiamkan", 2)]
    page = citizen.get(f"/pengaduan/{code}").words
    assert "tidak ada tanggapan" in page and "Anggarannya belum ada tahun ini." in page
