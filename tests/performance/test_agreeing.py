"""From draft to agreement: submission, withdrawal, clarification, agreement, each by its own person only."""

import pytest
import sqlalchemy as sa
from sqlmodel import select

from tests.performance.making import NewIndicator, counted_queries, inside, make_skp, one_rhk
from webapp.people.models import Superior
from webapp.performance.plans.models import Indicator, Rhk, Skp, SkpTransition
from webapp.performance.plans.planting import is_planted
from webapp.platform import clock
from webapp.platform.audit import AuditEvent

STEPS = ("pengajuan", "penarikan", "klarifikasi", "kesepakatan")


def facts(world, skp) -> Skp:
    with inside(world, world.pontianak.sari) as session:
        return session.exec(select(Skp).where(Skp.id == skp.id)).one()


def press(browser, world, who, skp, step, **fields):
    version = {"versi": facts(world, skp).version}
    return browser(getattr(world.pontianak, who)).post(f"/kinerja/skp/{skp.id}/{step}", version | fields)


def test_from_draft_to_agreement_with_one_row_of_history_a_step(browser, world):
    sari, budi = world.pontianak.sari, world.pontianak.budi
    skp = make_skp(world, sari)
    rhk, indicator = skp.rhk_ids[0], skp.indicator_ids[0]
    assert press(browser, world, "sari", skp, "pengajuan").status == 303
    assert (facts(world, skp).status, facts(world, skp).superior_id) == ("diajukan", budi.id)
    assert press(browser, world, "sari", skp, "penarikan").status == 303
    assert (facts(world, skp).status, facts(world, skp).superior_id) == ("draf", None)
    assert press(browser, world, "sari", skp, "pengajuan").status == 303
    comments = {
        "baris": [str(rhk), str(indicator)],
        "catatan": ["", "Mengapa 90 persen?"],
        "alasan": "Satu pertanyaan saja.",
    }
    assert press(browser, world, "budi", skp, "klarifikasi", **comments).status == 303
    page = browser(sari).get(f"/kinerja/skp/{skp.id}")
    assert "Mengapa 90 persen?" in page.words
    assert "Satu pertanyaan saja." in page.words
    assert "Perlu klarifikasi" in page.words
    changed = {"aspek": "waktu", "teks": "Pemohon selesai hari itu", "target": "85 persen"}
    edit = {"versi": facts(world, skp).version} | changed
    assert browser(sari).post(f"/kinerja/indikator/{indicator}", edit).status == 303
    assert press(browser, world, "sari", skp, "pengajuan").status == 303
    assert press(browser, world, "budi", skp, "kesepakatan").status == 303
    with inside(world, sari) as session:
        rows = session.exec(
            select(SkpTransition).where(SkpTransition.skp_id == skp.id).order_by(SkpTransition.version)
        ).all()
        deeds = session.exec(select(AuditEvent.action).where(AuditEvent.object_id == skp.id)).all()
    assert [(row.from_status, row.to_status) for row in rows] == [
        ("draf", "diajukan"), ("diajukan", "draf"), ("draf", "diajukan"), ("diajukan", "klarifikasi"),
        ("klarifikasi", "diajukan"), ("diajukan", "disepakati"),
    ]  # fmt: skip
    assert [row.actor_id for row in rows] == [sari.id, sari.id, sari.id, budi.id, sari.id, budi.id]
    assert rows[2].content[0]["indicators"][0]["target"] == "90 persen"
    assert rows[5].content[0]["indicators"][0]["target"] == "85 persen"
    assert {"skp:ajukan", "skp:tarik", "skp:minta_klarifikasi", "skp:setujui"} <= set(deeds)


def test_an_incomplete_skp_is_not_submitted_and_says_what_each_row_lacks(browser, world):
    skp = make_skp(world, world.pontianak.sari, one_rhk(NewIndicator("Tanpa target", "")))
    answer = press(browser, world, "sari", skp, "pengajuan")
    assert answer.status == 422
    assert "Indikator ini belum punya target." in answer.words
    assert facts(world, skp).status == "draf"


def test_a_person_without_superior_keeps_her_draft(browser, world):
    skp = make_skp(world, world.pontianak.tuti)
    answer = press(browser, world, "tuti", skp, "pengajuan")
    assert answer.status == 409
    assert "Pejabat penilai Anda belum tercatat" in answer.words
    assert facts(world, skp).status == "draf"


