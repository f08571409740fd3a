"""A form that was refused says at its top what is wrong, by the field's own name, and leads there."""

import pytest
from sqlmodel import select

from tests.performance.making import NewIndicator, inside, make_card, make_skp, one_rhk
from webapp.performance.plans.models import Skp

KEPT = "Isian Anda yang lain tidak hilang."


def version(world, skp) -> dict:
    with inside(world, world.pontianak.sari) as session:
        return {"versi": session.exec(select(Skp.version).where(Skp.id == skp.id)).one()}


def summary(answer) -> str:
    return answer.text.partition('class="error-summary"')[2].partition("</div>")[0]


def leads_to(answer, label: str) -> str:
    """The id of the control this line of the summary leads to; it is on the page."""
    before = summary(answer).partition(f">{label}: ")[0]
    target = before.rpartition('href="#')[2].rstrip('"')
    assert target in answer.page.ids, target
    return target


@pytest.fixture
def draft(world):
    return make_skp(world, world.pontianak.sari)


def test_an_rhk_names_its_field(browser, world, draft):
    fields = version(world, draft) | {"jenis": "", "teks": ""}
    answer = browser(world.pontianak.sari).post(f"/kinerja/skp/{draft.id}/rhk", fields)
    assert leads_to(answer, "Rencana hasil kerja") == "teks"
    assert leads_to(answer, "Jenis") == "jenis"
    assert "autofocus" in answer.text and KEPT not in summary(answer)
    half = browser(world.pontianak.sari).post(f"/kinerja/skp/{draft.id}/rhk", fields | {"jenis": "utama"})
    assert KEPT in summary(half)


@pytest.mark.parametrize(
    "field, value, label",
    [("teks", "", "Indikator kinerja individu"), ("aspek", "", "Aspek"), ("target", "x" * 201, "Target"),
     ("nilai_warga", "tetangga", "Bukti dari warga")],
)  # fmt: skip
def test_an_indicator_names_its_field(browser, world, draft, field, value, label):
    fields = version(world, draft) | {"aspek": "kualitas", "teks": "Kepuasan", "target": "3,20"} | {field: value}
    sari = browser(world.pontianak.sari)
    for path in (f"rhk/{draft.rhk_ids[0]}/indikator", f"indikator/{draft.indicator_ids[0]}"):
        assert leads_to(sari.post(f"/kinerja/{path}", fields), label) == field


def test_a_request_that_says_nothing_leads_to_the_message(browser, world):
    skp = make_skp(world, world.pontianak.sari, state="diajukan")
    answer = browser(world.pontianak.budi).post(f"/kinerja/skp/{skp.id}/klarifikasi", version(world, skp))
    assert leads_to(answer, "Pesan untuk pegawai") == "alasan" and KEPT not in summary(answer)


def test_a_wrong_comment_leads_to_the_first_row_and_opens_it(browser, world):
    skp = make_skp(world, world.pontianak.sari, state="diajukan")
    fields = version(world, skp) | {"baris": [str(skp.rhk_ids[0])], "catatan": ["x" * 1001]}
    answer = browser(world.pontianak.budi).post(f"/kinerja/skp/{skp.id}/klarifikasi", fields)
    assert leads_to(answer, "Catatan") == f"catatan-{skp.rhk_ids[0]}"
    assert "<details open>" in answer.text
    assert 'aria-describedby="catatan-error"' in answer.text and "catatan-error" in answer.page.ids


def test_what_an_incomplete_skp_lacks_is_listed_and_linked(browser, world):
    skp = make_skp(world, world.pontianak.sari, one_rhk(NewIndicator("Berkas tercatat", "")))
    answer = browser(world.pontianak.sari).post(f"/kinerja/skp/{skp.id}/pengajuan", version(world, skp))
    assert answer.status == 422 and "jadi belum diajukan" in summary(answer)
    assert leads_to(answer, "Berkas tercatat") == f"baris-{skp.indicator_ids[0]}"
    assert "Berkas tercatat: Indikator ini belum punya target." in summary(answer)
    empty = make_skp(world, world.pontianak.sari, one_rhk(NewIndicator("a", "1")))
    browser(world.pontianak.sari).post(
        f"/kinerja/indikator/{empty.indicator_ids[0]}/penghapusan", version(world, empty)
    )
    answer = browser(world.pontianak.sari).post(f"/kinerja/skp/{empty.id}/pengajuan", version(world, empty))
    assert "Rencana hasil kerja ini belum punya indikator." in summary(answer)


def test_an_skp_without_any_row_is_told_so(browser, world, draft):
    sari = browser(world.pontianak.sari)
    assert sari.post(f"/kinerja/rhk/{draft.rhk_ids[0]}/penghapusan", version(world, draft)).status == 303
    answer = sari.post(f"/kinerja/skp/{draft.id}/pengajuan", version(world, draft))
    assert answer.status == 422
    assert "Tambahkan paling sedikit satu rencana hasil kerja utama." in summary(answer)


@pytest.mark.parametrize(
    "path, fields, label, target",
    [
        ("tanggapan", {"tanggapan": ""}, "Tanggapan Anda", "tanggapan"),
        ("sanggahan", {"dasar": "", "uraian": "x"}, "Alasan sanggahan", "dasar"),
        ("sanggahan", {"dasar": "kekeliruan_nyata", "uraian": ""}, "Penjelasan", "uraian"),
    ],
)
def test_a_card_names_its_field(browser, world, path, fields, label, target):
    made = make_card(world, world.pontianak.sari)
    answer = browser(world.pontianak.sari).post(f"/kinerja/bukti/{made.id}/{path}", fields)
    assert answer.status == 422 and leads_to(answer, label) == target


def test_a_field_the_page_does_not_draw_is_told_without_a_link(browser, world, draft):
    fields = version(world, draft) | {"jenis": "utama", "teks": "x", "gaji": "1"}
    answer = browser(world.pontianak.sari).post(f"/kinerja/skp/{draft.id}/rhk", fields)
    assert "Isian ini tidak dikenal." in summary(answer) and "#gaji" not in answer.text


def test_a_target_may_be_filled_in_later_and_an_office_is_named(browser, world):
    bound = NewIndicator("Kepuasan", "3,20", opd_id=world.pontianak.dinas)
    skp = make_skp(world, world.pontianak.sari, one_rhk(bound))
    page = browser(world.pontianak.sari).get(f"/kinerja/skp/{skp.id}?ubah={skp.indicator_ids[0]}")
    assert "Target (boleh diisi nanti)" in page.words
    assert "Target (boleh dikosongkan)" not in page.words
    assert "Tidak memakai nilai dari warga" in page.words
    assert "Nilai kantor: Dinas Kependudukan dan Pencatatan Sipil" in page.words.split("Ubah indikator")[0]
