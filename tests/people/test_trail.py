"""The audit trail: newest first, filtered, paged, taken along; for three roles, of one pemda, no citizen's word."""

import csv
import io
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from webapp.people.trail import queries, words
from webapp.people.trail.queries import Wanted
from webapp.platform import clock
from webapp.platform.audit import AuditEvent, record

TRAIL = "/kelola/jejak"
LONG_AGO = datetime(2024, 3, 4, 17, 30, tzinfo=UTC)  # 5 March in Pontianak


@pytest.fixture(scope="module")
def told(app, world):
    """Deeds at both pemda: 120 of long ago by Sari, one by Budi, one by nobody, one at Gorontalo."""
    from webapp.platform.db import TenantSession
    from webapp.platform.tenancy import serving

    def tell(place, *events):
        with serving(place.tenant), TenantSession(app.config["RESOURCES"].engine) as session:
            session.add_all(AuditEvent(**each) for each in events)
            session.commit()

    def deed(action, number=0, by=None, detail=None, kind="skp", at=LONG_AGO):
        return {
            "action": action, "object_kind": kind, "object_id": uuid4(), "actor_id": by, "detail": detail or {},
            "at": at + timedelta(seconds=number),
        }  # fmt: skip

    here, there = world.pontianak, world.gorontalo
    tell(here, *[deed("skp:rhk-diubah", number, here.sari.id, {"rhk": f"baris-{number}"}) for number in range(120)])
    change = {"sebelum": {"nama": "Lama"}, "sesudah": {"nama": "Baru", "komentar": "rahasia warga"}}
    tell(here, deed("pengaturan:identitas", 500, here.budi.id, change, "tenant"))
    tell(here, deed("baru:sekali", 501, None, {"nilai": 4, "jawaban": "rahasia warga"}, "rating"))
    tell(there, deed("skp:draf", 502, there.yusuf.id, {"catatan": "milik Gorontalo"}))


@pytest.fixture
def reader(browser, world, told):
    return browser(world.pontianak.hana)


def day(reader, **filters):
    asked = {"sejak": "2024-03-01", "sampai": "2024-03-31"} | filters
    return reader.get(f"{TRAIL}?" + "&".join(f"{name}={value}" for name, value in asked.items()))


def test_three_roles_read_it_and_nobody_else(browser, world, told):
    place = world.pontianak
    statuses = {name: browser(place.people[name]).get(TRAIL).status for name in ("hana", "oki", "sari", "budi", "vera")}
    assert statuses == {"hana": 200, "oki": 200, "sari": 403, "budi": 403, "vera": 403}
    assert browser(place.sari).post(f"{TRAIL}/unduh", {"bentuk": "csv"}).status == 403


def test_it_speaks_in_sentences_with_the_pemdas_own_clock(reader):
    shown = day(reader)
    assert "Mengubah identitas pemerintah daerah" in shown.words and "Budi Santoso" in shown.words
    assert "5 Mar 2024" in shown.words and "pukul 00.38" in shown.words
    assert "Sebelum · Nama" in shown.words and "Lama" in shown.words and "Baru" in shown.words


def test_a_deed_without_words_is_shown_by_its_code_and_done_by_pamong_itself(reader):
    shown = day(reader)
    assert "baru:sekali" in shown.words and "Pamong sendiri" in shown.words


def test_what_citizens_said_is_never_in_it(reader):
    assert "rahasia warga" not in day(reader).text
    body = reader.post(f"{TRAIL}/unduh", {"sejak": "2024-03-01", "bentuk": "csv"}).text
    assert "rahasia warga" not in body and "baru:sekali" in body


def test_the_other_pemda_is_not_in_it(reader, world):
    assert "milik Gorontalo" not in reader.get(TRAIL).text
    assert "Tidak ada catatan" in reader.get(f"{TRAIL}?orang={world.gorontalo.yusuf.id}").words


