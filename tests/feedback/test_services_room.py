"""The organisation bureau keeps the services: list, add, change, close, open again."""

from datetime import timedelta

import pytest

from webapp.feedback.services.models import Service
from webapp.platform import clock
from webapp.platform.i18n import long_date

NEW = {"nama": "Kartu identitas anak", "uraian": "Untuk anak.", "persyaratan": "Akta\nKartu Keluarga\n\n"}


@pytest.fixture
def bureau(browser, world):
    return browser(world.pontianak.oki)


def add(bureau, world, **more):
    answer = bureau.post("/kelola/layanan", NEW | {"opd": str(world.pontianak.dinas)} | more)
    assert answer.status == 303, answer.words
    return answer.location.split("#")[0]


def deeds(sql, world, object_id):
    return sql("select action, detail from audit_event where tenant_id = %s and object_id = %s order by at",
               world.pontianak.tenant.id, object_id)  # fmt: skip


def test_services_are_listed_with_points_and_standard(bureau):
    words = bureau.get("/kelola/layanan").words
    assert "Perekaman KTP-el" in words and "Akta kelahiran" in words and "0 dari 14 komponen terisi" in words


def test_the_list_is_narrowed_by_name_and_office(bureau, world):
    words = bureau.get("/kelola/layanan?cari=AKTA").words
    assert "Akta kelahiran" in words and "Perekaman" not in words
    assert "Tidak ada layanan yang cocok" in bureau.get(f"/kelola/layanan?opd={world.pontianak.upt}").words


def test_the_list_takes_the_same_queries_however_long_it_is(bureau, world, count_queries):
    bureau.get("/kelola/layanan")
    with count_queries() as few:
        bureau.get("/kelola/layanan")
    for number in range(5):
        add(bureau, world, nama=f"Layanan nomor {number}")
    bureau.get("/kelola/layanan")  # the first page after a deed also says what comes next in the first run
    with count_queries() as many:
        bureau.get("/kelola/layanan")
    assert len(few) == len(many) <= 14


def test_a_service_is_added_and_citizens_find_it(bureau, browser, world, sql):
    address = add(bureau, world)
    assert "Layanan sudah ditambahkan" in bureau.get(address).words
    page = browser().get("/layanan/kartu-identitas-anak").words
    assert "Kartu identitas anak" in page and "Kartu Keluarga" in page
    assert deeds(sql, world, address.rsplit("/", 1)[-1])[0][0] == "layanan:ditambah"


def test_two_services_of_one_name_get_two_addresses(bureau, world, sql):
    for office in (world.pontianak.dinas, world.pontianak.upt):
        add(bureau, world, nama="Izin keramaian", opd=str(office))
    found = sql("select slug from service where tenant_id = %s and slug like 'izin-keramaian%%' order by slug",
                world.pontianak.tenant.id)  # fmt: skip
    assert found == [("izin-keramaian",), ("izin-keramaian-2",)]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("nama", "", "Isian ini wajib diisi."),
        ("nama", "x" * 121, "Terlalu panjang"),
        ("opd", "bukan-id", "Isian ini tidak dapat dipahami."),
        ("uraian", "x" * 601, "Terlalu panjang"),
    ],
)
def test_bad_input_comes_back_with_its_sentence(bureau, world, field, value, sentence):
    answer = bureau.post("/kelola/layanan", NEW | {"opd": str(world.pontianak.dinas)} | {field: value})
    assert answer.status == 422 and sentence in answer.words and "Kartu Keluarga" in answer.text


def test_an_office_of_another_pemda_is_not_in_the_list(bureau, world):
    answer = bureau.post("/kelola/layanan", NEW | {"opd": str(world.gorontalo.dinas)})
    assert answer.status == 422 and "Kantor itu tidak ada dalam daftar" in answer.words


def test_odd_letters_in_a_name_are_letters(bureau, world):
    address = add(bureau, world, nama='Surat "A & B" <i>miring</i>')
    assert "<i>miring" not in bureau.get(address).text


def test_a_change_says_what_it_was(bureau, world, sql):
    address = add(bureau, world, nama="Legalisasi akta")
    changed = NEW | {"nama": "Legalisasi akta lama", "opd": str(world.pontianak.upt)}
    answer = bureau.post(f"{address}/ubah", changed)
    page = bureau.follow(answer).words
    assert "Perubahan layanan sudah tersimpan." in page and "Nama: Legalisasi akta → Legalisasi akta lama" in page
    action, detail = deeds(sql, world, address.rsplit("/", 1)[-1])[-1]
    assert action == "layanan:diubah" and detail["sebelum"]["opd_id"].startswith("Dinas")
    assert "Tidak ada yang berubah" in bureau.follow(bureau.post(f"{address}/ubah", changed)).words


