"""Complaints: receiving, moving, clocks, what is masked and sealed, and that no step loses its history."""

from datetime import timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as profile
from hypothesis import strategies as st

from tests.feedback import complaining
from webapp.feedback.complaints import desk, domain, moving, queries, rules
from webapp.feedback.complaints.rules import THE_CITIZEN, THE_CLOCK, Refused
from webapp.feedback.complaints.vault import CONTACT
from webapp.platform import clock
from webapp.platform.errors import NotYours
from webapp.platform.sealing import Unreadable, Vault
from webapp.tenants.published import working_days_after


@pytest.fixture(scope="module")
def office(app, world):
    return complaining.furnish(world, world.pontianak)


@pytest.fixture
def vera(office):
    return office.actor("vera")


@pytest.fixture
def dewi(office):
    return office.actor("dewi")


@pytest.fixture
def case(office):
    return office.report()


def forwarded(office, vera, **changes):
    case = office.report(**changes)
    office.move(case, "teruskan", vera, unit=office.place.upt)
    return case


def answered(office, vera, dewi, **changes):
    case = forwarded(office, vera, **changes)
    office.move(case, "jawab", dewi, ending="selesai", text="Sudah ditambah satu loket dan dua puluh kursi.")
    return case


def refuses(office, code, case, action, who, **given):
    with pytest.raises(Refused) as refused:
        office.move(case, action, who, **given)
    assert refused.value.code == code


def due(office, start, days):
    with office.session() as session:
        return working_days_after(session, start, days)


def test_a_report_is_kept_once_however_often_its_form_is_sent(office, sql):
    number = uuid4()
    office.report(complaint_id=number)
    office.report(complaint_id=number, title="Lain")
    assert sql("select title, version, state from complaint where id = %s", number) == [("Antrean lama", 1, "diterima")]
    assert sql("select count(*) from complaint_step where complaint_id = %s", number) == [(1,)]


def test_personal_data_is_masked_and_the_original_lies_sealed_apart(office, sql, vera):
    words = "Hubungi saya di 0812-3456-7890, NIK 6171012345670001, kata Sari Wulandari."
    case = office.report(text=words)
    (text,) = sql("select text from complaint where id = %s", case)[0]
    assert "0812" not in text and "6171" not in text and "Sari" not in text
    (sealed,) = sql("select sealed from complaint_original where complaint_id = %s", case)[0]
    assert b"0812" not in bytes(sealed)
    with office.session() as session:
        assert desk.read_originals(session, office.vault, case, vera, at=clock.now())[0][1]["isi"] == words
    assert sql("select count(*) from audit_event where action = 'pengaduan:naskah-dibaca' and object_id = %s", case)


def test_only_a_coordinator_reads_who_she_is_and_each_reading_is_recorded(office, sql, vera, dewi):
    case = forwarded(office, vera, contact={"nama": "Ibu Ani", "surel": "ani@contoh.id"})
    everything = sql("select complaint::text from complaint where id = %s", case)[0][0]
    assert "Ani" not in everything and "ani@" not in everything
    with office.session() as session:
        assert desk.read_contact(session, office.vault, case, vera, at=clock.now())["nama"] == "Ibu Ani"
    with pytest.raises(Refused, match="actor"), office.session() as session:
        desk.read_contact(session, office.vault, case, dewi, at=clock.now())
    asked = "select actor_id from audit_event where action = 'pengaduan:identitas-dibaca' and object_id = %s"
    readers = sql(asked, case)
    assert readers == [(vera.person_id,)]


def test_a_sealed_value_opens_nothing_elsewhere(office, world):
    row = uuid4()
    sealed = office.vault.seal(CONTACT, row, {"nama": "Ani"})
    assert office.vault.open(CONTACT, row, sealed) == {"nama": "Ani"} and sealed[:2] == b"k1"
    other = Vault(world.resources.keys, world.gorontalo.tenant.id)
    for vault, purpose, where, value in (
        (other, CONTACT, row, sealed), (office.vault, "complaint original", row, sealed),
        (office.vault, CONTACT, uuid4(), sealed), (office.vault, CONTACT, row, sealed[:-1] + b"x"),
        (office.vault, CONTACT, row, b"k9" + sealed[2:]),
    ):  # fmt: skip
        with pytest.raises(Unreadable):
            vault.open(purpose, where, value)


def test_the_clocks_are_working_days_of_the_pemda(office, vera):
    case = forwarded(office, vera)
    row = office.case(case)
    assert row.verify_due == due(office, row.received_on, 3)
    assert (row.first_due, row.resolve_due) == (due(office, row.received_on, 5), due(office, row.received_on, 14))
    with office.session() as session:
        desk.classify(session, case, vera, at=clock.now(), version=row.version, kind="pengaduan", is_grave=True,
                      visibility="anonim", is_public=True)  # fmt: skip
    assert office.case(case).resolve_due == due(office, row.received_on, 60)