def test_pages_follow_each_other_without_gap_or_repetition(reader):
    seen, page = [], day(reader, tindakan="skp:rhk-diubah")
    for _ in range(3):
        seen += [line for line in page.words.split() if line.startswith("baris-")]
        link = next((each for each in page.page.links if "setelah=" in each), None)
        if link is None:
            break
        page = reader.get(link.replace("&amp;", "&"))
    assert seen == [f"baris-{number}" for number in reversed(range(120))]
    assert "Ini catatan yang paling lama." in page.words and "Kembali ke yang terbaru" in page.words


@pytest.mark.parametrize("after", ["x", "~", "2024-03-04~x", f"2024-03-04T00:00:00~{UUID(int=7)}"])
def test_an_address_that_was_tampered_with_begins_anew(reader, after):
    assert reader.get(f"{TRAIL}?setelah={after}").status == 200


@pytest.mark.parametrize(
    "filters, found",
    [
        ({"siapa": "budi"}, True),
        ({"siapa": "Budi Santoso"}, True),
        ({"siapa": "Tidak Ada"}, False),
        ({"tindakan": "pengaturan:identitas"}, True),
        ({"tindakan": "skp:draf"}, False),
        ({"sejak": "2024-03-05", "sampai": "2024-03-05"}, True),
        ({"sejak": "2024-03-06"}, False),
        ({"sampai": "2024-03-04"}, False),
        ({"objek": str(UUID(int=7))}, False),
    ],
)
def test_filters_find_what_they_say(reader, filters, found):
    shown = day(reader, **filters)
    assert shown.status == 200 and ("Sebelum · Nama" in shown.words) is found


def test_a_person_is_found_by_the_nip(reader, sql, world):
    (nip,) = sql("select nip from nip where person_id = %s", world.pontianak.budi.id)[0]
    assert "Sebelum · Nama" in day(reader, siapa=nip).words
    assert "Sebelum · Nama" not in day(reader, siapa="1" * 18).words


@pytest.mark.parametrize("filters", [{"sejak": "kemarin"}, {"orang": "x"}, {"objek": "x"}, {"siapa": "S" * 121}])
def test_a_filter_that_cannot_be_is_told(reader, filters):
    query = "&".join(f"{name}={value}" for name, value in filters.items())
    assert reader.get(f"{TRAIL}?{query}").status == 422


def test_things_are_linked_only_for_those_who_may_open_them(browser, world, told, sql, app):
    linked = 'href="/pontianak/kelola/pengaturan">Pemerintah daerah'
    assert linked in day(browser(world.pontianak.hana)).text
    grant = "update role_grant set role = 'inspektorat' where person_id = %s and role = 'verifikator'"
    sql(grant, world.pontianak.vera.id)
    shown = day(browser(world.pontianak.vera))
    assert "Pemerintah daerah" in shown.words and linked not in shown.text


@pytest.mark.parametrize("kind, mark", [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")])
def test_the_filtered_trail_is_taken_along_and_that_is_recorded(reader, sql, world, kind, mark):
    answer = reader.post(f"{TRAIL}/unduh", {"sejak": "2024-03-01", "sampai": "2024-03-31", "bentuk": kind})
    assert answer.status == 200 and answer.response.data.startswith(mark)
    assert f".{kind}" in answer.headers["Content-Disposition"]
    newest = "select actor_id, detail from audit_event where action = 'jejak:diunduh' order by id desc limit 1"
    ((who, detail),) = sql(newest)
    assert who == world.pontianak.hana.id and detail["banyak"] == 122 and detail["bentuk"] == kind
    assert detail["saringan"] == {"sejak": "2024-03-01", "sampai": "2024-03-31"}


def test_a_file_holds_what_the_page_shows(reader):
    text = reader.post(f"{TRAIL}/unduh", {"tindakan": "pengaturan:identitas", "bentuk": "csv"}).text
    head, row = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))[:2]
    assert head[:3] == ["Waktu", "Siapa", "Tindakan"] and row[1:4] == [
        "Budi Santoso", "Mengubah identitas pemerintah daerah", "pengaturan:identitas"
    ]  # fmt: skip


