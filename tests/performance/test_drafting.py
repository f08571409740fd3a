"""Drafting an SKP: the owner adds, changes and takes out rows; nobody else, and nothing is lost."""

import pytest
from sqlmodel import select

from tests.performance.making import NewIndicator, counted_queries, inside, make_skp, one_rhk
from tests.world import today
from webapp.performance.plans.models import Indicator, Rhk, Skp
from webapp.performance.plans.queries import lines_of


@pytest.fixture
def draft(world):
    return make_skp(world, world.pontianak.sari)


def lines(world, skp):
    with inside(world, world.pontianak.sari) as session:
        return lines_of(session, skp.id)


def version(world, skp) -> int:
    with inside(world, world.pontianak.sari) as session:
        return session.exec(select(Skp.version).where(Skp.id == skp.id)).one()


def rhk_fields(world, skp, **changes):
    return {"versi": version(world, skp), "jenis": "utama", "teks": "Warga dilayani dengan ramah"} | changes


def indicator_fields(world, skp, **changes):
    return {"versi": version(world, skp), "aspek": "kualitas", "teks": "Kepuasan warga", "target": "3,20"} | changes


def test_a_person_starts_her_skp_and_pressing_twice_makes_one(browser, world):
    sari = browser(world.pontianak.sari)
    assert "Susun SKP" in sari.get("/kinerja").words
    first = sari.post("/kinerja/skp", {"tahun": today().year})
    second = sari.post("/kinerja/skp", {"tahun": today().year})
    assert first.status == second.status == 303
    assert first.location == second.location
    page = sari.follow(first)
    assert "Hanya Anda yang melihat draf ini" in page.words
    assert "Tambah rencana hasil kerja" in page.words


def test_an_skp_of_a_far_year_is_refused_in_a_sentence(browser, world):
    answer = browser(world.pontianak.dewi).post("/kinerja/skp", {"tahun": today().year + 5})
    assert answer.status == 409
    assert "tahun ini atau tahun depan" in answer.words


def test_a_year_that_is_no_number_is_refused(browser, world):
    assert browser(world.pontianak.dewi).post("/kinerja/skp", {"tahun": "depan"}).status == 422


def test_the_owner_adds_an_rhk_and_is_led_to_its_first_indicator(browser, world, draft):
    sari = browser(world.pontianak.sari)
    answer = sari.post(f"/kinerja/skp/{draft.id}/rhk", rhk_fields(world, draft))
    assert answer.status == 303
    page = sari.follow(answer)
    assert "Warga dilayani dengan ramah" in page.words
    assert "Simpan indikator" in page.words


def test_an_rhk_without_text_is_refused_at_the_field(browser, world, draft):
    answer = browser(world.pontianak.sari).post(f"/kinerja/skp/{draft.id}/rhk", rhk_fields(world, draft, teks=" "))
    assert answer.status == 422
    assert "Isian ini wajib diisi" in answer.words
    assert 'aria-describedby="teks-hint teks-error"' in answer.text


def test_the_owner_changes_an_rhk_in_its_row(browser, world, draft):
    sari = browser(world.pontianak.sari)
    form = sari.get(f"/kinerja/skp/{draft.id}?ubah={draft.rhk_ids[0]}")
    assert "Pelayanan KTP-el selesai pada hari yang sama</textarea>" in form.text
    answer = sari.post(f"/kinerja/rhk/{draft.rhk_ids[0]}", rhk_fields(world, draft, jenis="tambahan"))
    assert answer.status == 303
    (line,) = lines(world, draft)
    assert (line.kind, line.text) == ("tambahan", "Warga dilayani dengan ramah")


def test_the_owner_adds_and_changes_an_indicator(browser, world, draft):
    sari = browser(world.pontianak.sari)
    path = f"/kinerja/rhk/{draft.rhk_ids[0]}/indikator"
    assert sari.post(path, indicator_fields(world, draft, nilai_warga="sendiri")).status == 303
    added = lines(world, draft)[0].indicators[1]
    assert (added.text, added.target, added.binding) == ("Kepuasan warga", "3,20", "own")
    change = indicator_fields(world, draft, nilai_warga=str(world.pontianak.dinas))
    assert "Simpan indikator" in sari.get(f"/kinerja/skp/{draft.id}?ubah={added.id}").words
    assert sari.post(f"/kinerja/indikator/{added.id}", change).status == 303
    changed = lines(world, draft)[0].indicators[1]
    assert (changed.binding, changed.opd_id) == ("unit", world.pontianak.dinas)