def test_a_service_is_closed_from_a_date_with_reason_and_alternative(bureau, browser, world):
    address = add(bureau, world, nama="Surat pindah")
    facts = {"tanggal": "2026-01-05", "alasan": "Pindah ke kecamatan.", "pengganti": str(world.pontianak.service)}
    page = bureau.follow(bureau.post(f"{address}/tutup", facts)).words
    assert "Penutupan sudah tersimpan" in page and "Pengganti: Perekaman KTP-el" in page
    seen = browser().get("/layanan/surat-pindah").words
    assert "Pindah ke kecamatan." in seen and "Perekaman KTP-el" in seen
    assert "Sudah dibuka kembali." in bureau.follow(bureau.post(f"{address}/buka")).words
    assert "Pindah ke kecamatan." not in browser().get("/layanan/surat-pindah").words
    history = bureau.get(address).words
    assert "Penutupan dicatat" in history and "Dibuka kembali" in history


def test_an_announced_closing_leaves_it_open_until_then(bureau, browser, world):
    address = add(bureau, world, nama="Surat jalan")
    later = clock.today(world.pontianak.tenant.timezone) + timedelta(days=40)
    bureau.post(f"{address}/tutup", {"tanggal": later.isoformat(), "alasan": "Layanan digabung."})
    assert "Layanan ini sedang tutup" not in browser().get("/layanan/surat-jalan").words
    assert f"Akan tutup {long_date(later)}" in bureau.get(address).words


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"tanggal": "2026-01-05"}, "Isian ini wajib diisi."),
        ({"tanggal": "kemarin", "alasan": "Alasan baik."}, "Tulis tanggal yang benar"),
        ({"tanggal": "2126-01-05", "alasan": "Alasan baik."}, "lebih dari satu tahun lagi"),
        ({"tanggal": "0026-01-05", "alasan": "Alasan baik."}, "terlalu lama berlalu"),
    ],
)
def test_a_closing_without_date_or_reason_is_refused(bureau, world, facts, sentence):
    answer = bureau.post(f"/kelola/layanan/{world.pontianak.service}/tutup", facts)
    assert answer.status == 422 and sentence in answer.words


def test_a_service_cannot_stand_in_for_itself_nor_a_closed_or_strange_one(bureau, world, inside):
    path = f"/kelola/layanan/{world.pontianak.other_service}/tutup"
    reason = {"tanggal": "2026-03-01", "alasan": "Pindah."}
    own = bureau.post(path, reason | {"pengganti": str(world.pontianak.other_service)})
    strange = bureau.post(path, reason | {"pengganti": str(world.gorontalo.service)})
    assert own.status == strange.status == 422
    assert "tidak dapat menggantikan dirinya sendiri" in own.words and "tidak ada lagi dalam daftar" in strange.words
    address = add(bureau, world, nama="Layanan lama")
    bureau.post(f"{address}/tutup", reason)
    shut = bureau.post(path, reason | {"pengganti": address.rsplit("/", 1)[-1]})
    assert shut.status == 422 and "tutup pada tanggal tersebut" in shut.words
    with inside(world.pontianak) as session:
        assert session.get(Service, (world.pontianak.tenant.id, world.pontianak.other_service)).closed_on is None


@pytest.mark.parametrize("who", ["sari", "budi", "hana"])
def test_only_the_bureau_may(browser, world, who):
    visitor, service = browser(getattr(world.pontianak, who)), world.pontianak.service
    for end in ("", "/baru", f"/{service}", f"/{service}/ubah"):
        assert visitor.get(f"/kelola/layanan{end}").status == 403
    assert visitor.post("/kelola/layanan", NEW).status == 403
    assert visitor.post(f"/kelola/layanan/{service}/tutup").status == 403


def test_the_bureau_of_another_pemda_finds_nothing(browser, world):
    stranger, service = browser(world.gorontalo.nur), world.pontianak.service
    for path in ("", "/ubah", "/tutup", "/titik", "/standar", "/standar/terbit"):
        assert stranger.get(f"/kelola/layanan/{service}{path}").status == 404
    for path in ("/ubah", "/tutup", "/buka", "/titik", "/standar", "/standar/buang", "/standar/terbit"):
        assert stranger.post(f"/kelola/layanan/{service}{path}", NEW).status == 404
