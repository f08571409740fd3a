"""Removing a row and agreeing an SKP ask once more, on a page of its own that needs no JavaScript."""

import pytest
from sqlmodel import select

from tests.performance.making import NewIndicator, counted_queries, inside, make_skp, one_rhk
from webapp.performance.plans.models import Skp
from webapp.performance.plans.queries import lines_of


@pytest.fixture
def draft(world):
    return make_skp(
        world, world.pontianak.sari, one_rhk(NewIndicator("Berkas tercatat", "100"), NewIndicator("b", "2"))
    )


@pytest.fixture
def submitted(world):
    return make_skp(world, world.pontianak.sari, state="diajukan")


def status(world, skp) -> str:
    with inside(world, world.pontianak.sari) as session:
        return session.exec(select(Skp.status).where(Skp.id == skp.id)).one()


def rows(world, skp) -> int:
    with inside(world, world.pontianak.sari) as session:
        return sum(1 + len(line.indicators) for line in lines_of(session, skp.id))


def yes(answer) -> tuple[str, dict]:
    """Where the page's own form goes, and what it carries."""
    (form,) = [form for form in answer.page.forms if form["action"] not in ("/pontianak/keluar", "/pontianak/cari")]
    return form["action"], answer.page.hidden


def change_page(visitor, skp, line_id):
    return visitor.get(f"/kinerja/skp/{skp.id}?ubah={line_id}")


@pytest.mark.parametrize("kind", ["rhk", "indikator"])
def test_removing_asks_what_is_removed_and_does_it_after_the_yes(browser, world, draft, kind):
    line_id = (draft.rhk_ids if kind == "rhk" else draft.indicator_ids)[0]
    sari, path, before = (
        browser(world.pontianak.sari),
        f"/pontianak/kinerja/{kind}/{line_id}/penghapusan",
        rows(world, draft),
    )
    page = change_page(sari, draft, line_id)
    assert path in page.page.links
    assert path not in [form["action"] for form in page.page.forms]
    asked = sari.get(path)
    assert asked.status == 200 and rows(world, draft) == before
    assert "Berkas tercatat" in asked.words and "Ini tidak dapat dibatalkan." in asked.words
    assert f"/pontianak/kinerja/skp/{draft.id}" in asked.page.links
    address, fields = yes(asked)
    assert address == path
    assert sari.post(address, fields).status == 303
    assert rows(world, draft) == before - (3 if kind == "rhk" else 1)
    assert sari.get(path).status == 404


def test_agreeing_shows_all_of_it_once_more_and_does_it_after_the_yes(browser, world, submitted):
    budi, path = browser(world.pontianak.budi), f"/pontianak/kinerja/skp/{submitted.id}/kesepakatan"
    page = budi.get(f"/kinerja/skp/{submitted.id}")
    assert path in page.page.links
    assert path not in [form["action"] for form in page.page.forms]
    asked = budi.get(path)
    assert status(world, submitted) == "diajukan"
    for phrase in ("Sari Wulandari?", "Pelayanan KTP-el selesai pada hari yang sama", "90 persen", "terkunci"):
        assert phrase in asked.words
    address, fields = yes(asked)
    assert address == path
    assert budi.post(address, fields).status == 303
    assert status(world, submitted) == "disepakati"


def test_a_yes_to_what_has_changed_meanwhile_does_nothing(browser, world, submitted):
    sari, budi = browser(world.pontianak.sari), browser(world.pontianak.budi)
    address, fields = yes(budi.get(f"/kinerja/skp/{submitted.id}/kesepakatan"))
    sari.post(f"/kinerja/skp/{submitted.id}/penarikan", fields)
    again = {"versi": int(fields["versi"]) + 1}
    assert sari.post(f"/kinerja/skp/{submitted.id}/pengajuan", again).status == 303
    refused = budi.post(address, fields)
    assert refused.status == 409
    assert "jadi langkah Anda belum dijalankan" in refused.words
    assert status(world, submitted) == "diajukan"


def test_a_removal_is_not_asked_about_what_may_not_change(browser, world, submitted):
    for path in (f"rhk/{submitted.rhk_ids[0]}", f"indikator/{submitted.indicator_ids[0]}"):
        answer = browser(world.pontianak.sari).get(f"/kinerja/{path}/penghapusan")
        assert answer.status == 409 and "sudah diajukan dan menunggu pejabat penilai" in answer.words
        refused = browser(world.pontianak.budi).get(f"/kinerja/{path}/penghapusan")
        assert refused.status == 409 and "pegawai pemilik SKP" in refused.words


def test_agreement_is_asked_of_the_superior_alone_and_in_its_time(browser, world, submitted, draft):
    answer = browser(world.pontianak.sari).get(f"/kinerja/skp/{submitted.id}/kesepakatan")
    assert answer.status == 409 and "tidak dapat menilai SKP Anda sendiri" in answer.words
    assert f"/pontianak/kinerja/skp/{submitted.id}/penarikan" in [form["action"] for form in answer.page.forms]
    agreed = make_skp(world, world.pontianak.sari, state="disepakati")
    answer = browser(world.pontianak.budi).get(f"/kinerja/skp/{agreed.id}/kesepakatan")
    assert answer.status == 409 and "sudah disepakati" in answer.words
    assert browser(world.pontianak.budi).get(f"/kinerja/skp/{draft.id}/kesepakatan").status == 404


@pytest.mark.parametrize("who", ["dewi", "tuti", "rahman"])
def test_strangers_are_asked_nothing(browser, world, submitted, draft, who):
    stranger = browser(world.gorontalo.rahman if who == "rahman" else getattr(world.pontianak, who))
    paths = [f"skp/{submitted.id}/kesepakatan", f"rhk/{draft.rhk_ids[0]}/penghapusan",
             f"indikator/{draft.indicator_ids[0]}/penghapusan"]  # fmt: skip
    assert [stranger.get(f"/kinerja/{path}").status for path in paths] == [404, 404, 404]


@pytest.mark.parametrize("kind", ["rhk", "indikator", "skp"])
def test_the_question_makes_few_queries(browser, world, draft, submitted, kind):
    who, path = {
        "rhk": ("sari", f"rhk/{draft.rhk_ids[0]}/penghapusan"),
        "indikator": ("sari", f"indikator/{draft.indicator_ids[0]}/penghapusan"),
        "skp": ("budi", f"skp/{submitted.id}/kesepakatan"),
    }[kind]
    reader = browser(getattr(world.pontianak, who))
    with counted_queries(world) as queries:
        assert reader.get(f"/kinerja/{path}").status == 200
    assert len(queries) <= 7, "\n".join(queries)
