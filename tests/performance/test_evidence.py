"""Evidence cards: frozen once a month, first for her, then for her superior with her answer and contest beside them."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import select

from tests.performance.making import (
    NOTHING_YET,
    SCORE,
    NewIndicator,
    counted_queries,
    inside,
    make_card,
    make_skp,
    one_rhk,
    take_card,
)
from webapp.performance.evidence import domain, jobs, queries
from webapp.performance.evidence.models import EvidenceCard, EvidenceContestStep
from webapp.platform import clock
from webapp.platform.errors import Conflict
from webapp.tenants.published import working_days_after

LONG_AGO = 40  # days: the five and the ten working days are over


def card_of(world, card_id) -> EvidenceCard:
    with inside(world, world.pontianak.sari) as session:
        return session.exec(select(EvidenceCard).where(EvidenceCard.id == card_id)).one()


def test_a_card_freezes_the_score_with_all_that_makes_it_honest(browser, world):
    made = make_card(world, world.pontianak.sari)
    card = card_of(world, made.id)
    assert (card.value, card.low, card.high, card.comparison) == (SCORE.value, SCORE.low, SCORE.high, SCORE.comparison)
    assert (card.n, card.n_effective, card.formula, card.input_hash) == (
        132,
        SCORE.n_effective,
        "2026-1",
        SCORE.input_hash,
    )
    assert card.held == {"day_burst": 12, "perangkat_sama": 3}
    with inside(world, world.pontianak.sari) as session:
        assert card.superior_from == working_days_after(session, card.shown_on, 5)
        assert card.contest_until == working_days_after(session, card.shown_on, 10)
    words = browser(world.pontianak.sari).get(f"/kinerja/bukti/{made.id}").words
    for phrase in ("3,42", "3,31", "3,53", "132", "1 Januari 2026 sampai 30 Juni 2026", "Rumus versi 2026-1",
                   "Layanan yang sama di kantor lain: 3,28 dari 4.",
                   "Terlalu banyak penilaian pada satu hari: berkurang setara 12 penilaian",
                   "Kartu ini tidak mengubah predikat dengan sendirinya"):  # fmt: skip
        assert phrase in words


def test_a_person_s_own_score_shows_only_when_it_is_earned(browser, world):
    early = make_card(world, world.pontianak.sari, own=True, score=replace(SCORE, status="early"))
    earned = make_card(world, world.pontianak.sari, own=True)
    assert card_of(world, early.id).value is None
    assert card_of(world, earned.id).value == SCORE.value
    words = browser(world.pontianak.sari).get(f"/kinerja/bukti/{early.id}").words
    assert "Belum cukup data" in words
    assert "Ini bukan nilai buruk" in words
    assert "3,42" not in words


def test_too_little_is_not_shown_as_a_number(browser, world):
    made = make_card(world, world.pontianak.sari, score=NOTHING_YET)
    assert "Belum cukup data" in browser(world.pontianak.sari).get(f"/kinerja/bukti/{made.id}").words


def test_the_database_refuses_an_own_score_that_is_not_earned(world):
    made = make_card(world, world.pontianak.sari, own=True)
    unearned = card_of(world, made.id).model_dump() | {"sequence": 9, "status": "early"}
    unearned["id"] = made.skp_id
    with (
        inside(world, world.pontianak.sari) as session,
        pytest.raises(sa.exc.IntegrityError, match="own_only_when_earned"),
    ):
        session.connection().execute(sa.insert(EvidenceCard).values(unearned))


def test_a_new_month_brings_a_new_card_and_the_old_one_stays(browser, world):
    made = make_card(world, world.pontianak.sari, days_ago=LONG_AGO)
    lower = replace(SCORE, value=SCORE.low)
    assert take_card(world, world.pontianak.sari, made.indicator_id, score=lower, at=clock.now())
    assert take_card(world, world.pontianak.sari, made.indicator_id, score=SCORE, at=clock.now()) is None
    page = browser(world.pontianak.sari).get(f"/kinerja/bukti/{made.id}")
    assert "Digantikan kartu yang lebih baru" in page.words
    assert "3,42" in page.words
    assert "Kartu lain untuk indikator ini" in page.words


def test_the_job_takes_what_is_due_and_twice_is_once(world):
    sari, year = world.pontianak.sari, clock.today("Asia/Pontianak").year
    bound = [NewIndicator("Kantor", "3,20", opd_id=world.pontianak.dinas), NewIndicator("Sendiri", "3,20", own=True)]
    skp = make_skp(world, sari, one_rhk(*bound, NewIndicator("Bebas", "1")), state="disepakati", year=year)
    draft = make_skp(world, world.pontianak.dewi, one_rhk(*bound), year=year)
    assert jobs.take_evidence(world.resources, sari.tenant) == 1
    assert jobs.take_evidence(world.resources, sari.tenant) == 0
    assert jobs.take_evidence(world.resources, world.gorontalo.tenant) == 0
    with inside(world, sari) as session:
        cards = session.exec(select(EvidenceCard).where(EvidenceCard.skp_id == skp.id)).all()
        assert [(card.binding, card.value, card.status, card.sequence) for card in cards] == [
            ("own", None, "insufficient", 1)
        ]
        assert not session.exec(select(EvidenceCard).where(EvidenceCard.skp_id == draft.id)).all()


def test_a_score_that_cannot_be_computed_stops_nobody(world, monkeypatch, caplog):
    hana, year = world.pontianak.hana, clock.today("Asia/Pontianak").year
    make_skp(world, hana, one_rhk(NewIndicator("Sendiri", "3,20", own=True)), state="disepakati", year=year)

    def fail(*_):
        raise ValueError("no score today")

    monkeypatch.setattr(jobs.domain, "current_score", fail)
    assert jobs.take_evidence(world.resources, hana.tenant) == 0
    assert "the next round tries again" in caplog.text
    monkeypatch.undo()
    assert jobs.take_evidence(world.resources, hana.tenant) == 1


def test_two_jobs_at_once_take_one_card(world):
    made = make_card(world, world.pontianak.sari, days_ago=LONG_AGO)
    with inside(world, world.pontianak.sari) as session:
        seen_by_both = queries.bound_indicator(session, made.indicator_id)
        assert domain.take(session, seen_by_both, SCORE, at=clock.now())
        assert domain.take(session, seen_by_both, SCORE, at=clock.now()) is None


def test_nothing_is_taken_before_the_office_has_a_score(world):
    made = make_card(world, world.pontianak.sari, days_ago=LONG_AGO)
    with inside(world, world.pontianak.sari) as session:
        bound = queries.bound_indicator(session, made.indicator_id)
        assert domain.current_score(session, bound, clock.today("Asia/Pontianak")) is None
        assert domain.take(session, bound, None, at=clock.now()) is None


def test_two_answers_at_once_keep_the_first(world):
    sari = world.pontianak.sari
    made = make_card(world, sari)
    with inside(world, sari) as session:
        seen_by_both = queries.card_for(session, made.id, sari.id, clock.today("Asia/Pontianak"))
        domain.answer(session, seen_by_both, by=sari.id, text="Pertama", at=clock.now())
        session.commit()
        with pytest.raises(Conflict, match="sudah Anda tanggapi"):
            domain.answer(session, seen_by_both, by=sari.id, text="Kedua", at=clock.now())


def test_a_card_says_whose_service_it_is_and_what_it_was_compared_with(browser, world):
    own = make_card(world, world.pontianak.sari, own=True, days_ago=LONG_AGO)
    alone = make_card(world, world.pontianak.sari, score=replace(SCORE, comparison=None))
    seen_by_budi = browser(world.pontianak.budi).get(f"/kinerja/bukti/{own.id}").words
    assert "Penilaian warga atas pelayanan Sari Wulandari" in seen_by_budi
    assert "sudah disesuaikan dengan jenis layanan" in seen_by_budi
    seen_by_sari = browser(world.pontianak.sari)
    assert "Penilaian warga atas pelayanan Anda" in seen_by_sari.get(f"/kinerja/bukti/{own.id}").words
    assert "Belum ada pembanding" in seen_by_sari.get(f"/kinerja/bukti/{alone.id}").words


def test_the_superior_sees_it_five_working_days_after_her(browser, world):
    new, old = (make_card(world, world.pontianak.sari, days_ago=days) for days in (0, LONG_AGO))
    budi = browser(world.pontianak.budi)
    assert budi.get(f"/kinerja/bukti/{new.id}").status == 404
    assert (
        "Atasan Anda dapat melihat kartu ini mulai"
        in browser(world.pontianak.sari).get(f"/kinerja/bukti/{new.id}").words
    )
    page = budi.get(f"/kinerja/bukti/{old.id}")
    assert page.status == 200
    assert "Sari Wulandari" in page.words
    assert "Tanggapan Anda" not in page.words
    room = budi.get("/kinerja")
    assert f"/pontianak/kinerja/bukti/{old.id}" in room.page.links
    assert f"/pontianak/kinerja/bukti/{new.id}" not in room.page.links
    skp = budi.get(f"/kinerja/skp/{new.skp_id}")
    assert f"/pontianak/kinerja/bukti/{new.id}" not in skp.page.links


def test_it_is_the_last_working_day_before_that_counts(world):
    made = make_card(world, world.pontianak.sari)
    card = card_of(world, made.id)
    with inside(world, world.pontianak.budi) as session:
        the_day_before = card.superior_from - timedelta(days=1)
        assert queries.card_for(session, made.id, world.pontianak.budi.id, the_day_before) is None
        assert queries.card_for(session, made.id, world.pontianak.budi.id, card.superior_from) is not None


def test_nobody_else_finds_a_card(browser, world):
    made = make_card(world, world.pontianak.sari, days_ago=LONG_AGO)
    others = [getattr(world.pontianak, name) for name in ("dewi", "tuti", "hana", "oki")] + [world.gorontalo.rahman]
    for who in others:
        someone = browser(who)
        assert someone.get(f"/kinerja/bukti/{made.id}").status == 404
        assert someone.post(f"/kinerja/bukti/{made.id}/tanggapan", {"tanggapan": "x"}).status == 404
        fields = {"dasar": "kekeliruan_nyata", "uraian": "x"}
        assert someone.post(f"/kinerja/bukti/{made.id}/sanggahan", fields).status == 404


def test_her_answer_goes_wherever_the_card_goes(browser, world):
    made = make_card(world, world.pontianak.sari, days_ago=8)
    sari = browser(world.pontianak.sari)
    assert sari.post(f"/kinerja/bukti/{made.id}/tanggapan", {"tanggapan": "Loket 2 tutup dua pekan."}).status == 303
    for who in (world.pontianak.sari, world.pontianak.budi):
        assert "Loket 2 tutup dua pekan." in browser(who).get(f"/kinerja/bukti/{made.id}").words
    again = sari.post(f"/kinerja/bukti/{made.id}/tanggapan", {"tanggapan": "Lagi."})
    assert again.status == 409
    assert "sudah Anda tanggapi" in again.words


def test_a_contest_names_a_ground_and_stands_beside_the_card(browser, world):
    made = make_card(world, world.pontianak.sari, days_ago=8)
    sari = browser(world.pontianak.sari)
    fields = {"dasar": "bukan_transaksi_saya", "uraian": "Saya cuti pada pekan itu."}
    assert sari.post(f"/kinerja/bukti/{made.id}/sanggahan", fields).status == 303
    seen = browser(world.pontianak.budi).get(f"/kinerja/bukti/{made.id}").words
    assert "Bukan pelayanan yang saya berikan. Saya cuti pada pekan itu." in seen
    assert "Sanggahan tercatat" in seen
    again = sari.post(f"/kinerja/bukti/{made.id}/sanggahan", fields)
    assert again.status == 409
    assert "sudah Anda sanggah" in again.words
    with inside(world, world.pontianak.sari) as session:
        steps = session.exec(
            select(EvidenceContestStep).where(EvidenceContestStep.actor_id == world.pontianak.sari.id)
        ).all()
    assert [step.status for step in steps] == ["diajukan"]


@pytest.mark.parametrize(
    "fields, wrong", [({"dasar": "tidak_setuju", "uraian": "x"}, "dasar"), ({"dasar": "kekeliruan_nyata"}, "uraian")]
)
def test_a_contest_without_ground_or_reason_is_refused_at_the_field(browser, world, fields, wrong):
    made = make_card(world, world.pontianak.sari)
    answer = browser(world.pontianak.sari).post(f"/kinerja/bukti/{made.id}/sanggahan", fields)
    assert answer.status == 422
    assert f'id="{wrong}-error"' in answer.text


def test_an_empty_answer_is_refused_at_the_field(browser, world):
    made = make_card(world, world.pontianak.sari)
    answer = browser(world.pontianak.sari).post(f"/kinerja/bukti/{made.id}/tanggapan", {"tanggapan": " "})
    assert answer.status == 422
    assert 'id="tanggapan-error"' in answer.text


def test_after_ten_working_days_nothing_is_added(browser, world):
    made = make_card(world, world.pontianak.sari, days_ago=LONG_AGO)
    sari = browser(world.pontianak.sari)
    assert "Kirim sanggahan" not in sari.get(f"/kinerja/bukti/{made.id}").words
    late = sari.post(f"/kinerja/bukti/{made.id}/tanggapan", {"tanggapan": "Terlambat"})
    assert late.status == 409
    assert "sudah lewat" in late.words
    fields = {"dasar": "kekeliruan_nyata", "uraian": "Terlambat"}
    assert sari.post(f"/kinerja/bukti/{made.id}/sanggahan", fields).status == 409


@pytest.mark.parametrize(
    "path, fields", [("tanggapan", {"tanggapan": "x"}), ("sanggahan", {"dasar": "kekeliruan_nyata", "uraian": "x"})]
)
def test_the_superior_reads_and_does_not_speak_for_her(browser, world, path, fields):
    made = make_card(world, world.pontianak.sari, days_ago=8)
    answer = browser(world.pontianak.budi).post(f"/kinerja/bukti/{made.id}/{path}", fields)
    assert answer.status == 409
    assert "Hanya pegawai pemilik kartu" in answer.words


@pytest.mark.parametrize("table", ["evidence_card", "evidence_answer", "evidence_contest", "evidence_contest_step"])
def test_the_application_may_neither_change_nor_delete_evidence(world, table):
    for statement in (f"delete from {table}", f"update {table} set id = id"):
        with (
            inside(world, world.pontianak.sari) as session,
            pytest.raises(sa.exc.ProgrammingError, match="permission denied"),
        ):
            session.connection().execute(
                sa.text(f"{statement} where tenant_id = :tenant"), {"tenant": session.tenant.id}
            )


@pytest.mark.parametrize("who, most", [("sari", 8), ("budi", 10)])
def test_a_card_makes_few_queries(browser, world, who, most):
    made = make_card(world, world.pontianak.sari, days_ago=LONG_AGO)
    reader = browser(getattr(world.pontianak, who))
    with counted_queries(world) as queries:
        assert reader.get(f"/kinerja/bukti/{made.id}").status == 200
    assert len(queries) <= most, "\n".join(queries)


def test_the_notice_says_which_indicator(browser, world):
    sari = world.pontianak.sari
    make_card(world, sari)
    sentence = "Kartu bukti baru untuk indikator “Kepuasan warga atas pelayanan loket”."
    assert sentence in browser(sari).get("/kabar").words
    assert "New evidence card for the indicator" in browser(sari).get("/kabar?bahasa=en").words
