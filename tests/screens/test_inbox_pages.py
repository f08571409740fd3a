"""The office's inbox in a browser: nothing for axe to find, nothing sideways; a case is answered without a script."""

import pytest

from tests.feedback import complaining
from tests.screens.conftest import DESK, PHONE, look_at
from tests.screens.test_pages import sign_in
from webapp.feedback.complaints.rules import reference

pytestmark = [pytest.mark.browser, pytest.mark.network]
INBOX = "/pontianak/kelola/pengaduan"


@pytest.fixture(scope="module")
def office(app, world):
    return complaining.furnish(world, world.pontianak)


@pytest.fixture
def case(office, sql):
    for table in ("complaint_template", *complaining.TABLES):
        sql(f"delete from {table}")
    case = office.report(visibility="terbuka", contact={"nama": "Ibu Ani"}, title="Antrean KTP-el lama sekali")
    office.report(title="Kursi ruang tunggu rusak", visibility="rahasia", hold="cepat")
    sql("update complaint set verify_due = received_on - 9 where title like 'Kursi%'")
    office.move(case, "teruskan", office.actor("vera"), unit=office.place.upt)
    return case


def test_pages_are_accessible_and_fit(open_page, world, office, case):
    page = open_page(DESK)
    sign_in(page, world.pontianak.vera)
    places = {"list": "", "case": f"/{case}", "answer": f"/{case}/langkah?langkah=jawab", "kind": f"/{case}/golongkan",
              "about": f"/{case}/terlapor", "figures": "/angka", "templates": "/templat", "template": "/templat/baru",
              "who": f"/{case}/identitas", "results": f"/hasil?h={case}.ok&h={case}.version"}  # fmt: skip
    for name, place in places.items():
        page.goto(INBOX + place)
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
            look_at(page, f"inbox-{name}")


def test_a_case_is_taken_and_answered_without_a_script(open_page, world, office, case, sql):
    page = open_page(PHONE, java_script_enabled=False)
    sign_in(page, world.pontianak.dewi)
    page.goto(INBOX)
    page.get_by_role("link", name="Antrean KTP-el lama sekali").click()
    assert reference(case) in page.content()
    page.get_by_role("button", name="Ambil laporan ini").click()
    page.get_by_role("link", name="Jawab warga").click()
    page.get_by_label("Selesai", exact=True).check()
    page.get_by_label("Jawaban untuk warga").fill("Dua loket sudah ditambah.")
    page.get_by_role("button", name="Jawab warga").click()
    assert "Jawaban terkirim kepada warga." in page.content()
    assert sql("select state, ending from complaint where unit_id is not null") == [("dijawab", "selesai")]
