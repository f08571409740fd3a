"""Ratings keep the officer frozen in them, unless a correction says otherwise: by whole days and batches."""

from tests.feedback.rosters import at
from tests.feedback.steps import count, rate_many
from webapp.feedback import published
from webapp.feedback.publication import recheck
from webapp.feedback.publication.officers import compute_all
from webapp.platform import clock


def test_ratings_keep_their_officer_without_the_word(place, wrong, rated, propose, decide, officers):
    rated([4, 3, 2, 4, 1, 4])
    decide(propose())
    newest, frozen = officers()
    assert newest == frozen == {place.sari.id: 6}


def test_with_the_word_they_follow_and_the_frozen_one_stays(place, wrong, rated, propose, decide, officers, inside):
    rated([4, 3, 2, 4, 1, 4])
    address = propose(pindahkan="ya")
    decide(address)
    newest, frozen = officers()
    assert newest == {place.dewi.id: 6} and frozen == {place.sari.id: 6}
    with inside(place) as session:
        day = clock.today("Asia/Pontianak")
        compute_all(session, day, clock.now())
        assert published.score_of_officer(session, place.dewi.id, day).n == 6
        assert published.score_of_officer(session, place.sari.id, day).n == 0
    with inside(place) as session:
        assert recheck.differences(session, day) == []


def test_nothing_told_of_them_says_how_many(browser, place, wrong, rated, propose, decide, sql):
    rated([4, 3, 2, 4, 1, 4, 2])
    address = propose(pindahkan="ya")
    decide(address)
    words = browser(place.dewi).get(address).words
    assert "Penilaian warga pada hari-hari itu dipindahkan ke petugas yang benar." in words
    assert "7 penilaian" not in words and "penilaian 7" not in words.lower()
    told = "select detail from audit_event where action = 'koreksi-jadwal:disetujui' order by at desc limit 1"
    assert sql(told) == [({"penilaian": "dipindahkan"},)]


def test_fewer_than_a_batch_do_not_move(browser, place, wrong, rated, propose, decide, officers):
    rated([4, 3, 2, 4])
    address = propose(pindahkan="ya")
    decide(address)
    newest, _ = officers()
    assert newest == {place.sari.id: 4}
    assert "tidak dipindahkan: jumlahnya terlalu sedikit" in browser(place.sari).get(address).words


def test_one_who_pressed_five_times_is_no_batch(
    app, browser, place, wrong, propose, decide, officers, monkeypatch, yesterday
):
    with monkeypatch.context() as patched:
        patched.setattr(clock, "now", lambda: at(yesterday, 10))
        app.extensions["points"].forget()
        rate_many(browser, place.counter, [1] * 5, network="203.0.113.9")
    count(app, place)
    decide(propose(pindahkan="ya"))
    assert officers()[0] == {place.sari.id: 5}


def test_a_part_of_a_day_does_not_move(browser, place, wrong, rated, propose, decide, officers):
    rated([4, 3, 2, 4, 1, 4])
    address = propose(pindahkan="ya", mulai="09:00")
    assert "Penilaian tidak akan berpindah" in browser(place.oki).get(address).words
    decide(address)
    assert officers()[0] == {place.sari.id: 6}
    decide(propose(pindahkan="ya", mulai="08:00", selesai="09:00"))
    assert officers()[0] == {place.sari.id: 6}


def test_what_nobody_bore_stays_nobodys(place, rated, propose, decide, officers):
    rated([4, 3, 2, 4, 1, 4])
    decide(propose(pindahkan="ya", salah=""))
    assert officers()[0] == {None: 6}


def test_they_may_move_again_and_the_newest_word_holds(place, wrong, rated, propose, decide, officers, sql):
    rated([4, 3, 2, 4, 1, 4])
    decide(propose(pindahkan="ya"))
    decide(propose(pindahkan="ya", salah=str(place.dewi.id), benar=str(place.vera.id)))
    assert officers()[0] == {place.vera.id: 6}
    assert sql("select number, count(*) from rating_reattribution group by 1 order by 1") == [(1, 6), (2, 6)]
