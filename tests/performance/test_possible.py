"""Only what can still be done with a card is offered, on its own page and on the way to it."""

import pytest
from sqlmodel import select

from tests.performance.making import inside, make_card, make_skp
from webapp.people.models import Superior
from webapp.performance.plans.models import Skp

LONG_AGO = 40
ANSWER = {"tanggapan": "Loket 2 tutup dua pekan."}
CONTEST = {"dasar": "kekeliruan_nyata", "uraian": "Saya cuti pada pekan itu."}


def way_to(room, made) -> str:
    """The words of the button that leads to this card."""
    after = room.text.partition(f'id="kartu-{made.id}"')[2].partition("</article>")[0]
    return after.rpartition("</a>")[0].rpartition(">")[2].strip()


@pytest.mark.parametrize(
    "done, way, deadline",
    [
        ([], "Baca dan tanggapi", "Anda dapat menanggapi dan menyanggah kartu ini sampai"),
        (["tanggapan"], "Baca atau sanggah", "Anda masih dapat menyanggah kartu ini sampai"),
        (["sanggahan"], "Baca dan tanggapi", "Anda masih dapat menanggapi kartu ini sampai"),
        (["tanggapan", "sanggahan"], "Baca kartu", None),
    ],
)
def test_what_remains_is_offered_and_nothing_else(browser, world, done, way, deadline):
    made = make_card(world, world.pontianak.sari, days_ago=8)
    sari = browser(world.pontianak.sari)
    for path in done:
        fields = ANSWER if path == "tanggapan" else CONTEST
        assert sari.post(f"/kinerja/bukti/{made.id}/{path}", fields).status == 303
    assert way_to(sari.get("/kinerja"), made) == way
    page = sari.get(f"/kinerja/bukti/{made.id}")
    assert ("Kirim tanggapan" in page.words) is ("tanggapan" not in done)
    assert ("Kirim sanggahan" in page.words) is ("sanggahan" not in done)
    said = [line for line in ("Anda dapat menanggapi", "Anda masih dapat") if line in page.words]
    assert (deadline in page.words) if deadline else not said


def test_a_card_that_is_past_is_for_reading(browser, world):
    made = make_card(world, world.pontianak.sari, days_ago=LONG_AGO)
    sari = browser(world.pontianak.sari)
    assert way_to(sari.get("/kinerja"), made) == "Baca kartu"
    page = sari.get(f"/kinerja/bukti/{made.id}")
    assert "Waktu untuk menanggapi dan menyanggah kartu ini berakhir pada" in page.words
    assert "Kirim" not in page.words


def test_the_superior_is_offered_nothing_to_say(browser, world):
    made = make_card(world, world.pontianak.sari, days_ago=8)
    page = browser(world.pontianak.budi).get(f"/kinerja/bukti/{made.id}")
    assert "Kirim" not in page.words and "Anda dapat menanggapi" not in page.words
    assert "berakhir pada" not in page.words


def test_a_new_superior_hears_who_may_agree_what_was_submitted_to_another(browser, world):
    skp = make_skp(world, world.pontianak.dewi, state="diajukan")
    with inside(world, world.pontianak.dewi) as session:
        session.exec(
            select(Superior).where(Superior.person_id == world.pontianak.dewi.id)
        ).one().superior_id = world.pontianak.oki.id
        version = session.exec(select(Skp.version).where(Skp.id == skp.id)).one()
    oki = browser(world.pontianak.oki)
    answer = oki.post(f"/kinerja/skp/{skp.id}/kesepakatan", {"versi": version})
    assert answer.status == 409
    assert "hanya dapat dilakukan oleh pejabat penilai yang menerima pengajuan SKP ini" in answer.words
    assert "Setujui SKP" not in oki.get(f"/kinerja/skp/{skp.id}").words
