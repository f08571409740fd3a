"""What home says waits for a person: all of it, whatever year, and as much as the room then shows."""

from datetime import timedelta

import pytest
from sqlmodel import select

from tests.performance.making import counted_queries, inside, make_card, make_skp, take_card
from tests.world import today
from webapp.performance.evidence.models import EvidenceCard
from webapp.performance.plans.domain import ask_clarification
from webapp.performance.plans.models import Skp
from webapp.platform import clock

LONG_AGO = 40


def clarify(world, skp) -> None:
    with inside(world, world.pontianak.budi) as session:
        row = session.exec(select(Skp).where(Skp.id == skp.id)).one()
        comments = {skp.rhk_ids[0]: "Mengapa?"}
        ask_clarification(
            session, row, version=row.version, by=world.pontianak.budi.id, at=clock.now(), comments=comments
        )


@pytest.mark.parametrize("years_from_now", [-2, 1, 3])
def test_a_clarification_waits_on_home_whatever_year_it_is_about(browser, world, years_from_now):
    year = today().year + years_from_now
    skp = make_skp(world, world.pontianak.dewi, year=year, state="diajukan")
    clarify(world, skp)
    home = browser(world.pontianak.dewi).get("/beranda")
    assert f"Pejabat penilai meminta klarifikasi atas SKP {year} Anda." in home.words
    assert f"/pontianak/kinerja/skp/{skp.id}" in home.page.links


def test_drafts_of_every_year_wait_and_so_does_the_year_without_one(browser, world):
    next_year = make_skp(world, world.pontianak.vera, year=today().year + 1)
    home = browser(world.pontianak.vera).get("/beranda")
    assert f"Draf SKP {today().year + 1} Anda belum diajukan." in home.words
    assert f"Anda belum menyusun sasaran kinerja pegawai (SKP) tahun {today().year}." in home.words
    assert f"/pontianak/kinerja/skp/{next_year.id}" in home.page.links


def test_what_waits_is_told_from_each_other(browser, world):
    made = make_card(world, world.pontianak.hana)
    home = browser(world.pontianak.hana).get("/beranda")
    assert "Kartu bukti baru. Atasan melihatnya mulai" in home.words
    assert "Kepuasan warga atas pelayanan loket" in home.words
    assert f"/pontianak/kinerja/bukti/{made.id}" in home.page.links


def test_a_card_waits_until_it_can_no_longer_be_answered(browser, world):
    oki = world.pontianak.oki
    made = make_card(world, oki, days_ago=8)
    assert "Kartu bukti yang dapat Anda tanggapi sampai" in browser(oki).get("/beranda").words
    browser(oki).post(f"/kinerja/bukti/{made.id}/tanggapan", {"tanggapan": "Antrean pindah."})
    assert made.id.hex not in browser(oki).get("/beranda").text.replace("-", "")
    past = make_card(world, oki, days_ago=LONG_AGO)
    assert str(past.id) not in browser(oki).get("/beranda").text


def cards_counted_at_home(home) -> int:
    before = home.words.partition(" kartu bukti baru dari pegawai Anda")[0]
    return int(before.rsplit(" ", 1)[-1])


def test_home_counts_the_cards_the_room_lists_under_that_head(browser, world):
    for days in (10, 10, LONG_AGO):
        make_card(world, world.pontianak.sari, days_ago=days)
    budi = browser(world.pontianak.budi)
    home, room = budi.get("/beranda"), budi.get("/kinerja")
    counted = cards_counted_at_home(home)
    assert counted >= 2
    assert "/pontianak/kinerja#kartu-baru" in home.page.links
    assert f"Kartu bukti baru dari pegawai Anda ({counted})" in room.words
    new, _, others = room.text.partition('id="kartu-baru"')[2].partition('id="kartu-lama"')
    assert new.count("/kinerja/bukti/") == counted
    assert others.count("/kinerja/bukti/") >= 1


def test_a_card_that_turns_old_leaves_the_count_and_stays_in_the_list(browser, world, sql):
    made = make_card(world, world.pontianak.dewi, days_ago=10)
    budi = browser(world.pontianak.budi)
    before = cards_counted_at_home(budi.get("/beranda"))
    sql("update evidence_card set superior_from = %s, shown_on = %s where id = %s",
        today() - timedelta(days=15), today() - timedelta(days=15), made.id)  # fmt: skip
    assert cards_counted_at_home(budi.get("/beranda")) == before - 1
    room = budi.get("/kinerja")
    assert f"Kartu bukti baru dari pegawai Anda ({before - 1})" in room.words
    assert f"/pontianak/kinerja/bukti/{made.id}" in room.page.links


def test_the_superior_is_told_it_is_the_newest_card_she_may_see(browser, world):
    made = make_card(world, world.pontianak.sari, days_ago=LONG_AGO)
    newer = take_card(world, world.pontianak.sari, made.indicator_id, at=clock.now())
    with inside(world, world.pontianak.sari) as session:
        assert session.exec(select(EvidenceCard.superior_from).where(EvidenceCard.id == newer)).one() > today()
    seen = browser(world.pontianak.budi).get(f"/kinerja/bukti/{made.id}").words
    assert "Kartu terbaru yang sudah dapat Anda lihat" in seen
    own = browser(world.pontianak.sari)
    assert "Digantikan kartu yang lebih baru" in own.get(f"/kinerja/bukti/{made.id}").words
    assert "Kartu terbaru yang" not in own.get(f"/kinerja/bukti/{newer}").words
    assert "Kartu terbaru" in own.get(f"/kinerja/bukti/{newer}").words


# Human resources see the first run, imports and the state of the people besides what waits for everybody.
@pytest.mark.parametrize("who, most", [("sari", 12), ("budi", 13), ("hana", 18)])
def test_home_makes_no_more_queries_than_this(browser, world, who, most):
    reader = browser(getattr(world.pontianak, who))
    with counted_queries(world) as queries:
        assert reader.get("/beranda").status == 200
    assert len(queries) <= most, "\n".join(queries)