def test_more_than_a_file_holds_is_refused_with_a_way_out(reader, monkeypatch, sql):
    monkeypatch.setattr("webapp.people.trail.routes.MOST", 100)
    before = sql("select count(*) from audit_event")
    answer = reader.post(f"{TRAIL}/unduh", {"sejak": "2024-03-01", "bentuk": "csv"})
    assert answer.status == 422 and "Persempit rentang tanggalnya" in answer.words
    assert sql("select count(*) from audit_event") == before


@pytest.mark.parametrize("fields", [{"bentuk": "exe"}, {"bentuk": "csv", "lain": "x"}])
def test_a_file_nobody_offers_is_refused(reader, fields):
    assert reader.post(f"{TRAIL}/unduh", fields).status == 422


def test_a_page_asks_the_same_however_long_the_trail_is(reader, count_queries):
    with count_queries() as statements:
        reader.get(TRAIL)
    assert len(statements) <= 10


def test_the_newest_page_is_read_along_its_index(inside, world, told, sql):
    """A small table is read whole by itself; told not to, the planner takes the index and sorts nothing."""
    with inside(world.pontianak) as session:
        session.connection().exec_driver_sql("set local enable_seqscan = off")
        for wanted in (Wanted(), Wanted(people=[world.pontianak.sari.id]), Wanted(action="skp:rhk-diubah")):
            plan = explain(session, wanted)
            assert "Index Scan Backward" in plan and "Sort" not in plan, plan


def explain(session, wanted) -> str:
    sent = []
    from sqlalchemy import event

    def note(connection, cursor, statement, parameters, context, many):
        sent.append((statement, parameters))

    event.listen(session.get_bind(), "before_cursor_execute", note)
    queries.events(session, wanted, 50, (clock.now(), uuid4()))
    event.remove(session.get_bind(), "before_cursor_execute", note)
    statement, parameters = sent[-1]
    rows = session.connection().exec_driver_sql(f"explain {statement}", parameters)
    return "\n".join(row[0] for row in rows)


def test_every_deed_the_code_records_has_words():
    import re

    from webapp.platform.pages import ROOT

    code = "\n".join(path.read_text() for path in ROOT.glob("webapp/**/*.py") if path.name != "audit.py")
    recorded = set(re.findall(r'record\(\s*[\w.()]+,\s*"([a-z:_-]+)"', code))
    assert len(recorded) > 10 and recorded <= set(words.DEEDS)


def test_details_hide_what_citizens_said_wherever_it_stands():
    assert words.lines("rating", {"catatan": "x"}) == []
    detail = {"daftar": [{"nama": "Satu", "alasan": "x"}, {"nama": "Dua"}], "nilai": 4, "kosong": None}
    found = words.lines("skp", detail)
    assert found == [("daftar", "Satu"), ("daftar", "Dua")]


def test_a_record_reaches_the_page(reader, inside, world):
    with inside(world.pontianak) as session:
        record(session, "kalender:minggu-kerja", "tenant", world.pontianak.tenant.id, by=world.pontianak.oki.id)
    assert "Mengubah hari kerja" in reader.get(TRAIL).words.partition("Oki Saputra")[2]


def test_every_place_of_the_trail_is_a_page_its_readers_may_open(app):
    from webapp.platform.access import STAFF

    places = app.extensions["trail_links"]
    assert {"person", "opd", "service", "service_point", "import_run", "roster_correction"} <= set(places)
    for place in (one for kind in places.values() for one in kind):
        who = app.view_functions[place.endpoint].open_to
        assert STAFF in who or place.roles <= who, place


def test_a_person_is_shown_to_each_reader_where_he_may_look(browser, world):
    sari = world.pontianak.sari
    browser(sari)  # her sign-in is on the record
    assert f"/pontianak/kelola/pegawai/{sari.id}" in browser(world.pontianak.hana).get(TRAIL).page.links
    assert f"/pontianak/pegawai/{sari.id}" in browser(world.pontianak.oki).get(TRAIL).page.links
