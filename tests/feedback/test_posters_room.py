"""Posters, cards and stickers: the printed code is the address, one PDF for many, nobody else's points."""

import re

import pytest
import segno

from tests.feedback.printing import paper
from tests.platform.test_pdf import unpacked
from tests.rules.test_poster_rules import modules, tree
from webapp.feedback.services import posters, print_routes
from webapp.feedback.services.models import ServicePoint


@pytest.fixture
def bureau(browser, world):
    return browser(world.pontianak.oki)


def picture(bureau, world, query=""):
    answer = bureau.get(f"/kelola/titik/{world.pontianak.counter_id}/gambar.svg{query}")
    assert answer.status == 200 and answer.response.mimetype == "image/svg+xml"
    return answer.response.get_data(as_text=True)


def pages(answer) -> int:
    assert answer.response.mimetype == "application/pdf", answer.words
    return len(re.findall(rb"/Type /Page\b", unpacked(answer.response.data)))


@pytest.mark.parametrize("form", ["poster", "kartu", "tenda", "stiker"])
def test_the_drawn_code_is_the_address_of_the_point(bureau, world, form):
    address = f"http://localhost/pontianak/n/{world.pontianak.counter}"
    code = segno.make(address, error="q", boost_error=False, micro=False)
    assert code.error == "Q"
    dark = {(row, column) for row, line in enumerate(code.matrix) for column, module in enumerate(line) if module}
    assert modules(picture(bureau, world, f"?bentuk={form}"), len(code.matrix)) == dark


def test_a_picture_is_plain_drawing_without_script(bureau, world):
    svg = picture(bureau, world)
    tags = {element.tag.rpartition("}")[2] for element in tree(svg).iter()}
    assert tags == {"svg", "title", "defs", "pattern", "g", "rect", "path", "text", "circle"}
    assert f"http://localhost/pontianak/cek/{world.pontianak.counter}" in svg


def test_the_languages_are_indonesian_english_or_both(bureau, world):
    one, other, both = (picture(bureau, world, f"?tulisan={wish}") for wish in ("id", "en", "dua"))
    assert "Bagaimana pelayanan kami?" in one and "How was our service?" not in one
    assert "How was our service?" in other and "Bagaimana" not in other
    assert "How was our service?" in both and "Bagaimana pelayanan kami?" in both


def test_an_own_host_stands_on_the_poster_and_https_in_production(app, world, monkeypatch):
    from dataclasses import replace

    from webapp.platform.addresses import public_root

    place, held = world.pontianak.tenant, app.config["RESOURCES"]
    with app.test_request_context("/", base_url="http://evil.example"):
        settings = replace(held.settings, environment="production", hosts=("pamong.example",))
        monkeypatch.setitem(app.config, "RESOURCES", replace(held, settings=settings))
        assert public_root(place) == "https://pamong.example/pontianak"
        assert public_root(replace(place, hosts=("layanan.example",))) == "https://layanan.example"


def test_one_pdf_holds_a_page_for_each_open_point(bureau, world):
    answer = paper(bureau, "bentuk=poster")
    assert pages(answer) == 2
    assert 'filename="poster-pontianak.pdf"' in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(("form", "count"), [("kartu", 2), ("tenda", 2), ("stiker", 2)])
def test_every_form_makes_its_pages(bureau, form, count):
    assert pages(paper(bureau, f"bentuk={form}")) == count


def test_fewer_stickers_of_each_share_a_sheet(bureau):
    assert pages(paper(bureau, "bentuk=stiker&jumlah=6")) == 1


def test_points_can_be_chosen_by_office_service_and_one_by_one(bureau, world):
    place = world.pontianak
    assert pages(paper(bureau, f"opd={place.upt}")) == 1
    assert pages(paper(bureau, f"layanan={place.service}")) == 2
    assert pages(paper(bureau, f"titik={place.counter}&titik={place.kiosk}")) == 2
    assert pages(paper(bureau, f"titik={place.counter}")) == 1


def test_a_closed_point_is_left_out_unless_it_is_asked_for(bureau, world):
    nothing = paper(bureau, f"layanan={world.pontianak.other_service}")
    assert nothing.status == 422 and "Tidak ada titik layanan yang cocok" in nothing.words
    assert pages(paper(bureau, f"titik={world.pontianak.closed}")) == 1


@pytest.mark.parametrize("query", ["bentuk=spanduk", "tulisan=fr", "jumlah=99", "opd=bukan", "titik=" + "x" * 13])
def test_a_choice_that_is_none_is_refused(bureau, query):
    answer = paper(bureau, f"{query}")
    assert answer.status == 422 and "Ada yang perlu diperbaiki" in answer.words


def test_the_page_shows_what_will_be_printed(bureau, world):
    answer = bureau.get(f"/kelola/cetak?bentuk=kartu&titik={world.pontianak.kiosk}")
    assert "Contoh: Mesin pintu keluar" in answer.words and "bentuk=kartu" in answer.text


def test_points_of_another_pemda_are_not_printed(bureau, world, inside):
    with inside(world.gorontalo) as session:
        session.add(ServicePoint(service_id=world.gorontalo.service, opd_id=world.gorontalo.dinas, code="seberang",
                                 name="Loket seberang"))  # fmt: skip
    answer = paper(bureau, "titik=seberang")
    assert answer.status == 422 and "Loket seberang" not in answer.words
    for name in ("opd", "layanan"):
        strange = world.gorontalo.dinas if name == "opd" else world.gorontalo.service
        assert paper(bureau, f"{name}={strange}").status == 422


def test_names_with_odd_letters_are_drawn_as_letters(bureau, world, inside, sql):
    odd = 'Loket <&"> ' + "panjang sekali " * 4
    sql("update service_point set name = %s where id = %s", odd, world.pontianak.counter_id)
    root = tree(picture(bureau, world))
    assert any('<&">' in (element.text or "") for element in root.iter())
    assert pages(paper(bureau, f"titik={world.pontianak.counter}&tulisan=dua")) == 1
    sql("update service_point set name = 'Loket 1' where id = %s", world.pontianak.counter_id)


def test_without_the_libraries_for_paper_it_says_so(bureau, monkeypatch):
    def no_paper(*_args, **_more):
        raise print_routes.pdf.NoPaper("no Pango")

    monkeypatch.setattr(print_routes.pdf, "laid_out", no_paper)
    answer = paper(bureau)
    assert answer.status == 422 and "Server ini belum dapat membuat PDF" in answer.words


def test_a_logo_is_carried_when_there_is_one(monkeypatch):
    from types import SimpleNamespace

    monkeypatch.setattr(posters.tenants, "logo_of", lambda session: SimpleNamespace(png=b"PNG"), raising=False)
    assert posters.logo_of(None) == "data:image/png;base64,UE5H"
    monkeypatch.setattr(posters.tenants, "logo_of", lambda session: None, raising=False)
    assert posters.logo_of(None) is None


@pytest.mark.parametrize("who", ["sari", "hana"])
def test_only_the_bureau_prints(browser, world, who):
    visitor = browser(getattr(world.pontianak, who))
    assert paper(visitor).status == 403
    for path in ("/kelola/cetak", f"/kelola/titik/{world.pontianak.counter_id}/gambar.svg"):
        assert visitor.get(path).status == 403
