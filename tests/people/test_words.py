"""What a person is found by is written down anew whenever it changes, and by the migration for those already there."""

from datetime import date

from sqlmodel import select

from webapp.people.models import Nip, Person, PersonWord
from webapp.people.words import remember_words


def words_of(session, person_id) -> set[str]:
    return set(session.exec(select(PersonWord.word).where(PersonWord.tenant_id == session.tenant.id,
                                                          PersonWord.person_id == person_id)))  # fmt: skip


def test_the_words_are_those_of_the_name_and_every_nip(world, inside):
    with inside(world.pontianak) as session:
        person = Person(name="Dr. Nur'aini Sofyan, S.T., M.Si.", kind="pns")
        session.add(person)
        session.flush()
        for number, last in (("199001012015011901", date(2020, 1, 1)), ("199001012015011902", None)):
            session.add(Nip(person_id=person.id, nip=number, kind="pns", valid_from=date(2015, 1, 1), valid_to=last))
        remember_words(session, [person.id])
        assert words_of(session, person.id) == {
            "dr", "nuraini", "sofyan", "st", "msi", "199001012015011901", "199001012015011902",
        }  # fmt: skip


def test_a_corrected_name_leaves_no_old_word(world, inside):
    with inside(world.pontianak) as session:
        person = session.get(Person, (session.tenant.id, world.pontianak.vera.id))
        person.name = "Vera Kusuma"
        remember_words(session, [person.id])
        assert {"vera", "kusuma"} < words_of(session, person.id) and "anggraini" not in words_of(session, person.id)


def test_many_people_take_few_statements(world, inside, count_queries):
    with inside(world.pontianak) as session:
        people = [Person(name=f"Orang Ke{number}", kind="pns") for number in range(300)]
        session.add_all(people)
        session.flush()
        with count_queries() as statements:
            remember_words(session, [person.id for person in people])
        assert len(statements) <= 4


def test_words_of_one_pemda_are_not_written_for_another(world, inside):
    with inside(world.pontianak) as session:
        remember_words(session, [world.gorontalo.rahman.id])
        assert words_of(session, world.gorontalo.rahman.id) == set()


def test_the_migration_writes_the_same_words_as_the_rules(world, inside, sql):
    with inside(world.pontianak) as session:
        person = Person(name="H. Ahmad Mu‘arif José, S.Sos., M.A.P.", kind="pns")
        session.add(person)
        remember_words(session, [person.id])
        expected = words_of(session, person.id)
    from importlib import import_module

    written = import_module("migrations.versions.0005_people_rooms").WORDS
    sql("delete from person_word")
    sql(written)
    assert {word for (word,) in sql("select word from person_word where person_id = %s", person.id)} == expected
