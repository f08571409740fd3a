"""What must hold whoever is complained about, whatever is published, and however a case is pushed about."""

from datetime import timedelta

import pytest

from tests.feedback import complaining
from tests.feedback.complaining import answered, case_of, reported
from webapp.feedback.complaints import alarms, desk, domain, people, queries
from webapp.feedback.complaints.office.reading import hidden_cases
from webapp.feedback.complaints.rules import THE_CITIZEN, Refused
from webapp.platform import clock

PUBLIC = {"kind": "pengaduan", "is_grave": False, "visibility": "anonim", "is_public": True}


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


def day(office):
    return clock.today(office.place.tenant.timezone)


def name(office, case, who, by="vera"):
    with office.session() as session:
        row = queries.complaint(session, case)
        return desk.name_subject(session, case, people.actor_of(session, by_id(office, by), day(office)),
                                 by_id(office, who) if who else None, at=clock.now(), version=row.version)  # fmt: skip


def by_id(office, who):
    return office.place.people[who].id


def test_a_report_about_the_only_coordinator_goes_to_the_inspectors_who_may_say_it_anew(office, sql, inside):
    case = office.report()
    row = name(office, case, "vera")
    assert (row.unit_id, row.state) == (office.inspectorate, "diteruskan") and row.first_due and row.resolve_due
    with office.session() as session:
        now = queries.complaint(session, case)
        assert people.handlers_of(session, now, day(office)) == {by_id(office, "oki")}
        assert hidden_cases(session, by_id(office, "vera"), day(office)) == [case]
        assert [desk.may_name(session, now, office.actor(who)) for who in ("oki", "tuti")] == [True, False]
    assert name(office, case, None, by="oki").subject_id is None


def test_where_nobody_would_be_left_it_is_refused_and_nothing_changes(office, sql):
    sql("update opd set closed_on = current_date, closed_note = 'x' where id = %s", office.inspectorate)
    case = office.report()
    with pytest.raises(Refused) as problem:
        name(office, case, "vera")
    sql("update opd set closed_on = null, closed_note = null where id = %s", office.inspectorate)
    assert problem.value.code == "nobody" and office.case(case).subject_id is None


def test_whoever_is_barred_finds_no_line_of_it_in_the_trail(office, browser, world):
    case = office.report()
    name(office, case, "oki", by="vera")
    nothing = "Belum ada tindakan yang cocok dengan saringan ini."
    assert nothing in browser(world.pontianak.oki).get(f"/kelola/jejak?objek={case}").words
    assert nothing not in browser(world.pontianak.hana).get(f"/kelola/jejak?objek={case}").words


def test_who_is_barred_is_the_same_seen_from_the_subject_and_from_the_reader(office):
    everybody = [person.id for person in office.place.people.values()]
    with office.session() as session:
        from_subject = {
            (reader, subject)
            for subject in everybody
            for reader in everybody
            if reader in people.barred_people(session, subject, day(office))
        }
        from_reader = {
            (reader, subject)
            for reader in everybody
            for subject in people.barring_people(session, reader, day(office)) & set(everybody)
        }
    assert from_subject == from_reader and len(from_subject) > len(everybody)


def test_what_a_reader_must_not_know_costs_the_same_whoever_was_named(office, count_queries):
    first, second = office.report(), office.report()
    with office.session() as session, count_queries() as before:
        hidden_cases(session, by_id(office, "vera"), day(office))
    name(office, first, "vera")
    name(office, second, "dewi")
    with office.session() as session, count_queries() as after:
        assert first in hidden_cases(session, by_id(office, "vera"), day(office))
    assert len(after) <= len(before) + 1


def test_her_own_name_is_masked_in_all_she_writes(office, citizen, sql):
    reported(citizen, nama="Gunarti Wijayakesuma", surel="ani@contoh.id", isi="Antre lima jam. Gunarti Wijayakesuma")
    case = case_of(sql)
    with office.session() as session:
        domain.say(session, office.vault, case, THE_CITIZEN, "Mohon dijawab. Gunarti Wijayakesuma", at=clock.now())
    assert "Gunarti" not in office.case(case).text
    assert "Gunarti" not in sql("select text from complaint_message")[0][0]