def test_an_indicator_may_be_drafted_without_a_target(browser, world, draft):
    path = f"/kinerja/rhk/{draft.rhk_ids[0]}/indikator"
    assert browser(world.pontianak.sari).post(path, indicator_fields(world, draft, target="")).status == 303


@pytest.mark.parametrize(
    "field, value", [("aspek", "semangat"), ("teks", ""), ("teks", "x" * 501), ("target", "x" * 201)]
)
def test_a_wrong_indicator_is_refused_at_its_field(browser, world, draft, field, value):
    path = f"/kinerja/rhk/{draft.rhk_ids[0]}/indikator"
    answer = browser(world.pontianak.sari).post(path, indicator_fields(world, draft, **{field: value}))
    assert answer.status == 422
    assert f'id="{field}-error"' in answer.text
    assert len(lines(world, draft)[0].indicators) == 1


def test_an_indicator_is_bound_only_to_an_office_that_is_hers_or_above(browser, world, draft):
    path = f"/kinerja/rhk/{draft.rhk_ids[0]}/indikator"
    for opd_id in (world.pontianak.upt, world.gorontalo.dinas):
        answer = browser(world.pontianak.sari).post(path, indicator_fields(world, draft, nilai_warga=str(opd_id)))
        assert answer.status == 422
        assert "kantor Anda sendiri atau kantor di atasnya" in answer.words
        assert 'id="nilai_warga-error"' in answer.text


def test_a_draft_is_not_blocked_when_the_superior_has_no_skp(browser, world, draft):
    page = browser(world.pontianak.sari).get(f"/kinerja/skp/{draft.id}?tambah=rhk")
    assert "Rencana hasil kerja pimpinan dapat dihubungkan nanti" in page.words


def test_an_rhk_serves_an_rhk_of_the_superior_of_the_same_year(browser, world, draft):
    sari = browser(world.pontianak.sari)
    with inside(world, world.pontianak.sari) as session:
        year = session.exec(select(Skp.year).where(Skp.id == draft.id)).one()
    leader = make_skp(world, world.pontianak.budi, year=year)
    other_year = make_skp(world, world.pontianak.budi)
    form = sari.get(f"/kinerja/skp/{draft.id}?tambah=rhk")
    assert "(masih draf)" in form.words
    fields = rhk_fields(world, draft, intervensi=str(leader.rhk_ids[0]))
    assert sari.post(f"/kinerja/skp/{draft.id}/rhk", fields).status == 303
    assert lines(world, draft)[1].serves_id == leader.rhk_ids[0]
    wrong = rhk_fields(world, draft, intervensi=str(other_year.rhk_ids[0]))
    answer = sari.post(f"/kinerja/skp/{draft.id}/rhk", wrong)
    assert answer.status == 422
    assert 'id="intervensi-error"' in answer.text


def test_rows_are_taken_out_but_kept(browser, world):
    skp = make_skp(world, world.pontianak.sari, one_rhk(NewIndicator("a", "1"), NewIndicator("b", "2")), one_rhk())
    sari = browser(world.pontianak.sari)
    path = f"/kinerja/indikator/{skp.indicator_ids[0]}/penghapusan"
    assert sari.post(path, {"versi": version(world, skp)}).status == 303
    assert [each.text for each in lines(world, skp)[0].indicators] == ["b"]
    path = f"/kinerja/rhk/{skp.rhk_ids[0]}/penghapusan"
    assert sari.post(path, {"versi": version(world, skp)}).status == 303
    assert [line.id for line in lines(world, skp)] == skp.rhk_ids[1:]
    with inside(world, world.pontianak.sari) as session:
        assert session.exec(select(Rhk.removed_at).where(Rhk.id == skp.rhk_ids[0])).one()
        assert session.exec(select(Indicator.removed_at).where(Indicator.id == skp.indicator_ids[1])).one()
    assert sari.post(path, {"versi": version(world, skp)}).status == 404


def test_a_removed_indicator_cannot_be_removed_or_changed_again(browser, world, draft):
    sari = browser(world.pontianak.sari)
    path = f"/kinerja/indikator/{draft.indicator_ids[0]}"
    assert sari.post(path + "/penghapusan", {"versi": version(world, draft)}).status == 303
    assert sari.post(path + "/penghapusan", {"versi": version(world, draft)}).status == 404
    assert sari.post(path, indicator_fields(world, draft)).status == 404