def test_clarification_needs_a_message_or_a_comment_on_a_row(browser, world):
    skp = make_skp(world, world.pontianak.sari, state="diajukan")
    answer = press(
        browser, world, "budi", skp, "klarifikasi", alasan="", baris=[str(skp.rhk_ids[0])], catatan=[""]
    )
    assert answer.status == 422
    assert "Tulis pesan di sini atau catatan pada satu baris" in answer.words
    assert 'href="#alasan"' in answer.text
    assert facts(world, skp).status == "diajukan"


def test_comments_without_their_rows_are_refused(browser, world):
    skp = make_skp(world, world.pontianak.sari, state="diajukan")
    assert press(browser, world, "budi", skp, "klarifikasi", catatan=["Tanpa baris"]).status == 422


def test_a_comment_on_a_row_of_another_skp_is_refused(browser, world):
    skp, other = (make_skp(world, world.pontianak.sari, state="diajukan") for _ in range(2))
    fields = {"baris": [str(other.rhk_ids[0])], "catatan": ["Salah alamat"]}
    answer = press(browser, world, "budi", skp, "klarifikasi", **fields)
    assert answer.status == 422
    assert "pada baris SKP ini" in answer.words


def test_a_stale_clarification_keeps_the_comments(browser, world):
    skp = make_skp(world, world.pontianak.sari, state="diajukan")
    fields = {"versi": 1, "baris": [str(skp.rhk_ids[0])], "catatan": ["Mohon diperjelas"]}
    answer = browser(world.pontianak.budi).post(f"/kinerja/skp/{skp.id}/klarifikasi", fields)
    assert answer.status == 409
    assert "Mohon diperjelas</textarea>" in answer.text


@pytest.mark.parametrize("step", ["kesepakatan", "klarifikasi"])
def test_nobody_appraises_his_own_skp(browser, world, step):
    skp = make_skp(world, world.pontianak.budi, state="diajukan")
    fields = {"baris": [str(skp.rhk_ids[0])], "catatan": ["Bagus"]} if step == "klarifikasi" else {}
    answer = press(browser, world, "budi", skp, step, **fields)
    assert answer.status == 409
    assert "tidak dapat menilai SKP Anda sendiri" in answer.words
    assert "Setujui SKP" not in browser(world.pontianak.budi).get(f"/kinerja/skp/{skp.id}").words


@pytest.mark.parametrize("step", ["pengajuan", "penarikan"])
def test_the_superior_does_not_act_for_the_owner(browser, world, step):
    skp = make_skp(world, world.pontianak.sari, state="diajukan")
    answer = press(browser, world, "budi", skp, step)
    assert answer.status == 409
    assert "hanya dapat dilakukan oleh pegawai pemilik SKP" in answer.words


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("who", ["dewi", "tuti", "hana"])
def test_others_do_not_find_it(browser, world, who, step):
    skp = make_skp(world, world.pontianak.sari, state="diajukan")
    assert press(browser, world, who, skp, step).status == 404


@pytest.mark.parametrize("step", STEPS)
def test_rahman_from_gorontalo_does_not_find_it(browser, world, step):
    skp = make_skp(world, world.pontianak.sari, state="diajukan")
    rahman = browser(world.gorontalo.rahman)
    assert rahman.post(f"/kinerja/skp/{skp.id}/{step}", {"versi": facts(world, skp).version}).status == 404
    assert rahman.get(f"/kinerja/skp/{skp.id}").status == 404


def test_a_step_without_a_version_is_refused(browser, world):
    skp = make_skp(world, world.pontianak.sari)
    assert browser(world.pontianak.sari).post(f"/kinerja/skp/{skp.id}/pengajuan").status == 422


def test_two_who_agree_at_once_make_one_agreement(browser, world):
    skp = make_skp(world, world.pontianak.sari, state="diajukan")
    seen = facts(world, skp).version
    budi = browser(world.pontianak.budi)
    assert budi.post(f"/kinerja/skp/{skp.id}/kesepakatan", {"versi": seen}).status == 303
    second = budi.post(f"/kinerja/skp/{skp.id}/kesepakatan", {"versi": seen})
    assert second.status == 409
    assert "sudah disepakati" in second.words