def test_an_answer_is_masked_where_everybody_reads_it(office, citizen, sql):
    reported(citizen)
    complaining.published(office, sql)
    vera, case = office.actor("vera"), case_of(sql)
    office.move(case, "teruskan", vera, unit=office.place.upt)
    office.move(case, "jawab", office.actor("dewi"), ending="selesai", text="Hubungi 0812-3456-7890 untuk berkasnya.")
    words = citizen.get(f"/pengaduan/umum/{case}").words
    assert "untuk berkasnya" in words and "3456" not in words


@pytest.mark.parametrize("gone", ["tarik", "arsipkan"])
def test_what_was_taken_back_or_archived_is_not_published(office, gone):
    case = office.report()
    if gone == "tarik":
        office.move(case, "tarik", THE_CITIZEN)
    else:
        office.move(case, "arsipkan", office.actor("vera"), archiving="mesin", reason="Isian mesin.")
    with pytest.raises(Refused) as problem, office.session() as session:
        desk.classify(session, case, office.actor("vera"), at=clock.now(), version=office.case(case).version, **PUBLIC)
    assert problem.value.code == "taken-back"


def test_a_secret_report_is_not_on_the_board(office):
    from webapp.feedback.complaints.office import told

    case = office.report(visibility="rahasia")
    office.move(case, "teruskan", office.actor("vera"), unit=office.place.upt)
    office.move(case, "jawab", office.actor("dewi"), ending="selesai", text="Sudah.")
    assert not told._may_be_told(office.case(case))


def test_a_dispute_over_the_only_petugas_is_told_to_the_coordinator_and_never_goes_back(office, citizen, sql):
    reported(citizen)
    case = answered(office, sql)  # by Dewi of the UPT
    office.move(case, "sanggah", THE_CITIZEN, reason="Kursinya belum ada.")
    row = office.case(case)
    with office.session() as session:
        assert by_id(office, "dewi") not in people.handlers_of(session, row, day(office))
        assert people.handlers_of(session, row, day(office))
        assert office.place.upt not in desk.units_to_choose(session, row, clock.now())
    with pytest.raises(Refused) as back:
        office.move(case, "alihkan", office.actor("vera"), unit=office.place.upt, reason="Kembali saja.")
    with pytest.raises(Refused) as take, office.session() as session:
        desk.take(session, case, office.actor("dewi"), at=clock.now(), version=row.version)
    assert (back.value.code, take.value.code in ("disputed", "actor")) == ("disputed-unit", True)


def test_a_case_that_rests_too_long_is_told_to_those_above(office, citizen, sql):
    reported(citizen)
    case = case_of(sql)
    office.move(case, "teruskan", office.actor("vera"), unit=office.place.upt)
    office.move(case, "tunda", office.actor("dewi"), reason="Menunggu berkas.")
    with office.session() as session:
        at = [alarms.speak(session, clock.now() + timedelta(days=days)) for days in (5, 40, 41)]
    assert at[0] == 0 and at[1] > 0 and at[2] == 0


def test_an_answer_that_has_not_seen_her_last_words_is_refused(office, citizen, sql):
    reported(citizen)
    case = case_of(sql)
    office.move(case, "teruskan", office.actor("vera"), unit=office.place.upt)
    seen = office.case(case).version
    for _press in range(3):
        with office.session() as session:
            domain.say(session, office.vault, case, THE_CITIZEN, "Berkas saya hilang.", at=clock.now())
    assert sql("select count(*) from complaint_message") == [(1,)]
    with pytest.raises(Refused) as problem:
        office.move(case, "jawab", office.actor("dewi"), ending="selesai", text="Sudah.", version=seen)
    assert problem.value.code == "version"


def test_no_case_goes_to_the_pemda_itself_or_to_a_closed_unit(office, sql):
    case = office.report()
    sql("update opd set closed_on = current_date, closed_note = 'x' where id = %s", office.place.upt)
    with pytest.raises(Refused) as problem:
        office.move(case, "teruskan", office.actor("vera"), unit=office.place.upt)
    sql("update opd set closed_on = null, closed_note = null where id = %s", office.place.upt)
    assert problem.value.code == "needs-unit"


def test_voices_that_were_carried_on_leave_the_whole_chain(office):
    one, two, three = (office.report() for _each in range(3))
    vera = office.actor("vera")
    for case, same in ((one, two), (two, three)):
        office.move(case, "arsipkan", vera, archiving="ganda", same_as=same, reason="Sama.")
    assert office.case(three).supporters == 2
    office.move(one, "buka", vera, reason="Ternyata lain.")
    assert (office.case(two).supporters, office.case(three).supporters) == (0, 1)