def test_a_change_of_kind_keeps_what_pauses_added(office, vera, dewi):
    case = forwarded(office, vera)
    office.move(case, "tunda", dewi, reason="Menunggu")
    office.move(case, "lanjutkan", dewi, at=clock.now() + timedelta(days=14))
    before = office.case(case)
    for kind in ("informasi", "pengaduan"):
        with office.session() as session:
            desk.classify(session, case, vera, at=clock.now(), version=office.case(case).version, kind=kind,
                          is_grave=False, visibility="anonim", is_public=False)  # fmt: skip
    assert office.case(case).resolve_due == before.resolve_due


def test_the_same_report_counts_at_the_other_and_leaves_it_when_opened_again(office, vera):
    first, second = office.report(), office.report()
    refuses(office, "needs-same_as", second, "arsipkan", vera, archiving="ganda", reason="Sama")
    for wrong in (second, uuid4()):
        refuses(office, "same-as", second, "arsipkan", vera, archiving="ganda", reason="Sama", same_as=wrong)
    office.move(second, "arsipkan", vera, archiving="ganda", reason="Sama", same_as=first)
    assert office.case(first).supporters == 1 and office.case(second).same_as_id == first
    office.move(second, "buka", vera, reason="Ternyata lain")
    assert office.case(first).supporters == 0 and office.case(second).same_as_id is None


def test_a_conversation_has_an_end(office, vera, monkeypatch):
    monkeypatch.setattr(domain, "MOST_MESSAGES", 1)
    case = forwarded(office, vera)
    with office.session() as session:
        domain.say(session, office.vault, case, THE_CITIZEN, "Satu", at=clock.now())
        with pytest.raises(Refused, match="messages"):
            domain.say(session, office.vault, case, THE_CITIZEN, "Dua", at=clock.now())


def test_who_she_was_is_forgotten_half_a_year_after_the_end(office, vera, sql):
    case = office.report(contact={"nama": "Ibu Ani"})
    office.move(case, "tarik", THE_CITIZEN)
    today = clock.today(office.place.tenant.timezone)
    for days, left in ((180, 1), (181, 0)):
        with office.session() as session:
            domain.forget_contacts(session, today + timedelta(days=days))
        assert sql("select count(*) from complaint_contact where id = %s", case) == [(left,)]


def test_a_pause_moves_every_limit_by_the_working_days_it_took(office, vera, dewi):
    case = forwarded(office, vera)
    before = office.case(case)
    office.move(case, "tunda", dewi, reason="Menunggu keterangan warga")
    later = clock.now() + timedelta(days=14)
    office.move(case, "lanjutkan", dewi, at=later)
    row = office.case(case)
    assert row.state == "diteruskan" and row.paused_on is None
    lost = len([n for n in range(1, 15) if due(office, before.received_on + timedelta(days=n - 1), 1)
                == before.received_on + timedelta(days=n)])  # fmt: skip
    assert row.resolve_due == due(office, before.resolve_due, lost) > before.resolve_due


def test_an_illegal_step_is_refused_by_name_and_changes_nothing(office, vera, dewi, case):
    refuses(office, "state", case, "jawab", vera, ending="selesai", text="ya")
    refuses(office, "actor", case, "teruskan", dewi, unit=office.place.upt)
    refuses(office, "actor", case, "teruskan", THE_CITIZEN, unit=office.place.upt)
    refuses(office, "needs-unit", case, "teruskan", vera)
    refuses(office, "version", case, "teruskan", vera, unit=office.place.upt, version=7)
    assert office.case(case).version == 1 and office.case(case).state == "diterima"


def test_a_stranger_of_another_pemda_finds_no_such_case(office, world, case):
    stranger = complaining.Office(world, world.gorontalo, office.inspectorate)
    with pytest.raises(NotYours):
        stranger.move(case, "tarik", THE_CITIZEN)


def test_the_officer_complained_about_and_her_line_lose_sight_of_it(office, vera, dewi, sql):
    case = forwarded(office, vera)
    budi = office.place.people["budi"].id
    with office.session() as session:
        desk.name_subject(session, case, vera, budi, at=clock.now(), version=office.case(case).version)
    row = office.case(case)
    assert row.unit_id == office.place.upt  # the case lies where Budi does not work
    with office.session() as session:
        assert not desk.may_see(session, row, dewi, clock.now())  # Budi appraises Dewi
    refuses(office, "subject", case, "mulai", dewi)
    with pytest.raises(Refused, match="barred-unit"):
        office.move(case, "alihkan", vera, unit=office.place.dinas, reason="coba")


