"""A draft nobody else ever saw can be deleted as a whole; what was submitted once never can."""

import pytest
from sqlmodel import select

from tests.performance.making import inside, make_skp
from webapp.performance.plans.models import Indicator, Rhk, Skp
from webapp.platform import clock
from webapp.platform.audit import AuditEvent


@pytest.fixture
def sari(world):
    return world.pontianak.sari


def version(world, skp) -> int:
    with inside(world, world.pontianak.sari) as session:
        return session.exec(select(Skp.version).where(Skp.id == skp.id)).one()


def path(skp) -> str:
    return f"/kinerja/skp/{skp.id}/penghapusan"


def standing(world, skp) -> list[bool]:
    """Whether each row of the SKP stands."""
    with inside(world, world.pontianak.sari) as session:
        rows = [row for kind, ids in ((Rhk, skp.rhk_ids), (Indicator, skp.indicator_ids))
                for row in session.exec(select(kind).where(kind.id.in_(ids)))]  # fmt: skip
        return [row.removed_at is None for row in rows]


def test_it_asks_first_and_then_the_draft_is_gone_and_may_be_begun_again(browser, world, sari):
    year = clock.today("Asia/Pontianak").year + 1
    skp, visitor = make_skp(world, sari, year=year), browser(sari)
    assert any(link.endswith(path(skp)) for link in visitor.get(f"/kinerja/skp/{skp.id}").page.links)
    asked = visitor.get(path(skp))
    assert f"Hapus draf SKP {year}?" in asked.words and "Pelayanan KTP-el selesai" in asked.words
    assert standing(world, skp) == [True, True]
    answer = visitor.post(path(skp), {"versi": asked.page.hidden["versi"]})
    assert answer.status == 303
    room = visitor.follow(answer).words
    assert "Draf SKP dihapus." in room and f"Susun SKP {year}" in room
    assert standing(world, skp) == [False, False]
    with inside(world, sari) as session:
        deed = session.exec(select(AuditEvent).where(AuditEvent.object_id == skp.id)).all()[-1]
    assert (deed.action, deed.actor_id, deed.detail) == ("skp:dihapus", sari.id, {"tahun": year, "rhk": 1})
    again = visitor.post("/kinerja/skp", {"tahun": str(year)})
    assert again.status == 303 and str(skp.id) in again.location
    assert visitor.post(path(skp), {"versi": str(version(world, skp))}).status == 409


@pytest.mark.parametrize("withdrawn", [False, True])
def test_what_was_submitted_once_stays(browser, world, sari, withdrawn):
    skp = make_skp(world, sari, state="diajukan")
    if withdrawn:
        browser(sari).post(f"/kinerja/skp/{skp.id}/penarikan", {"versi": str(version(world, skp))})
    sentence = "pernah diajukan tidak dapat dihapus" if withdrawn else "sudah diajukan dan menunggu"
    assert path(skp) not in browser(sari).get(f"/kinerja/skp/{skp.id}").text
    for answer in (browser(sari).get(path(skp)), browser(sari).post(path(skp), {"versi": str(version(world, skp))})):
        assert answer.status == 409 and sentence in answer.words
    assert standing(world, skp) == [True, True]


def test_an_older_view_deletes_nothing(browser, world, sari):
    skp = make_skp(world, sari)
    answer = browser(sari).post(path(skp), {"versi": str(version(world, skp) + 1)})
    assert answer.status == 409 and standing(world, skp) == [True, True]


def test_nobody_else_deletes_it(browser, world, sari):
    draft, submitted = make_skp(world, sari), make_skp(world, sari, state="diajukan")
    for stranger in (world.pontianak.budi, world.pontianak.oki, world.gorontalo.rahman):
        assert browser(stranger).get(path(draft)).status == 404
        assert browser(stranger).post(path(draft), {"versi": "1"}).status == 404
    answer = browser(world.pontianak.budi).post(path(submitted), {"versi": str(version(world, submitted))})
    assert answer.status == 409 and "hanya dapat dilakukan oleh pegawai pemilik SKP" in answer.words
    assert standing(world, draft) == standing(world, submitted) == [True, True]