def test_an_agreed_skp_is_read_only_on_the_page_and_in_the_database(browser, world):
    skp = make_skp(world, world.pontianak.sari, state="disepakati")
    page = browser(world.pontianak.sari).get(f"/kinerja/skp/{skp.id}")
    assert "Ubah" not in page.words.split("Riwayat")[0]
    fields = {"versi": facts(world, skp).version, "jenis": "utama", "teks": "Diganti diam-diam"}
    answer = browser(world.pontianak.sari).post(f"/kinerja/rhk/{skp.rhk_ids[0]}", fields)
    assert answer.status == 409
    assert "sudah disepakati, jadi isinya tidak dapat diubah lagi" in answer.words
    with inside(world, world.pontianak.sari) as session:
        changes = [
            sa.update(Skp).where(Skp.id == skp.id).values(status="draf", superior_id=None),
            sa.update(Rhk).where(Rhk.id == skp.rhk_ids[0]).values(text="Diganti diam-diam"),
            sa.update(Indicator).where(Indicator.id == skp.indicator_ids[0]).values(target="0"),
        ]
        assert [session.exec(change).rowcount for change in changes] == [0, 0, 0]


@pytest.mark.parametrize("table", ["skp", "skp_rhk", "skp_indicator", "skp_transition", "skp_comment"])
def test_the_application_may_delete_nothing_of_it(world, table):
    with (
        inside(world, world.pontianak.sari) as session,
        pytest.raises(sa.exc.ProgrammingError, match="permission denied"),
    ):
        session.connection().execute(
            sa.text(f"delete from {table} where tenant_id = :tenant"), {"tenant": session.tenant.id}
        )


def test_the_new_superior_reads_what_the_old_one_agreed(browser, world):
    skp = make_skp(world, world.pontianak.dewi, state="disepakati")
    today = clock.today("Asia/Pontianak")
    with inside(world, world.pontianak.dewi) as session:
        old = session.exec(select(Superior).where(Superior.person_id == world.pontianak.dewi.id)).one()
        old.superior_id = world.pontianak.oki.id
        assert old.valid_from < today
    assert browser(world.pontianak.oki).get(f"/kinerja/skp/{skp.id}").status == 200
    assert browser(world.pontianak.budi).get(f"/kinerja/skp/{skp.id}").status == 200


def test_the_superior_finds_what_waits_for_him(browser, world):
    skp = make_skp(world, world.pontianak.sari, state="diajukan")
    room = browser(world.pontianak.budi).get("/kinerja")
    assert f"/pontianak/kinerja/skp/{skp.id}" in room.page.links
    page = browser(world.pontianak.budi).get(f"/kinerja/skp/{skp.id}")
    assert "Setujui SKP" in page.words
    assert "Minta klarifikasi" in page.words


@pytest.mark.parametrize(
    "who, state, most", [("sari", "disepakati", 10), ("budi", "diajukan", 8), ("budi", "disepakati", 10)]
)
def test_the_page_of_an_skp_makes_few_queries(browser, world, who, state, most):
    skp = make_skp(world, world.pontianak.sari, one_rhk(), one_rhk(), one_rhk(), state=state)
    reader = browser(getattr(world.pontianak, who))
    with counted_queries(world) as queries:
        assert reader.get(f"/kinerja/skp/{skp.id}").status == 200
    assert len(queries) <= most, "\n".join(queries)


def test_planting_twice_is_planting_once(world):
    first = make_skp(world, world.pontianak.hana, state="disepakati", year=2029)
    assert make_skp(world, world.pontianak.hana, state="disepakati", year=2029) == first
    with inside(world, world.pontianak.hana) as session:
        assert is_planted(session, world.pontianak.hana.id, 2029)
        assert not is_planted(session, world.pontianak.hana.id, 2028)


def test_nothing_changed_after_a_clarification_is_asked_once_more(browser, world):
    sari = world.pontianak.sari
    skp = make_skp(world, sari)
    assert "Tidak ada yang saya ubah" not in browser(sari).get(f"/kinerja/skp/{skp.id}").words
    press(browser, world, "sari", skp, "pengajuan")
    press(browser, world, "budi", skp, "klarifikasi", alasan="Mengapa 90 persen?")
    assert "Tidak ada yang saya ubah" in browser(sari).get(f"/kinerja/skp/{skp.id}").words
    asked = press(browser, world, "sari", skp, "pengajuan")
    assert asked.status == 422 and "masih sama seperti saat klarifikasi diminta" in asked.words
    assert facts(world, skp).status == "klarifikasi"
    assert press(browser, world, "sari", skp, "pengajuan", tetap="ya").status == 303
    assert facts(world, skp).status == "diajukan"