def test_a_case_that_lay_with_her_own_unit_goes_to_the_inspectorate(office, vera):
    case = office.report()
    office.move(case, "teruskan", vera, unit=office.place.dinas)
    with office.session() as session:
        desk.name_subject(session, case, vera, office.place.people["sari"].id, at=clock.now(), version=2)
    assert office.case(case).unit_id == office.inspectorate
    assert office.move(case, "mulai", office.actor("oki")).state == "diproses"


def test_no_notice_holds_a_word_of_the_report(office, vera, sql):
    case = forwarded(office, vera, title="Rahasia sekali", visibility="rahasia", contact={"nama": "Ibu Ani"})
    told = sql("select person_id, code, words::text from notice where object_id = %s", case)
    assert {code for _person, code, _words in told} == {"pengaduan:masuk", "pengaduan:untuk-unit"}
    assert all("Rahasia" not in words and "Ani" not in words for _person, _code, words in told)


def test_a_dispute_goes_up_and_another_one_answers(office, vera, dewi, sql):
    case = answered(office, vera, dewi)
    office.move(case, "sanggah", THE_CITIZEN, reason="Kursinya belum ada.")
    row = office.case(case)
    assert (row.level, row.state, row.ending, row.disputed_id) == (1, "disanggah", None, dewi.person_id)
    assert row.unit_id == office.place.dinas
    office.move(case, "jawab", office.actor("tuti"), ending="tidak_dapat", text="Anggarannya tahun depan.")
    office.move(case, "sanggah", THE_CITIZEN, reason="Terlalu lama.")
    assert office.case(case).unit_id == office.inspectorate
    office.move(case, "jawab", vera, ending="tidak_dapat", text="Tetap tahun depan.")
    refuses(office, "level", case, "sanggah", THE_CITIZEN, reason="Lagi")
    assert office.move(case, "tolak", THE_CITIZEN, reason="Tidak setuju").closing == "tanpa_sepakat"
    assert [number for (number,) in sql(
        "select number from complaint_step where complaint_id = %s order by number", case)] == list(range(1, 9))


def test_visibility_is_made_stricter_never_looser(office, vera, case):
    def classify(**changes):
        row = office.case(case)
        found = {"kind": "pengaduan", "is_grave": False, "visibility": "anonim", "is_public": True} | changes
        with office.session() as session:
            desk.classify(session, case, vera, at=clock.now(), version=row.version, **found)

    with pytest.raises(Refused, match="secret"):
        classify(visibility="rahasia")
    with pytest.raises(Refused, match="looser"):
        classify(visibility="terbuka")
    classify(visibility="rahasia", is_public=False)
    assert office.case(case).visibility == "rahasia"


def test_no_two_take_a_case_at_once(office, vera, dewi):
    case = forwarded(office, vera)
    with office.session() as session:
        desk.take(session, case, dewi, at=clock.now(), version=2)
    with pytest.raises(Refused, match="version"), office.session() as session:
        desk.take(session, case, vera, at=clock.now(), version=2)
    assert office.case(case).holder_id == dewi.person_id


def test_her_message_wakes_a_paused_case_and_notes_are_not_hers_to_read(office, vera, dewi):
    case = forwarded(office, vera)
    office.move(case, "tunda", dewi, reason="Loket yang mana?")
    with office.session() as session:
        domain.say(session, office.vault, case, dewi, "Warga ini sering menulis.", at=clock.now(), kind="catatan")
        domain.say(session, office.vault, case, THE_CITIZEN, "Loket 1, telepon 081234567890.", at=clock.now())
    assert office.case(case).state == "diteruskan"
    with office.session() as session:
        hers = queries.messages(session, case, with_notes=False)
        assert [one.kind for one in hers] == ["pesan"] and "0812" not in hers[0].text
        with pytest.raises(Refused, match="actor"):
            domain.say(session, office.vault, case, THE_CITIZEN, "x", at=clock.now(), kind="catatan")


moves = st.lists(st.tuples(st.sampled_from(rules.ACTIONS), st.integers(0, 4)), min_size=5, max_size=14)


@given(moves)
@profile(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whatever_anybody_tries_history_and_state_agree(office, vera, dewi, moves):
    actors = (vera, dewi, THE_CITIZEN, THE_CLOCK, office.actor("oki"))
    case, done = office.report(), 1
    given_ = {"unit": office.place.upt, "reason": "sebab", "text": "jawaban", "ending": "selesai", "archiving": "mesin"}
    for action, who in moves:
        try:
            office.move(case, action, actors[who], **given_)
            done += 1
        except Refused:
            continue
    with office.session() as session:
        row, steps = queries.complaint(session, case), queries.steps(session, case)
        offered = [moving.available(session, row, actor, clock.now()) for actor in actors]
    assert [step.number for step in steps] == list(range(1, done + 1)) and row.version == done
    assert steps[-1].went_to == row.state
    assert all(one.went_to == two.came_from for one, two in pairwise(steps))
    assert any(offered) or row.state == "ditutup"