@pytest.mark.parametrize("field, value", [("teks", ""), ("jenis", "sampingan")])
def test_a_wrong_change_is_refused_at_the_field(browser, world, draft, field, value):
    sari = browser(world.pontianak.sari)
    fields = rhk_fields(world, draft, **{field: value})
    answer = sari.post(f"/kinerja/rhk/{draft.rhk_ids[0]}", fields)
    assert answer.status == 422
    assert f'id="{field}-error"' in answer.text
    fields = indicator_fields(world, draft, teks="")
    answer = sari.post(f"/kinerja/indikator/{draft.indicator_ids[0]}", fields)
    assert answer.status == 422
    assert 'id="teks-error"' in answer.text


def test_a_stale_removal_removes_nothing(browser, world, draft):
    answer = browser(world.pontianak.sari).post(f"/kinerja/rhk/{draft.rhk_ids[0]}/penghapusan", {"versi": 99})
    assert answer.status == 409
    assert len(lines(world, draft)) == 1


def test_a_stale_form_is_refused_kindly_and_nothing_typed_is_lost(browser, world, draft):
    sari = browser(world.pontianak.sari)
    old = rhk_fields(world, draft, teks="Tulisan dari jendela kedua")
    assert sari.post(f"/kinerja/skp/{draft.id}/rhk", rhk_fields(world, draft)).status == 303
    answer = sari.post(f"/kinerja/skp/{draft.id}/rhk", old)
    assert answer.status == 409
    assert "baru saja diubah di tempat lain" in answer.words
    assert "Tulisan dari jendela kedua</textarea>" in answer.text
    again = old | {"versi": answer.page.hidden["versi"]}
    assert sari.post(f"/kinerja/skp/{draft.id}/rhk", again).status == 303


def test_a_draft_is_seen_by_its_owner_alone(browser, world, draft):
    for who in (world.pontianak.budi, world.pontianak.tuti, world.pontianak.dewi, world.gorontalo.rahman):
        assert browser(who).get(f"/kinerja/skp/{draft.id}").status == 404


@pytest.mark.parametrize(
    "path",
    ["skp/{skp}/rhk", "rhk/{rhk}", "rhk/{rhk}/penghapusan", "rhk/{rhk}/indikator", "indikator/{indicator}",
     "indikator/{indicator}/penghapusan"],
)  # fmt: skip
def test_strangers_change_nothing(browser, world, draft, path):
    whole = "/kinerja/" + path.format(skp=draft.id, rhk=draft.rhk_ids[0], indicator=draft.indicator_ids[0])
    fields = rhk_fields(world, draft) | indicator_fields(world, draft)
    for who in (world.pontianak.budi, world.pontianak.dewi, world.gorontalo.rahman):
        assert browser(who).post(whole, fields).status == 404
    assert browser(tenant=world.pontianak.tenant).post(whole, fields).status == 403


def test_the_superior_cannot_edit_what_was_submitted_to_him(browser, world):
    skp = make_skp(world, world.pontianak.sari, state="diajukan")
    answer = browser(world.pontianak.budi).post(f"/kinerja/rhk/{skp.rhk_ids[0]}", rhk_fields(world, skp))
    assert answer.status == 409
    assert "hanya dapat dilakukan oleh pegawai pemilik SKP" in answer.words


def test_the_owner_cannot_edit_what_is_submitted(browser, world):
    skp = make_skp(world, world.pontianak.sari, state="diajukan")
    answer = browser(world.pontianak.sari).post(f"/kinerja/rhk/{skp.rhk_ids[0]}", rhk_fields(world, skp))
    assert answer.status == 409
    assert "sudah diajukan dan menunggu pejabat penilai" in answer.words


@pytest.mark.parametrize("wish, most", [("", 9), ("?tambah=rhk", 10), ("?tambah={rhk}", 11), ("?ubah={indicator}", 11)])
def test_the_page_of_a_draft_makes_few_queries(browser, world, draft, wish, most):
    sari = browser(world.pontianak.sari)
    path = f"/kinerja/skp/{draft.id}" + wish.format(rhk=draft.rhk_ids[0], indicator=draft.indicator_ids[0])
    with counted_queries(world) as queries:
        assert sari.get(path).status == 200
    assert len(queries) <= most, "\n".join(queries)
